"""Numbers for values that repeat, in the order they were first seen."""

from array import array
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt

ValueT = TypeVar("ValueT", bound=Hashable)
WordT = TypeVar("WordT", bound=Hashable)


class Interner(Generic[ValueT]):
    """A value's number, and the value of a number. Numbers are this ledger's own and mean nothing elsewhere.

    `number(value)` gives a value its number, a new one where it has none; `numbers.get(value)` only looks. `make` turns what
    is asked for into the value that is kept, once for each new value; both must be equal.
    """

    __slots__ = ("number", "numbers", "values")

    def __init__(self, make: Callable[[Any], ValueT] | None = None) -> None:
        self.values: list[ValueT] = []
        self.numbers: dict[ValueT, int] = _Numbers(self.values, make)
        # The dictionary's own look-up: most values are known, and there are ten of them in every decision.
        self.number: Callable[[Any], int] = self.numbers.__getitem__

    def __len__(self) -> int:
        return len(self.values)


class _Numbers(dict[ValueT, int]):
    """Numbers by value; asked for an unknown value, it numbers it."""

    __slots__ = ("_make", "_values")

    def __init__(self, values: list[ValueT], make: Callable[[Any], ValueT] | None) -> None:
        super().__init__()
        self._values = values
        self._make = make

    def __missing__(self, value: ValueT) -> int:
        kept = value if self._make is None else self._make(value)
        number = self[kept] = len(self._values)
        self._values.append(kept)
        return number


class Facets(Generic[ValueT]):
    """Properties of many values as numbers, each worked out once a value, so that a view need not look at all of them again."""

    def __init__(self, values: list[ValueT]) -> None:
        self._values = values
        self._facets: dict[str, tuple[Interner[Any], array[int]]] = {}

    def of(self, name: str, property_of: Callable[[ValueT], WordT]) -> tuple[dict[WordT, int], npt.NDArray[np.int32]]:
        """The numbers of a property's words, and for every value the number of its word. `name` stands for `property_of`."""
        if name not in self._facets:
            self._facets[name] = Interner(), array("i")
        words, numbers = self._facets[name]
        numbers.extend(map(words.number, map(property_of, self._values[len(numbers) :])))
        return words.numbers, np.array(numbers, np.int32)

    def is_word(self, name: str, property_of: Callable[[ValueT], str], *wanted: str) -> npt.NDArray[np.bool_]:
        """For every value, whether its property is one of the wanted words."""
        words, numbers = self.of(name, property_of)
        return np.isin(numbers, [words[word] for word in wanted if word in words])
