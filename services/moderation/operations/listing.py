"""Pages of items in the order of the queue, also narrowed to what only a look into each item tells.

What automatic checks found, what is public and how often an item was proofread stand in no index: they are looked up item
by item, so a page scans a bounded number of items and says where the next one goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.moderation.checks import Severity
from services.moderation.domain.overrides import overridden
from services.moderation.domain.record import Record
from services.moderation.operations.reviewing import Reviewing
from services.moderation.store.checks import Checked, CheckStatus
from services.moderation.store.documents import Stored
from services.moderation.store.items import Filter, ItemStore, Position, Scope

BATCH_ITEMS = 200
SCANNED_ITEMS = 2_000


class Found(StrEnum):
    """What automatic checks said of the newest version: an open block, a warning or a block, neither, or nothing yet."""

    BLOCKED = "blocked"
    NOTABLE = "notable"
    CLEAN = "clean"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Inside:
    """What a list is narrowed to beside its filter; nothing where all is None. `proofs_done` counts readings of three."""

    found: Found | None = None
    featured: bool | None = None
    proofs_done: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it narrows nothing."""
        return self.found is None and self.featured is None and self.proofs_done is None

    def fits(self, record: Record, checked: Checked | None) -> bool:
        """Whether an item belongs in the list."""
        return (
            (self.found is None or _fits(self.found, record, checked))
            and (self.featured is None or self.featured == record.standing.featured)
            and (self.proofs_done is None or self.proofs_done == len(record.proofs))
        )


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


async def listed(items: ItemStore, reviewing: Reviewing, wanted: Wanted, after: Position | None, limit: int) -> Listed:
    """A page of at most `limit` items. Raises Problem(store_away)."""
    if wanted.inside.is_open:
        page, following = await items.page(wanted.scope, wanted.filter, wanted.asking, after, limit)
        checked = await reviewing.checked([stored.record for stored in page])
        total = await items.count(wanted.scope, wanted.filter, wanted.asking)
        return Listed(tuple(page), checked, following, total)
    kept: list[Stored] = []
    known: dict[UUID, Checked] = {}
    for _ in range(SCANNED_ITEMS // BATCH_ITEMS):
        # Never more than there is room for, so that no item falls between two pages.
        size = min(BATCH_ITEMS, limit - len(kept))
        page, after = await items.page(wanted.scope, wanted.filter, wanted.asking, after, size)
        checked = await reviewing.checked([stored.record for stored in page])
        known |= checked
        kept += _fitting(page, wanted.inside, checked)
        if after is None or len(kept) == limit:
            break
    return Listed(tuple(kept), known, after, None)


def _fitting(page: Sequence[Stored], inside: Inside, checked: dict[UUID, Checked]) -> list[Stored]:
    return [one for one in page if inside.fits(one.record, checked.get(one.record.standing.submission))]


def _fits(found: Found, record: Record, checked: Checked | None) -> bool:
    report = checked.report if checked and checked.status is CheckStatus.CHECKED else None
    if report is None or found is Found.UNCHECKED:
        return report is None and found is Found.UNCHECKED
    if found is Found.BLOCKED:
        known = overridden(record)
        return any(finding.id not in known for finding in report.blocks)
    notable = any(finding.severity is not Severity.INFO for finding in report.findings)
    return notable == (found is Found.NOTABLE)
