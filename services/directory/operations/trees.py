"""One change of the tree at a time, and the derivation that completes a move wherever it stopped."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from uuid import uuid4

from contracts import topics
from contracts.organisations import Organisation
from contracts.problems import Problem, ProblemCode
from services.directory import metrics
from services.directory.domain.tree import Placing, derive, derive_branch, placed
from services.directory.store.database import Database
from services.directory.store.states import Stored
from services.kit.clock import Clock
from services.kit.leases import Lease
from services.kit.outbox import next_revision, outgoing

log = logging.getLogger(__name__)

LEASE_SECONDS = 10.0
WAIT_SECONDS = 12.0
POLL_SECONDS = 0.1
AT_ONCE = 16
PASSES = 3


class Tree:
    """The tree as a whole. Parents are what is written; paths, chains and units follow from them and can be derived anew.

    Opening, moving and closing exclude each other (also between copies of the service, by a lease), so that nothing is opened
    under what is being closed or is on its way elsewhere.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._organisations = database.organisations
        self._clock = clock
        self._inside = asyncio.Lock()
        self._lease = Lease(database.leases, "tree", uuid4().hex, LEASE_SECONDS, clock)

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[None]:
        """Hold the tree. Raises Problem(conflict) when another copy of the service keeps it too long."""
        async with self._inside:
            for _ in range(round(WAIT_SECONDS / POLL_SECONDS)):
                if await self._lease.renew():
                    break
                await asyncio.sleep(POLL_SECONDS)
            else:
                raise Problem(ProblemCode.CONFLICT)
            try:
                yield
            finally:
                await self._lease.release()

    async def settle(self, root: Organisation) -> int:
        """Bring everything below `root` in line with it; returns how many changed. The tree is held by the caller."""
        total = 0
        for _ in range(PASSES):
            below = {one.document_id: one for one in await self._organisations.below(root.organisation)}
            stale = derive_branch(root, (one.state for one in below.values()))
            if not stale:
                break
            total += await self._write(below, stale)
        return total

    async def check(self) -> int:
        """Derive the whole tree and complete what is behind; returns how many changed. Raises Problem(store_away)."""
        derived = derive([one.state async for one in self._organisations.every()])
        metrics.TREE_UNREACHABLE.set(len(derived.unreachable))
        if derived.unreachable:
            log.error("organisations no path leads to", extra={"organisations": derived.unreachable[:20]})
        if not derived.stale:
            return 0
        # The first look was taken while others may have been writing; only what is behind while the tree is held counts.
        async with self.changing():
            known = {one.document_id: one async for one in self._organisations.every()}
            return await self._write(known, derive([one.state for one in known.values()]).stale)

    async def _write(
        self, known: dict[str, Stored[Organisation]], stale: Iterable[tuple[Organisation, Placing]]
    ) -> int:
        waiting, written = list(stale), 0
        while waiting:
            chunk, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
            await self._lease.renew()
            done = await asyncio.gather(*(self._replace(known[one.organisation], placing) for one, placing in chunk))
            written += sum(done)
        metrics.TREE_REDERIVED.inc(written)
        return written

    async def _replace(self, stored: Stored[Organisation], placing: Placing) -> bool:
        at = self._clock.now()
        revision = next_revision(stored.revision, at)
        after = placed(stored.state, placing, revision)
        event = outgoing(topics.ORGANISATIONS, after.organisation, revision, after, at)
        return await self._organisations.replace(stored, after, stored.extra, [event], revision=revision)
