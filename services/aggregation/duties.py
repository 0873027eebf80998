"""The background work of a replica: what one does for all under a lease, and what each does for itself.

For all: what is published, dead letters. For itself: snapshots, digests, checks.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiokafka.errors import KafkaError

from contracts.problems import Problem
from services.aggregation import metrics
from services.aggregation.boards import Boards
from services.aggregation.domain.checks import differences, unit_difference
from services.aggregation.domain.standing_list import buckets
from services.aggregation.domain.views import NATION
from services.aggregation.letters import Letters
from services.aggregation.publishing import Publisher
from services.aggregation.received import Received
from services.aggregation.replica import Replica
from services.aggregation.settings import AggregationSettings
from services.aggregation.snapshots import SnapshotShelf
from services.aggregation.store import AggregationStore
from services.kit.leases import Lease
from services.kit.objects import AWAY

log = logging.getLogger(__name__)

LETTERS_SECONDS = 1.0
RETRY_SECONDS = 1.0
REST = 3.0
"""Of what reckons over all standings a quarter of the time at most, however many they are: the rest is for readers."""


@dataclass
class Duties:
    """The background work of a replica. `saved` holds the epoch and offset of each partition's last snapshot.

    `turns` counts by edition the units whose own board was checked.
    """

    settings: AggregationSettings
    replica: Replica
    boards: Boards
    store: AggregationStore
    shelf: SnapshotShelf
    received: Received
    lease: Lease
    publisher: Publisher
    letters: Letters
    saved: dict[int, tuple[str, int]] = field(default_factory=dict)
    turns: dict[str, int] = field(default_factory=dict)

    async def run(self) -> None:
        """Do everything at its own pace until cancelled."""
        await self.replica.ready.wait()
        await asyncio.gather(
            self._every(self.settings.aggregation_lease_seconds / 3, self._renew),
            self._every(self.settings.aggregation_publish_seconds, self.publisher.publish, REST),
            self._every(self.settings.aggregation_snapshot_seconds, self.save_snapshots, REST),
            self._every(self.settings.aggregation_checks_seconds, self.check, REST),
            self._every(LETTERS_SECONDS, self.letters.write),
            self._every(0, self._record_checkpoint),
        )

    async def _every(self, seconds: float, work: Callable[[], Awaitable[None]], rest: float = 0.0) -> None:
        """Work for ever, with so many seconds in between, and at least `rest` times as long as it took."""
        while True:
            started = time.monotonic()
            try:
                await work()
            except (Problem, KafkaError, OSError, *AWAY) as fault:
                log.warning("duty put off", extra={"duty": work.__name__, "fault": repr(fault)})
                await asyncio.sleep(RETRY_SECONDS)
            except Exception:
                # One duty's mistake must not end the others, nor itself for good.
                log.exception("duty failed", extra={"duty": work.__name__})
                metrics.DUTY_FAILURES.labels(work.__name__).inc()
                await asyncio.sleep(RETRY_SECONDS)
            await asyncio.sleep(max(seconds, rest * (time.monotonic() - started)))

    async def _renew(self) -> None:
        try:
            await self.lease.renew()
        finally:
            metrics.LEASE_HELD.set(1 if self.lease.held else 0)

    async def save_snapshots(self) -> None:
        """Write the snapshot of every partition that was read on, one at a time, leaving room for readers between them."""
        for partition in self.replica.partitions:
            if not self.replica.ready.is_set():
                return
            epoch, offset = self.replica.epoch, self.replica.next_offset(partition)
            if self.saved.get(partition) == (epoch, offset):
                continue
            if await self.shelf.save(self.replica.ledger, epoch, partition, offset):
                self.saved[partition] = epoch, offset
            await asyncio.sleep(0)

    async def check(self) -> None:
        """Run the published checks of every edition."""
        for edition in self.boards.editions():
            if not self.replica.ready.is_set():
                return
            board = self.boards.board(edition, NATION)
            for check, off in differences(board.counter, self.boards.dictionary).items():
                metrics.CHECK_DIFFERENCE.labels(edition, f"nation_by_{check}").set(off)
            for unit in self._unit_in_turn(edition):
                off = unit_difference(board.counter, self.boards.board(edition, unit).counter, self.boards.dictionary)
                metrics.CHECK_DIFFERENCE.labels(edition, "unit_board").set(off)
            tally = buckets(self.replica.ledger, board.view)
            for bucket, number in tally.items():
                metrics.BUCKETS.labels(edition, bucket.value).set(number)
            received = self.received.count(edition)
            metrics.RECEIVED.labels(edition).set(received)
            metrics.CHECK_DIFFERENCE.labels(edition, "received").set(received - sum(tally.values()))
            await asyncio.sleep(0)

    def _unit_in_turn(self, edition: str) -> list[str]:
        """Another unit at every run, because each board takes as long as the nation's; none while none is known."""
        units, turn = self.boards.units(), self.turns.get(edition, 0)
        self.turns[edition] = turn + 1
        return [units[turn % len(units)]] if units else []

    async def _record_checkpoint(self) -> None:
        checkpoint = await self.replica.checkpoints.get()
        try:
            equal = await self.store.record_checkpoint(checkpoint.name, checkpoint.standings, checkpoint.figures)
        except Problem:
            self.replica.checkpoints.put_nowait(checkpoint)
            raise
        metrics.CHECKPOINTS.inc()
        if not equal:
            metrics.UNEQUAL_DIGESTS.inc()
            log.error("digests differ", extra={"checkpoint": checkpoint.name})
