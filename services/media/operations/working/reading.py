"""An uploaded object read once: onto the disk, with its size and SHA-256 found on the way and compared with what was promised."""

import asyncio
import hashlib
from pathlib import Path

from contracts.problems import Problem, ProblemCode
from services.kit.objects import MultipartStore
from services.media.domain.jobs import Job


class BrokenReadError(OSError):
    """The object store ended a read before the object's end; nothing is known of the bytes."""


async def read_once(objects: MultipartStore, job: Job, into: Path) -> None:
    """Store the job's object as the file `into`, never more of it in memory than one piece.

    Raises Problem(size_differs, hash_differs); MissingObjectError where there is no object; whatever is in AWAY where the
    store goes away, also in mid-read.
    """
    digest, size_bytes = hashlib.sha256(), 0

    def take(piece: bytes) -> None:
        digest.update(piece)
        sink.write(piece)

    with into.open("wb") as sink:
        async for piece in objects.stream(job.object_key):
            size_bytes += len(piece)
            if size_bytes > job.size_bytes:
                # What is too long need not be read to its end; how long it is, the store knows.
                break
            await asyncio.to_thread(take, piece)
    if size_bytes != job.size_bytes:
        raise await _other_size(objects, job, size_bytes)
    if digest.hexdigest() != job.sha256:
        raise Problem(ProblemCode.HASH_DIFFERS)


async def _other_size(objects: MultipartStore, job: Job, read_bytes: int) -> Exception:
    """What a read of another length means: a connection that ended quietly must not be taken for a wrong file."""
    stat = await objects.stat(job.object_key)
    if stat is None or (stat.size_bytes == job.size_bytes and read_bytes < job.size_bytes):
        return BrokenReadError(f"{read_bytes} of {job.size_bytes} bytes came")
    return Problem(ProblemCode.SIZE_DIFFERS, expected=job.size_bytes, found=stat.size_bytes)
