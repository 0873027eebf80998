"""The columns of the ledger: compact arrays that Python appends to fast and numpy reads at once."""

from array import array
from typing import ClassVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
ROW_WIDTH = 4
FLUSH_NUMBERS = 1 << 18
GROWTH = 1.5


class Columns:
    """Parallel arrays of one length; `TYPES` names each with its array type code."""

    TYPES: ClassVar[dict[str, str]] = {}

    def __init__(self) -> None:
        for name, code in self.TYPES.items():
            setattr(self, name, array(code))

    def snapshot(self, name: str) -> Ints:
        """A copy of a column as 64-bit integers; it stays as it is while the ledger goes on."""
        column: array[int] = getattr(self, name)
        return np.array(column, dtype=np.int64) if len(column) else np.zeros(0, np.int64)


class SlotColumns(Columns):
    """One line a submission. `counted` and `review` are version numbers of `VersionColumns`, -1 for none.

    `appended_ms` and `received_ms` are milliseconds since 1970; `content` is the digest of the standing's event body.
    """

    TYPES: ClassVar[dict[str, str]] = {
        "revision": "q",
        "content": "Q",
        "partition": "i",
        "offset": "q",
        "appended_ms": "q",
        "received_ms": "q",
        "home": "i",
        "obligation": "i",
        "state": "b",
        "verdict": "b",
        "flags": "b",
        "version": "i",
        "counted": "i",
        "review": "i",
        "review_level": "b",
    }
    revision: "array[int]"
    content: "array[int]"
    partition: "array[int]"
    offset: "array[int]"
    appended_ms: "array[int]"
    received_ms: "array[int]"
    home: "array[int]"
    obligation: "array[int]"
    state: "array[int]"
    verdict: "array[int]"
    flags: "array[int]"
    version: "array[int]"
    counted: "array[int]"
    review: "array[int]"
    review_level: "array[int]"


class VersionColumns(Columns):
    """One line for the facts of a version: its slot, its number, the digest of its facts, its rows."""

    TYPES: ClassVar[dict[str, str]] = {"slot": "i", "version": "i", "facts": "Q", "start": "q", "count": "i"}
    slot: "array[int]"
    version: "array[int]"
    facts: "array[int]"
    start: "array[int]"
    count: "array[int]"


class Rows:
    """Facts as rows of (version, dimensions, code, value). New rows gather in a buffer and are moved to the table in blocks.

    The table grows by half of itself when it is full, so that reading it costs nothing however often it is read.
    """

    def __init__(self) -> None:
        self._buffer = array("q")
        self.append = self._buffer.extend
        self._room: Ints = np.zeros((0, ROW_WIDTH), np.int64)
        self._settled = 0

    def __len__(self) -> int:
        return self._settled + len(self._buffer) // ROW_WIDTH

    def settle(self) -> None:
        """Move the buffer over once it is large; cheap, and called after every new version."""
        if len(self._buffer) >= FLUSH_NUMBERS:
            self._flush()

    def table(self) -> Ints:
        """All rows, one line each; the result stays as it is while rows are added."""
        self._flush()
        return self._room[: self._settled]

    def extend(self, rows: Ints) -> None:
        """Add rows that are a table already."""
        self._flush()
        self._add(rows)

    def replace(self, table: Ints) -> None:
        """Take `table` as all rows there are."""
        del self._buffer[:]
        self._room = table
        self._settled = len(table)

    def _flush(self) -> None:
        if self._buffer:
            block = np.array(self._buffer, dtype=np.int64).reshape(-1, ROW_WIDTH)
            del self._buffer[:]
            self._add(block)

    def _add(self, block: Ints) -> None:
        end = self._settled + len(block)
        if end > len(self._room):
            room: Ints = np.empty((max(end, int(len(self._room) * GROWTH)), ROW_WIDTH), np.int64)
            room[: self._settled] = self._room[: self._settled]
            self._room = room
        self._room[self._settled : end] = block
        self._settled = end
