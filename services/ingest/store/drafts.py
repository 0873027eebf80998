"""Drafts in MongoDB: whatever somebody has typed so far, with an etag and nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.ingest.domain.drafts import Draft, DraftCount, call_of
from services.ingest.store.documents import moment
from services.kit.clock import milliseconds
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard

DRAFTS = "drafts"


@dataclass(frozen=True, slots=True)
class DraftPosition:
    """A place in a list of drafts."""

    created: int
    draft: str


class DraftStore:
    """The drafts of this service."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(DRAFTS)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(
            DRAFTS,
            [{"seen_by": 1, "created": -1, "_id": -1}, {"author": 1, "created": -1}, {"organisation": 1, "edition": 1}],
        )

    async def load(self, draft: UUID) -> Draft | None:
        """A draft by id, whoever asks."""
        with store_guard():
            document = await self._collection.find_one({"_id": str(draft)})
        return _draft_of(document) if document else None

    async def insert(self, draft: Draft) -> bool:
        """Store a new draft; false where its id is taken."""
        return await insert_once(self._collection, _document_of(draft))

    async def replace(self, draft: Draft, revision: int) -> bool:
        """Replace a draft that still has `revision`."""
        return await compare_and_set(self._collection, _document_of(draft), revision)

    async def delete(self, draft: Draft) -> bool:
        """Delete a draft that still has its revision."""
        with store_guard():
            result = await self._collection.delete_one({"_id": str(draft.draft), "revision": draft.revision})
        return bool(result.deleted_count)

    async def page(
        self, person: str, organisations: Iterable[str], after: DraftPosition | None, limit: int
    ) -> tuple[list[Draft], DraftPosition | None]:
        """A page of a person's own drafts and their organisations', newest first."""
        seen: Document = {"$or": [{"author": person}, {"seen_by": {"$in": list(organisations)}}]}
        query = seen
        if after is not None:
            later = {
                "$or": [{"created": {"$lt": after.created}}, {"created": after.created, "_id": {"$lt": after.draft}}]
            }
            query = {"$and": [seen, later]}
        with store_guard():
            cursor = self._collection.find(query).sort([("created", -1), ("_id", -1)]).limit(limit + 1)
            documents = await cursor.to_list(limit + 1)
        drafts = [_draft_of(document) for document in documents[:limit]]
        if len(documents) <= limit:
            return drafts, None
        last = documents[limit - 1]
        return drafts, DraftPosition(last["created"], last["_id"])

    async def count(self, organisation: str) -> int:
        """How many drafts an organisation keeps."""
        with store_guard():
            return await self._collection.count_documents({"seen_by": organisation})

    async def counts(self, edition: str, organisations: Sequence[str]) -> list[DraftCount]:
        """How many drafts lie for these organisations in an edition, by organisation, kind and who began them."""
        wanted: Document = {"organisation": {"$in": list(organisations)}, "edition": edition, "kind": {"$ne": None}}
        by = {"organisation": "$organisation", "kind": "$kind", "person": "$author"}
        group: Document = {"_id": by, "count": {"$sum": 1}}
        with store_guard():
            rows = await self._collection.aggregate([{"$match": wanted}, {"$group": group}]).to_list(None)
        return [DraftCount(**row["_id"], count=int(row["count"])) for row in rows]


def _document_of(draft: Draft) -> Document:
    edition, kind = call_of(draft.form_json)
    return {
        "_id": str(draft.draft),
        "revision": draft.revision,
        "organisation": draft.organisation,
        "seen_by": list(draft.seen_by),
        "author": draft.author,
        "title": draft.title,
        "etag": draft.etag,
        "form": draft.form_json,
        "edition": edition,
        "kind": kind,
        "created": milliseconds(draft.created_at),
        "saved": milliseconds(draft.saved_at),
    }


def _draft_of(document: Document) -> Draft:
    saved: datetime = moment(document["saved"])
    return Draft(
        draft=UUID(document["_id"]),
        revision=document["revision"],
        organisation=document["organisation"],
        seen_by=tuple(document["seen_by"]),
        author=document["author"],
        title=document["title"],
        form_json=document["form"],
        created_at=moment(document["created"]),
        saved_at=saved,
    )
