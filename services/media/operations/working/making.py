"""One file from the object store to what is shown of it: read and verified, scanned, decoded, its renditions stored.

Renditions lie under the original's SHA-256 and the recipe, with `made.json` stored last. Whoever finds it takes over what
was made, without decoding again; whoever stores them twice stores the same objects.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from contracts.media import Rendition
from services.kit.objects import MultipartStore
from services.media import metrics
from services.media.decoding.shapes import Decoded, DecodeRequest, MadeRendition
from services.media.domain.jobs import FileKind, Job, Made
from services.media.domain.places import rendition_key
from services.media.operations.working.reading import read_once
from services.media.operations.working.rooms import Rooms
from services.media.store.jobs import made_json, made_of

RECIPE = 1
"""Raised when renditions are made in another way; what was made by another recipe stays where it is."""
MADE = "made.json"
SPARE_BYTES = 32 * 1_048_576
"""What renditions of a picture may take beyond twice its own size."""


class Decodes(Protocol):
    """What is needed of the decoders."""

    async def decode(self, source: Path, request: DecodeRequest, into: Path) -> Decoded:
        """Check a file and make its renditions. Raises Problem for what stays and PassingFault for what may pass."""
        ...


class Scans(Protocol):
    """What is needed of the malware scanner."""

    async def scan(self, path: Path) -> None:
        """Return where the file is clean. Raises Problem(malware_found), and PassingFault where nobody knows."""
        ...


LimitsOf = Callable[[Job], DecodeRequest]
"""What a job's file may be by the rules of its edition."""


class StageTooSlowError(Exception):
    """A stage of a job has taken longer than a job of its kind may; `stage` says which."""

    def __init__(self, stage: str) -> None:
        super().__init__(stage)
        self.stage = stage


class Maker:
    """Makes what is shown of a file. It holds no state of a job, so a job may be made twice at once without harm.

    No stage of a job may take longer than `limit_seconds` of its kind; waiting for room on the disk is none.
    """

    def __init__(
        self,
        objects: MultipartStore,
        decoders: Decodes,
        scanner: Scans | None,
        rooms: Rooms,
        limits_of: LimitsOf,
        *,
        limit_seconds: Mapping[FileKind, float],
    ) -> None:
        self._objects = objects
        self._decoders = decoders
        self._scanner = scanner
        self._rooms = rooms
        self._limits_of = limits_of
        self._limit_seconds = limit_seconds

    async def make(self, job: Job) -> Made:
        """Verify the job's file, make its renditions and store them.

        Raises Problem for what stays, MissingObjectError where the object is gone, and PassingFault, StageTooSlowError and
        whatever is in AWAY for what may pass.
        """
        asked = time.perf_counter()
        async with self._rooms.room(job.size_bytes * 2 + SPARE_BYTES) as folder:
            metrics.STAGE_SECONDS.labels(job.kind, "room").observe(time.perf_counter() - asked)
            return await self._make_in(folder, job)

    async def _make_in(self, folder: Path, job: Job) -> Made:
        source, into = folder / "original", folder / "made"
        async with self._stage(job, "read"):
            await read_once(self._objects, job, source)
        if self._scanner is not None:
            async with self._stage(job, "scan"):
                await self._scanner.scan(source)
        request, recipe = self._limits_of(job), recipe_of(job)
        async with self._stage(job, "find"):
            known = await self._known(job, recipe, request)
        if known is not None:
            metrics.TAKEN_OVER.labels(job.kind).inc()
            return known
        await asyncio.to_thread(into.mkdir)
        async with self._stage(job, "decode"):
            decoded = await self._decoders.decode(source, request, into)
        async with self._stage(job, "store"):
            return await self._keep(job, recipe, decoded)

    @asynccontextmanager
    async def _stage(self, job: Job, stage: str) -> AsyncIterator[None]:
        started, limit = time.perf_counter(), asyncio.timeout(self._limit_seconds[job.kind])
        try:
            async with limit:
                yield
        except TimeoutError as fault:
            if limit.expired():
                raise StageTooSlowError(stage) from fault
            raise
        finally:
            metrics.STAGE_SECONDS.labels(job.kind, stage).observe(time.perf_counter() - started)

    async def _known(self, job: Job, recipe: str, request: DecodeRequest) -> Made | None:
        """What was made of the same bytes by the same recipe before, where this edition's limits allow it."""
        body = await self._objects.get(rendition_key(job.sha256, recipe, MADE))
        if body is None:
            return None
        made = made_of(body)
        too_large = (made.width or 0) * (made.height or 0) > request.max_pixels
        too_long = (made.duration_ms or 0) > request.max_video_seconds * 1_000
        return None if too_large or too_long else made

    async def _keep(self, job: Job, recipe: str, decoded: Decoded) -> Made:
        made = Made(
            media_type=decoded.media_type,
            recipe=recipe,
            width=decoded.width,
            height=decoded.height,
            duration_ms=decoded.duration_ms,
            perceptual_hash=decoded.perceptual_hash,
            perceptual_quality=decoded.perceptual_quality,
            renditions=tuple(_told(one) for one in decoded.renditions),
        )
        puts = (
            self._objects.put_file(rendition_key(job.sha256, recipe, one.name), one.path, one.media_type)
            for one in decoded.renditions
        )
        await asyncio.gather(*puts)
        await self._objects.put(rendition_key(job.sha256, recipe, MADE), made_json(made), "application/json")
        return made


def recipe_of(job: Job) -> str:
    """By which recipe a job's renditions are made: what was promised and the mark of a machine's picture are part of it."""
    return f"{job.kind}-{RECIPE}{'-ai' if job.ai_generated else ''}"


def _told(one: MadeRendition) -> Rendition:
    return Rendition(
        name=one.name,
        media_type=one.media_type,
        size_bytes=one.size_bytes,
        sha256=one.sha256,
        width=one.width,
        height=one.height,
    )
