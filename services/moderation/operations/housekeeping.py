"""What has to be done now and then: measure the queue, clear away what is over."""

import asyncio
import logging
from datetime import timedelta

from contracts.moderation import State
from contracts.problems import Problem
from services.kit.clock import milliseconds
from services.moderation import metrics
from services.moderation.operations.ledger import Ledger
from services.moderation.operations.reviewing import Beside
from services.moderation.store.bulk import BulkStore

RESUME_DAYS = 7
"""How long a bulk that was interrupted may still be resumed after its preview has expired."""

log = logging.getLogger(__name__)


class Housekeeping:
    """The chores of a running service."""

    def __init__(self, ledger: Ledger, bulks: BulkStore, beside: Beside, seconds: float) -> None:
        self._ledger = ledger
        self._bulks = bulks
        self._beside = beside
        self._seconds = seconds
        self._levels: set[str] = set()

    async def run(self) -> None:
        """Do the chores for ever; what fails is tried again the next time."""
        while True:
            try:
                await self.measure()
                await self.measure_beside()
                await self._ledger.forget_sent_refusals()
                await self._bulks.forget_previews(self._ledger.now() - timedelta(days=RESUME_DAYS))
            except Problem as problem:
                log.warning("housekeeping has to wait", extra={"code": problem.code.value})
            except Exception:
                # A round that fails must not be the last one: nobody would see the queue grow.
                log.exception("housekeeping failed")
            await asyncio.sleep(self._seconds)

    async def measure(self) -> None:
        """Set the queue's metrics; a step at which nothing waits any more shows zero."""
        now = self._ledger.now()
        lengths = {str(length.level): length for length in await self._ledger.items.lengths()}
        self._levels |= set(lengths)
        for level in self._levels:
            length = lengths.get(level)
            oldest_seconds = (now - length.oldest).total_seconds() if length else 0.0
            metrics.QUEUE_LENGTH.labels(level).set(length.items if length else 0)
            metrics.QUEUE_OLDEST_SECONDS.labels(level).set(max(0.0, oldest_seconds))

    async def measure_beside(self) -> None:
        """Set the metrics of what nobody has checked and of what nobody has settled."""
        metrics.UNCHECKED.set(await self._unchecked())
        count, oldest = await self._beside.complaints.waiting()
        waited_seconds = (milliseconds(self._ledger.now()) - oldest) / 1_000 if oldest is not None else 0.0
        metrics.COMPLAINTS_OPEN.set(count)
        metrics.COMPLAINTS_OLDEST_SECONDS.set(max(0.0, waited_seconds))

    async def _unchecked(self) -> int:
        """Items under review or accepted whose newest version crashed a check; older versions trouble nobody."""
        crashed = set(await self._beside.checks.unchecked())
        items = {submission for submission, _version in crashed}
        found = [stored.record.standing async for stored in self._ledger.items.each(items)]
        return sum(
            (one.submission, one.version) in crashed and one.state in {State.IN_REVIEW, State.ACCEPTED} for one in found
        )
