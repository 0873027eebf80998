"""A consumer that remembers what it was handed, on a bus of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from aiokafka import ConsumerRecord
from aiokafka.admin import AIOKafkaAdminClient

from services.kit.bus import Bus, Handler
from services.kit.clock import FixedClock
from services.kit.settings import ServiceSettings
from tests.integration.kit.clients import opened
from tests.integration.kit.notes import NOTES, Note

GROUP = "readers"
CLOCK = FixedClock(datetime(2026, 11, 9, 12, tzinfo=UTC))


class Reader:
    """Remembers what it was handed; `fails` may raise before it does."""

    def __init__(self, fails: Callable[[Note], None] | None = None) -> None:
        self.seen: list[Note] = []
        self.fails = fails

    async def __call__(self, event: Note, _record: ConsumerRecord) -> None:
        await asyncio.sleep(0)
        if self.fails:
            self.fails(event)
        self.seen.append(event)

    def revisions(self, note: str) -> list[int]:
        return [event.revision for event in self.seen if event.note == note]


@asynccontextmanager
async def reading(settings: ServiceSettings, handler: Handler) -> AsyncIterator[Bus]:
    bus = Bus(settings, CLOCK)
    bus.subscribe(NOTES, GROUP, handler)
    await bus.start()
    try:
        yield bus
    finally:
        await bus.stop()


async def committed(settings: ServiceSettings) -> int:
    """How many records the group has committed, over all partitions."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka)
    async with opened(admin):
        offsets = await admin.list_consumer_group_offsets(f"{settings.prefix}{GROUP}")
    topic = settings.topic(NOTES.name)
    return sum(max(0, found.offset) for partition, found in offsets.items() if partition.topic == topic)
