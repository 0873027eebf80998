"""MongoDB through motor: one database a service, durable writes, and the few differences between servers.

Only operations that every wire-compatible server has are used. This file and `deploy/` alone know which server it is.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from motor.frameworks import asyncio as motor_framework
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorCollection, AsyncIOMotorDatabase
from pymongo import WriteConcern
from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    ConnectionFailure,
    DuplicateKeyError,
    ExecutionTimeout,
    NetworkTimeout,
    NotPrimaryError,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WriteConcernError,
)
from pymongo.operations import UpdateOne
from pymongo.read_concern import ReadConcern

from contracts.problems import Problem, ProblemCode
from services.kit.settings import ServiceSettings

log = logging.getLogger(__name__)

Document = dict[str, Any]
Collection = AsyncIOMotorCollection[Document]

DUPLICATE_KEY = 11_000
SELECTION_TIMEOUT_MS = 3_000
SOCKET_TIMEOUT_MS = 20_000
PING_SECONDS = 2.0
RETRY_AFTER_SECONDS = 5
TRANSIENT = (
    AutoReconnect,
    ConnectionFailure,
    ExecutionTimeout,
    NetworkTimeout,
    NotPrimaryError,
    ServerSelectionTimeoutError,
    WriteConcernError,
)
"""What the driver raises while its server is away or does not confirm: the outcome of the operation is unknown."""
TRANSIENT_CODES = frozenset({6, 7, 64, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436})
"""The same as codes of an answer or of single writes in a bulk: network, time limits, shutdown, change of the primary."""


@contextmanager
def store_guard() -> Iterator[None]:
    """Turn the driver's transient faults into the problem `store_away`: the outcome is unknown, the same request settles it."""
    try:
        yield
    except PyMongoError as fault:
        if not _is_transient(fault):
            raise
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=RETRY_AFTER_SECONDS) from fault


def _is_transient(fault: PyMongoError) -> bool:
    # A router answers with the fault of the server behind it, for which the driver has no class of its own.
    return isinstance(fault, TRANSIENT) or (isinstance(fault, OperationFailure) and fault.code in TRANSIENT_CODES)


class Mongo:
    """A service's database. `embedded` is true on the MongoDB-protocol server that demos and tests use."""

    def __init__(self, client: AsyncIOMotorClient[Document], database: AsyncIOMotorDatabase[Document]) -> None:
        self.client = client
        self.database = database
        self.embedded = False

    @classmethod
    def connect(cls, settings: ServiceSettings, service: str) -> "Mongo":
        """Open the service's database; nothing is sent before the first operation."""
        _use_threads(settings.mongo_threads)
        client: AsyncIOMotorClient[Document] = AsyncIOMotorClient(
            settings.mongo,
            serverSelectionTimeoutMS=SELECTION_TIMEOUT_MS,
            socketTimeoutMS=SOCKET_TIMEOUT_MS,
            maxPoolSize=settings.mongo_threads * 2,
            tz_aware=True,
            uuidRepresentation="standard",
            retryWrites=False,
        )
        database = client.get_database(
            settings.database(service),
            write_concern=WriteConcern(w="majority", j=True, wtimeout=5_000),
            read_concern=ReadConcern("majority"),
        )
        return cls(client, database)

    async def probe(self) -> None:
        """Learn which server this is. Raises Problem(store_away)."""
        with store_guard():
            information = await self.client.admin.command("buildInfo")
        self.embedded = "storageEngines" not in information and "openssl" not in information

    async def ping(self) -> bool:
        """Whether the server answers this service in time, credentials included."""
        try:
            await asyncio.wait_for(self.client.admin.command("ping"), PING_SECONDS)
        except (PyMongoError, TimeoutError):
            return False
        return True

    def collection(self, name: str) -> Collection:
        """A collection of this service."""
        return self.database[name]

    async def ensure_indexes(self, name: str, indexes: Sequence[Mapping[str, int]], *, revisioned: bool = True) -> None:
        """Create the plain indexes of a collection, and what its outbox and compare-and-set need.

        The embedded server uses unique indexes only, and needs one on `(_id, revision)`; on MongoDB the `_id` index does that.
        """
        collection = self.collection(name)
        with store_guard():
            if self.embedded:
                if revisioned:
                    await collection.create_index([("_id", 1), ("revision", 1)], unique=True)
                return
            for index in indexes:
                await collection.create_index(list(index.items()))
            if revisioned:
                await collection.create_index([("outbox.id", 1)], sparse=True)

    def close(self) -> None:
        """Close the client."""
        self.client.close()


def _use_threads(count: int) -> None:
    # Motor reads its thread count from the environment while it is imported, which is before any setting is known.
    if motor_framework._EXECUTOR._max_workers != count:  # noqa: SLF001 - as above.
        motor_framework._EXECUTOR = ThreadPoolExecutor(count, thread_name_prefix="mongo")  # noqa: SLF001 - as above.


