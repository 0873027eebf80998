"""How many bytes each organisation has sent or is sending: kept in memory and counted anew at times.

Counting with every upload would cost more than its beginning. Other copies of the service may pass a quota by what they have
begun between two counts.
"""

from collections import Counter
from typing import Protocol


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

    def used_bytes(self, organisation: str, edition: str) -> int:
        """What counts against an organisation's quota of an edition."""
        return max(0, self._used[organisation, edition])

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
