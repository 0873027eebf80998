"""Figures: what the visible facts come to, for each indicator by its own rule (sum, distinct, max, ratio).

Sources: indicator dictionary (domain report, annex A) and its definitions: 项, 场, 人 and 人次 are never added to each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from contracts.counts import Aggregation, Indicator
from contracts.submissions import Qualifier, Series, Window
from services.aggregation.domain.columns import CODES_AN_INDICATOR, KEY, Integers, Ints
from services.aggregation.domain.grouping import Grouping, distinct, whole
from services.aggregation.domain.qualifiers import SHOWN_BY_MASK, of_ratio
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

    def behind(self, indicator: str, question: Question) -> Ints:
        """The slots of the submissions that a view's total stands on, each once: as many as its `sources`."""
        if not self.total(indicator, question).sources:
            return np.zeros(0, np.int64)
        meaning, groups = self._dictionary.get(indicator), whole(self.view)
        of_ratio = (meaning.numerator, meaning.denominator) if meaning is not None else (None, None)
        numbers = [self._numbers.get(code) for code in (*of_ratio, indicator) if code is not None]
        rows = [self._chosen(number, question, groups)[0] for number in numbers if number is not None]
        return np.unique(self.view.slot[np.concatenate(rows)]).astype(np.int64)

    def _of(self, indicator: str, question: Question, groups: Grouping) -> dict[str, Total]:
        meaning = self._dictionary.get(indicator)
        if meaning is not None and meaning.aggregation is Aggregation.RATIO:
            return self._ratio(meaning, question, groups)
        number = self._numbers.get(indicator)
        if number is None:
            return {}
        rows, group = self._chosen(number, question, groups)
        if not len(rows):
            return {}
        aggregation = meaning.aggregation if meaning else Aggregation.SUM
        return _totals(self.view, rows, group, groups.labels, aggregation)

    def _ratio(self, meaning: Indicator, question: Question, groups: Grouping) -> dict[str, Total]:
        above = self._of(meaning.numerator or "", question, groups)
        below = self._of(meaning.denominator or "", question, groups)
        sources = self._sources((meaning.numerator or "", meaning.denominator or ""), question, groups)
        return {
            label: Total(
                (RATIO_SCALE * (above[label].value or 0) + under.value // 2) // under.value,
                of_ratio(above[label].qualifier, under.qualifier),
                sources[label],
            )
            for label, under in below.items()
            if under.value and label in above
        }

    def _sources(self, indicators: Sequence[str], question: Question, groups: Grouping) -> dict[str, int]:
        """How many submissions stand behind several indicators together, by group label."""
        chosen = [self._chosen(self._numbers[indicator], question, groups) for indicator in indicators]
        rows, group = (np.concatenate(columns) for columns in zip(*chosen, strict=True))
        sources = distinct(group, self.view.slot[rows], len(groups.labels))
        return dict(zip(groups.labels, sources.tolist(), strict=True))

    def _chosen(self, number: int, question: Question, groups: Grouping) -> tuple[Ints, Ints]:
        """The rows of an indicator that a question asks for, and the group of each."""
        within = groups.within(self.view.rows_of(number))
        kept = self._mask(question)[within.rows]
        return within.rows[kept], within.group[kept]

    def _mask(self, question: Question) -> np.ndarray:
        known = self._masks.get(question)
        if known is None:
            windows = (window.value for window in question.windows)
            facets = self.view.dimension_facets
            fits = facets.is_word("series", lambda one: one.series, question.series.value)
            fits &= facets.is_word("window", lambda one: one.window, *windows)
            known = self._masks[question] = fits[self.view.dimensions]
        return known


def _totals(view: View, rows: Ints, group: Ints, labels: tuple[str, ...], aggregation: Aggregation) -> dict[str, Total]:
    size = len(labels)
    qualifier = view.code[rows] % CODES_AN_INDICATOR
    named, value = qualifier == KEY, view.value[rows].astype(np.int64)
    sources = distinct(group, view.slot[rows], size)
    if aggregation is Aggregation.DISTINCT:
        names, claims = (group[named], value[named]), (group[~named], value[~named])
        numbers, claimed = distinct(*names, size), _sum(*claims, size)
        shown = _shown(claims[0], qualifier[~named], size)
        return {
            labels[index]: Total(
                int(numbers[index]) or None, Qualifier.EXACT, int(sources[index]), int(claimed[index]), shown[index]
            )
            for index in np.flatnonzero(sources).tolist()
        }
    # Names under an indicator that is not counted by them are one each, and exact.
    value[named], qualifier[named] = 1, 0
    if aggregation is Aggregation.MAX:
        numbers = _maximum(group, value, size)
        # The largest number is one that somebody reported; how exact the smaller ones are says nothing about it.
        largest = value == numbers[group]
        shown = _shown(group[largest], qualifier[largest], size)
    else:
        numbers, shown = _sum(group, value, size), _shown(group, qualifier, size)
    return {
        labels[index]: Total(int(numbers[index]), shown[index], int(sources[index]))
        for index in np.flatnonzero(sources).tolist()
    }


def _shown(group: Ints, qualifier: Integers, size: int) -> list[Qualifier]:
    """The qualifier each group shows."""
    masks = np.zeros(size, np.int64)
    np.bitwise_or.at(masks, group, np.left_shift(1, qualifier, dtype=np.int64))
    return [SHOWN_BY_MASK[mask] for mask in masks.tolist()]


def _sum(group: Ints, values: Ints, size: int) -> Ints:
    totals = np.zeros(size, np.int64)
    np.add.at(totals, group, values)
    return totals


def _maximum(group: Ints, values: Ints, size: int) -> Ints:
    totals = np.full(size, np.iinfo(np.int64).min)
    np.maximum.at(totals, group, values)
    return totals
