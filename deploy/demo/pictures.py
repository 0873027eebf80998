"""Photos and films of the demo, made on the spot: what a school's telephone would send, with everything it writes inside.

Photos carry EXIF with a camera, a time and a place (GPS), and XMP; films carry the place in their container. Equal seeds
make equal bytes.
"""

import io
import struct
import zlib
from collections.abc import Callable
from random import Random

import av
from av.video.frame import VideoFrame
from PIL import Image

from deploy.demo.scenes import scene

WIDTH, HEIGHT = 1_280, 960
"""Small for a photo of today, so that a laptop with two cores works all of them off while the demo runs."""
LARGE_WIDTH, LARGE_HEIGHT = 3_000, 2_250
FILM_WIDTH, FILM_HEIGHT = 480, 270
FILM_FRAMES_PER_SECOND, FILM_FRAMES = 12, 18
BOMB_SIDE = 30_000
MAKER, CAMERA = 0x010F, 0x0110
ORIENTATION, TAKEN_AT, SOFTWARE, ARTIST = 0x0112, 0x0132, 0x0131, 0x013B
GPS_FOLDER = 0x8825
LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE = 1, 2, 3, 4
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>王老师</dc:creator></rdf:Description>
</rdf:RDF></x:xmpmeta>"""

Make = Callable[[str], bytes]


def photo(seed: str) -> bytes:
    """A photo of the usual size; one in three was taken with the telephone held upright, which only its EXIF says."""
    draw = _chance(seed)
    picture = scene(draw, WIDTH, HEIGHT)
    return _jpeg(picture, draw, quality=85, orientation=draw.choice([1, 1, 6]))


def large_photo(seed: str) -> bytes:
    """A photo of more than 5 MiB, so that it goes up in more than one part."""
    draw = _chance(seed)
    drawn = scene(draw, LARGE_WIDTH, LARGE_HEIGHT)
    grain = Image.frombytes("RGB", drawn.size, draw.randbytes(LARGE_WIDTH * LARGE_HEIGHT * 3))
    return _jpeg(Image.blend(drawn, grain, 0.5), draw, quality=95, orientation=1)


def film(seed: str) -> bytes:
    """A film of one and a half seconds: H.264 in MP4, with the place in its container and the index at its end."""
    draw = _chance(seed)
    drawn = scene(draw, FILM_WIDTH, FILM_HEIGHT)
    step = draw.randint(3, 9)
    place = "{:+08.4f}{:+09.4f}/".format(*_place(draw))
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4", options={"movflags": "use_metadata_tags"}) as container:
        container.metadata["com.apple.quicktime.location.ISO6709"] = place
        container.metadata["comment"] = "手机拍摄"
        stream = container.add_stream("libx264", rate=FILM_FRAMES_PER_SECOND, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = FILM_WIDTH, FILM_HEIGHT, "yuv420p"
        # One thread makes equal bytes, and leaves the other core to the services.
        stream.thread_count = 1
        for number in range(FILM_FRAMES):
            moved = Image.new("RGB", drawn.size)
            moved.paste(drawn, (number * step, 0))
            frame = VideoFrame.from_image(moved)  # type: ignore[no-untyped-call] # the library leaves it untyped.
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return buffer.getvalue()


def bomb(_seed: str) -> bytes:
    """A PNG of some 100 kilobytes that is 900 megapixels once it is opened."""
    header = struct.pack(">IIBBBBB", BOMB_SIDE, BOMB_SIDE, 1, 0, 0, 0, 0)
    row = b"\0" * (1 + (BOMB_SIDE + 7) // 8)
    packer = zlib.compressobj(9)
    body = b"".join([*(packer.compress(row) for _row in range(BOMB_SIDE)), packer.flush()])
    chunks = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def mislabelled(seed: str) -> bytes:
    """A page of the web with a script in it; only its name says that it is a photo."""
    return f"<!doctype html><title>{seed}</title><script>alert(document.cookie)</script>".encode()


def _jpeg(picture: Image.Image, draw: Random, *, quality: int, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[MAKER], exif[CAMERA] = "Weekwire Demo", "Phone 24"
    exif[ORIENTATION], exif[SOFTWARE], exif[ARTIST] = orientation, "Camera 1.0", "Wang Laoshi"
    exif[TAKEN_AT] = "2024:05:14 09:30:00"
    latitude, longitude = _place(draw)
    folder = exif.get_ifd(GPS_FOLDER)
    folder[LATITUDE_REF], folder[LATITUDE] = "N", _degrees(latitude)
    folder[LONGITUDE_REF], folder[LONGITUDE] = "E", _degrees(longitude)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, exif=exif, xmp=XMP.encode())
    return buffer.getvalue()


def _place(draw: Random) -> tuple[float, float]:
    return draw.uniform(22.0, 42.0), draw.uniform(100.0, 122.0)


def _degrees(value: float) -> tuple[float, float, float]:
    """Degrees, minutes and seconds, as EXIF writes a place."""
    minutes = (value % 1) * 60
    return float(int(value)), float(int(minutes)), round((minutes % 1) * 60, 2)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _chance(seed: str) -> Random:
    return Random(seed)  # noqa: S311 - repeatable is what it has to be.
