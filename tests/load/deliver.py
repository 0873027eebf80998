"""`deliver_vs_httpx`: signed deliveries until every mark is durable and told, against a bare httpx loop at the same concurrency.

Ours reads numbers from the store, signs, sends through the address guard, marks each by compare-and-set, says it to Kafka and
clears the outbox. The bare loop posts the same bodies to the same newsroom, which is a process of its own.
"""

import asyncio
import random
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

import httpx

from deploy.native.servers import running_servers
from services.kit.bus import Bus
from services.kit.clock import SystemClock, whole_milliseconds
from services.kit.mongo import Mongo
from services.kit.outbox import Relay
from services.kit.settings import ServiceSettings
from services.kit.webhooks.sending import Sender
from services.syndication.domain.backoff import RetryPolicy
from services.syndication.domain.deliveries import Change, Delivery
from services.syndication.domain.ninjs import Links
from services.syndication.domain.payloads import body_of, event_id_of, sha256_of
from services.syndication.operations.delivering import Delivering, Destination, Sizes
from services.syndication.settings import SyndicationSettings
from services.syndication.store.deliveries import DELIVERIES, DeliveryStore
from services.syndication.store.lanes import LaneStore
from tests.integration.syndication.running import provisioned, realm_on
from tests.load.pairs import Result, in_pairs
from tests.unit.syndication.builders import featured, kept

SUBSCRIBERS = 32
NUMBERS = 25
BAR = 0.5
KEY = b"k" * 32
LINKS = Links("https://weekwire.example", "https://weekwire.example", None)


@dataclass(frozen=True, slots=True)
class Newsrooms:
    """Every subscriber is reached at one address."""

    address: str

    async def destination(self, _subscriber: str) -> Destination:
        """The same address for all."""
        return Destination(self.address, (KEY,))

    async def suspend(self, subscriber: str, reason: str) -> None:
        """Nobody is suspended here."""
        raise AssertionError(f"{subscriber}: {reason}")


class Bench:
    """Sending on the real servers, without the service around it."""

    def __init__(self, settings: SyndicationSettings, address: str) -> None:
        clock = SystemClock()
        self._mongo, self._bus, self._clock = Mongo.connect(settings, "syndication"), Bus(settings, clock), clock
        self._relay = Relay(self._bus, self._mongo, (DELIVERIES,), clock, settings.relay_sweep_seconds)
        self._deliveries = DeliveryStore(self._mongo, self._relay, clock)
        self._lanes = LaneStore(self._mongo, self._deliveries, self._relay, clock)
        self._address = address
        self._sender = Sender(clock, allowed_hosts=("127.0.0.1",))
        self._delivering = Delivering(
            self._lanes,
            Newsrooms(address),
            self._sender,
            clock,
            RetryPolicy(),
            sizes=Sizes(),
            holder="bench",
            chance=random.Random(7).random,
        )

    async def start(self) -> None:
        """Connect to the servers."""
        await self._mongo.probe()
        await self._deliveries.prepare()
        await self._lanes.prepare()
        self._deliveries.start()
        self._relay.start()
        await self._bus.start()

    async def stop(self) -> None:
        """Close everything."""
        await self._delivering.stop(10.0)
        await self._sender.close()
        await self._deliveries.stop()
        await self._relay.stop(10.0)
        await self._bus.stop()
        self._mongo.close()

    async def ours(self) -> float:
        """Deliveries a second, from the store to the last cleared outbox."""
        # Numbers of earlier rounds would only make this server, which has no indexes, search longer.
        await self._mongo.collection(DELIVERIES).delete_many({})
        made = [one for name in range(SUBSCRIBERS) for one in self._numbers(f"paper-{name}-{uuid4().hex[:6]}")]
        added = await asyncio.gather(*(self._deliveries.add(one) for one in made))
        if not all(added):
            raise AssertionError("a number was taken")
        await self._relay.drained()
        started = time.perf_counter()
        await self._delivering.sweep()
        await self._delivering.settled()
        await self._relay.drained()
        seconds = time.perf_counter() - started
        if await self._mongo.collection(DELIVERIES).count_documents({"waiting": True}):
            raise AssertionError("not everything was taken")
        return len(made) / seconds

    async def bare(self) -> float:
        """Posts a second of the same bodies, by as many workers."""
        bodies = [(one.body_json or "").encode() for one in self._numbers("paper")] * SUBSCRIBERS
        left = iter(bodies)
        limits = httpx.Limits(max_connections=SUBSCRIBERS, max_keepalive_connections=SUBSCRIBERS)
        async with httpx.AsyncClient(limits=limits, trust_env=False) as client:

            async def work() -> None:
                for body in left:
                    answer = await client.post(
                        self._address, content=body, headers={"content-type": "application/json"}
                    )
                    answer.raise_for_status()

            started = time.perf_counter()
            await asyncio.gather(*(work() for _ in range(SUBSCRIBERS)))
            return len(bodies) / (time.perf_counter() - started)

    def _numbers(self, subscriber: str) -> list[Delivery]:
        now, item = whole_milliseconds(self._clock.now()), kept(featured(text="职业教育活动周" * 60))
        bodies = [body_of(subscriber, n, Change.FEATURED, item, LINKS) for n in range(1, NUMBERS + 1)]
        first = Delivery(subscriber, 0, "", UUID(int=1), 1, 0, Change.FEATURED, None, "", made_at=now, not_before=now)
        return [
            replace(first, number=n, event_id=event_id_of(subscriber, n), body_json=body, body_sha256=sha256_of(body))
            for n, body in enumerate(bodies, 1)
        ]


async def deliver_vs_httpx(_settings: ServiceSettings) -> Result:
    """Deliveries a second at the same concurrency, to the same newsroom."""
    with running_servers() as servers:
        async with provisioned(realm_on(servers, "bench-deliver-")) as realm, _newsroom() as address:
            bench = Bench(realm.settings, address)
            await bench.start()
            try:
                await bench.ours()
                await bench.bare()
                return await in_pairs("deliver_vs_httpx", bench.ours, bench.bare, BAR, "deliveries/s")
            finally:
                await bench.stop()


@asynccontextmanager
async def _newsroom() -> AsyncIterator[str]:
    """A newsroom in a process of its own, so that its work is nobody's here."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.load.deliver", stdout=subprocess.PIPE, stdin=subprocess.PIPE
    )
    if process.stdout is None:
        raise AssertionError("no output")
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()


class _Takes(asyncio.Protocol):
    """Answers 204 to every request whose head and body have come; it looks at nothing else."""

    def __init__(self) -> None:
        self._held = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the line."""
        self._line = transport

    def data_received(self, data: bytes) -> None:
        """Answer what is complete."""
        self._held += data
        while (end := self._held.find(b"\r\n\r\n")) >= 0:
            head = self._held[:end].lower()
            length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
            if len(self._held) < end + 4 + length:
                return
            self._held = self._held[end + 4 + length :]
            if isinstance(self._line, asyncio.WriteTransport):
                self._line.write(b"HTTP/1.1 204 No Content\r\n\r\n")


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Takes, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
