"""Completing an upload, step by step, each of which may be repeated by the sender or by a sweep until all are done.

The order matters: parts are put together, the bytes are held, the record says so, the work is queued, the session is over.
"""

from dataclasses import dataclass

from contracts.media import AssetState
from contracts.problems import Problem, ProblemCode
from services.kit.mongo import Document
from services.kit.objects import MultipartStore, PartsRefusedError, StoredPart, UploadGoneError
from services.media import metrics
from services.media.domain.files import uploaded
from services.media.domain.record import Held, Record
from services.media.domain.sessions import Session, SessionState, whole
from services.media.operations.acting import Acting
from services.media.operations.ledger import Ledger
from services.media.operations.objects import object_guard
from services.media.operations.sessions import Sessions
from services.media.operations.settling import Jobs, job_of
from services.media.store.blobs import BlobStore
from services.media.store.documents import StoredSession

MAX_TRIES = 5


@dataclass(frozen=True, slots=True)
class Finished:
    """A session that is complete, and its file."""

    session: Session
    held: Held


@dataclass(frozen=True, slots=True)
class Finishing:
    """Completes sessions, and clears away what ended ones left."""

    ledger: Ledger
    sessions: Sessions
    blobs: BlobStore
    objects: MultipartStore
    jobs: Jobs
    acting: Acting

    async def finish(self, stored: StoredSession, address: str | None = None) -> Finished:
        """Bring a session that is open or completing to its end; one that is complete is as it was.

        Raises Problem(upload_incomplete, size_differs, upload_expired, grant_superseded, object_store_away, store_away).
        """
        parts: tuple[StoredPart, ...] | None = None
        if stored.session.state is SessionState.OPEN:
            stored, parts = await self._begin_to_complete(stored)
        session = stored.session
        await self._put_together(session, parts)
        await self.blobs.hold(session.sha256, session.size_bytes, session.submission)
        record = await self._note_upload(session, self.acting.done("upload", session, address, "uploaded"))
        held = record.find(session.sha256) if record else None
        if record is None or held is None or record.is_closed(held):
            await self.sessions.end(session.asset, SessionState.SUPERSEDED, number=session.number)
            await self.blobs.let_go(session.sha256, session.submission, self.ledger.now())
            raise Problem(ProblemCode.GRANT_SUPERSEDED)
        if held.asset.state is AssetState.UPLOADED:
            await self.jobs.enqueue(job_of(record, held, session.key, self.ledger.now()))
        session = await self._over(stored)
        if held.asset.state is AssetState.READY and held.original != session.key:
            await self.sessions.spare(session.asset, session.key)
        return Finished(session, held)

    async def clear(self, stored: StoredSession) -> None:
        """Remove what a session left in the object store, but not the one copy of bytes that are held or kept.

        Raises Problem(object_store_away, store_away).
        """
        blob = await self.blobs.load(stored.session.sha256)
        await self.sessions.clear(stored, needed=blob is not None and blob.key == stored.session.key)

    async def _begin_to_complete(self, stored: StoredSession) -> tuple[StoredSession, tuple[StoredPart, ...] | None]:
        """Mark a whole upload, so that a sweep finishes it where the request breaks off; its parts, as far as known."""
        session = stored.session
        try:
            with object_guard():
                parts = await self.objects.parts(session.key, session.upload_id)
        except UploadGoneError:
            # Put together already by a request that was faster, or lost; the next step tells which.
            parts = None
        if parts is not None:
            whole(session, parts)
        completing = session.at_state(SessionState.COMPLETING, self.ledger.now())
        written = await self.sessions.store.write(stored, completing)
        if written is not None:
            return written, parts
        again = await self.sessions.store.load(session.asset)
        if again is None or again.session.number != session.number or not again.session.is_alive:
            raise Problem(ProblemCode.UPLOAD_EXPIRED)
        # Another request completes it as well, or has renewed its time: every step from here may be done twice.
        return again, None

    async def _put_together(self, session: Session, known: tuple[StoredPart, ...] | None) -> None:
        """Make one object of the parts, those `known` or those that the object store tells. Raises Problem(upload_incomplete, size_differs, upload_expired)."""
        for _ in range(MAX_TRIES):
            try:
                with object_guard():
                    parts = known if known is not None else await self.objects.parts(session.key, session.upload_id)
                    await self.objects.complete(session.key, session.upload_id, whole(session, parts))
            except PartsRefusedError:
                # A part was sent once more between the two requests and is another one now.
                known = None
                continue
            except UploadGoneError:
                await self._require_object(session)
            except Problem as problem:
                if problem.code in {ProblemCode.UPLOAD_INCOMPLETE, ProblemCode.SIZE_DIFFERS}:
                    await self._reopen(session)
                raise
            return
        await self._reopen(session)
        raise Problem(ProblemCode.UPLOAD_INCOMPLETE, count=session.part_count)

    async def _require_object(self, session: Session) -> None:
        """The upload is gone: good where its object is there, lost otherwise. Raises Problem(upload_expired)."""
        with object_guard():
            found = await self.objects.stat(session.key)
        if found is not None and found.size_bytes == session.size_bytes:
            return
        record = await self.ledger.read(session.submission)
        held = record.find(session.sha256) if record else None
        if held is not None and held.asset.state is AssetState.READY:
            # Worked on already by a faster request's job, and removed as a second copy.
            return
        await self.sessions.end(session.asset, SessionState.EXPIRED, number=session.number)
        raise Problem(ProblemCode.UPLOAD_EXPIRED)

    async def _reopen(self, session: Session) -> None:
        stored = await self.sessions.store.load(session.asset)
        if stored and stored.session.number == session.number and stored.session.state is SessionState.COMPLETING:
            await self.sessions.store.write(stored, stored.session.at_state(SessionState.OPEN, self.ledger.now()))

    async def _note_upload(self, session: Session, act: Document) -> Record | None:
        changed = await self.ledger.change(
            session.submission, lambda record, now, revision: uploaded(record, session.sha256, now, revision), [act]
        )
        if changed.is_change:
            metrics.SESSIONS_COMPLETED.labels(session.kind).inc()
            metrics.BYTES_RECEIVED.labels(session.kind).inc(session.size_bytes)
            metrics.UPLOAD_SECONDS.observe((self.ledger.now() - session.opened_at).total_seconds())
        return changed.after

    async def _over(self, stored: StoredSession) -> Session:
        """The session as complete. One that its file's problem has ended meanwhile stays as it is."""
        number, current = stored.session.number, stored
        for _ in range(MAX_TRIES):
            if current.session.state not in {SessionState.OPEN, SessionState.COMPLETING}:
                return current.session
            complete = current.session.at_state(SessionState.COMPLETE, self.ledger.now())
            if await self.sessions.store.write(current, complete) is not None:
                return complete
            again = await self.sessions.store.load(complete.asset)
            if again is None or again.session.number != number:
                break
            current = again
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)
