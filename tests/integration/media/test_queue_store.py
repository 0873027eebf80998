"""Jobs on the real server: one taker wins, who was overtaken changes nothing, and what changed is found."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.native.servers import Servers
from services.kit.clock import SystemClock, milliseconds
from services.media.domain.jobs import Lease
from services.media.operations.working.claim import Claim
from tests.integration.media.workbench import Bench, bench_on, remove_all, settings_on
from tests.unit.media.waiting import job

CLOCK = SystemClock()


@pytest.fixture
async def bench(servers: Servers, prefix: str, tmp_path: Path) -> AsyncIterator[Bench]:
    """A copy that works on nothing."""
    settings = settings_on(servers, prefix)
    async with bench_on(settings, tmp_path, start=False) as opened:
        yield opened
    await remove_all(settings)


async def test_of_many_who_take_the_same_job_at_once_one_gets_it(bench: Bench) -> None:
    queued = await bench.upload("wanted", b"photo")
    known = await bench.store.load(queued.job)
    assert known is not None

    claims = await asyncio.gather(
        *(Claim.take(bench.store, known, Lease(str(n), str(n), CLOCK.now()), 30.0, CLOCK) for n in range(12))
    )

    won = [claim for claim in claims if claim is not None]
    assert len(won) == 1
    stored = await bench.store.load(queued.job)
    assert stored is not None
    assert stored.lease is not None
    assert won[0].job.lease is not None
    assert (stored.revision, stored.lease.token) == (won[0].job.revision, won[0].job.lease.token)


async def test_who_was_overtaken_can_neither_change_nor_remove(bench: Bench) -> None:
    queued = await bench.upload("overtaken", b"photo")
    old = await bench.store.load(queued.job)
    assert old is not None
    assert await bench.store.replace(replace(old, revision=old.revision + 1), old.revision)

    assert not await bench.store.replace(replace(old, attempts=9, revision=old.revision + 2), old.revision)
    assert not await bench.store.remove(old)
    stored = await bench.store.load(queued.job)
    assert stored is not None
    assert (stored.attempts, stored.revision) == (0, old.revision + 1)


async def test_a_job_comes_out_of_the_store_as_it_went_in_and_once(bench: Bench) -> None:
    one = job("incoming/照片 一.jpg", revision=milliseconds(CLOCK.now()))

    assert [await bench.store.insert(one), await bench.store.insert(one)] == [True, False]
    assert await bench.store.load(one.job) == one
    assert await bench.store.load("none") is None


async def test_what_was_changed_since_a_moment_is_found_and_nothing_older(bench: Bench) -> None:
    before = job("incoming/before", revision=1_000)
    after = job("incoming/after", revision=2_000)
    for one in (before, after):
        await bench.store.insert(one)

    assert [one async for one in bench.store.changed_since(2_000)] == [after]
    assert {one async for one in bench.store.revisions()} == {(before.job, 1_000), (after.job, 2_000)}
    assert [one async for one in bench.store.some(["none", before.job])] == [before]
