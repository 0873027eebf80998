"""Reminding: who owes something and has reported nothing is told so before the deadline, once, whoever runs and restarts."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from contracts.organisations import Obligation
from services.kit.clock import Clock, milliseconds
from services.notification import metrics
from services.notification.domain.audience import debtors_of, drafters_of
from services.notification.domain.events import about_obligation
from services.notification.domain.kinds import NoticeKind
from services.notification.domain.notices import Telling
from services.notification.domain.reminding import Offset, drafts_id, offset_due, reminder_id
from services.notification.drafts import Drafts
from services.notification.neighbours import NeighbourAwayError
from services.notification.operations.telling import Tellers
from services.notification.store.asked import Asked, ReminderStore
from services.notification.store.reports import ReportStore

log = logging.getLogger(__name__)

Due = tuple[Obligation, Offset]
Counts = Mapping[str, int]
"""How many drafts of what is owed each person has left."""


class Reminding:
    """Looks for deadlines that come near. Any number of copies may look: what is made has the same ids."""

    def __init__(
        self,
        tellers: Tellers,
        stores: tuple[ReportStore, ReminderStore],
        drafts: Drafts,
        clock: Clock,
        every_seconds: float,
    ) -> None:
        self._tellers = tellers
        self._reports, self._reminders = stores
        self._drafts = drafts
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
        """Remind of every deadline whose moment has come and that nothing answers; how many reminders were made.

        Whoever left drafts of what is due hears of them in the reminder, or in a notice of its own. No reminder waits for ingest to
        say whose drafts there are; that notice does, for as long as it is not stale.
        """
        now = self._clock.now()
        due = {reminder_id(one, offset): (one, offset) for one, offset in self._near(now)}
        done = await self._reminders.reminded([*due, *map(drafts_id, due)])
        new = due.keys() - done
        left = {
            name: pair
            for name, pair in due.items()
            if name in new or (pair[1].of_drafts and drafts_id(name) not in done)
        }
        if not left:
            return 0
        owed = [obligation for obligation, _ in left.values()]
        answered = await self._reports.answered([one.obligation for one in owed])
        unsent = await self._unsent(owed)
        for name, pair in left.items():
            is_owed = name in new and pair[0].obligation not in answered
            await self._tell(name, pair, None if unsent is None else unsent[pair[0].obligation], is_owed=is_owed)
        return len(new)

    async def _tell(self, name: str, due: Due, counts: Counts | None, *, is_owed: bool) -> None:
        """Remind of what is owed, tell of drafts whoever was not reminded, and be done with both; with drafts, where they are known."""
        now, told, others = self._clock.now(), 0, dict(counts or {})
        if is_owed:
            told = await self._remind(name, due, counts or {}, now)
            metrics.REMINDERS.labels(due[1].name).inc()
            others = {person: others[person] for person in others.keys() - set(debtors_of(self._tellers.view, due[0]))}
        if counts is not None:
            # Marked before the reminder: what a crash leaves undone is done again as a whole, under the same ids.
            drafters = await self._tell_drafts(name, due, others, now) if due[1].of_drafts else 0
            await self._reminders.mark_reminded(drafts_id(name), now, drafters)
        await self._reminders.mark_reminded(name, now, told)

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

    async def _unsent(self, owed: list[Obligation]) -> dict[str, Counts] | None:
        """Who left how many drafts of what is owed, by obligation; None where ingest does not say."""
        debtors: dict[str, set[str]] = defaultdict(set)
        for one in owed:
            debtors[one.edition].add(one.debtor)
        counts: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
        try:
            for edition, organisations in debtors.items():
                for draft in await self._drafts.of(edition, sorted(organisations)):
                    counts[edition, draft.organisation, draft.kind][draft.person] = draft.count
        except NeighbourAwayError as fault:
            metrics.DRAFTS_UNKNOWN.inc()
            log.warning("drafts unknown", extra={"fault": str(fault)})
            return None
        return {one.obligation: counts[one.edition, one.debtor, one.kind.value] for one in owed}

    async def _remind(self, name: str, due: Due, counts: Counts, now: datetime) -> int:
        telling = self._telling(f"reminder:{name}", NoticeKind.REMINDER, due, now)
        people = debtors_of(self._tellers.view, due[0])
        with_drafts = [person for person in people if person in counts]
        told = 0
        if len(with_drafts) < len(people) or not people:
            told = await self._tellers.tell(telling, [person for person in people if person not in counts])
        return told + await self._tell_each(telling, {person: counts[person] for person in with_drafts})

    async def _tell_drafts(self, name: str, due: Due, counts: Counts, now: datetime) -> int:
        people = drafters_of(self._tellers.view, due[0], counts)
        telling = self._telling(drafts_id(name), NoticeKind.DRAFTS, due, now)
        return await self._tell_each(telling, {person: counts[person] for person in people})

    async def _tell_each(self, telling: Telling, counts: Counts) -> int:
        """Tell each person how many drafts are their own."""
        told = 0
        for person, count in counts.items():
            told += await self._tellers.tell(replace(telling, facts=telling.facts | {"unsent": count}), [person])
        return told

    def _telling(self, source: str, kind: NoticeKind, due: Due, now: datetime) -> Telling:
        obligation, offset = due
        # The words say how long is left from the moment of the reminder, to the minute.
        left = (obligation.due_at - now) + timedelta(seconds=30)
        facts = about_obligation(obligation, self._name) | {"offset": offset.name, "left_seconds": left.total_seconds()}
        return Telling(source, kind, now, facts, urgent=offset.urgent)

    def _name(self, organisation: str) -> str:
        known = self._tellers.view.organisation(organisation)
        return known.short_name if known else organisation
