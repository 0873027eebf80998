"""Coverage: on which days each child of a scope held something (天天有活动、处处有看点), highlights apart.

Source: notice 四(二)1; domain report 6.7. A range covers each of its days; what has no known day covers none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from contracts.submissions import Series
from services.aggregation.domain.columns import CODES_AN_INDICATOR, KEY
from services.aggregation.domain.grouping import child_of
from services.aggregation.domain.ledger import Dimensions
from services.aggregation.domain.views import View


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """One day of one child: how many sessions on that day alone, how many submissions cover it, how many as a highlight."""

    sessions: int
    submissions: int
    highlights: int


def coverage(view: View, session_indicator: int | None, days: Iterable[date]) -> dict[str, dict[date, CoverageCell]]:
    """Cells by child of the view's scope and day; days without anything are left out."""
    if session_indicator is None:
        return {}
    wanted = set(days)
    sessions: dict[tuple[str, date], int] = {}
    items: dict[tuple[str, date], set[int]] = {}
    marked: dict[tuple[str, date], set[int]] = {}
    part = view.rows_of(session_indicator)
    is_actual = view.dimension_facets.is_word("series", lambda one: one.series, Series.ACTUAL.value)
    held = is_actual[view.dimensions[part]] & (view.code[part] % CODES_AN_INDICATOR != KEY)
    rows = part.start + np.flatnonzero(held)
    days_of_dimensions = {
        number: _days(view.dimension_values[number], wanted) for number in set(view.dimensions[rows].tolist())
    }
    for slot, dimensions, value in zip(
        view.slot[rows].tolist(), view.dimensions[rows].tolist(), view.value[rows].tolist(), strict=True
    ):
        one, home = view.dimension_values[dimensions], view.homes[view.home_of_slot[slot]]
        child = child_of(home, view.scope.name, nation=view.scope.nation)
        for day in days_of_dimensions[dimensions]:
            cell = (child, day)
            items.setdefault(cell, set()).add(slot)
            if one.day is not None:
                sessions[cell] = sessions.get(cell, 0) + value
            if one.highlight:
                marked.setdefault(cell, set()).add(slot)
    found: dict[str, dict[date, CoverageCell]] = {}
    for (child, day), slots in items.items():
        cell = (child, day)
        found.setdefault(child, {})[day] = CoverageCell(sessions.get(cell, 0), len(slots), len(marked.get(cell, ())))
    return found


def _days(one: Dimensions, wanted: set[date]) -> tuple[date, ...]:
    if one.day is not None:
        day = date.fromisoformat(one.day)
        return (day,) if day in wanted else ()
    if one.since is None or one.through is None:
        return ()
    first, last = date.fromisoformat(one.since), date.fromisoformat(one.through)
    return tuple(day for day in sorted(wanted) if first <= day <= last)


def days_of(start: date, end: date) -> list[date]:
    """Every day from `start` to `end`, both included."""
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]
