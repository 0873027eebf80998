"""What a replica does in the background: one duty's fault never ends another, and nothing is done twice for nothing."""

import asyncio
import time
from itertools import pairwise

import pytest

from contracts.problems import Problem, ProblemCode
from services.aggregation import duties as duties_module
from services.aggregation import metrics
from services.aggregation.duties import Duties
from services.aggregation.received import Received
from services.aggregation.snapshots import SnapshotShelf
from tests.unit.aggregation.making import accepted, event, sessions, submission
from tests.unit.aggregation.standins import SETTINGS, World

REPORT = event(accepted(1, sessions(3)), 1)
QUICK = SETTINGS.model_copy(
    update={
        "aggregation_lease_seconds": 0.003,
        "aggregation_publish_seconds": 0.001,
        "aggregation_snapshot_seconds": 0.001,
        "aggregation_checks_seconds": 0.001,
    }
)


class NoLetters:
    """Writes none."""

    async def write(self) -> None:
        """Nothing cannot be read here."""


def duties_of(world: World, received: Received | None = None) -> Duties:
    """The duties of a world's replica."""
    heard = received or Received()
    return Duties(
        QUICK,
        world.replica,
        world.boards,
        world.store,
        world.shelf,
        heard,
        world.lease,
        world.publisher,
        NoLetters(),  # type: ignore[arg-type]  # A stand-in with the one method that is asked for.
    )


async def test_a_partition_that_was_not_read_on_is_not_saved_again() -> None:
    world = World()
    duties = duties_of(world)
    world.hear(REPORT)
    await duties.save_snapshots()
    saved = set(world.objects.bodies)
    world.objects.bodies.clear()

    world.hear(event(accepted(2, sessions(1)), 1))
    await duties.save_snapshots()

    assert len(saved) == 2
    assert set(world.objects.bodies) == {"snapshots/epoch/1/00000.msgpack"}


async def test_a_snapshot_that_could_not_be_written_is_tried_again() -> None:
    world = World()
    duties = duties_of(world)
    world.objects.away = True
    await duties.save_snapshots()
    world.objects.away = False

    await duties.save_snapshots()

    assert len(world.objects.bodies) == 2


async def test_a_half_read_log_is_neither_saved_nor_checked() -> None:
    world = World()
    duties = duties_of(world)
    world.hear(REPORT)
    world.replica.ready.clear()
    metrics.BUCKETS.labels("2024", "accepted").set(-1)

    await duties.save_snapshots()
    await duties.check()

    assert world.objects.bodies == {}
    assert metrics.BUCKETS.labels("2024", "accepted")._value.get() == -1


async def test_what_was_received_and_stands_nowhere_is_a_difference() -> None:
    world, received = World(), Received()
    world.hear(REPORT, event(accepted(9, sessions(1), edition="1999"), 1))
    for number in (1, 2, 3):
        received.hear(submission(number).bytes, "2024")
    received.hear(submission(2).bytes, "2024")

    await duties_of(world, received).check()

    assert metrics.RECEIVED.labels("2024")._value.get() == 3
    assert metrics.CHECK_DIFFERENCE.labels("2024", "received")._value.get() == 2
    assert metrics.CHECK_DIFFERENCE.labels("2024", "nation_by_unit")._value.get() == 0


async def test_every_units_own_board_is_checked_in_turn() -> None:
    world = World()
    world.hear(REPORT)
    duties, units = duties_of(world), world.boards.units()
    metrics.CHECK_DIFFERENCE.labels("2024", "unit_board").set(-1)

    seen = [unit for _turn in units for unit in duties._unit_in_turn("2024")]
    await duties.check()

    assert sorted(seen) == units
    assert metrics.CHECK_DIFFERENCE.labels("2024", "unit_board")._value.get() == 0


async def test_a_duty_that_fails_by_a_mistake_is_tried_again_and_ends_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties_module, "RETRY_SECONDS", 0.0)
    world, turns = World(), list[str]()
    duties = duties_of(world)

    async def publish() -> None:
        turns.append("publish")
        raise KeyError("a mistake" if len(turns) % 2 else "another")

    async def check() -> None:
        turns.append("check")
        raise Problem(ProblemCode.STORE_AWAY)

    world.publisher.publish = publish  # type: ignore[method-assign]
    duties.check = check  # type: ignore[method-assign]
    before = metrics.DUTY_FAILURES.labels("publish")._value.get()

    running = asyncio.create_task(duties.run())
    await asyncio.sleep(0.1)
    still_running = not running.done()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert still_running
    assert turns.count("publish") > 2
    assert turns.count("check") > 2
    assert metrics.DUTY_FAILURES.labels("publish")._value.get() > before


async def test_what_takes_long_leaves_three_times_as_long_to_readers() -> None:
    world, turns = World(), list[float]()
    duties = duties_of(world)

    async def publish() -> None:
        turns.append(time.monotonic())
        await asyncio.sleep(0.03)

    world.publisher.publish = publish  # type: ignore[method-assign]
    running = asyncio.create_task(duties.run())
    await asyncio.sleep(0.4)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert len(turns) > 1
    assert min(later - earlier for earlier, later in pairwise(turns)) > 0.1


async def test_a_lease_that_ran_out_while_the_store_was_away_is_not_shown_as_held() -> None:
    world = World()
    metrics.LEASE_HELD.set(1)
    world.lease.held = False
    world.lease.renew.side_effect = Problem(ProblemCode.STORE_AWAY)

    with pytest.raises(Problem):
        await duties_of(world)._renew()

    assert metrics.LEASE_HELD._value.get() == 0


async def test_a_snapshot_of_other_code_is_not_taken_over() -> None:
    world = World()
    world.hear(REPORT)
    newer = SnapshotShelf(world.objects, "2")
    await world.shelf.save(world.replica.ledger, "epoch", 1, 1)
    body = next(iter(world.objects.bodies.values()))
    await world.objects.put("snapshots/epoch/2/00001.msgpack", body, "")

    assert await world.shelf.newest("epoch", 1) is not None
    assert await newer.newest("epoch", 1) is None
    assert await world.shelf.newest("another epoch", 1) is None
