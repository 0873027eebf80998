"""Taking over one event of the log of featured items."""

from contracts.featured import FeaturedItem
from contracts.problems import Problem, ProblemCode
from services.kit.metrics import REVISION_CONFLICTS
from services.syndication import metrics
from services.syndication.domain.items import raised
from services.syndication.store.items import ItemStore

FEATURED = "moderation.featured.v1"
ATTEMPTS = 20


class Hearing:
    """What this service does with a featured item, a correction and a withdrawal."""

    def __init__(self, items: ItemStore) -> None:
        self._items = items

    async def hear(self, state: FeaturedItem, epoch: str, offset: int) -> None:
        """Keep an item's state where it raises the revision. Raises Problem(revision_conflict, store_away).

        Repeated, late and reordered events end where the right order ends.
        """
        for _ in range(ATTEMPTS):
            stored = await self._items.load(state.item)
            try:
                kept = raised(stored.kept if stored else None, state, epoch, offset)
            except Problem:
                REVISION_CONFLICTS.labels(FEATURED).inc()
                raise
            if kept is None:
                metrics.HEARD.labels("passed_over").inc()
                return
            if (stored is not None and kept == stored.kept) or await self._items.save(kept, stored):
                metrics.HEARD.labels("raised").inc()
                return
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)
