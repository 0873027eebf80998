"""Hearing: what happened elsewhere becomes notices. An event that comes before its submission waits for it."""

from contracts.base import Contract, decode_open, encode
from contracts.deliveries import DeliveryState
from contracts.featured import FeaturedItem
from contracts.media import MediaState
from contracts.moderation import DecisionEvent
from contracts.organisations import Obligation, PersonState
from contracts.submissions import SubmissionState
from services.kit.clock import SHANGHAI
from services.notification import metrics
from services.notification.domain.answering import ANSWERABLE, answered_return, judged_of
from services.notification.domain.audience import debtors_of, filers_of, returner_of, reviewers_of
from services.notification.domain.events import (
    ARRIVING,
    Report,
    report_of,
    told_of_answer,
    told_of_decision,
    told_of_featured,
    told_of_files,
    told_of_obligation,
    told_of_use,
    waits_for,
)
from services.notification.domain.kinds import NoticeKind
from services.notification.domain.notices import Telling
from services.notification.operations.forgetting import Forgetting
from services.notification.operations.telling import Tellers
from services.notification.store.reports import ReportStore

WAITING: dict[str, type[Contract]] = {
    "decision": DecisionEvent,
    "featured": FeaturedItem,
    "use": DeliveryState,
    "files": MediaState,
}


class Hearing:
    """Turns events into notices. The bus hands over the events of one submission in their order, at least once."""

    def __init__(self, tellers: Tellers, reports: ReportStore, forgetting: Forgetting) -> None:
        self._tellers = tellers
        self._reports = reports
        self._forgetting = forgetting

    async def hear_submission(self, event: SubmissionState) -> None:
        """Keep a submission, and tell what waited for it."""
        report = report_of(event)
        await self._reports.keep(report)
        async for entry, kind, body in self._reports.early(report.submission):
            await self._tell(decode_open(WAITING[kind], body), report)
            await self._reports.drop_early(entry)

    async def hear_decision(self, event: DecisionEvent) -> None:
        """Tell filers of a decision, and the next desk that something waits for it."""
        await self._or_wait("decision", str(event.submission), event.revision, event)

    async def hear_featured(self, event: FeaturedItem) -> None:
        """Tell filers that their item is offered to newsrooms, or was called back."""
        await self._or_wait("featured", str(event.item), event.revision, event)

    async def hear_delivery(self, event: DeliveryState) -> None:
        """Tell filers that a newsroom used their item."""
        if event.state == "used":
            await self._or_wait("use", str(event.item), event.revision, event)

    async def hear_files(self, event: MediaState) -> None:
        """Tell filers of files that cannot be used."""
        if any(asset.problem for asset in event.assets):
            await self._or_wait("files", str(event.submission), event.revision, event)

    async def hear_obligation(self, event: Obligation) -> None:
        """Tell a debtor of what it owes, when it is set, moved or ended."""
        known = await self._reports.obligation(event.obligation)
        if known is not None and known.revision >= event.revision:
            return
        telling = told_of_obligation(event, known, self._name)
        # Nobody needs an old news of a deadline: what is near is reminded of anyway.
        if telling is not None and not self._tellers.is_stale(telling):
            people = debtors_of(self._tellers.view, event)
            await self._tellers.tell(telling, people)
        await self._reports.keep_obligation(event)

    async def hear_person(self, event: PersonState) -> None:
        """Forget what was told to whoever is gone."""
        # Known here before anything else is told: nobody is told something new between the deletion and the view's own reading.
        self._tellers.view.adopt(event)
        if event.is_erased:
            await self._forgetting.erase(event.person)
        elif event.closed:
            await self._forgetting.forget(event.person)

    async def _or_wait(self, kind: str, submission: str, revision: int, event: Contract) -> None:
        report = await self._reports.load(submission)
        if report is None:
            entry = f"{kind}:{submission}:{revision}"
            await self._reports.put_early(entry, submission, kind, encode(event))
            metrics.EARLY.inc()
            # The submission may have come between the look and the note.
            report = await self._reports.load(submission)
            if report is None:
                return
            await self._tell(event, report)
            await self._reports.drop_early(entry)
            return
        await self._tell(event, report)

    async def _tell(self, event: Contract, report: Report) -> None:
        if isinstance(event, DecisionEvent):
            await self._tell_decision(event, report)
            return
        telling: Telling | None = None
        if isinstance(event, FeaturedItem):
            telling = told_of_featured(event, report)
        elif isinstance(event, DeliveryState):
            telling = told_of_use(event, report)
        elif isinstance(event, MediaState):
            telling = told_of_files(event, report)
        if telling is not None:
            await self._tell_filers(telling, report, leave_out=None)

    async def _tell_decision(self, event: DecisionEvent, report: Report) -> None:
        await self._reports.settle(report.submission, event.standing.state.value, event.revision)
        telling = told_of_decision(event, report, self._name)
        if telling is not None:
            await self._tell_filers(telling, report, leave_out=event.decision.actor)
        await self._tell_returner(event, report)
        desk = waits_for(event.standing)
        if desk is not None and event.decision.act in ARRIVING:
            await self._tell_desk(event, desk)

    async def _tell_returner(self, event: DecisionEvent, report: Report) -> None:
        """Whoever returned a report hears that it has come back mended; what is old waits in the queue, or was judged since."""
        judged = judged_of(event)
        if judged is None:
            return
        history = await self._reports.judge(report.submission, judged)
        answered = answered_return(history) if judged.act in ANSWERABLE else None
        people = returner_of(self._tellers.view, answered) if answered else []
        if answered is None or not people:
            return
        telling = told_of_answer(answered, report, self._name)
        if not self._tellers.is_stale(telling):
            await self._tellers.tell(telling, people)

    async def _tell_filers(self, telling: Telling, report: Report, *, leave_out: str | None) -> None:
        people = filers_of(self._tellers.view, report.organisation, filed_by=report.filed_by, leave_out=leave_out)
        await self._tellers.tell(telling, people)

    async def _tell_desk(self, event: DecisionEvent, desk: str) -> None:
        """One notice an hour for all that has arrived at a desk: with 400 items waiting nobody reads 400 notices."""
        hour = event.decision.at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H")
        facts = {"organisation": desk, "organisation_name": self._name(desk), "edition": event.standing.edition}
        telling = Telling(f"queue:{desk}:{hour}", NoticeKind.QUEUE, event.decision.at, facts)
        if self._tellers.is_stale(telling):
            return
        people = reviewers_of(self._tellers.view, desk, leave_out=event.decision.actor)
        await self._tellers.gather(telling, people, f"{event.submission}:{event.standing.version}")

    def _name(self, organisation: str) -> str:
        known = self._tellers.view.organisation(organisation)
        return known.short_name if known else organisation
