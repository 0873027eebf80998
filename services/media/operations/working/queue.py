"""The queue as this copy sees it: in memory, fed by its own changes at once and by the store every few seconds.

It only proposes: a job is one's own when the store has taken the lease. A copy that is behind proposes what others have,
is told so, and goes on; nothing is ever decided here that the store does not decide again.
"""

import asyncio
import heapq
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from services.kit.clock import Clock, milliseconds
from services.kit.outbox import next_revision
from services.media.domain.estimates import Estimate, Pace
from services.media.domain.fair import FairOrder, Waiting
from services.media.domain.jobs import KINDS, FileKind, Job, is_stuck
from services.media.operations.working.policy import WorkPolicy
from services.media.store.jobs import JobStore

JOBS_A_READ = 500
READ_APART_SECONDS = 0.2
"""How soon after a reading the next one may be."""
SKEW_SECONDS = 10
"""How far the copies' clocks may be apart before a change of another is seen only at the next full reading."""


@dataclass(slots=True)
class _Known:
    """A job as last seen; `reading` is the number of the reading that was the last when it was seen."""

    job: Job
    reading: int


@dataclass(frozen=True, slots=True)
class Length:
    """What a kind's queue looks like: jobs that wait and that are worked on, the age of the oldest that waits, stuck ones."""

    waiting: int
    worked_on: int
    oldest_seconds: float
    stuck: int


