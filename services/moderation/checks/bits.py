"""Rows of bits in one block of memory, searched by how many bits differ: pictures' hashes and sketches of texts.

Every row is looked at, eight bytes at a time; at the size of an edition that is quicker than any index kept beside it.
"""

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.uint64]
FIRST_CAPACITY = 1_024
WIDE = 4


class BitRows:
    """Rows of `words` times 64 bits, each at a place of its own that stays until it is freed."""

    def __init__(self, words: int) -> None:
        self._words = words
        self._rows = np.zeros((words, FIRST_CAPACITY), dtype=np.uint64)
        self._used = np.zeros(FIRST_CAPACITY, dtype=np.bool_)
        self._free: list[int] = []
        self._end = 0

    def __len__(self) -> int:
        return self._end - len(self._free)

    @property
    def capacity(self) -> int:
        """How many rows there is room for now."""
        return int(self._used.shape[0])

    def add(self, row: Row) -> int:
        """Keep a row; the place it has from now on."""
        if self._free:
            place = self._free.pop()
        else:
            place = self._end
            self._end += 1
            if place == self.capacity:
                self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)], axis=1)
                self._used = np.concatenate([self._used, np.zeros_like(self._used)])
        self._rows[:, place] = row
        self._used[place] = True
        return place

    def remove(self, place: int) -> None:
        """Free the place of a row."""
        if not self._used[place]:
            raise KeyError(place)
        self._used[place] = False
        self._free.append(place)

    def near(self, row: Row, most_bits: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The places of all rows that differ in at most `most_bits` bits, and in how many each, the nearest first."""
        rows = self._rows[:, : self._end]
        # A byte holds the count of three words; four may differ in 256 bits.
        differing = np.bitwise_count(rows[0] ^ row[0]).astype(np.uint8 if self._words < WIDE else np.uint16)
        for word in range(1, self._words):
            differing += np.bitwise_count(rows[word] ^ row[word])
        places = np.flatnonzero(differing <= most_bits)
        places = places[self._used[places]]
        bits = differing[places].astype(np.intp)
        order = np.argsort(bits, kind="stable")
        return places[order], bits[order]
