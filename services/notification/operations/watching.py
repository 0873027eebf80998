"""Watching: whoever looks at an inbox is told within a second that it changed, whichever copy of the service changed it."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from contracts.problems import Problem
from services.kit.clock import Clock, milliseconds
from services.notification.store.notices import NoticeStore

log = logging.getLogger(__name__)

OVERLAP_MILLISECONDS = 5_000
"""What is looked at again each time: copies' clocks differ, and a write takes its time to be there."""


class Watching:
    """One look at the store serves all who watch. A word too many is possible and harmless: each looks for itself."""

    def __init__(self, notices: NoticeStore, clock: Clock, every_seconds: float) -> None:
        self._notices = notices
        self._clock = clock
        self._every_seconds = every_seconds
        self._watched: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._somebody = asyncio.Event()
        self._since: int | None = None
        self._seen: set[tuple[str, str, int]] = set()

    @contextmanager
    def changes(self, person: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever the inbox of a person changed."""
        changed = asyncio.Event()
        self._watched[person].add(changed)
        self._somebody.set()
        try:
            yield changed
        finally:
            self._watched[person].discard(changed)
            if not self._watched[person]:
                del self._watched[person]

    async def run(self) -> None:
        """Look for as long as anybody watches, for ever."""
        while True:
            if not self._watched:
                self._since = None
                self._somebody.clear()
                await self._somebody.wait()
            try:
                await self.look()
            except Problem as problem:
                log.warning("inboxes are not watched", extra={"problem": problem.code.value})
            await asyncio.sleep(self._every_seconds)

    async def look(self) -> None:
        """Tell whoever watches an inbox that changed since the last look. Raises Problem(store_away)."""
        now = milliseconds(self._clock.now())
        since = now if self._since is None else self._since
        found = await self._notices.changed_since(since - OVERLAP_MILLISECONDS)
        for person in {person for person, _notice, _at in found - self._seen}:
            for changed in self._watched.get(person, ()):
                changed.set()
        self._since, self._seen = now, found
