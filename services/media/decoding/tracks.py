"""How picture and sound of a film get into its playable form: copied as they are, or made anew as H.264 and AAC.

What is made anew has a size that a page shows, is upright, with square pixels and 8-bit colours. Each is decided by itself: a
camera that writes H.264 with uncompressed sound has its pictures copied.
"""

from fractions import Fraction
from typing import Any, Protocol

from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.container import OutputContainer
from av.filter import Graph
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from services.media.decoding.film_parts import Film

# NAL units of H.264 that may carry anything: time codes, places, the encoder's command line.
NO_SIDE_DATA = "filter_units=remove_types=6"
LONGER_SIDE = 1_920
MOST_FRAMES_A_SECOND = 60
# Timestamps keep their distance in this unit, the one of MPEG.
TICK = Fraction(1, 90_000)
ENCODER = {"preset": "veryfast", "crf": "23", "profile": "high", "bf": "2"}
ENCODER_THREADS = 1
SOUND_RATE, SOUND_BITS_A_SECOND, SOUND_LAYOUT = 48_000, 128_000, "stereo"
TURNS = {90: ("cclock",), 180: ("clock", "clock"), 270: ("clock",)}


class Track(Protocol):
    """One track of the playable film. `size` is in pixels, as people see it; sound has none."""

    size: tuple[int, int]

    def take(self, packet: "Packet[Any]") -> None:
        """Take a packet of the original; one without a time ends its stream."""
        ...

    def end(self) -> None:
        """Write what is still held back."""
        ...


def tracks_of(film: Film, output: OutputContainer) -> tuple[Track, Track | None]:
    """The tracks of picture and sound. Both are begun before a packet is written, since the head of a file names them."""
    picture: Track = CopiedPicture(film, output) if film.picture_copied else MadePicture(film, output)
    if film.audio is None:
        return picture, None
    sound: Track = CopiedSound(film.audio, output) if film.sound_copied else MadeSound(output)
    return picture, sound


class _Clean:
    """Writes coded pictures of H.264 without what else their stream can carry.

    `coded_as` is the stream they are copied from, whose head tells how they are packed; or the codec, fresh from an encoder.
    """

    def __init__(self, output: OutputContainer, stream: VideoStream, coded_as: VideoStream | str) -> None:
        self._output = output
        self._stream = stream
        self._cleaner = BitStreamFilterContext(NO_SIDE_DATA, coded_as)

    def write(self, packet: "Packet[Any] | None") -> None:
        """Write a packet; None ends the track."""
        for clean in self._cleaner.filter(packet):
            clean.stream = self._stream
            self._output.mux(clean)


class CopiedPicture:
    """Pictures as they are. How a film is turned stays a note in the head of the file, which every player obeys."""

    def __init__(self, film: Film, output: OutputContainer) -> None:
        self.size = film.shown
        self._clean = _Clean(output, output.add_stream_from_template(film.video), film.video)

    def take(self, packet: "Packet[Any]") -> None:
        """Write the packet."""
        if packet.dts is not None:
            self._clean.write(packet)

    def end(self) -> None:
        """Write what is still held back."""
        self._clean.write(None)


class CopiedSound:
    """Sound as it is."""

    size = (0, 0)

    def __init__(self, source: AudioStream, output: OutputContainer) -> None:
        self._output = output
        self._stream = output.add_stream_from_template(source)

    def take(self, packet: "Packet[Any]") -> None:
        """Write the packet."""
        if packet.dts is not None:
            packet.stream = self._stream
            self._output.mux(packet)

    def end(self) -> None:
        """Nothing is held back."""


class MadePicture:
    """Pictures decoded, turned, scaled and encoded."""

    def __init__(self, film: Film, output: OutputContainer) -> None:
        self._source = film.video
        self._source.codec_context.thread_count = 1
        rate = film.video.average_rate or film.video.guessed_rate or Fraction(25)
        self._thinned = rate > MOST_FRAMES_A_SECOND
        self._stream: VideoStream = output.add_stream(
            "libx264", rate=min(rate, Fraction(MOST_FRAMES_A_SECOND)), options=ENCODER
        )
        context = film.video.codec_context
        self._degrees = film.degrees
        self.size = shown_size(context.width, context.height, film.video.sample_aspect_ratio, film.degrees)
        self._stream.width, self._stream.height = self.size
        self._stream.pix_fmt = "yuv420p"
        self._stream.codec_context.thread_count = ENCODER_THREADS
        self._stream.codec_context.time_base = TICK
        self._clean = _Clean(output, self._stream, "h264")
        self._graph = self._road()

    def take(self, packet: "Packet[Any]") -> None:
        """Encode the packet's pictures."""
        for frame in packet.decode():
            if isinstance(frame, VideoFrame):
                self._pass(frame)

    def end(self) -> None:
        """Write what is still held back."""
        self._pass(None)
        self._encode(None)
        self._clean.write(None)

    def _pass(self, frame: VideoFrame | None) -> None:
        self._graph.vpush(frame)
        while True:
            try:
                made = self._graph.vpull()
            except (BlockingIOError, EOFError):
                break
            # Which pictures stand by themselves, the encoder decides anew.
            made.pict_type = 0
            self._encode(made)

    def _encode(self, frame: VideoFrame | None) -> None:
        for packet in self._stream.encode(frame):
            self._clean.write(packet)

    def _road(self) -> Graph:
        graph = Graph()
        nodes = [graph.add_buffer(template=self._source)]
        if self._thinned:
            nodes.append(graph.add("fps", f"fps={MOST_FRAMES_A_SECOND}"))
        nodes += [graph.add("transpose", f"dir={direction}") for direction in TURNS.get(self._degrees, ())]
        nodes.append(graph.add("scale", f"w={self.size[0]}:h={self.size[1]}"))
        nodes += [graph.add("setsar", "sar=1"), graph.add("format", "pix_fmts=yuv420p"), graph.add("buffersink")]
        graph.link_nodes(*nodes).configure()
        return graph


class MadeSound:
    """Sound decoded, resampled and encoded."""

    size = (0, 0)

    def __init__(self, output: OutputContainer) -> None:
        self._output = output
        self._stream: AudioStream = output.add_stream("aac", rate=SOUND_RATE)
        self._stream.codec_context.bit_rate = SOUND_BITS_A_SECOND
        self._stream.codec_context.layout = SOUND_LAYOUT
        self._resampler = AudioResampler(format="fltp", layout=SOUND_LAYOUT, rate=SOUND_RATE)

    def take(self, packet: "Packet[Any]") -> None:
        """Encode the packet's sound."""
        frames: list[object] = list(packet.decode())
        for frame in frames:
            if isinstance(frame, AudioFrame):
                self._pass(frame)

    def end(self) -> None:
        """Write what is still held back."""
        self._pass(None)
        self._output.mux(self._stream.encode(None))

    def _pass(self, frame: AudioFrame | None) -> None:
        for made in self._resampler.resample(frame):
            self._output.mux(self._stream.encode(made))


def shown_size(width: int, height: int, aspect: Fraction | None, degrees: int) -> tuple[int, int]:
    """The size as people see it, never enlarged, in even numbers as the encoder wants them."""
    across = width * float(aspect) if aspect else width
    shown = (height, across) if degrees in {90, 270} else (across, height)
    scale = min(1.0, LONGER_SIDE / max(shown))
    return _even(shown[0] * scale), _even(shown[1] * scale)


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)
