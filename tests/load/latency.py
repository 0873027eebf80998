"""`put_to_sse` and `accept_to_sse`: how long a report takes to be seen, at 50 a second, against the bare path of the same length.

The bare path is one insert and three hops through Kafka, nothing else: what no design of this shape can go below.
"""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import httpx
import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from contracts.organisations import Role
from deploy.native.servers import Servers, running_servers
from deploy.native.supervisor import Supervisor
from services.kit.clock import SystemClock
from services.kit.mongo import Mongo
from services.kit.settings import ServiceSettings
from tests.integration.ingest.running import CITY, SCHOOL, UNIT, Realm, provisioned, realm_on, report_body
from tests.load.pairs import PAIRS, Result

RATE = 50.0
REPORTS = 150
BAR = 10.0
SERVICES = ("ingest", "moderation", "aggregation")
HOPS = 3
SETTLE_SECONDS = 30.0


@dataclass
class Seen:
    """When each number of sources was first seen on a stream; the n-th report is there when n sources are."""

    moments: dict[int, float] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def see(self, sources: int, at: float) -> None:
        """Note a state; it also shows every report before it."""
        for number in range(sources, 0, -1):
            if number in self.moments:
                break
            self.moments[number] = at
        self.changed.set()

    async def until(self, sources: int) -> None:
        """Wait until that many sources were seen."""
        async with asyncio.timeout(SETTLE_SECONDS):
            while sources not in self.moments:
                self.changed.clear()
                await self.changed.wait()


async def latencies(_settings: ServiceSettings) -> list[Result]:
    """Both ratios of 95th percentiles, over interleaved rounds."""
    with running_servers() as servers:
        async with provisioned(realm_on(servers, "bench-sse-")) as realm, _services(servers, realm) as whole:
            bare = await _Bare.opened(servers, realm)
            puts: list[float] = []
            accepts: list[float] = []
            floors: list[float] = []
            try:
                for number in range(PAIRS):
                    floors.append(await bare.p95())
                    put, accept = await whole.p95()
                    puts.append(put)
                    accepts.append(accept)
                    print(
                        f"  {number + 1}/{PAIRS}: put {put:.4f} s, accept {accept:.4f} s, bare {floors[-1]:.4f} s",
                        flush=True,
                    )
            finally:
                await bare.close()
    return [_result("put_to_sse", puts, floors), _result("accept_to_sse", accepts, floors)]


def _result(name: str, ours: list[float], floors: list[float]) -> Result:
    ratios = [mine / floor for mine, floor in zip(ours, floors, strict=True)]
    return Result(
        id=name,
        ours=statistics.median(ours),
        against=statistics.median(floors),
        ratio=statistics.median(ratios),
        low=min(ratios),
        high=max(ratios),
        bar=BAR,
        unit="s at p95",
        at_least=False,
    )


async def _at_rate(number: int, act: Callable[[int], Coroutine[None, None, None]]) -> None:
    """Begin `act` `RATE` times a second, whatever became of the ones before."""
    started = time.perf_counter()
    acting: list[asyncio.Task[None]] = []
    for index in range(number):
        await asyncio.sleep(max(0.0, started + index / RATE - time.perf_counter()))
        acting.append(asyncio.create_task(act(index)))
    await asyncio.gather(*acting)


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


@dataclass
class _Whole:
    """The services, a client, and the two streams: with what is pending, and accepted only."""

    supervisor: Supervisor
    realm: Realm
    client: httpx.AsyncClient
    pending: Seen
    accepted: Seen
    reports: int = 0

    async def p95(self) -> tuple[float, float]:
        """The 95th percentiles from PUT to the pending board, and from acceptance to the nation's."""
        submissions = [uuid4() for _ in range(REPORTS)]
        filed: list[float] = [0.0] * REPORTS
        judged: list[float] = [0.0] * REPORTS
        before = self.reports
        school, city, unit = (
            self.sign_in(*one) for one in ((SCHOOL, Role.FILER), (CITY, Role.REVIEWER), (UNIT, Role.APPROVER))
        )

        async def put(index: int) -> None:
            filed[index] = time.perf_counter()
            body = report_body(title=f"职业体验日 {before + index}")
            await self._done(
                self.client.put(self._at("ingest", f"submissions/{submissions[index]}"), json=body, headers=school)
            )

        async def pass_up(index: int) -> None:
            await self._decide(submissions[index], "pass_up", city)

        async def accept(index: int) -> None:
            judged[index] = time.perf_counter()
            await self._decide(submissions[index], "accept", unit)

        await _at_rate(REPORTS, put)
        await self.pending.until(before + REPORTS)
        await _at_rate(REPORTS, pass_up)
        await _at_rate(REPORTS, accept)
        await self.accepted.until(before + REPORTS)
        self.reports += REPORTS
        seen = range(before + 1, before + REPORTS + 1)
        return (
            _p95([self.pending.moments[number] - at for number, at in zip(seen, sorted(filed), strict=True)]),
            _p95([self.accepted.moments[number] - at for number, at in zip(seen, sorted(judged), strict=True)]),
        )

    async def _decide(self, submission: object, act: str, who: dict[str, str]) -> None:
        address = self._at("moderation", f"items/{submission}/decisions/{uuid4()}")
        await self._done(self.client.put(address, json={"act": act, "version": 1}, headers=who))

    async def _done(self, request: Awaitable[httpx.Response]) -> None:
        answer = await request
        if answer.is_error:
            raise AssertionError(answer.text)

    def _at(self, service: str, path: str) -> str:
        return f"{self.supervisor.unit(service).address}/v1/{path}"

    def sign_in(self, organisation: str, role: Role) -> dict[str, str]:
        """The header of a person with a role in an organisation."""
        token = self.realm.token(f"p-{organisation}-{role.value}", [(organisation, role)], SystemClock().now())
        return {"Authorization": f"Bearer {token}"}


