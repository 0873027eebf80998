"""Sending: lanes that are due are claimed and worked, several at once, one person's never twice at the same time."""

import asyncio
import contextlib
import logging
from typing import Protocol

from contracts.problems import Problem
from services.kit.clock import Clock
from services.notification import metrics
from services.notification.domain.kinds import Channel
from services.notification.domain.lanes import Lane
from services.notification.store.lanes import LaneStore

log = logging.getLogger(__name__)


class Works(Protocol):
    """Whoever works a claimed lane."""

    async def work(self, lane: Lane) -> None:
        """Send what the lane has and give it back."""
        ...


class Sending:
    """Looks for lanes that are due. A copy that dies leaves its claims to the others, who wait until these run out."""

    def __init__(
        self, lanes: LaneStore, workers: dict[Channel, Works], clock: Clock, *, places: int, poll_seconds: float
    ) -> None:
        self._lanes = lanes
        self._workers = workers
        self._clock = clock
        self._room = asyncio.Semaphore(places)
        self._poll_seconds = poll_seconds
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look at once."""
        self._woken.set()

    async def run(self) -> None:
        """Look and send, for ever. No fault ends it."""
        while True:
            try:
                await self.look()
            except Problem as problem:
                log.warning("sending waits", extra={"problem": problem.code.value})
            except Exception:
                metrics.SENDING_FAILURES.inc()
                log.exception("sending failed")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), self._poll_seconds)
            self._woken.clear()

    async def look(self) -> int:
        """Work every lane that is due; how many were."""
        worked = 0
        for channel, worker in self._workers.items():
            due = await self._lanes.due(channel, self._clock.now())
            worked += sum(await asyncio.gather(*(self._work(lane, worker) for lane in due)))
        return worked

    async def _work(self, lane: Lane, worker: Works) -> bool:
        async with self._room:
            try:
                if not await self._lanes.claim(lane, self._clock.now()):
                    return False
                await worker.work(lane)
            except Problem as problem:
                log.warning("lane waits", extra={"lane": lane.id, "problem": problem.code.value})
            except Exception:
                # One person's letter must not keep everybody else's; its claim runs out, and it is tried again.
                metrics.SENDING_FAILURES.inc()
                log.exception("lane failed", extra={"lane": lane.id})
        return True
