"""Films of a few frames, made with the library that reads them, and broken by hand."""

import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from tests.media_corpus.metadata import CAMERA, PERSON, PLACE
from tests.media_corpus.pictures import corners

TOLD = {
    "title": PLACE,
    "artist": PERSON,
    "author": PERSON,
    "comment": f"filmed by {PERSON}",
    "make": CAMERA,
    "location": "+26.6470+106.6281/",
    "location-eng": "+26.6470+106.6281/",
    "com.apple.quicktime.location.ISO6709": "+26.6470+106.6281/",
    "creation_time": "2024-05-13T08:30:00.000000Z",
}
RATE, SOUND_RATE, SOUND_STEP = 10, 48_000, 960


def film(  # noqa: PLR0913 - what a film is made of.
    path: Path,
    *,
    codec: str | None = "libx264",
    sound: str | None = "aac",
    pixels: str = "yuv420p",
    seconds: float = 2.0,
    size: tuple[int, int] = (160, 96),
    media_format: str = "mp4",
    told: dict[str, str] | None = None,
    options: dict[str, str] | None = None,
    head: dict[str, str] | None = None,
) -> bytes:
    """A film of coloured corners with a tone, and with metadata that say where and who."""
    movflags = {"movflags": "+use_metadata_tags"} if media_format in {"mp4", "mov"} else head or {}
    with av.open(str(path), "w", format=media_format, options=movflags) as container:
        container.metadata.update(TOLD if told is None else told)
        tracks = [_pictures(container, codec, pixels, seconds, size, options or {})] if codec else []
        tracks += [_sound(container, sound, seconds)] if sound else []
        # All streams are known before the first packet is written: the head of the file names them.
        for packets in [list(track) for track in tracks]:
            container.mux(packets)
    return path.read_bytes()


def _pictures(  # noqa: PLR0917
    container: OutputContainer, codec: str, pixels: str, seconds: float, size: tuple[int, int], options: dict[str, str]
) -> "Iterator[Packet[Stream]]":
    stream = cast("VideoStream", container.add_stream(codec, rate=RATE, options=options))
    stream.width, stream.height = size
    stream.pix_fmt = pixels
    return _encoded(stream, (_picture(size, number) for number in range(round(seconds * RATE))))


def _picture(size: tuple[int, int], number: int) -> av.VideoFrame:
    moving = np.asarray(corners(*size)).copy()
    moving[:, number % size[0]] = 255
    frame = av.VideoFrame.from_ndarray(moving, format="rgb24")
    frame.pts, frame.time_base = number, Fraction(1, RATE)
    return frame


def _sound(container: OutputContainer, codec: str, seconds: float) -> "Iterator[Packet[Stream]]":
    stream = container.add_stream(codec, rate=SOUND_RATE, layout="mono")
    return _encoded(stream, (_tone(number) for number in range(round(seconds * SOUND_RATE / SOUND_STEP))))


def _tone(number: int) -> av.AudioFrame:
    wave = np.sin(np.arange(SOUND_STEP) * 2 * np.pi * 10 / SOUND_STEP).astype(np.float32).reshape(1, -1) * 0.2
    frame = av.AudioFrame.from_ndarray(wave, format="fltp", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, number * SOUND_STEP, Fraction(1, SOUND_RATE)
    return frame


def _encoded(stream: Any, frames: Iterator[Any]) -> "Iterator[Packet[Stream]]":  # noqa: ANN401 - pictures or sound alike.
    for frame in frames:
        yield from stream.encode(frame)
    yield from stream.encode(None)


def boxes(body: bytes) -> list[tuple[bytes, bytes]]:
    """The outermost boxes of a film, each with its header."""
    found, at = [], 0
    while at < len(body):
        length = int.from_bytes(body[at : at + 4], "big")
        found.append((body[at + 4 : at + 8], body[at : at + length]))
        at += length
    return found


def without(body: bytes, kind: bytes) -> bytes:
    """The film without one of its boxes."""
    return b"".join(box for name, box in boxes(body) if name != kind)


def emptied(body: bytes, kind: bytes) -> bytes:
    """The film with zeros where the content of one box was."""
    return b"".join(box[:8] + bytes(len(box) - 8) if name == kind else box for name, box in boxes(body))


def table_first(body: bytes) -> bytes:
    """The film as streaming servers want it; the offsets in it are wrong, which only matters to who reads so far."""
    named = dict(boxes(body))
    return named[b"ftyp"] + named[b"moov"] + named[b"mdat"]


def turned_quarter(body: bytes) -> bytes:
    """The film with a note in its first track that it is to be shown turned clockwise by a quarter."""
    upright = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    quarter = struct.pack(">9i", 0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000)
    track = body.index(b"tkhd")
    at = body.index(upright, track)
    return body[:at] + quarter + body[at + len(upright) :]


def declaring(body: bytes, seconds: float) -> bytes:
    """A WebM with another duration in its head; for MP4, FFmpeg believes the table of samples and not the head."""
    at = body.index(b"\x44\x89\x88") + 3
    return body[:at] + struct.pack(">d", seconds * 1_000) + body[at + 8 :]


HLS = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXTINF:10,\nhttp://169.254.169.254/\n#EXT-X-ENDLIST\n"
