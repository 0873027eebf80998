"""A replica: reads every partition of the decision log by hand, keeps the ledger, and knows the cut it has reached.

It belongs to no consumer group and commits nothing: a snapshot and the log are all it needs. Nothing is answered before every
partition has a cut.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from contracts import topics
from services.aggregation import metrics
from services.aggregation.counting import CountingLoop, LogRecord
from services.aggregation.domain.batches import apply_record
from services.aggregation.domain.cuts import Cut
from services.aggregation.domain.ledger import Ledger
from services.aggregation.domain.snapshot import Restoring, Snapshot
from services.aggregation.settings import AggregationSettings
from services.aggregation.snapshots import SnapshotShelf
from services.kit.consuming import opened
from services.kit.directory_view import assigned
from services.kit.log_epoch import log_epoch
from services.kit.settings import ServiceSettings

log = logging.getLogger(__name__)

POLL_MS = 500
MAX_RECORDS = 2_000
FETCH_BYTES = 4 * 1_048_576
METADATA_MAX_AGE_MS = 10_000
RETRY_SECONDS = 1.0
LIVE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The digests of one partition at one offset, to be recorded or compared."""

    name: str
    standings: str
    figures: str


class Replica:
    """The ledger and how far it has read. `changed` is set anew with every batch; readers wait on it.

    `heard_at` is the moment (seconds since 1970, this machine's clock) until which nothing newer in the log is missing here.
    """

    def __init__(
        self, settings: AggregationSettings, shelf: SnapshotShelf, indicators: Sequence[str], code_version: str
    ) -> None:
        self._settings = settings
        self._shelf = shelf
        self._indicators = tuple(indicators)
        self.code_version = code_version
        self._started = time.monotonic()
        self._trusts_snapshots = True
        self.checkpoints: asyncio.Queue[Checkpoint] = asyncio.Queue()
        self.ready = asyncio.Event()
        self.changed = asyncio.Event()
        self._begin("")

    def _begin(self, epoch: str) -> None:
        """Forget everything: a new log is a new world."""
        self.ready.clear()
        self.epoch = epoch
        self.ledger = Ledger(self._indicators)
        self._loop = CountingLoop(self.ledger, self._note)
        self._next: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._at_end: set[int] = set()
        self.heard_at: float | None = None

    @property
    def cut(self) -> Cut:
        """How far every partition has been read."""
        return Cut(self.epoch, tuple(offset for _partition, offset in sorted(self._next.items())))

    @property
    def partitions(self) -> list[int]:
        """The partitions of the log."""
        return sorted(self._next)

    def next_offset(self, partition: int) -> int:
        """The next offset to read of a partition."""
        return self._next[partition]

    def known_until(self, now: datetime) -> datetime | None:
        """Until when nothing newer in the log is missing here, where the reader's clock says `now`; None before the first look."""
        if self.heard_at is None:
            return None
        # The log's answers are timed by this machine's own clock, what readers see by the service's.
        return now - timedelta(seconds=max(0.0, time.time() - self.heard_at))

    async def wait_for(self, wanted: Cut, seconds: float) -> bool:
        """Wait until this replica has seen all of `wanted`; false when that takes longer than `seconds`."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not self.cut.covers(wanted):
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or wanted.epoch != self.epoch:
                return False
            try:
                await asyncio.wait_for(self.next_change(), left)
            except TimeoutError:
                return self.cut.covers(wanted)
        return True

    async def next_change(self) -> None:
        """Wait for the next batch."""
        await self.changed.wait()

    async def run(self) -> None:
        """Read for ever; survives Kafka's absence, and begins anew when the log is another one."""
        while True:
            try:
                await self._run_once()
            except (KafkaError, OSError) as fault:
                log.warning("the decision log is away", extra={"fault": repr(fault)})
                await asyncio.sleep(RETRY_SECONDS)
            except Exception:
                # What was half done must not be shown: figures then stop rather than lie.
                log.exception("counting failed and begins anew, from the log alone")
                metrics.COUNTING_FAILURES.inc()
                self._trusts_snapshots = False
                self._begin("")
                await asyncio.sleep(RETRY_SECONDS)

    async def _run_once(self) -> None:
        topic = self._settings.topic(topics.DECISIONS.name)
        consumer = decision_consumer(self._settings)
        async with opened(consumer):
            partitions = await assigned(consumer, [topic])
            epoch = await log_epoch(self._settings.kafka, topic)
            starts, ends = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
            if epoch != self.epoch or not self._lies_within(starts, ends):
                self._begin(epoch)
                await self._open(consumer, starts, ends)
            await self._follow(consumer, partitions)

    def _lies_within(self, starts: dict[TopicPartition, int], ends: dict[TopicPartition, int]) -> bool:
        """Whether the log still holds what comes next in every partition; not so after it lost its tail."""
        known = [one for one in starts if one.partition in self._next]
        return bool(known) and all(starts[one] <= self._next[one.partition] <= ends[one] for one in known)

    async def _open(
        self, consumer: AIOKafkaConsumer, starts: dict[TopicPartition, int], ends: dict[TopicPartition, int]
    ) -> None:
        """Start every partition from its newest usable snapshot, or from the beginning of the log."""
        restoring = Restoring(self.ledger)
        for partition, start in starts.items():
            number = partition.partition
            self._next[number] = start
            snapshot = await self._shelf.newest(self.epoch, number) if self._trusts_snapshots else None
            if snapshot is not None and _restore(restoring, snapshot, start, ends[partition]):
                self._next[number] = snapshot.offset
        await self._read_again(consumer)

    async def _read_again(self, consumer: AIOKafkaConsumer) -> None:
        """Try once more what an older code could not read."""
        topic = self._settings.topic(topics.DECISIONS.name)
        for number, offset in sorted(self.ledger.unreadable):
            partition = TopicPartition(topic, number)
            consumer.seek(partition, offset)
            found = await consumer.getmany(partition, timeout_ms=POLL_MS * 10, max_records=1)
            for records in found.values():
                if records[0].offset == offset:
                    self.ledger.unreadable.pop((number, offset), None)
                    # Not through the loop: what stands now is no digest of that offset.
                    apply_record(self.ledger, number, records[0])

    async def _follow(self, consumer: AIOKafkaConsumer, partitions: list[TopicPartition]) -> None:
        """Read on until the log has other partitions, or is another log under the same name."""
        for partition in partitions:
            consumer.seek(partition, self._next.setdefault(partition.partition, 0))
        self._ends = {p.partition: end for p, end in (await consumer.end_offsets(partitions)).items()}
        self._at_end = {number for number, end in self._ends.items() if self._next[number] == end}
        self._announce()
        looked = time.monotonic()
        while consumer.partitions_for_topic(partitions[0].topic) == {one.partition for one in partitions}:
            batch = await consumer.getmany(timeout_ms=POLL_MS, max_records=MAX_RECORDS)
            for partition, records in batch.items():
                self._take(partition.partition, records, consumer.highwater(partition))
                # A long rebuild must leave room for health checks.
                await asyncio.sleep(0)
            if batch:
                self._announce()
            else:
                self._note_ends()
            self._note_heard(consumer, partitions)
            if time.monotonic() - looked > self._settings.aggregation_epoch_seconds:
                if await log_epoch(self._settings.kafka, partitions[0].topic) != self.epoch:
                    return
                looked = time.monotonic()

    def _note_heard(self, consumer: AIOKafkaConsumer, partitions: list[TopicPartition]) -> None:
        """Remember when the log itself last answered that nothing follows what was read; its silence says nothing."""
        answered = [consumer.last_poll_timestamp(one) for one in partitions]
        ends = [(consumer.highwater(one), self._next[one.partition]) for one in partitions]
        if None not in answered and all(end is not None and end <= reached for end, reached in ends):
            self.heard_at = min(answered) / 1_000

    def _note_ends(self) -> None:
        """Report the digests of the partitions that have come to rest at their end since this was last done."""
        for partition in sorted(self._at_end):
            self._loop.checkpoint(partition, self._next[partition])
        self._at_end.clear()

    def _take(self, partition: int, records: Sequence[LogRecord], end: int | None) -> None:
        before = (self._loop.applied, self._loop.ignored)
        self._loop.take(partition, records)
        self._next[partition] = records[-1].offset + 1
        metrics.DECISIONS_APPLIED.inc(self._loop.applied - before[0])
        metrics.DECISIONS_IGNORED.inc(self._loop.ignored - before[1])
        metrics.LOG_LAG.labels(str(partition)).set(max(0, (end or 0) - self._next[partition]))
        age_seconds = time.time() - records[0].timestamp / 1_000
        if self.ready.is_set() and age_seconds < LIVE_SECONDS:
            metrics.DECISION_TO_COUNTED_SECONDS.observe(max(0.0, age_seconds))
        if end is not None and self._next[partition] >= end:
            self._at_end.add(partition)
        else:
            self._at_end.discard(partition)

    def _announce(self) -> None:
        metrics.STANDINGS.set(len(self.ledger.identities))
        metrics.UNREADABLE.set(len(self.ledger.unreadable))
        metrics.REVISION_CONFLICTS.set(self.ledger.conflicts)
        reached = all(self._next.get(partition, 0) >= end for partition, end in self._ends.items())
        if reached and not self.ready.is_set():
            self.ready.set()
            metrics.READY_SECONDS.set(time.monotonic() - self._started)
        woken, self.changed = self.changed, asyncio.Event()
        woken.set()

    def _note(self, partition: int, offset: int, standings: str, figures: str) -> None:
        name = checkpoint_name(self.epoch, partition, offset, self.code_version)
        self.checkpoints.put_nowait(Checkpoint(name, standings, figures))


