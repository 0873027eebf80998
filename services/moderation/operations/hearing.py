"""Taking over what other services say. A lost race is judged again on the newer state; a repeat changes nothing."""

from uuid import UUID

from contracts.moderation import Act
from contracts.problems import Problem, ProblemCode
from contracts.submissions import SubmissionState
from services.kit.acts import Actor
from services.kit.metrics import REVISION_CONFLICTS
from services.kit.outbox import next_revision
from services.moderation import metrics
from services.moderation.domain.decide import Decided
from services.moderation.domain.hear import hear, restate
from services.moderation.operations.ledger import SERVICE, Done, Ledger

SUBMISSIONS = "ingest.submissions.v1"
ATTEMPTS = 20


class Hearing:
    """What moderation does with events and operators' words."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def hear(self, state: SubmissionState) -> None:
        """Take over one state of ingest. Raises Problem(store_away, revision_conflict, event_too_large)."""
        for _ in range(ATTEMPTS):
            if await self._try(state):
                return
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)

    async def restate(self, submission: UUID, operator: str, reason: str) -> int:
        """Say a standing again under a new revision, which is returned. Raises Problem(not_found, conflict, store_away)."""
        for _ in range(ATTEMPTS):
            stored = await self._ledger.items.load(submission)
            if stored is None:
                raise Problem(ProblemCode.NOT_FOUND)
            now = self._ledger.now()
            revision = next_revision(stored.revision, now)
            said = restate(stored.record, operator, reason, now, revision)
            done = Done(Act.RESTATE.value, said.event.decision.id)
            act = self._ledger.act_done(Actor(operator, SERVICE), done, stored.record, said.record)
            if await self._ledger.change(stored, said, act):
                return revision
        raise Problem(ProblemCode.CONFLICT)

    async def _try(self, state: SubmissionState) -> bool:
        stored, now = await self._ledger.items.load(state.submission), self._ledger.now()
        revision = next_revision(stored.revision if stored else 0, now)
        try:
            heard = hear(stored.record if stored else None, state, now, revision)
        except Problem as problem:
            if problem.code is ProblemCode.REVISION_CONFLICT:
                REVISION_CONFLICTS.labels(SUBMISSIONS).inc()
            raise
        if heard is None:
            metrics.HEARD.labels("not_newer").inc()
            return True
        if not isinstance(heard, Decided):
            metrics.HEARD.labels("noted").inc()
            return stored is not None and await self._ledger.note(stored, heard)
        kept = await (self._ledger.change(stored, heard) if stored else self._ledger.first(heard))
        if kept:
            metrics.HEARD.labels("changed").inc()
            metrics.HANDLER_LAG_SECONDS.observe(max(0.0, (now - state.version_received_at).total_seconds()))
        return kept
