"""Everything a worker needs, in memory: a store of jobs that can be away or lose its answers, decoders that obey, results on record."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contracts.problems import Problem, ProblemCode
from services.kit.clock import FixedClock
from services.kit.objects import MemoryObjects
from services.media.decoding.shapes import Decoded, DecodeRequest, MadeRendition
from services.media.domain.jobs import Job, Made
from services.media.operations.working.making import Maker
from services.media.operations.working.policy import WorkPolicy
from services.media.operations.working.queue import Queue
from services.media.operations.working.rooms import Rooms
from services.media.operations.working.worker import Worker
from services.media.store.jobs import JobStore, document_of, job_of
from tests.unit.media.waiting import AT, job

MEBIBYTE = 1_048_576
ROOM_BYTES = 256 * MEBIBYTE


class JobsInMemory(JobStore):
    """The jobs in a dict, through their documents. `away` refuses everything; `silent` does what is asked and then fails."""

    def __init__(self) -> None:
        self.documents: dict[str, dict[str, object]] = {}
        self.away = False
        self.silent = 0
        self.removed: list[str] = []

    def _answer(self) -> None:
        if self.away:
            raise Problem(ProblemCode.STORE_AWAY)

    def _lose_answer(self) -> None:
        if self.silent:
            self.silent -= 1
            raise Problem(ProblemCode.STORE_AWAY)

    async def insert(self, job: Job) -> bool:
        self._answer()
        fresh = job.job not in self.documents
        self.documents.setdefault(job.job, document_of(job))
        self._lose_answer()
        return fresh

    async def load(self, job: str) -> Job | None:
        self._answer()
        return job_of(self.documents[job]) if job in self.documents else None

    async def replace(self, job: Job, revision: int) -> bool:
        self._answer()
        if self.documents.get(job.job, {}).get("revision") != revision:
            return False
        self.documents[job.job] = document_of(job)
        self._lose_answer()
        return True

    async def remove(self, job: Job) -> bool:
        self._answer()
        if self.documents.get(job.job, {}).get("revision") != job.revision:
            return False
        del self.documents[job.job]
        self.removed.append(job.job)
        return True

    async def revisions(self) -> AsyncIterator[tuple[str, int]]:
        self._answer()
        for name, document in list(self.documents.items()):
            yield name, job_of(document).revision

    async def some(self, jobs: Sequence[str]) -> AsyncIterator[Job]:
        self._answer()
        for name in jobs:
            if name in self.documents:
                yield job_of(self.documents[name])

    async def changed_since(self, revision: int) -> AsyncIterator[Job]:
        self._answer()
        for document in list(self.documents.values()):
            if job_of(document).revision >= revision:
                yield job_of(document)


class Decoder:
    """Makes one rendition of whatever it is given, after doing what it is told to do first."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.asked: list[DecodeRequest] = []
        self.first: Callable[[], Awaitable[None]] | None = None
        self.faults: list[Exception] = []

    async def decode(self, source: Path, request: DecodeRequest, into: Path) -> Decoded:
        """One rendition that names the original."""
        self.asked.append(request)
        digest = hashlib.sha256(source.read_bytes()).hexdigest()  # noqa: ASYNC240 - small files of a test.
        self.seen.append(digest)
        if self.first is not None:
            await self.first()
        if self.faults:
            raise self.faults.pop(0)
        path = into / "w400.jpg"
        path.write_bytes(digest.encode())
        made = MadeRendition("w400.jpg", "image/jpeg", path, 64, hashlib.sha256(digest.encode()).hexdigest(), 400, 300)
        return Decoded("image/jpeg", 4_000, 3_000, None, "0" * 64, 100, (made,))


@dataclass
class Told:
    """The results that were told, in order."""

    ready_jobs: list[Job] = field(default_factory=list)
    failed_jobs: list[tuple[str, ProblemCode, bool]] = field(default_factory=list)
    away: bool = False

    async def ready(self, job: Job, made: Made) -> None:
        """Keep it."""
        if self.away:
            raise Problem(ProblemCode.STORE_AWAY)
        assert made == job.outcome
        self.ready_jobs.append(job)

    async def failed(self, job: Job, code: ProblemCode, *, retry_helps: bool) -> None:
        """Keep it."""
        if self.away:
            raise Problem(ProblemCode.STORE_AWAY)
        self.failed_jobs.append((job.object_key, code, retry_helps))


class Desk:
    """A copy of the service as far as it works on files. Several share `store` and `objects`."""

    def __init__(
        self,
        folder: Path,
        *,
        holder: str = "here",
        other: "Desk | None" = None,
        policy: WorkPolicy | None = None,
    ) -> None:
        self.clock: FixedClock = other.clock if other else FixedClock(AT)
        self.objects: MemoryObjects = other.objects if other else MemoryObjects()
        self.store: JobsInMemory = other.store if other else JobsInMemory()
        self.told: Told = other.told if other else Told()
        self.decoder = Decoder()
        self.policy = policy or WorkPolicy(away_pause_seconds=0.001, away_pause_max_seconds=0.002)
        self.queue = Queue(self.store, self.policy, self.clock)
        self.rooms = Rooms(folder, ROOM_BYTES)
        self.limits = DecodeRequest("photo", ai_generated=False, max_pixels=50_000_000, max_video_seconds=600)
        self.maker = Maker(
            self.objects,
            self.decoder,
            None,
            self.rooms,
            lambda _job: self.limits,
            limit_seconds=self.policy.limit_seconds,
        )
        tokens = iter(range(1_000_000))
        self.worker = Worker(
            self.queue,
            self.store,
            self.maker,
            self.told,
            self.policy,
            clock=self.clock,
            holder=holder,
            token=lambda: f"{holder}-{next(tokens)}",
            chance=lambda: 0.0,
        )

    async def upload(self, name: str = "incoming/1", body: bytes = b"picture", **fields: Any) -> Job:  # noqa: ANN401 - any field of a job.
        """A file whose bytes are in the object store, queued."""
        await self.objects.put(name, body, "application/octet-stream")
        promised: dict[str, Any] = {"sha256": hashlib.sha256(body).hexdigest(), "size_bytes": len(body)} | fields
        queued = job(name, **promised)
        assert await self.queue.enqueue(queued)
        return queued

    async def work_one(self) -> bool:
        """Take the next photo and work on it; false where the slot should pause, or nothing waits."""
        proposed = self.queue.propose("photo")
        return proposed is not None and await self.worker.work(proposed)

    async def stored(self, queued: Job) -> Job | None:
        """A job as the store has it."""
        return await self.store.load(queued.job)


async def soon(condition: Callable[[], bool]) -> None:
    """Let other tasks go on until something is so."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - it waits for tasks that set no event.
            await asyncio.sleep(0)
