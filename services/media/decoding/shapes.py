"""What is asked of a decoder, what it hands back, and the two ways in which it can fail."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FileKind = Literal["photo", "video", "document"]


@dataclass(frozen=True, slots=True)
class DecodeRequest:
    """What a file was promised to be, and how large it may be by the rules of its edition.

    `max_pixels` bounds a picture and each frame of a film. `ai_generated` is what the sender declared.
    """

    kind: FileKind
    ai_generated: bool
    max_pixels: int
    max_video_seconds: int


@dataclass(frozen=True, slots=True)
class MadeRendition:
    """One thing made from an original, lying at `path`. `sha256` is lower-case hexadecimal; sizes are in pixels and bytes."""

    name: str
    media_type: str
    path: Path
    size_bytes: int
    sha256: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a file is, by its content, and everything made of it.

    `width` and `height` are as people see it, orientation applied. The perceptual hash is PDQ, 256 bit as 64 hexadecimal
    digits, with its quality 0-100; films and documents have none. Documents have no renditions.
    """

    media_type: str
    width: int | None
    height: int | None
    duration_ms: int | None
    perceptual_hash: str | None
    perceptual_quality: int | None
    renditions: tuple[MadeRendition, ...]


class PassingFault(Exception):  # noqa: N818 - the house speaks of faults that pass and faults that stay.
    """What may be gone at the next try: nothing is said about the file. What stays is a `Problem`."""


class DecoderDied(PassingFault):
    """A child was ended from outside, could not start, or the machine had no room; the file is to be tried again."""


class ScannerAway(PassingFault):
    """The malware scanner did not answer, or not with a verdict; the file is not known to be clean and is tried again."""
