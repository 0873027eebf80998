"""What a test runs on real servers, ended whichever way the test ends: left open, it would speak up in the midst of another."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from aiokafka import ConsumerRecord

from services.kit.bus import Bus
from services.kit.clock import SystemClock
from services.kit.mongo import Mongo
from services.kit.outbox import Relay
from services.kit.settings import ServiceSettings
from tests.integration.kit.notes import NOTES, Note
from tests.integration.kit.things import THINGS

CLOCK = SystemClock()
Outcome = TypeVar("Outcome")


@asynccontextmanager
async def connected(settings: ServiceSettings) -> AsyncIterator[Bus]:
    """A bus to subscribe on and to start; stopped at the end, also where it has never started."""
    bus = Bus(settings, CLOCK)
    try:
        yield bus
    finally:
        await bus.stop()


@asynccontextmanager
async def meanwhile(work: Coroutine[Any, Any, Outcome]) -> AsyncIterator["asyncio.Task[Outcome]"]:
    """Work that goes on beside the test, at most until the test ends."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class Service:
    """A bus that hears its own notes, a relay, and what it heard."""

    def __init__(self, settings: ServiceSettings, bus: Bus, mongo: Mongo) -> None:
        self.settings = settings
        self.heard: list[tuple[str, int]] = []
        self.bus = bus
        self.bus.subscribe(NOTES, "readers", self.hear)
        self.relay = Relay(self.bus, mongo, (THINGS,), CLOCK, sweep_seconds=600.0)

    async def hear(self, event: Note, _record: ConsumerRecord) -> None:
        self.heard.append((event.note, event.revision))

    async def stop(self) -> None:
        """Stop as a service does, which sends what it holds first."""
        await self.relay.stop(self.settings.stop_grace_seconds)
        await self.bus.stop()


@asynccontextmanager
async def serving(settings: ServiceSettings, mongo: Mongo) -> AsyncIterator[Service]:
    """A service to start; what it has not sent by the end stays in its documents."""
    async with connected(settings) as bus:
        service = Service(settings, bus, mongo)
        try:
            yield service
        finally:
            await service.relay.stop(0)
