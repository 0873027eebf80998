"""Featured items in MongoDB: the newest state of each with its offset in the log, and how far the log has been read."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter

from contracts.base import encode
from contracts.featured import FeaturedItem
from services.kit.clock import Clock, milliseconds
from services.kit.leases import Lease
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard, stream
from services.syndication.domain.cursors import Cursor
from services.syndication.domain.items import Facets, Kept

ITEMS = "items"
LOG = "log"
LEASES = "leases"
PLACE = "featured"

_FACETS: TypeAdapter[tuple[Facets, ...]] = TypeAdapter(tuple[Facets, ...])


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item as it was read; `revision` guards the document."""

    kept: Kept
    revision: int


class ItemStore:
    """What newsrooms may be told, and the place in the log up to which it is complete."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._items = mongo.collection(ITEMS)
        self._log = mongo.collection(LOG)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(ITEMS, [{"epoch": 1, "offset": 1}, {"epoch": 1, "changed_at": 1}])
        await self._mongo.ensure_indexes(LOG, [], revisioned=False)
        await self._mongo.ensure_indexes(LEASES, [])

    def lease(self, name: str, holder: str, seconds: float, clock: Clock) -> Lease:
        """A lease among the copies of this service."""
        return Lease(self._mongo.collection(LEASES), name, holder, seconds, clock)

    async def load(self, item: UUID) -> StoredItem | None:
        """An item by id."""
        with store_guard():
            found = await self._items.find_one({"_id": str(item)})
        return StoredItem(_kept_of(found), found["revision"]) if found else None

    async def save(self, kept: Kept, before: StoredItem | None) -> bool:
        """Keep an item's newer state; false when somebody else was faster. Raises Problem(store_away)."""
        document: Document = {"_id": str(kept.state.item), "revision": 1, **_fields_of(kept)}
        if before is None:
            return await insert_once(self._items, document)
        document["revision"] = before.revision + 1
        return await compare_and_set(self._items, document, before.revision)

    async def between(self, start: Cursor, end: Cursor) -> AsyncGenerator[Kept, None]:
        """The items whose newest state stands in the log from `start` to before `end`, in its order."""
        query = {"epoch": end.epoch, "offset": {"$gte": start.offset, "$lt": end.offset}}
        with store_guard():
            async for document in self._items.find(query).sort([("offset", 1)]):
                yield _kept_of(document)

    async def before(self, end: Cursor) -> AsyncGenerator[Kept, None]:
        """Every item whose newest state stands before `end`, the newest first."""
        query = {"epoch": end.epoch, "offset": {"$lt": end.offset}}
        with store_guard():
            async for document in self._items.find(query).sort([("offset", -1)]):
                yield _kept_of(document)

    async def first_since(self, epoch: str, at: datetime) -> int | None:
        """The lowest offset of an item that changed at `at` or later; None where there is none."""
        query = {"epoch": epoch, "changed_at": {"$gte": milliseconds(at)}}
        offsets = [document["offset"] async for document in stream(self._items, query, {"offset": 1})]
        return min(offsets, default=None)

    async def end(self) -> Cursor | None:
        """The next offset of the log that has not been read: everything before it is here. None before the first reading."""
        with store_guard():
            found = await self._log.find_one({"_id": PLACE})
        return Cursor(found["epoch"], found["offset"]) if found else None

    async def reach(self, place: Cursor) -> None:
        """Keep how far the log has been read; within one log never backwards, whoever else writes. Raises Problem(store_away)."""
        query = {"_id": PLACE, "epoch": place.epoch, "offset": {"$lt": place.offset}}
        with store_guard():
            await self._log.update_one(query, {"$set": {"offset": place.offset}})

    async def restart(self, place: Cursor) -> None:
        """Read the log from another place: it is another log, or it has lost what had been read."""
        fields = {"epoch": place.epoch, "offset": place.offset}
        with store_guard():
            await self._log.update_one({"_id": PLACE}, {"$set": fields}, upsert=True)


def _fields_of(kept: Kept) -> Document:
    return {
        "epoch": kept.epoch,
        "offset": kept.offset,
        "changed_at": milliseconds(kept.state.changed_at),
        "state": encode(kept.state).decode(),
        "was": _FACETS.dump_json(kept.was).decode(),
    }


def _kept_of(document: Document) -> Kept:
    state = FeaturedItem.model_validate_json(document["state"])
    return Kept(state, document["epoch"], document["offset"], _FACETS.validate_json(document["was"]))
