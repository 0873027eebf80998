"""`photos_vs_pillow`: photos a second and core through media's workers, against a bare Pillow loop with the same outputs.

Ours takes jobs from the queue, reads each original from the object store, verifies size and SHA-256 on the way, decodes it in
a confined child, hashes it, stores five renditions and tells the outcome. The service, the object store and the database run
on the same cores, so what they use is counted against us. The photos are of 12 million pixels and 2.6 MB.
"""

import asyncio
import hashlib
import os
import random
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import uuid4

from contracts.problems import ProblemCode
from deploy.native.servers import running_servers
from services.kit.clock import SystemClock
from services.kit.mongo import Mongo
from services.kit.objects import S3Objects
from services.kit.settings import ServiceSettings
from services.media.decoding.decoders import Decoders
from services.media.decoding.limits import DecodingLimits
from services.media.domain.jobs import Job, Made
from services.media.operations.working.making import Maker
from services.media.operations.working.policy import WorkPolicy
from services.media.operations.working.queue import Queue
from services.media.operations.working.rooms import Rooms
from services.media.operations.working.worker import Worker
from services.media.operations.working.workers import Workers
from services.media.store.jobs import JobStore
from tests.integration.media.workbench import LIMITS, remove_all, settings_on
from tests.load.bare_pillow import make_renditions, pool
from tests.load.lone import _numbered, _picture
from tests.load.pairs import Result, in_pairs

BAR = 0.8
CORES = os.cpu_count() or 1
PHOTOS = 10 * CORES
PAIRS = 5
ROOM_BYTES = 1_073_741_824
PATIENCE_SECONDS = 300.0
RENDITIONS = 5


async def photos_vs_pillow(_settings: ServiceSettings) -> list[Result]:
    """Photos a second and core."""
    with running_servers() as servers, tempfile.TemporaryDirectory() as folder, pool(CORES) as processes:
        settings = settings_on(servers, "bench-photos-")
        picture = await asyncio.to_thread(_picture)
        bodies = (_numbered(picture, number) for number in count())
        try:
            async with _line(settings, Path(folder)) as line:
                bare = _Bare(Path(folder), processes)
                # Children and processes have then loaded what they need.
                await line.rate(bodies, CORES)
                await bare.rate(bodies, CORES)
                return [
                    await in_pairs(
                        "photos_vs_pillow",
                        lambda: line.rate(bodies, PHOTOS),
                        lambda: bare.rate(bodies, PHOTOS),
                        BAR,
                        "photos/s/core",
                        pairs=PAIRS,
                    )
                ]
        finally:
            await remove_all(settings)


@dataclass(frozen=True, slots=True)
class _Bare:
    """The loop, one process a core."""

    folder: Path
    processes: ProcessPoolExecutor

    async def rate(self, bodies: Iterator[bytes], photos: int) -> float:
        """Photos a second and core, from files that lie there already."""
        files = [self.folder / f"bare-{number}.jpg" for number in range(photos)]
        for file in files:
            await asyncio.to_thread(file.write_bytes, next(bodies))
        loop, started = asyncio.get_running_loop(), time.perf_counter()
        made = await asyncio.gather(*(loop.run_in_executor(self.processes, make_renditions, file) for file in files))
        seconds = time.perf_counter() - started
        if set(made) != {RENDITIONS}:
            raise AssertionError(made)
        return photos / seconds / CORES


@dataclass(slots=True)
class _Told:
    """Counts outcomes; that a document is written for each is part of the job's own way."""

    left: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def expect(self, number: int) -> None:
        self.left = number
        self.done.clear()

    async def ready(self, _job: Job, made: Made) -> None:
        """One more."""
        if len(made.renditions) != RENDITIONS:
            raise AssertionError(made)
        self.left -= 1
        if not self.left:
            self.done.set()

    async def failed(self, _job: Job, code: ProblemCode, *, retry_helps: bool) -> None:
        """There is nothing wrong with these photos."""
        raise AssertionError(code, retry_helps)


@dataclass(frozen=True, slots=True)
class _Line:
    """Running workers with a child a core."""

    objects: S3Objects
    queue: Queue
    told: _Told

    async def rate(self, bodies: Iterator[bytes], photos: int) -> float:
        """Photos a second and core, from the moment they are queued; their bytes are in the object store already."""
        jobs = [await self._uploaded(next(bodies)) for _photo in range(photos)]
        self.told.expect(photos)
        started = time.perf_counter()
        for job in jobs:
            await self.queue.enqueue(replace(job, queued_at=datetime.now(UTC)))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.told.done.wait()
        return photos / (time.perf_counter() - started) / CORES

    async def _uploaded(self, body: bytes) -> Job:
        sha256 = hashlib.sha256(body).hexdigest()
        await self.objects.put(f"incoming/{sha256}", body, "application/octet-stream")
        return Job(
            asset=uuid4(),
            submission=uuid4(),
            edition="2024",
            organisation="3633000001",
            unit="330000",
            kind="photo",
            object_key=f"incoming/{sha256}",
            sha256=sha256,
            size_bytes=len(body),
            ai_generated=False,
            queued_at=datetime.now(UTC),
        )


@asynccontextmanager
async def _line(settings: ServiceSettings, folder: Path) -> AsyncIterator[_Line]:
    clock, mongo, objects = SystemClock(), Mongo.connect(settings, "media"), S3Objects(settings, "media")
    await mongo.probe()
    await objects.ensure_bucket()
    store = JobStore(mongo)
    await store.prepare()
    policy = WorkPolicy(slots={"photo": CORES, "video": 0, "document": 0})
    queue, rooms, told = Queue(store, policy, clock), Rooms(folder, ROOM_BYTES), _Told()
    decoders = Decoders(DecodingLimits(photo_children=CORES))
    worker = Worker(
        queue,
        store,
        Maker(objects, decoders, None, rooms, lambda _job: LIMITS, limit_seconds=policy.limit_seconds),
        told,
        policy,
        clock=clock,
        holder="bench",
        token=lambda: uuid4().hex,
        chance=random.random,
    )
    workers = Workers(queue, worker, rooms, policy)
    await decoders.start()
    workers.start()
    try:
        yield _Line(objects, queue, told)
    finally:
        await workers.stop()
        await decoders.stop()
        objects.close()
        mongo.close()
