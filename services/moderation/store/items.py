"""Items in MongoDB: one document a submission, written whole with its outgoing events, guarded by its revision.

Every list is scoped by the organisation tree here: an item is seen from the organisations of its chain, and by the ministry.
"""

import re
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from contracts.moderation import Standing, State
from contracts.organisations import MINISTRY
from services.kit.clock import milliseconds
from services.kit.mongo import (
    Document,
    GroupedWrites,
    Mongo,
    insert_once,
    store_guard,
)
from services.moderation.domain.record import Record
from services.moderation.store.documents import Stored, document_of, fields_of, moment, sought, stored_of
from services.moderation.store.orders import FIELDS, Order, Position, later, position_of

ITEMS = "items"
LATER_FIELDS = ("sought", "clue")
"""Fields that lists ask for and that the first versions did not write."""
NUMBER = re.compile(r"^([0-9a-f][0-9a-f-]{3,35})(?:\.[0-9]+)?$")
"""The beginning of a submission's number, or the number of a receipt, whose version is left out."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The organisations for which somebody may see items: each with its branch, the ministry everything."""

    organisations: frozenset[str]

    def sees(self, standing: Standing) -> bool:
        """Whether an item lies in the scope."""
        return MINISTRY in self.organisations or not self.organisations.isdisjoint(standing.chain)

    @property
    def is_national(self) -> bool:
        """Whether everything lies in the scope."""
        return MINISTRY in self.organisations

    def units(self) -> Document:
        """The part of a query that keeps other units out, where only the unit is known."""
        return {} if self.is_national else {"unit": {"$in": sorted(self.organisations)}}

    def query(self) -> Document:
        """The part of a query that keeps other branches out."""
        if MINISTRY in self.organisations:
            return {}
        return {"chain": {"$in": sorted(self.organisations)}}


