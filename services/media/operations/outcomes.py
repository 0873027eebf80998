"""What becomes of a file once work on it has ended. Everything here may be told again, by a sweep after a crash."""

from dataclasses import dataclass

from contracts.problems import ProblemCode
from services.media import metrics
from services.media.domain.files import made_ready, refused
from services.media.domain.jobs import Job, Made, Refused
from services.media.domain.record import Record
from services.media.domain.sessions import SessionState
from services.media.operations.ledger import Ledger
from services.media.operations.sessions import Sessions
from services.media.store.blobs import BlobStore


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Takes over how jobs have ended."""

    ledger: Ledger
    sessions: Sessions
    blobs: BlobStore
    keep_seconds: float

    async def ready(self, job: Job, made: Made) -> None:
        """The job's file is verified and everything is made of it. Raises Problem(store_away).

        Of the same bytes the first verified copy stays; a second one is removed once its item holds the first.
        """
        if not _is_wanted(await self.ledger.read(job.submission), job.sha256):
            await self._discard(job)
            return
        if not await self._is_kept(job):
            # Left out and promised again meanwhile: its bytes are given up already and have to come once more.
            await self._end_session(job, SessionState.SUPERSEDED)
            return
        place = await self.blobs.hold(job.sha256, job.size_bytes, job.submission, job.object_key) or job.object_key
        changed = await self.ledger.change(
            job.submission,
            lambda record, now, revision: made_ready(
                record, job.sha256, made, original=place, at=now, revision=revision
            ),
        )
        if not _is_wanted(changed.after, job.sha256):
            # Taken back in this very moment: its event may have found nothing to let go of yet.
            await self._discard(job)
            return
        if place != job.object_key:
            await self.sessions.spare(job.asset, job.object_key)
        if changed.is_change:
            metrics.OUTCOMES.labels(job.kind, "ready").inc()

    async def failed(self, job: Job, code: ProblemCode, *, retry_helps: bool) -> None:
        """The job's file is not taken: its bytes are let go of, and its session is over. Raises Problem(store_away)."""
        if not await self._is_current(job):
            # Told again after its sender has sent the file anew: that upload is judged by its own work.
            return
        facts = job.outcome.facts if isinstance(job.outcome, Refused) else {}
        why = Refused(code, retry_helps, facts)
        changed = await self.ledger.change(
            job.submission, lambda record, _now, revision: refused(record, job.sha256, why, revision)
        )
        if changed.after is not None and changed.after.holds(job.sha256):
            return
        # What failed on our side stays for a while, so that somebody can find out why.
        keep_seconds = self.keep_seconds if code is ProblemCode.MEDIA_FAILED else 0.0
        await self.sessions.end(job.asset, SessionState.FAILED, keep_seconds=keep_seconds)
        await self.blobs.let_go(job.sha256, job.submission, self.ledger.now())
        if changed.is_change:
            metrics.OUTCOMES.labels(job.kind, code.value).inc()

    async def _is_current(self, job: Job) -> bool:
        """Whether a job was about the bytes that the file now has, from its newest session or from before."""
        stored, record = await self.sessions.store.load(job.asset), await self.ledger.read(job.submission)
        held = record.find(job.sha256) if record else None
        of_session = stored is not None and stored.session.key == job.object_key
        return of_session or (held is not None and held.original == job.object_key)

    async def _is_kept(self, job: Job) -> bool:
        """Whether the job's bytes stay: in the object of a session that counts, or as verified ones that lie elsewhere."""
        stored = await self.sessions.store.load(job.asset)
        if stored is not None and stored.session.key == job.object_key and stored.session.is_alive:
            return True
        blob = await self.blobs.load(job.sha256)
        return blob is not None and blob.key is not None

    async def _discard(self, job: Job) -> None:
        await self._end_session(job, SessionState.SUPERSEDED)
        await self.blobs.let_go(job.sha256, job.submission, self.ledger.now())

    async def _end_session(self, job: Job, state: SessionState) -> None:
        """End the session whose object the job was, unless its sender has begun another since."""
        stored = await self.sessions.store.load(job.asset)
        if stored and stored.session.key == job.object_key:
            await self.sessions.end(job.asset, state, number=stored.session.number)


def _is_wanted(record: Record | None, sha256: str) -> bool:
    held = record.find(sha256) if record else None
    return record is not None and held is not None and not record.is_closed(held)
