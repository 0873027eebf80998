"""Figures: what the visible facts come to, for each indicator by its own rule (sum, distinct, max, ratio).

Sources: indicator dictionary (domain report, annex A) and its definitions: 项, 场, 人 and 人次 are never added to each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from contracts.counts import Aggregation, Indicator
from contracts.submissions import Qualifier, Series, Window
from services.aggregation.domain.columns import Ints
from services.aggregation.domain.grouping import Grouping, whole
from services.aggregation.domain.ledger import CODES_AN_INDICATOR, KEY
from services.aggregation.domain.qualifiers import SHOWN_BY_MASK
from services.aggregation.domain.views import View

ALL_WINDOWS = (Window.WEEK, Window.OWN, Window.OUTSIDE)
RATIO_SCALE = 10_000


@dataclass(frozen=True, slots=True)
class Total:
    """One figure of one group. `value` is None where nothing was reported; a ratio is in hundredths of a percent.

    `claimed` came without names: kept apart from the distinct count, and not deduplicated.
    """

    value: int | None
    qualifier: Qualifier = Qualifier.EXACT
    sources: int = 0
    claimed: int = 0
    claimed_qualifier: Qualifier = Qualifier.EXACT


NOTHING = Total(None)


@dataclass(frozen=True, slots=True)
class Question:
    """Which facts are asked for: one series, in some windows."""

    series: Series = Series.ACTUAL
    windows: tuple[Window, ...] = (Window.WEEK, Window.OWN)


class Counter:
    """Answers questions about one view. It holds the row masks of its questions, and nothing else."""

    def __init__(self, view: View, dictionary: Mapping[str, Indicator], numbers: Mapping[str, int]) -> None:
        self.view = view
        self._dictionary = dictionary
        self._numbers = numbers
        self._masks: dict[Question, np.ndarray] = {}

    def totals(
        self, indicators: Sequence[str], question: Question, grouping: Grouping | None = None
    ) -> dict[str, dict[str, Total]]:
        """Totals by indicator and group label; groups without any fact of an indicator are left out."""
        groups = grouping or whole(self.view)
        return {indicator: self._of(indicator, question, groups) for indicator in indicators}

    def total(self, indicator: str, question: Question) -> Total:
        """The total of a whole view."""
        return self._of(indicator, question, whole(self.view)).get("all", NOTHING)

    def _of(self, indicator: str, question: Question, groups: Grouping) -> dict[str, Total]:
        meaning = self._dictionary.get(indicator)
        if meaning is not None and meaning.aggregation is Aggregation.RATIO:
            return self._ratio(meaning, question, groups)
        number = self._numbers.get(indicator)
        if number is None:
            return {}
        chosen = groups.within(self.view.rows_of(number))
        kept = self._mask(question)[chosen.rows]
        rows, group = chosen.rows[kept], chosen.group[kept]
        if not len(rows):
            return {}
        aggregation = meaning.aggregation if meaning else Aggregation.SUM
        return _totals(self.view, rows, group, groups.labels, aggregation)

    def _ratio(self, meaning: Indicator, question: Question, groups: Grouping) -> dict[str, Total]:
        above = self._of(meaning.numerator or "", question, groups)
        below = self._of(meaning.denominator or "", question, groups)
        return {
            label: Total(
                (RATIO_SCALE * (above[label].value or 0) + under.value // 2) // under.value,
                _least_exact(above[label].qualifier, under.qualifier),
                max(above[label].sources, under.sources),
            )
            for label, under in below.items()
            if under.value and label in above
        }

    def _mask(self, question: Question) -> np.ndarray:
        known = self._masks.get(question)
        if known is None:
            windows = frozenset(window.value for window in question.windows)
            fits = np.array(
                [one.series == question.series.value and one.window in windows for one in self.view.dimension_values],
                bool,
            )
            known = fits[self.view.dimensions] if len(self.view.dimensions) else np.zeros(0, bool)
            self._masks[question] = known
        return known


def _totals(view: View, rows: Ints, group: Ints, labels: tuple[str, ...], aggregation: Aggregation) -> dict[str, Total]:
    size = len(labels)
    qualifier = view.code[rows] % CODES_AN_INDICATOR
    named = qualifier == KEY
    values, sources = view.value[rows], _distinct(group, view.slot[rows], size)
    typed_rows, typed_group, typed_values = ~named, group[~named], values[~named]
    shown = np.zeros(size, np.int64)
    np.bitwise_or.at(shown, typed_group, 1 << qualifier[typed_rows])
    if aggregation is Aggregation.DISTINCT:
        numbers = _distinct(group[named], values[named], size)
        claimed = _sum(typed_group, typed_values, size)
        claims = np.bincount(typed_group, minlength=size)
        names = np.bincount(group[named], minlength=size)
        return {
            labels[index]: Total(
                int(numbers[index]) if names[index] else None,
                Qualifier.EXACT,
                int(sources[index]),
                int(claimed[index]) if claims[index] else 0,
                SHOWN_BY_MASK[shown[index]],
            )
            for index in np.flatnonzero(sources).tolist()
        }
    numbers = _maximum(group, values, size) if aggregation is Aggregation.MAX else _sum(group, values, size)
    return {
        labels[index]: Total(int(numbers[index]), SHOWN_BY_MASK[shown[index]], int(sources[index]))
        for index in np.flatnonzero(sources).tolist()
    }


def _sum(group: Ints, values: Ints, size: int) -> Ints:
    totals = np.zeros(size, np.int64)
    np.add.at(totals, group, values)
    return totals


def _maximum(group: Ints, values: Ints, size: int) -> Ints:
    totals = np.full(size, np.iinfo(np.int64).min)
    np.maximum.at(totals, group, values)
    return totals


def _distinct(group: Ints, values: Ints, size: int) -> Ints:
    """How many different values each group holds."""
    if not len(group):
        return np.zeros(size, np.int64)
    span = int(values.max()) + 1
    pairs = np.unique(group * span + values)
    return np.bincount(pairs // span, minlength=size).astype(np.int64)


def _least_exact(first: Qualifier, second: Qualifier) -> Qualifier:
    if first is second:
        return first
    return Qualifier.EXACT if {first, second} == {Qualifier.EXACT} else Qualifier.ABOUT
