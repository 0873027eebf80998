"""The service's door to decoding: one file in, what it is and what was made of it out."""

import asyncio
import stat
from pathlib import Path

from contracts.problems import Problem, ProblemCode
from services.media.decoding.limits import DecodingLimits
from services.media.decoding.messages import Made, Outcome, Refused, Task
from services.media.decoding.pool import Pool
from services.media.decoding.shapes import Decoded, DecoderDied, DecodeRequest, FileKind, MadeRendition

KINDS: tuple[FileKind, ...] = ("photo", "video", "document")
MADE_OF: dict[FileKind, frozenset[str]] = {
    "photo": frozenset({"w400.jpg", "w400.webp", "w1600.jpg", "w1600.webp", "press.jpg"}),
    "video": frozenset({"poster.jpg", "video.mp4"}),
    "document": frozenset(),
}
MEDIA_TYPES = {".jpg": "image/jpeg", ".webp": "image/webp", ".mp4": "video/mp4"}


class Decoders:
    """Children for photos, films and documents, each kind with places of its own, so that no film holds up a photo."""

    def __init__(self, limits: DecodingLimits | None = None) -> None:
        chosen = limits or DecodingLimits()
        self._limits = chosen
        self._pools = {kind: Pool(kind, chosen) for kind in KINDS}

    async def start(self) -> None:
        """Start the children for photos; those for films and documents start with their first file."""
        await self._pools["photo"].start()

    async def stop(self) -> None:
        """End all children that are not at work."""
        await asyncio.gather(*(pool.stop() for pool in self._pools.values()))

    async def decode(self, source: Path, request: DecodeRequest, into: Path) -> Decoded:
        """Check the file at `source` and make its renditions in `into`, an empty folder of its own.

        Raises `Problem` for what stays (codes of `contracts.problems` from `type_not_allowed` to `decode_limit`), and
        `DecoderDied` for what may pass. Cancelling ends the child. After a fault `into` may hold what was half made.
        """
        answer = await self._pools[request.kind].work(self._task(source, request, into))
        if isinstance(answer, Refused):
            raise _problem(answer)
        return _decoded(answer.outcome, request.kind, into)

    def _task(self, source: Path, request: DecodeRequest, into: Path) -> Task:
        # A child has the top of the file system as its folder.
        return Task(str(source.absolute()), str(into.absolute()), request, self._limits.max_frames)


def _problem(refused: Refused) -> Exception:
    try:
        return Problem(ProblemCode(refused.code), **refused.facts)
    except ValueError:
        return DecoderDied(f"a decoding child knows a problem that nobody else knows: {refused.code}")


def _decoded(outcome: Outcome, kind: FileKind, into: Path) -> Decoded:
    return Decoded(
        media_type=outcome.media_type,
        width=outcome.width,
        height=outcome.height,
        duration_ms=outcome.duration_ms,
        perceptual_hash=outcome.perceptual_hash,
        perceptual_quality=outcome.perceptual_quality,
        renditions=tuple(_rendition(made, kind, into) for made in outcome.made),
    )


def _rendition(made: Made, kind: FileKind, into: Path) -> MadeRendition:
    """What a child says it made, held against what it may make and what lies there: a link to elsewhere is none."""
    path = into / made.name
    if made.name not in MADE_OF[kind] or made.media_type != MEDIA_TYPES[path.suffix]:
        raise DecoderDied(f"a decoding child made what nobody asked for: {made.name}")
    try:
        found = path.lstat()
    except OSError as fault:
        raise DecoderDied(f"a decoding child did not make {made.name}") from fault
    if not stat.S_ISREG(found.st_mode) or found.st_size != made.size_bytes:
        raise DecoderDied(f"a decoding child made {made.name} other than it says")
    return MadeRendition(made.name, made.media_type, path, made.size_bytes, made.sha256, made.width, made.height)
