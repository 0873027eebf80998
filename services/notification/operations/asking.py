"""Asking: a level reminds the one below of what it owes, each obligation at most once in half a day, and on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from contracts.organisations import Obligation, Role
from contracts.problems import Problem, ProblemCode
from services.kit.directory_view import DirectoryView
from services.kit.identity import Caller
from services.kit.outbox import next_revision
from services.notification import metrics
from services.notification.domain.audience import debtors_of
from services.notification.operations.ledger import Ledger, acting
from services.notification.operations.reminding import Reminding
from services.notification.store.asked import Asked, ReminderStore
from services.notification.store.reports import ReportStore

ASKING = frozenset({Role.MANAGER, Role.REVIEWER, Role.APPROVER})
VERB = "remind"


class Outcome(StrEnum):
    """What became of asking for one reminder, or would."""

    REMINDED = "reminded"
    TOO_SOON = "too_soon"
    ANSWERED = "answered"
    NOT_OWED = "not_owed"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Row:
    """One obligation of a question. `again_at` is when it may be asked for again; `people` how many are told."""

    obligation: str
    debtor: str
    outcome: Outcome
    people: int
    again_at: datetime | None


class Asking:
    """Reminds at the wish of a level above."""

    def __init__(
        self,
        view: DirectoryView,
        reports: ReportStore,
        reminders: ReminderStore,
        reminding: Reminding,
        ledger: Ledger,
        *,
        again_seconds: float,
    ) -> None:
        self._view = view
        self._reports = reports
        self._reminders = reminders
        self._reminding = reminding
        self._ledger = ledger
        self._again = timedelta(seconds=again_seconds)

    async def preview(self, obligations: Sequence[str], caller: Caller) -> list[Row]:
        """What asking would do, without doing it. Raises Problem(not_found) for what is not below the caller."""
        owed = [self._owed(name, caller) for name in obligations]
        known = await self._reminders.asked(obligations)
        answered = await self._reports.answered(obligations)
        return [self._row(one, known.get(one.obligation), answered) for one in owed]

    async def ask(self, request: str, obligations: Sequence[str], note: str, caller: Caller) -> list[Row]:
        """Remind, obligation by obligation. The same request again does nothing and answers the same.

        Raises Problem(not_found, store_away).
        """
        rows = await self.preview(obligations, caller)
        known = await self._reminders.asked(obligations)
        return [await self._ask_one(row, request, note, caller, known.get(row.obligation)) for row in rows]

    async def _ask_one(self, row: Row, request: str, note: str, caller: Caller, known: Asked | None) -> Row:
        if known is not None and known.request == request:
            return Row(row.obligation, row.debtor, Outcome.REMINDED, row.people, known.at + self._again)
        if row.outcome is not Outcome.REMINDED:
            return row
        now = self._ledger.now()
        revision = next_revision(known.revision if known else 0, now)
        asked = Asked(row.obligation, revision, request, now, caller.person, note, told=False)
        before = str(known.revision) if known else None
        act = self._ledger.done(acting(caller, ASKING), VERB, f"obligation:{row.obligation}", before, str(revision))
        if not await self._reminders.ask(asked, known, act):
            return Row(row.obligation, row.debtor, Outcome.TOO_SOON, row.people, now + self._again)
        metrics.REMINDERS.labels("asked").inc()
        await self._reminding.tell_asked(asked)
        return Row(row.obligation, row.debtor, Outcome.REMINDED, row.people, now + self._again)

    def _row(self, obligation: Obligation, known: Asked | None, answered: set[str]) -> Row:
        people = len(debtors_of(self._view, obligation))
        again_at = known.at + self._again if known else None
        outcome = Outcome.REMINDED
        if obligation.cancelled:
            outcome = Outcome.NOT_OWED
        elif obligation.obligation in answered:
            outcome = Outcome.ANSWERED
        elif again_at is not None and again_at > self._ledger.now():
            outcome = Outcome.TOO_SOON
        elif not people:
            outcome = Outcome.NOBODY
        return Row(obligation.obligation, obligation.debtor, outcome, people, again_at)

    def _owed(self, name: str, caller: Caller) -> Obligation:
        obligation = self._view.obligation(name)
        creditor = self._view.organisation(obligation.creditor) if obligation else None
        debtor = self._view.organisation(obligation.debtor) if obligation else None
        above = set(creditor.path if creditor else ()) | set(debtor.path if debtor else ())
        # Somebody in the middle reminds too: a province its schools, of what a city asked. Nobody reminds itself.
        if obligation is None or not caller.may(ASKING, above - {obligation.debtor}):
            raise Problem(ProblemCode.NOT_FOUND)
        return obligation
