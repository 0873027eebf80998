"""Bringing bytes, work and sessions in line with a record: what was taken back or left out is let go, what came back is held.

A record names the files that are not yet in line (`touched`); whoever settles may be interrupted, and a sweep does it again.
"""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from contracts.media import AssetState, asset_id
from services.kit.clock import Clock
from services.media.domain.jobs import Job
from services.media.domain.record import Held, Record, settled
from services.media.domain.sessions import SessionState
from services.media.operations.ledger import Ledger
from services.media.operations.sessions import Sessions
from services.media.store.blobs import BlobStore


class Jobs(Protocol):
    """What is asked of the queue."""

    async def enqueue(self, job: Job) -> bool:
        """Store a new job durably and let it wait; false where its object is already a job."""
        ...

    async def cancel(self, asset: UUID) -> bool:
        """Take out a file's jobs that nobody works on."""
        ...


class Settling:
    """Settles records."""

    def __init__(self, ledger: Ledger, sessions: Sessions, blobs: BlobStore, jobs: Jobs, clock: Clock) -> None:
        self._ledger = ledger
        self._sessions = sessions
        self._blobs = blobs
        self._jobs = jobs
        self._clock = clock

    async def settle(self, record: Record) -> None:
        """Bring every touched file in line. Raises Problem(store_away), and then a sweep goes on."""
        names = record.touched
        for sha256 in sorted(names):
            if record.holds(sha256):
                await self._take(record, sha256)
            else:
                await self._let_go(record.submission, sha256)

        def rule(now: Record | None, _at: datetime, revision: int) -> Record | None:
            # What has come back or left meanwhile has to be settled the other way, so that it stays touched.
            same = frozenset(name for name in names if now and now.holds(name) == record.holds(name))
            return settled(now, same, revision) if now else None

        await self._ledger.change(record.submission, rule)

    async def _let_go(self, submission: UUID, sha256: str) -> None:
        asset = asset_id(submission, sha256)
        await self._sessions.end(asset, SessionState.SUPERSEDED)
        await self._jobs.cancel(asset)
        await self._blobs.let_go(sha256, submission, self._clock.now())

    async def _take(self, record: Record, sha256: str) -> None:
        held = record.find(sha256)
        if held is None or held.original is None:
            return
        await self._blobs.hold(sha256, held.asset.size_bytes, record.submission, held.original)
        await self._sessions.revive(held.asset.asset)
        if held.asset.state is AssetState.UPLOADED:
            await self._jobs.enqueue(job_of(record, held, held.original, self._clock.now()))


def job_of(record: Record, held: Held, object_key: str, now: datetime) -> Job:
    """The work on a file whose bytes lie in an object."""
    return Job(
        asset=held.asset.asset,
        submission=record.submission,
        edition=record.edition,
        organisation=record.organisation,
        unit=record.unit,
        kind=held.asset.kind,
        object_key=object_key,
        sha256=held.sha256,
        size_bytes=held.asset.size_bytes,
        ai_generated=held.asset.ai_generated,
        queued_at=now,
    )
