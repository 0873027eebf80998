"""Boards: the figures of a scope at the cut this replica has reached, each view built once a cut and then shared by all readers."""

import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from contracts.counts import Indicator
from contracts.editions import Edition
from contracts.organisations import MINISTRY, REPORTING_UNIT_KINDS, OrganisationKind
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Series, Window
from services.aggregation import metrics
from services.aggregation.domain.cuts import Cut
from services.aggregation.domain.declared import Statement, declared_total, statements
from services.aggregation.domain.figures import ALL_WINDOWS, NOTHING, Counter, Question, Total
from services.aggregation.domain.grouping import Breakdown, grouped
from services.aggregation.domain.ledger import Ledger
from services.aggregation.domain.views import NATION, Scope, View, view_of
from services.aggregation.replica import Replica
from services.kit.directory_view import DirectoryView


@dataclass(frozen=True, slots=True)
class Board:
    """One scope of one edition at one cut."""

    edition: Edition
    scope: Scope
    pending: bool
    cut: Cut
    counter: Counter
    as_of: datetime

    @property
    def view(self) -> View:
        """The visible facts."""
        return self.counter.view


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """An indicator on a board: the headline, each window, the expected and the declared series, and breakdowns."""

    indicator: Indicator
    headline: Total
    windows: Mapping[Window, Total]
    expected: Total | None
    declared: Total | None
    by: Mapping[Breakdown, Mapping[str, Total]]


class Boards:
    """Builds boards, and keeps what was counted for them until a standing changes."""

    def __init__(self, replica: Replica, view: DirectoryView, dictionary: Mapping[str, Indicator], cached: int) -> None:
        self._replica = replica
        self._directory = view
        self.dictionary = dictionary
        self._cached = cached
        self._counted: tuple[Ledger, int] | None = None
        self._counters: OrderedDict[tuple[str, Scope, bool], Counter] = OrderedDict()
        self._as_of = datetime.fromtimestamp(0, UTC)

    def scope(self, name: str) -> Scope:
        """The scope of this name: the nation, or an organisation. Raises Problem(unknown_organisation)."""
        if name in (NATION, MINISTRY):
            return Scope(NATION)
        organisation = self._directory.organisation(name)
        if organisation is None:
            raise Problem(ProblemCode.UNKNOWN_ORGANISATION, organisation=name)
        return Scope(name, unit=organisation.kind in REPORTING_UNIT_KINDS and organisation.unit == name)

    def edition(self, name: str) -> Edition:
        """An edition. Raises Problem(unknown_edition)."""
        edition = self._directory.edition(name)
        if edition is None:
            raise Problem(ProblemCode.UNKNOWN_EDITION, edition=name)
        return edition

    def board(self, edition: str, scope: str, *, pending: bool = False) -> Board:
        """The board of a scope now. Raises Problem(unknown_edition, unknown_organisation)."""
        known_edition, wanted = self.edition(edition), self.scope(scope)
        self._forget_what_is_old()
        counter = self._counter((edition, wanted, pending))
        # What was read since and changed nothing moves the cut all the same.
        return Board(known_edition, wanted, pending, self._replica.cut, counter, self._as_of)

    def editions(self) -> list[str]:
        """The editions of whatever was reported, as far as the directory has announced them."""
        reported = {home.edition for home in self._replica.ledger.homes.values}
        return sorted(name for name in reported if self._directory.edition(name) is not None)

    def _counter(self, name: tuple[str, Scope, bool]) -> Counter:
        known = self._counters.get(name)
        if known is None:
            ledger, started = self._replica.ledger, time.perf_counter()
            edition, scope, pending = name
            view = view_of(ledger, edition, scope, pending=pending)
            known = self._counters[name] = Counter(view, self.dictionary, ledger.indicators.numbers)
            metrics.VIEW_SECONDS.observe(time.perf_counter() - started)
            if len(self._counters) > self._cached:
                self._counters.popitem(last=False)
        return known

    def _forget_what_is_old(self) -> None:
        ledger = self._replica.ledger
        # A ledger that was begun anew may have come to the generation of the one before.
        if self._counted is None or self._counted[0] is not ledger or self._counted[1] != ledger.generation:
            self._counters.clear()
            self._counted = ledger, ledger.generation
            appended_ms = ledger.slots.snapshot("appended_ms")
            newest_ms = int(appended_ms.max()) if len(appended_ms) else 0
            self._as_of = datetime.fromtimestamp(newest_ms / 1_000, UTC)

    def figures(
        self,
        board: Board,
        indicators: Sequence[str],
        windows: tuple[Window, ...] | None = None,
        by: Sequence[Breakdown] = (),
        series: Series = Series.ACTUAL,
    ) -> list[IndicatorFigures]:
        """Figures of the indicators asked for, in the dictionary's order. Raises Problem(unknown_code)."""
        chosen = self.chosen(indicators)
        counter = board.counter
        headline = Question(series, windows or board.edition.rules.headline_windows)
        whole = counter.totals(chosen, headline)
        apart = {window: counter.totals(chosen, Question(series, (window,))) for window in ALL_WINDOWS}
        expected = counter.totals(chosen, Question(Series.EXPECTED, ALL_WINDOWS))
        broken = {one: counter.totals(chosen, headline, grouped(board.view, one)) for one in by}
        return [
            IndicatorFigures(
                indicator=self.dictionary[code],
                headline=whole[code].get("all", NOTHING),
                windows={window: apart[window][code].get("all", NOTHING) for window in ALL_WINDOWS},
                expected=expected[code].get("all"),
                declared=self.declared(board, code),
                by={one: broken[one][code] for one in by},
            )
            for code in chosen
        ]

    def chosen(self, indicators: Sequence[str]) -> list[str]:
        """The codes asked for, in the dictionary's order; all where none is. Raises Problem(unknown_code)."""
        if not indicators:
            return list(self.dictionary)
        for code in indicators:
            if code not in self.dictionary:
                raise Problem(ProblemCode.UNKNOWN_CODE, code=code)
        return [code for code in self.dictionary if code in set(indicators)]

    def statements(self, board: Board, indicator: str) -> list[Statement]:
        """Everything declared of an indicator that the board shows."""
        number = self._replica.ledger.indicators.numbers.get(indicator)
        if number is None:
            return []
        received = self._replica.ledger.slots.received_ms
        return statements(board.view, number, received)

    def declared(self, board: Board, indicator: str) -> Total | None:
        """What is declared for the board's scope, None where nothing is."""
        found = self.statements(board, indicator)
        scope = MINISTRY if board.scope.nation else board.scope.name
        return declared_total(found, scope, self.path_of, self.dictionary[indicator].aggregation) if found else None

    def path_of(self, organisation: str) -> tuple[str, ...]:
        """An organisation's path from the ministry; one that is unknown hangs below the ministry alone."""
        known = self._directory.organisation(organisation)
        return known.path if known else (MINISTRY, organisation)

    def units(self) -> list[str]:
        """The reporting units, councils and departments known, by id."""
        kinds = REPORTING_UNIT_KINDS - {OrganisationKind.MINISTRY}
        return sorted(
            name for name, one in self._directory.organisations.items() if one.kind in kinds and one.unit == name
        )
