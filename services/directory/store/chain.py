"""The audit chain in the store: entries `<topic>:<partition>:<number>` claimed by insert, and which events have one.

Chains are walked by `_id` alone, which every server finds at once, also the embedded one.
"""

import hashlib
from collections.abc import AsyncIterator, Sequence

from pydantic import ValidationError
from pymongo import DESCENDING
from pymongo.errors import BulkWriteError

from contracts.acts import ActEvent
from contracts.base import decode_open
from services.directory.domain.chain import BEGINNING, Entry, Head
from services.kit.clock import Clock, milliseconds
from services.kit.leases import Lease
from services.kit.mongo import DUPLICATE_KEY, Document, Mongo, store_guard

ENTRIES, EVENTS, HEADS, LEASES = "audit_entries", "audit_events", "audit_heads", "leases"
BATCH = 500
_NUMBERS = ("number", "offset", "sealed_at_ms")
_TEXTS = ("chain", "event", "body", "algorithm", "key_name", "previous", "mac")
SEARCHED = ("actor", "organisation", "service", "verb", "object", "outcome")


class ChainStore:
    """Entries, the events that have one (`audit_events`), and where each chain ended when it was last looked at (`audit_heads`)."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._entries = mongo.collection(ENTRIES)
        self._events = mongo.collection(EVENTS)
        self._heads = mongo.collection(HEADS)

    async def prepare(self) -> None:
        """Create the indexes of what is searched by. Raises Problem(store_away)."""
        indexes = [{"order": 1}, *({name: 1, "order": 1} for name in SEARCHED)]
        await self._mongo.ensure_indexes(ENTRIES, indexes, revisioned=False)

    def lease(self, holder: str, seconds: float, clock: Clock) -> Lease:
        """The right to anchor, which one copy has at a time."""
        return Lease(self._mongo.collection(LEASES), "audit-anchors", holder, seconds, clock)

    async def append(self, entries: Sequence[Entry]) -> bool:
        """Claim the places of these entries of one chain, in order; false where another had one of them.

        Those before that place are stored then. Raises Problem(store_away), after which any of them may be.
        """
        with store_guard():
            try:
                await self._entries.insert_many([_document(entry) for entry in entries], ordered=True)
            except BulkWriteError as errors:
                if {error["code"] for error in errors.details.get("writeErrors", ())} != {DUPLICATE_KEY}:
                    raise
                return False
        return True

    async def remember(self, entries: Sequence[Entry]) -> None:
        """Note which events these entries hold, and that the chain reaches so far. It may be done again."""
        if not entries:
            return
        notes = [
            {
                "_id": event_key(entry.chain, entry.event),
                "chain": entry.chain,
                "number": entry.number,
                "body_sha256": body_digest(entry.body),
            }
            for entry in entries
        ]
        with store_guard():
            try:
                await self._events.insert_many(notes, ordered=False)
            except BulkWriteError as errors:
                if {error["code"] for error in errors.details.get("writeErrors", ())} != {DUPLICATE_KEY}:
                    raise
            last = entries[-1]
            await self._heads.update_one({"_id": last.chain}, {"$set": {"number": last.number}}, upsert=True)

    async def known(self, chain: str, events: Sequence[str]) -> dict[str, str]:
        """Those of the events that have been remembered, with the digest of the body they had."""
        keys = {event_key(chain, event): event for event in events}
        with store_guard():
            found = await self._events.find({"_id": {"$in": list(keys)}}).to_list(None)
        return {keys[document["_id"]]: document["body_sha256"] for document in found}

    async def heads(self) -> dict[str, int]:
        """Every chain, and the number that it had reached when it was last noted: it may be further."""
        with store_guard():
            documents = await self._heads.find({}).to_list(None)
        return {document["_id"]: document["number"] for document in documents}

    async def head(self, chain: str, from_number: int = 0) -> Head:
        """The last entry of a chain, looked for from a number on that it has reached."""
        last = await self.get(chain, from_number) if from_number else None
        number = last.number if last else 0
        while True:
            following = await self.entries(chain, number + 1, number + BATCH)
            if not following:
                return last.head if last else BEGINNING
            for at in range(number + 1, number + BATCH + 1):
                if at not in following:
                    return last.head if last else BEGINNING
                last, number = following[at], at

    async def get(self, chain: str, number: int) -> Entry | None:
        """One entry."""
        with store_guard():
            document = await self._entries.find_one({"_id": f"{chain}:{number}"})
        return None if document is None else _read(document)

    async def entries(self, chain: str, first: int, last: int) -> dict[int, Entry]:
        """The entries that stand from `first` to `last`, by where they stand."""
        return {number: entry for number, (entry, _) in (await self.documents(chain, first, last)).items()}

    async def documents(self, chain: str, first: int, last: int) -> dict[int, tuple[Entry, bool]]:
        """The same, and whether what each is searched by is what its body says."""
        places = {f"{chain}:{number}": number for number in range(first, last + 1)}
        with store_guard():
            found = await self._entries.find({"_id": {"$in": list(places)}}).to_list(None)
        return {places[document["_id"]]: (_read(document), _agrees(document)) for document in found}

    async def walk(self, chain: str, up_to: int) -> AsyncIterator[tuple[int, Entry, bool] | int]:
        """Every place from 1 on, in order: with its entry, or alone where it is empty and the chain goes on behind it.

        Ends after `up_to`, or where the chain ends if that is further.
        """
        number = 1
        while True:
            found = await self.documents(chain, number, number + BATCH - 1)
            highest = max([*found, min(up_to, number + BATCH - 1)], default=0)
            for at in range(number, highest + 1):
                yield (at, *found[at]) if at in found else at
            number += BATCH
            if number > up_to and not found:
                return

    async def count(self) -> int:
        """How many entries the store holds in all."""
        with store_guard():
            return await self._entries.count_documents({})

    async def search(self, query: Document, limit: int) -> list[tuple[str, Entry]]:
        """Entries that fit, newest act first, each with its place in that order."""
        with store_guard():
            found = await self._entries.find(query).sort("order", DESCENDING).limit(limit).to_list(None)
        return [(document["order"], _read(document)) for document in found]


def body_digest(body: str) -> str:
    """What tells the bodies of one event apart."""
    return hashlib.sha256(body.encode()).hexdigest()


def event_key(chain: str, event: str) -> str:
    """Under which an event is remembered: its id within its topic, whichever partition it came by."""
    return f"{chain.rpartition(':')[0]}/{event}"


def order_of(at_ms: int, place: str = "") -> str:
    """The place of an act in time; unique with the `place` of its entry."""
    return f"{at_ms:015}/{place}"


def _document(entry: Entry) -> Document:
    sealed = {name: getattr(entry, name) for name in (*_TEXTS, *_NUMBERS)}
    return {"_id": f"{entry.chain}:{entry.number}", **sealed, **_searched(entry)}


def _searched(entry: Entry) -> Document:
    """What an act is searched by, as its body says it."""
    act = decode_open(ActEvent, entry.body)
    fields = {name: getattr(act, name) for name in SEARCHED}
    return {**fields, "order": order_of(milliseconds(act.at), f"{entry.chain}:{entry.number}")}


def _agrees(document: Document) -> bool:
    try:
        searched = _searched(_read(document))
    except ValidationError:
        return False
    return all(document.get(name) == value for name, value in searched.items())


def _read(document: Document) -> Entry:
    """The entry in a document. What an edit left out or made something else reads as empty, which no seal fits."""
    numbers = {name: found if isinstance(found := document.get(name), int) else -1 for name in _NUMBERS}
    return Entry(**{name: str(document.get(name, "")) for name in _TEXTS}, **numbers)  # type: ignore[arg-type]