@asynccontextmanager
async def _services(servers: Servers, realm: Realm) -> AsyncIterator[_Whole]:
    environment = servers.environment() | {
        "WEEKWIRE_PREFIX": realm.settings.prefix,
        "WEEKWIRE_REQUESTS_PER_MINUTE": "10000000",
        "WEEKWIRE_AGGREGATION_STREAM_SECONDS": "0.02",
    }
    with Supervisor(environment).running() as supervisor:
        await asyncio.to_thread(supervisor.start_all, SERVICES)
        limits = httpx.Limits(max_connections=200, keepalive_expiry=2.0)
        async with httpx.AsyncClient(timeout=60, limits=limits) as client:
            whole = _Whole(supervisor, realm, client, Seen(), Seen())
            reader = whole.sign_in("ministry", Role.READER)
            address = supervisor.unit("aggregation").address
            watching = [
                asyncio.create_task(_watch(address, "pending", reader, whole.pending)),
                asyncio.create_task(_watch(address, None, reader, whole.accepted)),
            ]
            try:
                yield whole
            finally:
                for task in watching:
                    task.cancel()
                await asyncio.gather(*watching, return_exceptions=True)


async def _watch(address: str, incl: str | None, headers: dict[str, str], seen: Seen) -> None:
    query = {"edition": "2024", "indicator": "session_count"} | ({"incl": incl} if incl else {})
    async with (
        httpx.AsyncClient(base_url=address, timeout=None) as client,  # noqa: S113 - a stream has no end to wait for.
        client.stream("GET", "/v1/counts/stream", params=query, headers=headers) as answer,
    ):
        async for line in answer.aiter_lines():
            if line.startswith("data:"):
                seen.see(orjson.loads(line[5:])["figures"][0]["sources"], time.perf_counter())


@dataclass
class _Bare:
    """One insert, then a message handed on through three topics."""

    mongo: Mongo
    producer: AIOKafkaProducer
    hops: list[asyncio.Task[None]]
    names: list[str]
    arrived: dict[bytes, asyncio.Future[float]]

    @classmethod
    async def opened(cls, servers: Servers, realm: Realm) -> "_Bare":
        """Make the topics and begin to hand on."""
        names = [f"{realm.settings.prefix}bare-{number}" for number in range(HOPS)]
        admin = AIOKafkaAdminClient(bootstrap_servers=servers.kafka)
        await admin.start()
        await admin.create_topics([NewTopic(name, 2, 1) for name in names])
        await admin.close()
        producer = AIOKafkaProducer(bootstrap_servers=servers.kafka, enable_idempotence=True, linger_ms=2)
        await producer.start()
        bare = cls(Mongo.connect(realm.settings, "bare"), producer, [], names, {})
        for number, name in enumerate(names):
            consumer = AIOKafkaConsumer(
                name,
                bootstrap_servers=servers.kafka,
                group_id=f"{name}-group",
                auto_offset_reset="earliest",
                metadata_max_age_ms=500,
            )
            await consumer.start()
            bare.hops.append(asyncio.create_task(bare._hand_on(consumer, number)))
        return bare

    async def _hand_on(self, consumer: AIOKafkaConsumer, number: int) -> None:
        try:
            async for record in consumer:
                if number + 1 < HOPS:
                    await self.producer.send(self.names[number + 1], record.value, key=record.key)
                else:
                    self.arrived[record.key].set_result(time.perf_counter())
        finally:
            await consumer.stop()

    async def p95(self) -> float:
        """The 95th percentile from before the insert to the end of the third hop."""
        seconds: list[float] = []

        async def send(_index: int) -> None:
            key, started = uuid4().bytes, time.perf_counter()
            self.arrived[key] = asyncio.get_running_loop().create_future()
            await self.mongo.collection("bare").insert_one({"_id": key, "body": b"x" * 1_000})
            await self.producer.send(self.names[0], b"x" * 1_000, key=key)
            seconds.append(await self.arrived[key] - started)
            del self.arrived[key]

        await _at_rate(REPORTS, send)
        return _p95(seconds)

    async def close(self) -> None:
        """Stop handing on."""
        for hop in self.hops:
            hop.cancel()
        await asyncio.gather(*self.hops, return_exceptions=True)
        await self.producer.stop()
        self.mongo.close()
