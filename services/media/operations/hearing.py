"""Taking over what ingest and moderation say. A lost race is judged again on the newer state; a repeat changes nothing."""

from datetime import datetime, timedelta
from uuid import UUID

from contracts.editions import Rules
from contracts.featured import FeaturedItem
from contracts.moderation import DecisionEvent
from contracts.problems import Problem, ProblemCode
from contracts.submissions import SubmissionState
from services.kit.directory_view import DirectoryView
from services.kit.metrics import REVISION_CONFLICTS
from services.media import metrics
from services.media.domain.hearing import hear_featured, hear_standing, hear_submission
from services.media.domain.record import Record
from services.media.operations.ledger import Changed, Ledger, Rule
from services.media.operations.settling import Settling

SUBMISSIONS, DECISIONS, FEATURED = "ingest.submissions.v1", "moderation.decisions.v1", "moderation.featured.v1"


class Hearing:
    """What media does with events."""

    def __init__(self, ledger: Ledger, settling: Settling, view: DirectoryView) -> None:
        self._ledger = ledger
        self._settling = settling
        self._view = view

    async def submission(self, state: SubmissionState) -> None:
        """Take over a manifest, a withdrawal, lost consents. Raises Problem(store_away, not_ready, revision_conflict)."""
        due_at = self._due_at(state)

        def rule(record: Record | None, _now: datetime, revision: int) -> Record | None:
            try:
                return hear_submission(record, state, due_at, revision)
            except Problem as problem:
                if problem.code is ProblemCode.REVISION_CONFLICT:
                    REVISION_CONFLICTS.labels(SUBMISSIONS).inc()
                raise

        # The moment of a change is its revision, which is never lower than its milliseconds.
        await self._take_over(SUBMISSIONS, state.submission, rule, state.revision)

    async def decision(self, event: DecisionEvent) -> None:
        """Take over a standing: where the item belongs, and whether a reviewer took it out."""
        await self._take_over(
            DECISIONS,
            event.submission,
            lambda record, _now, revision: hear_standing(record, event.standing, event.revision, revision),
            event.revision,
        )

    async def featured(self, item: FeaturedItem) -> None:
        """Take over which files are public."""
        await self._take_over(
            FEATURED, item.item, lambda record, _now, revision: hear_featured(record, item, revision), item.revision
        )

    def _due_at(self, state: SubmissionState) -> datetime:
        if not self._view.is_ready:
            raise Problem(ProblemCode.NOT_READY, retry_after_seconds=1)
        edition = self._view.edition(state.edition)
        rules = edition.rules if edition else Rules()
        return state.version_received_at + timedelta(seconds=rules.files_due_seconds)

    async def _take_over(self, topic: str, submission: UUID, rule: Rule, said_at: int) -> None:
        changed = await self._ledger.change(submission, rule)
        metrics.HEARD.labels(topic, "changed" if changed.is_change else "not_newer").inc()
        if changed.is_change:
            self._measure_closings(changed, said_at)
        if changed.after is not None and changed.after.touched:
            await self._settling.settle(changed.after)

    def _measure_closings(self, changed: Changed, said_at: int) -> None:
        before, after = changed.before, changed.after
        if before is None or after is None:
            return
        closed = [held for held in before.known() if before.is_public(held)]
        closed = [held for held in closed if not after.find(held.sha256) or not after.is_public(held)]
        for held in closed:
            metrics.PUBLIC_CLOSED.labels(_why(after, held.sha256)).inc()
        if closed:
            metrics.CLOSING_SECONDS.observe(max(0.0, self._ledger.clock.now().timestamp() - said_at / 1_000))


def _why(record: Record, sha256: str) -> str:
    if record.closed:
        return "withdrawn"
    return "consent" if sha256 in record.consents_withdrawn else "no_longer_featured"
