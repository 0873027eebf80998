"""Acts that change no record: each is a small document of its own whose only purpose is its outgoing event."""

from services.kit.mongo import Document, Mongo, insert_once, store_guard

ACTS = "acts"


class ActStore:
    """Acts of this service on their way to the record of acts."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(ACTS)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(ACTS, [{"revision": 1}])

    async def put(self, act: str, revision: int, event: Document) -> Document:
        """Store an act durably with its event; returns the document for the relay."""
        document: Document = {"_id": act, "revision": revision, "outbox": [event]}
        await insert_once(self._collection, document)
        return document

    async def clear(self, before: int) -> int:
        """Drop acts stored before `before` (milliseconds) whose event Kafka has; returns how many."""
        with store_guard():
            dropped = await self._collection.delete_many({"revision": {"$lt": before}, "outbox": []})
        return int(dropped.deleted_count)
