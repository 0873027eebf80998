"""Order-independent digests of a partition: equal offsets must give equal digests, in every replica and in a rebuild.

The standings' digest is a sum of hashes modulo 2^64; the figures' digest covers the partial figures themselves, that is the sum
of every indicator by qualifier, and the keys of distinct ones, over the versions that are counted.
"""

from array import array
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from services.aggregation.domain.columns import CODES_AN_INDICATOR, KEY, Integers, Ints, Rows, VersionColumns, places_of
from services.aggregation.domain.reading import content_digest

MODULUS = 1 << 64
LOW_BITS = MODULUS - 1


class KeyHashes:
    """The hash of every key by its number, each computed once."""

    __slots__ = ("_hashes", "_keys")

    def __init__(self, keys: list[str]) -> None:
        self._keys = keys
        self._hashes = array("Q")

    def of(self, numbers: Integers) -> npt.NDArray[np.uint64]:
        """The hashes of some keys."""
        self._hashes.extend(content_digest(key.encode()) for key in self._keys[len(self._hashes) :])
        return np.frombuffer(self._hashes, np.uint64)[numbers]


class PartitionDigest:
    """The running digest of one partition. Moves of counted versions gather until `settle`."""

    __slots__ = ("_begun", "_ended", "keys", "standings", "sums")

    def __init__(self) -> None:
        self.standings = 0
        self.sums: dict[int, int] = {}
        self.keys: dict[int, int] = {}
        self._ended = array("q")
        self._begun = array("q")

    def replace_standing(self, before: int, after: int) -> None:
        """A standing of the same counted version took the place of another; both are content digests."""
        self.standings = (self.standings - before + after) & LOW_BITS

    def take(self, content: int, counted: int) -> None:
        """A standing came in, and the version it counts (-1 for none)."""
        self.standings = (self.standings + content) & LOW_BITS
        if counted >= 0:
            self._begun.append(counted)

    def leave(self, content: int, counted: int) -> None:
        """A standing went out, and the version it counted."""
        self.standings = (self.standings - content) & LOW_BITS
        if counted >= 0:
            self._ended.append(counted)

    def settle(self, rows: Rows, versions: VersionColumns, keys: KeyHashes) -> None:
        """Work the gathered moves into the partial figures."""
        for sign, moved in ((-1, self._ended), (1, self._begun)):
            if moved:
                numbers = np.array(moved, dtype=np.int64)
                del moved[:]
                self._work_in(rows, places_of(versions.at("start", numbers), versions.at("count", numbers)), keys, sign)

    def _work_in(self, rows: Rows, places: Ints, keys: KeyHashes, sign: int) -> None:
        code, value = rows.at("code", places), rows.at("value", places)
        named = code % CODES_AN_INDICATOR == KEY
        _add(self.sums, code[~named], value[~named], sign)
        if named.any():
            _add(self.keys, code[named], keys.of(value[named]).astype(np.int64), sign)

    def standings_text(self) -> str:
        """The digest of the standings, 16 hexadecimal digits."""
        return f"{self.standings:016x}"

    def figures_text(self, indicators: list[str]) -> str:
        """The digest of the partial figures, 16 hexadecimal digits."""
        lines = sorted(
            f"{indicators[code // CODES_AN_INDICATOR]}:{code % CODES_AN_INDICATOR}:{total}"
            for totals in (self.sums, self.keys)
            for code, total in totals.items()
            if total
        )
        return blake2b("\n".join(lines).encode(), digest_size=8).hexdigest()


def _add(totals: dict[int, int], codes: Integers, values: Integers, sign: int) -> None:
    """Add or take away by code; totals are signed 64-bit numbers that wrap around, so that the order does not matter."""
    if not len(codes):
        return
    added = np.zeros(int(codes.max()) + 1, np.int64)
    np.add.at(added, codes, values)
    for code in np.flatnonzero(added).tolist():
        totals[code] = (totals.get(code, 0) + sign * int(added[code]) + MODULUS // 2) % MODULUS - MODULUS // 2
