"""A copy of media as far as it works on files, on the real MongoDB-protocol server, object store and decoders.

What it tells of a file goes into a collection, one document a telling, so that tests count them across processes.
"""

import asyncio
import hashlib
import io
import random
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from PIL import Image
from pydantic import SecretStr

from contracts.problems import ProblemCode
from deploy.native.servers import Servers
from services.kit.clock import SystemClock
from services.kit.mongo import Mongo
from services.kit.objects import S3Objects
from services.kit.settings import ServiceSettings
from services.media.decoding.decoders import Decoders
from services.media.decoding.shapes import Decoded, DecodeRequest
from services.media.domain.jobs import FileKind, Job, Made
from services.media.operations.working.making import Maker
from services.media.operations.working.policy import WorkPolicy
from services.media.operations.working.queue import Queue
from services.media.operations.working.rooms import Rooms
from services.media.operations.working.worker import Worker
from services.media.operations.working.workers import Workers
from services.media.store.jobs import JobStore

TOLD = "told"
MEBIBYTE = 1_048_576
LIMITS = DecodeRequest("photo", ai_generated=False, max_pixels=50_000_000, max_video_seconds=600)
QUICK = WorkPolicy(
    lease_seconds=3.0, refresh_seconds=0.1, full_refresh_seconds=1.0, away_pause_seconds=0.05, stop_grace_seconds=0.5
)

Before = Callable[[Path], Awaitable[None]]


def settings_on(servers: Servers, prefix: str) -> ServiceSettings:
    """Settings under a prefix that nobody else uses."""
    return ServiceSettings(
        kafka=servers.kafka,
        mongo=servers.mongo,
        s3=servers.s3,
        s3_access_key=servers.s3_access_key,
        s3_secret_key=SecretStr(servers.s3_secret_key),
        prefix=f"{prefix}{secrets.token_hex(3)}-",
    )


def photo(seed: int, width: int = 640, height: int = 480) -> bytes:
    """A JPEG that is like no other: noise, enlarged."""
    noise = Image.frombytes("RGB", (32, 24), random.Random(seed).randbytes(32 * 24 * 3))
    out = io.BytesIO()
    noise.resize((width, height), Image.Resampling.BICUBIC).save(out, "JPEG", quality=88)
    return out.getvalue()


class Delaying:
    """The real decoders, after `before` was awaited with the file's path."""

    def __init__(self, decoders: Decoders, before: Before | None) -> None:
        self._decoders = decoders
        self._before = before

    async def decode(self, source: Path, request: DecodeRequest, into: Path) -> Decoded:
        """As the decoders do."""
        if self._before is not None:
            await self._before(source)
        return await self._decoders.decode(source, request, into)


class Telling:
    """Results that are documents: which job, how it ended, and who said so."""

    def __init__(self, mongo: Mongo, holder: str) -> None:
        self._collection = mongo.collection(TOLD)
        self._holder = holder

    async def ready(self, job: Job, made: Made) -> None:
        """Write it down."""
        await self._say(job, "ready", {rendition.name: rendition.sha256 for rendition in made.renditions})

    async def failed(self, job: Job, code: ProblemCode, *, retry_helps: bool) -> None:
        """Write it down."""
        await self._say(job, code.value, {"retry_helps": retry_helps})

    async def _say(self, job: Job, said: str, what: dict[str, Any]) -> None:
        document = {"_id": uuid4().hex, "job": job.job, "said": said, "by": self._holder, "attempts": job.attempts}
        await self._collection.insert_one(document | {"what": what, "at": datetime.now(UTC)})


@dataclass
class Bench:
    """A running copy."""

    settings: ServiceSettings
    mongo: Mongo
    objects: S3Objects
    store: JobStore
    queue: Queue
    worker: Worker
    workers: Workers

    async def upload(self, name: str, body: bytes, *, kind: FileKind = "photo", **fields: Any) -> Job:  # noqa: ANN401 - any field of a job.
        """Bytes in the object store and their job in the queue."""
        key = f"incoming/{name}"
        await self.objects.put(key, body, "application/octet-stream")
        queued = replace(
            Job(
                asset=uuid4(),
                submission=uuid4(),
                edition="2024",
                organisation="3633000001",
                unit="330000",
                kind=kind,
                object_key=key,
                sha256=hashlib.sha256(body).hexdigest(),
                size_bytes=len(body),
                ai_generated=False,
                queued_at=datetime.now(UTC),
            ),
            **fields,
        )
        assert await self.queue.enqueue(queued)
        return queued

    async def told(self, job: Job | None = None) -> list[dict[str, Any]]:
        """What was told of a job, or of all, oldest first."""
        query = {} if job is None else {"job": job.job}
        found = await self.mongo.collection(TOLD).find(query).to_list(None)
        return sorted(found, key=lambda one: one["at"])

    async def is_told(self, job: Job) -> bool:
        """Whether a job was told and is removed."""
        return bool(await self.told(job)) and await self.store.load(job.job) is None


@asynccontextmanager
async def bench_on(
    settings: ServiceSettings,
    folder: Path,
    *,
    policy: WorkPolicy = QUICK,
    holder: str = "here",
    before: Before | None = None,
    start: bool = True,
) -> AsyncIterator[Bench]:
    """A copy on these settings' servers, at work unless `start` says otherwise."""
    clock, mongo, objects = SystemClock(), Mongo.connect(settings, "media"), S3Objects(settings, "media")
    await mongo.probe()
    store = JobStore(mongo)
    await store.prepare()
    await objects.ensure_bucket()
    queue, rooms, decoders = Queue(store, policy, clock), Rooms(folder, 256 * MEBIBYTE), Decoders()
    worker = Worker(
        queue,
        store,
        Maker(
            objects,
            Delaying(decoders, before),
            None,
            rooms,
            lambda job: replace(LIMITS, kind=job.kind),
            limit_seconds=policy.limit_seconds,
        ),
        Telling(mongo, holder),
        policy,
        clock=clock,
        holder=holder,
        token=lambda: uuid4().hex,
        chance=random.random,
    )
    workers = Workers(queue, worker, rooms, policy)
    bench = Bench(settings, mongo, objects, store, queue, worker, workers)
    try:
        if start:
            await decoders.start()
            workers.start()
        yield bench
    finally:
        await workers.stop()
        await decoders.stop()
        objects.close()
        mongo.close()


async def remove_all(settings: ServiceSettings) -> None:
    """Leave nothing of a test on the servers that others use too."""
    objects = S3Objects(settings, "media")
    for key in await objects.keys(""):
        await objects.remove(key)
    await asyncio.to_thread(objects._client.remove_bucket, objects.bucket)
    objects.close()
    mongo = Mongo.connect(settings, "media")
    await mongo.client.drop_database(settings.database("media"))
    mongo.close()
