"""Order-independent digests of a partition: equal offsets must give equal digests, in every replica and in a rebuild.

The standings' digest is a sum of hashes modulo 2^64; the figures' digest covers the partial figures themselves, that is the sum
of every indicator by qualifier, and the keys of distinct ones, over the versions that are counted.
"""

from hashlib import blake2b

import numpy as np

from services.aggregation.domain.columns import Ints, VersionColumns

MODULUS = 1 << 64
KEY_CODE = 7
CODES = 8


class PartitionDigest:
    """The running digest of one partition. Moves of counted versions gather until `settle`."""

    __slots__ = ("_moves", "keys", "standings", "sums")

    def __init__(self) -> None:
        self.standings = 0
        self.sums: dict[int, int] = {}
        self.keys: dict[int, int] = {}
        self._moves: list[tuple[int, int]] = []

    def replace_standing(self, before: int, after: int) -> None:
        """One standing's content digest gave way to another (0 where there was none)."""
        self.standings = (self.standings - before + after) % MODULUS

    def move(self, before: int, after: int) -> None:
        """Version `before` stopped counting and `after` began to (-1 for none)."""
        if before >= 0:
            self._moves.append((before, -1))
        if after >= 0:
            self._moves.append((after, 1))

    def settle(self, table: Ints, versions: VersionColumns, keys: list[str]) -> None:
        """Work the gathered moves into the partial figures."""
        if not self._moves:
            return
        numbers = [version for version, _sign in self._moves]
        counts = np.array([versions.count[version] for version in numbers], np.int64)
        starts = np.array([versions.start[version] for version in numbers], np.int64)
        signs = np.repeat(np.array([sign for _version, sign in self._moves], np.int64), counts)
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        rows = table[np.repeat(starts, counts) + offsets]
        self._moves.clear()
        named = rows[:, 2] % CODES == KEY_CODE
        self._add(self.sums, rows[~named, 2], rows[~named, 3] * signs[~named])
        if named.any():
            hashes = np.array([_hash(keys[key]) for key in rows[named, 3].tolist()], np.uint64)
            signed = (hashes * signs[named].astype(np.uint64)).astype(np.int64)
            self._add(self.keys, rows[named, 2], signed)

    @staticmethod
    def _add(totals: dict[int, int], codes: Ints, values: Ints) -> None:
        found, inverse = np.unique(codes, return_inverse=True)
        added = np.zeros(len(found), np.int64)
        np.add.at(added, inverse, values)
        for code, value in zip(found.tolist(), added.tolist(), strict=True):
            totals[code] = (totals.get(code, 0) + value + MODULUS // 2) % MODULUS - MODULUS // 2

    def standings_text(self) -> str:
        """The digest of the standings, 16 hexadecimal digits."""
        return f"{self.standings:016x}"

    def figures_text(self, indicators: list[str]) -> str:
        """The digest of the partial figures, 16 hexadecimal digits."""
        lines = sorted(
            f"{indicators[code // CODES]}:{code % CODES}:{total}"
            for totals in (self.sums, self.keys)
            for code, total in totals.items()
            if total
        )
        return blake2b("\n".join(lines).encode(), digest_size=8).hexdigest()


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")