class Claimed(StrEnum):
    """Whether somebody has an item in hand: nobody, the one who asks, or another."""

    FREE = "free"
    MINE = "mine"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is asked for, and in which order it comes.

    `waits_for` is the desks whose turn it is, `older_than` a moment in UTC. `text` stands in the title or begins the number,
    in either width and case. `answers_mine` leaves what answers a return by the person who asks; `owed` whether an
    obligation is answered.
    """

    waits_for: tuple[str, ...] | None = None
    edition: str | None = None
    kind: str | None = None
    unit: str | None = None
    organisation: str | None = None
    state: State | None = None
    older_than: datetime | None = None
    claimed: Claimed | None = None
    text: str | None = None
    answers_mine: bool = False
    owed: bool | None = None
    order: Order = Order.URGENT


@dataclass(frozen=True, slots=True)
class ClueFilter:
    """What a list of clues for coverage is narrowed to; `text` stands in the title."""

    edition: str | None = None
    kind: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """An item that answers an obligation, as far as its place by deadline needs it."""

    submission: str
    obligation: str
    waiting_since: int


@dataclass(frozen=True, slots=True)
class Length:
    """How many items wait at a chain step, and since when the oldest does."""

    level: int
    items: int
    oldest: datetime


class ItemStore:
    """The items of this service."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(ITEMS)
        self._inserts: GroupedWrites | None = None

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        order = {"band": 1, "waiting_since": 1, "_id": 1}
        await self._mongo.ensure_indexes(
            ITEMS,
            [
                {**order},
                {"waits_for": 1, **order},
                {"chain": 1, "state": 1, **order},
                {"edition": 1, "state": 1, **order},
                {"state": 1, "level": 1, "waiting_since": 1},
                {"organisation": 1, "edition": 1},
                {"edition": 1, "waiting_since": 1, "_id": 1},
                {"edition": 1, "unit": 1, "organisation": 1, "waiting_since": 1, "_id": 1},
                {"chain": 1, "clue": -1, "_id": -1},
                {"clue": -1, "_id": -1},
            ],
        )
        await self._complete()

    async def _complete(self) -> None:
        """Give items that an older version has written the fields that lists ask for; what changes meanwhile gets them by that."""
        with store_guard():
            async for document in self._collection.find({"$or": [{name: {"$exists": False}} for name in LATER_FIELDS]}):
                stored = stored_of(document)
                fields = fields_of(stored.record, stored.revision)
                await self._collection.update_one(
                    {"_id": document["_id"], "revision": stored.revision}, {"$set": fields}
                )

    def start(self) -> None:
        """Begin to group concurrent inserts."""
        self._inserts = GroupedWrites(self._collection)

    async def stop(self) -> None:
        """Let inserts under way end."""
        if self._inserts:
            await self._inserts.close()

    async def load(self, submission: UUID) -> Stored | None:
        """An item by id, whoever asks: the caller's scope is judged on what is found."""
        with store_guard():
            document = await self._collection.find_one({"_id": str(submission)})
        return stored_of(document) if document else None

    async def insert(self, record: Record, outbox: list[Document]) -> Document | None:
        """Store a new item durably; None where there is one already. Raises Problem(store_away)."""
        document = document_of(record, outbox)
        if self._inserts is None:
            inserted = await insert_once(self._collection, document)
        else:
            inserted = await self._inserts.insert(document)
        return document if inserted else None

    async def replace(self, before: Stored, record: Record, revision: int, outbox: list[Document]) -> Document | None:
        """Write a change with its events; None when somebody else was faster. The answer is what the relay takes."""
        update: Document = {"$set": fields_of(record, revision)}
        if outbox:
            update["$push"] = {"outbox": {"$each": outbox}}
        name = str(record.standing.submission)
        with store_guard():
            result = await self._collection.update_one({"_id": name, "revision": before.revision}, update)
        return {"_id": name, "outbox": [*before.outbox, *outbox]} if result.matched_count else None

    async def page(
        self, scope: Scope, wanted: Filter, asking: tuple[str, datetime], after: Position | None, limit: int
    ) -> tuple[list[Stored], Position | None]:
        """One page of a list in an order that fields have, and where the next one begins. `asking` is a person and now."""
        query = _query(scope, wanted, asking)
        if after is not None:
            query = {"$and": [query, {"$or": later(wanted.order, after)}]}
        order = [(name, 1) for name in FIELDS[wanted.order]]
        with store_guard():
            documents = await self._collection.find(query).sort(order).limit(limit + 1).to_list(limit + 1)
        items = [stored_of(document) for document in documents[:limit]]
        return items, position_of(wanted.order, documents[limit - 1]) if len(documents) > limit else None

    async def clues(self, scope: Scope, wanted: ClueFilter, after: tuple[int, str] | None, limit: int) -> list[Stored]:
        """Items that are meant for coverage, those accepted last first; `after` is when and which the page before ended with."""
        query = {**scope.query(), "clue": {"$gt": 0}, **_text_query(wanted.text)}
        query |= {name: value for name in ("edition", "kind") if (value := getattr(wanted, name))}
        if after is not None:
            since, name = after
            query = {"$and": [query, {"$or": [{"clue": {"$lt": since}}, {"clue": since, "_id": {"$lt": name}}]}]}
        with store_guard():
            found = self._collection.find(query).sort([("clue", -1), ("_id", -1)]).limit(limit)
            documents = await found.to_list(limit)
        return [stored_of(document) for document in documents]

    async def owed(self, scope: Scope, wanted: Filter, asking: tuple[str, datetime]) -> list[Owed]:
        """All items of a list that answer an obligation, in no order."""
        query = _query(scope, replace(wanted, owed=True), asking)
        with store_guard():
            rows = await self._collection.find(query, {"obligation": 1, "waiting_since": 1}).to_list(None)
        return [Owed(row["_id"], row["obligation"], int(row["waiting_since"])) for row in rows]

    async def several(self, submissions: Sequence[str]) -> list[Stored]:
        """The items with these ids, in the order given; one that is gone is left out."""
        with store_guard():
            documents = await self._collection.find({"_id": {"$in": list(submissions)}}).to_list(None)
        found = {document["_id"]: stored_of(document) for document in documents}
        return [found[submission] for submission in submissions if submission in found]

    async def counts(self, scope: Scope, wanted: Filter, asking: tuple[str, datetime]) -> dict[str, int]:
        """How many items each state has."""
        pipeline: list[Document] = [
            {"$match": _query(scope, wanted, asking)},
            {"$group": {"_id": "$state", "items": {"$sum": 1}}},
        ]
        with store_guard():
            rows = await self._collection.aggregate(pipeline).to_list(None)
        found = {row["_id"]: int(row["items"]) for row in rows}
        return {state.value: found.get(state.value, 0) for state in State}

    async def count(self, scope: Scope, wanted: Filter, asking: tuple[str, datetime]) -> int:
        """How many items fit."""
        with store_guard():
            return await self._collection.count_documents(_query(scope, wanted, asking))

    async def of_organisation(self, organisation: str, edition: str) -> list[UUID]:
        """The items an organisation has filed in an edition, withdrawn ones left out, in order of their ids."""
        query = {"organisation": organisation, "edition": edition, "state": {"$ne": State.WITHDRAWN.value}}
        with store_guard():
            rows = await self._collection.find(query, {"_id": 1}).sort([("_id", 1)]).to_list(None)
        return [UUID(row["_id"]) for row in rows]

    async def lengths(self) -> list[Length]:
        """How long the queue is at each chain step that has passed items on."""
        group = {"_id": "$level", "items": {"$sum": 1}, "oldest": {"$min": "$waiting_since"}}
        pipeline: list[Document] = [{"$match": {"state": State.IN_REVIEW.value}}, {"$group": group}]
        with store_guard():
            rows = await self._collection.aggregate(pipeline).to_list(None)
        return [Length(int(row["_id"]), int(row["items"]), moment(row["oldest"])) for row in rows]

    async def each(self, submissions: Iterable[UUID]) -> AsyncIterator[Stored]:
        """The items with these ids, as far as there are any, in the order given."""
        for submission in submissions:
            stored = await self.load(submission)
            if stored:
                yield stored


