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


class Derivation(StrEnum):
    """Where rows or items exist, what an indicator is derived from; a number typed beside them is only compared.

    Activities: one key a reported activity. Sessions: rows. Districts and countries: places of sessions. Cases and
    videos: items of that kind.
    """

    ACTIVITIES = "activities"
    SESSIONS = "sessions"
    DISTRICTS = "districts"
    COUNTRIES = "countries"
    CASES = "cases"
    VIDEOS = "videos"


class Indicator(Contract):
    """One line of the indicator dictionary. Values are integers in `unit`; a ratio is computed, never typed.

    `key_schemes` are the prefixes that keys of a distinct indicator may have (`school:`, `uscc:`, ...), the preferred
    one first; other indicators have none.
    """

    code: str
    name: str
    unit: str
    group: str
    aggregation: Aggregation
    definition: str
    numerator: str | None = None
    denominator: str | None = None
    derived_from: Derivation | None = None
    key_schemes: tuple[str, ...] = ()


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
