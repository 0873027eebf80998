"""Submissions in MongoDB: one document each, written whole with its outgoing events, guarded by its revision.

Of all versions only the newest lies in the document; an older one goes to the archive before it is replaced, so that no
document grows beyond what its receipts need.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.base import decode_open, encode
from contracts.moderation import State
from contracts.submissions import SubmissionState
from services.ingest.domain.record import Record
from services.ingest.store.documents import (
    SUMMARY_FIELDS,
    Summary,
    document_of,
    record_of,
    standing_fields,
    state_fields,
    summary_of,
    version_fields,
)
from services.kit.clock import milliseconds
from services.kit.mongo import Document, GroupedWrites, Mongo, insert_once, store_guard

SUBMISSIONS = "submissions"
ARCHIVE = "versions"
_GIVEN_UP = frozenset({State.WITHDRAWN.value, State.REFUSED.value})
_STAGES: dict[str, Document] = {"counted": {"counts": True}, "featured": {"featured": True}}


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a list, between two items; it stays where it is while new items come in."""

    created: int
    submission: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is asked for; `changed_since` is a moment in UTC, `text` stands somewhere in the title.

    `state` is that of the newest version, or `counted` or `featured`, which an accepted version stays while a newer one waits.
    """

    edition: str | None = None
    kind: str | None = None
    unit: str | None = None
    organisation: str | None = None
    state: str | None = None
    changed_since: datetime | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it was read, with the events Kafka has not yet acknowledged."""

    record: Record
    outbox: tuple[Document, ...]