def checkpoint_name(epoch: str, partition: int, offset: int, code_version: str) -> str:
    """Where digests are recorded and compared; those of other code are never compared with this one's."""
    return f"{epoch}:{partition}:{offset}:{code_version}"


def decision_consumer(settings: ServiceSettings) -> AIOKafkaConsumer:
    """A consumer of the decision log: no group, nothing committed, never an offset that was not asked for."""
    return AIOKafkaConsumer(
        bootstrap_servers=settings.kafka.split(","),
        enable_auto_commit=False,
        auto_offset_reset="none",
        fetch_max_bytes=FETCH_BYTES * 4,
        max_partition_fetch_bytes=FETCH_BYTES,
        fetch_max_wait_ms=100,
        metadata_max_age_ms=METADATA_MAX_AGE_MS,
    )


def _restore(restoring: Restoring, snapshot: Snapshot, start: int, end: int) -> bool:
    """Take over a snapshot; false where it lies outside the log, or what it holds is held already."""
    if start <= snapshot.offset <= end and restoring.add(snapshot):
        metrics.SNAPSHOTS.labels("restored").inc()
        return True
    metrics.SNAPSHOTS.labels("outside_log").inc()
    log.warning("snapshot outside the log", extra={"partition": snapshot.partition, "offset": snapshot.offset})
    return False
