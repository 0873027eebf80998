"""Pairs: the same job done by us and by what we compare with, in turn, and the ratio of each pair.

Machines are noisy, so speeds are only compared inside a pair. A bar is missed only when the whole spread is below it.
"""

import statistics
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass

PAIRS = 9

Measure = Callable[[], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table. `ours` and `against` are medians in `unit`; ratio, low and high are over the pairs.

    `at_least` tells whether the ratio must reach the bar or must stay below it; without a bar it is only shown.
    """

    id: str
    ours: float
    against: float
    ratio: float
    low: float
    high: float
    bar: float | None
    unit: str
    at_least: bool = True

    @property
    def missed(self) -> bool:
        """Whether the whole spread lies on the wrong side of the bar."""
        if self.bar is None:
            return False
        return self.high < self.bar if self.at_least else self.low > self.bar

    def as_json(self) -> dict[str, object]:
        """The line of `build/bench.json`."""
        return asdict(self) | {"missed": self.missed}


async def in_pairs(
    name: str,
    ours: Measure,
    against: Measure,
    bar: float | None,
    unit: str,
    *,
    pairs: int = PAIRS,
    at_least: bool = True,
) -> Result:
    """Measure `ours` and `against` in turn `pairs` times; which goes first alternates, so that a drift favours neither."""
    mine: list[float] = []
    theirs: list[float] = []
    for number in range(pairs):
        if number % 2:
            theirs.append(await against())
            mine.append(await ours())
        else:
            mine.append(await ours())
            theirs.append(await against())
        print(f"  {name} {number + 1}/{pairs}: {mine[-1]:,.4g} against {theirs[-1]:,.4g} {unit}", flush=True)
    ratios = [a / b for a, b in zip(mine, theirs, strict=True)]
    return Result(
        id=name,
        ours=statistics.median(mine),
        against=statistics.median(theirs),
        ratio=statistics.median(ratios),
        low=min(ratios),
        high=max(ratios),
        bar=bar,
        unit=unit,
        at_least=at_least,
    )
