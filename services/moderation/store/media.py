"""States of media that came before the submission they belong to, one document a submission, until that is heard of.

From then on the newest state lies in the item's own document, so that a decision is judged on exactly what it was read with.
"""

from uuid import UUID

from contracts.base import decode_open, encode
from contracts.media import MediaState
from services.kit.mongo import Document, Mongo, insert_once, store_guard

EARLY_MEDIA = "early_media"


class EarlyMediaStore:
    """What media has said too early."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(EARLY_MEDIA)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(EARLY_MEDIA, [])

    async def keep(self, state: MediaState) -> None:
        """Store a state durably, unless a newer one is there."""
        name, body = str(state.submission), encode(state)
        document: Document = {"_id": name, "revision": state.revision, "state": body}
        if await insert_once(self._collection, document):
            return
        older = {"_id": name, "revision": {"$lt": state.revision}}
        with store_guard():
            await self._collection.update_one(older, {"$set": {"revision": state.revision, "state": body}})

    async def newest(self, submission: UUID) -> MediaState | None:
        """What came too early for a submission."""
        with store_guard():
            document = await self._collection.find_one({"_id": str(submission)})
        return decode_open(MediaState, bytes(document["state"])) if document else None

    async def forget(self, submission: UUID) -> None:
        """Drop what now lies in the item's own document."""
        with store_guard():
            await self._collection.delete_one({"_id": str(submission)})
