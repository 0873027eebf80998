"""Writes on the real MongoDB-protocol server: one of many wins, groups share a trip, a lease has one holder."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from bson.errors import InvalidDocument

from contracts.problems import Problem, ProblemCode
from services.kit import mongo as mongo_module
from services.kit.clock import FixedClock
from services.kit.leases import Lease
from services.kit.mongo import GroupedWrites, Mongo, compare_and_set, insert_once, stream
from services.kit.settings import ServiceSettings
from tests.integration.kit.things import THINGS, database

LEASE_SECONDS = 10.0


@pytest.fixture
async def mongo(settings: ServiceSettings) -> AsyncIterator[Mongo]:
    async with database(settings) as opened:
        yield opened


async def test_of_many_writers_of_one_revision_exactly_one_wins_each_time(mongo: Mongo) -> None:
    things = mongo.collection(THINGS)
    await insert_once(things, {"_id": "count", "revision": 0, "value": 0})

    async def add() -> None:
        for _turn in range(10):
            while True:
                known = await things.find_one({"_id": "count"})
                assert known is not None
                raised = {"_id": "count", "revision": known["revision"] + 1, "value": known["value"] + 1}
                if await compare_and_set(things, raised, known["revision"]):
                    break

    await asyncio.gather(*(add() for _writer in range(15)))

    assert await things.find_one({"_id": "count"}) == {"_id": "count", "revision": 150, "value": 150}


async def test_a_compare_and_set_on_what_is_gone_or_newer_changes_nothing(mongo: Mongo) -> None:
    things = mongo.collection(THINGS)
    assert not await compare_and_set(things, {"_id": "x", "revision": 2}, 1)

    await insert_once(things, {"_id": "x", "revision": 5})
    assert not await compare_and_set(things, {"_id": "x", "revision": 2}, 1)

    assert await things.find_one({"_id": "x"}) == {"_id": "x", "revision": 5}


async def test_an_id_is_inserted_once(mongo: Mongo) -> None:
    things = mongo.collection(THINGS)
    won = await asyncio.gather(*(insert_once(things, {"_id": "x", "revision": n, "writer": n}) for n in range(10)))

    assert sum(won) == 1
    assert [found["writer"] async for found in stream(things, {})] == [won.index(True)]


async def test_moments_and_ids_come_back_as_they_went(mongo: Mongo) -> None:
    moment = datetime(2026, 11, 9, 4, 5, 6, 789_000, tzinfo=UTC)
    await insert_once(mongo.collection(THINGS), {"_id": "x", "revision": 1, "at": moment, "body": b"\x00\xff"})

    found = await mongo.collection(THINGS).find_one({"_id": "x"})

    assert found is not None
    assert (found["at"], bytes(found["body"])) == (moment, b"\x00\xff")


async def test_grouped_inserts_tell_each_caller_whether_its_own_was_new(mongo: Mongo) -> None:
    writes = GroupedWrites(mongo.collection(THINGS))
    try:
        won = await asyncio.gather(
            *(writes.insert({"_id": f"t{number % 200}", "revision": number}) for number in range(400))
        )
    finally:
        await writes.close()

    assert sum(won) == 200
    assert {found["_id"] async for found in stream(mongo.collection(THINGS), {})} == {f"t{n}" for n in range(200)}


async def test_a_grouped_update_makes_its_document_only_where_it_says_so(mongo: Mongo) -> None:
    writes = GroupedWrites(mongo.collection(THINGS))
    try:
        await writes.update("made", {"$set": {"number": 1}}, upsert=True)
        await writes.update("made", {"$set": {"number": 2}}, upsert=True)
        await writes.update("not-made", {"$set": {"number": 1}})
    finally:
        await writes.close()

    assert await mongo.collection(THINGS).find_one({"_id": "made"}) == {"_id": "made", "number": 2}
    assert await mongo.collection(THINGS).find_one({"_id": "not-made"}) is None


async def test_a_document_that_cannot_be_stored_fails_alone_in_its_group(mongo: Mongo) -> None:
    writes = GroupedWrites(mongo.collection(THINGS), lanes=1)
    documents = [{"_id": f"t{number}", "revision": 1, "value": number} for number in range(20)]
    documents[7]["value"] = 2**70
    documents[11]["value"] = object()
    try:
        ended = await asyncio.gather(*(writes.insert(document) for document in documents), return_exceptions=True)
    finally:
        await writes.close()

    assert isinstance(ended[7], OverflowError)
    assert isinstance(ended[11], InvalidDocument)
    assert [outcome for index, outcome in enumerate(ended) if index not in {7, 11}] == [True] * 18


async def test_grouped_updates_reach_every_document(mongo: Mongo) -> None:
    things = mongo.collection(THINGS)
    await things.insert_many(
        [{"_id": f"t{n}", "revision": 1, "outbox": [{"id": "e1"}, {"id": "e2"}]} for n in range(50)]
    )
    writes = GroupedWrites(things)
    try:
        await asyncio.gather(
            *(writes.update(f"t{n}", {"$pull": {"outbox": {"id": {"$in": ["e1"]}}}}) for n in range(60))
        )
    finally:
        await writes.close()

    assert [found["outbox"] async for found in stream(things, {})] == [[{"id": "e2"}]] * 50


async def test_more_operations_run_at_once_than_motor_has_threads_by_default(
    mongo: Mongo, settings: ServiceSettings
) -> None:
    assert mongo.client.get_io_loop() is asyncio.get_running_loop()
    await asyncio.gather(*(mongo.ping() for _operation in range(200)))

    from motor.frameworks import asyncio as motor_framework  # noqa: PLC0415 - only this test looks inside.

    assert len(motor_framework._EXECUTOR._threads) == settings.mongo_threads > 10


def lease(mongo: Mongo, holder: str, clock: FixedClock) -> Lease:
    return Lease(mongo.collection("leases"), "sealer", holder, LEASE_SECONDS, clock)


async def test_a_lease_has_one_holder_and_passes_on_when_it_falls_silent(mongo: Mongo) -> None:
    clock = FixedClock(datetime(2026, 11, 9, tzinfo=UTC))
    first, second = lease(mongo, "first", clock), lease(mongo, "second", clock)

    assert await first.renew()
    assert not await second.renew()
    assert (first.held, second.held) == (True, False)

    clock.advance(LEASE_SECONDS / 2)
    assert await first.renew()
    clock.advance(LEASE_SECONDS * 0.9)
    assert not await second.renew()
    assert (first.held, second.held) == (True, False)

    # A holder that could not renew knows by its own clock that its time is over.
    clock.advance(LEASE_SECONDS * 0.2)
    assert (first.held, second.held) == (False, False)
    assert await second.renew()
    assert not await first.renew()
    assert (first.held, second.held) == (False, True)


async def test_a_released_lease_passes_on_at_once(mongo: Mongo) -> None:
    clock = FixedClock(datetime(2026, 11, 9, tzinfo=UTC))
    first, second = lease(mongo, "first", clock), lease(mongo, "second", clock)
    await first.renew()

    await first.release()

    assert not first.held
    assert await second.renew()


async def test_a_release_after_a_takeover_takes_nothing_from_the_new_holder(mongo: Mongo) -> None:
    clock = FixedClock(datetime(2026, 11, 9, tzinfo=UTC))
    first, second, third = (lease(mongo, name, clock) for name in ("first", "second", "third"))
    await first.renew()
    clock.advance(LEASE_SECONDS)
    await second.renew()

    await first.release()

    assert not await third.renew()


async def test_of_many_that_ask_at_once_one_gets_the_lease(mongo: Mongo) -> None:
    clock = FixedClock(datetime(2026, 11, 9, tzinfo=UTC))
    asking = [lease(mongo, f"copy-{number}", clock) for number in range(10)]

    assert sum(await asyncio.gather(*(one.renew() for one in asking))) == 1

    clock.advance(LEASE_SECONDS)
    assert sum(await asyncio.gather(*(one.renew() for one in asking))) == 1


async def test_a_store_that_is_away_is_a_problem_that_says_when_to_come_back(
    settings: ServiceSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mongo_module, "SELECTION_TIMEOUT_MS", 200)
    away = Mongo.connect(settings.model_copy(update={"mongo": "mongodb://127.0.0.1:1/"}), "x")
    writes = GroupedWrites(away.collection(THINGS))
    try:
        for attempt in (
            away.probe(),
            away.ensure_indexes(THINGS, []),
            insert_once(away.collection(THINGS), {"_id": 1}),
            compare_and_set(away.collection(THINGS), {"_id": 1, "revision": 2}, 1),
            writes.insert({"_id": 1}),
            writes.update(1, {"$set": {"x": 1}}),
            lease(away, "first", FixedClock(datetime(2026, 11, 9, tzinfo=UTC))).renew(),
        ):
            with pytest.raises(Problem) as raised:
                await attempt
            assert raised.value.code is ProblemCode.STORE_AWAY
            assert raised.value.status == 503
            assert raised.value.facts["retry_after_seconds"] > 0
        assert not await away.ping()
    finally:
        await writes.close()
        away.close()
