"""Forgetting: whoever has left, or whose data were erased, is told nothing and leaves nothing here; and what is old goes."""

import asyncio
import logging
from datetime import timedelta

from contracts.problems import Problem
from services.kit.clock import Clock
from services.notification import metrics
from services.notification.domain.kinds import OUTGOING
from services.notification.settings import NotificationSettings
from services.notification.store.asked import ReminderStore
from services.notification.store.lanes import LaneStore
from services.notification.store.notices import NoticeStore
from services.notification.store.people import PeopleStore

log = logging.getLogger(__name__)


class Forgetting:
    """Deletes, and measures what is left."""

    def __init__(
        self,
        stores: tuple[NoticeStore, LaneStore, PeopleStore],
        reminders: ReminderStore,
        settings: NotificationSettings,
        clock: Clock,
    ) -> None:
        self._notices, self._lanes, self._people = stores
        self._reminders = reminders
        self._settings = settings
        self._clock = clock

    async def forget(self, person: str) -> None:
        """Delete all that was told to a person, is on its way to it, and was chosen by it. Raises Problem(store_away)."""
        await self._notices.forget(person)
        await self._lanes.forget(person)
        await self._people.forget(person)

    async def run(self) -> None:
        """Clear and measure, for ever."""
        while True:
            try:
                before = self._clock.now() - timedelta(days=self._settings.notification_keep_days)
                await self._notices.forget_before(before)
                await self._lanes.forget_before(before)
                await self._reminders.forget_before(before)
                for channel in OUTGOING:
                    metrics.WAITING.labels(channel.value).set(await self._notices.count_waiting(channel))
            except Problem as problem:
                log.warning("housekeeping waits", extra={"problem": problem.code.value})
            await asyncio.sleep(self._settings.notification_housekeeping_seconds)
