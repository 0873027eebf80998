"""Bulk previews and bulk decisions in MongoDB, one document each, and the acts that were refused."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter

from services.kit.mongo import Document, Mongo, insert_once, store_guard
from services.moderation.domain.bulk import BulkResult, Preview

PREVIEWS = "bulk_previews"
BULKS = "bulk_decisions"
REFUSED = "refused_acts"

_PREVIEW: TypeAdapter[Preview] = TypeAdapter(Preview)
_RESULTS: TypeAdapter[tuple[BulkResult, ...]] = TypeAdapter(tuple[BulkResult, ...])


@dataclass(frozen=True, slots=True)
class Bulk:
    """A bulk decision under the id its maker chose. `results` is None while it is under way.

    `order` says what is carried out: the preview that was confirmed, or the digest of a re-attribution.
    """

    bulk: UUID
    order: str
    person: str
    results: tuple[BulkResult, ...] | None = None


class BulkStore:
    """The bulk acts of this service."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._previews = mongo.collection(PREVIEWS)
        self._bulks = mongo.collection(BULKS)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(PREVIEWS, [{"expires": 1}], revisioned=False)
        await self._mongo.ensure_indexes(BULKS, [], revisioned=False)

    async def keep_preview(self, preview: Preview) -> None:
        """Store a preview durably."""
        body = _PREVIEW.dump_json(preview).decode()
        await insert_once(self._previews, {"_id": preview.preview, "preview": body, "expires": preview.expires_at})

    async def preview(self, preview: str) -> Preview | None:
        """A preview by id."""
        with store_guard():
            document = await self._previews.find_one({"_id": preview})
        return _PREVIEW.validate_json(document["preview"]) if document else None

    async def forget_previews(self, before: datetime) -> int:
        """Delete previews that expired before a moment; the results of what was confirmed stay."""
        with store_guard():
            result = await self._previews.delete_many({"expires": {"$lt": before}})
        return int(result.deleted_count)

    async def begin(self, bulk: Bulk) -> Bulk:
        """Store that a bulk has begun; the one that already stands under its id otherwise."""
        document: Document = {"_id": str(bulk.bulk), "order": bulk.order, "person": bulk.person, "results": None}
        if await insert_once(self._bulks, document):
            return bulk
        return await self.load(bulk.bulk) or bulk

    async def load(self, bulk: UUID) -> Bulk | None:
        """A bulk decision by id."""
        with store_guard():
            document = await self._bulks.find_one({"_id": str(bulk)})
        if document is None:
            return None
        results = _RESULTS.validate_json(document["results"]) if document["results"] else None
        return Bulk(bulk, document["order"], document["person"], results)

    async def finish(self, bulk: UUID, results: tuple[BulkResult, ...]) -> tuple[BulkResult, ...]:
        """Keep the results, so that every repeat is answered with them; the answer is the first ones that were kept."""
        body = _RESULTS.dump_json(results).decode()
        with store_guard():
            await self._bulks.update_one({"_id": str(bulk), "results": None}, {"$set": {"results": body}})
        kept = await self.load(bulk)
        return kept.results if kept and kept.results is not None else results


class RefusalStore:
    """Acts that were refused, each in a document of its own until Kafka has it."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(REFUSED)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(REFUSED, [])

    async def put(self, act: str, event: Document) -> Document:
        """Store one refused act durably; the answer is what the relay takes."""
        document: Document = {"_id": act, "revision": 1, "outbox": [event]}
        await insert_once(self._collection, document)
        return document

    async def forget_sent(self) -> int:
        """Delete what Kafka has acknowledged; the audit chain has it now."""
        with store_guard():
            result = await self._collection.delete_many({"outbox": []})
        return int(result.deleted_count)
