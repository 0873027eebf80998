"""The queue in memory follows the store: what others add, take, end and remove, and it never brings back what is gone."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.media.domain.jobs import KINDS, Cause, Job
from services.media.operations.working.policy import WorkPolicy
from tests.unit.media.waiting import SICHUAN, ZHEJIANG, job, later
from tests.unit.media.working import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A copy, in memory."""
    return Desk(tmp_path)


@pytest.fixture
def other(desk: Desk, tmp_path: Path) -> Desk:
    """A second copy beside it."""
    return Desk(tmp_path, holder="there", other=desk)


async def test_what_one_copy_adds_the_others_see_with_the_next_reading(desk: Desk, other: Desk) -> None:
    await other.queue.refresh()
    desk.clock.advance(1)
    queued = await desk.upload()
    assert other.queue.propose("photo") is None

    await other.queue.refresh()

    proposed = other.queue.propose("photo")
    assert proposed is not None
    assert proposed.job == queued.job


async def test_what_another_copy_has_taken_or_ended_is_not_proposed(desk: Desk, other: Desk) -> None:
    queued = await desk.upload()
    await other.queue.refresh()
    await desk.worker._take(await desk.store.load(queued.job) or queued)
    proposed = other.queue.propose("photo")
    assert proposed is not None

    await other.queue.settle(proposed)

    assert other.queue.propose("photo") is None
    assert (other.queue.lengths()["photo"].waiting, other.queue.lengths()["photo"].worked_on) == (0, 1)


async def test_a_copy_that_finds_itself_behind_reads_again_soon(desk: Desk, tmp_path: Path) -> None:
    behind = Desk(tmp_path, holder="there", other=desk, policy=WorkPolicy(refresh_seconds=3_600.0))
    queued = await desk.upload()
    await behind.queue.refresh()
    await desk.worker._take(await desk.store.load(queued.job) or queued)
    waiting = asyncio.create_task(behind.queue.until_next_reading())

    await behind.queue.settle(behind.queue.propose("photo") or queued)

    await asyncio.wait_for(waiting, 10)


async def test_what_is_gone_from_the_store_is_forgotten_with_the_next_whole_reading(desk: Desk, other: Desk) -> None:
    queued = await desk.upload()
    await other.queue.refresh()
    assert await desk.queue.cancel(queued.asset)

    other.clock.advance(31)
    await other.queue.refresh()

    assert other.queue.estimate(queued.asset) is None
    assert other.queue.propose("photo") is None
    assert not await desk.queue.cancel(queued.asset)


async def test_a_file_that_is_ended_while_the_store_is_read_does_not_come_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued = await desk.upload()
    whole = desk.store.revisions

    async def slow() -> AsyncIterator[tuple[str, int]]:
        async for one in whole():
            stored = await desk.stored(queued)
            assert stored is not None
            await desk.store.remove(stored)
            desk.queue.drop(stored)
            yield one

    monkeypatch.setattr(desk.store, "revisions", slow)
    await desk.queue.refresh()

    assert desk.queue.propose("photo") is None
    assert desk.queue.estimate(queued.asset) is None


