"""The public calendar kept in memory: read from accepted plans, a little behind them, and there also while the store is away."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from contracts.editions import Edition
from contracts.problems import Problem, ProblemCode
from services.ingest import metrics
from services.ingest.domain.calendar import Happening, happenings, shown_version
from services.ingest.domain.record import Record
from services.ingest.store.lookups import Lookups
from services.kit.clock import Clock
from services.kit.directory_view import DirectoryView

log = logging.getLogger(__name__)

OVERLAP = timedelta(seconds=120)
"""Changes are read again for so long: clocks of copies differ, and a write takes its time from its moment to its document."""
ANSWERS_KEPT = 256
AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole calendar at one moment; `generation` rises with every change, so that what was made of it can be kept."""

    happenings: tuple[Happening, ...]
    as_of: datetime
    generation: int


class Calendars:
    """The calendar of one copy of the service. `fresh_seconds` is how old it may be when somebody asks."""

    def __init__(self, lookups: Lookups, view: DirectoryView, clock: Clock, fresh_seconds: float) -> None:
        self._lookups = lookups
        self._view = view
        self._clock = clock
        self._fresh = timedelta(seconds=fresh_seconds)
        self._plans: dict[UUID, tuple[int, tuple[Happening, ...]]] = {}
        self._shown = Shown((), datetime.min.replace(tzinfo=UTC), 0)
        self._read_at: datetime | None = None
        self._reading = asyncio.Lock()
        self._answers: OrderedDict[tuple[int, object], object] = OrderedDict()

    async def shown(self) -> Shown:
        """The calendar, read anew where it is older than it may be.

        While the store is away the last one is shown, with its moment. Raises Problem(store_away) where there is none yet.
        """
        if self._is_fresh():
            return self._shown
        async with self._reading:
            if self._is_fresh():
                return self._shown
            try:
                await self._read()
            except Problem as problem:
                if problem.code is not ProblemCode.STORE_AWAY or self._read_at is None:
                    raise
                log.warning("the calendar is shown as it was", extra={"as_of": self._shown.as_of.isoformat()})
                metrics.STALE_CALENDARS.inc()
        return self._shown

    async def answer(self, shown: Shown, asked: object, make: Callable[[], AnswerT]) -> AnswerT:
        """What was made of the calendar for a question, made once for as long as the calendar stays the same."""
        key = (shown.generation, asked)
        known = self._answers.pop(key, None)
        made: AnswerT = await asyncio.to_thread(make) if known is None else known  # type: ignore[assignment]
        self._answers[key] = made
        while len(self._answers) > ANSWERS_KEPT:
            self._answers.popitem(last=False)
        return made

    def _is_fresh(self) -> bool:
        return self._read_at is not None and self._clock.now() - self._read_at < self._fresh

    async def _read(self) -> None:
        now = self._clock.now()
        since = self._read_at - OVERLAP if self._read_at else None
        changed = False
        async for record in self._lookups.plans(since):
            changed |= await self._take(record)
            # Of many plans at the first reading, others are answered in between.
            await asyncio.sleep(0)
        self._read_at = now
        generation = self._shown.generation + (1 if changed else 0)
        everything = tuple(one for _revision, happening in self._plans.values() for one in happening)
        self._shown = Shown(everything if changed else self._shown.happenings, now, generation)
        metrics.CALENDAR_HAPPENINGS.set(len(self._shown.happenings))

    async def _take(self, record: Record) -> bool:
        """Take over one plan; whether anything of it is new."""
        known = self._plans.get(record.submission)
        if known is not None and known[0] == record.revision:
            return False
        self._plans[record.submission] = (record.revision, await self._happenings(record))
        return bool(self._plans[record.submission][1]) or bool(known and known[1])

    async def _happenings(self, record: Record) -> tuple[Happening, ...]:
        version, edition = shown_version(record), self._edition(record)
        said = await self._lookups.version(record, version) if version is not None and edition is not None else None
        return happenings(record, said, edition, self.name) if said is not None and edition is not None else ()

    def _edition(self, record: Record) -> Edition | None:
        return self._view.edition(record.state.edition)

    def name(self, organisation: str) -> str:
        """An organisation's name, its id where the directory has not told it."""
        known = self._view.organisation(organisation)
        return known.name if known else organisation
