"""What stops while Kafka is away stops whole: its fault is told, and nothing of it connects again when Kafka is back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from inspect import iscoroutine
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaConnectionError

from deploy.native.servers import Servers
from services.kit.consuming import opened
from services.kit.directory_view import assigned
from services.kit.settings import ServiceSettings
from tests.integration.kit.notes import NOTES, provision
from tests.integration.kit.readers import Reader
from tests.integration.kit.running import connected

AWAY_SECONDS = 1.0


@asynccontextmanager
async def kafka_away(servers: Servers) -> AsyncIterator[None]:
    """Kafka is taken away, for so long that every fetch waits to be tried again, and comes back at the end."""
    await asyncio.to_thread(servers.stop_one, "kafka")
    try:
        await asyncio.sleep(AWAY_SECONDS)
        yield
    finally:
        await asyncio.to_thread(servers.start_one, "kafka")


def at_work() -> set["asyncio.Task[Any]"]:
    """Tasks that aiokafka has started and that have not ended."""
    coroutines = {task: task.get_coro() for task in asyncio.all_tasks()}
    return {task for task, one in coroutines.items() if iscoroutine(one) and "aiokafka" in one.cr_code.co_filename}


async def test_nothing_of_a_bus_goes_on_that_stopped_while_kafka_was_away(
    frail_servers: Servers, frail_settings: ServiceSettings
) -> None:
    await provision(frail_settings, NOTES)
    before = at_work()
    async with connected(frail_settings) as bus:
        bus.subscribe(NOTES, "endings", Reader())
        await bus.start()
        assert at_work() > before

        async with kafka_away(frail_servers):
            await bus.stop()

    assert at_work() == before


async def test_whoever_reads_by_hand_learns_of_the_absence_and_is_not_cancelled(
    frail_servers: Servers, frail_settings: ServiceSettings
) -> None:
    await provision(frail_settings, NOTES)
    before = at_work()
    consumer = AIOKafkaConsumer(bootstrap_servers=frail_settings.kafka, auto_offset_reset="earliest")

    async def read(while_away: AsyncExitStack) -> None:
        async with opened(consumer):
            await assigned(consumer, [frail_settings.topic(NOTES.name)])
            await consumer.getmany(timeout_ms=500)
            await while_away.enter_async_context(kafka_away(frail_servers))
            raise KafkaConnectionError

    async with AsyncExitStack() as while_away:
        with pytest.raises(KafkaConnectionError):
            await read(while_away)

    assert at_work() == before
