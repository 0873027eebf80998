"""Drafts of editions, one an edition: what the ministry is about to publish, seen by nobody else."""

from dataclasses import dataclass
from datetime import datetime

import orjson

from contracts.base import decode_open, encode
from contracts.editions import Edition
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard

DRAFTS = "edition_drafts"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft. `revision` is its own; `state.revision` is that of the edition it was made from (0: a new one)."""

    edition: str
    revision: int
    by: str
    at: datetime
    state: Edition


class EditionDraftStore:
    """Drafts by edition."""

    def __init__(self, mongo: Mongo) -> None:
        self._collection = mongo.collection(DRAFTS)

    async def find(self, edition: str) -> Draft | None:
        """The draft of an edition."""
        with store_guard():
            document = await self._collection.find_one({"_id": edition})
        if document is None:
            return None
        state = decode_open(Edition, orjson.dumps(document["state"]))
        return Draft(document["_id"], document["revision"], document["by"], document["at"], state)

    async def put(self, draft: Draft, seen: int | None) -> bool:
        """Store a draft over the revision that was seen (None: there was none); false where somebody was faster."""
        document: Document = {
            "_id": draft.edition,
            "revision": draft.revision,
            "by": draft.by,
            "at": draft.at,
            "state": orjson.loads(encode(draft.state)),
        }
        if seen is None:
            return await insert_once(self._collection, document)
        return await compare_and_set(self._collection, document, seen)

    async def drop(self, edition: str) -> None:
        """Forget a draft."""
        with store_guard():
            await self._collection.delete_one({"_id": edition})
