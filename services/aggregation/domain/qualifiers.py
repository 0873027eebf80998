"""How exact a total is, from how exact its addends are.

Exact is neutral; at least with nearly gives about; about absorbs. Expected numbers are a series of their own and meet only
each other. The order of addends never matters (source: domain report 1.3, definition 2).
"""

from collections.abc import Iterable

from contracts.submissions import Qualifier

ORDER = (Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.NEARLY, Qualifier.ABOUT, Qualifier.EXPECTED)
"""The order of the columns in which qualifiers are counted."""
INDEX = {qualifier.value: index for index, qualifier in enumerate(ORDER)}


def shown(qualifiers: Iterable[Qualifier]) -> Qualifier:
    """The qualifier of a total with these addends; an empty total is exact."""
    seen = set(qualifiers)
    if Qualifier.EXPECTED in seen:
        return Qualifier.EXPECTED
    if Qualifier.ABOUT in seen or {Qualifier.AT_LEAST, Qualifier.NEARLY} <= seen:
        return Qualifier.ABOUT
    if Qualifier.AT_LEAST in seen:
        return Qualifier.AT_LEAST
    if Qualifier.NEARLY in seen:
        return Qualifier.NEARLY
    return Qualifier.EXACT


_OF_A_DENOMINATOR = {Qualifier.AT_LEAST: Qualifier.NEARLY, Qualifier.NEARLY: Qualifier.AT_LEAST}


def of_ratio(above: Qualifier, below: Qualifier) -> Qualifier:
    """The qualifier of a ratio: the more there is below the line, the smaller the ratio."""
    return shown((above, _OF_A_DENOMINATOR.get(below, below)))


SHOWN_BY_MASK = tuple(
    shown(qualifier for index, qualifier in enumerate(ORDER) if mask >> index & 1) for mask in range(1 << len(ORDER))
)
"""The shown qualifier by a bit mask of the qualifiers present, bit n for `ORDER[n]`."""
