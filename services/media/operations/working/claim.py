"""A job that this copy has leased, and every change it makes to it: fenced by the revision, so that nothing is done twice."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from services.kit.clock import Clock
from services.media.domain.jobs import Cause, Job, Lease, Outcome, ended, put_back, renewed, taken
from services.media.store.jobs import JobStore


class LeaseLostError(Exception):
    """Another worker has the job now, or it is done: what this one found out is of no use any more."""


class Claim:
    """One lease. Its changes wait for one another, since each raises the revision that the next one names."""

    def __init__(self, store: JobStore, job: Job, lease_seconds: float, clock: Clock) -> None:
        if job.lease is None:
            raise ValueError("a claim is a job with a lease")
        self.job = job
        self._store = store
        self._token = job.lease.token
        self._lease = timedelta(seconds=lease_seconds)
        self._clock = clock
        self._changing = asyncio.Lock()

    @classmethod
    async def take(cls, store: JobStore, job: Job, lease: Lease, lease_seconds: float, clock: Clock) -> "Claim | None":
        """Lease a job that still has its revision; None where somebody else was faster. Raises Problem(store_away)."""
        mine = taken(job, lease, clock.now())
        won = await store.replace(mine, job.revision)
        return cls(store, mine, lease_seconds, clock) if won else None

    async def renew(self) -> None:
        """Prolong the lease. Raises LeaseLostError and Problem(store_away)."""
        now = self._clock.now()
        await self._change(lambda job: renewed(job, now + self._lease, now))

    async def end(self, outcome: Outcome) -> None:
        """Store the outcome in the job. Raises LeaseLostError, and Problem(store_away): it may be so, and may be repeated."""
        now = self._clock.now()
        await self._change(lambda job: ended(job, outcome, now))

    async def put_back(self, cause: Cause, delay_seconds: float) -> None:
        """Let others have the job after a delay. Raises LeaseLostError and Problem(store_away)."""
        now = self._clock.now()
        await self._change(lambda job: put_back(job, cause, delay_seconds, now))

    async def _change(self, change: Callable[[Job], Job]) -> None:
        async with self._changing:
            while True:
                changed = change(self.job)
                if await self._store.replace(changed, self.job.revision):
                    self.job = changed
                    return
                # The revision is another one: somebody else's, or that of an own write whose answer was lost.
                stored = await self._store.load(self.job.job)
                if stored is None or stored.lease is None or stored.lease.token != self._token:
                    raise LeaseLostError(self.job.job)
                self.job = stored
