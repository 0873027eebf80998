"""The background work of a replica: what one does for all under a lease, and what each does for itself.

For all: figures on their topic, the static file, minute records, dead letters. For itself: snapshots, digests, checks.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from contracts import topics
from contracts.base import encode
from contracts.counts import FIGURES_TYPE, Figure, FiguresState
from contracts.envelope import Envelope, event_id
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Series
from services.aggregation import metrics
from services.aggregation.answers import board_json
from services.aggregation.boards import Boards
from services.aggregation.domain.checks import differences
from services.aggregation.domain.figures import Question, Total
from services.aggregation.domain.grouping import Breakdown, grouped
from services.aggregation.domain.standing_list import buckets
from services.aggregation.domain.views import NATION
from services.aggregation.received import Received
from services.aggregation.replica import Replica
from services.aggregation.settings import AggregationSettings
from services.aggregation.snapshots import SnapshotShelf
from services.aggregation.store import AggregationStore
from services.kit.bus import Bus
from services.kit.clock import Clock, milliseconds
from services.kit.consuming import opened
from services.kit.leases import Lease
from services.kit.objects import AWAY, Objects

log = logging.getLogger(__name__)

STATIC_MEDIA_TYPE = "application/json"


@dataclass
class Duties:
    """The background work of a replica."""

    settings: AggregationSettings
    replica: Replica
    boards: Boards
    store: AggregationStore
    shelf: SnapshotShelf
    objects: Objects
    bus: Bus
    received: Received
    lease: Lease
    clock: Clock

    def __post_init__(self) -> None:
        """Nothing has been said to the world yet."""
        self._said: dict[tuple[str, str], bytes] = {}
        self._published_generation = -1

    async def run(self) -> None:
        """Do everything at its own pace until cancelled."""
        await self.replica.ready.wait()
        await asyncio.gather(
            self._every(self.settings.aggregation_lease_seconds / 3, self._renew),
            self._every(self.settings.aggregation_publish_seconds, self.publish),
            self._every(self.settings.aggregation_snapshot_seconds, self.save_snapshots),
            self._every(self.settings.aggregation_checks_seconds, self.check),
            self._every(1.0, self.write_letters),
            self._record_checkpoints(),
        )

    async def _every(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
            except (Problem, KafkaError, OSError, *AWAY) as fault:
                log.warning("duty put off", extra={"duty": work.__name__, "fault": repr(fault)})
            await asyncio.sleep(seconds)

    async def _renew(self) -> None:
        metrics.LEASE_HELD.set(1 if await self.lease.renew() else 0)

    async def publish(self) -> None:
        """Say changed figures, write the static file and the minute's record; only under the lease, only newer cuts."""
        if not self.lease.held:
            return
        for edition in sorted({home.edition for home in self.replica.ledger.homes.values}):
            await self._publish_edition(edition)
        self._published_generation = self.replica.ledger.generation

    async def _publish_edition(self, edition: str) -> None:
        now = self.clock.now()
        minute = now.replace(second=0, microsecond=0)
        changed = self._published_generation != self.replica.ledger.generation
        scopes = self._public_figures(edition)
        cut = self.replica.cut
        if await self.store.record_minute(edition, minute, cut, _minute_json(scopes)):
            metrics.PUBLISHED.labels("minute").inc()
        if not changed or not await self.store.advance(edition, cut):
            return
        board = self.boards.board(edition, NATION)
        static = board_json(board, self.boards.figures(board, (), by=(Breakdown.UNIT, Breakdown.DAY)))
        await self.objects.put(f"public/{edition}.json", orjson.dumps(static), STATIC_MEDIA_TYPE)
        metrics.PUBLISHED.labels("static").inc()
        for scope, figures in scopes.items():
            await self._say(edition, scope, figures, now)

    def _public_figures(self, edition: str) -> dict[str, tuple[Figure, ...]]:
        """The headline figures of the nation and of every unit that has any."""
        board = self.boards.board(edition, NATION)
        codes = list(self.boards.dictionary)
        question = Question(Series.ACTUAL, board.edition.rules.headline_windows)
        whole = board.counter.totals(codes, question)
        units = board.counter.totals(codes, question, grouped(board.view, Breakdown.UNIT))
        scopes: dict[str, list[Figure]] = {NATION: []}
        for code in codes:
            if "all" in whole[code]:
                scopes[NATION].append(_figure(code, whole[code]["all"]))
            for unit, total in units[code].items():
                scopes.setdefault(unit, []).append(_figure(code, total))
        return {scope: tuple(figures) for scope, figures in scopes.items()}

    async def _say(self, edition: str, scope: str, figures: tuple[Figure, ...], now: datetime) -> None:
        said = orjson.dumps([figure.model_dump(mode="json") for figure in figures])
        if self._said.get((edition, scope)) == said:
            return
        entity, revision = f"{edition}:{scope}", milliseconds(now)
        state = FiguresState(
            scope=scope,
            edition=edition,
            revision=revision,
            cut=str(self.replica.cut),
            as_of=self.boards.as_of(),
            figures=figures,
        )
        envelope = Envelope(event_id(entity, revision, FIGURES_TYPE), "aggregation", FIGURES_TYPE, entity, now)
        headers = [(name, value.decode()) for name, value in envelope.headers()]
        await (await self.bus.send(topics.FIGURES.name, entity, headers, encode(state)))
        self._said[edition, scope] = said
        metrics.PUBLISHED.labels("figures").inc()

    async def save_snapshots(self) -> None:
        """Write every partition's snapshot, one at a time, leaving room for readers between them."""
        for partition in self.replica.partitions:
            ledger, epoch, offset = self.replica.ledger, self.replica.epoch, self.replica.next_offset(partition)
            await self.shelf.save(ledger, epoch, partition, offset)
            await asyncio.sleep(0)

    async def check(self) -> None:
        """Run the published checks of every edition."""
        ledger = self.replica.ledger
        for edition in sorted({home.edition for home in ledger.homes.values}):
            board = self.boards.board(edition, NATION)
            for check, off in differences(board.counter, self.boards.dictionary).items():
                metrics.CHECK_DIFFERENCE.labels(edition, f"nation_by_{check}").set(off)
            tally = buckets(ledger, board.view)
            for bucket, number in tally.items():
                metrics.BUCKETS.labels(edition, bucket.value).set(number)
            received = self.received.count(edition)
            metrics.RECEIVED.labels(edition).set(received)
            metrics.CHECK_DIFFERENCE.labels(edition, "received").set(received - sum(tally.values()))
            await asyncio.sleep(0)

    async def write_letters(self) -> None:
        """Write the dead letter of each decision that could not be read, once for all replicas."""
        if not self.lease.held or not self.replica.ledger.unreadable:
            return
        for partition, offset in sorted(self.replica.ledger.unreadable):
            name = f"{self.replica.epoch}:{partition}:{offset}"
            if await self.store.claim_letter(name):
                await self._write_letter(partition, offset)
                await self.store.letter_written(name)

    async def _write_letter(self, partition: int, offset: int) -> None:
        where = TopicPartition(self.settings.topic(topics.DECISIONS.name), partition)
        consumer = AIOKafkaConsumer(bootstrap_servers=self.settings.kafka.split(","), enable_auto_commit=False)
        async with opened(consumer):
            consumer.assign([where])
            consumer.seek(where, offset)
            record = await consumer.getone(where)
        await self.bus.set_aside(topics.DECISIONS, record, Problem(ProblemCode.UNREADABLE_EVENT, reason="decision"))

    async def _record_checkpoints(self) -> None:
        while True:
            checkpoint = await self.replica.checkpoints.get()
            try:
                equal = await self.store.record_checkpoint(checkpoint.name, checkpoint.standings, checkpoint.figures)
            except Problem:
                await self.replica.checkpoints.put(checkpoint)
                await asyncio.sleep(1)
                continue
            metrics.CHECKPOINTS.inc()
            if not equal:
                metrics.UNEQUAL_DIGESTS.inc()
                log.error("digests differ", extra={"checkpoint": checkpoint.name})


def _figure(code: str, total: Total) -> Figure:
    return Figure(
        indicator=code,
        series=Series.ACTUAL,
        value=total.value,
        qualifier=total.qualifier,
        sources=total.sources,
        claimed=total.claimed,
        claimed_qualifier=total.claimed_qualifier,
    )


def _minute_json(scopes: dict[str, tuple[Figure, ...]]) -> dict[str, object]:
    return {
        scope: {
            figure.indicator: [figure.value, figure.qualifier.value, figure.sources, figure.claimed]
            for figure in figures
        }
        for scope, figures in scopes.items()
    }
