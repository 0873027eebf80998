"""How sessions end, and how what they leave in the object store is removed."""

from uuid import UUID

from contracts.problems import Problem, ProblemCode
from services.kit.clock import Clock, whole_milliseconds
from services.kit.objects import MultipartStore
from services.media import metrics
from services.media.domain.sessions import Session, SessionState
from services.media.operations.objects import object_guard
from services.media.operations.quotas import QuotaBook
from services.media.store.documents import StoredSession
from services.media.store.uploads import UploadStore

MAX_TRIES = 20


class Sessions:
    """The sessions as operations change them; the quota book follows."""

    def __init__(self, store: UploadStore, objects: MultipartStore, quotas: QuotaBook, clock: Clock) -> None:
        self.store = store
        self._objects = objects
        self._quotas = quotas
        self._clock = clock

    async def end(
        self, asset: UUID, state: SessionState, *, number: int | None = None, keep_seconds: float = 0.0
    ) -> Session | None:
        """End the newest session of a file without bytes that count; None where there is none, or another than `number`.

        What lies in the object store is removed once it was kept for so long (`clear`). Raises Problem(store_away).
        """
        for _ in range(MAX_TRIES):
            stored = await self.store.load(asset)
            if stored is None or (number is not None and stored.session.number != number):
                return None
            if not stored.session.is_alive:
                return stored.session
            ended = stored.session.ended(state, whole_milliseconds(self._clock.now()), keep_seconds)
            written = await self.store.write(stored, ended)
            if written is not None:
                metrics.SESSIONS_CLOSED.labels(state.value).inc()
                self._quotas.note(ended.organisation, ended.edition, -ended.size_bytes)
                return ended
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)

    async def revive(self, asset: UUID) -> None:
        """Let a session that was superseded count again: its file has come back. Raises Problem(store_away)."""
        for _ in range(MAX_TRIES):
            stored = await self.store.load(asset)
            if stored is None or stored.session.state is not SessionState.SUPERSEDED:
                return
            back = stored.session.at_state(SessionState.COMPLETE, whole_milliseconds(self._clock.now()))
            if await self.store.write(stored, back) is not None:
                self._quotas.note(back.organisation, back.edition, back.size_bytes)
                return
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)

    async def spare(self, asset: UUID, key: str) -> None:
        """Note that the object of a completed session is a second copy of bytes that lie elsewhere. Raises Problem(store_away)."""
        for _ in range(MAX_TRIES):
            stored = await self.store.load(asset)
            if stored is None or stored.session.key != key or stored.session.clear_at is not None:
                return
            if (
                await self.store.write(stored, stored.session.to_be_cleared(whole_milliseconds(self._clock.now())))
                is not None
            ):
                return
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)

    async def clear(self, stored: StoredSession, *, needed: bool) -> None:
        """Remove what a session left in the object store, but not an object that is `needed`.

        Raises Problem(object_store_away, store_away), and then a sweep goes on.
        """
        session = stored.session
        with object_guard():
            await self._objects.abort(session.key, session.upload_id)
            if not needed:
                await self._objects.remove(session.key)
        await self.store.write(stored, session.cleared())
