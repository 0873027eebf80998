"""Reminding: who owes something and has reported nothing is told so before the deadline, once, whoever runs and restarts."""

import asyncio
import logging
from datetime import datetime, timedelta

from contracts.organisations import Obligation
from services.kit.clock import Clock, milliseconds
from services.notification import metrics
from services.notification.domain.audience import debtors_of
from services.notification.domain.events import about_obligation
from services.notification.domain.kinds import NoticeKind
from services.notification.domain.notices import Telling
from services.notification.domain.reminding import Offset, offset_due, reminder_id
from services.notification.operations.telling import Tellers
from services.notification.store.asked import Asked, ReminderStore
from services.notification.store.reports import ReportStore

log = logging.getLogger(__name__)


class Reminding:
    """Looks for deadlines that come near. Any number of copies may look: what is made has the same ids."""

    def __init__(
        self, tellers: Tellers, reports: ReportStore, reminders: ReminderStore, clock: Clock, every_seconds: float
    ) -> None:
        self._tellers = tellers
        self._reports = reports
        self._reminders = reminders
        self._clock = clock
        self._every_seconds = every_seconds

    async def run(self) -> None:
        """Look, for ever. No fault ends it."""
        await self._tellers.view.ready()
        while True:
            try:
                await self.look()
                await self.finish_asked()
            except Exception:
                metrics.REMINDING_FAILURES.inc()
                log.exception("reminding failed")
            await asyncio.sleep(self._every_seconds)

    async def look(self) -> int:
        """Remind of every deadline whose moment has come and that nothing answers; how many reminders were made."""
        now = self._clock.now()
        due = {reminder_id(one, offset): (one, offset) for one, offset in self._near(now)}
        done = await self._reminders.reminded(list(due))
        left = {name: pair for name, pair in due.items() if name not in done}
        if not left:
            return 0
        answered = await self._reports.answered([one.obligation for one, _ in left.values()])
        for name, (obligation, offset) in left.items():
            told = 0
            if obligation.obligation not in answered:
                told = await self._remind(name, obligation, offset, now)
                metrics.REMINDERS.labels(offset.name).inc()
            await self._reminders.mark_reminded(name, now, told)
        return len(left)

    async def finish_asked(self) -> None:
        """Tell what a level asked for and a crash left untold."""
        async for asked in self._reminders.untold():
            await self.tell_asked(asked)

    async def tell_asked(self, asked: Asked) -> int:
        """Tell a debtor that the level above reminds it; how many people were told."""
        obligation = self._tellers.view.obligation(asked.obligation)
        told = 0
        if obligation is not None:
            facts = about_obligation(obligation, self._name) | {"note": asked.note}
            telling = Telling(f"asked:{asked.obligation}:{milliseconds(asked.at)}", NoticeKind.ASKED, asked.at, facts)
            told = await self._tellers.tell(telling, debtors_of(self._tellers.view, obligation))
        await self._reminders.mark_told(asked)
        return told

    def _near(self, now: datetime) -> list[tuple[Obligation, Offset]]:
        view = self._tellers.view
        found: list[tuple[Obligation, Offset]] = []
        for obligation in view.all_obligations():
            offset = offset_due(obligation, now)
            edition = view.edition(obligation.edition)
            if offset is not None and edition is not None and not edition.sealed:
                found.append((obligation, offset))
        return found

    async def _remind(self, name: str, obligation: Obligation, offset: Offset, now: datetime) -> int:
        # The words say how long is left from the moment of the reminder, to the minute.
        left = (obligation.due_at - now) + timedelta(seconds=30)
        facts = about_obligation(obligation, self._name) | {"offset": offset.name, "left_seconds": left.total_seconds()}
        telling = Telling(f"reminder:{name}", NoticeKind.REMINDER, now, facts, urgent=offset.urgent)
        return await self._tellers.tell(telling, debtors_of(self._tellers.view, obligation))

    def _name(self, organisation: str) -> str:
        known = self._tellers.view.organisation(organisation)
        return known.short_name if known else organisation
