"""Numbers that share an indicator and a cell become one: values by the indicator's rule, qualifiers by their order.

Source: issue 3, section 4: exact is neutral, at_least with nearly gives about, about absorbs.
"""

from collections.abc import Iterable, Mapping

from contracts.counts import Aggregation, Indicator
from contracts.submissions import FactMeasure, Qualifier


def joined(one: Qualifier, other: Qualifier) -> Qualifier:
    """The qualifier of two numbers taken together. EXPECTED is a series of its own and joins only with itself."""
    if one is other or other is Qualifier.EXACT:
        return one
    return other if one is Qualifier.EXACT else Qualifier.ABOUT


def merged(measures: Iterable[FactMeasure], indicators: Mapping[str, Indicator]) -> tuple[FactMeasure, ...]:
    """One measure an indicator: sums added, maxima compared, names united; a claim without names stays beside them."""
    found: dict[tuple[str, bool], FactMeasure] = {}
    for measure in measures:
        mark = (measure.indicator, bool(measure.keys))
        known = found.get(mark)
        found[mark] = _together(known, measure, indicators[measure.indicator].aggregation) if known else measure
    return tuple(found.values())


def _together(one: FactMeasure, other: FactMeasure, aggregation: Aggregation) -> FactMeasure:
    keys = tuple(sorted({*one.keys, *other.keys}))
    if keys:
        value = len(keys)
    elif aggregation is Aggregation.MAX:
        value = max(one.value, other.value)
    else:
        value = one.value + other.value
    return FactMeasure(
        indicator=one.indicator, value=value, qualifier=joined(one.qualifier, other.qualifier), keys=keys
    )
