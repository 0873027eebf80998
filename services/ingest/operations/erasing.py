"""Erasing: of a person whose data the directory has erased nothing stays here but the id.

The word may come before anything was kept of the person, or late; a token that was given before may still save a draft
for some minutes. So it is remembered, and what came meanwhile goes in the next rounds of housekeeping.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from contracts.organisations import PersonState
from services.ingest import metrics
from services.ingest.store.erasures import ErasureStore
from services.kit.clock import Clock

AGAIN_FOR = timedelta(days=2)
"""Longer than any token lives and any copy of the service is behind."""


@dataclass(frozen=True, slots=True)
class Erasing:
    """Deletes what is kept of erased people. Doing it twice is doing it once."""

    store: ErasureStore
    clock: Clock

    async def hear(self, event: PersonState) -> None:
        """Erase somebody, if that is what the directory says. Raises Problem(store_away)."""
        if event.is_erased:
            await self.store.remember(event.person, self.clock.now())
            await self._erase([event.person])

    async def again(self) -> None:
        """Erase what came after the word. Raises Problem(store_away)."""
        people = await self.store.remembered(self.clock.now() - AGAIN_FOR)
        if people:
            await self._erase(people)

    async def _erase(self, people: Sequence[str]) -> None:
        metrics.ERASED.labels("draft").inc(await self.store.drop_drafts(people))
        metrics.ERASED.labels("contact").inc(await self.store.drop_contacts(people))
        metrics.ERASED.labels("file_name").inc(await self.store.drop_file_names(people))