def _query(scope: Scope, wanted: Filter, asking: tuple[str, datetime]) -> Document:
    query = scope.query()
    if wanted.waits_for is not None:
        query["waits_for"] = {"$in": list(wanted.waits_for)}
    for name in ("edition", "kind", "unit", "organisation", "state"):
        value = getattr(wanted, name)
        if value is not None:
            query[name] = str(value)
    if wanted.older_than is not None:
        query["waiting_since"] = {"$lte": milliseconds(wanted.older_than)}
    if wanted.answers_mine:
        query["answers"] = asking[0]
    if wanted.owed is not None:
        query["obligation"] = {"$ne": None} if wanted.owed else None
    return query | _text_query(wanted.text) | _claimed_query(wanted.claimed, *asking)


def _text_query(text: str | None) -> Document:
    said = sought(text or "")
    if not said:
        return {}
    in_title: Document = {"sought": {"$regex": re.escape(said)}}
    number = NUMBER.match(said)
    return {"$or": [in_title, {"_id": {"$regex": f"^{number[1]}"}}]} if number else in_title


def _claimed_query(claimed: Claimed | None, person: str, now: datetime) -> Document:
    at = milliseconds(now)
    if claimed is Claimed.FREE:
        return {"claimed_until": {"$lte": at}}
    if claimed is Claimed.MINE:
        return {"claimed_until": {"$gt": at}, "claimed_by": person}
    if claimed is Claimed.OTHERS:
        return {"claimed_until": {"$gt": at}, "claimed_by": {"$ne": person}}
    return {}
