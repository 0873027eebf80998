"""What readers may ask of a board: which scope, how fresh, which figures, broken down by what."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from fastapi import Query

from contracts.problems import Problem, ProblemCode
from contracts.submissions import Series, Window
from services.aggregation.domain.figures import ALL_WINDOWS
from services.aggregation.domain.grouping import Breakdown
from services.aggregation.domain.views import NATION
from services.kit.clock import SHANGHAI

CURRENT_EDITION_NOTE = "The edition's year, as in 2024."


class Windows(StrEnum):
    """Which windows a figure adds: the edition's headline, all, or one."""

    HEADLINE = "headline"
    ALL = "all"
    WEEK = "week"
    OWN = "own"
    OUTSIDE = "outside"


class Including(StrEnum):
    """What is counted beside the accepted."""

    PENDING = "pending"


class AskedSeries(StrEnum):
    """Which series is added up. Declared numbers speak for areas that overlap and are never added; they stand beside."""

    ACTUAL = "actual"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    """Which board is asked for, and how fresh it must be."""

    edition: Annotated[str, Query(max_length=16, description=CURRENT_EDITION_NOTE)]
    scope: Annotated[str, Query(max_length=64, description="nation, a unit, council, department or organisation.")] = (
        NATION
    )
    incl: Annotated[Including | None, Query(description="pending takes versions in review instead; needs rights.")] = (
        None
    )
    cut: Annotated[str | None, Query(max_length=4_000, description="Answer at this cut or newer.")] = None

    @property
    def pending(self) -> bool:
        """Whether versions in review are asked for."""
        return self.incl is Including.PENDING


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """Which figures of a board are asked for."""

    indicator: Annotated[str, Query(max_length=2_000, description="Codes, comma separated; all where empty.")] = ""
    by: Annotated[str, Query(max_length=200, description="Breakdowns, comma separated.")] = ""
    windows: Windows = Windows.HEADLINE
    series: Annotated[
        AskedSeries, Query(description="actual or expected; declared numbers stand beside each figure.")
    ] = AskedSeries.ACTUAL

    @property
    def indicators(self) -> list[str]:
        """The codes asked for."""
        return [code for code in self.indicator.split(",") if code]

    @property
    def breakdowns(self) -> list[Breakdown]:
        """The breakdowns asked for. Raises Problem(unknown_code)."""
        try:
            return [Breakdown(name) for name in self.by.split(",") if name]
        except ValueError as fault:
            raise Problem(ProblemCode.UNKNOWN_CODE, code=self.by) from fault

    @property
    def added_series(self) -> Series:
        """The series to add up."""
        return Series(self.series.value)

    def windows_of(self, headline: tuple[Window, ...]) -> tuple[Window, ...]:
        """The windows to add, where `headline` are those of the edition."""
        if self.windows is Windows.HEADLINE:
            return headline
        return ALL_WINDOWS if self.windows is Windows.ALL else (Window(self.windows.value),)


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for, of which board, and how fresh it must be."""

    incl: Including | None = None
    cut: Annotated[str | None, Query(max_length=4_000)] = None
    cursor: Annotated[int, Query(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Query(ge=1, le=500)] = 100


def moment(at: datetime) -> datetime:
    """A moment that a reader gave, in UTC; without an offset it is Asia/Shanghai's. Raises Problem(out_of_range)."""
    try:
        return (at if at.tzinfo else at.replace(tzinfo=SHANGHAI)).astimezone(UTC)
    except OverflowError as fault:
        raise Problem(ProblemCode.OUT_OF_RANGE, expected="a year between 1 and 9999, UTC") from fault
