"""Stand-ins for a collection and a bus: in memory, and failing when a test says so."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from bson.errors import InvalidDocument
from motor.motor_asyncio import AsyncIOMotorCollection
from pymongo.errors import BulkWriteError, DuplicateKeyError
from pymongo.operations import UpdateOne

from services.kit.mongo import Document, Mongo

DUPLICATE = 11_000


class Unstorable:
    """A value that the driver cannot encode."""


@dataclass
class StandInCollection:
    """The few operations the kit uses, one step at a time. `before` may raise before a trip, `answer` after it."""

    documents: dict[Any, Document] = field(default_factory=dict)
    trips: list[int] = field(default_factory=list)
    before: Callable[[list[Any]], None] = lambda _operations: None
    answer: Callable[[list[Any], dict[str, Any]], None] = lambda _operations, _details: None

    async def insert_many(self, documents: list[Document], *, ordered: bool) -> None:
        assert not ordered
        self._refuse_unstorable(documents)
        await self._trip(documents)
        errors = []
        for index, document in enumerate(documents):
            if document["_id"] in self.documents:
                errors.append({"index": index, "code": DUPLICATE, "errmsg": "duplicate"})
            else:
                self.documents[document["_id"]] = dict(document)
        self._end(documents, errors)

    async def bulk_write(self, operations: list[UpdateOne], *, ordered: bool) -> None:
        assert not ordered
        await self._trip(operations)
        for operation in operations:
            self._pull(operation._filter["_id"], cast("Document", operation._doc))
        self._end(operations, [])

    async def insert_one(self, document: Document) -> None:
        if document["_id"] in self.documents:
            raise DuplicateKeyError("duplicate", DUPLICATE)
        self.documents[document["_id"]] = dict(document)

    def find(self, _query: Document, _projection: Document) -> "StandInCursor":
        return StandInCursor([dict(found) for found in self.documents.values() if found.get("outbox")])

    async def _trip(self, operations: list[Any]) -> None:
        self.trips.append(len(operations))
        await asyncio.sleep(0)
        self.before(operations)

    def _end(self, operations: list[Any], errors: list[dict[str, Any]]) -> None:
        details: dict[str, Any] = {"writeErrors": errors, "writeConcernErrors": []}
        self.answer(operations, details)
        if details["writeErrors"] or details["writeConcernErrors"]:
            raise BulkWriteError(details)

    def _refuse_unstorable(self, documents: list[Document]) -> None:
        if any(isinstance(value, Unstorable) for document in documents for value in document.values()):
            raise InvalidDocument("cannot encode")

    def _pull(self, identity: object, change: Document) -> None:
        known = self.documents.get(identity)
        if known is not None:
            gone = set(change["$pull"]["outbox"]["id"]["$in"])
            known["outbox"] = [event for event in known["outbox"] if event["id"] not in gone]


class StandInCursor:
    """What a query found."""

    def __init__(self, found: list[Document]) -> None:
        self._found = found

    def limit(self, number: int) -> "StandInCursor":
        return StandInCursor(self._found[:number])

    async def to_list(self, number: int) -> list[Document]:
        await asyncio.sleep(0)
        return self._found[:number]


def as_collection(standin: StandInCollection) -> AsyncIOMotorCollection[Document]:
    """A stand-in where a collection is asked for."""
    return cast("AsyncIOMotorCollection[Document]", standin)


def as_mongo(**collections: StandInCollection) -> Mongo:
    """A database of stand-ins."""
    return Mongo(cast("Any", None), cast("Any", collections))


class StandInBus:
    """Keeps what it acknowledged, in order. `refuse` may raise when an event is sent, `lose` when it is to be confirmed."""

    def __init__(self) -> None:
        self.log: list[tuple[str, bytes]] = []
        self.refuse: Callable[[bytes], None] = lambda _body: None
        self.lose: Callable[[bytes], None] = lambda _body: None

    async def send(
        self, _topic: str, key: str, _headers: Sequence[tuple[str, str]], body: bytes
    ) -> "asyncio.Future[Any]":
        await asyncio.sleep(0)
        self.refuse(body)
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        try:
            self.lose(body)
        except ConnectionError as fault:
            future.set_exception(fault)
        else:
            self.log.append((key, body))
            future.set_result(None)
        return future
