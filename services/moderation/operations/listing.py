"""Pages of items in the order of the queue, also narrowed to what only a look into each item tells.

What automatic checks found, what is public and how often an item was proofread stand in no index: they are looked up item
by item, so a page scans a bounded number of items and says where the next one goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.moderation.operations.narrowing import Inside
from services.moderation.operations.reviewing import Reviewing
from services.moderation.store.checks import Checked
from services.moderation.store.documents import Stored
from services.moderation.store.items import Filter, Scope
from services.moderation.store.orders import Position

BATCH_ITEMS = 200
SCANNED_ITEMS = 2_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A page: its items with what checks said of them, where the next page begins, and how many fit in all where that is known."""

    items: tuple[Stored, ...]
    checked: dict[UUID, Checked]
    following: Position | None
    total: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page is asked for; `asking` is a person and now."""

    scope: Scope
    filter: Filter
    inside: Inside
    asking: tuple[str, datetime]


async def listed(reviewing: Reviewing, wanted: Wanted, after: Position | None, limit: int) -> Listed:
    """A page of at most `limit` items. Raises Problem(store_away)."""
    ordered = reviewing.ordered
    if wanted.inside.is_open:
        page, following = await ordered.page(wanted.scope, wanted.filter, wanted.asking, after, limit)
        checked = await reviewing.checked([stored.record for stored in page])
        total = await ordered.items.count(wanted.scope, wanted.filter, wanted.asking)
        return Listed(tuple(page), checked, following, total)
    kept: list[Stored] = []
    known: dict[UUID, Checked] = {}
    for _ in range(SCANNED_ITEMS // BATCH_ITEMS):
        # Never more than there is room for, so that no item falls between two pages.
        size = min(BATCH_ITEMS, limit - len(kept))
        page, after = await ordered.page(wanted.scope, wanted.filter, wanted.asking, after, size)
        checked = await reviewing.checked([stored.record for stored in page])
        known |= checked
        kept += _fitting(page, wanted.inside, checked)
        if after is None or len(kept) == limit:
            break
    return Listed(tuple(kept), known, after, None)


def _fitting(page: Sequence[Stored], inside: Inside, checked: dict[UUID, Checked]) -> list[Stored]:
    return [one for one in page if inside.fits(one.record, checked.get(one.record.standing.submission))]
