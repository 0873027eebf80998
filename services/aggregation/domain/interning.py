"""Numbers for values that repeat, in the order they were first seen."""

from collections.abc import Hashable
from typing import Generic, TypeVar

ValueT = TypeVar("ValueT", bound=Hashable)


class Interner(Generic[ValueT]):
    """A value's number, and the value of a number. Numbers are this ledger's own and mean nothing elsewhere."""

    __slots__ = ("numbers", "values")

    def __init__(self) -> None:
        self.numbers: dict[ValueT, int] = {}
        self.values: list[ValueT] = []

    def number(self, value: ValueT) -> int:
        """The number of `value`, a new one where it has none."""
        known = self.numbers.get(value)
        if known is not None:
            return known
        number = len(self.values)
        self.numbers[value] = number
        self.values.append(value)
        return number

    def __len__(self) -> int:
        return len(self.values)
