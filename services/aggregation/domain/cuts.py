"""A cut says how much of the decision log an answer has seen: `<log epoch>:<next offset per partition>`.

Newer means no partition lower; a new epoch replaces all.
"""

import re
from dataclasses import dataclass

from contracts.problems import Problem, ProblemCode

SEPARATOR = ":"
_OFFSET = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Cut:
    """The log's epoch and the next offset of each partition, in order of the partitions' numbers."""

    epoch: str
    offsets: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.epoch}{SEPARATOR}{'.'.join(str(offset) for offset in self.offsets)}"

    def covers(self, other: "Cut") -> bool:
        """Whether this cut has seen all that `other` has; never true across epochs. A log may gain partitions, never lose any."""
        if self.epoch != other.epoch or len(self.offsets) < len(other.offsets):
            return False
        return all(mine >= theirs for mine, theirs in zip(self.offsets, other.offsets, strict=False))

    def newer_than(self, other: "Cut | None") -> bool:
        """Whether a reader that holds `other` should take this one: another epoch, or more of the same."""
        if other is None or other.epoch != self.epoch:
            return True
        return self != other and self.covers(other)


def parse_cut(text: str) -> Cut:
    """Read a cut as written by `str(cut)`. Raises Problem(bad_cut)."""
    epoch, _separator, offsets = text.rpartition(SEPARATOR)
    numbers = offsets.split(".")
    if not epoch or not all(_OFFSET.fullmatch(number) for number in numbers):
        raise Problem(ProblemCode.BAD_CUT)
    return Cut(epoch, tuple(int(number) for number in numbers))
