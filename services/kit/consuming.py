"""Kafka consumers: closed to the last socket however their reading ends, and known when they broke."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer

from services.kit.clients import started


@asynccontextmanager
async def opened(consumer: AIOKafkaConsumer) -> AsyncIterator[AIOKafkaConsumer]:
    """Start a consumer and stop it at the end. Raises KafkaError or OSError while the cluster is away.

    aiokafka leaves its connections open where stopping is interrupted or a start fails, so they are closed here in any case.
    """
    try:
        await started(consumer.start())
        yield consumer
    finally:
        try:
            await consumer.stop()
        finally:
            await disconnect(consumer)


async def disconnect(consumer: AIOKafkaConsumer) -> None:
    """Close a consumer's connections, whatever else became of it."""
    await consumer._client.close()  # noqa: SLF001 - aiokafka offers no other way to its connections.


def is_broken(consumer: AIOKafkaConsumer | None) -> bool:
    """Whether a consumer of a group never joins it again: not started, or its coordination ended with a fault.

    Such a consumer reads nothing for ever, and aiokafka has no public word for it.
    """
    coordinator = consumer._coordinator if consumer else None  # noqa: SLF001 - as above.
    return coordinator is None or coordinator._coordination_task.done()  # noqa: SLF001 - as above.
