"""The published checks: sums over units, places and days equal the nation at one cut; what was received is somewhere.

Each is a number that must be 0; `differences` gives those of one cut by name.
"""

from collections.abc import Mapping

from contracts.counts import Aggregation, Indicator
from contracts.submissions import Series
from services.aggregation.domain.figures import ALL_WINDOWS, NOTHING, Counter, Question, Total
from services.aggregation.domain.grouping import Breakdown, grouped

ADDITIVE_BREAKDOWNS = (Breakdown.UNIT, Breakdown.PLACE, Breakdown.DAY)
QUESTIONS = tuple(Question(series, ALL_WINDOWS) for series in (Series.ACTUAL, Series.EXPECTED))


def differences(counter: Counter, dictionary: Mapping[str, Indicator]) -> dict[str, int]:
    """By breakdown, the sum over all additive indicators of |sum over groups - nation|."""
    additive = _additive(dictionary)
    found: dict[str, int] = {}
    for by in ADDITIVE_BREAKDOWNS:
        groups = grouped(counter.view, by)
        off = 0
        for question in QUESTIONS:
            parts = counter.totals(additive, question, groups)
            whole = counter.totals(additive, question)
            for code in additive:
                nation = _value(whole[code], "all")
                off += abs(sum(total.value or 0 for total in parts[code].values()) - nation)
        found[by.value] = off
    return found


def unit_difference(nation: Counter, own: Counter, dictionary: Mapping[str, Indicator]) -> int:
    """The sum over all additive indicators of |a unit's own board - what the nation's board shows of the unit|."""
    additive, unit = _additive(dictionary), own.view.scope.name
    groups = grouped(nation.view, Breakdown.UNIT)
    off = 0
    for question in QUESTIONS:
        shown, told = nation.totals(additive, question, groups), own.totals(additive, question)
        off += sum(abs(_value(shown[code], unit) - _value(told[code], "all")) for code in additive)
    return off


def _additive(dictionary: Mapping[str, Indicator]) -> list[str]:
    return [code for code, one in dictionary.items() if one.aggregation is Aggregation.SUM]


def _value(totals: Mapping[str, Total], label: str) -> int:
    return totals.get(label, NOTHING).value or 0
