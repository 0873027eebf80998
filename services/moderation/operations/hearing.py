"""Taking over what other services say. A lost race is judged again on the newer state; a repeat changes nothing."""

from uuid import UUID

from contracts.media import MediaState
from contracts.moderation import Act
from contracts.problems import Problem, ProblemCode
from contracts.submissions import SubmissionState
from services.kit.acts import Actor
from services.kit.directory_view import DirectoryView
from services.kit.metrics import REVISION_CONFLICTS
from services.kit.outbox import next_revision
from services.moderation import metrics
from services.moderation.domain.decide import Decided
from services.moderation.domain.follow import follow_up, note_media
from services.moderation.domain.hear import hear, restate
from services.moderation.domain.record import Record
from services.moderation.operations.ledger import SERVICE, Done, Ledger
from services.moderation.store.media import EarlyMediaStore

SUBMISSIONS, MEDIA = "ingest.submissions.v1", "media.assets.v1"
ATTEMPTS = 20


class Hearing:
    """What moderation does with events and operators' words."""

    def __init__(self, ledger: Ledger, early: EarlyMediaStore, directory: DirectoryView) -> None:
        self._ledger = ledger
        self._early = early
        self._directory = directory

    async def hear(self, state: SubmissionState) -> None:
        """Take over one state of ingest and all that follows from it.

        Raises Problem(store_away, not_ready, revision_conflict, event_too_large).
        """
        for _ in range(ATTEMPTS):
            record = await self._try(state)
            if record:
                await self._follow(record)
                return
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)

    async def hear_media(self, state: MediaState) -> None:
        """Take over one state of media and all that follows from it. One that comes before its submission waits for that.

        Raises Problem(store_away, not_ready, revision_conflict, event_too_large).
        """
        if await self._ledger.items.load(state.submission) is None:
            await self._early.keep(state)
            metrics.HEARD_MEDIA.labels("early").inc()
        # A submission that was first heard of in between has looked for the state before it was there.
        await self._settle(state.submission, state)

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

    async def _try(self, state: SubmissionState) -> Record | None:
        """The record with this state in it; None where somebody else was faster."""
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
            return stored.record if stored else None
        if not isinstance(heard, Decided):
            metrics.HEARD.labels("noted").inc()
            return heard if stored and await self._ledger.note(stored, heard) else None
        kept = await (self._ledger.change(stored, heard) if stored else self._ledger.first(heard))
        if not kept:
            return None
        metrics.HEARD.labels("changed").inc()
        metrics.HANDLER_LAG_SECONDS.observe(max(0.0, (now - state.version_received_at).total_seconds()))
        return heard.record

    async def _follow(self, record: Record) -> None:
        """Draw the consequences of what ingest said; the item is read again only where there are any."""
        submission, early = record.standing.submission, None
        if record.media is None and record.newest.manifest:
            early = await self._early.newest(submission)
        if early or self._next(record, record.revision + 1):
            await self._settle(submission, early)

    async def _settle(self, submission: UUID, said: MediaState | None) -> None:
        """Note what media said, where it is newer, and draw one consequence after another until none is left."""
        for _ in range(ATTEMPTS):
            stored = await self._ledger.items.load(submission)
            if stored is None:
                return
            noted = _note(stored.record, said) if said else None
            record = noted or stored.record
            decided = self._next(record, next_revision(stored.revision, self._ledger.now()))
            if decided:
                await self._ledger.change(stored, decided)
            elif noted is None or await self._ledger.note(stored, noted):
                if said:
                    metrics.HEARD_MEDIA.labels("noted" if noted else "known").inc()
                    await self._early.forget(submission)
                return
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)

    def _next(self, record: Record, revision: int) -> Decided | None:
        return follow_up(record, self._directory.edition(record.standing.edition), self._ledger.now(), revision)


def _note(record: Record, said: MediaState) -> Record | None:
    try:
        return note_media(record, said)
    except Problem:
        REVISION_CONFLICTS.labels(MEDIA).inc()
        raise
