"""Notices in MongoDB, one document each, claimed by inserting their id; what waits for a channel is marked in them."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.kit.clock import Clock, milliseconds
from services.kit.mongo import Document, Mongo, insert_once, store_guard, stream
from services.notification.domain.kinds import OUTGOING, Channel, NoticeKind
from services.notification.domain.notices import Notice

NOTICES = "notices"
WAITING, SENT, DROPPED = "waiting", "sent", "dropped"


class NoticeStore:
    """Every notice that was made and is still kept. What changes an inbox is marked with the moment, for whoever watches."""

    def __init__(self, mongo: Mongo, clock: Clock) -> None:
        self._mongo = mongo
        self._clock = clock
        self._collection = mongo.collection(NOTICES)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        outgoing = [{"person": 1, channel.value: 1} for channel in OUTGOING]
        indexes = [{"person": 1, "at": -1, "_id": -1}, {"at": 1}, {"changed": 1}, {"submission": 1}, *outgoing]
        await self._mongo.ensure_indexes(NOTICES, indexes, revisioned=False)

    async def add(self, notice: Notice) -> bool:
        """Keep a notice; false where it was made before. Raises Problem(store_away)."""
        return await insert_once(self._collection, _document(notice) | self._changed())

    async def gather(self, notice: Notice, item: str) -> bool:
        """Let a notice that was made before tell of one more item; false where it does already. It is unread again."""
        fresh: Document = {"at": notice.at, "read_at": None} | self._changed()
        if Channel.EMAIL in notice.channels:
            fresh[Channel.EMAIL.value] = WAITING
        with store_guard():
            result = await self._collection.update_one(
                {"_id": notice.id, "items": {"$ne": item}}, {"$push": {"items": item}, "$set": fresh}
            )
        return bool(result.matched_count)

    async def page(
        self, person: str, *, before: tuple[datetime, str] | None, kinds: Sequence[NoticeKind], unread: bool, limit: int
    ) -> list[Notice]:
        """A person's notices, the newest first, from the one after `before` on."""
        query: Document = {"person": person, "shown": True}
        if unread:
            query["read_at"] = None
        if kinds:
            query["kind"] = {"$in": [kind.value for kind in kinds]}
        if before:
            at, last = before
            query["$or"] = [{"at": {"$lt": at}}, {"at": at, "_id": {"$lt": last}}]
        with store_guard():
            found = self._collection.find(query).sort([("at", -1), ("_id", -1)]).limit(limit)
            return [_notice(document) for document in await found.to_list(limit)]

    async def unread(self, person: str, most: int) -> int:
        """How many notices a person has not read, counted up to `most`."""
        with store_guard():
            return await self._collection.count_documents(
                {"person": person, "shown": True, "read_at": None}, limit=most
            )

    async def read(self, person: str, ids: Sequence[str] | None, until: datetime | None, now: datetime) -> int:
        """Mark a person's notices as read: those named, or all up to a moment; how many were not."""
        query: Document = {"person": person, "read_at": None}
        if ids is not None:
            query["_id"] = {"$in": list(ids)}
        if until is not None:
            query["at"] = {"$lte": until}
        with store_guard():
            result = await self._collection.update_many(query, {"$set": {"read_at": now} | self._changed()})
        return int(result.modified_count)

    async def changed_since(self, moment: int) -> set[tuple[str, str, int]]:
        """What changed in inboxes since a moment (milliseconds): person, notice, and when."""
        query = {"changed": {"$gte": moment}}
        fields = {"person": 1, "changed": 1}
        return {(one["person"], one["_id"], one["changed"]) async for one in stream(self._collection, query, fields)}

    async def waiting(self, person: str, channel: Channel, most: int) -> list[Notice]:
        """What waits to go to a person by a channel, the oldest first."""
        with store_guard():
            found = self._collection.find({"person": person, channel.value: WAITING})
            return [
                _notice(document) for document in await found.sort([("at", 1), ("_id", 1)]).limit(most).to_list(most)
            ]

    async def of(self, ids: Sequence[str]) -> list[Notice]:
        """Notices by id, the oldest first; those that were forgotten are left out."""
        with store_guard():
            found = self._collection.find({"_id": {"$in": list(ids)}})
            return [_notice(document) for document in await found.sort([("at", 1), ("_id", 1)]).to_list(len(ids))]

    async def settle(self, ids: Sequence[str], channel: Channel, state: str) -> None:
        """Say what became of notices by a channel."""
        with store_guard():
            await self._collection.update_many({"_id": {"$in": list(ids)}}, {"$set": {channel.value: state}})

    async def count_waiting(self, channel: Channel) -> int:
        """How many notices wait to go out by a channel."""
        with store_guard():
            return await self._collection.count_documents({channel.value: WAITING})

    async def forget(self, people: Sequence[str]) -> int:
        """Delete all that was told to these people; how many notices."""
        with store_guard():
            result = await self._collection.delete_many({"person": {"$in": list(people)}})
        return int(result.deleted_count)

    async def forget_before(self, moment: datetime) -> int:
        """Delete what is older than `moment`; how many."""
        with store_guard():
            result = await self._collection.delete_many({"at": {"$lt": moment}})
        return int(result.deleted_count)

    def _changed(self) -> Document:
        return {"changed": milliseconds(self._clock.now())}


def _document(notice: Notice) -> Document:
    document: Document = {
        "_id": notice.id,
        "person": notice.person,
        "kind": notice.kind.value,
        "at": notice.at,
        "facts": json.dumps(notice.facts, ensure_ascii=False),
        "submission": notice.facts.get("submission"),
        "urgent": notice.urgent,
        "shown": notice.shown,
        "read_at": notice.read_at,
    }
    document |= {channel.value: WAITING for channel in notice.channels}
    if "items" in notice.facts:
        document["items"] = list(notice.facts["items"])
    return document


def _notice(document: Document) -> Notice:
    facts: dict[str, Any] = json.loads(document["facts"])
    if "items" in document:
        facts |= {"count": len(document["items"])}
        facts.pop("items", None)
    return Notice(
        id=document["_id"],
        person=document["person"],
        kind=NoticeKind(document["kind"]),
        at=document["at"],
        facts=facts,
        urgent=document["urgent"],
        shown=document["shown"],
        channels=tuple(channel for channel in OUTGOING if document.get(channel.value) == WAITING),
        read_at=document["read_at"],
    )
