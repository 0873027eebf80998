"""What has to be looked for now and then: uploads nobody goes on with, bytes nobody holds, files that never came."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from contracts.media import AssetState
from contracts.problems import Problem, ProblemCode
from services.kit.clock import Clock
from services.kit.leases import Lease
from services.kit.objects import MultipartStore
from services.media import metrics
from services.media.domain.files import never_came
from services.media.domain.places import INCOMING, asset_of_incoming, renditions_of
from services.media.domain.record import Record
from services.media.domain.sessions import SessionState
from services.media.operations.finishing import Finishing
from services.media.operations.ledger import Ledger
from services.media.operations.objects import object_guard
from services.media.operations.quotas import QuotaBook
from services.media.operations.settling import Settling
from services.media.settings import MediaSettings
from services.media.store.blobs import Blob, BlobStore
from services.media.store.uploads import UploadStore

log = logging.getLogger(__name__)

COUNT_ROUNDS = 10
"""So many rounds of sweeps come to one that counts everything: what is used of quotas, open, and held."""


class Sweeping:
    """The chores of a running service; of many copies the one that holds the lease does them."""

    def __init__(
        self,
        ledger: Ledger,
        uploads: UploadStore,
        finishing: Finishing,
        settling: Settling,
        blobs: BlobStore,
        *,
        objects: MultipartStore,
        settings: MediaSettings,
        store_clock: Clock,
    ) -> None:
        self._ledger = ledger
        self._uploads = uploads
        self._finishing = finishing
        self._settling = settling
        self._blobs = blobs
        self._objects = objects
        self._settings = settings
        # The object store dates its uploads by a clock of its own, which no setting shifts.
        self._store_clock = store_clock
        self.rounds = 0

    async def run(self, lease: Lease, quotas: QuotaBook, clear_acts: Callable[[], Awaitable[None]]) -> None:
        """Do the chores for ever; what fails is tried again the next time."""
        while True:
            counts = self.rounds % COUNT_ROUNDS == 0
            steps: list[Callable[[], Awaitable[object]]] = [quotas.refresh] if counts else []
            with suppress(Problem):
                if await lease.renew():
                    steps += [*self.steps(), clear_acts, *(self.counts() if counts else ())]
                    metrics.SWEEPS.inc()
            await do(steps)
            self.rounds += 1
            await asyncio.sleep(self._settings.media_sweep_seconds)

    def steps(self) -> tuple[Callable[[], Awaitable[object]], ...]:
        """The chores that find by an index what they look for, in an order in which later ones find what earlier ones left."""
        return (
            self.settle,
            self.finish_uploads,
            self.expire_uploads,
            self.miss_files,
            self.clear_uploads,
            self.remove_blobs,
        )

    def counts(self) -> tuple[Callable[[], Awaitable[object]], ...]:
        """The chores that go through everything, and are done less often."""
        return (self.remove_strays, self.measure)

    async def settle(self) -> None:
        """Bring in line what an interrupted event left."""
        for submission in await self._ledger.records.touched():
            record = await self._ledger.read(submission)
            if record and record.touched:
                await self._settling.settle(record)
                metrics.SETTLED.inc()

    async def finish_uploads(self) -> None:
        """Finish completions that broke off."""
        before = self._ledger.now() - timedelta(seconds=self._settings.media_finishing_seconds)
        for stored in await self._uploads.unfinished(before):
            with _passing_over("finish", stored.session.upload):
                await self._finishing.finish(stored)
                metrics.FINISHED_LATER.inc()

    async def expire_uploads(self) -> None:
        """End sessions whose time has run out."""
        for stored in await self._uploads.run_out(self._ledger.now()):
            number = stored.session.number
            await self._finishing.sessions.end(stored.session.asset, SessionState.EXPIRED, number=number)

    async def miss_files(self) -> None:
        """Give up files whose time has run out, but for those that are just on their way."""
        for submission in await self._ledger.records.overdue(self._ledger.now()):
            record = await self._ledger.read(submission)
            if record is None:
                continue
            coming = await self._on_their_way(record)

            def rule(now: Record | None, at: datetime, revision: int, coming: frozenset[str] = coming) -> Record | None:
                return never_came(now, coming, at, revision)

            changed = await self._ledger.change(submission, rule)
            if changed.is_change:
                metrics.FILES_NEVER_CAME.inc(_missed(changed.after) - _missed(changed.before))

    async def clear_uploads(self) -> None:
        """Remove what ended sessions left in the object store."""
        for stored in await self._uploads.to_clear(self._ledger.now()):
            await self._finishing.clear(stored)

    async def remove_strays(self) -> None:
        """Abort uploads in the object store that no session knows: their request broke off in between."""
        before = self._store_clock.now() - timedelta(seconds=self._settings.media_finishing_seconds)
        with object_guard():
            found = await self._objects.uploads(INCOMING)
        for upload in found:
            asset = asset_of_incoming(upload.key)
            if upload.begun_at > before or asset is None:
                continue
            stored = await self._uploads.load(asset)
            if stored is None or stored.session.upload_id != upload.upload_id:
                with object_guard():
                    await self._objects.abort(upload.key, upload.upload_id)

    async def remove_blobs(self) -> None:
        """Remove bytes that nobody has held for the keep time, with everything that was made of them."""
        before = self._ledger.now() - timedelta(seconds=self._settings.media_keep_seconds)
        for blob in await self._blobs.free_since(before):
            if await self._blobs.take_for_removal(blob):
                await self._remove(blob)

    async def measure(self) -> None:
        """Set the gauges."""
        sessions, promised_bytes = await self._uploads.open_ones()
        blobs, holds = await self._blobs.totals()
        metrics.SESSIONS_OPEN.set(sessions)
        metrics.BYTES_AWAITED.set(promised_bytes)
        metrics.BLOBS.set(blobs)
        metrics.HOLDERS.set(holds)

    async def _on_their_way(self, record: Record) -> frozenset[str]:
        awaited = [held for held in record.files if held.asset.state is AssetState.AWAITED]
        found = [(held.sha256, await self._uploads.load(held.asset.asset)) for held in awaited]
        return frozenset(sha256 for sha256, stored in found if stored and stored.session.is_alive)

    async def _remove(self, blob: Blob) -> None:
        with object_guard():
            for key in await self._objects.keys(renditions_of(blob.sha256)):
                await self._objects.remove(key)
            if blob.key is not None:
                await self._objects.remove(blob.key)
        await self._blobs.forget(blob.sha256)
        metrics.BLOBS_REMOVED.inc()
        metrics.BYTES_REMOVED.inc(blob.size_bytes)


async def do(steps: Sequence[Callable[[], Awaitable[object]]]) -> None:
    """Do each step, whatever becomes of the others: a round that fails must not be the last one."""
    for step in steps:
        name = getattr(step, "__name__", "step")
        try:
            await step()
        except Problem as problem:
            log.warning("a sweep has to wait", extra={"step": name, "code": problem.code.value})
            metrics.SWEEP_FAILURES.labels(name).inc()
        except Exception:
            log.exception("a sweep failed", extra={"step": name})
            metrics.SWEEP_FAILURES.labels(name).inc()


@contextmanager
def _passing_over(step: str, about: str) -> Iterator[None]:
    """Let one thing that is refused not hold up the others. Raises what passes by itself."""
    try:
        yield
    except Problem as problem:
        if problem.code in {ProblemCode.STORE_AWAY, ProblemCode.OBJECT_STORE_AWAY}:
            raise
        log.warning("passed over", extra={"step": step, "about": about, "code": problem.code.value})


def _missed(record: Record | None) -> int:
    never = ProblemCode.BYTES_NEVER_CAME.value
    return sum(held.asset.problem == never for held in record.files) if record else 0
