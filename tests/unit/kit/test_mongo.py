"""What the kit makes of the store: its faults, its silence, and the indexes that each kind of server needs."""

import asyncio
from collections.abc import Mapping
from typing import Any, cast

import pytest
from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    DuplicateKeyError,
    ExecutionTimeout,
    NetworkTimeout,
    NotPrimaryError,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WTimeoutError,
)

from contracts.problems import Problem, ProblemCode
from services.kit import mongo as mongo_module
from services.kit.mongo import Mongo, store_guard

MONGOD = {"version": "7.0.14", "openssl": {"running": "OpenSSL"}, "storageEngines": ["wiredTiger"]}
ROUTER = {"version": "7.0.14", "openssl": {"running": "OpenSSL"}}
EMBEDDED = {"version": "4.4.0", "gitVersion": "x"}

PASSING = [
    AutoReconnect("away"),
    NetworkTimeout("slow"),
    ServerSelectionTimeoutError("nobody"),
    NotPrimaryError("stepped down", {"code": 10107}),
    ExecutionTimeout("too long", 50),
    WTimeoutError("not confirmed", 64),
    OperationFailure("HostUnreachable, says a router", 6),
    OperationFailure("NetworkTimeout, says a router", 89),
    OperationFailure("ExceededTimeLimit", 262),
]
LASTING = [
    OperationFailure("no such index", 27),
    OperationFailure("not authorised", 13),
    DuplicateKeyError("twice", 11_000),
    BulkWriteError({"writeErrors": [{"index": 0, "code": 66, "errmsg": "_id is fixed"}]}),
    PyMongoError("whatever"),
]


@pytest.mark.parametrize("fault", PASSING, ids=repr)
def test_a_fault_that_passes_is_a_503_that_says_when_to_come_again(fault: PyMongoError) -> None:
    with pytest.raises(Problem) as told, store_guard():
        raise fault

    assert (told.value.code, told.value.status) == (ProblemCode.STORE_AWAY, 503)
    assert told.value.facts["retry_after_seconds"] > 0
    assert told.value.__cause__ is fault


@pytest.mark.parametrize("fault", LASTING, ids=repr)
def test_a_fault_that_lasts_is_not_called_an_absence(fault: PyMongoError) -> None:
    with pytest.raises(type(fault)) as told, store_guard():
        raise fault

    assert told.value is fault


class Server:
    """Answers what it is, takes orders for indexes, and may keep silent."""

    def __init__(self, information: Mapping[str, Any], *, silent: bool = False) -> None:
        self.admin = self
        self.indexes: list[tuple[tuple[tuple[str, int], ...], dict[str, Any]]] = []
        self._information = information
        self._silent = silent

    async def command(self, _name: str) -> Mapping[str, Any]:
        if self._silent:
            await asyncio.Event().wait()
        return self._information

    def __getitem__(self, _collection: str) -> "Server":
        return self

    async def create_index(self, fields: list[tuple[str, int]], **options: object) -> None:
        self.indexes.append((tuple(fields), options))


def on(server: Server) -> Mongo:
    return Mongo(cast("Any", server), cast("Any", server))


async def test_a_server_that_answers_is_there_and_one_that_keeps_silent_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mongo_module, "PING_SECONDS", 0.05)

    assert await on(Server(MONGOD)).ping()
    assert not await asyncio.wait_for(on(Server(MONGOD, silent=True)).ping(), 5)


Index = tuple[tuple[tuple[str, int], ...], dict[str, bool]]
PLAIN: Index = ((("scope", 1), ("created", -1)), {})
OUTBOX: Index = ((("outbox.id", 1),), {"sparse": True})
GUARD: Index = ((("_id", 1), ("revision", 1)), {"unique": True})


@pytest.mark.parametrize(
    ("information", "revisioned", "wanted"),
    [
        (MONGOD, True, [PLAIN, OUTBOX]),
        (ROUTER, True, [PLAIN, OUTBOX]),
        (MONGOD, False, [PLAIN]),
        (EMBEDDED, True, [GUARD]),
        (EMBEDDED, False, []),
    ],
    ids=["mongod", "router", "mongod without revisions", "embedded", "embedded without revisions"],
)
async def test_only_the_embedded_server_is_given_an_index_on_id_and_revision_and_no_other(
    information: Mapping[str, Any], *, revisioned: bool, wanted: list[object]
) -> None:
    server = Server(information)
    mongo = on(server)
    await mongo.probe()

    await mongo.ensure_indexes("things", [{"scope": 1, "created": -1}], revisioned=revisioned)

    assert server.indexes == wanted
