"""`put_vs_insert`: durable PUTs until every outbox is empty, against bare motor inserts of the very documents that they store.

Both run in one process, since a bare insert has no HTTP around it: a PUT is what ingest does with a request that it has read,
judging, storing, sending to Kafka and clearing included. `put_http_vs_insert` is the same through the running service.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import httpx
import orjson
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families

from contracts import topics
from contracts.base import decode_closed
from contracts.editions import shipped_editions
from contracts.organisations import Role
from deploy.native.servers import Servers, running_servers
from deploy.native.supervisor import Supervisor
from services.ingest.app import Parts
from services.ingest.domain.request import SubmissionRequest
from services.kit import metrics
from services.kit.clock import SystemClock
from services.kit.identity import Caller, Grant
from services.kit.mongo import Document, Mongo
from services.kit.settings import ServiceSettings
from tests.integration.ingest.running import SCHOOL, Realm, provisioned, realm_on, report_body
from tests.load.pairs import Result, in_pairs
from tests.load.wire import Prepared, put_all

SUBMISSIONS = 1_500
CONCURRENCY = 64
BAR = 0.5
QUOTA = 1_000_000
POLL_SECONDS = 0.01
FAR_AHEAD = 4_102_444_800
PENDING = "weekwire_outbox_pending_documents"


async def put_vs_insert(_settings: ServiceSettings) -> list[Result]:
    """Documents a second, same concurrency, same server, same documents: without HTTP, and through it."""
    with running_servers() as servers:
        async with provisioned(realm_on(servers, "bench-put-")) as realm:
            await _lift_quota(realm)
            return [await _without_http(realm), await _through_http(servers, realm)]


async def _lift_quota(realm: Realm) -> None:
    """Let one school file as much as the benchmark wants to."""
    edition = next(one for one in shipped_editions() if one.edition == "2024")
    limits = edition.limits.model_copy(update={"submissions_per_organisation": QUOTA})
    raised = edition.model_copy(update={"revision": edition.revision + 1, "limits": limits})
    await realm.tell(topics.EDITIONS, [(raised.edition, raised.revision, raised)])


async def _without_http(realm: Realm) -> Result:
    parts = Parts(realm.settings, SystemClock())
    caller = Caller("p-school-filer", "session", (Grant(SCHOOL, Role.FILER),), FAR_AHEAD)
    async with parts.lifespan(FastAPI()):
        while not all((await parts.readiness()).values()):  # noqa: ASYNC110 - it waits for servers.
            await asyncio.sleep(POLL_SECONDS)

        async def put(submission: UUID, body: bytes) -> None:
            filed = await parts.filing.put(submission, decode_closed(SubmissionRequest, body), None, caller)
            if filed.outcome != "created":
                raise AssertionError(filed.outcome)

        async def put_them(number: int) -> float:
            left = iter(_bodies(number))

            async def work() -> None:
                for body in left:
                    await put(uuid4(), body)

            started = time.perf_counter()
            await asyncio.gather(*(work() for _ in range(CONCURRENCY)))
            while metrics.OUTBOX_PENDING._value.get():  # noqa: ASYNC110 - what `/metrics` would show.
                await asyncio.sleep(POLL_SECONDS)
            return time.perf_counter() - started

        async with _inserting(realm, put_them) as inserts:
            return await in_pairs("put_vs_insert", _rate(put_them), inserts, BAR, "documents/s")


async def _through_http(servers: Servers, realm: Realm) -> Result:
    environment = servers.environment() | {
        "WEEKWIRE_PREFIX": realm.settings.prefix,
        "WEEKWIRE_REQUESTS_PER_MINUTE": "10000000",
        "WEEKWIRE_REQUESTS_PER_MINUTE_OF_ADDRESS": "10000000",
    }
    with Supervisor(environment).running() as supervisor:
        supervisor.start("ingest")
        unit = await asyncio.to_thread(supervisor.wait_ready, "ingest")
        token = realm.token("p-school-filer", [(SCHOOL, Role.FILER)], SystemClock().now())

        async def put_them(number: int) -> float:
            paths = [f"/v1/submissions/{uuid4()}" for _ in range(number)]
            requests = [
                Prepared.put(unit.address, path, token, body) for path, body in zip(paths, _bodies(number), strict=True)
            ]
            async with httpx.AsyncClient(base_url=unit.address, timeout=60) as client:
                started = time.perf_counter()
                await put_all(unit.address, requests, CONCURRENCY)
                while await _pending(client):  # noqa: ASYNC110 - it waits for another process.
                    await asyncio.sleep(POLL_SECONDS)
                return time.perf_counter() - started

        async with _inserting(realm, put_them) as inserts:
            return await in_pairs("put_http_vs_insert", _rate(put_them), inserts, BAR, "documents/s")


def _bodies(number: int) -> list[bytes]:
    return [orjson.dumps(report_body(title=f"职业体验日 {title}")) for title in range(number)]


def _rate(seconds_for: Callable[[int], Awaitable[float]]) -> Callable[[], Awaitable[float]]:
    async def rate() -> float:
        return SUBMISSIONS / await seconds_for(SUBMISSIONS)

    return rate


@asynccontextmanager
async def _inserting(
    realm: Realm, put_them: Callable[[int], Awaitable[float]]
) -> AsyncIterator[Callable[[], Awaitable[float]]]:
    """Bare inserts of the document that a PUT stores, as it lies there before the relay has cleared it."""
    await put_them(CONCURRENCY)
    mongo = Mongo.connect(realm.settings, "ingest")
    # The same kind of collection as a PUT writes to: what an index costs on this server, it costs both.
    await mongo.probe()
    await mongo.ensure_indexes("bare", [])
    document = await mongo.collection("submissions").find_one({})
    if document is None:
        raise AssertionError("nothing was stored")
    body = document["current"]
    pending = {"id": "event", "topic": "topic", "key": "key", "headers": [], "body": body.encode()}
    sample = document | {"outbox": [pending, pending]}
    try:
        yield _rate(lambda number: _insert_all(mongo, sample, number))
    finally:
        mongo.close()


async def _pending(client: httpx.AsyncClient) -> float:
    exposition = (await client.get("/metrics")).text
    for family in text_string_to_metric_families(exposition):
        if family.name == PENDING:
            return family.samples[0].value
    raise AssertionError(PENDING)


async def _insert_all(mongo: Mongo, sample: Document, number: int) -> float:
    """Seconds for as many bare inserts, one a document, by as many workers."""
    collection = mongo.collection("bare")
    left = iter(range(number))

    async def work() -> None:
        for _number in left:
            await collection.insert_one(sample | {"_id": str(uuid4())})

    started = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(CONCURRENCY)))
    return time.perf_counter() - started
