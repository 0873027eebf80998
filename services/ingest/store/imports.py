"""Imports in MongoDB: what became of each row of a file, so that it can be read and downloaded later."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.ingest.store.documents import moment
from services.kit.clock import milliseconds
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard

IMPORTS = "imports"


@dataclass(frozen=True, slots=True)
class StoredImport:
    """An import: which file was taken over for which organisation by whom, and the result of its rows as JSON.

    `asked` is the hash of the file with all that was asked for it; `complete` is false where rows wait to be tried again.
    """

    import_id: UUID
    revision: int
    organisation: str
    seen_by: tuple[str, ...]
    person: str
    edition: str
    kind: str
    name: str
    asked: str
    at: datetime
    rows_json: str
    complete: bool


class ImportStore:
    """The imports of this service."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(IMPORTS)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(IMPORTS, [{"seen_by": 1, "at": -1}])

    async def load(self, import_id: UUID) -> StoredImport | None:
        """An import by id, whoever asks."""
        with store_guard():
            document = await self._collection.find_one({"_id": str(import_id)})
        return _import_of(document) if document else None

    async def insert(self, one: StoredImport) -> bool:
        """Store a new import; false where its id is taken."""
        return await insert_once(self._collection, _document_of(one))

    async def replace(self, one: StoredImport, revision: int) -> bool:
        """Replace an import that still has `revision`."""
        return await compare_and_set(self._collection, _document_of(one), revision)

    async def newest(self, organisations: tuple[str, ...], limit: int) -> list[StoredImport]:
        """The last imports that people of these organisations see, newest first."""
        with store_guard():
            cursor = self._collection.find({"seen_by": {"$in": list(organisations)}}).sort([("at", -1), ("_id", -1)])
            documents = await cursor.limit(limit).to_list(limit)
        return [_import_of(document) for document in documents]


def _document_of(one: StoredImport) -> Document:
    return {
        "_id": str(one.import_id),
        "revision": one.revision,
        "organisation": one.organisation,
        "seen_by": list(one.seen_by),
        "person": one.person,
        "edition": one.edition,
        "kind": one.kind,
        "name": one.name,
        "asked": one.asked,
        "at": milliseconds(one.at),
        "rows": one.rows_json,
        "complete": one.complete,
    }


def _import_of(document: Document) -> StoredImport:
    return StoredImport(
        import_id=UUID(document["_id"]),
        revision=document["revision"],
        organisation=document["organisation"],
        seen_by=tuple(document["seen_by"]),
        person=document["person"],
        edition=document["edition"],
        kind=document["kind"],
        name=document["name"],
        asked=document["asked"],
        at=moment(document["at"]),
        rows_json=document["rows"],
        complete=document["complete"],
    )
