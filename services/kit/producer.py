"""Sending to Kafka: one idempotent producer that outlives every absence of the cluster, and is replaced where it broke.

FastStream's own publisher adds headers and takes text only; events and dead letters need their exact bytes.
"""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError

from services.kit.clients import started
from services.kit.settings import ServiceSettings

log = logging.getLogger(__name__)

Headers = Sequence[tuple[str, bytes | None]]

BATCH_BYTES = 131_072
MAX_REQUEST_BYTES = 4 * 1_048_576
LINGER_MS = 2
REQUEST_TIMEOUT_MS = 40_000


class Producer:
    """Acknowledged by all replicas, in order of each partition, without duplicates while the process lives."""

    def __init__(self, settings: ServiceSettings) -> None:
        self._servers = settings.kafka.split(",")
        self._client: Any = None
        self._replacing = asyncio.Lock()

    async def start(self) -> None:
        """Connect, unless connected. Raises KafkaError or OSError while the cluster is away."""
        if self._client is None:
            self._client = await self._connected()

    async def send(self, topic: str, key: bytes | None, headers: Headers, value: bytes | None) -> "asyncio.Future[Any]":
        """Begin to send one record; the future ends when the cluster has acknowledged it, however long it is away.

        Raises KafkaError where the record cannot even be queued: not started, topic unknown, queue full for long.
        """
        if self._client is None:
            raise KafkaConnectionError("not connected yet")
        if _broken(self._client):
            await self._replace()
        sent: asyncio.Future[Any] = await self._client.send(topic, value, key=key, headers=list(headers))
        return sent

    async def ping(self, timeout_seconds: float) -> bool:
        """Whether the cluster answers."""
        if self._client is None:
            return False
        try:
            return bool(await asyncio.wait_for(self._client.client.force_metadata_update(), timeout_seconds))
        except TimeoutError:
            return False

    async def topics(self) -> set[str]:
        """Every topic that exists; asking creates none. Raises KafkaError."""
        metadata = await self._client.client.fetch_all_metadata()
        return set(metadata.topics())

    async def stop(self, grace_seconds: float) -> None:
        """Wait for acknowledgements, for at most `grace_seconds`; whoever waits for a later one gets KafkaConnectionError."""
        client, self._client = self._client, None
        if client is None:
            return
        try:
            await asyncio.wait_for(client.flush(), grace_seconds)
        except TimeoutError:
            log.warning("stopped with events unacknowledged")
        await _discard(client)

    async def _connected(self) -> Any:  # noqa: ANN401 - aiokafka has no annotations.
        client = AIOKafkaProducer(
            bootstrap_servers=self._servers,
            enable_idempotence=True,
            acks="all",
            linger_ms=LINGER_MS,
            request_timeout_ms=REQUEST_TIMEOUT_MS,
            max_batch_size=BATCH_BYTES,
            max_request_size=MAX_REQUEST_BYTES,
            compression_type="lz4",
        )
        try:
            await started(client.start())
        except BaseException:
            await _discard(client)
            raise
        return client

    async def _replace(self) -> None:
        async with self._replacing:
            if self._client is not None and _broken(self._client):
                log.error("producer broke and is replaced")
                fresh = await self._connected()
                broken, self._client = self._client, fresh
                await _discard(broken)


def _broken(client: Any) -> bool:  # noqa: ANN401 - aiokafka has no annotations.
    # aiokafka ends its sender on faults it calls fatal and then refuses every record for ever; it has no public word for it.
    return bool(client._sender.sender_task.done())  # noqa: SLF001


async def _discard(client: Any) -> None:  # noqa: ANN401 - aiokafka has no annotations.
    """Close at once. What is queued fails, since aiokafka would wait for ever for a cluster that is away."""
    client._message_accumulator.fail_all(KafkaConnectionError("stopped"))  # noqa: SLF001 - aiokafka only offers to wait.
    with contextlib.suppress(Exception):
        await client.stop()
    with contextlib.suppress(Exception):
        await client.client.close()
