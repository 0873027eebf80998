"""A bounded job over the decision log: from its beginning to a moment or to its present end, with the same loop as a replica."""

from dataclasses import dataclass
from datetime import datetime

from aiokafka import AIOKafkaConsumer, TopicPartition

from contracts import topics
from contracts.editions import indicators
from services.aggregation.counting import CheckpointListener, CountingLoop
from services.aggregation.domain.cuts import Cut
from services.aggregation.domain.ledger import Ledger
from services.aggregation.replica import MAX_RECORDS, decision_consumer
from services.kit.clock import milliseconds
from services.kit.consuming import opened
from services.kit.directory_view import assigned
from services.kit.log_epoch import log_epoch
from services.kit.settings import ServiceSettings

POLL_MS = 1_000


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What a job over the log came to."""

    ledger: Ledger
    cut: Cut
    decisions: int


async def reckon(
    settings: ServiceSettings, until: datetime | None = None, on_checkpoint: CheckpointListener | None = None
) -> Reckoning:
    """Count the log from offset 0 to its end now, or to the last decision appended not after `until`.

    `moderation.decisions.v1` carries the broker's append time, so "appended by then" is the same for every reader.
    `on_checkpoint` hears the digests at every 1,000th offset, as a replica records them.
    """
    consumer = decision_consumer(settings)
    async with opened(consumer):
        topic = settings.topic(topics.DECISIONS.name)
        partitions = await assigned(consumer, [topic])
        epoch = await log_epoch(settings.kafka, topic)
        ends = await consumer.end_offsets(partitions)
        stops = dict(ends) if until is None else await _stops(consumer, ends, until)
        await consumer.seek_to_beginning(*partitions)
        ledger = Ledger(indicators())
        loop = CountingLoop(ledger, on_checkpoint)
        reached = await consumer.beginning_offsets(partitions)
        while any(reached[partition] < stops[partition] for partition in partitions):
            batch = await consumer.getmany(timeout_ms=POLL_MS, max_records=MAX_RECORDS)
            for partition, records in batch.items():
                wanted = [record for record in records if record.offset < stops[partition]]
                loop.take(partition.partition, wanted)
                reached[partition] = records[-1].offset + 1
        cut = Cut(epoch, tuple(stops[one] for one in sorted(partitions, key=_number)))
    return Reckoning(ledger, cut, loop.applied + loop.ignored)


async def _stops(
    consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int], until: datetime
) -> dict[TopicPartition, int]:
    # Kafka takes times before 1970 for other questions; nothing was appended then.
    after = max(0, milliseconds(until) + 1)
    found = await consumer.offsets_for_times(dict.fromkeys(ends, after))
    return {partition: found[partition].offset if found.get(partition) else end for partition, end in ends.items()}


def _number(partition: TopicPartition) -> int:
    return int(partition.partition)
