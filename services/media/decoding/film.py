"""Films: what is in them, a poster, and an MP4 that every browser plays, with nothing beside picture and sound.

FFmpeg's demuxers are given by name, so that nothing is guessed, and may open no second file. Where picture and sound are
H.264 and AAC already they are copied; else they are made anew (`tracks.py`), by a child that stands back for others.
"""

import dataclasses
import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

import av
from av.container import InputContainer
from av.stream import Disposition, Stream
from av.video.frame import VideoFrame
from msgspec.structs import replace
from PIL import Image, ImageStat

from contracts.problems import Problem, ProblemCode
from services.media.decoding import marks
from services.media.decoding.film_boxes import refuse_cut_off
from services.media.decoding.film_parts import Film, Watch, quarter, turned
from services.media.decoding.messages import Made, Outcome, Task
from services.media.decoding.renditions import fitted, made_of, write_picture
from services.media.decoding.sniff import expect
from services.media.decoding.tracks import tracks_of

StreamT = TypeVar("StreamT", bound=Stream)

DEMUXERS = {"video/mp4": "mov", "video/quicktime": "mov", "video/webm": "webm"}
NO_OTHER_FILES = {"format_whitelist": "mov,mp4,matroska,webm", "protocol_whitelist": "none"}
# `bitexact` keeps the library's name and version out; equal films give equal bytes.
OUTPUT = {"movflags": "+faststart", "fflags": "+bitexact"}
READ_AT_ONCE_BYTES = 1_048_576
POSTER_SIDE = 1_600
POSTER_PLACES = (0.1, 0.3, 0.5, 0.0)
"""Where a frame for the poster is looked for, as parts of the film; the first that is neither black nor flat is taken."""

FLAT = 12.0
"""Standard deviation of brightness below which a frame shows nothing."""

CUT_OFF = 0.9
"""A film whose packets end before this part of the duration that it declares has lost its end."""

