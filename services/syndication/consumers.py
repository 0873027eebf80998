"""What syndication hears: the log of featured items, in order, by one copy at a time, which holds the lease.

No group and no committed offset: the place in the log stands with the items it has led to, since the feed's cursor is that
place. No rule lives here.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from pydantic import ValidationError

from contracts import topics
from contracts.base import decode_open
from contracts.featured import FeaturedItem
from contracts.problems import Problem, ProblemCode
from services.kit import metrics as kit_metrics
from services.kit.bus import PASSING_CODES, PERMANENT_AFTER_ATTEMPTS, Bus
from services.kit.clock import Clock, milliseconds
from services.kit.consuming import opened
from services.kit.dead_letters import DeadLetterLimit
from services.kit.directory_view import assigned
from services.kit.leases import Lease
from services.kit.log_epoch import log_epoch
from services.kit.mongo import TRANSIENT
from services.syndication import metrics
from services.syndication.domain.cursors import Cursor
from services.syndication.operations.hearing import Hearing
from services.syndication.settings import SyndicationSettings
from services.syndication.store.items import ItemStore

log = logging.getLogger(__name__)

TOPIC = topics.FEATURED
POLL_MS = 200
MAX_RECORDS = 200
RETRY_SECONDS = 1.0
METADATA_MAX_AGE_MS = 10_000
LIVE_SECONDS = 3_600.0
PASSING = (KafkaError, OSError, TimeoutError, *TRANSIENT)

CarryOn = Callable[[], Awaitable[None]]


class FeaturedLog:
    """Reads the log for as long as this copy holds the lease, and lets `carry_on` number what was read."""

    def __init__(
        self,
        settings: SyndicationSettings,
        items: ItemStore,
        lease: Lease,
        bus: Bus,
        clock: Clock,
        *,
        hearing: Hearing,
        carry_on: CarryOn,
    ) -> None:
        self._settings = settings
        self._items = items
        self._lease = lease
        self._bus = bus
        self._clock = clock
        self._hearing = hearing
        self._carry_on = carry_on
        self._limit = DeadLetterLimit(settings.dead_letter_max_run, settings.dead_letter_max_ratio)

    async def run(self) -> None:
        """Read for ever; survives the absence of Kafka and of the store, and any other fault."""
        kit_metrics.EVENTS_HANDLED.labels(TOPIC.name)
        kit_metrics.CONSUMER_STOPPED.labels(TOPIC.name).set(0)
        while True:
            try:
                if TOPIC.name in self._bus.stopped:
                    await self._carry_on()
                elif await self._lease.renew():
                    await self._follow()
            except (Problem, *PASSING) as fault:
                log.warning("the log of featured items waits", extra={"fault": repr(fault)})
            except Exception:
                log.exception("hearing failed and begins anew from its place in the log")
            metrics.LEASE_HELD.set(1 if self._lease.held else 0)
            if not self._lease.held:
                # Whoever reads measures the lag; a former reader must not stand by its last number.
                metrics.LOG_LAG.set(0)
            await asyncio.sleep(RETRY_SECONDS)

    async def _follow(self) -> None:
        """Read from the kept place on, until the lease is lost or the log is another one."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._settings.kafka.split(","),
            enable_auto_commit=False,
            auto_offset_reset="none",
            metadata_max_age_ms=METADATA_MAX_AGE_MS,
        )
        async with opened(consumer):
            name = self._settings.topic(TOPIC.name)
            (partition,) = await assigned(consumer, [name])
            epoch = await log_epoch(self._settings.kafka, name)
            place = await self._place(consumer, partition, epoch)
            consumer.seek(partition, place.offset)
            looked = renewed = carried = time.monotonic()
            while TOPIC.name not in self._bus.stopped:
                place, newest_ms = await self._read(consumer, partition, place)
                now = time.monotonic()
                if newest_ms is not None or now - carried > self._settings.syndication_poll_seconds:
                    await self._carry_on()
                    self._measure(newest_ms)
                    carried = now
                if now - renewed > self._settings.syndication_lease_seconds / 3:
                    if not await self._lease.renew():
                        return
                    renewed = now
                metrics.LEASE_HELD.set(1)
                if now - looked > self._settings.syndication_epoch_seconds:
                    if await log_epoch(self._settings.kafka, name) != epoch:
                        return
                    looked = now

    async def _place(self, consumer: AIOKafkaConsumer, partition: TopicPartition, epoch: str) -> Cursor:
        """Where to go on: the kept place, or the log's beginning where it is another log or has lost what was read."""
        known = await self._items.end()
        start = (await consumer.beginning_offsets([partition]))[partition]
        end = (await consumer.end_offsets([partition]))[partition]
        place = Cursor(epoch, start)
        if known is not None and known.epoch == epoch and start <= known.offset <= end:
            place = known
        else:
            log.warning("the log of featured items is read from its start", extra={"known": str(known), "epoch": epoch})
            await self._items.restart(place)
        # Said before anything is read: an event that can never be kept must not hide how many wait behind it.
        metrics.LOG_LAG.set(end - place.offset)
        return place

    async def _read(
        self, consumer: AIOKafkaConsumer, partition: TopicPartition, place: Cursor
    ) -> tuple[Cursor, int | None]:
        """Take over one batch in its order and keep the place after it; with when its newest event was written, in ms."""
        batch = (await consumer.getmany(partition, timeout_ms=POLL_MS, max_records=MAX_RECORDS)).get(partition, ())
        for record in batch:
            await self._take(record, place.epoch)
            place = Cursor(place.epoch, record.offset + 1)
        if batch:
            await self._items.reach(place)
            kit_metrics.EVENTS_HANDLED.labels(TOPIC.name).inc(len(batch))
        metrics.LOG_LAG.set(max(0, (consumer.highwater(partition) or 0) - place.offset))
        return place, batch[-1].timestamp if batch else None

    def _measure(self, newest_ms: int | None) -> None:
        """Say how old a batch was when the last subscriber had its numbers; reading an old log again says nothing of that."""
        if newest_ms is None:
            return
        age_seconds = max(0.0, (milliseconds(self._clock.now()) - newest_ms) / 1_000)
        kit_metrics.EVENT_LAG_SECONDS.labels(TOPIC.name).set(age_seconds)
        if age_seconds < LIVE_SECONDS:
            metrics.FEATURED_TO_NUMBERED_SECONDS.observe(age_seconds)

    async def _take(self, record: ConsumerRecord, epoch: str) -> None:
        """Hear one event; what cannot be read or kept is set aside, and too much of that stops the copy."""
        problem = await self._attempt(record, epoch) if record.value is not None else None
        if self._limit.passed(failed=problem is not None):
            self._bus.stopped.add(TOPIC.name)
            kit_metrics.CONSUMER_STOPPED.labels(TOPIC.name).set(1)
            raise Problem(ProblemCode.HANDLER_FAILED, reason="stopped by its dead letters")
        if problem is not None:
            await self._bus.set_aside(TOPIC, record, problem)

    async def _attempt(self, record: ConsumerRecord, epoch: str) -> Problem | None:
        try:
            state = decode_open(FeaturedItem, record.value)
        except ValidationError as fault:
            return Problem(ProblemCode.UNREADABLE_EVENT, reason=str(fault))
        failure: Problem | None = None
        for attempt in range(1, PERMANENT_AFTER_ATTEMPTS + 1):
            try:
                await self._hearing.hear(state, epoch, record.offset)
            except Problem as problem:
                if problem.code in PASSING_CODES:
                    raise
                return problem
            except PASSING:
                raise
            except Exception as fault:
                log.exception("an event could not be kept", extra={"offset": record.offset, "attempt": attempt})
                failure = Problem(ProblemCode.HANDLER_FAILED, reason=repr(fault))
            else:
                return None
        return failure
