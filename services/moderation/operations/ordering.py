"""Lists in the order that is asked for. Deadlines are the directory's and may be moved, so that order is made anew each time."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.kit.clock import milliseconds
from services.kit.directory_view import DirectoryView
from services.moderation.store.documents import Stored
from services.moderation.store.items import Filter, ItemStore, Owed, Scope
from services.moderation.store.orders import Order, Position

NEVER = 1 << 60
"""Stands for the deadline of what answers none: after every other."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """Pages of items in any order."""

    items: ItemStore
    directory: DirectoryView

    async def page(
        self, scope: Scope, wanted: Filter, asking: tuple[str, datetime], after: Position | None, limit: int
    ) -> tuple[list[Stored], Position | None]:
        """A page of at most `limit` items and where the next one begins. Raises Problem(store_away)."""
        if wanted.order is not Order.DEADLINE:
            return await self.items.page(scope, wanted, asking, after, limit)
        page: list[Stored] = []
        if after is None or int(after.keys[0]) < NEVER:
            owed = sorted(map(self._place, await self.items.owed(scope, wanted, asking)))
            left = [place for place in owed if after is None or place > after.keys]
            page = await self.items.several([place[-1] for place in left[:limit]])
            if len(left) > limit:
                return page, Position(left[limit - 1])
            after, limit = Position((NEVER, 0, "")), limit - len(left)
        if limit == 0:
            return page, after
        rest = replace(wanted, owed=False, order=Order.OLDEST)
        more, following = await self.items.page(scope, rest, asking, Position(after.keys[1:]), limit)
        return page + more, Position((NEVER, *following.keys)) if following else None

    def due_at(self, obligation: str | None) -> datetime | None:
        """By when an obligation is to be answered; None where there is none, or no more."""
        known = self.directory.obligation(obligation) if obligation else None
        return known.due_at if known and not known.cancelled else None

    def _place(self, owed: Owed) -> tuple[int, int, str]:
        due = self.due_at(owed.obligation)
        return (milliseconds(due) if due else NEVER - 1, owed.waiting_since, owed.submission)
