"""Pictures: their making, byte by byte where no library would make such a thing."""

import functools
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

import numpy as np
import pillow_heif
from PIL import Image, PngImagePlugin

from tests.media_corpus.metadata import PERSON, comment_segment, exif_of, iptc_segment, segment, xmp_of

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 180, 30), (30, 30, 220), (230, 220, 30)


def corners(width: int = 480, height: int = 320) -> Image.Image:
    """Red above left, green above right, blue below left, yellow below right: any turn shows."""
    picture = Image.new("RGB", (width, height), RED)
    half, middle = width // 2, height // 2
    picture.paste(GREEN, (half, 0, width, middle))
    picture.paste(BLUE, (0, middle, half, height))
    picture.paste(YELLOW, (half, middle, width, height))
    return picture


def scene(width: int, height: int, seed: int = 7) -> Image.Image:
    """Something like a photo: soft shapes and grain, the same for the same seed."""
    rng = np.random.default_rng(seed)
    soft = Image.fromarray(rng.integers(0, 256, (height // 40 + 2, width // 40 + 2, 3), dtype=np.uint8))
    grain = rng.normal(0, 4, (height, width, 1))
    body = np.asarray(soft.resize((width, height), Image.Resampling.BICUBIC), dtype=np.float32) + grain
    return Image.fromarray(np.clip(body, 0, 255).astype(np.uint8))


def saved(picture: Image.Image, media_format: str, **options: object) -> bytes:
    """The bytes of a picture in a format."""
    into = io.BytesIO()
    picture.save(into, media_format, **options)
    return into.getvalue()


def jpeg(picture: Image.Image | None = None, *, orientation: int = 1, **options: object) -> bytes:
    """A JPEG with everything that a phone and an editor put beside the picture."""
    plain = saved(picture or corners(), "JPEG", quality=90, exif=exif_of(orientation), xmp=xmp_of(), **options)
    return plain[:2] + comment_segment() + iptc_segment() + plain[2:]


def png(picture: Image.Image, **options: object) -> bytes:
    """A PNG with text, EXIF and XMP."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", PERSON)
    texts.add_itxt("XML:com.adobe.xmp", xmp_of().decode())
    return saved(picture, "PNG", pnginfo=texts, exif=exif_of(), **options)


def webp(picture: Image.Image, **options: object) -> bytes:
    """A WebP with EXIF and XMP."""
    return saved(picture, "WEBP", exif=exif_of(), xmp=xmp_of(), **options)


def heic(picture: Image.Image, orientation: int = 1) -> bytes:
    """A HEIC as phones make it."""
    into = io.BytesIO()
    file = pillow_heif.from_pillow(picture)
    file.save(into, quality=80, exif=exif_of(orientation), xmp=xmp_of())
    return into.getvalue()


def animated(media_format: str, frames: int, size: tuple[int, int] = (64, 48)) -> bytes:
    """A moving picture whose first frame is red."""
    rest = [Image.new("RGB", size, (number % 2 * 200, number % 251, 90)) for number in range(1, frames)]
    return saved(Image.new("RGB", size, RED), media_format, save_all=True, append_images=rest, duration=40)


def many_frames_gif(frames: int, side: int = 2_000) -> bytes:
    """A small file that unpacks into `frames` pictures of `side` x `side`."""
    whole = saved(Image.new("L", (side, side)), "GIF")
    head = 13 + 3 * 2 ** ((whole[10] & 7) + 1)
    return whole[:head] + whole[head:-1] * frames + b"\x3b"


def png_of_rows(width: int, height: int, depth: int, colour: int, rows: Iterable[bytes]) -> bytes:
    """A PNG from raw rows, for depths and sizes that libraries do not write."""
    packer = zlib.compressobj(9)
    body = b"".join([packer.compress(b"\x00" + row) for row in rows] + [packer.flush()])
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def grey_16(width: int = 256, height: int = 32) -> bytes:
    """A 16-bit grey ramp from black to white."""
    row = b"".join((round(65_535 * x / (width - 1))).to_bytes(2, "big") for x in range(width))
    return png_of_rows(width, height, 16, 0, [row] * height)


def colour_16(width: int = 64, height: int = 32) -> bytes:
    """16 bit a channel, all of the red of `RED` and so on."""
    row = b"".join((code * 257).to_bytes(2, "big") for code in RED) * width
    return png_of_rows(width, height, 16, 2, [row] * height)


def bomb_png(side: int = 30_000) -> bytes:
    """900 million pixels in a hundred kilobytes."""
    return png_of_rows(side, side, 1, 0, [bytes(-(-side // 8))] * side)


def resized_header(body: bytes, width: int, height: int) -> bytes:
    """A JPEG that says it is larger than it is."""
    at = next(place for place in (body.find(b"\xff\xc0\x00\x11"), body.find(b"\xff\xc2\x00\x11")) if place > 0)
    return body[: at + 5] + struct.pack(">HH", height, width) + body[at + 9 :]


@functools.cache
def many_scans(side: int = 4_000, repeats: int = 1_500) -> bytes:
    """A progressive JPEG of few bytes whose every scan goes over all pixels again."""
    whole = saved(Image.new("L", (side, side), 90), "JPEG", progressive=True, quality=50)
    last = whole.rfind(b"\xff\xda")
    return whole[:last] + whole[last:-2] * repeats + whole[-2:]


def huge_exif(picture: Image.Image, megabytes: int = 12) -> bytes:
    """A picture behind more metadata than picture."""
    plain = saved(picture, "JPEG", quality=85)
    padding = segment(0xE1, b"http://ns.adobe.com/xmp/extension/\x00" + PERSON.encode() * 3_500)
    return plain[:2] + padding * (megabytes * 16) + plain[2:]


def zipped(**files: bytes) -> bytes:
    """An archive of some files."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return into.getvalue()
