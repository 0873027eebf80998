"""The figures of any past moment, exactly: the log counted from its beginning to the last decision appended by then.

A bounded job of its own for the ministry, one at a time in a replica: everybody else is served by the recorded minutes.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiokafka.errors import KafkaError

from contracts.editions import Edition
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Series
from services.aggregation.boards import Boards
from services.aggregation.domain.figures import Counter, Question
from services.aggregation.domain.grouping import Breakdown, grouped
from services.aggregation.domain.views import NATION, Scope, view_of
from services.aggregation.logjob import Reckoning, reckon
from services.aggregation.settings import AggregationSettings
from services.aggregation.store import Minute

BUSY_SECONDS = 10
LONGEST_SECONDS = 120.0


@dataclass(slots=True)
class ExactMoments:
    """Counts the log up to a moment. `boards` gives the dictionary, nothing of the present."""

    settings: AggregationSettings
    boards: Boards
    _running: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def minute(self, edition: str, at: datetime) -> Minute:
        """The headline figures of the nation and its units as they stood at `at`, in the shape of a minute's record.

        Raises Problem(unknown_edition, rate_limited) where another job runs, and Problem(not_ready) where the log is away.
        """
        known = self.boards.edition(edition)
        if self._running.locked():
            raise Problem(ProblemCode.RATE_LIMITED, retry_after_seconds=BUSY_SECONDS)
        async with self._running:
            try:
                async with asyncio.timeout(LONGEST_SECONDS):
                    # The log carries the brokers' time; a demo's clock may stand in another week.
                    reckoning = await reckon(self.settings, at - timedelta(seconds=self.settings.clock_ahead_seconds))
            except (KafkaError, OSError, TimeoutError) as fault:
                raise Problem(ProblemCode.NOT_READY, retry_after_seconds=BUSY_SECONDS) from fault
        return self._counted(reckoning, known, at)

    def _counted(self, reckoning: Reckoning, edition: Edition, at: datetime) -> Minute:
        codes, windows = list(self.boards.dictionary), edition.rules.headline_windows
        view = view_of(reckoning.ledger, edition.edition, Scope(NATION))
        counter = Counter(view, self.boards.dictionary, reckoning.ledger.indicators.numbers)
        question, by_unit = Question(Series.ACTUAL, windows), grouped(view, Breakdown.UNIT)
        nation, units = counter.totals(codes, question), counter.totals(codes, question, by_unit)
        scopes = {NATION: {code: nation[code]["all"] for code in codes if "all" in nation[code]}}
        scopes |= {unit: {code: units[code][unit] for code in codes if unit in units[code]} for unit in by_unit.labels}
        return Minute(edition.edition, at, reckoning.cut, windows, scopes)
