"""The outbox on real servers: whatever was written is said, also after a crash and while several copies say it at once."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from services.kit import outbox
from services.kit.bus import Bus
from services.kit.clock import SystemClock
from services.kit.mongo import Document, Mongo
from services.kit.outbox import Relay
from services.kit.settings import ServiceSettings
from tests.integration.kit.notes import NOTES, everything, provision
from tests.integration.kit.things import THINGS, change, database, thing
from tests.integration.kit.waiting import eventually

CLOCK = SystemClock()


@asynccontextmanager
async def relaying(settings: ServiceSettings, mongo: Mongo, sweep_seconds: float = 600.0) -> AsyncIterator[Relay]:
    bus = Bus(settings, CLOCK)
    await bus.start()
    relay = Relay(bus, mongo, (THINGS,), CLOCK, sweep_seconds)
    relay.start()
    try:
        yield relay
    finally:
        await relay.stop(settings.stop_grace_seconds)
        await bus.stop()


async def said(settings: ServiceSettings) -> dict[str, list[int]]:
    """The revisions of each thing on the topic, in order of appearance."""
    heard: dict[str, list[int]] = {}
    for record in await everything(settings, NOTES.name):
        note = json.loads(record.value)
        heard.setdefault(note["note"], []).append(note["revision"])
    return heard


async def unsaid(mongo: Mongo) -> list[Document]:
    return [found async for found in mongo.collection(THINGS).find({"outbox.id": {"$exists": True}})]


async def test_what_is_handed_over_is_said_in_order_and_then_removed(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    async with database(settings) as mongo, relaying(settings, mongo) as relay:
        written: dict[str, list[int]] = {}
        for _round in range(5):
            for name in ("a", "b", "c"):
                document = await change(mongo, name, CLOCK)
                written.setdefault(name, []).append(document["revision"])
                relay.hand_over(THINGS, document)
        await asyncio.wait_for(relay.drained(), 20)

        assert await unsaid(mongo) == []
        assert relay.pending == 0
    heard = await said(settings)
    # A change is written before the event of the one before is removed, so an event may reappear; none comes first too late.
    assert {name: list(dict.fromkeys(revisions)) for name, revisions in heard.items()} == written


async def test_what_a_crash_left_is_said_at_the_next_start(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    async with database(settings) as mongo:
        left = thing("left", 1, CLOCK)
        left = thing("left", 2, CLOCK, left["outbox"])
        await mongo.collection(THINGS).insert_one(left)
        await mongo.collection(THINGS).insert_one({"_id": "said", "revision": 1, "outbox": []})
        async with relaying(settings, mongo):
            await eventually(lambda: _is_empty(mongo))

    assert await said(settings) == {"left": [1, 2]}


async def _is_empty(mongo: Mongo) -> bool:
    return await unsaid(mongo) == []


async def test_relays_and_sweepers_of_two_copies_race_and_nothing_is_lost(settings: ServiceSettings) -> None:
    await provision(settings, NOTES)
    names = [f"t{number}" for number in range(12)]
    written: dict[str, set[int]] = {name: set() for name in names}
    async with (
        database(settings) as mongo,
        relaying(settings, mongo, sweep_seconds=0.02) as first,
        relaying(settings, mongo, sweep_seconds=0.03) as second,
    ):

        async def write(relay: Relay, name: str, *, crashes: bool) -> None:
            for _turn in range(8):
                document = await change(mongo, name, CLOCK)
                written[name].add(document["revision"])
                if not crashes:
                    relay.hand_over(THINGS, document)

        await asyncio.gather(
            *(write(first, name, crashes=index % 3 == 0) for index, name in enumerate(names)),
            *(write(second, name, crashes=index % 3 == 1) for index, name in enumerate(names)),
        )
        await eventually(lambda: _is_empty(mongo))

    heard = await said(settings)
    assert {name: set(revisions) for name, revisions in heard.items()} == written
    # Whoever reads by revision, and ignores what is not above the one it holds, ends at the last one.
    assert {name: max(revisions) for name, revisions in heard.items()} == {n: max(r) for n, r in written.items()}


async def test_more_than_a_sweep_can_hold_is_said_without_waiting_for_the_next_one(
    settings: ServiceSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "SWEEP_LIMIT", 50)
    await provision(settings, NOTES)
    async with database(settings) as mongo:
        await mongo.collection(THINGS).insert_many([thing(f"t{number}", 1, CLOCK) for number in range(230)])
        async with relaying(settings, mongo, sweep_seconds=600.0):
            await eventually(lambda: _is_empty(mongo), seconds=60)

    assert len(await said(settings)) == 230
