"""Writing pictures that hold the picture, the mark of AI where it is given, and nothing else."""

import hashlib
from pathlib import Path

from PIL import Image

from services.media.decoding.messages import Made

PRESS_QUALITY = 90
QUALITY = 80
WEBP_METHOD = 4


def fitted(picture: Image.Image, side: int) -> Image.Image:
    """The picture with its longer side at most `side` pixels, never enlarged."""
    if max(picture.size) <= side:
        return picture
    scale = side / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def write_picture(picture: Image.Image, path: Path, xmp: bytes | None) -> Made:
    """Write the picture as its name says, `.jpg` or `.webp`; the full-size one is for print and compressed less."""
    # Without `info`, since writers put some of it into files without being asked.
    picture.info = {}
    options = {"xmp": xmp} if xmp else {}
    if path.suffix == ".webp":
        picture.save(path, "WEBP", quality=QUALITY, method=WEBP_METHOD, **options)
        return made_of(path, "image/webp", picture.size)
    picture.save(path, "JPEG", quality=PRESS_QUALITY if path.name == "press.jpg" else QUALITY, **options)
    return made_of(path, "image/jpeg", picture.size)


def made_of(path: Path, media_type: str, size: tuple[int, int]) -> Made:
    """What lies at `path`, measured and hashed. `size` is in pixels."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Made(path.name, media_type, path.stat().st_size, sha256, *size)
