"""Kafka consumers that are read by hand: opened, and closed to the last socket however the reading ends."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer


@asynccontextmanager
async def opened(consumer: AIOKafkaConsumer) -> AsyncIterator[AIOKafkaConsumer]:
    """Start a consumer and stop it at the end. Raises KafkaError or OSError while the cluster is away.

    aiokafka leaves its connections open where stopping is interrupted or a start fails, so they are closed here in any case.
    """
    try:
        await consumer.start()
        yield consumer
    finally:
        try:
            await consumer.stop()
        finally:
            await consumer._client.close()  # noqa: SLF001 - aiokafka offers no other way to its connections.