class Queue:
    """The jobs of this service. `at_once` tells how many jobs of a kind this copy works on at once."""

    def __init__(self, store: JobStore, policy: WorkPolicy, clock: Clock) -> None:
        self.pace = Pace()
        self._store = store
        self._policy = policy
        self._clock = clock
        self._known: dict[str, _Known] = {}
        self._named: dict[str, set[str]] = {}
        self._tried: set[str] = set()
        self._orders: dict[FileKind, FairOrder] = {kind: FairOrder(policy.weights) for kind in KINDS}
        self._hidden: list[tuple[datetime, str, int]] = []
        self._changed: dict[FileKind, asyncio.Event] = {kind: asyncio.Event() for kind in KINDS}
        self._behind = asyncio.Event()
        self._reading = 0
        self._gone: dict[str, int] = {}
        self._read_at: datetime | None = None
        self._read_whole_at: datetime | None = None

    async def enqueue(self, job: Job) -> bool:
        """Store a new job durably and let it wait; false where it is there already. Raises Problem(store_away)."""
        new = replace(job, revision=next_revision(job.revision, self._clock.now()))
        fresh = await self._store.insert(new)
        if fresh:
            self.put(new)
        return fresh

    async def cancel(self, asset: UUID) -> bool:
        """Take out the jobs of a file that this copy knows of and nobody works on; false where there is none.

        What is missed does no harm: its outcome is not wanted any more. Raises Problem(store_away).
        """
        taken_out = False
        for name in tuple(self._named.get(str(asset), ())):
            job = await self._store.load(name)
            if job is not None and not job.is_worked_on(self._clock.now()) and await self._store.remove(job):
                self.drop(job)
                taken_out = True
        return taken_out

    def put(self, job: Job) -> None:
        """Take over a job as it is now; what is not newer than what is known changes nothing."""
        known = self._known.get(job.job)
        if known is not None and known.job.revision >= job.revision:
            known.reading = self._reading
        elif self._gone.get(job.job, -1) < job.revision:
            self._known[job.job] = _Known(job, self._reading)
            if job.attempts or job.not_before or job.outcome:
                self._tried.add(job.job)
            for name in _names(job):
                self._named.setdefault(name, set()).add(job.job)
            self._place(job)

    def drop(self, job: Job) -> None:
        """Forget a job that the store no longer has."""
        self._gone[job.job] = job.revision
        if self._known.pop(job.job, None) is None:
            return
        self._orders[job.kind].discard(job.job)
        self._tried.discard(job.job)
        for name in _names(job):
            self._named[name].discard(job.job)
            if not self._named[name]:
                del self._named[name]

    def propose(self, kind: FileKind, but: str | None = None) -> Job | None:
        """The job whose turn it is, held here from now on; None where nothing waits. Whoever cannot get it calls `settle`.

        `but` is an organisation that gets no turn now.
        """
        self._show(self._clock.now())
        chosen = self._orders[kind].next(but)
        if chosen is None:
            return None
        self._orders[kind].hold(chosen)
        return self._known[chosen.job].job

    async def settle(self, job: Job) -> None:
        """Take over how the store has a job that could not be taken. Raises Problem(store_away), and it waits again."""
        try:
            stored = await self._store.load(job.job)
        except BaseException:
            self._place(job)
            raise
        if stored is not None and stored.revision <= job.revision:
            self._place(job)
            return
        # Where others were faster with one job they were so with its neighbours: one reading tells of all of them.
        self._behind.set()
        if stored is None:
            self.drop(job)
        else:
            self.put(stored)

    async def wait(self, kind: FileKind) -> None:
        """Return when a job of this kind may be there; at the latest after the time between two readings."""
        changed = self._changed[kind]
        changed.clear()
        now = self._clock.now()
        seconds = self._policy.refresh_seconds
        if self._hidden:
            seconds = min(seconds, max((self._hidden[0][0] - now).total_seconds(), 0.01))
        try:
            await asyncio.wait_for(changed.wait(), seconds)
        except TimeoutError:
            return

    async def until_next_reading(self) -> None:
        """Return when it is time to read again: at the usual pace, or soon where this copy has found itself behind."""
        seconds = self._policy.refresh_seconds
        await asyncio.sleep(min(READ_APART_SECONDS, seconds))
        with suppress(TimeoutError):
            await asyncio.wait_for(self._behind.wait(), max(seconds - READ_APART_SECONDS, 0.0))
        self._behind.clear()

    async def refresh(self) -> None:
        """Read what others have changed; now and then everything, so that what is gone is forgotten. Raises Problem(store_away)."""
        now = self._clock.now()
        whole_after = timedelta(seconds=self._policy.full_refresh_seconds)
        whole = self._read_whole_at is None or self._read_at is None or now - self._read_whole_at >= whole_after
        self._reading += 1
        self._gone.clear()
        if whole or self._read_at is None:
            await self._read_whole()
            self._read_whole_at = now
        else:
            since = self._read_at - timedelta(seconds=SKEW_SECONDS)
            async for job in self._store.changed_since(milliseconds(since)):
                self.put(job)
        self._read_at = now
        self._show(now)

    async def _read_whole(self) -> None:
        """Find what is new by ids and revisions alone, and forget what is gone: most jobs are known and as they were."""
        newer: list[str] = []
        async for name, revision in self._store.revisions():
            known = self._known.get(name)
            if known is not None and known.job.revision >= revision:
                known.reading = self._reading
            else:
                newer.append(name)
        for start in range(0, len(newer), JOBS_A_READ):
            async for job in self._store.some(newer[start : start + JOBS_A_READ]):
                self.put(job)
        for known in [known for known in self._known.values() if known.reading < self._reading]:
            self.drop(known.job)

    def untold(self, holder: str) -> list[Job]:
        """Jobs that have ended and are still here: `holder`'s own, and those whose lease has run out since."""
        now = self._clock.now()
        return [
            job
            for job in (self._known[name].job for name in self._tried)
            if job.outcome is not None and (job.hidden_until(now) is None or (job.lease and job.lease.holder == holder))
        ]

    def estimate(self, asset: object, at_once: Callable[[FileKind], int] | None = None) -> Estimate | None:
        """About where a file stands and how long it takes; None where it is in no queue. Positions count from 1."""
        now = self._clock.now()
        self._show(now)
        jobs = [self._known[key].job for key in self._named.get(str(asset), ())]
        if not jobs:
            return None
        return min((self._estimate(job, now, at_once) for job in jobs), key=lambda one: one.seconds)

    def lengths(self) -> dict[FileKind, Length]:
        """What the queue of each kind looks like now."""
        now = self._clock.now()
        delayed, stuck = Counter[FileKind](), Counter[FileKind]()
        for job in (self._known[name].job for name in self._tried):
            delayed[job.kind] += job.outcome is None and job.lease is None and job.hidden_until(now) is not None
            stuck[job.kind] += is_stuck(job, now, self._policy.told_seconds, self._policy.retries)
        found: dict[FileKind, Length] = {}
        for kind, order in self._orders.items():
            oldest = order.oldest()
            age_seconds = 0.0 if oldest is None else max(0.0, now.timestamp() - oldest / 1_000)
            found[kind] = Length(order.waiting + delayed[kind], order.held, age_seconds, stuck[kind])
        return found

    def of_units(self) -> dict[str, tuple[int, int]]:
        """How many jobs of each unit wait and are worked on, all kinds together."""
        found: dict[str, tuple[int, int]] = {}
        for order in self._orders.values():
            for unit, (waiting, held) in order.counts().items():
                before = found.get(unit, (0, 0))
                found[unit] = (before[0] + waiting, before[1] + held)
        return found

    def _estimate(self, job: Job, now: datetime, at_once: Callable[[FileKind], int] | None) -> Estimate:
        order = self._orders[job.kind]
        slots = max(order.held, at_once(job.kind) if at_once else self._policy.slots.get(job.kind, 0))
        before = order.before(job.job)
        if before is not None:
            return self.pace.of_waiting(job.kind, before, slots)
        if job.lease is None and job.not_before is not None and job.not_before > now:
            return self.pace.of_waiting(job.kind, 0, slots, (job.not_before - now).total_seconds())
        begun = job.lease.until - timedelta(seconds=self._policy.lease_seconds) if job.lease else now
        return self.pace.of_worked_on(job.kind, max(0.0, (now - begun).total_seconds()))

    def _place(self, job: Job) -> None:
        """Put a job where it belongs: among those that wait, those that are worked on, or for later."""
        order, now = self._orders[job.kind], self._clock.now()
        hidden_until = job.hidden_until(now)
        if job.outcome is not None:
            order.discard(job.job)
        elif hidden_until is None:
            order.add(Waiting.of(job))
            self._changed[job.kind].set()
        elif job.lease is not None:
            order.hold(Waiting.of(job))
        else:
            order.discard(job.job)
        if hidden_until is not None and job.outcome is None:
            heapq.heappush(self._hidden, (hidden_until, job.job, job.revision))

    def _show(self, now: datetime) -> None:
        """Let wait what was hidden until now: delays that are over, leases that ran out."""
        while self._hidden and self._hidden[0][0] <= now:
            _until, key, revision = heapq.heappop(self._hidden)
            known = self._known.get(key)
            if known is not None and known.job.revision == revision:
                self._place(known.job)


def _names(job: Job) -> tuple[str, str]:
    """By what others ask for a job."""
    return str(job.asset), job.object_key
