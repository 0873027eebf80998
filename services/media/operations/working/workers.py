"""The slots of this copy: so many for each kind, each taking the next job in fair order, until it is told to stop."""

import asyncio
import logging

from contracts.problems import Problem
from services.media import metrics
from services.media.domain.jobs import KINDS, FileKind, Job
from services.media.operations.working.policy import WorkPolicy
from services.media.operations.working.queue import Queue
from services.media.operations.working.rooms import Rooms
from services.media.operations.working.worker import Worker

FINISHING_SHARE = 0.8
"""How much of the grace is for ending jobs; in the rest, those that did not end are put back."""

log = logging.getLogger(__name__)


class Workers:
    """Runs the slots and keeps the queue read. A copy without slots still reads the queue, to tell where files stand."""

    def __init__(self, queue: Queue, worker: Worker, rooms: Rooms, policy: WorkPolicy) -> None:
        self._queue = queue
        self._worker = worker
        self._rooms = rooms
        self._policy = policy
        self._stopping = False
        self._slots: dict[asyncio.Task[None], Job | None] = {}
        self._reading: asyncio.Task[None] | None = None
        self._units: set[str] = set()

    def start(self) -> None:
        """Begin to work. Raises OSError where there is no room on the disk for files."""
        self._rooms.open()
        self._reading = asyncio.create_task(self._read())
        for kind in KINDS:
            number = self._policy.slots.get(kind, 0)
            metrics.SLOTS.labels(kind).set(number)
            # A series that began with its first file would hide that file from whoever asks for the increase.
            metrics.ENDED.labels(kind, "made")
            for _slot in range(number):
                self._slots[asyncio.create_task(self._work(kind))] = None

    async def stop(self) -> None:
        """Take nothing more, finish what is under way within the grace, put back the rest for others to take at once."""
        self._stopping = True
        idle = [slot for slot, job in self._slots.items() if job is None]
        for slot in idle:
            slot.cancel()
        if self._slots:
            await asyncio.wait(self._slots, timeout=self._policy.stop_grace_seconds * FINISHING_SHARE)
        tasks = [*self._slots, *([self._reading] if self._reading else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for kind in KINDS:
            metrics.SLOTS.labels(kind).set(0)
        self._rooms.close()

    async def _work(self, kind: FileKind) -> None:
        slot = asyncio.current_task()
        if slot is None:
            return
        pause_seconds = self._policy.away_pause_seconds
        while not self._stopping:
            job = self._queue.propose(kind, self._holds_the_others(kind))
            if job is None:
                await self._queue.wait(kind)
                continue
            self._slots[slot] = job
            try:
                went_on = await self._worker.work(job)
            except Problem as problem:
                log.warning("a slot has to wait", extra={"code": problem.code.value})
                went_on = False
            except Exception:
                # A slot that ended would be missed by nobody until the queue is long.
                log.exception("a slot failed", extra={"job": job.job})
                went_on = False
            finally:
                self._slots[slot] = None
            if went_on:
                pause_seconds = self._policy.away_pause_seconds
            elif not self._stopping:
                # What one job found away is away for the next: it need not be tried with every file that waits.
                await asyncio.sleep(pause_seconds)
                pause_seconds = min(pause_seconds * 2, self._policy.away_pause_max_seconds)

    def _holds_the_others(self, kind: FileKind) -> str | None:
        """Who holds all slots but the last free one, where that one is kept for another organisation."""
        slots = self._policy.slots.get(kind, 0)
        holders = [job.organisation for job in self._slots.values() if job is not None and job.kind == kind]
        last_is_kept = kind in self._policy.keep_a_slot and len(holders) == slots - 1
        return holders[0] if last_is_kept and len(set(holders)) == 1 else None

    async def _read(self) -> None:
        while True:
            try:
                await self._queue.refresh()
                self._measure()
                await self._worker.sweep()
            except Problem as problem:
                log.warning("the queue cannot be read", extra={"code": problem.code.value})
            except Exception:
                # Without this loop the copy would go on with what it knew, and never see another's jobs.
                log.exception("reading the queue failed")
            await self._queue.until_next_reading()

    def _measure(self) -> None:
        for kind, length in self._queue.lengths().items():
            metrics.QUEUE_JOBS.labels(kind).set(length.waiting)
            metrics.QUEUE_OLDEST_SECONDS.labels(kind).set(length.oldest_seconds)
            metrics.WORKED_ON.labels(kind).set(length.worked_on)
            metrics.STUCK_JOBS.labels(kind).set(length.stuck)
        units = self._queue.of_units()
        self._units |= set(units)
        for unit in self._units:
            waiting, worked_on = units.get(unit, (0, 0))
            metrics.UNIT_WAITING.labels(unit).set(waiting)
            metrics.UNIT_WORKED_ON.labels(unit).set(worked_on)