async def compare_and_set(collection: Collection, document: Document, revision: int) -> bool:
    """Replace a document if it still has `revision`; false when somebody else was faster. Raises Problem(store_away)."""
    with store_guard():
        result = await collection.replace_one({"_id": document["_id"], "revision": revision}, document)
    return bool(result.matched_count)


@dataclass(slots=True)
class _Waiting:
    operation: Any
    done: asyncio.Future[bool]


class GroupedWrites:
    """Group commit: while one batch is on its way the next one gathers, so that concurrent writers share round trips.

    Each caller returns only when its own write is durable, and gets its own fault: one document that the store refuses
    does not fail its neighbours. One batch holds at most `max_batch` operations.
    """

    def __init__(self, collection: Collection, max_batch: int = 500, lanes: int = 2) -> None:
        self._collection = collection
        self._max_batch = max_batch
        self._inserts: list[_Waiting] = []
        self._updates: list[_Waiting] = []
        self._wake = asyncio.Event()
        self._closed = False
        self._tasks = [asyncio.create_task(self._run()) for _ in range(lanes)]

    async def insert(self, document: Document) -> bool:
        """Insert durably; false when the `_id` exists already. Raises Problem(store_away)."""
        return await self._enqueue(self._inserts, document)

    async def update(self, document_id: object, change: Document, *, upsert: bool = False) -> None:
        """Apply an idempotent update to one document durably, making it where `upsert` says so. Raises Problem(store_away)."""
        await self._enqueue(self._updates, UpdateOne({"_id": document_id}, change, upsert=upsert))

    async def close(self) -> None:
        """Stop. The outcome of what waits is unknown to its callers: Problem(store_away)."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        _fail([*self._inserts, *self._updates], ConnectionFailure("stopped"))

    async def _enqueue(self, queue: list[_Waiting], operation: Any) -> bool:  # noqa: ANN401 - a document or an operation, by queue.
        with store_guard():
            if self._closed:
                raise ConnectionFailure("stopped")
            waiting = _Waiting(operation, asyncio.get_running_loop().create_future())
            queue.append(waiting)
            self._wake.set()
            return await waiting.done

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            for queue, send in ((self._inserts, self._send_inserts), (self._updates, self._send_updates)):
                batch = queue[: self._max_batch]
                if not batch:
                    continue
                del queue[: len(batch)]
                try:
                    await self._send(batch, send)
                except asyncio.CancelledError:
                    _fail(batch, ConnectionFailure("stopped"))
                    raise
            if not self._inserts and not self._updates:
                self._wake.clear()

    async def _send(self, batch: list[_Waiting], send: Callable[[list[Any]], Awaitable[object]]) -> None:
        try:
            await send([waiting.operation for waiting in batch])
        except BulkWriteError as errors:
            _settle(batch, errors.details)
        except TRANSIENT as fault:
            _fail(batch, fault)
        except Exception as fault:  # noqa: BLE001 - the fault belongs to a waiting caller, who raises it.
            if len(batch) == 1:
                _fail(batch, fault)
                return
            # The driver refuses a batch as a whole for one document that it cannot encode: each is sent alone.
            for waiting in batch:
                await self._send([waiting], send)
        else:
            _settle(batch, {})

    async def _send_inserts(self, documents: list[Any]) -> None:
        await self._collection.insert_many(documents, ordered=False)

    async def _send_updates(self, updates: list[Any]) -> None:
        await self._collection.bulk_write(updates, ordered=False)


def _settle(batch: list[_Waiting], details: Mapping[str, Any]) -> None:
    """Tell every caller how its own write ended, from the driver's report on the batch."""
    errors = {error["index"]: error for error in details.get("writeErrors", ())}
    for index, waiting in enumerate(batch):
        error = errors.get(index)
        if waiting.done.done():
            continue
        if error is None and details.get("writeConcernErrors"):
            # The server did it but cannot say that a majority has it on disk.
            waiting.done.set_exception(ConnectionFailure("write not confirmed"))
        elif error is None or error["code"] == DUPLICATE_KEY:
            waiting.done.set_result(error is None)
        else:
            waiting.done.set_exception(OperationFailure(str(error.get("errmsg")), error["code"]))


def _fail(batch: list[_Waiting], fault: BaseException) -> None:
    for waiting in batch:
        if not waiting.done.done():
            waiting.done.set_exception(fault)


async def insert_once(collection: Collection, document: Document) -> bool:
    """Insert one document; false when its `_id` exists already. Raises Problem(store_away)."""
    with store_guard():
        try:
            await collection.insert_one(document)
        except DuplicateKeyError:
            return False
    return True


async def stream(
    collection: Collection, query: Document, projection: Document | None = None
) -> AsyncIterator[Document]:
    """Every document that fits, guarded."""
    with store_guard():
        async for document in collection.find(query, projection):
            yield document