class SubmissionStore:
    """The submissions of this service. Every list is scoped by the organisations whose people ask."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(SUBMISSIONS)
        self._archive = mongo.collection(ARCHIVE)
        self._inserts: GroupedWrites | None = None

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(
            SUBMISSIONS,
            [
                {"scope": 1, "created": -1, "_id": -1},
                {"scope": 1, "edition": 1, "kind": 1, "created": -1, "_id": -1},
                {"scope": 1, "changed": -1},
                {"organisation": 1, "edition": 1},
            ],
        )

    def start(self) -> None:
        """Begin to group concurrent inserts."""
        self._inserts = GroupedWrites(self._collection)

    async def stop(self) -> None:
        """Let inserts under way end."""
        if self._inserts:
            await self._inserts.close()

    async def insert(self, record: Record, outbox: list[Document]) -> bool:
        """Store a new submission durably; false where its id is taken. Raises Problem(store_away)."""
        document = document_of(record, outbox)
        if self._inserts is None:
            return await insert_once(self._collection, document)
        return await self._inserts.insert(document)

    async def load(self, submission: UUID) -> Stored | None:
        """A submission by id, whoever asks: the caller's rights are judged on what is found."""
        with store_guard():
            document = await self._collection.find_one({"_id": str(submission)})
        return Stored(record_of(document), tuple(document.get("outbox", ()))) if document else None

    async def load_all(self, submissions: Iterable[UUID]) -> dict[UUID, Record]:
        """Several by their ids, whoever asks; what is not there is left out."""
        query = {"_id": {"$in": [str(one) for one in submissions]}}
        with store_guard():
            found = await self._collection.find(query, {"outbox": 0}).to_list(None)
        records = (record_of(document) for document in found)
        return {record.submission: record for record in records}

    async def answers(self, organisation: str, edition: str) -> list[Summary]:
        """What an organisation's submissions answer that still stand: those with an obligation, the newest first."""
        query = {"organisation": organisation, "edition": edition, "obligation": {"$ne": None}}
        with store_guard():
            cursor = self._collection.find(query, dict.fromkeys(SUMMARY_FIELDS, 1)).sort([("created", -1), ("_id", -1)])
            found = await cursor.to_list(None)
        return [summary_of(document) for document in found if document["state"] not in _GIVEN_UP]

    async def exists(self, submission: UUID) -> bool:
        """Whether something stands under an id."""
        with store_guard():
            return await self._collection.find_one({"_id": str(submission)}, {"_id": 1}) is not None

    async def amend(self, before: Record, after: Record, outbox: list[Document]) -> bool:
        """Replace the current version; false when somebody else was faster. The old one is archived first."""
        await self._put_aside(before)
        return await self._change(
            before,
            after,
            after.state.version_received_at,
            {"versions": version_fields(after.versions[-1]), "outbox": {"$each": outbox}},
        )

    async def change(self, before: Record, after: Record, at: datetime, outbox: Iterable[Document] = ()) -> bool:
        """Write any other change with its events; false when somebody else was faster."""
        events = list(outbox)
        return await self._change(before, after, at, {"outbox": {"$each": events}} if events else {})

    async def answered(self, besides: UUID, organisation: str, edition: str) -> set[str]:
        """The obligations that an organisation's other submissions answer, as far as they still stand."""
        query = {"organisation": organisation, "edition": edition}
        with store_guard():
            found = await self._collection.find(query, {"obligation": 1, "state": 1}).to_list(None)
        standing = (one for one in found if one["_id"] != str(besides) and one["state"] not in _GIVEN_UP)
        return {one["obligation"] for one in standing if one["obligation"] is not None}

    async def archived(self, submission: UUID, version: int) -> SubmissionState | None:
        """An older version as it was said."""
        with store_guard():
            document = await self._archive.find_one({"_id": archive_id(submission, version)})
        return decode_open(SubmissionState, document["state"]) if document else None

    async def page(
        self, scope: tuple[str, ...], wanted: Filter, after: Position | None, limit: int
    ) -> tuple[list[Summary], Position | None]:
        """One page of a list, newest first, and where the next one begins."""
        if not scope:
            return [], None
        query = query_of(scope, wanted, after)
        projection = dict.fromkeys(SUMMARY_FIELDS, 1)
        with store_guard():
            cursor = self._collection.find(query, projection).sort([("created", -1), ("_id", -1)]).limit(limit + 1)
            documents = await cursor.to_list(limit + 1)
        items = [summary_of(document) for document in documents[:limit]]
        if len(documents) <= limit:
            return items, None
        last = documents[limit - 1]
        return items, Position(last["created"], last["_id"])

    async def count_by_organisation(self) -> dict[tuple[str, str], int]:
        """How many submissions each organisation has in each edition."""
        # In the order of their index, so that the server counts its entries and reads no document.
        order = {"$sort": {"organisation": 1, "edition": 1}}
        group = {"$group": {"_id": {"organisation": "$organisation", "edition": "$edition"}, "filed": {"$sum": 1}}}
        with store_guard():
            rows = await self._collection.aggregate([order, group]).to_list(None)
        return {(row["_id"]["organisation"], row["_id"]["edition"]): int(row["filed"]) for row in rows}

    async def _put_aside(self, record: Record) -> None:
        state = record.state
        await insert_once(
            self._archive,
            {
                "_id": archive_id(state.submission, state.version),
                "submission": str(state.submission),
                "version": state.version,
                "state": encode(state).decode(),
            },
        )

    async def _change(self, before: Record, after: Record, at: datetime, push: Document) -> bool:
        fields = standing_fields(after, at)
        if after.state is not before.state:
            fields |= state_fields(after)
        update: Document = {"$set": fields, "$push": push} if push else {"$set": fields}
        with store_guard():
            result = await self._collection.update_one(
                {"_id": str(before.submission), "revision": before.revision}, update
            )
        return bool(result.matched_count)


def archive_id(submission: UUID, version: int) -> str:
    """The id under which an older version lies in the archive."""
    return f"{submission}.{version}"


def query_of(scope: tuple[str, ...], wanted: Filter, after: Position | None) -> Document:
    """The query of a list: what the caller's branch has, as far as it fits, after a place."""
    query: Document = {"scope": {"$in": list(scope)}}
    for name in ("edition", "kind", "unit", "organisation"):
        value = getattr(wanted, name)
        if value is not None:
            query[name] = value
    if wanted.state is not None:
        query |= _STAGES.get(wanted.state, {"state": wanted.state})
    if wanted.changed_since is not None:
        query["changed"] = {"$gte": milliseconds(wanted.changed_since)}
    if wanted.text:
        query["title"] = {"$regex": re.escape(wanted.text), "$options": "i"}
    if after is not None:
        query["$or"] = [
            {"created": {"$lt": after.created}},
            {"created": after.created, "_id": {"$lt": after.submission}},
        ]
    return query
