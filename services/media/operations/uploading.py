"""The upload protocol: begin, sign a part, list parts, complete, abort; all by the grant, none by a session of a person.

Parts go straight into the object store, which alone knows what has come. Every step may be repeated.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from contracts.editions import Limits
from contracts.media import Asset, AssetState, asset_id
from contracts.organisations import MINISTRY
from contracts.problems import Problem, ProblemCode
from services.kit.acts import Actor
from services.kit.directory_view import DirectoryView
from services.kit.identity import Caller
from services.kit.objects import MultipartStore, SignedRequest, StoredPart, UploadGoneError
from services.kit.tickets import Grant
from services.media import metrics
from services.media.domain.access import READING
from services.media.domain.files import granted, problem_of
from services.media.domain.places import incoming_key
from services.media.domain.record import Held, Record
from services.media.domain.sessions import Session, SessionState, missing_parts, part_size, read_upload
from services.media.operations.acting import Acting
from services.media.operations.finishing import Finishing
from services.media.operations.ledger import Ledger
from services.media.operations.objects import object_guard
from services.media.operations.quotas import QuotaBook
from services.media.operations.sessions import Sessions
from services.media.settings import MediaSettings
from services.media.store.documents import StoredSession

MAX_TRIES = 5
MEDIA_TYPE = "application/octet-stream"
"""What an original is stored as: its type is found by content, and nothing shows it to a browser as what it claims to be."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What an organisation may send in an edition, in bytes."""

    used_bytes: int
    limit_bytes: int

    @property
    def remaining_bytes(self) -> int:
        """What is left of it."""
        return max(0, self.limit_bytes - self.used_bytes)


