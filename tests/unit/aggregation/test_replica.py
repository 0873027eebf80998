"""How far a replica has read, what it does when that is no longer true, and who waits for it."""

import asyncio
from unittest.mock import AsyncMock, Mock

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from services.aggregation import replica as replica_module
from services.aggregation.domain.cuts import Cut
from services.aggregation.domain.ledger import Position
from tests.unit.aggregation.making import Record, accepted, event, record, sessions, submission
from tests.unit.aggregation.standins import World

REPORT = event(accepted(1, sessions(3)), 1)


async def test_who_asks_for_a_newer_cut_waits_until_it_is_reached() -> None:
    world = World()
    waiting = asyncio.create_task(world.replica.wait_for(Cut("epoch", (0, 2)), 5))
    await asyncio.sleep(0.01)
    world.hear(REPORT)
    await asyncio.sleep(0.01)
    halfway = waiting.done()

    world.hear(event(accepted(3, sessions(1)), 1))

    assert not halfway
    assert await asyncio.wait_for(waiting, 1)


async def test_a_cut_that_does_not_come_in_time_or_is_of_another_log_is_not_reached() -> None:
    world = World()
    world.hear(REPORT)

    assert await world.replica.wait_for(Cut("epoch", (0, 1)), 0)
    assert not await world.replica.wait_for(Cut("epoch", (0, 2)), 0.02)
    assert not await world.replica.wait_for(Cut("another epoch", (0, 0)), 0.02)


def test_a_log_that_lost_its_tail_or_its_beginning_is_not_the_one_that_was_read() -> None:
    world = World()
    world.hear(REPORT, event(accepted(3, sessions(1)), 1))
    partitions = [Position(number, 0, 0) for number in range(3)]

    def lies_within(starts: tuple[int, int, int], ends: tuple[int, int, int]) -> bool:
        return world.replica._lies_within(
            dict(zip(partitions, starts, strict=True)),
            dict(zip(partitions, ends, strict=True)),
        )

    assert world.replica.cut.offsets == (0, 2)
    assert lies_within((0, 0, 0), (0, 2, 0))
    assert lies_within((0, 1, 0), (5, 9, 9))
    assert not lies_within((0, 0, 0), (0, 1, 0))
    assert not lies_within((0, 3, 0), (0, 9, 0))
    world.replica._next.clear()
    assert not lies_within((0, 0, 0), (0, 2, 0))


async def test_a_replica_whose_counting_failed_shows_nothing_and_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    world.hear(REPORT)
    tries = list[bool]()

    async def run_once() -> None:
        tries.append(world.replica.ready.is_set())
        raise ArithmeticError("a mistake")

    monkeypatch.setattr(replica_module, "RETRY_SECONDS", 0.0)
    world.replica._run_once = run_once  # type: ignore[method-assign]
    running = asyncio.create_task(world.replica.run())
    await asyncio.sleep(0.02)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    world.shelf.newest = AsyncMock(side_effect=AssertionError("what failed may have come from a snapshot"))  # type: ignore[method-assign]
    await world.replica._open(Mock(), {TopicPartition("log", 0): 0}, {TopicPartition("log", 0): 0})

    assert len(tries) > 1
    assert tries[:2] == [True, False]
    assert (len(world.replica.ledger.identities), world.replica.partitions) == (0, [0])


async def test_what_older_code_could_not_read_is_read_again_and_taken_for_no_digest_of_its_offset() -> None:
    world = World()
    world.hear(event(accepted(1, sessions(3)), 1))
    world.replica.ledger.mark_unreadable(Position(1, 999, 0), submission(3).bytes, 2)
    consumer = Mock(AIOKafkaConsumer)
    readable = record(event(accepted(3, sessions(4)), 2), 999)
    consumer.getmany = AsyncMock(return_value={"partition": [readable]})

    await world.replica._read_again(consumer)

    assert world.replica.ledger.unreadable == {}
    assert world.replica.ledger.revision(submission(3).bytes) == 2
    assert world.replica.checkpoints.empty()


async def test_digests_at_the_end_are_reported_once_the_partition_has_come_to_rest() -> None:
    world = World()
    world.replica._take(1, [_record_at(0)], 2)
    world.replica._note_ends()
    assert world.replica.checkpoints.empty()

    world.replica._take(1, [_record_at(1)], 2)
    world.replica._note_ends()
    world.replica._note_ends()

    assert world.replica.checkpoints.get_nowait().name == "epoch:1:2:1"
    assert world.replica.checkpoints.empty()


def _record_at(offset: int) -> Record:
    return record(event(accepted(1, sessions(offset + 1)), offset + 1), offset)
