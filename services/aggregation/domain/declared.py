"""The declared series: what somebody states for a whole area. It stands beside the computed figures and is never added to them.

A statement names its scope and replaces the statements of whatever lies below that scope (domain report 0.2).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from contracts.counts import Aggregation
from contracts.submissions import Qualifier, Series
from services.aggregation.domain.columns import CODES_AN_INDICATOR, KEY
from services.aggregation.domain.figures import Total
from services.aggregation.domain.qualifiers import ORDER, shown
from services.aggregation.domain.views import View

PathOf = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one submission declares of one indicator for a scope."""

    scope: str
    value: int
    qualifier: Qualifier
    slot: int
    submission: bytes
    received_ms: int


def statements(view: View, indicator: int, received_ms: Sequence[int]) -> list[Statement]:
    """Every visible statement about an indicator (by its number); names given as keys count as their number."""
    part = view.rows_of(indicator)
    is_declared = view.dimension_facets.is_word("series", lambda one: one.series, Series.DECLARED.value)
    found: dict[tuple[str, int], Statement] = {}
    for row in (part.start + np.flatnonzero(is_declared[view.dimensions[part]])).tolist():
        dimensions = int(view.dimensions[row])
        slot, code = int(view.slot[row]), int(view.code[row]) % CODES_AN_INDICATOR
        scope = view.dimension_values[dimensions].scope or view.homes[int(view.home_of_slot[slot])].organisation
        known = found.get((scope, slot))
        value = (known.value if known else 0) + (1 if code == KEY else int(view.value[row]))
        qualifier = Qualifier.EXACT if code == KEY else ORDER[code]
        both = shown((known.qualifier, qualifier)) if known else qualifier
        found[scope, slot] = Statement(scope, value, both, slot, view.identities[slot], received_ms[slot])
    return list(found.values())


def declared_total(
    found: list[Statement], scope: str, path_of: PathOf, aggregation: Aggregation = Aggregation.SUM
) -> Total | None:
    """What is declared for `scope`: its own newest statement, else the topmost statements below it, put together.

    Of an indicator whose figure is a maximum the largest statement is taken, of any other their sum; names of a distinct one
    are not compared across statements. None where nothing is declared. `path_of` gives an organisation's path from the root,
    itself included.
    """
    newest: dict[str, Statement] = {}
    for one in sorted(found, key=lambda statement: (statement.received_ms, statement.submission)):
        newest[one.scope] = one
    below = {name: path_of(name) for name in newest}
    inside = {name: path for name, path in below.items() if scope in path}
    top = [newest[name] for name, path in inside.items() if not any(step in inside for step in path if step != name)]
    if not top:
        return None
    value = max(one.value for one in top) if aggregation is Aggregation.MAX else sum(one.value for one in top)
    told = [one for one in top if aggregation is not Aggregation.MAX or one.value == value]
    return Total(value, shown(one.qualifier for one in told), len({one.slot for one in top}))
