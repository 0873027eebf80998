"""`put_vs_insert`: durable PUTs until every outbox is empty, against bare motor inserts of the very documents that they store."""

import asyncio
import time
from typing import Any
from uuid import uuid4

import httpx
from prometheus_client.parser import text_string_to_metric_families

from contracts.organisations import Role
from deploy.native.servers import Servers, running_servers
from deploy.native.supervisor import Supervisor, Unit
from services.kit.clock import SystemClock
from services.kit.mongo import Document, Mongo
from services.kit.settings import ServiceSettings
from tests.integration.ingest.running import SCHOOL, provisioned, realm_on, report_body
from tests.load.pairs import Result, in_pairs

SUBMISSIONS = 1_500
CONCURRENCY = 64
BAR = 0.5
POLL_SECONDS = 0.01
KEEPALIVE_SECONDS = 2.0
"""Less than the server's, so that no request goes out on a connection that is being closed."""
PENDING = "weekwire_outbox_pending_documents"


async def put_vs_insert(_settings: ServiceSettings) -> Result:
    """PUTs a second through HTTP against inserts a second, same concurrency, same backend, same documents."""
    with running_servers() as servers:
        return await _measured(servers)


async def _measured(servers: Servers) -> Result:
    async with provisioned(realm_on(servers, "bench-put-")) as realm:
        environment = servers.environment() | {
            "WEEKWIRE_PREFIX": realm.settings.prefix,
            "WEEKWIRE_REQUESTS_PER_MINUTE": "10000000",
        }
        with Supervisor(environment).running() as supervisor:
            supervisor.start("ingest")
            unit = await asyncio.to_thread(supervisor.wait_ready, "ingest")
            token = realm.token("p-school-filer", [(SCHOOL, Role.FILER)], SystemClock().now())
            mongo = Mongo.connect(realm.settings, "ingest")
            sample = await _warm_up(unit, token, mongo)

            async def puts() -> float:
                return SUBMISSIONS / await _put_all(unit, token, SUBMISSIONS)

            async def inserts() -> float:
                return SUBMISSIONS / await _insert_all(mongo, sample)

            return await in_pairs("put_vs_insert", puts, inserts, BAR, "documents/s")


async def _warm_up(unit: Unit, token: str, mongo: Mongo) -> Document:
    """Put a few, and give a stored document with its outgoing events, as it lies there before the relay has cleared it."""
    await _put_all(unit, token, CONCURRENCY)
    document = await mongo.collection("submissions").find_one({})
    if document is None:
        raise AssertionError("nothing was stored")
    body = document["current"]
    return document | {
        "outbox": [{"id": "event", "topic": "topic", "key": "key", "headers": [], "body": body.encode()}]
    }


async def _put_all(unit: Unit, token: str, number: int) -> float:
    """Seconds until `number` PUTs are answered and ingest has no event left to send."""
    left = iter(range(number))
    limits = httpx.Limits(
        max_connections=CONCURRENCY, max_keepalive_connections=CONCURRENCY, keepalive_expiry=KEEPALIVE_SECONDS
    )
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=unit.address, headers=headers, limits=limits, timeout=60) as client:

        async def work() -> None:
            for title in left:
                body = report_body(title=f"职业体验日 {title}")
                answer = await client.put(f"/v1/submissions/{uuid4()}", json=body)
                if answer.status_code != httpx.codes.CREATED:
                    raise AssertionError(answer.text)

        started = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(CONCURRENCY)))
        while await _pending(client):  # noqa: ASYNC110 - it waits for another process.
            await asyncio.sleep(POLL_SECONDS)
        return time.perf_counter() - started


async def _pending(client: httpx.AsyncClient) -> float:
    exposition = (await client.get("/metrics")).text
    for family in text_string_to_metric_families(exposition):
        if family.name == PENDING:
            return family.samples[0].value
    raise AssertionError(PENDING)


async def _insert_all(mongo: Mongo, sample: dict[str, Any]) -> float:
    """Seconds for as many bare inserts, one a document, by as many workers."""
    collection = mongo.collection("bare")
    left = iter(range(SUBMISSIONS))

    async def work() -> None:
        for _number in left:
            await collection.insert_one(sample | {"_id": str(uuid4())})

    started = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(CONCURRENCY)))
    return time.perf_counter() - started
