"""Reading feeds: pages of items in the order of the log, each in its newest state alone, and what is gone as gone."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from contracts.problems import Problem, ProblemCode
from services.kit.clock import Clock, whole_milliseconds
from services.syndication.domain.cursors import Cursor, read_cursor
from services.syndication.domain.feeds import Entry
from services.syndication.domain.items import Kept
from services.syndication.domain.ninjs import Links
from services.syndication.domain.subscribers import Subscriber
from services.syndication.domain.telling import Filters, Match, shown, shown_to
from services.syndication.operations.links import LinkMaker
from services.syndication.settings import SyndicationSettings
from services.syndication.store.items import ItemStore

EVERYTHING = Filters()
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks for: from where, how much, and which items. `since` begins at a moment where no cursor is given.

    `title` is a part of it; what is withdrawn has none any more.
    """

    cursor: str | None = None
    since: datetime | None = None
    limit: int = 50
    filters: Filters = EVERYTHING
    title: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """One page. `following` is the cursor of the next one; `more` tells whether there is something to read there now."""

    entries: tuple[Entry, ...]
    start: Cursor
    following: Cursor
    more: bool
    changed_at: datetime


class Reading:
    """Feeds for newsrooms and for the ministry's own people."""

    def __init__(self, items: ItemStore, links: LinkMaker, settings: SyndicationSettings, clock: Clock) -> None:
        self._items = items
        self._links = links
        self._settings = settings
        self._clock = clock

    async def page(self, asked: Asked, subscriber: Subscriber | None) -> Read:
        """A page of the feed. Raises Problem(bad_cursor, cursor_gone, not_ready)."""
        end = await self._end()
        start = await self._start(asked, end)
        entries: list[Entry] = []
        following, more = end, False
        async with aclosing(self._items.between(start, end)) as found:
            async for kept in found:
                match = _match(kept, asked.filters, subscriber)
                if match == "none":
                    continue
                if len(entries) == asked.limit:
                    following, more = Cursor(end.epoch, entries[-1].kept.offset + 1), True
                    break
                entries.append(Entry(kept, match))
        return Read(tuple(entries), start, following, more, _newest_change(entries))

    async def newest(self, asked: Asked, subscriber: Subscriber | None) -> Read:
        """The newest items first, for whoever keeps no cursor of the log; a cursor goes on below what a page before it showed.

        Raises Problem(bad_cursor, cursor_gone, not_ready).
        """
        end, entries = await self._end(), list[Entry]()
        top, following = (read_cursor(asked.cursor, end) if asked.cursor else end), end
        async with aclosing(self._items.before(top)) as found:
            async for kept in found:
                match = _match(kept, asked.filters, subscriber)
                if match == "none" or not _is_titled(kept, match, asked.title):
                    continue
                if len(entries) == asked.limit:
                    following = Cursor(end.epoch, entries[-1].kept.offset)
                    break
                entries.append(Entry(kept, match))
        return Read(tuple(entries), end, following, following != end, _newest_change(entries))

    async def one(self, item: UUID, subscriber: Subscriber | None) -> Entry:
        """An item as it stands. Raises Problem(not_found), also for one that a subscriber's filter never took."""
        end, stored = await self._end(), await self._items.load(item)
        if stored is None or stored.kept.epoch != end.epoch:
            raise Problem(ProblemCode.NOT_FOUND)
        match = _match(stored.kept, EVERYTHING, subscriber)
        if match == "none":
            raise Problem(ProblemCode.NOT_FOUND)
        return Entry(stored.kept, match)

    def links(self, subscriber: Subscriber | None) -> Links:
        """The links that a reader gets."""
        now = whole_milliseconds(self._clock.now())
        return self._links.for_subscriber(subscriber.id, now) if subscriber else self._links.for_staff()

    async def _end(self) -> Cursor:
        end = await self._items.end()
        if end is None:
            raise Problem(ProblemCode.NOT_READY, retry_after_seconds=1)
        return end

    async def _start(self, asked: Asked, end: Cursor) -> Cursor:
        if asked.cursor is None and asked.since is not None:
            first = await self._items.first_since(end.epoch, asked.since)
            return end if first is None else Cursor(end.epoch, first)
        return read_cursor(asked.cursor, end)


def _newest_change(entries: Sequence[Entry]) -> datetime:
    return max((entry.kept.state.changed_at for entry in entries), default=LONG_AGO)


def _is_titled(kept: Kept, match: Match, title: str) -> bool:
    """Whether an item's title holds the text; one that is gone shows no title, so it is found without asking for one."""
    return not title or (match == "full" and title.casefold() in kept.state.title.casefold())


def _match(kept: Kept, asked: Filters, subscriber: Subscriber | None) -> Match:
    if subscriber is None:
        return shown(kept, (asked,))
    return shown_to(kept, asked, subscriber.filters, subscriber.former_filters)
