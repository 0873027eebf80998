"""Bytes by SHA-256 in MongoDB: where the one copy lies and which submissions hold it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.problems import Problem, ProblemCode
from services.kit.clock import milliseconds
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard
from services.media.store.documents import FAR_AWAY

BLOBS = "blobs"
SWEEP_LIMIT = 200
MAX_TRIES = 20


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes that are held, or kept for a while. `key` is the object of verified bytes, None until some were verified."""

    sha256: str
    key: str | None
    size_bytes: int
    holders: tuple[str, ...]
    removing: bool
    revision: int


class BlobStore:
    """The blobs of this service."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(BLOBS)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(BLOBS, [{"free_since": 1}])

    async def load(self, sha256: str) -> Blob | None:
        """A blob by its hash."""
        with store_guard():
            document = await self._collection.find_one({"_id": sha256})
        return _blob(document) if document else None

    async def hold(self, sha256: str, size_bytes: int, submission: UUID, key: str | None = None) -> str | None:
        """Let a submission hold bytes, verified ones where they lie at `key`; the answer is where the one copy lies.

        Raises Problem(store_away), also while the bytes are being removed: held again, they have to come again.
        """
        fresh = Blob(sha256, key, size_bytes, (str(submission),), removing=False, revision=1)
        for _ in range(MAX_TRIES):
            # Most bytes come once, so that this is mostly the only step.
            if await insert_once(self._collection, _document(fresh, FAR_AWAY)):
                return key
            blob = await self.load(sha256)
            if blob is None:
                continue
            if blob.removing:
                break
            holders = tuple(sorted({*blob.holders, str(submission)}))
            place = blob.key or key
            if holders == blob.holders and place == blob.key:
                return place
            # Of bytes that were verified the size is known, whatever somebody promises now.
            known_bytes = blob.size_bytes if blob.key else size_bytes
            after = Blob(sha256, place, known_bytes, holders, removing=False, revision=blob.revision + 1)
            if await compare_and_set(self._collection, _document(after, FAR_AWAY), blob.revision):
                return place
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)

    async def let_go(self, sha256: str, submission: UUID, now: datetime) -> None:
        """A submission needs bytes no longer; again changes nothing. Raises Problem(store_away)."""
        for _ in range(MAX_TRIES):
            blob = await self.load(sha256)
            if blob is None or str(submission) not in blob.holders:
                return
            holders = tuple(one for one in blob.holders if one != str(submission))
            after = Blob(sha256, blob.key, blob.size_bytes, holders, removing=blob.removing, revision=blob.revision + 1)
            free_since = FAR_AWAY if holders else milliseconds(now)
            if await compare_and_set(self._collection, _document(after, free_since), blob.revision):
                return
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)

    async def free_since(self, before: datetime) -> list[Blob]:
        """Blobs that nobody has held since before a moment."""
        query = {"free_since": {"$lte": milliseconds(before)}}
        with store_guard():
            found = await self._collection.find(query).limit(SWEEP_LIMIT).to_list(SWEEP_LIMIT)
        return [_blob(document) for document in found]

    async def take_for_removal(self, blob: Blob) -> bool:
        """Close a blob to new holders so that it can be removed; false where somebody holds it again."""
        if blob.removing:
            return True
        after = Blob(blob.sha256, blob.key, blob.size_bytes, (), removing=True, revision=blob.revision + 1)
        return await compare_and_set(self._collection, _document(after, 0), blob.revision)

    async def forget(self, sha256: str) -> None:
        """Delete a blob that was taken for removal, which lets nobody hold it again, and whose objects are gone."""
        with store_guard():
            await self._collection.delete_one({"_id": sha256})

    async def totals(self) -> tuple[int, int]:
        """How many blobs there are, and how many holds on them."""
        pipeline: list[Document] = [
            {"$group": {"_id": None, "blobs": {"$sum": 1}, "holds": {"$sum": "$held"}}},
        ]
        with store_guard():
            rows = await self._collection.aggregate(pipeline).to_list(None)
        return (int(rows[0]["blobs"]), int(rows[0]["holds"])) if rows else (0, 0)


def _document(blob: Blob, free_since: int) -> Document:
    return {
        "_id": blob.sha256,
        "revision": blob.revision,
        "key": blob.key,
        "size": blob.size_bytes,
        "holders": list(blob.holders),
        "held": len(blob.holders),
        "removing": blob.removing,
        "free_since": free_since,
    }


def _blob(document: Document) -> Blob:
    return Blob(
        document["_id"],
        document["key"],
        document["size"],
        tuple(document["holders"]),
        document["removing"],
        document["revision"],
    )
