"""Kafka for a service: FastStream for wiring, batches for speed, dead letters for what cannot be read.

At least once: a batch is committed when each of its events is handled or set aside. One key's events stay in order.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiokafka import ConsumerRecord as Record
from aiokafka.errors import KafkaError
from faststream import AckPolicy, StreamMessage
from faststream.kafka import KafkaBroker
from pydantic import ValidationError

from contracts.base import Contract, decode_open
from contracts.envelope import read_envelope
from contracts.problems import Problem, ProblemCode
from contracts.topics import Topic
from services.kit import metrics
from services.kit.clock import Clock, milliseconds
from services.kit.dead_letters import DeadLetterLimit, dead_letter
from services.kit.settings import ServiceSettings

log = logging.getLogger(__name__)

Handler = Callable[[Any, Record], Awaitable[None]]

BATCH_RECORDS = 300
BATCH_BYTES = 131_072
CONCURRENT_KEYS = 64
PERMANENT_AFTER_ATTEMPTS = 3
FIRST_BACKOFF_SECONDS = 0.2
MAX_BACKOFF_SECONDS = 10.0
MAX_POLL_INTERVAL_MS = 1_800_000
START_BACKOFF_SECONDS = 1.0


class ConsumerStopped(Exception):  # noqa: N818 - a state of the consumer, raised so that its batch is not committed.
    """Too many dead letters: the consumer stops where it is, and a person is called."""


class Bus:
    """One service's connection to Kafka. Topics are named without the run's prefix everywhere but here."""

    def __init__(self, settings: ServiceSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._subscribers: list[Any] = []
        self.stopped: set[str] = set()
        self.broker = KafkaBroker(
            settings.kafka.split(","),
            apply_types=False,
            enable_idempotence=True,
            acks="all",
            linger_ms=2,
            max_batch_size=BATCH_BYTES,
            max_request_size=4 * 1_048_576,
            compression_type="lz4",
            allow_auto_create_topics=False,
            graceful_timeout=settings.stop_grace_seconds,
            log_level=logging.DEBUG,
            logger=log,
        )

    async def start(self) -> None:
        """Connect and begin to consume; waits for Kafka however long it is away."""
        while True:
            try:
                await self.broker.start()
            except (KafkaError, OSError) as fault:
                log.warning("kafka is away", extra={"fault": repr(fault)})
                await asyncio.sleep(START_BACKOFF_SECONDS)
            else:
                return

    async def stop(self) -> None:
        """Finish the batches at hand and close."""
        await self.broker.stop()

    async def ping(self) -> bool:
        """Whether the cluster answers and no consumer has been stopped by its dead letters."""
        try:
            return await self.broker.ping(timeout=2.0) and not self.stopped
        except (KafkaError, OSError, AssertionError):
            return False

    async def send(
        self, topic: str, key: str, headers: Sequence[tuple[str, str]], body: bytes
    ) -> "asyncio.Future[Any]":
        """Begin to send one event; the future ends when the cluster has acknowledged it."""
        return await self.broker.publish(
            body,
            self._settings.topic(topic),
            key=key.encode(),
            headers=dict(headers),
            no_confirm=True,
        )

    def subscribe(self, topic: Topic, group: str, handler: Handler) -> None:
        """Hand every event of `topic` to `handler(event, record)`, at least once, in order of each key.

        `handler` raises Problem(store_away) for faults that pass, which backs off in place. Any other problem, and a body
        that cannot be read, makes a dead letter of that record alone. Too many of those stop the consumer.
        """
        limit = DeadLetterLimit(self._settings.dead_letter_max_run, self._settings.dead_letter_max_ratio)

        async def raw(message: StreamMessage[tuple[Record, ...]]) -> tuple[Record, ...]:
            return message.raw_message

        async def consume(records: tuple[Record, ...]) -> None:
            if topic.name in self.stopped:
                raise ConsumerStopped(topic.name)
            await self._consume(topic, records, handler, limit)

        subscriber = self.broker.subscriber(
            self._settings.topic(topic.name),
            group_id=f"{self._settings.prefix}{group}",
            batch=True,
            max_records=BATCH_RECORDS,
            auto_offset_reset="earliest",
            ack_policy=AckPolicy.NACK_ON_ERROR,
            max_poll_interval_ms=MAX_POLL_INTERVAL_MS,
            session_timeout_ms=30_000,
            no_reply=True,
            decoder=raw,
        )
        subscriber(consume)
        self._subscribers.append(subscriber)

    async def _consume(
        self, topic: Topic, records: tuple[Record, ...], handler: Handler, limit: DeadLetterLimit
    ) -> None:
        lanes: dict[bytes | None, list[Record]] = {}
        for record in records:
            lanes.setdefault(record.key, []).append(record)
        room = asyncio.Semaphore(CONCURRENT_KEYS)

        async def follow(lane: list[Record]) -> None:
            async with room:
                for record in lane:
                    await self._handle(topic, record, handler, limit)

        await asyncio.gather(*(follow(lane) for lane in lanes.values()))
        newest = max(record.timestamp for record in records)
        metrics.EVENT_LAG_SECONDS.labels(topic.name).set(max(0, milliseconds(self._clock.now()) - newest) / 1_000)
        metrics.EVENTS_HANDLED.labels(topic.name).inc(len(records))

    async def _handle(self, topic: Topic, record: Record, handler: Handler, limit: DeadLetterLimit) -> None:
        if record.value is None:
            return
        problem = await self._attempt(topic, record, handler)
        if limit.passed(failed=problem is not None):
            self.stopped.add(topic.name)
            metrics.CONSUMER_STOPPED.labels(topic.name).set(1)
            log.error("consumer stopped by its dead letters", extra={"topic": topic.name, "offset": record.offset})
            raise ConsumerStopped(topic.name)
        if problem:
            await self._set_aside(topic, record, problem)

    async def _attempt(self, topic: Topic, record: Record, handler: Handler) -> Problem | None:
        """Handle one record until it is done; the problem where it never can be."""
        envelope = read_envelope(record.headers)
        if envelope is None:
            return Problem(ProblemCode.UNREADABLE_EVENT, reason="headers")
        metrics.adopt_traceparent(envelope.traceparent)
        try:
            event: Contract = decode_open(topic.event, record.value)
        except ValidationError as fault:
            return Problem(ProblemCode.UNREADABLE_EVENT, reason=str(fault)[:500])
        backoff_seconds, attempts = FIRST_BACKOFF_SECONDS, 0
        while True:
            try:
                await handler(event, record)
            except Problem as problem:
                if problem.code is not ProblemCode.STORE_AWAY:
                    return problem
            except Exception as fault:
                attempts += 1
                log.exception("handler failed", extra={"topic": topic.name, "offset": record.offset})
                if attempts >= PERMANENT_AFTER_ATTEMPTS:
                    return Problem(ProblemCode.HANDLER_FAILED, reason=repr(fault)[:500])
            else:
                return None
            metrics.EVENT_RETRIES.labels(topic.name).inc()
            await asyncio.sleep(backoff_seconds)
            backoff_seconds = min(backoff_seconds * 2, MAX_BACKOFF_SECONDS)

    async def _set_aside(self, topic: Topic, record: Record, problem: Problem) -> None:
        letter = dead_letter(record, problem, self._clock.now())
        sent = await self.broker.publish(
            letter.value,
            self._settings.topic(topic.dead),
            key=record.key,
            headers=letter.headers,
            no_confirm=True,
        )
        await sent
        metrics.DEAD_LETTERS.labels(topic.name, problem.code.value).inc()
        log.error("dead letter", extra={"topic": topic.name, "offset": record.offset, "code": problem.code.value})
