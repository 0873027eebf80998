"""Figures as aggregation says them to the world, each under a cut of the decision log."""

from datetime import datetime
from enum import StrEnum

from contracts.base import Contract
from contracts.submissions import Qualifier, Series, Window

FIGURES_TYPE = "weekwire.aggregation.figures.v1"


class Aggregation(StrEnum):
    """How facts of an indicator become a figure (indicator dictionary, column agg)."""

    SUM = "sum"
    DISTINCT = "distinct"
    MAX = "max"
    RATIO = "ratio"


class Indicator(Contract):
    """One line of the indicator dictionary. Values are integers in `unit`; a ratio is computed, never typed."""

    code: str
    name: str
    unit: str
    group: str
    aggregation: Aggregation
    definition: str
    numerator: str | None = None
    denominator: str | None = None
    derived_from: str | None = None


class Figure(Contract):
    """One figure: value, the strongest qualifier, and how many submissions stand behind it.

    `value` is None where nothing was reported; a ratio is in hundredths of a percent. `claimed` is the part of a
    distinct indicator that came without names: kept apart, and not deduplicated.
    """

    indicator: str
    series: Series
    window: Window | None = None
    value: int | None
    qualifier: Qualifier = Qualifier.EXACT
    sources: int
    claimed: int = 0
    claimed_qualifier: Qualifier = Qualifier.EXACT


class FiguresState(Contract):
    """`aggregation.figures.v1`: the public figures of one scope at one cut."""

    scope: str
    edition: str
    revision: int
    cut: str
    as_of: datetime
    figures: tuple[Figure, ...]