OUR_FAULTS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG, errno.EMFILE, errno.ENOMEM})
BROKEN = (ValueError, EOFError, LookupError, TypeError, ArithmeticError, RuntimeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Poster:
    """A frame as people see it, and by how many degrees anticlockwise it had to be turned for that."""

    picture: Image.Image
    degrees: int


def decode_film(task: Task) -> Outcome:
    """Check a film and make its poster and its playable form. Raises `Problem`."""
    source, into = Path(task.source), Path(task.into)
    found = expect(source, "video")
    refuse_cut_off(source, found.media_type)
    with _told_as_broken():
        with opened(source, found.media_type) as container:
            film = _probe(container, task.request.max_pixels, task.request.max_video_seconds)
            declared = any(marks.is_declared(f"{name}{value}") for name, value in container.metadata.items())
            xmp = marks.XMP if task.request.ai_generated or declared else None
            poster = _poster(container, film)
        still = write_picture(fitted(poster.picture, POSTER_SIDE), into / "poster.jpg", xmp)
        playable, seconds = _playable(source, found.media_type, task, into / "video.mp4", poster)
        if xmp:
            playable = _marked(into / "video.mp4", playable)
    return Outcome(
        media_type=found.media_type,
        width=poster.picture.width,
        height=poster.picture.height,
        duration_ms=round(seconds * 1_000),
        made=(still, playable),
    )


def _known(streams: tuple[StreamT, ...]) -> list[StreamT]:
    return [stream for stream in streams if cast("object", stream.codec_context) is not None]


def _image(frame: VideoFrame) -> Image.Image:
    rgb = frame.to_ndarray(format="rgb24")
    return Image.fromarray(rgb)


def _marked(path: Path, playable: Made) -> Made:
    with path.open("ab") as file:
        file.write(marks.xmp_box())
    return replace(made_of(path, playable.media_type, (0, 0)), width=playable.width, height=playable.height)


@contextmanager
def opened(source: Path, media_type: str) -> Iterator[InputContainer]:
    """The film through a demuxer that its content names; FFmpeg gets an open file and can reach no other."""
    with (
        source.open("rb") as file,
        av.open(
            file, "r", format=DEMUXERS[media_type], container_options=NO_OTHER_FILES, buffer_size=READ_AT_ONCE_BYTES
        ) as container,
    ):
        yield container


def _probe(container: InputContainer, max_pixels: int, max_seconds: int) -> Film:
    # A stream whose codec nobody here knows has no context, whatever the annotations say.
    pictures = [one for one in _known(container.streams.video) if not one.disposition & Disposition.attached_pic]
    if not pictures:
        raise Problem(ProblemCode.FILM_BROKEN)
    video = pictures[0]
    pixels = video.codec_context.width * video.codec_context.height
    if pixels > max_pixels:
        raise Problem(ProblemCode.PICTURE_TOO_LARGE, found=pixels, limit=max_pixels)
    sounds = _known(container.streams.audio)
    audio = next((stream for stream in sounds if stream.codec_context.name == "aac"), sounds[0] if sounds else None)
    declared = None if container.duration is None else container.duration / av.time_base
    if declared is not None and declared > max_seconds + 1:
        raise Problem(ProblemCode.FILM_TOO_LONG, found=round(declared), limit=max_seconds)
    return Film(video, audio, declared, (container.start_time or 0) / av.time_base)


def _poster(container: InputContainer, film: Film) -> Poster:
    """A frame that shows something, turned as people see it."""
    film.video.codec_context.skip_frame = "NONKEY"
    film.video.codec_context.thread_count = 1
    best: tuple[float, Poster] | None = None
    for place in POSTER_PLACES:
        at = film.start_seconds + place * (film.declared_seconds or 0)
        container.seek(int(at * av.time_base))
        frame = next(container.decode(film.video), None)
        if frame is None:
            continue
        picture = turned(_image(frame), frame.rotation)
        shown = ImageStat.Stat(picture.convert("L").resize((64, 64))).stddev[0]
        if best is None or shown > best[0]:
            best = (shown, Poster(picture, quarter(frame.rotation)))
        if shown >= FLAT or not film.declared_seconds:
            break
    if best is None:
        raise Problem(ProblemCode.FILM_BROKEN)
    return best[1]


def _playable(source: Path, media_type: str, task: Task, path: Path, poster: Poster) -> tuple[Made, float]:
    """The MP4 and how many seconds it lasts. Raises `film_too_long` and `film_broken` by what is really in the file."""
    with opened(source, media_type) as container:
        probed = _probe(container, task.request.max_pixels, task.request.max_video_seconds)
        film = dataclasses.replace(probed, degrees=poster.degrees, shown=poster.picture.size)
        watch = Watch(film.start_seconds, task.request.max_video_seconds)
        with av.open(str(path), "w", format="mp4", options=OUTPUT) as output:
            picture, sound = tracks_of(film, output)
            for packet in container.demux(*film.streams):
                if packet.dts is not None:
                    watch.see(packet)
                track = picture if sound is None or packet.stream.index == film.video.index else sound
                track.take(packet)
            picture.end()
            if sound is not None:
                sound.end()
    lost = film.declared_seconds is not None and watch.seconds < CUT_OFF * film.declared_seconds - 1
    if lost or not watch.pictures:
        raise Problem(ProblemCode.FILM_BROKEN)
    return made_of(path, "video/mp4", picture.size), watch.seconds


@contextmanager
def _told_as_broken() -> Iterator[None]:
    """Turn what FFmpeg says about a file into the file's problem; a full disk or a limit stays what it is."""
    try:
        yield
    except av.FFmpegError as fault:
        if fault.errno in OUR_FAULTS:
            raise OSError(fault.errno, str(fault)) from fault
        raise Problem(ProblemCode.FILM_BROKEN) from fault
    except BROKEN as fault:
        raise Problem(ProblemCode.FILM_BROKEN) from fault