@dataclass(frozen=True, slots=True)
class Upload:
    """A session with the file it is for, the parts that are there and those that are missing, by number."""

    session: Session
    asset: Asset
    quota: Quota
    parts: tuple[StoredPart, ...] = ()
    missing: tuple[int, ...] = ()
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Who shows a grant, and from which network address."""

    grant: Grant
    address: str | None

    @property
    def asset(self) -> UUID:
        """The file that the grant is for."""
        return asset_id(self.grant.submission, self.grant.sha256)

    @property
    def actor(self) -> Actor:
        """The holder as the audit chain knows people."""
        return Actor(self.grant.person, self.grant.organisation, self.address)


class Uploading:
    """What a sender of bytes may do."""

    def __init__(
        self,
        ledger: Ledger,
        sessions: Sessions,
        finishing: Finishing,
        objects: MultipartStore,
        quotas: QuotaBook,
        *,
        acting: Acting,
        view: DirectoryView,
        settings: MediaSettings,
    ) -> None:
        self._ledger = ledger
        self._sessions = sessions
        self._finishing = finishing
        self._objects = objects
        self._quotas = quotas
        self._acting = acting
        self._view = view
        self._settings = settings

    async def begin(self, holder: Holder) -> Upload:
        """The open session of the grant's file, or a new one. One whose bytes are all there is answered as complete.

        Raises Problem(grant_superseded, media_quota_exceeded, bytes_never_came, object_store_away, store_away), and the
        file's own problem where sending it again cannot help.
        """
        async with self._acting.refusals_on_record("upload", holder.actor, f"asset:{holder.asset}"):
            for _ in range(MAX_TRIES):
                held = await self._granted(holder.grant)
                stored = await self._sessions.store.load(holder.asset)
                if stored and stored.session.is_alive and not await self._is_over(stored):
                    return await self._gone_on_with(stored, held)
                session = await self._fresh(holder, held, stored)
                if session is not None:
                    return self._upload(session, held, missing=missing_parts(session, ()), fresh=True)
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)

    async def look(self, upload: str, holder: Holder) -> Upload:
        """A session with its parts, from the object store's own truth. Raises the problems of a session that has ended."""
        session = (await self._of(upload, holder)).session
        held = await self._granted(holder.grant)
        if session.state is not SessionState.OPEN:
            return self._upload(session, held)
        parts = await self._parts(session)
        return self._upload(session, held, parts, missing_parts(session, parts))

    async def sign(
        self, upload: str, number: int, holder: Holder, size_bytes: int | None, sha256: str | None
    ) -> tuple[Session, SignedRequest, datetime]:
        """A request that puts exactly this part, good until the moment given. Raises Problem(part_out_of_range, ...)."""
        session = (await self._of(upload, holder)).session
        expected = session.part_bytes(number)
        if size_bytes is not None and size_bytes != expected:
            raise Problem(ProblemCode.PART_OUT_OF_RANGE, expected=f"{expected} B")
        if session.state is not SessionState.OPEN:
            raise Problem(ProblemCode.WRONG_STATE, state=session.state.value)
        request, until = await self._signed(session, number, sha256)
        return session, request, until

    async def sign_missing(self, upload: Upload, most: int) -> tuple[tuple[int, SignedRequest, datetime], ...]:
        """Requests for the first `most` missing parts, for clients that know no hash of a part: one answer instead of many."""
        session = upload.session
        return tuple([(number, *await self._signed(session, number, None)) for number in upload.missing[:most]])

    async def _signed(self, session: Session, number: int, sha256: str | None) -> tuple[SignedRequest, datetime]:
        """A request for a part, and until when it is good. Raises Problem(object_store_away)."""
        now = self._ledger.now()
        seconds = min(self._settings.media_part_seconds, max(1, int((session.expires_at - now).total_seconds())))
        with object_guard():
            request = await self._objects.sign_part(
                session.key,
                session.upload_id,
                number,
                session.part_bytes(number),
                sha256=sha256,
                expires_seconds=seconds,
            )
        return request, now + timedelta(seconds=seconds)

    async def complete(self, upload: str, holder: Holder) -> Upload:
        """Say that all parts are there; the file is then queued. Said again, it is the same answer.

        Raises Problem(upload_incomplete, size_differs, grant_superseded, upload_expired, object_store_away, store_away).
        """
        stored = await self._of(upload, holder)
        async with self._acting.refusals_on_record("upload", holder.actor, f"asset:{holder.asset}"):
            if stored.session.state is SessionState.COMPLETE:
                return self._upload(stored.session, await self._granted(holder.grant))
            finished = await self._finishing.finish(stored, holder.address)
        return self._upload(finished.session, finished.held)

    async def abort(self, upload: str, holder: Holder) -> None:
        """Give an upload up. Again, nothing happens. Raises Problem(wrong_state) once it is complete, store_away."""
        asset, number = read_upload(upload)
        if asset != holder.asset:
            raise Problem(ProblemCode.NOT_FOUND)
        stored = await self._sessions.store.load(asset)
        if stored is None or stored.session.number != number or not stored.session.is_alive:
            return
        if stored.session.state is not SessionState.OPEN:
            raise Problem(ProblemCode.WRONG_STATE, state=stored.session.state.value)
        ended = await self._sessions.end(asset, SessionState.ABORTED, number=number)
        if ended is not None and ended.state is SessionState.ABORTED:
            await self._acting.put(self._acting.done("abort_upload", ended, holder.address, "aborted"))

    async def _granted(self, grant: Grant) -> Held:
        """The file of a grant. Raises Problem(grant_superseded)."""

        def rule(record: Record | None, _now: datetime, revision: int) -> Record | None:
            return granted(record, grant, revision)

        record = (await self._ledger.change(grant.submission, rule)).after
        held = record.find(grant.sha256) if record else None
        if held is None:
            raise Problem(ProblemCode.GRANT_SUPERSEDED)
        return held

    async def _of(self, upload: str, holder: Holder) -> StoredSession:
        """The session of an address, if the grant is for its file and it has not ended.

        Raises Problem(not_found, upload_expired, grant_superseded).
        """
        asset, number = read_upload(upload)
        stored = await self._sessions.store.load(asset) if asset == holder.asset else None
        if stored is None or number > stored.session.number:
            raise Problem(ProblemCode.NOT_FOUND)
        if stored.session.state is SessionState.SUPERSEDED:
            raise Problem(ProblemCode.GRANT_SUPERSEDED)
        if number < stored.session.number or not stored.session.is_alive or await self._is_over(stored):
            raise Problem(ProblemCode.UPLOAD_EXPIRED)
        return stored

    async def _is_over(self, stored: StoredSession) -> bool:
        """Whether an open session's time has run out, or the object store knows nothing of it any more."""
        session = stored.session
        return session.state is SessionState.OPEN and session.expires_at <= self._ledger.now()

    async def _gone_on_with(self, stored: StoredSession, held: Held) -> Upload:
        """An open session with its time begun anew, so that a browser that was shut goes on the next day."""
        session = stored.session
        if session.state is not SessionState.OPEN:
            return self._upload(session, held)
        try:
            parts = await self._parts(session)
        except Problem as problem:
            if problem.code is not ProblemCode.UPLOAD_EXPIRED:
                raise
            return await self._begun_anew(stored, held)
        metrics.SESSIONS_RESUMED.inc()
        renewed = replace(
            session, expires_at=self._ledger.now() + timedelta(seconds=self._settings.media_session_seconds)
        )
        written = await self._sessions.store.write(stored, renewed)
        session = written.session if written else session
        return self._upload(session, held, parts, missing_parts(session, parts))

    async def _begun_anew(self, stored: StoredSession, held: Held) -> Upload:
        """A new session in place of one whose parts the object store has lost."""
        await self._sessions.end(stored.session.asset, SessionState.EXPIRED, number=stored.session.number)
        again = await self._sessions.store.load(stored.session.asset)
        fresh = await self._opened(stored.session, held, again)
        if fresh is None:
            raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)
        return self._upload(fresh, held, missing=missing_parts(fresh, ()), fresh=True)

    async def _fresh(self, holder: Holder, held: Held, stored: StoredSession | None) -> Session | None:
        """A new session, if the file may still come and the quota has room; None where somebody else was faster."""
        if stored and stored.session.is_alive:
            await self._sessions.end(holder.asset, SessionState.EXPIRED, number=stored.session.number)
            stored = await self._sessions.store.load(holder.asset)
        await self._require_awaited(holder.grant, held)
        quota = self._quota(holder.grant.organisation, holder.grant.edition, but=holder.asset)
        if held.asset.size_bytes > quota.remaining_bytes:
            await self._refuse_unless_begun(holder.asset, quota)
            return None
        now, grant = self._ledger.now(), holder.grant
        draft = Session(
            asset=holder.asset,
            number=0,
            submission=grant.submission,
            edition=grant.edition,
            organisation=grant.organisation,
            person=grant.person,
            name=held.asset.name,
            kind=held.asset.kind,
            sha256=grant.sha256,
            size_bytes=held.asset.size_bytes,
            part_size_bytes=part_size(held.asset.size_bytes, self._settings.media_part_size_bytes),
            key="",
            upload_id="",
            state=SessionState.OPEN,
            opened_at=now,
            expires_at=now,
            changed_at=now,
        )
        # Nothing is awaited since the quota was looked at.
        with self._quotas.coming(grant.organisation, grant.edition, holder.asset, held.asset.size_bytes):
            return await self._opened(draft, held, stored)

    async def _refuse_unless_begun(self, asset: UUID, quota: Quota) -> None:
        """Refuse a file that has no room. Raises Problem(media_quota_exceeded).

        Where another request has begun it meanwhile, what fills the quota may be its own bytes.
        """
        latest = await self._sessions.store.load(asset)
        if latest is None or not latest.session.is_alive:
            raise Problem(
                ProblemCode.MEDIA_QUOTA_EXCEEDED,
                used=quota.used_bytes,
                limit=quota.limit_bytes,
                remaining=quota.remaining_bytes,
            )

    async def _opened(self, draft: Session, held: Held, stored: StoredSession | None) -> Session | None:
        """The next session of a file, with an upload of its own in the object store; None where somebody else was faster."""
        number, now = (stored.session.number if stored else 0) + 1, self._ledger.now()
        key = incoming_key(draft.asset, number)
        if stored and stored.session.clear_at is not None:
            # Its document is about to name another upload: what it left in the object store is removed before.
            await self._finishing.clear(stored)
            stored = await self._sessions.store.load(draft.asset)
        with object_guard():
            upload_id = await self._objects.begin(key, MEDIA_TYPE)
        session = replace(
            draft,
            number=number,
            key=key,
            upload_id=upload_id,
            state=SessionState.OPEN,
            opened_at=now,
            expires_at=now + timedelta(seconds=self._settings.media_session_seconds),
            changed_at=now,
            clear_at=None,
        )
        if await self._sessions.store.write(stored, session) is None:
            with object_guard():
                await self._objects.abort(key, upload_id)
            return None
        self._quotas.note(session.organisation, session.edition, session.size_bytes)
        metrics.SESSIONS_BEGUN.labels(held.asset.kind).inc()
        return session

    async def _require_awaited(self, grant: Grant, held: Held) -> None:
        """Refuse what nobody waits for any more. Raises the file's own problem, or Problem(bytes_never_came)."""
        asset = held.asset
        if asset.state is AssetState.FAILED and not asset.retry_helps:
            raise problem_of(held)
        record = await self._ledger.read(grant.submission)
        due_at = record.files_due_at if record else None
        if asset.state is AssetState.AWAITED and due_at is not None and due_at <= self._ledger.now():
            raise Problem(ProblemCode.BYTES_NEVER_CAME)

    async def _parts(self, session: Session) -> tuple[StoredPart, ...]:
        """The parts that have come. Raises Problem(upload_expired, object_store_away)."""
        try:
            with object_guard():
                return await self._objects.parts(session.key, session.upload_id)
        except UploadGoneError as fault:
            raise Problem(ProblemCode.UPLOAD_EXPIRED) from fault

    def quota(self, organisation: str, edition: str, caller: Caller | None) -> Quota:
        """What an organisation may still send in an edition, for its branch. Raises Problem(not_signed_in, not_found)."""
        if caller is None:
            raise Problem(ProblemCode.NOT_SIGNED_IN)
        known = self._view.organisation(organisation)
        if known is None or not caller.may(READING, (*known.chain, MINISTRY)):
            raise Problem(ProblemCode.NOT_FOUND)
        return self._quota(organisation, edition)

    def _quota(self, organisation: str, edition: str, but: UUID | None = None) -> Quota:
        known = self._view.edition(edition)
        limits = known.limits if known else Limits()
        return Quota(self._quotas.used_bytes(organisation, edition, but), limits.media_bytes_per_organisation)

    def _upload(
        self,
        session: Session,
        held: Held,
        parts: tuple[StoredPart, ...] = (),
        missing: tuple[int, ...] = (),
        *,
        fresh: bool = False,
    ) -> Upload:
        quota = self._quota(session.organisation, session.edition)
        return Upload(session, held.asset, quota, parts, missing, fresh)
