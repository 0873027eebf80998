"""Topics for benchmarks: made, filled and removed on the real Kafka."""

import secrets
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from contracts import topics
from contracts.envelope import Envelope, event_id
from services.kit import topics as provisioning
from services.kit.clock import SystemClock
from services.kit.settings import ServiceSettings
from tests.load.decisions import LoggedDecision

WINDOW = 5_000


@asynccontextmanager
async def fresh_log(settings: ServiceSettings, decisions: Iterable[LoggedDecision]) -> AsyncIterator[ServiceSettings]:
    """Settings with a prefix of their own, under which the decision log holds `decisions`; removed at the end."""
    own = settings.model_copy(update={"prefix": f"bench-{secrets.token_hex(4)}-"})
    await provisioning.apply(own)
    try:
        await fill(own, decisions)
        yield own
    finally:
        await provisioning.remove(own)


async def remove_repartitions(settings: ServiceSettings) -> None:
    """Delete what Quix Streams made beside the log: topics with this run's prefix inside their names."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka)
    await admin.start()
    try:
        names = [
            name
            for name in await admin.list_topics()
            if settings.prefix in name and not name.startswith(settings.prefix)
        ]
        if names:
            await admin.delete_topics(names)
    finally:
        await admin.close()


async def fill(settings: ServiceSettings, decisions: Iterable[LoggedDecision]) -> None:
    """Append decisions with the headers that moderation's relay gives them."""
    producer = AIOKafkaProducer(
        bootstrap_servers=settings.kafka,
        enable_idempotence=True,
        linger_ms=5,
        max_batch_size=131_072,
        max_request_size=4 << 20,
    )
    await producer.start()
    now, name = SystemClock().now(), settings.topic(topics.DECISIONS.name)
    try:
        sent = []
        for key, revision, body in decisions:
            kind = topics.DECISIONS.event_type
            envelope = Envelope(event_id(key.decode(), revision, kind), "moderation", kind, key.decode(), now)
            sent.append(await producer.send(name, body, key=key, headers=envelope.headers()))
            if len(sent) >= WINDOW:
                await sent[0]
                del sent[0]
        await producer.flush()
    finally:
        await producer.stop()
