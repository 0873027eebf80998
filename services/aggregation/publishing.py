"""What one leased replica says to the world: changed figures on their topic, the static file, a record every minute.

Newer cuts only: whoever publishes takes the place of the publication before it by compare-and-set, and numbers what it says
with the revision it won. What was begun and not finished is finished by whoever holds the lease then.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import orjson

from contracts import topics
from contracts.base import encode
from contracts.counts import FIGURES_TYPE, Figure, FiguresState
from contracts.envelope import Envelope, event_id
from contracts.submissions import Series
from services.aggregation import metrics
from services.aggregation.answers import static_json
from services.aggregation.boards import Board, Boards
from services.aggregation.domain.cuts import Cut
from services.aggregation.domain.figures import Question, Total
from services.aggregation.domain.grouping import Breakdown, grouped
from services.aggregation.domain.views import NATION
from services.aggregation.replica import Replica
from services.aggregation.store import AggregationStore, Minute, Publication
from services.kit.bus import Bus
from services.kit.clock import Clock, milliseconds
from services.kit.leases import Lease
from services.kit.objects import AWAY, Objects

log = logging.getLogger(__name__)

STATIC_MEDIA_TYPE = "application/json"
SAY_SECONDS = 10.0
"""How long the cluster may take to acknowledge, before the rest waits for the next round."""
Scopes = Mapping[str, Mapping[str, Total]]


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that is published of an edition, as it is at one cut."""

    board: Board
    scopes: Scopes
    static: bytes

    @property
    def cut(self) -> Cut:
        """The cut of it all."""
        return self.board.cut


