"""Children work within limits, are replaced, and die with whoever started them."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from contracts.problems import Problem, ProblemCode
from services.media.decoding.decoders import Decoders
from services.media.decoding.limits import MEBIBYTE, DecodingLimits
from services.media.decoding.shapes import DecoderDied, DecodeRequest
from tests.integration.media.decoding.running import (
    PIXELS,
    SECONDS,
    Bench,
    children,
    running_decoders,
    until_at_work,
    until_gone,
)
from tests.media_corpus import films
from tests.media_corpus.pictures import jpeg, many_scans, png_of_rows, scene

LIMITS = DecodingLimits()
STARTS_DECODERS = """
import asyncio
from services.media.decoding.decoders import Decoders
async def main():
    decoders = Decoders()
    await decoders.start()
    print("started", flush=True)
    await asyncio.sleep(600)
asyncio.run(main())
"""


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with running_decoders(tmp_path) as running:
        yield running


async def limited(bench: Bench, name: str, body: bytes) -> None:
    with pytest.raises(Problem) as said:
        await bench.decode(name, body)
    assert said.value.code is ProblemCode.DECODE_LIMIT


async def test_a_picture_of_endless_scans_takes_its_processor_time_and_no_more(tmp_path: Path) -> None:
    tight = replace(LIMITS, photo=replace(LIMITS.photo, cpu_seconds=1))

    async with running_decoders(tmp_path, tight) as bench:
        await limited(bench, "scans.jpg", many_scans())
        after = await bench.decode("after.jpg", jpeg())

    assert len(after.renditions) == 5


async def test_each_file_has_its_own_processor_time(tmp_path: Path) -> None:
    tight = replace(LIMITS, photo=replace(LIMITS.photo, cpu_seconds=1))
    body = jpeg(scene(1_200, 900))

    async with running_decoders(tmp_path, tight) as bench:
        (child,) = children()
        for number in range(8):
            await bench.decode(f"{number}.jpg", body)

        used = child.cpu_times()
        assert used.user + used.system > 1
        assert children() == [child]


async def test_a_picture_that_needs_more_memory_than_there_is_has_a_problem(tmp_path: Path) -> None:
    tight = replace(LIMITS, photo=replace(LIMITS.photo, address_space_bytes=240 * MEBIBYTE))
    large = png_of_rows(5_000, 5_000, 8, 2, [bytes(15_000)] * 5_000)

    async with running_decoders(tmp_path, tight) as bench:
        await limited(bench, "large.png", large)
        await bench.decode("after.jpg", jpeg())


async def test_a_rendition_that_grows_beyond_its_limit_has_a_problem(tmp_path: Path) -> None:
    tight = replace(LIMITS, photo=replace(LIMITS.photo, written_file_bytes=10_000))

    async with running_decoders(tmp_path, tight) as bench:
        await limited(bench, "large.jpg", jpeg(scene(1_600, 1_200)))


async def test_work_that_goes_on_and_on_ends_with_its_wall_time(tmp_path: Path) -> None:
    tight = replace(LIMITS, photo=replace(LIMITS.photo, wall_seconds=1.0))

    async with running_decoders(tmp_path, tight) as bench:
        (child,) = children()
        await limited(bench, "scans.jpg", many_scans())
        assert not child.is_running()


async def test_a_child_that_was_kept_from_working_is_no_fault_of_the_file(tmp_path: Path) -> None:
    tight = replace(LIMITS, photo=replace(LIMITS.photo, wall_seconds=0.5))

    async with running_decoders(tmp_path, tight) as bench:
        (child,) = children()
        child.suspend()
        with pytest.raises(DecoderDied):
            await bench.decode("photo.jpg", jpeg())
        assert not child.is_running()


async def test_a_child_killed_from_outside_is_a_fault_that_passes(bench: Bench) -> None:
    (child,) = children()
    decoding = asyncio.create_task(bench.decode("scans.jpg", many_scans()))
    await until_at_work(child)

    child.kill()

    with pytest.raises(DecoderDied):
        await decoding
    assert (await bench.decode("after.jpg", jpeg())).media_type == "image/jpeg"


@pytest.mark.parametrize("crash", [signal.SIGSEGV, signal.SIGABRT, signal.SIGXCPU])
async def test_a_parser_that_breaks_on_a_file_is_the_files_problem(bench: Bench, crash: signal.Signals) -> None:
    (child,) = children()
    decoding = asyncio.create_task(bench.decode("scans.jpg", many_scans()))
    await until_at_work(child)

    child.send_signal(crash)

    with pytest.raises(Problem) as said:
        await decoding
    assert said.value.code is ProblemCode.DECODE_LIMIT


async def test_a_child_that_died_while_it_waited_is_not_noticed(bench: Bench) -> None:
    (child,) = children()
    child.kill()
    await until_gone(child)

    assert (await bench.decode("photo.jpg", jpeg())).media_type == "image/jpeg"


async def test_who_gives_up_waiting_ends_the_work(bench: Bench) -> None:
    (child,) = children()
    decoding = asyncio.create_task(bench.decode("scans.jpg", many_scans()))
    await until_at_work(child)

    decoding.cancel()

    with pytest.raises(asyncio.CancelledError):
        await decoding
    assert not child.is_running()
    await bench.decode("after.jpg", jpeg())


async def test_a_child_is_replaced_after_its_share_of_files(tmp_path: Path) -> None:
    async with running_decoders(tmp_path, replace(LIMITS, files_per_child=2)) as bench:
        (first,) = children()
        await bench.decode("1.jpg", jpeg())
        assert children() == [first]
        await bench.decode("2.jpg", jpeg())
        await bench.decode("3.jpg", jpeg())

        assert first not in children()


async def test_a_child_that_has_grown_is_replaced(tmp_path: Path) -> None:
    async with running_decoders(tmp_path, replace(LIMITS, child_memory_bytes=MEBIBYTE)) as bench:
        (first,) = children()
        await bench.decode("1.jpg", jpeg())
        await bench.decode("2.jpg", jpeg())

        assert first not in children()


async def test_photos_are_not_held_up_by_a_film(bench: Bench) -> None:
    film = await asyncio.to_thread(
        films.film, bench.folder / "long.making", codec="mpeg4", seconds=9.0, size=(960, 540), sound=None
    )
    filming = asyncio.create_task(bench.decode("long.mp4", film, "video"))

    await bench.decode("photo.jpg", jpeg())

    assert not filming.done()
    assert (await filming).media_type == "video/mp4"


async def test_a_film_stands_back_for_others(bench: Bench) -> None:
    body = await asyncio.to_thread(films.film, bench.folder / "film.making")
    await bench.decode("film.mp4", body, "video")

    (filming,), (photos,) = children("video"), children("photo")

    assert filming.nice() - photos.nice() == 10


async def test_a_child_has_a_clean_environment_no_sockets_and_few_files(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEEKWIRE_S3_SECRET_KEY", "not for children")
    async with running_decoders(bench.folder):
        for child in children():
            assert "not for children" not in str(child.environ())
            assert child.net_connections() == []
            assert child.rlimit(psutil.RLIMIT_NOFILE) == (32, 32)
            assert child.rlimit(psutil.RLIMIT_AS)[1] == LIMITS.photo.address_space_bytes
            assert child.rlimit(psutil.RLIMIT_CORE) == (0, 0)
            assert child.cwd() == "/"
            status = (Path("/proc") / str(child.pid) / "status").read_text(encoding="ascii")
            assert "Seccomp:\t2" in status
            assert "NoNewPrivs:\t1" in status


async def test_children_die_with_a_parent_that_is_killed() -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", STARTS_DECODERS, stdout=subprocess.PIPE, cwd=Path(__file__).parents[4]
    )
    assert parent.stdout is not None
    assert await parent.stdout.readline() == b"started\n"
    (child,) = children(of=parent.pid)

    parent.kill()
    await parent.wait()

    await until_gone(child)


async def test_a_stopped_pool_leaves_no_child(tmp_path: Path) -> None:
    async with running_decoders(tmp_path) as bench:
        await bench.decode("1.jpg", jpeg())
        started = children()

    assert [child for child in started if child.is_running()] == []


async def test_a_file_that_is_not_there_is_a_fault_that_passes(bench: Bench, tmp_path: Path) -> None:
    request = DecodeRequest("photo", ai_generated=False, max_pixels=PIXELS, max_video_seconds=SECONDS)

    with pytest.raises(DecoderDied):
        await bench.decoders.decode(tmp_path / "nothing", request, tmp_path)


async def test_a_child_that_cannot_start_is_a_fault_that_passes() -> None:
    hurried = Decoders(replace(LIMITS, start_seconds=0.001))

    with pytest.raises(DecoderDied):
        await hurried.start()
    await hurried.stop()

    assert children() == []
