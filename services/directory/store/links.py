"""Links of letters, one a person and purpose: hashes of tokens, and which letters still have to be written."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from services.directory.domain.links import LetterState, Link, Purpose
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard
from services.kit.outbox import Relay

LINKS = "links"


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A link with events that still wait."""

    link: Link
    outbox: tuple[Document, ...] = ()


class LinkStore:
    """Links by id."""

    def __init__(self, mongo: Mongo, relay: Relay | None) -> None:
        self._collection = mongo.collection(LINKS)
        self._relay = relay

    async def find(self, link: str) -> StoredLink | None:
        """A link by id."""
        with store_guard():
            document = await self._collection.find_one({"_id": link})
        return None if document is None else _read(document)

    async def of_person(self, person: str) -> list[str]:
        """The ids of the links that were made for a person."""
        with store_guard():
            documents = await self._collection.find({"person": person}, {"_id": 1}).to_list(None)
        return sorted(document["_id"] for document in documents)

    async def put(self, known: StoredLink | None, link: Link, events: Sequence[Document] = ()) -> bool:
        """Store the next state over the known one; false where somebody else was faster."""
        document = asdict(link)
        document["_id"] = document.pop("link")
        document["outbox"] = [*(known.outbox if known else ()), *events]
        if known is None:
            done = await insert_once(self._collection, document)
        else:
            done = await compare_and_set(self._collection, document, known.link.revision)
        if done and self._relay is not None:
            self._relay.hand_over(LINKS, document)
        return done

    async def due(self, now: datetime, limit: int) -> list[StoredLink]:
        """The links whose letter is due."""
        with store_guard():
            documents = await self._collection.find({"letter_due_at": {"$lte": now}}).limit(limit).to_list(limit)
        return [_read(document) for document in documents]

    async def forget(self, before: datetime) -> None:
        """Drop links that ended long ago."""
        with store_guard():
            await self._collection.delete_many({"ends_at": {"$lt": before}, "outbox": []})


def _read(document: Document) -> StoredLink:
    outbox = tuple(document.pop("outbox", ()))
    purpose, letter = Purpose(document.pop("purpose")), LetterState(document.pop("letter"))
    return StoredLink(Link(link=document.pop("_id"), purpose=purpose, letter=letter, **document), outbox)
