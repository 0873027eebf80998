"""A copy that is told to stop ends what it can and puts back the rest; one that finds everything away waits."""

import asyncio
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from services.media.operations.working.policy import WorkPolicy
from services.media.operations.working.workers import Workers
from tests.unit.media.working import Desk, soon


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A copy that works, in memory."""
    opened = Desk(tmp_path)
    opened.rooms.open()
    yield opened
    opened.rooms.close()


async def test_a_stop_lets_what_is_under_way_end_and_takes_nothing_more(desk: Desk) -> None:
    first, second = await desk.upload("incoming/1", b"1"), await desk.upload("incoming/2", b"2")
    go_on = asyncio.Event()

    async def wait() -> None:
        await go_on.wait()

    desk.decoder.first = wait
    workers = Workers(desk.queue, desk.worker, desk.rooms, desk.policy)
    workers.start()
    await soon(lambda: bool(desk.decoder.seen))
    stopping = asyncio.create_task(workers.stop())
    await asyncio.sleep(0)
    go_on.set()
    await stopping

    assert [told.job for told in desk.told.ready_jobs] == [first.job]
    assert await desk.stored(second) is not None


async def test_what_does_not_end_within_the_grace_is_put_back_for_others_to_take_at_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, policy=WorkPolicy(stop_grace_seconds=0.01))
    queued = await desk.upload()
    desk.decoder.first = asyncio.Event().wait  # type: ignore[assignment] # It never returns.
    workers = Workers(desk.queue, desk.worker, desk.rooms, desk.policy)
    workers.start()
    await soon(lambda: bool(desk.decoder.seen))

    await workers.stop()

    stored = await desk.stored(queued)
    assert stored is not None
    assert (stored.lease, stored.attempts, stored.hidden_until(desk.clock.now())) == (None, 0, None)
    assert list((tmp_path / "weekwire-media").iterdir()) == []


async def test_while_the_object_store_is_away_a_slot_pauses_instead_of_trying_every_file(tmp_path: Path) -> None:
    desk = Desk(tmp_path, policy=WorkPolicy(away_pause_seconds=3_600.0))
    files = [await desk.upload(f"incoming/{number}", bytes([number])) for number in range(5)]
    desk.objects.away = True
    workers = Workers(desk.queue, desk.worker, desk.rooms, desk.policy)
    workers.start()

    def tried() -> int:
        return sum(desk.store.documents[one.job]["cause"] is not None for one in files)

    await soon(lambda: tried() == 1)
    for _turn in range(50):
        await asyncio.sleep(0)
    assert tried() == 1
    await asyncio.wait_for(workers.stop(), 10)


async def test_the_last_free_slot_for_films_is_kept_for_another_school(tmp_path: Path) -> None:
    desk = Desk(tmp_path, policy=WorkPolicy(slots={"video": 3, "photo": 2}, stop_grace_seconds=0.01))
    desk.decoder.first = asyncio.Event().wait  # type: ignore[assignment] # It never returns.
    for number in range(4):
        await desk.upload(f"incoming/film-{number}", bytes([number]), kind="video", organisation="flooding")
    workers = Workers(desk.queue, desk.worker, desk.rooms, desk.policy)
    workers.start()
    await soon(lambda: len(desk.decoder.seen) == 2)
    for _turn in range(50):
        await asyncio.sleep(0)
    held_alone = desk.queue.lengths()["video"].worked_on

    await desk.upload("incoming/lone", b"lone", kind="video", organisation="other")
    await soon(lambda: len(desk.decoder.seen) == 3)
    both = desk.queue.lengths()["video"].worked_on
    for number in range(2):
        # Photos are done in a second: one school may have all their slots.
        await desk.upload(f"incoming/photo-{number}", bytes([90 + number]), organisation="flooding")
    await soon(lambda: len(desk.decoder.seen) == 5)
    await workers.stop()

    assert (held_alone, both) == (2, 3)
    assert hashlib.sha256(b"lone").hexdigest() in desk.decoder.seen


@pytest.mark.parametrize("third", ["one", "other"])
async def test_a_slot_is_kept_from_nobody_while_several_schools_have_the_others(tmp_path: Path, third: str) -> None:
    desk = Desk(tmp_path, policy=WorkPolicy(slots={"video": 3}, stop_grace_seconds=0.01))
    desk.decoder.first = asyncio.Event().wait  # type: ignore[assignment] # It never returns.
    for number, school in enumerate(("one", "other", third)):
        await desk.upload(f"incoming/film-{number}", bytes([number]), kind="video", organisation=school)
    workers = Workers(desk.queue, desk.worker, desk.rooms, desk.policy)
    workers.start()

    await soon(lambda: len(desk.decoder.seen) == 3)

    await workers.stop()


async def test_operators_see_the_queue_and_what_each_province_gets_and_zero_once_it_is_done(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    unit = "990000"
    for number in range(3):
        await desk.upload(f"incoming/{number}", bytes([number]), unit=unit)
    workers = Workers(desk.queue, desk.worker, desk.rooms, desk.policy)
    workers._measure()
    waiting = [REGISTRY.get_sample_value(*one) for one in _of(unit)]
    workers.start()
    await soon(lambda: len(desk.told.ready_jobs) == 3)
    workers._measure()
    done = [REGISTRY.get_sample_value(*one) for one in _of(unit)]
    await workers.stop()

    assert (waiting[:2], done[:2]) == ([3, 3], [0, 0])
    assert waiting[2] is None
    assert (done[2] or 0) > 0


def _of(unit: str) -> list[tuple[str, dict[str, str]]]:
    return [
        ("weekwire_media_queue_jobs", {"kind": "photo"}),
        ("weekwire_media_unit_waiting_jobs", {"unit": unit}),
        ("weekwire_media_unit_work_seconds_total", {"unit": unit, "kind": "photo"}),
    ]
