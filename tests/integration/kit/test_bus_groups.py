"""Copies of one service share a topic: they come and go, fall silent and break, and every event is handled all the same."""

import asyncio

import pytest
from aiokafka import ConsumerRecord
from aiokafka.errors import KafkaConnectionError

from contracts.problems import Problem, ProblemCode
from services.kit import bus as bus_module
from services.kit.consuming import is_broken
from services.kit.settings import ServiceSettings
from tests.integration.kit.notes import NOTES, Note, everything, provision, write
from tests.integration.kit.readers import Reader, committed, reading
from tests.integration.kit.waiting import eventually


async def test_two_copies_share_the_partitions_and_the_survivor_takes_over(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    first, second = Reader(), Reader()
    notes = [f"n{number}" for number in range(30)]
    async with reading(settings, first):
        async with reading(settings, second):
            await write(settings, *(Note(note=note, revision=1) for note in notes))
            await eventually(lambda: len({event.note for event in first.seen + second.seen}) == 30)
        assert first.seen
        assert second.seen
        await write(settings, *(Note(note=note, revision=2) for note in notes))
        await eventually(lambda: sum(event.revision == 2 for event in first.seen) == 30)


async def test_a_copy_that_comes_in_the_middle_of_a_batch_costs_no_event(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    notes = [f"n{number}" for number in range(30)]
    busy, released = asyncio.Event(), asyncio.Event()
    slow, second = Reader(), Reader()

    async def first(event: Note, record: ConsumerRecord) -> None:
        busy.set()
        await released.wait()
        await slow(event, record)

    await write(settings, *(Note(note=note, revision=revision) for revision in (1, 2) for note in notes))
    async with reading(settings, first):
        await busy.wait()
        async with reading(settings, second):
            await eventually(lambda: bool(second.seen))
            released.set()
            await write(settings, *(Note(note=note, revision=3) for note in notes))
            await eventually(lambda: _committed_is(settings, 90))

    for note in notes:
        first_seen = [list(dict.fromkeys(reader.revisions(note))) for reader in (slow, second)]
        assert set().union(*map(set, first_seen)) == {1, 2, 3}
        assert all(revisions == sorted(revisions) for revisions in first_seen)


async def _committed_is(settings: ServiceSettings, number: int) -> bool:
    return await committed(settings) == number


async def test_a_copy_that_waits_longer_than_the_group_allows_handles_everything_in_the_end(
    settings: ServiceSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus_module, "MAX_POLL_INTERVAL_MS", 2_000)
    monkeypatch.setattr(bus_module, "MAX_BACKOFF_SECONDS", 0.5)
    await provision(settings, NOTES)
    await write(settings, *(Note(note="n", revision=revision) for revision in (1, 2)))
    away_until = asyncio.get_running_loop().time() + 6

    def away(_event: Note) -> None:
        if asyncio.get_running_loop().time() < away_until:
            raise Problem(ProblemCode.STORE_AWAY)

    reader = Reader(away)
    async with reading(settings, reader) as bus:
        await eventually(lambda: _committed_is(settings, 2), seconds=40)
        await write(settings, Note(note="n", revision=3))
        await eventually(lambda: _committed_is(settings, 3))
        assert await bus.ping()

    assert list(dict.fromkeys(reader.revisions("n"))) == [1, 2, 3]
    assert await everything(settings, NOTES.dead) == []


async def test_a_consumer_that_broke_is_not_ready_and_is_replaced(
    settings: ServiceSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus_module, "WATCH_SECONDS", 1.0)
    await provision(settings, NOTES)
    reader = Reader()
    async with reading(settings, reader) as bus:
        await write(settings, Note(note="n", revision=1))
        await eventually(lambda: reader.revisions("n") == [1])
        (subscriber,) = bus._subscribers
        broken, start, faults = subscriber.consumer, subscriber.start, [KafkaConnectionError()]

        async def start_at_last() -> None:
            if faults:
                raise faults.pop()
            await start()

        monkeypatch.setattr(subscriber, "start", start_at_last)

        async def surprise() -> None:
            raise ZeroDivisionError

        broken._coordinator.ensure_coordinator_known = surprise
        broken._coordinator.request_rejoin()
        await eventually(lambda: is_broken(broken))
        assert not await bus.ping()

        await write(settings, Note(note="n", revision=2))
        await eventually(lambda: reader.revisions("n") == [1, 2], seconds=40)
        assert (faults, is_broken(subscriber.consumer)) == ([], False)
        assert await bus.ping()
