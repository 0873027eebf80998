"""One job from its lease to its end: made under a lease that is kept, ended once, told, and removed.

Whatever happens in between, the job is in the store, and either its lease runs out and another takes it, or its outcome is
in it and a sweep tells it again.
"""

import asyncio
import errno
import logging
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from contracts.problems import Problem, ProblemCode
from services.kit.clock import Clock
from services.kit.objects import AWAY, MissingObjectError
from services.media import metrics
from services.media.decoding.shapes import DecoderDied, ScannerAway
from services.media.domain.jobs import Cause, Job, Lease, Made, Outcome, Refused, adopted, given_up
from services.media.operations.working.claim import Claim, LeaseLostError
from services.media.operations.working.making import Maker, StageTooSlowError
from services.media.operations.working.policy import WorkPolicy
from services.media.operations.working.queue import Queue
from services.media.store.jobs import JobStore

SENDING_HELPS = frozenset({ProblemCode.SIZE_DIFFERS, ProblemCode.HASH_DIFFERS})
"""Problems of bytes that are not those that were promised; all others lie in the file itself."""
WAITED_FOR = {
    "read": Cause.STORE_AWAY,
    "find": Cause.STORE_AWAY,
    "store": Cause.STORE_AWAY,
    "scan": Cause.SCANNER_AWAY,
}
"""What a stage waits for that takes too long; only decoding is the file's own matter."""
DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
PUT_BACK_SECONDS = 3.0
SERVER_ERROR = 500

log = logging.getLogger(__name__)


class Results(Protocol):
    """Who takes over how a job has ended. Both may be called again for the same job."""

    async def ready(self, job: Job, made: Made) -> None:
        """The job's file is verified and everything is made of it. Raises Problem(store_away)."""
        ...

    async def failed(self, job: Job, code: ProblemCode, *, retry_helps: bool) -> None:
        """The job's file is not taken. Raises Problem(store_away)."""
        ...


@dataclass(frozen=True, slots=True)
class _Setback:
    """A try that came to nothing."""

    cause: Cause


