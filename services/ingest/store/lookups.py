"""Reads over submissions beside the life of a single one: what an organisation has entered so far, counts, and plans."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from pydantic import ValidationError

from contracts.base import decode_open
from contracts.moderation import State
from contracts.submissions import Contact, Kind, SubmissionState
from services.ingest.domain.record import Record
from services.ingest.store.documents import record_of
from services.ingest.store.submissions import ARCHIVE, SUBMISSIONS, Filter, archive_id, query_of
from services.kit.clock import milliseconds
from services.kit.mongo import Document, Mongo, store_guard

READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Earlier:
    """Something an organisation filed before: its newest state, and whom it named to ring."""

    state: SubmissionState
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """An item that counts: the version that was accepted, and what it says where that is the newest and can be read."""

    submission: UUID
    version: int
    state: SubmissionState | None


class Lookups:
    """Reads of many submissions at once, each bounded."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(SUBMISSIONS)
        self._archive = mongo.collection(ARCHIVE)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(SUBMISSIONS, [{"organisation": 1, "created": -1}, {"kind": 1, "changed": 1}])

    async def earlier(self, organisation: str, limit: int) -> list[Earlier]:
        """What an organisation filed last, newest first, of whatever edition; what it took back is left out."""
        return await self._found({"organisation": organisation, "state": {"$ne": State.WITHDRAWN.value}}, limit)

    async def of_branch(self, organisation: str, limit: int) -> list[Earlier]:
        """What an organisation's branch filed last, newest first; what was taken back is left out."""
        return await self._found({"scope": organisation, "state": {"$ne": State.WITHDRAWN.value}}, limit)

    async def accepted(self, organisation: str, edition: str) -> AsyncIterator[list[Accepted]]:
        """All accepted items of an organisation's branch in an edition, some at a time, each as it was accepted.

        An item whose newer version is in review stands with the version that was accepted before.
        """
        stands = [{"state": State.ACCEPTED.value}, {"counted": {"$gt": 0}}]
        query = {"scope": organisation, "edition": edition, "state": {"$ne": State.WITHDRAWN.value}, "$or": stands}
        with store_guard():
            cursor = self._collection.find(query, {"current": 1, "version": 1, "counted": 1, "state": 1})
            while documents := await cursor.to_list(READ_AT_ONCE):
                # Thousands of them take a while to read, in which the service goes on answering.
                yield await asyncio.to_thread(lambda read: [_accepted(one) for one in read], documents)

    async def archived(self, submission: UUID, version: int) -> SubmissionState | None:
        """An older version as it was said; None where the archive has lost it."""
        with store_guard():
            document = await self._archive.find_one({"_id": archive_id(submission, version)})
        try:
            return decode_open(SubmissionState, document["state"]) if document else None
        except ValidationError:
            return None

    async def filed(self, organisation: str, edition: str, kind: Kind, limit: int) -> list[Record]:
        """What an organisation filed of a kind in an edition, newest first, with its receipts."""
        query = {"organisation": organisation, "edition": edition, "kind": kind.value}
        with store_guard():
            cursor = self._collection.find(query, {"outbox": 0}).sort([("created", -1), ("_id", -1)]).limit(limit)
            documents = await cursor.to_list(limit)
        return [record_of(document) for document in documents]

    async def counts(self, scope: tuple[str, ...], wanted: Filter) -> dict[str, int]:
        """How many submissions that fit stand in which state."""
        if not scope:
            return {}
        group = {"$group": {"_id": "$state", "count": {"$sum": 1}}}
        with store_guard():
            rows = await self._collection.aggregate([{"$match": query_of(scope, wanted, None)}, group]).to_list(None)
        return {str(row["_id"]): int(row["count"]) for row in rows}

    async def plans(self, changed_since: datetime | None) -> AsyncIterator[Record]:
        """Every plan, or those that changed at or after a moment."""
        query: Document = {"kind": Kind.PLAN.value}
        if changed_since is not None:
            query["changed"] = {"$gte": milliseconds(changed_since.astimezone(UTC))}
        with store_guard():
            async for document in self._collection.find(query, {"outbox": 0}):
                yield record_of(document)

    async def version(self, record: Record, version: int) -> SubmissionState | None:
        """A version of a record as it was said; None where the archive has lost it."""
        return record.state if version == record.state.version else await self.archived(record.submission, version)

    async def _found(self, query: Document, limit: int) -> list[Earlier]:
        with store_guard():
            cursor = self._collection.find(query, {"current": 1, "contact": 1})
            documents = await cursor.sort([("created", -1), ("_id", -1)]).limit(limit).to_list(limit)
        # Thousands of them take a while to read, in which the service goes on answering.
        return await asyncio.to_thread(lambda: [_earlier(document) for document in documents])


def _accepted(document: Document) -> Accepted:
    newest = document["version"]
    version = newest if document["state"] == State.ACCEPTED.value else document["counted"]
    state: SubmissionState | None = None
    if version == newest:
        with contextlib.suppress(ValidationError):
            state = decode_open(SubmissionState, document["current"])
    return Accepted(UUID(document["_id"]), version, state)


def _earlier(document: Document) -> Earlier:
    contact = document.get("contact")
    return Earlier(decode_open(SubmissionState, document["current"]), Contact(**contact) if contact else None)
