"""What a file has become is told once: at once, or by a sweep where whoever found it out could not."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.media.domain.jobs import Job, Made
from tests.unit.media.working import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A copy that works, in memory."""
    opened = Desk(tmp_path)
    opened.rooms.open()
    yield opened
    opened.rooms.close()


@pytest.fixture
def other(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A second copy beside it."""
    opened = Desk(tmp_path, holder="there", other=desk)
    opened.rooms.open()
    yield opened
    opened.rooms.close()


async def test_an_outcome_that_could_not_be_applied_is_applied_by_a_sweep_without_work(desk: Desk, other: Desk) -> None:
    queued = await desk.upload()
    desk.told.away = True
    await desk.work_one()
    assert await desk.stored(queued) is not None
    desk.told.away = False

    await other.queue.refresh()
    await other.worker.sweep()
    assert desk.told.ready_jobs == []
    desk.clock.advance(31)
    await other.worker.sweep()

    assert [told.job for told in desk.told.ready_jobs] == [queued.job]
    assert (await desk.stored(queued), other.decoder.seen) == (None, [])


async def test_a_copy_that_saw_an_outcome_before_it_was_told_does_not_tell_it_again(
    desk: Desk, other: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.upload()
    ready = desk.told.ready

    async def seen_meanwhile(told: Job, made: Made) -> None:
        await other.queue.refresh()
        await ready(told, made)

    monkeypatch.setattr(desk.told, "ready", seen_meanwhile)
    await desk.work_one()
    desk.clock.advance(31)
    await other.worker.sweep()

    assert len(desk.told.ready_jobs) == 1
    assert other.queue.untold("there") == []


async def test_of_two_copies_that_sweep_at_once_one_tells(desk: Desk, other: Desk) -> None:
    await desk.upload()
    desk.told.away = True
    await desk.work_one()
    desk.told.away = False
    await other.queue.refresh()
    desk.clock.advance(31)

    await asyncio.gather(desk.worker.sweep(), other.worker.sweep())

    assert len(desk.told.ready_jobs) == 1


async def test_a_sweep_leaves_alone_what_is_being_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await desk.upload()
    ready = desk.told.ready

    async def slow(told: Job, made: Made) -> None:
        monkeypatch.setattr(desk.told, "ready", ready)
        await desk.worker.sweep()
        await ready(told, made)

    monkeypatch.setattr(desk.told, "ready", slow)
    await desk.work_one()

    assert len(desk.told.ready_jobs) == 1


async def test_a_copy_sweeps_its_own_outcomes_without_waiting_for_the_lease(desk: Desk) -> None:
    await desk.upload()
    desk.told.away = True
    await desk.work_one()
    desk.told.away = False

    await desk.worker.sweep()

    assert len(desk.told.ready_jobs) == 1
