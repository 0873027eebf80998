"""Kafka for a service: FastStream for wiring, batches for speed, dead letters for what cannot be read.

At least once: a batch is committed when each of its events is handled or set aside. One key's events stay in order.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import Any

from aiokafka import ConsumerRecord as Record
from aiokafka.errors import KafkaError
from faststream import AckPolicy, StreamMessage
from faststream.kafka import KafkaBroker
from faststream.kafka.message import KafkaAckableMessage
from pydantic import ValidationError

from contracts.base import Contract, decode_open
from contracts.envelope import read_envelope
from contracts.problems import Problem, ProblemCode
from contracts.topics import Topic
from services.kit import metrics
from services.kit.clients import started
from services.kit.clock import Clock, milliseconds
from services.kit.consuming import disconnect, is_broken
from services.kit.dead_letters import DeadLetterLimit, dead_letter
from services.kit.mongo import TRANSIENT
from services.kit.producer import Producer
from services.kit.settings import ServiceSettings

log = logging.getLogger(__name__)

Handler = Callable[[Any, Record], Awaitable[None]]

BATCH_RECORDS = 300
CONCURRENT_KEYS = 64
PERMANENT_AFTER_ATTEMPTS = 3
FIRST_BACKOFF_SECONDS = 0.2
MAX_BACKOFF_SECONDS = 10.0
MAX_POLL_INTERVAL_MS = 1_800_000
START_BACKOFF_SECONDS = 1.0
STOPPED_PAUSE_SECONDS = 30.0
WATCH_SECONDS = 5.0
FLUSH_SECONDS = 1.0
PING_SECONDS = 2.0
PASSING_CODES = frozenset({ProblemCode.STORE_AWAY, ProblemCode.NOT_READY})


class ConsumerStopped(Exception):  # noqa: N818 - a state of the consumer, raised so that its batch is not committed.
    """Too many dead letters: the consumer stops where it is, and a person is called."""


class BusClosing(Exception):  # noqa: N818 - a state of the bus, raised so that its batch is not committed.
    """The service stops while an event waits for a fault to pass; the event comes again at the next start."""


class Bus:
    """One service's connection to Kafka. Topics are named without the run's prefix everywhere but here."""

    def __init__(self, settings: ServiceSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._topics: set[str] = set()
        self._closing = asyncio.Event()
        self._producer = Producer(settings)
        self._subscribers: list[Any] = []
        self._watching: asyncio.Task[None] | None = None
        self._started = False
        self._letters_elsewhere: set[str] = set()
        self.stopped: set[str] = set()
        self.broker = KafkaBroker(
            settings.kafka.split(","),
            apply_types=False,
            consumer_only=True,
            allow_auto_create_topics=False,
            graceful_timeout=settings.stop_grace_seconds,
            log_level=logging.DEBUG,
            logger=log,
        )

    async def start(self) -> None:
        """Connect and begin to consume; waits for Kafka and for the topics however long they are away."""
        self._closing.clear()
        try:
            while True:
                if await self._try_to_start():
                    break
                await asyncio.sleep(START_BACKOFF_SECONDS)
        except BaseException:
            await self.stop()
            raise
        self._watching = asyncio.create_task(self._watch())
        self._started = True

    async def _try_to_start(self) -> bool:
        try:
            await self._producer.start()
            missing = self._topics - await self._producer.topics()
            if missing:
                log.warning("topics are not provisioned yet", extra={"topics": sorted(missing)})
                return False
            await started(self.broker.start())
        except (KafkaError, OSError) as fault:
            log.warning("kafka is away", extra={"fault": repr(fault)})
            # What did start must not be started a second time beside itself.
            await self._stop_consuming()
            return False
        return True

    async def stop(self) -> None:
        """Finish the batches at hand and close; what waits for a fault to pass comes again at the next start."""
        self._started = False
        self._closing.set()
        if self._watching:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await self._stop_consuming()
        # What the relay could not send in its own time is in its documents: there is no second time to wait.
        await self._producer.stop(FLUSH_SECONDS)

    async def _stop_consuming(self) -> None:
        consumers = [subscriber.consumer for subscriber in self._subscribers if subscriber.consumer]
        try:
            with contextlib.suppress(ExceptionGroup):
                await self.broker.stop()
        finally:
            for consumer in consumers:
                await disconnect(consumer)

    async def _watch(self) -> None:
        """Replace a consumer that broke: aiokafka takes up no coordination again that ended with a fault of its own."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            for subscriber in self._subscribers:
                if not is_broken(subscriber.consumer):
                    continue
                log.error("consumer broke and is replaced", extra={"topics": subscriber.topic_names})
                try:
                    await _let_go(subscriber)
                    await started(subscriber.start())
                except Exception as fault:  # noqa: BLE001 - whatever it is, the next round tries again.
                    log.warning("consumer not replaced yet", extra={"fault": repr(fault)})
                    with contextlib.suppress(Exception):
                        await _let_go(subscriber)

    async def ping(self) -> bool:
        """Whether the bus has started, the cluster answers, and every consumer reads: none broke or has been stopped."""
        reads = not self.stopped and not any(is_broken(subscriber.consumer) for subscriber in self._subscribers)
        return self._started and reads and await self._producer.ping(PING_SECONDS)

    async def send(
        self, topic: str, key: str, headers: Sequence[tuple[str, str]], body: bytes
    ) -> "asyncio.Future[Any]":
        """Begin to send one event; the future ends when the cluster has acknowledged it. Raises KafkaError."""
        encoded = [(name, value.encode()) for name, value in headers]
        return await self._producer.send(self._settings.topic(topic), key.encode(), encoded, body)

    def subscribe(self, topic: Topic, group: str, handler: Handler, *, letters_elsewhere: bool = False) -> None:
        """Hand every event of `topic` to `handler(event, record)`, at least once, in order of each key.

        `handler` raises Problem(store_away) for faults that pass, which backs off in place. Any other problem, and a body
        that cannot be read, makes a dead letter of that record alone. Too many of those stop the consumer.
        `letters_elsewhere` tells that another service writes the one letter of a body that nobody can read.
        """
        limit = DeadLetterLimit(self._settings.dead_letter_max_run, self._settings.dead_letter_max_ratio)
        if letters_elsewhere:
            self._letters_elsewhere.add(topic.name)
        metrics.CONSUMER_STOPPED.labels(topic.name).set(0)
        # A consumer that never finished an event is told from one that is not there.
        metrics.EVENTS_HANDLED.labels(topic.name)

        async def parse(records: tuple[Record, ...]) -> KafkaAckableMessage:
            # FastStream's own parser fails on a header that is not UTF-8, before anybody could set the record aside.
            return KafkaAckableMessage(body=b"", raw_message=records, consumer=subscriber.consumer)

        async def raw(message: StreamMessage[tuple[Record, ...]]) -> tuple[Record, ...]:
            return message.raw_message

        async def consume(records: tuple[Record, ...]) -> None:
            if topic.name in self.stopped:
                await self._pause(STOPPED_PAUSE_SECONDS)
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
            session_timeout_ms=round(self._settings.session_timeout_seconds * 1_000),
            no_reply=True,
            parser=parse,
            decoder=raw,
        )
        subscriber(consume)
        self._subscribers.append(subscriber)
        self._topics |= {self._settings.topic(topic.name), self._settings.topic(topic.dead)}

    async def _pause(self, seconds: float) -> None:
        """Wait, but not longer than the service runs. Raises BusClosing."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._closing.wait(), seconds)
            raise BusClosing

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

        try:
            # A lane that fails ends the others: the whole batch comes again, and no key may then be handled twice at once.
            async with asyncio.TaskGroup() as group:
                for lane in lanes.values():
                    group.create_task(follow(lane))
        except ExceptionGroup as faults:
            raise faults.exceptions[0] from None
        newest = max(record.timestamp for record in records)
        metrics.EVENT_LAG_SECONDS.labels(topic.name).set(max(0, milliseconds(self._clock.now()) - newest) / 1_000)
        metrics.EVENTS_HANDLED.labels(topic.name).inc(len(records))

    async def _handle(self, topic: Topic, record: Record, handler: Handler, limit: DeadLetterLimit) -> None:
        if record.value is None:
            return
        problem, attempt = await self._attempt(topic, record, handler)
        if limit.passed(failed=problem is not None):
            self.stopped.add(topic.name)
            metrics.CONSUMER_STOPPED.labels(topic.name).set(1)
            log.error("consumer stopped by its dead letters", extra={"topic": topic.name, "offset": record.offset})
            raise ConsumerStopped(topic.name)
        if problem and problem.code is ProblemCode.UNREADABLE_EVENT and topic.name in self._letters_elsewhere:
            log.error("unreadable, and set aside elsewhere", extra={"topic": topic.name, "offset": record.offset})
        elif problem:
            await self._surely_set_aside(topic, record, problem, attempt)

    async def _attempt(self, topic: Topic, record: Record, handler: Handler) -> tuple[Problem | None, int]:
        """Handle one record until it is done; the problem where it never can be, and the attempt that found it."""
        event = _read(topic, record)
        if isinstance(event, Problem):
            return event, 1
        backoffs, attempt, failures = _backoffs(), 0, 0
        while True:
            attempt += 1
            try:
                await handler(event, record)
            except Exception as fault:
                lasting = not _passes(fault)
                failures += lasting
                about = {"topic": topic.name, "partition": record.partition, "offset": record.offset}
                log.warning("handler failed", extra=about | {"fault": repr(fault)}, exc_info=lasting)
                if lasting and isinstance(fault, Problem):
                    return fault, attempt
                if failures >= PERMANENT_AFTER_ATTEMPTS:
                    return Problem(ProblemCode.HANDLER_FAILED, reason=repr(fault)), attempt
            else:
                return None, attempt
            metrics.EVENT_RETRIES.labels(topic.name).inc()
            await self._pause(next(backoffs))

    async def _surely_set_aside(self, topic: Topic, record: Record, problem: Problem, attempt: int) -> None:
        """Write a dead letter however long that takes, so that neither its batch nor its limit meets the record twice."""
        backoffs = _backoffs()
        while True:
            try:
                await self.set_aside(topic, record, problem, attempt)
            except Exception as fault:  # noqa: BLE001 - a letter that cannot be written holds up its lane and is not lost.
                log.warning("dead letter not written", extra={"topic": topic.name, "fault": repr(fault)})
                metrics.EVENT_RETRIES.labels(topic.name).inc()
                await self._pause(next(backoffs))
            else:
                return

    async def set_aside(self, topic: Topic, record: Record, problem: Problem, attempt: int = 1) -> None:
        """Write the dead letter of a record and wait for its acknowledgement. Raises KafkaError."""
        letter = dead_letter(record, problem, self._clock.now(), attempt)
        name = self._settings.topic(topic.dead)
        await (await self._producer.send(name, record.key, letter.headers, letter.value))
        metrics.DEAD_LETTERS.labels(topic.name, problem.code.value).inc()
        log.error("dead letter", extra={"topic": topic.name, "offset": record.offset, "code": problem.code.value})


async def _let_go(subscriber: Any) -> None:  # noqa: ANN401 - FastStream offers no public name of the class.
    """End a subscriber and its consumer, whatever state that is in."""
    consumer = subscriber.consumer
    try:
        await subscriber.stop()
    finally:
        subscriber.consumer = None
        if consumer:
            await disconnect(consumer)


def _backoffs() -> Iterator[float]:
    """Ever longer pauses, in seconds, without end."""
    seconds = FIRST_BACKOFF_SECONDS
    while True:
        yield seconds
        seconds = min(seconds * 2, MAX_BACKOFF_SECONDS)


def _read(topic: Topic, record: Record) -> Contract | Problem:
    """The event in a record, or why it cannot be read. The trace that it belongs to goes on."""
    envelope = read_envelope([(name, value) for name, value in record.headers if value is not None])
    if envelope is None:
        return Problem(ProblemCode.UNREADABLE_EVENT, reason="headers")
    metrics.adopt_traceparent(envelope.traceparent)
    try:
        return decode_open(topic.event, record.value)
    except ValidationError as fault:
        return Problem(ProblemCode.UNREADABLE_EVENT, reason=str(fault))


def _passes(fault: Exception) -> bool:
    """Whether a handler's fault ends by itself, so that waiting helps and a person does not."""
    if isinstance(fault, Problem):
        return fault.code in PASSING_CODES
    if isinstance(fault, KafkaError):
        return bool(fault.retriable)
    return isinstance(fault, (ConnectionError, TimeoutError, *TRANSIENT))
