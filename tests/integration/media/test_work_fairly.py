"""Files through the real decoders: nobody's flood holds up another's photo, retries are served, copies share the work."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.native.servers import Servers
from services.kit.settings import ServiceSettings
from services.media.decoding.shapes import DecoderDied
from services.media.domain.jobs import RetryPolicy
from services.media.operations.working.policy import WorkPolicy
from tests.integration.kit.waiting import eventually
from tests.integration.media.workbench import QUICK, Bench, bench_on, photo, remove_all, settings_on

FLOODING, OTHER = "3633000001", "3633000002"
PATIENT = replace(QUICK, lease_seconds=60.0)
QUICK_RETRIES = WorkPolicy(
    lease_seconds=60.0, refresh_seconds=0.1, retries=RetryPolicy(first_delay_seconds=0.3, max_delay_seconds=0.3)
)


@pytest.fixture
async def settings(servers: Servers, prefix: str) -> AsyncIterator[ServiceSettings]:
    chosen = settings_on(servers, prefix)
    yield chosen
    await remove_all(chosen)


async def test_one_photo_of_another_school_overtakes_a_flood(settings: ServiceSettings, tmp_path: Path) -> None:
    async with bench_on(settings, tmp_path) as bench:
        flood = [
            await bench.upload(f"flood-{number}", photo(number, 320, 240), organisation=FLOODING)
            for number in range(40)
        ]
        await eventually(lambda: _told(bench, 2))
        done_before = len(await bench.told())
        lone = await bench.upload("lone", photo(1_000, 320, 240), organisation=OTHER)
        asked = bench.queue.estimate(lone.asset)
        await eventually(lambda: bench.is_told(lone))

        order = [one["job"] for one in await bench.told()]

        assert order.index(lone.job) <= done_before + 2
        assert asked is not None
        assert asked.position <= 2
        assert (bench.queue.estimate(flood[-1].asset) or asked).position > 10


async def test_retries_are_served_under_a_flood_that_does_not_end(settings: ServiceSettings, tmp_path: Path) -> None:
    fails: dict[bytes, int] = {}

    async def before(source: Path) -> None:
        body = await asyncio.to_thread(source.read_bytes)
        if fails.get(body, 0):
            fails[body] -= 1
            raise DecoderDied("told to")

    retried = photo(2_000, 320, 240)
    fails[retried] = 2
    async with bench_on(settings, tmp_path, policy=QUICK_RETRIES, before=before) as bench:
        number = 0

        async def keep_waiting(files: int) -> None:
            nonlocal number
            while bench.queue.lengths()["photo"].waiting < files:
                number += 1
                await bench.upload(f"flood-{number}", photo(number, 160, 120), organisation=FLOODING)

        await keep_waiting(5)
        retry = await bench.upload("retry", retried, organisation=FLOODING)
        while not await bench.is_told(retry):
            assert number < 1_000
            await keep_waiting(5)

        told = await bench.told(retry)
        assert [(one["said"], one["attempts"]) for one in told] == [("ready", 3)]
        assert bench.queue.lengths()["photo"].waiting > 0


async def test_two_copies_share_the_queue_and_no_file_is_told_twice(settings: ServiceSettings, tmp_path: Path) -> None:
    async with (
        bench_on(settings, tmp_path, policy=PATIENT, holder="here") as here,
        bench_on(settings, tmp_path, policy=PATIENT, holder="there"),
    ):
        files = [
            await here.upload(f"{number}", photo(number, 320, 240), organisation=f"school-{number % 5}")
            for number in range(30)
        ]
        await eventually(lambda: _told(here, len(files)), 60)
        await asyncio.sleep(0.3)

        told = await here.told()

        assert sorted(one["job"] for one in told) == sorted(one.job for one in files)
        assert {one["by"] for one in told} == {"here", "there"}
        assert {one["attempts"] for one in told} == {1}


async def test_films_and_documents_have_slots_of_their_own(settings: ServiceSettings, tmp_path: Path) -> None:
    go_on = asyncio.Event()

    async def before(source: Path) -> None:
        if await asyncio.to_thread(source.read_bytes) == b"a film that takes long":
            await go_on.wait()

    async with bench_on(settings, tmp_path, before=before) as bench:
        film = await bench.upload("film", b"a film that takes long", kind="video")
        picture = await bench.upload("picture", photo(7, 320, 240))
        paper = await bench.upload("paper", b"no document at all", kind="document")
        await eventually(lambda: bench.is_told(picture))
        await eventually(lambda: bench.is_told(paper))
        assert not await bench.told(film)
        go_on.set()
        await eventually(lambda: bench.is_told(film))

        assert {one["job"]: one["said"] == "ready" for one in await bench.told()} == {
            film.job: False,
            picture.job: True,
            paper.job: False,
        }


async def _told(bench: Bench, number: int) -> bool:
    return len(await bench.told()) >= number