async def test_a_file_that_is_ended_while_changes_are_read_does_not_come_back_either(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.queue.refresh()
    queued = await desk.upload()
    changes = desk.store.changed_since

    async def slow(revision: int) -> AsyncIterator[Job]:
        async for one in changes(revision):
            await desk.store.remove(one)
            desk.queue.drop(one)
            yield one

    monkeypatch.setattr(desk.store, "changed_since", slow)
    await desk.queue.refresh()

    assert await desk.stored(queued) is None
    assert desk.queue.propose("photo") is None


async def test_a_file_that_is_added_while_the_store_is_read_is_not_forgotten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def before_it_came() -> AsyncIterator[tuple[str, int]]:
        nothing: tuple[tuple[str, int], ...] = ()
        await desk.upload()
        for one in nothing:
            yield one

    monkeypatch.setattr(desk.store, "revisions", before_it_came)
    await desk.queue.refresh()

    assert desk.queue.propose("photo") is not None


async def test_a_file_that_somebody_works_on_is_not_cancelled(desk: Desk) -> None:
    queued = await desk.upload()
    await desk.worker._take(await desk.store.load(queued.job) or queued)

    assert not await desk.queue.cancel(queued.asset)
    assert await desk.stored(queued) is not None


async def test_two_items_that_share_an_object_each_have_their_job(desk: Desk) -> None:
    first = await desk.upload("incoming/shared")
    second = job("incoming/2", object_key="incoming/shared", sha256=first.sha256, size_bytes=first.size_bytes)

    assert await desk.queue.enqueue(second)
    assert not await desk.queue.enqueue(second)
    assert {desk.queue.estimate(one.asset) is not None for one in (first, second)} == {True}

    assert await desk.queue.cancel(first.asset)
    assert [desk.queue.estimate(one.asset) is not None for one in (first, second)] == [False, True]


async def test_kinds_have_queues_of_their_own(desk: Desk) -> None:
    for kind in KINDS:
        await desk.upload(f"incoming/{kind}", kind=kind)

    proposed = [desk.queue.propose(kind) for kind in KINDS]

    assert [one and one.kind for one in proposed] == list(KINDS)


async def test_a_retry_is_shown_as_waiting_and_proposed_when_its_delay_is_over(desk: Desk) -> None:
    await desk.upload(not_before=later(20), cause=Cause.STORE_AWAY, setbacks=1)
    assert desk.queue.propose("photo") is None
    assert desk.queue.lengths()["photo"].waiting == 1

    desk.clock.advance(20)

    assert desk.queue.propose("photo") is not None


async def test_whoever_waits_for_work_is_woken_by_it(desk: Desk) -> None:
    waiting = asyncio.create_task(desk.queue.wait("photo"))
    await asyncio.sleep(0)
    assert not waiting.done()

    await desk.upload()

    await asyncio.wait_for(waiting, 1)


async def test_operators_see_what_each_province_waits_for_and_how_old_the_oldest_is(desk: Desk) -> None:
    for number in range(3):
        await desk.upload(f"incoming/{number}", bytes([number]), unit=ZHEJIANG)
    await desk.upload("incoming/video", b"film", unit=SICHUAN, kind="video")
    desk.queue.propose("photo")
    desk.clock.advance(90)

    assert desk.queue.of_units() == {ZHEJIANG: (2, 1), SICHUAN: (1, 0)}
    photo = desk.queue.lengths()["photo"]
    assert (photo.waiting, photo.worked_on, photo.oldest_seconds, photo.stuck) == (2, 1, 90.0, 0)


async def test_a_sender_is_told_a_position_and_a_time_and_none_when_done(desk: Desk) -> None:
    files = [await desk.upload(f"incoming/{n}", bytes([n]), queued_at=later(n)) for n in range(4)]
    desk.queue.pace.note("photo", 2.0)

    told = [desk.queue.estimate(one.asset) for one in files]

    assert [one and (one.position, one.seconds) for one in told] == [(1, 2.0), (2, 4.0), (3, 6.0), (4, 8.0)]
    assert desk.queue.estimate("unknown") is None


async def test_a_sender_is_told_when_a_retry_comes_and_that_a_file_is_worked_on(desk: Desk) -> None:
    desk.queue.pace.note("photo", 2.0)
    retry = await desk.upload("incoming/retry", not_before=later(20))
    taken = await desk.upload("incoming/taken", b"taken")
    await desk.worker._take(desk.queue.propose("photo") or taken)
    desk.clock.advance(0.5)

    later_one, now_one = desk.queue.estimate(retry.asset), desk.queue.estimate(taken.asset)

    assert later_one is not None
    assert later_one.seconds == 21.5
    assert now_one is not None
    assert (now_one.position, now_one.seconds) == (0, 1.5)
