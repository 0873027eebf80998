"""The ways to break a figure down: each gives every visible fact its group, and names the groups.

Unit and place are two views of the same facts: unit is who manages the school, place is where it happened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from services.aggregation.domain.columns import Integers, Ints
from services.aggregation.domain.ledger import Dimensions, Home
from services.aggregation.domain.views import View

NO_VALUE = "none"
UNDATED = "undated"
DISTRICT_DIGITS = 6


class Breakdown(StrEnum):
    """By what a figure is broken down. The last three hold a fact in every group it names, so they need not add up."""

    UNIT = "unit"
    CHILD = "child"
    PLACE = "place"
    PROVINCE = "province"
    DAY = "day"
    COUNCIL = "council"
    DEPARTMENT = "department"
    ACTIVITY = "activity"
    WINDOW = "window"
    KIND = "kind"
    HIGHLIGHT = "highlight"
    LOCAL_TYPE = "local_type"
    FOCUS = "focus"
    TAG = "tag"


OVERLAPPING = frozenset({Breakdown.LOCAL_TYPE, Breakdown.FOCUS, Breakdown.TAG})


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups of the view's rows. `rows` are row numbers, `group` the group of each; a row may stand in several groups."""

    labels: tuple[str, ...]
    rows: Ints
    group: Ints

    def within(self, part: slice) -> "Grouping":
        """The same groups for the rows of `part` only."""
        low, high = np.searchsorted(self.rows, np.array([part.start, part.stop], self.rows.dtype))
        return Grouping(self.labels, self.rows[low:high], self.group[low:high])


def whole(view: View) -> Grouping:
    """All rows in one group."""
    count = len(view.slot)
    return Grouping(("all",), np.arange(count), np.zeros(count, np.int64))


def grouped(view: View, by: Breakdown) -> Grouping:
    """The grouping of a view's rows by `by`."""
    if by is Breakdown.CHILD:
        labels, of_home = _numbered([child_of(home, view.scope.name, nation=view.scope.nation) for home in view.homes])
        return _single(labels, of_home[view.home_of_slot[view.slot]])
    if by in OVERLAPPING:
        return _overlapping(view, by)
    if by in _OF_HOME:
        labels, of_home = view.home_facets.of(by.value, _OF_HOME[by])
        return _single(labels, of_home[view.home_of_slot[view.slot]])
    labels, of_dimensions = view.dimension_facets.of(by.value, _OF_DIMENSIONS[by])
    return _single(labels, of_dimensions[view.dimensions])


def distinct(group: Ints, values: Integers, size: int) -> Ints:
    """How many different values each group holds."""
    if (values[1:] > values[:-1]).all():
        # Nothing repeats, as where each submission tells an indicator once: there is nothing to sort.
        return np.bincount(group, minlength=size).astype(np.int64)
    span = int(values.max()) + 1
    pairs = np.sort(group * span + values)
    first = np.concatenate([[True], pairs[1:] != pairs[:-1]])
    return np.bincount(pairs[first] // span, minlength=size).astype(np.int64)


def child_of(home: Home, scope_name: str, *, nation: bool) -> str:
    """Which child of a scope an item belongs to: the unit for the nation, the step below for any other."""
    if nation:
        return home.unit
    position = home.chain.index(scope_name) if scope_name in home.chain else len(home.chain)
    return home.chain[max(position - 1, 0)]


def province_of(place: str) -> str:
    """The province a district lies in by its GB/T 2260 code; overseas, online and none stand for themselves."""
    return f"{place[:2]}0000" if len(place) == DISTRICT_DIGITS and place.isdigit() else place


_OF_HOME: dict[Breakdown, Callable[[Home], str]] = {
    Breakdown.UNIT: lambda home: home.unit,
    Breakdown.KIND: lambda home: home.kind,
}
_OF_DIMENSIONS: dict[Breakdown, Callable[[Dimensions], str]] = {
    Breakdown.PLACE: lambda one: one.place,
    Breakdown.PROVINCE: lambda one: province_of(one.place),
    Breakdown.DAY: lambda one: one.day or UNDATED,
    Breakdown.COUNCIL: lambda one: one.council or NO_VALUE,
    Breakdown.DEPARTMENT: lambda one: one.department or NO_VALUE,
    Breakdown.ACTIVITY: lambda one: one.activity or NO_VALUE,
    Breakdown.WINDOW: lambda one: one.window,
    Breakdown.HIGHLIGHT: lambda one: "highlight" if one.highlight else NO_VALUE,
}
_LISTS: dict[Breakdown, Callable[[Dimensions], tuple[str, ...]]] = {
    Breakdown.LOCAL_TYPE: lambda one: one.local_types,
    Breakdown.FOCUS: lambda one: one.focus,
    Breakdown.TAG: lambda one: one.tags,
}


def _numbered(values: list[str]) -> tuple[dict[str, int], Integers]:
    labels: dict[str, int] = {}
    numbers = [labels.setdefault(value, len(labels)) for value in values]
    return labels, np.array(numbers, np.int64)


def _single(labels: dict[str, int], group: Integers) -> Grouping:
    return Grouping(tuple(labels), np.arange(len(group)), group.astype(np.int64))


def _overlapping(view: View, by: Breakdown) -> Grouping:
    lists, of_dimensions = view.dimension_facets.of(by.value, _LISTS[by])
    labels: dict[str, int] = {}
    numbers = [[labels.setdefault(value, len(labels)) for value in dict.fromkeys(one or (NO_VALUE,))] for one in lists]
    lengths = np.array([len(groups) for groups in numbers], np.int64)
    flat = np.array([group for groups in numbers for group in groups], np.int64)
    starts = np.cumsum(lengths) - lengths
    of_row = of_dimensions[view.dimensions]
    counts = lengths[of_row]
    rows = np.repeat(np.arange(len(view.slot)), counts)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    group = flat[np.repeat(starts[of_row], counts) + within] if len(rows) else rows
    return Grouping(tuple(labels), rows, group)
