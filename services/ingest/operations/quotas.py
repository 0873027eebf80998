"""How many submissions each organisation has: a guard against run-away clients, kept in memory and counted anew at times.

Counting with every PUT would cost more than the PUT. Other copies of the service may pass a quota by what they receive
between two counts.
"""

from collections import Counter

from services.ingest import metrics
from services.ingest.store.submissions import SubmissionStore


class QuotaBook:
    """Counts by (organisation, edition): what was stored at the last count, and what this copy has received since."""

    def __init__(self, store: SubmissionStore) -> None:
        self._store = store
        self._filed: Counter[tuple[str, str]] = Counter()

    def filed(self, organisation: str, edition: str) -> int:
        """How many submissions an organisation has in an edition."""
        return self._filed[organisation, edition]

    def note(self, organisation: str, edition: str) -> None:
        """Count one that has just been received."""
        self._filed[organisation, edition] += 1

    async def refresh(self) -> None:
        """Count anew. Raises Problem(store_away)."""
        before = self._filed.copy()
        counted = Counter(await self._store.count_by_organisation())
        # What came in while the count ran may be missing in it.
        self._filed = counted + (self._filed - before)
        metrics.QUOTA_ORGANISATIONS.set(len(self._filed))
