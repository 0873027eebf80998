"""Forgetting: whoever has left, or whose data were erased, is told nothing and leaves nothing here; and what is old goes."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from contracts.problems import Problem
from services.kit.clock import Clock
from services.kit.directory_view import DirectoryView
from services.notification import metrics
from services.notification.domain.kinds import OUTGOING
from services.notification.settings import NotificationSettings
from services.notification.store.asked import ReminderStore
from services.notification.store.lanes import LaneStore
from services.notification.store.notices import NoticeStore
from services.notification.store.people import PeopleStore

log = logging.getLogger(__name__)

PEOPLE_AT_ONCE = 500


class Forgetting:
    """Deletes, and measures what is left."""

    def __init__(
        self,
        view: DirectoryView,
        stores: tuple[NoticeStore, LaneStore, PeopleStore],
        reminders: ReminderStore,
        settings: NotificationSettings,
        clock: Clock,
    ) -> None:
        self._view = view
        self._notices, self._lanes, self._people = stores
        self._reminders = reminders
        self._settings = settings
        self._clock = clock

    async def forget(self, *people: str) -> None:
        """Delete all that was told to people, is on its way to them, and was chosen by them. Raises Problem(store_away)."""
        await self._lanes.rest(people)
        metrics.FORGOTTEN.inc(await self._notices.forget(people))
        await self._people.forget(people)

    async def erase(self, *people: str) -> None:
        """Forget people whose data were erased, who do not come back, and what they said to others. Raises Problem(store_away)."""
        await self.forget(*people)
        await self._lanes.forget(people)
        await self._reminders.forget_notes(people)

    async def again(self) -> None:
        """Erase what came after the word: from a copy that heard it later, or from an old letter's link.

        Who was erased is known from the directory's topic, which keeps the word for ever. Raises Problem(store_away).
        """
        erased = [one.person for one in self._view.people.values() if one.is_erased]
        for people in _batches(erased):
            await self.erase(*people)

    async def run(self) -> None:
        """Clear and measure, for ever."""
        while True:
            try:
                await self.again()
                before = self._clock.now() - timedelta(days=self._settings.notification_keep_days)
                await self._notices.forget_before(before)
                await self._lanes.forget_before(before)
                await self._reminders.forget_before(before)
                for channel in OUTGOING:
                    overdue = await self._lanes.overdue_seconds(channel, self._clock.now())
                    metrics.OVERDUE.labels(channel.value).set(overdue)
                    metrics.WAITING.labels(channel.value).set(await self._notices.count_waiting(channel))
            except Problem as problem:
                log.warning("housekeeping waits", extra={"problem": problem.code.value})
            await asyncio.sleep(self._settings.notification_housekeeping_seconds)


def _batches(people: Sequence[str]) -> list[Sequence[str]]:
    return [people[start : start + PEOPLE_AT_ONCE] for start in range(0, len(people), PEOPLE_AT_ONCE)]
