"""What a subscriber is told of an item: its filters, what it was told before, and the change that follows.

A filter says what comes anew. Changing it tells nothing by itself: what was delivered stays with who got it, and its later
fate is still told. An item that was told and leaves the filter by a correction is told as withdrawn (`left_filter`); one that
was told and is withdrawn is always told so, whatever the filter has become.
"""

from dataclasses import dataclass
from typing import Literal

from services.syndication.domain.deliveries import Change
from services.syndication.domain.items import Facets, Kept, facets_of

Match = Literal["full", "gone", "none"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a subscriber or a reader of a feed wants; an empty list asks for everything. Within one list any value is enough."""

    editions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def take(self, facets: Facets) -> bool:
        """Whether an item with these facets is wanted."""
        return (
            _one_of(self.editions, (facets.edition,))
            and _one_of(self.kinds, (facets.kind,))
            and _one_of(self.units, (facets.unit,))
            and _one_of(self.types, facets.local_types)
            and _one_of(self.tags, facets.tags)
        )


@dataclass(frozen=True, slots=True)
class Told:
    """The newest thing a subscriber was told of an item, and under which numbers it was told of it, in their order."""

    item_revision: int
    change: Change
    numbers: tuple[int, ...]


def shown(kept: Kept, filters: tuple[Filters, ...]) -> Match:
    """How a feed with these filters (all of them) shows an item: in full, as gone because an earlier state fitted, or not."""
    if not kept.withdrawn and all(one.take(facets_of(kept.state)) for one in filters):
        return "full"
    fitted = any(all(one.take(facets) for one in filters) for facets in kept.was)
    return "gone" if fitted else "none"


def shown_to(kept: Kept, asked: Filters, own: Filters, former: tuple[Filters, ...]) -> Match:
    """How a newsroom's feed shows an item: by what it asks for and by its own filter, as `shown`.

    What only a former filter took stays with who got it, and is shown as gone once it was corrected or withdrawn.
    """
    match = shown(kept, (asked, own))
    if match != "none" or kept.state.change == "featured":
        return match
    return "gone" if any(shown(kept, (asked, one)) != "none" for one in former) else "none"


def to_tell(kept: Kept, told: Told | None, filters: Filters) -> Change | None:
    """What a subscriber is to be told of an item's newest state; None where it need not hear of it."""
    if told is not None and told.item_revision >= kept.state.revision:
        return None
    has_it = told is not None and told.change is not Change.WITHDRAWN
    if not kept.withdrawn and filters.take(facets_of(kept.state)):
        return Change.CORRECTED if has_it else Change.FEATURED
    return Change.WITHDRAWN if has_it else None


def told_now(told: Told | None, item_revision: int, change: Change, number: int) -> Told:
    """What a subscriber was told, after one more number; the same number again changes nothing."""
    before = told.numbers if told else ()
    return Told(item_revision, change, before if number in before else (*before, number))


def reason_of(kept: Kept) -> str:
    """Why an item was taken back from a subscriber."""
    return (kept.state.reason or "withdrawn") if kept.withdrawn else "left_filter"


def _one_of(wanted: tuple[str, ...], found: tuple[str, ...]) -> bool:
    return not wanted or not set(wanted).isdisjoint(found)
