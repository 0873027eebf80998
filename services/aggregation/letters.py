"""Dead letters of decisions that cannot be read, written by the leased replica alone and once for all replicas."""

import asyncio
import logging

from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.errors import OffsetOutOfRangeError

from contracts import topics
from contracts.problems import Problem, ProblemCode
from services.aggregation.replica import Replica, decision_consumer
from services.aggregation.settings import AggregationSettings
from services.aggregation.store import AggregationStore
from services.kit.bus import Bus
from services.kit.consuming import opened
from services.kit.leases import Lease

log = logging.getLogger(__name__)

READ_SECONDS = 10.0


class Letters:
    """Writes the letter of each unreadable decision; its id is the decision's epoch, partition and offset."""

    def __init__(
        self, settings: AggregationSettings, replica: Replica, store: AggregationStore, bus: Bus, lease: Lease
    ) -> None:
        self._settings = settings
        self._replica = replica
        self._store = store
        self._bus = bus
        self._lease = lease
        self._written: set[str] = set()

    async def write(self) -> None:
        """Write the letters that are not written yet. Raises KafkaError, OSError, Problem(store_away) for the next round."""
        if not self._replica.ready.is_set():
            return
        epoch = self._replica.epoch
        for partition, offset in sorted(self._replica.ledger.unreadable):
            name = f"{epoch}:{partition}:{offset}"
            if name in self._written:
                continue
            if not self._lease.held:
                return
            if not await self._store.has_letter(name):
                await self._write(partition, offset)
                await self._store.letter_written(name)
            self._written.add(name)

    async def _write(self, partition: int, offset: int) -> None:
        try:
            record = await self._read(partition, offset)
        except OffsetOutOfRangeError:
            # The log has lost its beginning; there is nothing left to set aside, and the mark stays.
            log.exception("the unreadable decision is gone", extra={"partition": partition, "offset": offset})
            return
        await self._bus.set_aside(topics.DECISIONS, record, Problem(ProblemCode.UNREADABLE_EVENT, reason="decision"))

    async def _read(self, partition: int, offset: int) -> ConsumerRecord:
        where = TopicPartition(self._settings.topic(topics.DECISIONS.name), partition)
        consumer = decision_consumer(self._settings)
        async with opened(consumer), asyncio.timeout(READ_SECONDS):
            consumer.assign([where])
            consumer.seek(where, offset)
            return await consumer.getone(where)
