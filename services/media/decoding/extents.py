"""Where a picture ends, and how many frames it has, read from its structure without decoding anything."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from mmap import mmap

from contracts.problems import Problem, ProblemCode

TAIL_BYTES = 1_024
"""So much of what follows a picture's end is looked at."""

# In compressed data 0xFF is followed by 0x00 or a restart marker; anything else is the next marker.
JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
JPEG_END = 0xD9
JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
# A block of 8 x 8 pixels takes a bit at the least. Decoders paint grey where the bits ran out, and say nothing.
MOST_PIXELS_A_BYTE = 512
PNG_CHUNKS_AT = 8
WEBP_CHUNKS_AT = 12
BOX_HEADER_BYTES = 8
GIF_TRAILER, GIF_EXTENSION, GIF_IMAGE = 0x3B, 0x21, 0x2C


@dataclass(frozen=True, slots=True)
class Extent:
    """A picture's first byte after its end, and its frames, counted no further than was asked for.

    One that is `starved` has fewer bytes than its pixels take at the least.
    """

    end: int
    frames: int = 1
    starved: bool = False


def end_of(view: mmap, media_type: str, max_frames: int) -> Extent:
    """The extent of a picture. Raises `picture_broken` where its structure breaks off, `too_many_frames`."""
    try:
        extent = _WALKS[media_type](view, max_frames)
    except IndexError as fault:
        raise Problem(ProblemCode.PICTURE_BROKEN) from fault
    if extent.frames > max_frames:
        raise Problem(ProblemCode.TOO_MANY_FRAMES, limit=max_frames)
    return extent


def _jpeg(view: mmap, _max_frames: int) -> Extent:
    at, pixels = 2, 0
    while True:
        marker = JPEG_MARKER.search(view, at)
        if marker is None:
            raise Problem(ProblemCode.PICTURE_BROKEN)
        at = marker.end()
        kind = view[at - 1]
        if kind == JPEG_END:
            return Extent(at, starved=at * MOST_PIXELS_A_BYTE < pixels)
        if kind in JPEG_FRAMES:
            size = _exactly(view, at + 3, 4)
            pixels = int.from_bytes(size[:2], "big") * int.from_bytes(size[2:], "big")
        if kind != 0x01:  # Every marker but this one and the restarts has a length.
            at += int.from_bytes(_exactly(view, at, 2), "big")


def _png(view: mmap, _max_frames: int) -> Extent:
    at, frames = PNG_CHUNKS_AT, 1
    while True:
        length, kind = int.from_bytes(_exactly(view, at, 4), "big"), _exactly(view, at + 4, 4)
        if kind == b"acTL":
            frames = int.from_bytes(_exactly(view, at + 8, 4), "big")
        at += 12 + length
        if kind == b"IEND":
            return Extent(min(at, len(view)), frames)


def _webp(view: mmap, max_frames: int) -> Extent:
    end = 8 + int.from_bytes(_exactly(view, 4, 4), "little")
    if end > len(view):
        raise Problem(ProblemCode.PICTURE_BROKEN)
    at, frames = WEBP_CHUNKS_AT, 0
    while at + 8 <= end and frames <= max_frames:
        frames += view[at : at + 4] == b"ANMF"
        length = int.from_bytes(view[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
    return Extent(end, max(frames, 1))


def _gif(view: mmap, max_frames: int) -> Extent:
    at, frames = 13 + _gif_colours(view[10]), 0
    while frames <= max_frames:
        if at >= len(view) and frames:
            return Extent(len(view), frames)  # Many a writer forgets the trailer, and every reader shows such a file.
        kind = view[at]
        if kind == GIF_TRAILER:
            return Extent(at + 1, max(frames, 1))
        if kind == GIF_IMAGE:
            frames += 1
            at = _gif_blocks(view, at + 11 + _gif_colours(view[at + 9]))
        elif kind == GIF_EXTENSION:
            at = _gif_blocks(view, at + 2)
        elif frames:
            return Extent(at, frames)
        else:
            raise Problem(ProblemCode.PICTURE_BROKEN)
    return Extent(at, frames)


def _gif_colours(packed: int) -> int:
    return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0


def _gif_blocks(view: mmap, at: int) -> int:
    while length := view[at]:
        at += 1 + length
    return at + 1


def _boxes(view: mmap, _max_frames: int) -> Extent:
    """Boxes follow one another to the end; what does not continue as a box is no part of the picture."""
    at = 0
    while at + 8 <= len(view):
        length, kind = int.from_bytes(view[at : at + 4], "big"), view[at + 4 : at + 8]
        if length == 1:
            length = int.from_bytes(_exactly(view, at + 8, 8), "big")
        elif length == 0:
            return Extent(len(view))
        if length < BOX_HEADER_BYTES or not kind.isalnum():
            break
        if at + length > len(view):
            raise Problem(ProblemCode.PICTURE_BROKEN)
        at += length
    return Extent(at)


def _exactly(view: mmap, at: int, length: int) -> bytes:
    found = view[at : at + length]
    if len(found) < length:
        raise Problem(ProblemCode.PICTURE_BROKEN)
    return found


_WALKS: dict[str, Callable[[mmap, int], Extent]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/gif": _gif,
    "image/heic": _boxes,
}
