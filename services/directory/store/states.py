"""Documents that hold a state announced on a topic: `{_id, revision, state, ..., outbox}`, written by compare-and-set.

One document is one entity; its outgoing events are in it, so that a state and its event are one atomic write.
"""

import re
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import orjson
from pymongo.errors import BulkWriteError

from contracts.base import Contract, decode_open, encode
from contracts.organisations import MINISTRY, Obligation, Organisation
from services.directory.store.spelling import spelled
from services.kit.mongo import Collection, Document, Mongo, compare_and_set, insert_once, store_guard
from services.kit.outbox import Relay

StateT = TypeVar("StateT", bound=Contract)

ORGANISATIONS, EDITIONS, OBLIGATIONS, KEYS = "organisations", "editions", "obligations", "keys"
STATES = (ORGANISATIONS, EDITIONS, OBLIGATIONS, KEYS)
DUPLICATE_KEY = 11_000
SPELLED = "spelled"
_SHARED = ("_id", "revision", "state", "outbox")


@dataclass(frozen=True, slots=True)
class Stored(Generic[StateT]):
    """A state as it was read. `extra` is what the document holds beside it; `outbox` what Kafka has not acknowledged."""

    document_id: str
    revision: int
    state: StateT
    extra: Document = field(default_factory=dict)
    outbox: tuple[Document, ...] = ()


class StateStore(Generic[StateT]):
    """One collection of states. Every write hands its document to the relay; faults are Problem(store_away)."""

    def __init__(self, mongo: Mongo, name: str, model: type[StateT], relay: Relay | None) -> None:
        self._collection: Collection = mongo.collection(name)
        self._name = name
        self._model = model
        self._relay = relay

    async def find(self, document_id: str) -> Stored[StateT] | None:
        """One state by id."""
        with store_guard():
            document = await self._collection.find_one({"_id": document_id})
        return None if document is None else self._read(document)

    async def find_many(
        self, query: Document, *, after: str | None = None, limit: int | None = None
    ) -> list[Stored[StateT]]:
        """The states that fit, by id, those after `after` only."""
        wanted = query if after is None else {"$and": [query, {"_id": {"$gt": after}}]}
        with store_guard():
            cursor = self._collection.find(wanted).sort("_id", 1)
            documents = await (cursor.limit(limit) if limit else cursor).to_list(None)
        return [self._read(document) for document in documents]

    async def every(self) -> AsyncIterator[Stored[StateT]]:
        """Every state, one after another, in no order."""
        with store_guard():
            async for document in self._collection.find({}):
                yield self._read(document)

    async def revisions(self) -> dict[str, int]:
        """The revision of every document, without its state."""
        with store_guard():
            documents = await self._collection.find({}, {"revision": 1}).to_list(None)
        return {document["_id"]: document["revision"] for document in documents}

    async def count(self, query: Document) -> int:
        """How many fit."""
        with store_guard():
            return await self._collection.count_documents(query)

    async def insert(
        self, document_id: str, state: StateT, extra: Document, events: Sequence[Document], *, revision: int
    ) -> bool:
        """Store a new state with its events; false where the id exists already."""
        document = self._made(_document(document_id, revision, state, extra, events))
        if not await insert_once(self._collection, document):
            return False
        self._hand_over(document)
        return True

    async def insert_many(
        self, documents: Iterable[tuple[str, int, StateT, Document, Sequence[Document]]]
    ) -> list[str]:
        """Store many new states in one go; returns the ids that were new. What exists already is left alone."""
        made = [self._made(_document(*parts)) for parts in documents]
        if not made:
            return []
        refused: set[int] = set()
        with store_guard():
            try:
                await self._collection.insert_many(made, ordered=False)
            except BulkWriteError as errors:
                for error in errors.details.get("writeErrors", ()):
                    if error["code"] != DUPLICATE_KEY:
                        raise
                    refused.add(error["index"])
        fresh = [document for index, document in enumerate(made) if index not in refused]
        for document in fresh:
            self._hand_over(document)
        return [document["_id"] for document in fresh]

    async def replace(
        self, known: Stored[StateT], state: StateT, extra: Document, events: Sequence[Document], *, revision: int
    ) -> bool:
        """Store the next state with its events behind those still waiting; false where somebody else was faster."""
        document = self._made(_document(known.document_id, revision, state, extra, (*known.outbox, *events)))
        if not await compare_and_set(self._collection, document, known.revision):
            return False
        self._hand_over(document)
        return True

    def _made(self, document: Document) -> Document:
        """What is stored; a kind of state may hold more than the state, to be found by."""
        return document

    def _hand_over(self, document: Document) -> None:
        if self._relay is not None:
            self._relay.hand_over(self._name, document)

    def _read(self, document: Document) -> Stored[StateT]:
        extra = {name: value for name, value in document.items() if name not in _SHARED}
        state = decode_open(self._model, orjson.dumps(document["state"]))
        outbox = tuple(document.get("outbox", ()))
        return Stored(document["_id"], document["revision"], state, extra, outbox)


