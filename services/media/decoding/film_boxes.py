"""Whether a film is all there, read from its structure: boxes of MP4 and MOV, elements of WebM."""

from pathlib import Path
from typing import BinaryIO

from contracts.problems import Problem, ProblemCode

SHORTEST_HEADER, LONGEST_HEADER = 8, 16
SEGMENT = 0x18538067
UNKNOWN_SIZES = frozenset({(1 << 7 * length) - 1 for length in range(1, 9)})
"""An element whose size is all ones goes on to the end of the file."""


def refuse_cut_off(source: Path, media_type: str) -> None:
    """Raise `film_broken` for a film that ends too early, or that lacks the table without which nobody can play it."""
    size_bytes = source.stat().st_size
    with source.open("rb") as file:
        if media_type == "video/webm":
            _refuse_cut_off_segment(file, size_bytes)
        elif not _has_table(file, size_bytes):
            raise Problem(ProblemCode.FILM_BROKEN)


def _has_table(file: BinaryIO, size_bytes: int) -> bool:
    """Whether there is a `moov` box; raises where a box is longer than the file."""
    at, found = 0, False
    while at + SHORTEST_HEADER <= size_bytes:
        file.seek(at)
        header = file.read(LONGEST_HEADER)
        length, kind = int.from_bytes(header[:4], "big"), header[4:8]
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        elif length == 0:
            length = size_bytes - at
        if length < SHORTEST_HEADER or not kind.isascii():
            # What follows the last box is no part of the film, and no rendition carries it.
            return found
        if at + length > size_bytes:
            raise Problem(ProblemCode.FILM_BROKEN)
        found = found or kind == b"moov"
        at += length
    return found


def _refuse_cut_off_segment(file: BinaryIO, size_bytes: int) -> None:
    """The second element of the file holds everything, and says how long it is unless it was written live."""
    at = 0
    while at < size_bytes:
        file.seek(at)
        header = file.read(LONGEST_HEADER)
        identity, length, begins = _element(header)
        if identity == SEGMENT:
            if length not in UNKNOWN_SIZES and at + begins + length > size_bytes:
                raise Problem(ProblemCode.FILM_BROKEN)
            return
        at += begins + length
    raise Problem(ProblemCode.FILM_BROKEN)


def _element(header: bytes) -> tuple[int, int, int]:
    """Identity, size, and where the content begins, of the element with this header."""
    identity_bytes = _leading(header, 0)
    size_bytes = _leading(header, identity_bytes)
    identity = int.from_bytes(header[:identity_bytes], "big")
    size = int.from_bytes(header[identity_bytes : identity_bytes + size_bytes], "big") & ((1 << 7 * size_bytes) - 1)
    return identity, size, identity_bytes + size_bytes


def _leading(header: bytes, at: int) -> int:
    """How many bytes a number takes: one more than its first byte has leading zero bits."""
    if at >= len(header) or not header[at]:
        raise Problem(ProblemCode.FILM_BROKEN)
    return 9 - header[at].bit_length()
