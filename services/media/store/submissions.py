"""Records in MongoDB: one document a submission, written with its outgoing events, guarded by its revision."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from contracts import topics
from services.kit.clock import milliseconds
from services.kit.mongo import Document, GroupedWrites, Mongo, insert_once, store_guard
from services.media.domain.record import Record
from services.media.store.documents import Stored, record_fields, stored_of

SUBMISSIONS = "submissions"
ASSETS = "assets"
SWEEP_LIMIT = 200
RECORDS_KEPT = 200
"""Records as they were read last: files of one item come in together, and what is public is looked at often."""
MAX_PENDING_EVENTS = 4
"""Of more unsent states only the newest is kept: each is complete, and together they would outgrow a document."""


class RecordStore:
    """The records of this service, and which submission a file belongs to."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(SUBMISSIONS)
        self._assets = mongo.collection(ASSETS)
        self._inserts: GroupedWrites | None = None
        self._pointers: GroupedWrites | None = None
        self._known: OrderedDict[str, Record] = OrderedDict()

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(SUBMISSIONS, [{"due": 1}, {"touched": 1}])
        await self._mongo.ensure_indexes(ASSETS, [], revisioned=False)

    def start(self) -> None:
        """Begin to group concurrent inserts."""
        self._inserts = GroupedWrites(self._collection)
        self._pointers = GroupedWrites(self._assets)

    async def stop(self) -> None:
        """Let inserts under way end."""
        for writes in (self._inserts, self._pointers):
            if writes:
                await writes.close()

    async def load(self, submission: UUID) -> Stored | None:
        """A record by its submission, whoever asks: rights are judged on what is found."""
        with store_guard():
            document = await self._collection.find_one({"_id": str(submission)})
        if document is None:
            return None
        stored = stored_of(document, self._known.get(document["_id"]))
        self._remember(stored.record)
        return stored

    async def submission_of(self, asset: UUID) -> UUID | None:
        """The submission a file belongs to."""
        with store_guard():
            document = await self._assets.find_one({"_id": str(asset)})
        return UUID(document["submission"]) if document else None

    async def point(self, record: Record, assets: Iterable[UUID]) -> None:
        """Write down to which submission files belong; again changes nothing."""
        pointers: list[Document] = [{"_id": str(asset), "submission": str(record.submission)} for asset in assets]
        if self._pointers is None:
            for pointer in pointers:
                await insert_once(self._assets, pointer)
        else:
            # Sent together, they share a round trip.
            await asyncio.gather(*(self._pointers.insert(pointer) for pointer in pointers))

    async def insert(self, record: Record, outbox: list[Document]) -> Document | None:
        """Store a new record durably; None where there is one already. Raises Problem(store_away)."""
        document = {"_id": str(record.submission), **record_fields(record), "outbox": outbox}
        if self._inserts is None:
            inserted = await insert_once(self._collection, document)
        else:
            inserted = await self._inserts.insert(document)
        return document if inserted else None

    async def replace(self, before: Stored, after: Record, outbox: list[Document]) -> Document | None:
        """Write a change with its events; None when somebody else was faster. The answer is what the relay takes."""
        fields = record_fields(after)
        update: Document = {"$set": fields}
        pending = [*before.outbox, *outbox]
        if len(pending) > MAX_PENDING_EVENTS and outbox:
            pending = _newest(pending)
            update["$set"] = fields | {"outbox": pending}
        elif outbox:
            update["$push"] = {"outbox": {"$each": outbox}}
        name = str(after.submission)
        with store_guard():
            result = await self._collection.update_one({"_id": name, "revision": before.record.revision}, update)
        if not result.matched_count:
            return None
        self._remember(after)
        return {"_id": name, "outbox": pending}

    async def overdue(self, now: datetime) -> list[UUID]:
        """Submissions with files whose time has run out, at most so many at once."""
        return await self._find({"due": {"$lte": milliseconds(now)}})

    async def touched(self) -> list[UUID]:
        """Submissions whose bytes, work and sessions are not in line with them, at most so many at once."""
        return await self._find({"touched": True})

    def _remember(self, record: Record) -> None:
        """Keep a record that is likely to be asked for again; a revision is never given to another content."""
        name = str(record.submission)
        self._known[name] = record
        self._known.move_to_end(name)
        if len(self._known) > RECORDS_KEPT:
            self._known.popitem(last=False)

    async def _find(self, query: Document) -> list[UUID]:
        with store_guard():
            found = await self._collection.find(query, {"_id": 1}).limit(SWEEP_LIMIT).to_list(SWEEP_LIMIT)
        return [UUID(one["_id"]) for one in found]


def _newest(events: list[Document]) -> list[Document]:
    """Acts, all of them, and of the states the newest alone."""
    states = [event for event in events if event["topic"] == topics.MEDIA.name]
    return [event for event in events if event["topic"] != topics.MEDIA.name or event is states[-1]]
