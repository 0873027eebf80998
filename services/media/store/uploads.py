"""Upload sessions in MongoDB: one document a file, which is the newest session of it."""

from datetime import datetime
from uuid import UUID

from services.kit.clock import milliseconds
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard
from services.media.domain.sessions import Session, SessionState
from services.media.store.documents import StoredSession, session_document, session_of

UPLOADS = "uploads"
SWEEP_LIMIT = 200


class UploadStore:
    """The sessions of this service."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(UPLOADS)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(
            UPLOADS,
            [
                {"state": 1, "expires": 1},
                {"state": 1, "changed": 1},
                {"clear": 1},
                {"alive": 1, "organisation": 1, "edition": 1, "size": 1},
            ],
        )

    async def load(self, asset: UUID) -> StoredSession | None:
        """The newest session of a file."""
        with store_guard():
            document = await self._collection.find_one({"_id": str(asset)})
        return session_of(document) if document else None

    async def write(self, before: StoredSession | None, session: Session) -> StoredSession | None:
        """Write a session over what was read; None when somebody else was faster. Raises Problem(store_away)."""
        revision = before.revision + 1 if before else 1
        document = session_document(session, revision)
        if before is None:
            written = await insert_once(self._collection, document)
        else:
            written = await compare_and_set(self._collection, document, before.revision)
        return StoredSession(session, revision) if written else None

    async def run_out(self, now: datetime) -> list[StoredSession]:
        """Open sessions whose time has run out."""
        return await self._find({"state": SessionState.OPEN.value, "expires": {"$lte": milliseconds(now)}})

    async def unfinished(self, before: datetime) -> list[StoredSession]:
        """Sessions that were told to complete before a moment and have not."""
        return await self._find({"state": SessionState.COMPLETING.value, "changed": {"$lte": milliseconds(before)}})

    async def to_clear(self, now: datetime) -> list[StoredSession]:
        """Sessions of which something is to be removed from the object store by now."""
        return await self._find({"clear": {"$lte": milliseconds(now)}})

    async def used_bytes(self) -> dict[tuple[str, str], int]:
        """What each organisation has sent or is sending, by (organisation, edition)."""
        pipeline: list[Document] = [
            {"$match": {"alive": True}},
            {"$group": {"_id": {"o": "$organisation", "e": "$edition"}, "bytes": {"$sum": "$size"}}},
        ]
        with store_guard():
            rows = await self._collection.aggregate(pipeline).to_list(None)
        return {(row["_id"]["o"], row["_id"]["e"]): int(row["bytes"]) for row in rows}

    async def open_ones(self) -> tuple[int, int]:
        """How many sessions are open, and the bytes that they promise."""
        pipeline: list[Document] = [
            {"$match": {"state": SessionState.OPEN.value}},
            {"$group": {"_id": None, "sessions": {"$sum": 1}, "bytes": {"$sum": "$size"}}},
        ]
        with store_guard():
            rows = await self._collection.aggregate(pipeline).to_list(None)
        return (int(rows[0]["sessions"]), int(rows[0]["bytes"])) if rows else (0, 0)

    async def _find(self, query: Document) -> list[StoredSession]:
        with store_guard():
            found = await self._collection.find(query).limit(SWEEP_LIMIT).to_list(SWEEP_LIMIT)
        return [session_of(document) for document in found]
