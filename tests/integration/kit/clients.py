"""aiokafka's clients in tests: closed whatever comes, so that one failed test is all that is told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from services.kit.consuming import disconnect
from services.kit.producer import _discard


@asynccontextmanager
async def opened(client: Any) -> AsyncIterator[None]:  # noqa: ANN401 - aiokafka has no annotations.
    """Start a producer, consumer or administrator's client, and close it at the end, also where the start fails.

    What a producer has not sent when a test fails is not waited for: the cluster may be away.
    """
    try:
        await client.start()
        yield
    except BaseException:
        if isinstance(client, AIOKafkaProducer):
            await _discard(client)
        raise
    finally:
        await _close(client)


async def _close(client: Any) -> None:  # noqa: ANN401 - as above.
    if isinstance(client, AIOKafkaAdminClient):
        await client.close()
        return
    try:
        await client.stop()
    finally:
        if isinstance(client, AIOKafkaConsumer):
            await disconnect(client)
