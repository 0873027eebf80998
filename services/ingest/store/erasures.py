"""What is kept of persons in MongoDB, found by who wrote it, and the ids of those whose data were erased.

Ids stay: who filed what is part of the report. Contents of versions, receipts and figures are never touched.
"""

from collections.abc import Sequence
from datetime import datetime

from services.ingest.store.drafts import DRAFTS
from services.ingest.store.imports import IMPORTS
from services.ingest.store.submissions import SUBMISSIONS
from services.kit.clock import milliseconds
from services.kit.mongo import Document, Mongo, insert_once, store_guard, stream

ERASED = "erased"
CONTACT = {"contact": {"$ne": None}}


class ErasureStore:
    """Deletes what was kept of a person. Every deletion may be repeated."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._erased = mongo.collection(ERASED)
        self._submissions = mongo.collection(SUBMISSIONS)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(ERASED, [{"at": 1}], revisioned=False)
        await self._mongo.ensure_indexes(SUBMISSIONS, [{"versions.filed_by": 1}], revisioned=False)
        await self._mongo.ensure_indexes(IMPORTS, [{"person": 1}], revisioned=False)

    async def remember(self, person: str, at: datetime) -> None:
        """Keep that a person's data were erased; the first moment counts."""
        await insert_once(self._erased, {"_id": person, "at": milliseconds(at)})

    async def remembered(self, since: datetime) -> list[str]:
        """Who was erased since a moment, by id."""
        query = {"at": {"$gte": milliseconds(since)}}
        return sorted([document["_id"] async for document in stream(self._erased, query, {"_id": 1})])

    async def drop_drafts(self, people: Sequence[str]) -> int:
        """Delete the drafts that these people began; how many."""
        with store_guard():
            result = await self._mongo.collection(DRAFTS).delete_many({"author": {"$in": list(people)}})
        return int(result.deleted_count)

    async def drop_file_names(self, people: Sequence[str]) -> int:
        """Forget what these people called the tables that they sent, which is often their own name; how many."""
        query = {"person": {"$in": list(people)}, "name": {"$ne": ""}}
        with store_guard():
            result = await self._mongo.collection(IMPORTS).update_many(
                query, {"$set": {"name": ""}, "$inc": {"revision": 1}}
            )
        return int(result.modified_count)

    async def drop_contacts(self, people: Sequence[str]) -> int:
        """Forget whom to ring about what these people filed last, and the same name and number wherever it was copied to.

        Whose number it was is not known here, for names are the directory's: a number too many is asked for again, and one
        too few would stay for ever. It is copied within an organisation alone. Returns how many items lost theirs.
        """
        copies = {
            (document["organisation"], document["contact"]["name"], document["contact"]["phone"])
            async for document in stream(
                self._submissions,
                {"versions.filed_by": {"$in": list(people)}} | CONTACT,
                {"organisation": 1, "contact": 1, "versions.filed_by": 1},
            )
            if document["versions"][-1]["filed_by"] in people
        }
        dropped = 0
        for organisation, name, phone in sorted(copies):
            dropped += await self._drop_contact(
                {"organisation": organisation, "contact.name": name, "contact.phone": phone}
            )
        return dropped

    async def _drop_contact(self, query: Document) -> int:
        # The revision rises, so that whoever is writing what it read before has to read again.
        change = {"$set": {"contact": None}, "$inc": {"revision": 1}}
        with store_guard():
            result = await self._submissions.update_many(query, change)
        return int(result.modified_count)