class Publisher:
    """Publishes the figures of every edition while this replica holds the lease."""

    def __init__(
        self,
        replica: Replica,
        boards: Boards,
        store: AggregationStore,
        objects: Objects,
        bus: Bus,
        *,
        holder: str,
        lease: Lease,
        clock: Clock,
    ) -> None:
        self._replica = replica
        self._boards = boards
        self._store = store
        self._objects = objects
        self._bus = bus
        self._holder = holder
        self._lease = lease
        self._clock = clock
        self._figures_said: dict[tuple[str, str], bytes] = {}

    async def publish(self) -> None:
        """Say what has changed of every edition; nothing without the lease or before every partition has a cut."""
        if not self._lease.held:
            # Another replica may say something meanwhile, so that all has to be said again afterwards.
            self._figures_said.clear()
            return
        for edition in self._boards.editions():
            if self._replica.ready.is_set() and self._lease.held:
                await self._publish_edition(edition)

    async def _publish_edition(self, edition: str) -> None:
        last, cut = await self._store.publication(edition), self._replica.cut
        if last is not None and cut != last.cut and not cut.newer_than(last.cut):
            return
        now = self._clock.now()
        changed = last is None or cut != last.cut or not last.complete
        # A sealed edition has its last record; nothing will ever be counted of it again.
        is_new_minute = not self._boards.edition(edition).sealed and (
            last is None or now.replace(second=0, microsecond=0) > last.minute
        )
        if not changed and not is_new_minute:
            return
        said = self._said(edition, now)
        new = _following(last, said, now, is_new_minute=is_new_minute, complete=not changed)
        if changed and await self._put_static(new, said):
            new = replace(new, static=self._static_key(new), before=last.static if last else None)
        if not await self._store.publish(new, last.revision if last else None):
            # Another was faster, and nobody will ever ask for this file.
            await self._objects.remove(self._static_key(new))
            return
        await self._put_newest(edition, said)
        if is_new_minute and await self._store.record_minute(_minute(said, now)):
            metrics.PUBLISHED.labels("minute").inc()
        if changed:
            await self._finish(new, said, last)

    def _said(self, edition: str, now: datetime) -> Said:
        board = self._boards.board(edition, NATION)
        codes, windows = list(self._boards.dictionary), board.edition.rules.headline_windows
        question = Question(Series.ACTUAL, windows)
        nation, by_unit = board.counter.totals(codes, question), grouped(board.view, Breakdown.UNIT)
        units = board.counter.totals(codes, question, by_unit)
        # Also units that nothing is counted of any more: what was said of them before must not stay.
        known = {*self._boards.units(), *(home.unit for home in board.view.homes if home.edition == edition)}
        scopes = {NATION: {code: nation[code]["all"] for code in codes if "all" in nation[code]}}
        scopes |= {unit: {code: units[code][unit] for code in codes if unit in units[code]} for unit in sorted(known)}
        figures = self._boards.figures(board, (), windows, by=(Breakdown.UNIT, Breakdown.DAY))
        until = self._replica.known_until(now)
        static = static_json(board, figures, now, until.isoformat() if until else None)
        return Said(board, scopes, orjson.dumps(static))

    def _static_key(self, publication: Publication) -> str:
        # Two may reach for the same revision at once; each has a file of its own until one has won.
        return f"public/{publication.edition}/{publication.revision}-{self._holder}.json"

    async def _put_static(self, new: Publication, said: Said) -> bool:
        """Write the static file under a key of its own; it is read once the publication that names it has won."""
        try:
            await self._objects.put(self._static_key(new), said.static, STATIC_MEDIA_TYPE)
        except AWAY as fault:
            log.warning("static file not written", extra={"edition": new.edition, "fault": repr(fault)})
            return False
        metrics.PUBLISHED.labels("static").inc()
        return True

    async def _put_newest(self, edition: str, said: Said) -> None:
        """Write the file that everybody finds without any service: with every change and every minute, so that its age tells.

        Where two replicas cross, the older file stands until the next minute at most, and readers go by its cut.
        """
        try:
            await self._objects.put(newest_key(edition), said.static, STATIC_MEDIA_TYPE)
        except AWAY as fault:
            log.warning("newest static file not written", extra={"edition": edition, "fault": repr(fault)})

    async def _finish(self, new: Publication, said: Said, last: Publication | None) -> None:
        for scope, totals in said.scopes.items():
            await self._say(new, said, scope, tuple(_figure(code, total) for code, total in totals.items()))
        if new.static != self._static_key(new):
            return
        await self._store.publish(replace(new, complete=True), new.revision)
        if last is not None and last.before is not None:
            await self._objects.remove(last.before)

    async def _say(self, new: Publication, said: Said, scope: str, figures: tuple[Figure, ...]) -> None:
        body = orjson.dumps([figure.model_dump(mode="json") for figure in figures])
        # What is not acknowledged may arrive all the same, so that until then nothing is known to have been said.
        if self._figures_said.pop((new.edition, scope), None) == body:
            self._figures_said[new.edition, scope] = body
            return
        entity = f"{new.edition}:{scope}"
        state = FiguresState(
            scope=scope,
            edition=new.edition,
            revision=new.revision,
            cut=str(said.cut),
            as_of=said.board.as_of,
            figures=figures,
        )
        envelope = Envelope(
            event_id(entity, new.revision, FIGURES_TYPE), "aggregation", FIGURES_TYPE, entity, self._clock.now()
        )
        headers = [(name, value.decode()) for name, value in envelope.headers()]
        async with asyncio.timeout(SAY_SECONDS):
            await (await self._bus.send(topics.FIGURES.name, entity, headers, encode(state)))
        self._figures_said[new.edition, scope] = body
        metrics.PUBLISHED.labels("figures").inc()


def newest_key(edition: str) -> str:
    """The key under which the newest public figures of an edition lie, for whoever reads the store without a signature."""
    return f"public/{edition}/newest.json"


def _following(
    last: Publication | None, said: Said, now: datetime, *, is_new_minute: bool, complete: bool
) -> Publication:
    """The publication that comes after `last`, whose static file stands until there is a newer one."""
    begun = now.replace(second=0, microsecond=0)
    return Publication(
        edition=said.board.edition.edition,
        revision=max(last.revision + 1 if last else 1, milliseconds(now)),
        cut=said.cut,
        minute=begun if last is None or is_new_minute else last.minute,
        static=last.static if last else None,
        before=last.before if last else None,
        complete=complete,
    )


def _minute(said: Said, now: datetime) -> Minute:
    edition = said.board.edition
    counted = {scope: totals for scope, totals in said.scopes.items() if totals}
    return Minute(edition.edition, now, said.cut, edition.rules.headline_windows, counted)


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
