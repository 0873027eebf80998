"""Timeliness: how much of what nobody owed by a date came soon after it was held. A measured rate, never a verdict.

Source: notice 四(二)2 (及时); domain report 0.3: only the summary has a date, in-week material is to come in time.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from contracts.submissions import Kind, Series, Window
from services.aggregation.domain.columns import Ints
from services.aggregation.domain.views import View
from services.kit.clock import SHANGHAI

UNDATED = ""
SCALE = 10_000


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Of so many submissions that tell a day of the week, and answer no obligation, how many came in time."""

    measured: int
    timely: int

    @property
    def rate(self) -> int | None:
        """Hundredths of a percent; None where there is nothing to measure."""
        return (SCALE * self.timely + self.measured // 2) // self.measured if self.measured else None


def timeliness(view: View, received_ms: Ints, owed: Ints, target_seconds: int, kind: Kind | None = None) -> Timeliness:
    """The timeliness of what a view shows: received within `target_seconds` of the end of the last day in the week it tells.

    `received_ms` and `owed` (negative where there is none) are the first receipt and the obligation of every slot.
    """
    facets = view.dimension_facets
    days, day_of = facets.of("told_day", lambda one: one.day or UNDATED)
    in_week = facets.is_word("series", lambda one: one.series, Series.ACTUAL.value)
    in_week &= facets.is_word("window", lambda one: one.window, Window.WEEK.value)
    in_week &= day_of != days.get(UNDATED, -1)
    rows = np.flatnonzero(in_week[view.dimensions])
    ended_ms = np.array([_ended_ms(day) for day in days], np.int64)
    last_ms = np.zeros(len(view.home_of_slot), np.int64)
    if len(rows):
        np.maximum.at(last_ms, view.slot[rows], ended_ms[day_of[view.dimensions[rows]]])
    measured = (last_ms > 0) & (owed < 0)
    if kind is not None:
        measured &= view.home_facets.is_word("kind", lambda home: home.kind, kind.value)[view.home_of_slot]
    timely = measured & (received_ms <= last_ms + target_seconds * 1_000)
    return Timeliness(int(measured.sum()), int(timely.sum()))


def _ended_ms(day: str) -> int:
    if day == UNDATED:
        return 0
    midnight = datetime.combine(date.fromisoformat(day), time.min, SHANGHAI)
    return round((midnight + timedelta(days=1)).timestamp() * 1_000)