def _document(
    document_id: str, revision: int, state: Contract, extra: Document, events: Sequence[Document]
) -> Document:
    shown: Any = orjson.loads(encode(state))
    return {**extra, "_id": document_id, "revision": revision, "state": shown, "outbox": list(events)}


class OrganisationStore(StateStore[Organisation]):
    """Organisations, and the questions that the tree asks. Everything below one is found by its place in `path`."""

    def __init__(self, mongo: Mongo, relay: Relay | None) -> None:
        super().__init__(mongo, ORGANISATIONS, Organisation, relay)

    async def by_ids(self, organisations: Iterable[str]) -> dict[str, Organisation]:
        """Those of `organisations` that exist."""
        wanted = sorted(set(organisations))
        found = await self.find_many({"_id": {"$in": wanted}}) if wanted else []
        return {one.document_id: one.state for one in found}

    async def below(self, organisation: str) -> list[Stored[Organisation]]:
        """Every organisation in the branch, the organisation itself left out."""
        return await self.find_many({"state.path": organisation, "_id": {"$ne": organisation}})

    async def ids_within(self, roots: Iterable[str]) -> list[str]:
        """The ids of all organisations in the branches of `roots`, themselves included."""
        with store_guard():
            documents = await self._collection.find({"state.path": {"$in": sorted(roots)}}, {"_id": 1}).to_list(None)
        return [document["_id"] for document in documents]

    async def open_children(self, organisation: str) -> int:
        """How many organisations directly below are open."""
        return await self.count({"state.parent": organisation, "state.closed_on": None})

    async def with_school_code(self, school_code: str) -> str | None:
        """The school that has this code."""
        found = await self.find_many({"state.school_code": school_code}, limit=1)
        return found[0].document_id if found else None

    def _made(self, document: Document) -> Document:
        state = document["state"]
        return {**document, SPELLED: spelled(state["name"], state["short_name"])}

    async def spell(self) -> int:
        """Add the spelling to organisations that were stored without it; returns how many."""
        with store_guard():
            found = await self._collection.find({SPELLED: {"$exists": False}}, {"state": 1}).to_list(None)
            for document in found:
                name = {SPELLED: spelled(document["state"]["name"], document["state"]["short_name"])}
                await self._collection.update_one({"_id": document["_id"]}, {"$set": name})
        return len(found)

    async def holders_of_school_codes(self, codes: Iterable[str]) -> dict[str, str]:
        """Which school has each of these codes."""
        found = await self.find_many({"state.school_code": {"$in": sorted(set(codes))}})
        return {one.state.school_code: one.document_id for one in found if one.state.school_code is not None}

    async def page(
        self,
        *,
        parent: str | None,
        unit: str | None,
        kind: str | None,
        text: str | None,
        within: str | None = None,
        is_closed: bool | None = None,
        after: str | None,
        limit: int,
    ) -> list[Organisation]:
        """One page of the list by id; `text` is looked for in names, their pinyin, and codes."""
        asked = {"state.parent": parent, "state.unit": unit, "state.kind": kind, "state.path": within}
        query: Document = {name: value for name, value in asked.items() if value is not None}
        if text:
            pattern = {"$regex": re.escape(text)}
            names = ("_id", "state.name", "state.short_name", "state.school_code", "state.credit_code")
            query["$or"] = [{name: pattern} for name in names]
            typed = "".join(text.lower().split())
            if typed.isascii():
                query["$or"].append({SPELLED: {"$regex": re.escape(typed)}})
        if is_closed is not None:
            query["state.closed_on"] = {"$ne": None} if is_closed else None
        return [one.state for one in await self.find_many(query, after=after, limit=limit)]


class ObligationStore(StateStore[Obligation]):
    """Obligations, and the lists of them. National ones are as public as the edition they follow from."""

    def __init__(self, mongo: Mongo, relay: Relay | None) -> None:
        super().__init__(mongo, OBLIGATIONS, Obligation, relay)

    async def page(
        self,
        asked: Mapping[str, str],
        within: Sequence[str] | None,
        *,
        cancelled: bool,
        after: str | None,
        limit: int,
    ) -> list[Obligation]:
        """One page of the list by id: national ones, and those to which one of `within` is a party (None: all)."""
        query: Document = {f"state.{name}": value for name, value in asked.items()}
        if not cancelled:
            query["state.cancelled"] = False
        if within is not None:
            party = {"$in": list(within)}
            query["$or"] = [{"state.creditor": MINISTRY}, {"state.debtor": party}, {"state.creditor": party}]
        return [one.state for one in await self.find_many(query, after=after, limit=limit)]


INDEXES: dict[str, tuple[dict[str, int], ...]] = {
    ORGANISATIONS: ({"state.parent": 1}, {"state.unit": 1}, {"state.path": 1}, {"state.school_code": 1}),
    EDITIONS: (),
    OBLIGATIONS: ({"state.edition": 1, "state.debtor": 1}, {"state.creditor": 1}),
    KEYS: (),
}
