"""What takes too long is stopped, and only what the file itself takes long for is held against it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from contracts.problems import ProblemCode
from services.media.domain.jobs import Cause, RetryPolicy
from services.media.operations.working.policy import WorkPolicy
from tests.unit.media.working import ROOM_BYTES, Desk, soon


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A copy of which no stage of a photo may take longer than a moment."""
    opened = Desk(tmp_path, policy=WorkPolicy(limit_seconds={"photo": 0.3}, retries=RetryPolicy(attempts=2)))
    opened.rooms.open()
    yield opened
    opened.rooms.close()


async def test_decoding_that_takes_too_long_is_stopped_and_in_the_end_is_the_files_own_problem(desk: Desk) -> None:
    queued = await desk.upload()
    desk.decoder.first = asyncio.Event().wait  # type: ignore[assignment] # It never returns.

    await desk.work_one()
    stored = await desk.stored(queued)
    desk.clock.advance(61)
    await desk.work_one()

    assert stored is not None
    assert stored.cause is Cause.TOO_SLOW
    assert desk.told.failed_jobs == [(queued.object_key, ProblemCode.DECODE_LIMIT, False)]


async def test_an_object_store_that_hangs_is_away_and_no_fault_of_the_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued = await desk.upload()

    async def hang(_key: str) -> AsyncIterator[bytes]:
        yield b"pic"
        await asyncio.Event().wait()

    with monkeypatch.context() as hanging:
        hanging.setattr(desk.objects, "stream", hang)
        for _try in range(3):
            assert not await desk.work_one()
            desk.clock.advance(61)
    stored = await desk.stored(queued)
    await desk.work_one()

    assert stored is not None
    assert (stored.cause, stored.attempts, stored.setbacks) == (Cause.STORE_AWAY, 0, 3)
    assert len(desk.told.ready_jobs) == 1


async def test_waiting_for_room_on_the_disk_is_not_held_against_a_file(desk: Desk) -> None:
    await desk.upload()
    async with desk.rooms.room(ROOM_BYTES):
        working = asyncio.create_task(desk.work_one())
        await soon(lambda: bool(desk.rooms._waiting))
        await asyncio.sleep(0.4)
        assert not working.done()

    assert await working
    assert [told.attempts for told in desk.told.ready_jobs] == [1]
