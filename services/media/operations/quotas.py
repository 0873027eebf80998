"""How many bytes each organisation has sent or is sending: kept in memory and counted anew at times.

Counting with every upload would cost more than its beginning. Other copies of the service may pass a quota by what they have
begun between two counts.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from uuid import UUID


class Counts(Protocol):
    """Whoever can count what was sent."""

    async def used_bytes(self) -> dict[tuple[str, str], int]:
        """What each organisation has sent or is sending, by (organisation, edition)."""
        ...


class QuotaBook:
    """Bytes by (organisation, edition): what was stored at the last count, and what this copy has begun or ended since."""

    def __init__(self, store: Counts) -> None:
        self._store = store
        self._used: Counter[tuple[str, str]] = Counter()
        self._coming: dict[tuple[str, str, UUID], int] = {}

    def used_bytes(self, organisation: str, edition: str, but: UUID | None = None) -> int:
        """What counts against an organisation's quota of an edition; `but` is a file whose beginning is passed over."""
        name = (organisation, edition)
        coming = sum(size for key, size in self._coming.items() if key[:2] == name and key[2] != but)
        return max(0, self._used[name]) + coming

    @contextmanager
    def coming(self, organisation: str, edition: str, asset: UUID, size_bytes: int) -> Iterator[None]:
        """Count a file while its session begins, so that many that begin at once do not all find the same room."""
        self._coming[organisation, edition, asset] = size_bytes
        try:
            yield
        finally:
            self._coming.pop((organisation, edition, asset), None)

    def note(self, organisation: str, edition: str, size_bytes: int) -> None:
        """Add what has just been begun; what has just ended without bytes is negative."""
        self._used[organisation, edition] += size_bytes

    async def refresh(self) -> None:
        """Count anew. Raises Problem(store_away)."""
        before = self._used.copy()
        counted = Counter(await self._store.used_bytes())
        for name, used in self._used.items():
            # What was begun or ended while the count ran may be missing in it or not; it is never counted twice.
            if used > before[name]:
                counted[name] = max(counted[name], used)
            elif used < before[name]:
                counted[name] = min(counted[name], used)
        self._used = counted
