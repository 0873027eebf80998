"""Coverage: on which days each child of a scope held something (天天有活动、处处有看点), highlights apart.

Source: notice 四(二)1; domain report 6.7. A range covers each of its days; what has no known day covers none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from contracts.submissions import Series
from services.aggregation.domain.columns import CODES_AN_INDICATOR, KEY, places_of
from services.aggregation.domain.grouping import Breakdown, distinct, grouped
from services.aggregation.domain.ledger import Dimensions
from services.aggregation.domain.views import View


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """One day of one child: how many sessions on that day alone, how many submissions cover it, how many as a highlight."""

    sessions: int
    submissions: int
    highlights: int


def coverage(view: View, session_indicator: int | None, days: Sequence[date]) -> dict[str, dict[date, CoverageCell]]:
    """Cells by child of the view's scope and day; days without anything are left out."""
    if session_indicator is None or not days:
        return {}
    part = view.rows_of(session_indicator)
    is_actual = view.dimension_facets.is_word("series", lambda one: one.series, Series.ACTUAL.value)
    held = is_actual[view.dimensions[part]] & (view.code[part] % CODES_AN_INDICATOR != KEY)
    rows = part.start + np.flatnonzero(held)
    dimensions, of_row = np.unique(view.dimensions[rows], return_inverse=True)
    told = [view.dimension_values[number] for number in dimensions.tolist()]
    covered = [_days(one, days) for one in told]
    lengths = np.array([len(found) for found in covered], np.int64)
    flat = np.array([day for found in covered for day in found], np.int64)
    # One line for every row and day it covers.
    line = np.repeat(np.arange(len(rows)), lengths[of_row])
    day = flat[places_of((np.cumsum(lengths) - lengths)[of_row], lengths[of_row])]
    by_child = grouped(view, Breakdown.CHILD)
    cell, size = by_child.group[rows][line] * len(days) + day, len(by_child.labels) * len(days)
    is_day = np.array([one.day is not None for one in told], bool)[of_row][line]
    is_highlight = np.array([one.highlight for one in told], bool)[of_row][line]
    slot, sessions = view.slot[rows][line], np.zeros(size, np.int64)
    np.add.at(sessions, cell[is_day], view.value[rows][line][is_day])
    submissions, highlights = (distinct(cell[kept], slot[kept], size) for kept in (slice(None), is_highlight))
    found: dict[str, dict[date, CoverageCell]] = {}
    for number in np.flatnonzero(submissions).tolist():
        child, place = divmod(number, len(days))
        shown = CoverageCell(int(sessions[number]), int(submissions[number]), int(highlights[number]))
        found.setdefault(by_child.labels[child], {})[days[place]] = shown
    return found


def _days(one: Dimensions, days: Sequence[date]) -> Sequence[int]:
    """The places of the days that are covered in `days`, which follow each other."""
    first = one.day or one.since
    last = one.day or one.through
    if first is None or last is None:
        return ()
    begun, ended = ((date.fromisoformat(text) - days[0]).days for text in (first, last))
    return range(max(begun, 0), min(ended, len(days) - 1) + 1)


def days_of(start: date, end: date) -> list[date]:
    """Every day from `start` to `end`, both included."""
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]
