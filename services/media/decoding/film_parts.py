"""A film's streams, how it is turned, and what has been seen of it while it was read to its end."""

from dataclasses import dataclass

from av.audio.stream import AudioStream
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream
from PIL import Image

from contracts.problems import Problem, ProblemCode

PLAYED_EVERYWHERE = frozenset({"Baseline", "Constrained Baseline", "Main", "High"})
"""Profiles of H.264 that every browser plays."""

QUARTERS = {
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_270,
}


@dataclass(frozen=True, slots=True)
class Film:
    """The streams that are shown, and the film's length as it declares it (None where it does not say).

    `degrees` is how far it is to be turned anticlockwise, in whole quarters; `shown` is its size in pixels after that.
    """

    video: VideoStream
    audio: AudioStream | None
    declared_seconds: float | None
    start_seconds: float
    degrees: int = 0
    shown: tuple[int, int] = (0, 0)

    @property
    def streams(self) -> tuple[Stream, ...]:
        """The streams that are read."""
        return (self.video,) if self.audio is None else (self.video, self.audio)

    @property
    def picture_copied(self) -> bool:
        """Whether every browser plays the pictures as they are."""
        context = self.video.codec_context
        plain = context.pix_fmt in {"yuv420p", "yuvj420p"} and context.profile in PLAYED_EVERYWHERE
        return context.name == "h264" and plain

    @property
    def sound_copied(self) -> bool:
        """Whether every browser plays the sound as it is."""
        return self.audio is not None and self.audio.codec_context.name == "aac"


@dataclass(slots=True)
class Watch:
    """How far a film goes by its packets, whatever it declares. `see` raises `film_too_long`."""

    start_seconds: float
    max_seconds: int
    seconds: float = 0.0
    pictures: int = 0

    def see(self, packet: "Packet[Stream]") -> None:
        """Note a packet."""
        at = packet.dts if packet.pts is None else packet.pts
        if at is not None and packet.time_base is not None:
            ends = float((at + (packet.duration or 0)) * packet.time_base) - self.start_seconds
            self.seconds = max(self.seconds, ends)
        if self.seconds > self.max_seconds + 1:
            raise Problem(ProblemCode.FILM_TOO_LONG, found=round(self.seconds), limit=self.max_seconds)
        self.pictures += packet.stream.type == "video"


def turned(picture: Image.Image, degrees: int) -> Image.Image:
    """The picture turned anticlockwise by whole quarters; films are turned by no other angle."""
    turn = QUARTERS.get(quarter(degrees))
    return picture if turn is None else picture.transpose(turn)


def quarter(degrees: int) -> int:
    """The nearest whole quarter: 0, 90, 180 or 270."""
    return round(degrees / 90) * 90 % 360
