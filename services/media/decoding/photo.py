"""Photos: what is looked at first, one decode, and five renditions with nothing in them but the picture.

The full-size rendition needs every pixel, so the picture is decoded once at full size and the smaller ones are made from it;
JPEG's cheap decoding at a fraction (`draft`) would be a second decode.
"""

import re
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pdqhash
import pillow_heif
from PIL import Image, ImageFile

from contracts.problems import Problem, ProblemCode
from services.media.decoding import marks
from services.media.decoding.colour import as_srgb
from services.media.decoding.messages import Outcome, Task
from services.media.decoding.renditions import fitted, write_picture
from services.media.decoding.sniff import Sniffed, expect

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/heic": "HEIF", "image/gif": "GIF"}
SIDES = (1_600, 400)
"""The longer side of the renditions in pixels, from large to small."""

PIXELS = re.compile(r"(\d+) pixels")
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow and its plugins raise for bytes that are no picture.
BROKEN = (ValueError, SyntaxError, EOFError, LookupError, TypeError, struct.error, ArithmeticError, RuntimeError)

pillow_heif.register_heif_opener(thumbnails=False)
warnings.simplefilter("error", Image.DecompressionBombWarning)
ImageFile.LOAD_TRUNCATED_IMAGES = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture as people see it, in sRGB, and whether it says of itself that AI made it."""

    picture: Image.Image
    ai_declared: bool


def decode_photo(task: Task) -> Outcome:
    """Check a photo and make its renditions. Raises `Problem`."""
    source, into = Path(task.source), Path(task.into)
    found = expect(source, "photo", task.max_frames)
    opened = _open(source, found, task.request.max_pixels)
    xmp = marks.XMP if task.request.ai_generated or opened.ai_declared else None
    picture = opened.picture
    made = [write_picture(picture, into / "press.jpg", xmp)]
    smaller = picture
    for side in SIDES:
        smaller = fitted(smaller, side)
        made += [write_picture(smaller, into / f"w{side}{ending}", xmp) for ending in (".jpg", ".webp")]
    perceptual_hash, quality = _perceptual(smaller)
    return Outcome(
        media_type=found.media_type,
        width=picture.width,
        height=picture.height,
        perceptual_hash=perceptual_hash,
        perceptual_quality=quality,
        made=tuple(made),
    )


def _open(source: Path, found: Sniffed, max_pixels: int) -> Opened:
    """Decode once, within the limit of pixels that its header must keep before anything is decoded."""
    Image.MAX_IMAGE_PIXELS = max_pixels
    with _told_as_broken(max_pixels), Image.open(source, formats=(FORMATS[found.media_type],)) as picture:
        pixels = picture.width * picture.height
        if pixels > max_pixels:
            raise Problem(ProblemCode.PICTURE_TOO_LARGE, found=pixels, limit=max_pixels)
        if found.starved:
            raise Problem(ProblemCode.PICTURE_BROKEN)
        orientation = _orientation(picture)
        declared = any(marks.is_declared(picture.info.get(name)) for name in ("xmp", "XML:com.adobe.xmp", "AIGC"))
        picture.load()
        converted = as_srgb(picture)
    turn = TURNS.get(orientation)
    return Opened(converted if turn is None else converted.transpose(turn), declared)


def _orientation(picture: Image.Image) -> int:
    """How the camera was held. HEIC says it in the structure of the file, which its decoder has obeyed already."""
    if picture.format == "HEIF":
        return 1
    try:
        found = picture.getexif().get(ORIENTATION, 1)
    except (OSError, *BROKEN):
        return 1  # A picture with broken metadata is still a picture.
    return found if isinstance(found, int) else 1


@contextmanager
def _told_as_broken(max_pixels: int) -> Iterator[None]:
    """Turn what Pillow says about a file into the file's problem; a fault of the disk stays one."""
    try:
        yield
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as fault:
        # Pillow opens no such file, and says the number of its pixels in words alone.
        told = PIXELS.search(str(fault))
        found = int(told[1]) if told else f"> {max_pixels}"
        raise Problem(ProblemCode.PICTURE_TOO_LARGE, found=found, limit=max_pixels) from fault
    except OSError as fault:
        if fault.errno is not None:
            raise
        raise Problem(ProblemCode.PICTURE_BROKEN) from fault
    except BROKEN as fault:
        raise Problem(ProblemCode.PICTURE_BROKEN) from fault


def _perceptual(picture: Image.Image) -> tuple[str, int]:
    """PDQ of the smallest rendition, as hexadecimal digits with the first bit highest, and its quality 0-100."""
    bits, quality = pdqhash.compute(np.asarray(picture))
    return np.packbits(bits).tobytes().hex(), int(quality)
