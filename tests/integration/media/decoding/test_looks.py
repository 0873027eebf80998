"""Renditions look as people saw the original: upright, in its colours, never enlarged, marked where AI made it."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from services.media.decoding.marks import XMP
from services.media.decoding.shapes import Decoded
from tests.integration.media.decoding.running import Bench, running_decoders
from tests.media_corpus import films, metadata, pictures
from tests.media_corpus.pictures import BLUE, GREEN, RED, YELLOW, corners, heic, jpeg, png, saved, scene

Colour = tuple[int, int, int]
NEAR = 14
WHITE = (255, 255, 255)
# Where a camera's corners come to lie, from above left, clockwise, for each way in which it was held.
UPRIGHT: dict[int, tuple[Colour, Colour, Colour, Colour]] = {
    1: (RED, GREEN, YELLOW, BLUE),
    2: (GREEN, RED, BLUE, YELLOW),
    3: (YELLOW, BLUE, RED, GREEN),
    4: (BLUE, YELLOW, GREEN, RED),
    5: (RED, BLUE, YELLOW, GREEN),
    6: (BLUE, RED, GREEN, YELLOW),
    7: (YELLOW, GREEN, RED, BLUE),
    8: (GREEN, YELLOW, BLUE, RED),
}


@pytest.fixture(scope="module")
async def bench(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    async with running_decoders(tmp_path_factory.mktemp("looks")) as running:
        yield running


def rendition(decoded: Decoded, name: str) -> Image.Image:
    path = next(one.path for one in decoded.renditions if one.name == name)
    with Image.open(path) as picture:
        return picture.convert("RGB")


def seen_corners(picture: Image.Image) -> list[Colour]:
    """The colours near the corners, from above left, clockwise."""
    right, below = picture.width - 5, picture.height - 5
    return [_pixel(picture, at) for at in ((4, 4), (right, 4), (right, below), (4, below))]


def _pixel(picture: Image.Image, at: tuple[int, int]) -> Colour:
    found = picture.getpixel(at)
    assert isinstance(found, tuple)
    return (int(found[0]), int(found[1]), int(found[2]))


def same_colours(found: list[Colour], wanted: tuple[Colour, ...], near: int = NEAR) -> bool:
    return bool((np.abs(np.array(found) - np.array(wanted)) <= near).all())


@pytest.mark.parametrize("orientation", range(1, 9))
async def test_a_camera_held_in_any_way_gives_an_upright_picture(bench: Bench, orientation: int) -> None:
    decoded = await bench.decode(f"held-{orientation}.jpg", jpeg(orientation=orientation))

    across = (480, 320) if orientation < 5 else (320, 480)
    assert (decoded.width, decoded.height) == across
    for name in ("press.jpg", "w400.jpg", "w1600.webp"):
        assert same_colours(seen_corners(rendition(decoded, name)), UPRIGHT[orientation]), name


async def test_a_heic_is_turned_once_and_not_twice(bench: Bench) -> None:
    decoded = await bench.decode("held.heic", heic(corners(), orientation=6))

    assert (decoded.width, decoded.height) == (320, 480)
    assert same_colours(seen_corners(rendition(decoded, "w400.jpg")), UPRIGHT[6], near=25)


async def test_colours_follow_the_profile_and_the_profile_is_gone(bench: Bench) -> None:
    red = Image.new("RGB", (64, 48), (255, 0, 0))

    decoded = await bench.decode("profiled.jpg", saved(red, "JPEG", icc_profile=metadata.swapped_profile()))

    with Image.open(decoded.renditions[0].path) as press:
        assert "icc_profile" not in press.info
    assert _pixel(rendition(decoded, "w400.webp"), (30, 20))[1] > 200
    assert _pixel(rendition(decoded, "w400.webp"), (30, 20))[0] < 60


async def test_print_colours_become_screen_colours(bench: Bench) -> None:
    decoded = await bench.decode("print.jpg", saved(corners().convert("CMYK"), "JPEG", quality=95))

    assert same_colours(seen_corners(rendition(decoded, "w1600.jpg")), UPRIGHT[1], near=20)


async def test_sixteen_bit_become_eight_without_blowing_out(bench: Bench) -> None:
    ramp = rendition(await bench.decode("grey.png", pictures.grey_16()), "press.jpg")
    colour = rendition(await bench.decode("colour.png", pictures.colour_16()), "press.jpg")

    assert [_pixel(ramp, (x, 16))[0] for x in (2, 64, 128, 192, 253)] == pytest.approx([2, 64, 128, 192, 253], abs=6)
    assert same_colours([_pixel(colour, (30, 16))], (RED,))


async def test_what_is_see_through_is_white_and_hides_nothing(bench: Bench) -> None:
    hidden = corners().convert("RGBA")
    hidden.putalpha(Image.new("L", hidden.size, 0))

    decoded = await bench.decode("hidden.png", png(hidden))

    for name in ("press.jpg", "w400.webp"):
        assert same_colours(seen_corners(rendition(decoded, name)), (WHITE,) * 4, near=2), name


@pytest.mark.parametrize("media_format", ["GIF", "WEBP", "PNG"])
async def test_of_a_moving_picture_the_first_frame_is_shown(bench: Bench, media_format: str) -> None:
    decoded = await bench.decode(f"moving.{media_format}", pictures.animated(media_format, 4))

    assert same_colours(seen_corners(rendition(decoded, "w400.jpg")), (RED,) * 4)


async def test_a_picture_is_made_smaller_and_never_larger(bench: Bench) -> None:
    large = await bench.decode("large.jpg", jpeg(scene(2_000, 1_000)))
    small = await bench.decode("small.jpg", jpeg(scene(300, 200)))

    assert {one.name: (one.width, one.height) for one in large.renditions} == {
        "press.jpg": (2_000, 1_000),
        "w1600.jpg": (1_600, 800),
        "w1600.webp": (1_600, 800),
        "w400.jpg": (400, 200),
        "w400.webp": (400, 200),
    }
    assert {(one.width, one.height) for one in small.renditions} == {(300, 200)}


async def test_what_is_said_of_a_rendition_is_true_of_its_bytes(bench: Bench) -> None:
    decoded = await bench.decode("true.jpg", jpeg(scene(700, 500)))

    for one in decoded.renditions:
        body = one.path.read_bytes()
        assert (one.size_bytes, one.sha256) == (len(body), hashlib.sha256(body).hexdigest())
        with Image.open(one.path) as picture:
            assert (picture.size, picture.get_format_mimetype()) == ((one.width, one.height), one.media_type)


async def test_the_same_file_gives_the_same_renditions(bench: Bench) -> None:
    body, film = jpeg(scene(500, 400)), await asyncio.to_thread(films.film, bench.folder / "twice.mp4")

    photos = [await bench.decode(f"twice-{n}.jpg", body) for n in (1, 2)]
    shown = [await bench.decode(f"twice-{n}.mp4", film, "video") for n in (1, 2)]

    for first, second in (photos, shown):
        assert [one.sha256 for one in first.renditions] == [one.sha256 for one in second.renditions]


async def test_the_same_picture_in_another_size_and_format_has_nearly_the_same_hash(bench: Bench) -> None:
    picture = scene(1_200, 900)
    first = await bench.decode("same.jpg", jpeg(picture))
    second = await bench.decode("same.webp", pictures.webp(picture.resize((800, 600))))
    other = await bench.decode("other.jpg", jpeg(scene(1_200, 900, seed=8)))

    assert _distance(first, second) <= 31  # What PDQ's authors take for the same picture.
    assert _distance(first, other) > 60
    assert (first.perceptual_quality or 0) > 50


def _distance(one: Decoded, other: Decoded) -> int:
    assert one.perceptual_hash is not None
    assert other.perceptual_hash is not None
    assert len(one.perceptual_hash) == 64
    return (int(one.perceptual_hash, 16) ^ int(other.perceptual_hash, 16)).bit_count()


@pytest.mark.parametrize(("body", "declared"), [(jpeg(), True), (saved(corners(), "JPEG", xmp=metadata.AI_XMP), False)])
async def test_what_ai_made_says_so_whoever_declared_it(bench: Bench, body: bytes, declared: bool) -> None:  # noqa: FBT001
    decoded = await bench.decode(f"ai-{declared}.jpg", body, ai_generated=declared)

    assert all(one.path.read_bytes().count(XMP) == 1 for one in decoded.renditions)


async def test_what_nobody_declared_has_no_mark(bench: Bench) -> None:
    decoded = await bench.decode("no-ai.jpg", jpeg())

    assert [one.name for one in decoded.renditions if b"xmpmeta" in one.path.read_bytes()] == []


async def test_a_film_that_ai_made_says_so_and_still_plays(bench: Bench) -> None:
    body = await asyncio.to_thread(films.film, bench.folder / "ai-film.mp4.making")

    decoded = await bench.decode("ai-film.mp4", body, "video", ai_generated=True)

    assert all(one.path.read_bytes().count(XMP) == 1 for one in decoded.renditions)
    assert played(decoded) == (20, (160, 96))


def played(decoded: Decoded) -> tuple[int, tuple[int, int]]:
    """How many frames the playable film has, and their size; its table must lie before its content."""
    path = next(one.path for one in decoded.renditions if one.name == "video.mp4")
    kinds = [kind for kind, _box in films.boxes(path.read_bytes())]
    assert kinds.index(b"moov") < kinds.index(b"mdat")
    with av.open(str(path)) as container:
        assert container.streams.video[0].codec_context.name == "h264"
        assert container.streams.video[0].codec_context.pix_fmt == "yuv420p"
        assert [stream.codec_context.name for stream in container.streams.audio] == ["aac"]
        frames = list(container.decode(video=0))
    return len(frames), (frames[0].width, frames[0].height)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("h264.mov", {"media_format": "mov"}),
        ("vp8.webm", {"codec": "libvpx", "sound": "libopus", "media_format": "webm"}),
        ("hevc.mp4", {"codec": "libx265", "pixels": "yuv420p10le", "options": {"x265-params": "log-level=none"}}),
        ("mpeg4.mp4", {"codec": "mpeg4"}),
        ("camera.mov", {"sound": "pcm_s16le", "media_format": "mov"}),
        ("live.webm", {"codec": "libvpx", "sound": "libopus", "media_format": "webm", "head": {"live": "1"}}),
    ],
)
async def test_any_film_becomes_one_that_every_browser_plays(bench: Bench, name: str, made: dict[str, object]) -> None:
    body = await asyncio.to_thread(films.film, bench.folder / f"{name}.making", **made)  # type: ignore[arg-type]

    decoded = await bench.decode(name, body, "video")

    assert played(decoded) == (20, (160, 96))
    assert b"x264" not in _path(decoded, "video.mp4").read_bytes()
    assert decoded.duration_ms == pytest.approx(2_000, abs=60)
    assert same_colours(seen_corners(rendition(decoded, "poster.jpg")), UPRIGHT[1], near=45)


@pytest.mark.parametrize("sound", ["aac", "pcm_s16le"])
async def test_h264_is_copied_and_not_made_anew(bench: Bench, sound: str) -> None:
    name = f"copied-{sound}.mov"
    body = await asyncio.to_thread(films.film, bench.folder / f"{name}.making", sound=sound, media_format="mov")

    decoded = await bench.decode(name, body, "video")

    assert _largest_packet(bench.folder / name) == _largest_packet(_path(decoded, "video.mp4"))
    # The encoder of a camera can write there what it likes: this one writes how it was called.
    assert b"x264 - core" in body
    assert b"x264 - core" not in _path(decoded, "video.mp4").read_bytes()


def _path(decoded: Decoded, name: str) -> Path:
    return next(one.path for one in decoded.renditions if one.name == name)


def _largest_packet(path: Path) -> bytes:
    """The last bytes of the largest coded picture: what stands before them may have been taken out."""
    with av.open(str(path)) as container:
        return max((bytes(packet) for packet in container.demux(video=0)), key=len)[-200:]


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"])
async def test_a_film_from_a_phone_held_upright_is_shown_upright(bench: Bench, codec: str) -> None:
    body = await asyncio.to_thread(films.film, bench.folder / f"upright-{codec}.making", codec=codec)

    decoded = await bench.decode(f"upright-{codec}.mp4", films.turned_quarter(body), "video")

    assert (decoded.width, decoded.height) == (96, 160)
    assert same_colours(seen_corners(rendition(decoded, "poster.jpg")), UPRIGHT[6], near=45)
    with av.open(str(_path(decoded, "video.mp4"))) as container:
        frame = next(container.decode(video=0))
    # What was copied keeps the note how to turn it; what was made anew is upright by itself.
    turned = frame.rotation % 360 == 270
    assert turned if codec == "libx264" else (frame.width, frame.height) == (96, 160)
