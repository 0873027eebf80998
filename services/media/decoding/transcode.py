"""A film made anew as H.264 and AAC, in a size that a page shows, upright, with square pixels and 8-bit colours."""

from fractions import Fraction

from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from services.media.decoding.film_parts import CleanTrack, Film, Watch, quarter

LONGER_SIDE = 1_920
MOST_FRAMES_A_SECOND = 60
# Timestamps keep their distance in this unit, the one of MPEG.
TICK = Fraction(1, 90_000)
ENCODER = {"preset": "veryfast", "crf": "23", "profile": "high", "bf": "2"}
ENCODER_THREADS = 1
SOUND_RATE, SOUND_BITS_A_SECOND, SOUND_LAYOUT = 48_000, 128_000, "stereo"
TURNS = {90: ("cclock",), 180: ("clock", "clock"), 270: ("clock",)}


class Picture:
    """The road of the frames: turned, scaled, encoded. It is laid when the first frame tells how the film is turned."""

    def __init__(self, film: Film, output: OutputContainer) -> None:
        self._source = film.video
        rate = film.video.average_rate or film.video.guessed_rate or Fraction(25)
        self._thinned = rate > MOST_FRAMES_A_SECOND
        self.stream: VideoStream = output.add_stream(
            "libx264", rate=min(rate, Fraction(MOST_FRAMES_A_SECOND)), options=ENCODER
        )
        self.stream.codec_context.thread_count = ENCODER_THREADS
        self.stream.codec_context.time_base = TICK
        self.stream.pix_fmt = "yuv420p"
        self._track = CleanTrack(output, self.stream, "h264")
        self._graph: Graph | None = None
        self.size = (0, 0)

    def write(self, frame: VideoFrame | None) -> None:
        """Encode a frame; None ends the stream."""
        if frame is not None and self._graph is None:
            self._lay(frame)
        if self._graph is None:
            return
        self._graph.vpush(frame)
        while True:
            try:
                made = self._graph.vpull()
            except (BlockingIOError, EOFError):
                break
            made.pict_type = 0
            self._encode(made)
        if frame is None:
            self._encode(None)
            self._track.write(None)

    def _encode(self, frame: VideoFrame | None) -> None:
        for packet in self.stream.encode(frame):
            self._track.write(packet)

    def _lay(self, first: VideoFrame) -> None:
        degrees = quarter(first.rotation)
        self.size = shown_size(first.width, first.height, self._source.sample_aspect_ratio, degrees)
        self.stream.width, self.stream.height = self.size
        graph = Graph()
        nodes = [graph.add_buffer(template=self._source)]
        if self._thinned:
            nodes.append(graph.add("fps", f"fps={MOST_FRAMES_A_SECOND}"))
        nodes += [graph.add("transpose", f"dir={direction}") for direction in TURNS.get(degrees, ())]
        nodes.append(graph.add("scale", f"w={self.size[0]}:h={self.size[1]}"))
        nodes += [graph.add("setsar", "sar=1"), graph.add("format", "pix_fmts=yuv420p"), graph.add("buffersink")]
        graph.link_nodes(*nodes).configure()
        self._graph = graph


class Sound:
    """The road of the sound: resampled and encoded."""

    def __init__(self, output: OutputContainer) -> None:
        self._output = output
        self.stream: AudioStream = output.add_stream("aac", rate=SOUND_RATE)
        self.stream.codec_context.bit_rate = SOUND_BITS_A_SECOND
        self.stream.codec_context.layout = SOUND_LAYOUT
        self._resampler = AudioResampler(format="fltp", layout=SOUND_LAYOUT, rate=SOUND_RATE)

    def write(self, frame: AudioFrame | None) -> None:
        """Encode a frame; None ends the stream."""
        for made in self._resampler.resample(frame):
            self._output.mux(self.stream.encode(made))
        if frame is None:
            self._output.mux(self.stream.encode(None))


def transcode(container: InputContainer, film: Film, output: OutputContainer, watch: Watch) -> tuple[int, int]:
    """Make the film anew; the answer is its size in pixels. Raises `film_too_long` and what FFmpeg raises."""
    picture = Picture(film, output)
    sound = Sound(output) if film.audio else None
    film.video.codec_context.thread_count = 1
    for packet in container.demux(*film.streams):
        if packet.dts is not None:
            watch.see(packet)
        for frame in packet.decode():
            if isinstance(frame, VideoFrame):
                picture.write(frame)
            elif sound is not None and isinstance(frame, AudioFrame):
                sound.write(frame)
    picture.write(None)
    if sound is not None:
        sound.write(None)
    return picture.size


def shown_size(width: int, height: int, aspect: Fraction | None, degrees: int) -> tuple[int, int]:
    """The size as people see it, never enlarged, in even numbers as the encoder wants them."""
    across = width * float(aspect) if aspect else width
    shown = (height, across) if degrees in {90, 270} else (across, height)
    scale = min(1.0, LONGER_SIDE / max(shown))
    return _even(shown[0] * scale), _even(shown[1] * scale)


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)
