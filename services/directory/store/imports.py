"""What imports came to, by the id that the client chose: rows with their outcome, and nothing of what the cells said."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.kit.mongo import Document, Mongo, insert_once, store_guard

IMPORTS = "imports"


@dataclass(frozen=True, slots=True)
class StoredImport:
    """A report as it was kept. `sha256` is of the sheet, `by` the person who sent it."""

    report: str
    by: str
    sha256: str
    at: datetime
    body: Document


class ImportStore:
    """Reports of imports; one is written once."""

    def __init__(self, mongo: Mongo) -> None:
        self._collection = mongo.collection(IMPORTS)

    async def find(self, report: str) -> StoredImport | None:
        """A report by id."""
        with store_guard():
            document: dict[str, Any] | None = await self._collection.find_one({"_id": report})
        if document is None:
            return None
        return StoredImport(document["_id"], document["by"], document["sha256"], document["at"], document["body"])

    async def insert(self, stored: StoredImport) -> bool:
        """Keep a report; false where the id exists already."""
        document = {
            "_id": stored.report,
            "revision": 1,
            "by": stored.by,
            "sha256": stored.sha256,
            "at": stored.at,
            "body": stored.body,
        }
        return await insert_once(self._collection, document)

    async def forget(self, before: datetime) -> None:
        """Drop reports made before."""
        with store_guard():
            await self._collection.delete_many({"at": {"$lt": before}})
