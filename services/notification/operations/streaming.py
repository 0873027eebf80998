"""Streaming: an inbox as it is now, and again whenever it is another, for as long as the reader may read it."""

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

from contracts.problems import Problem
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.streams import Streams, rights_seconds
from services.notification.domain.notices import Notice
from services.notification.operations.watching import Watching
from services.notification.store.notices import NoticeStore

MOST_UNREAD = 1_000
ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class Inbox:
    """What a person sees of its inbox from every page: how much is unread, counted up to 1,000, and the newest notice."""

    unread: int
    newest: Notice | None

    @property
    def mark(self) -> str:
        """What tells this state from every other; a stream's id, with which a reader comes back."""
        newest = f"{self.newest.id} {self.newest.at.isoformat()} {self.newest.read_at}" if self.newest else ""
        return f"{self.unread}.{hashlib.blake2b(newest.encode(), digest_size=ID_BYTES).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Streaming:
    """Everybody's streams. `has_left` says whether a person is known to be closed or erased."""

    notices: NoticeStore
    watching: Watching
    streams: Streams
    clock: Clock
    has_left: Callable[[str], bool]
    heartbeat_seconds: float

    async def states(self, caller: Caller, seen: str | None) -> AsyncGenerator[Inbox | None]:
        """The inbox whenever it is another than the one `seen`; None when nothing has changed for a while, and at first.

        Ends with the caller's token, when the caller is closed or erased, and when the store is away: the page asks anew.
        """
        with self.streams.held(caller.person), self.watching.changes(caller.person) as changed:
            while rights_seconds(caller, self.clock) > 0 and not self.has_left(caller.person):
                changed.clear()
                try:
                    inbox = await self.inbox(caller.person)
                except Problem:
                    return
                if inbox.mark != seen:
                    seen = inbox.mark
                    yield inbox
                else:
                    yield None
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), self._patience_seconds(caller))

    async def inbox(self, person: str) -> Inbox:
        """An inbox as it is now. Raises Problem(store_away)."""
        newest = await self.notices.page(person, before=None, kinds=(), unread=False, limit=1)
        return Inbox(await self.notices.unread(person, MOST_UNREAD), newest[0] if newest else None)

    def _patience_seconds(self, caller: Caller) -> float:
        return min(self.heartbeat_seconds, max(0.0, rights_seconds(caller, self.clock)))
