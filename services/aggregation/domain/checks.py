"""The published checks: sums over units, places and days equal the nation at one cut; what was received is somewhere.

Each is a number that must be 0; `checks` gives every difference by name.
"""

from collections.abc import Mapping

from contracts.counts import Aggregation, Indicator
from contracts.submissions import Series
from services.aggregation.domain.figures import ALL_WINDOWS, Counter, Question
from services.aggregation.domain.grouping import Breakdown, grouped

ADDITIVE_BREAKDOWNS = (Breakdown.UNIT, Breakdown.PLACE, Breakdown.DAY)


def differences(counter: Counter, dictionary: Mapping[str, Indicator]) -> dict[str, int]:
    """By breakdown, the sum over all additive indicators of |sum over groups - nation|."""
    additive = [code for code, one in dictionary.items() if one.aggregation is Aggregation.SUM]
    found: dict[str, int] = {}
    for by in ADDITIVE_BREAKDOWNS:
        groups = grouped(counter.view, by)
        off = 0
        for series in (Series.ACTUAL, Series.EXPECTED):
            question = Question(series, ALL_WINDOWS)
            parts = counter.totals(additive, question, groups)
            whole = counter.totals(additive, question)
            for code in additive:
                nation = whole[code]["all"].value if whole[code] else 0
                off += abs(sum(total.value or 0 for total in parts[code].values()) - (nation or 0))
        found[by.value] = off
    return found
