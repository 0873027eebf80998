"""A cut says how much of the decision log an answer has seen: `<log epoch>:<next offset per partition>`.

Newer means no partition lower; a new epoch replaces all.
"""

from dataclasses import dataclass

from contracts.problems import Problem, ProblemCode

SEPARATOR = ":"


@dataclass(frozen=True, slots=True)
class Cut:
    """The log's epoch and the next offset of each partition, in order of the partitions' numbers."""

    epoch: str
    offsets: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.epoch}{SEPARATOR}{'.'.join(str(offset) for offset in self.offsets)}"

    def covers(self, other: "Cut") -> bool:
        """Whether this cut has seen all that `other` has; never true across epochs."""
        same_shape = self.epoch == other.epoch and len(self.offsets) == len(other.offsets)
        return same_shape and all(mine >= theirs for mine, theirs in zip(self.offsets, other.offsets, strict=True))

    def newer_than(self, other: "Cut | None") -> bool:
        """Whether a reader that holds `other` should take this one: another epoch, or more of the same."""
        if other is None or other.epoch != self.epoch:
            return True
        return self != other and self.covers(other)


def parse_cut(text: str) -> Cut:
    """Read a cut as written by `str(cut)`. Raises Problem(bad_cut)."""
    epoch, separator, offsets = text.rpartition(SEPARATOR)
    try:
        numbers = tuple(int(offset) for offset in offsets.split("."))
    except ValueError as fault:
        raise Problem(ProblemCode.BAD_CUT) from fault
    if not separator or not epoch or any(number < 0 for number in numbers):
        raise Problem(ProblemCode.BAD_CUT)
    return Cut(epoch, numbers)