class Worker:
    """Works on jobs in the name of `holder`. `token` gives an unguessable text for each lease, `chance` a number in [0, 1)."""

    def __init__(  # noqa: PLR0913 - what it works with, each once.
        self,
        queue: Queue,
        store: JobStore,
        maker: Maker,
        results: Results,
        policy: WorkPolicy,
        *,
        clock: Clock,
        holder: str,
        token: Callable[[], str],
        chance: Callable[[], float],
    ) -> None:
        self.holder = holder
        self._queue = queue
        self._store = store
        self._maker = maker
        self._results = results
        self._policy = policy
        self._clock = clock
        self._token = token
        self._chance = chance
        self._telling: set[str] = set()

    async def work(self, proposed: Job) -> bool:
        """Take a job and bring it to its end, or put it back. False where what everybody needs is away, and a pause is due.

        Raises Problem(store_away) where the job could not be taken.
        """
        claim = await self._take(proposed)
        if claim is None:
            return True
        started = time.perf_counter()
        try:
            # Its former tries have used up all it had: each of them was lost without a word.
            worn_out = self._policy.retries.worn_out(proposed)
            done = given_up(claim.job.cause or Cause.WORKER_LOST) if worn_out else await self._try(claim)
            if isinstance(done, _Setback):
                await self._put_back(claim, done.cause)
                return done.cause.counts
            await self._end(claim, done, time.perf_counter() - started)
        except LeaseLostError:
            metrics.LEASES_LOST.labels(proposed.kind).inc()
            log.warning("the lease was lost", extra={"job": proposed.job})
            with suppress(Problem):
                await self._queue.settle(claim.job)
        finally:
            metrics.UNIT_SECONDS.labels(proposed.unit, proposed.kind).inc(time.perf_counter() - started)
        return True

    async def tell(self, job: Job) -> None:
        """Apply a job's outcome and remove the job. What cannot be told now is told by the next sweep."""
        if job.outcome is None:
            return
        self._telling.add(job.job)
        try:
            if isinstance(job.outcome, Made):
                await self._results.ready(job, job.outcome)
            else:
                await self._results.failed(job, job.outcome.code, retry_helps=job.outcome.retry_helps)
            await self._store.remove(job)
            self._queue.drop(job)
        except (Problem, *AWAY) as fault:
            log.warning("an outcome has to wait", extra={"job": job.job, "fault": repr(fault)})
        except Exception:
            log.exception("an outcome could not be applied", extra={"job": job.job})
        finally:
            self._telling.discard(job.job)

    async def sweep(self) -> None:
        """Tell what was ended and never told: by this copy, or by one that was lost since. Raises Problem(store_away)."""
        for job in self._queue.untold(self.holder):
            if job.job in self._telling:
                continue
            now = self._clock.now()
            mine = adopted(job, self._lease(now), now)
            # Most that this copy has not heard of as told are told and gone; of many copies one tells the others.
            if await self._store.replace(mine, job.revision):
                self._queue.put(mine)
                metrics.SWEPT.inc()
                await self.tell(mine)
            else:
                await self._queue.settle(job)

    def _lease(self, now: datetime) -> Lease:
        return Lease(self._token(), self.holder, now + timedelta(seconds=self._policy.lease_seconds))

    async def _take(self, proposed: Job) -> Claim | None:
        now = self._clock.now()
        try:
            claim = await Claim.take(self._store, proposed, self._lease(now), self._policy.lease_seconds, self._clock)
        except BaseException:
            with suppress(Problem):
                await self._queue.settle(proposed)
            raise
        if claim is None:
            await self._queue.settle(proposed)
            return None
        self._queue.put(claim.job)
        if proposed.lease is not None:
            metrics.RETRIES.labels(proposed.kind, Cause.WORKER_LOST.value).inc()
        if not proposed.setbacks:
            metrics.WAITED_SECONDS.labels(proposed.kind).observe((now - proposed.queued_at).total_seconds())
        return claim

    async def _try(self, claim: Claim) -> Outcome | _Setback:
        """Make under the lease. Raises LeaseLostError; a stop puts the job back."""
        making = asyncio.create_task(self._made(claim.job))
        keeping = asyncio.create_task(self._keep(claim, making))
        try:
            return await making
        except asyncio.CancelledError:
            if keeping.done() and not keeping.cancelled() and keeping.exception() is not None:
                raise LeaseLostError(claim.job.job) from keeping.exception()
            making.cancel()
            await asyncio.gather(making, return_exceptions=True)
            keeping.cancel()
            with suppress(Problem, LeaseLostError, TimeoutError):
                await asyncio.wait_for(claim.put_back(Cause.STOPPED, 0.0), PUT_BACK_SECONDS)
            raise
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    async def _keep(self, claim: Claim, making: asyncio.Task[Outcome | _Setback]) -> None:
        """Prolong the lease while something is made; end the making where the lease is lost."""
        while True:
            await asyncio.sleep(self._policy.lease_seconds / 3)
            try:
                await claim.renew()
                self._queue.put(claim.job)
            except LeaseLostError:
                making.cancel()
                raise
            except Problem:
                # The store is away. Whether the lease held is found out when the job is ended.
                log.warning("a lease could not be prolonged", extra={"job": claim.job.job})

    async def _made(self, job: Job) -> Outcome | _Setback:
        try:
            return await self._maker.make(job)
        except Problem as problem:
            if problem.status >= SERVER_ERROR:
                return _Setback(Cause.STORE_AWAY)
            return Refused(problem.code, retry_helps=problem.code in SENDING_HELPS, facts=problem.facts)
        except MissingObjectError:
            return Refused(ProblemCode.MEDIA_FAILED, retry_helps=True, facts={"cause": "object_missing"})
        except Exception as fault:
            # Whatever it is, the job goes on; what it was is kept as its cause.
            cause = _cause(fault)
            log.warning(
                "a job has to be tried again",
                exc_info=cause is Cause.MISTAKE,
                extra={"job": job.job, "cause": cause.value, "fault": repr(fault)},
            )
            return _Setback(cause)

    async def _put_back(self, claim: Claim, cause: Cause) -> None:
        retries = self._policy.retries
        if cause.counts and retries.worn_out(claim.job):
            await self._end(claim, given_up(cause), None)
            return
        metrics.RETRIES.labels(claim.job.kind, cause.value).inc()
        delay_seconds = retries.delay_seconds(claim.job.setbacks + 1, self._chance())
        await self._stored(lambda: claim.put_back(cause, delay_seconds))
        self._queue.put(claim.job)

    async def _end(self, claim: Claim, outcome: Outcome, seconds: float | None) -> None:
        await self._stored(lambda: claim.end(outcome))
        self._queue.put(claim.job)
        said = "made" if isinstance(outcome, Made) else outcome.code.value
        metrics.ENDED.labels(claim.job.kind, said).inc()
        if seconds is not None:
            self._queue.pace.note(claim.job.kind, seconds)
        await self.tell(claim.job)

    async def _stored(self, change: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Make a change again and again while the store is away: what was worked out is not thrown away for that."""
        pause_seconds = self._policy.away_pause_seconds
        while True:
            try:
                await change()
            except Problem as problem:
                if problem.code is not ProblemCode.STORE_AWAY:
                    raise
                await asyncio.sleep(pause_seconds)
                pause_seconds = min(pause_seconds * 2, self._policy.away_pause_max_seconds)
            else:
                return


def _cause(fault: Exception) -> Cause:
    if isinstance(fault, StageTooSlowError):
        return WAITED_FOR.get(fault.stage, Cause.TOO_SLOW)
    if isinstance(fault, ScannerAway):
        return Cause.SCANNER_AWAY
    if isinstance(fault, DecoderDied):
        return Cause.DECODER_DIED
    if isinstance(fault, OSError) and fault.errno in DISK_FULL:
        return Cause.NO_ROOM
    return Cause.STORE_AWAY if isinstance(fault, AWAY) else Cause.MISTAKE
