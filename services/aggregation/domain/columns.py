"""The tables of the ledger: lines of packed numbers that Python adds to fast and numpy reads by column.

A line is packed and added in one step, and a standing takes about seventy bytes; that is why these are neither objects nor
one array a column.
"""

from collections.abc import Iterator, Sequence
from struct import Struct
from typing import Any, ClassVar, Self, overload

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Integers = npt.NDArray[np.integer[Any]]
"""Whole numbers of any width; widen them before multiplying or adding up."""
CODES_AN_INDICATOR = 8
"""A row's code is its indicator's number times this, plus the number of its qualifier, or `KEY`."""
KEY = 7
"""In place of a qualifier: the row's value is the number of a key of a distinct indicator."""
Head = tuple[int, int, int, int, int]
"""Revision, content, partition, counted and review of a slot."""
_NUMPY_TYPES = {"q": "i8", "Q": "u8", "i": "i4", "b": "i1"}


class Column(Sequence[int]):
    """One column of a table, as it stands now."""

    __slots__ = ("_name", "_read", "_start", "_table")

    def __init__(self, table: "Columns", name: str, code: str, start: int) -> None:
        self._table = table
        self._name = name
        self._read = Struct(f"<{code}").unpack_from
        self._start = start

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        if isinstance(place, slice):
            chosen: list[int] = self._table.snapshot(self._name)[place].tolist()
            return chosen
        if not 0 <= place < len(self._table):
            raise IndexError(place)
        number: int = self._read(self._table.lines, place * self._table.LINE.size + self._start)[0]
        return number

    def __len__(self) -> int:
        return len(self._table)

    def __iter__(self) -> Iterator[int]:
        return iter(self._table.snapshot(self._name).tolist())


class Columns:
    """Parallel columns of one length; `TYPES` names each with its `struct` code, in the order of a line.

    numpy reads copies only: an array that shared the lines' memory would keep them from growing.
    """

    TYPES: ClassVar[dict[str, str]] = {}
    LINE: ClassVar[Struct]
    _NUMPY: ClassVar[np.dtype[np.void]]

    def __init_subclass__(cls) -> None:
        cls.LINE = Struct("<" + "".join(cls.TYPES.values()))
        cls._NUMPY = np.dtype([(name, f"<{_NUMPY_TYPES[code]}") for name, code in cls.TYPES.items()])

    def __init__(self, lines: bytes = b"") -> None:
        self.lines = bytearray(lines)
        start = 0
        for name, code in self.TYPES.items():
            setattr(self, name, Column(self, name, code, start))
            start += Struct(f"<{code}").size

    def __len__(self) -> int:
        return len(self.lines) // self.LINE.size

    def add(self, *line: int) -> int:
        """Add a line: one number a column, in the order of `TYPES`. Gives its place."""
        lines, packed = self.lines, self.LINE.pack(*line)
        place = len(lines) // len(packed)
        lines += packed
        return place

    def write(self, place: int, line: bytes) -> None:
        """Replace a line by another packed one."""
        start = place * len(line)
        self.lines[start : start + len(line)] = line

    def snapshot(self, name: str) -> Ints:
        """A copy of a column as 64-bit integers; it stays as it is while the ledger goes on."""
        return self._shared()[name].astype(np.int64)

    def at(self, name: str, places: Integers) -> Integers:
        """A copy of a column's numbers at some places, as wide as they are kept."""
        return self._shared()[name][places]

    def extend(self, others: Self) -> None:
        """Add all lines of another table of the same kind."""
        self.lines += others.lines

    def keep(self, places: Integers) -> Self:
        """A new table with the lines at some places only."""
        return type(self)(self._shared()[places].tobytes())

    def replace(self, name: str, values: Integers) -> None:
        """Write a whole column."""
        self._shared()[name][:] = values

    def _shared(self) -> npt.NDArray[np.void]:
        return np.frombuffer(self.lines, self._NUMPY)


class SlotColumns(Columns):
    """One line a submission. `counted` and `review` are version numbers of `VersionColumns`, -1 for none.

    `appended_ms` and `received_ms` are milliseconds since 1970; `content` is the digest of the standing's event body.
    """

    TYPES: ClassVar[dict[str, str]] = {
        "revision": "q",
        "content": "Q",
        "partition": "i",
        "counted": "i",
        "review": "i",
        "offset": "q",
        "appended_ms": "q",
        "received_ms": "q",
        "home": "i",
        "obligation": "i",
        "state": "b",
        "verdict": "b",
        "flags": "b",
        "version": "i",
        "review_level": "b",
    }
    HEAD: ClassVar[Struct] = Struct("<qQiii")
    """The first five columns: what a later decision on the same submission is compared with."""
    revision: Column
    content: Column
    partition: Column
    counted: Column
    review: Column
    offset: Column
    appended_ms: Column
    received_ms: Column
    home: Column
    obligation: Column
    state: Column
    verdict: Column
    flags: Column
    version: Column
    review_level: Column

    def head(self, slot: int) -> Head:
        """Revision, content, partition, counted and review of a slot."""
        return self.HEAD.unpack_from(self.lines, slot * self.LINE.size)


class VersionColumns(Columns):
    """One line for the facts of a version: its slot, its number, the digest of its facts, its rows."""

    TYPES: ClassVar[dict[str, str]] = {"slot": "i", "version": "i", "facts": "Q", "start": "q", "count": "i"}
    HEAD: ClassVar[Struct] = Struct("<iiQ")
    slot: Column
    version: Column
    facts: Column
    start: Column
    count: Column

    def told(self, version: int) -> tuple[int, int]:
        """The number of a version, and the digest of its facts."""
        _slot, number, facts = self.HEAD.unpack_from(self.lines, version * self.LINE.size)
        return number, facts


class Rows(Columns):
    """One line a fact: the number of its dimensions, its code, its value."""

    TYPES: ClassVar[dict[str, str]] = {"dimensions": "i", "code": "i", "value": "q"}
    dimensions: Column
    code: Column
    value: Column


def places_of(starts: Integers, counts: Integers) -> Ints:
    """The places start, start + 1, ... of every run, one run after the other."""
    before = np.cumsum(counts, dtype=np.int64) - counts
    return np.repeat(starts - before, counts) + np.arange(counts.sum(), dtype=np.int64)
