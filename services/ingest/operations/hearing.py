"""Hearing decisions: what moderation made of a submission, kept so that a receipt can say where it stands."""

from dataclasses import dataclass

from contracts.moderation import DecisionEvent
from contracts.problems import Problem, ProblemCode
from services.ingest import metrics
from services.ingest.domain.receipts import hear
from services.ingest.domain.record import informed
from services.ingest.store.submissions import SubmissionStore
from services.kit.clock import Clock
from services.kit.outbox import next_revision

MAX_TRIES = 8
RETRY_AFTER_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Hearing:
    """Takes over decisions, whatever their order and however often they come."""

    store: SubmissionStore
    clock: Clock

    async def hear(self, event: DecisionEvent) -> None:
        """Keep a decision that is newer than the one known. Raises Problem(store_away), also while others write faster."""
        for _ in range(MAX_TRIES):
            stored = await self.store.load(event.submission)
            if stored is None:
                metrics.DECISIONS_UNKNOWN.inc()
                return
            heard = hear(event, stored.record.heard)
            if heard is None:
                return
            now = self.clock.now()
            after = informed(stored.record, heard, next_revision(stored.record.revision, now))
            if await self.store.change(stored.record, after, now):
                metrics.DECISIONS_HEARD.labels(event.decision.act.value).inc()
                return
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=RETRY_AFTER_SECONDS)
