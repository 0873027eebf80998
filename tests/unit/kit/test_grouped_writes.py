"""Writers share trips to the store, and each still learns the outcome of its own write and of no other's."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from bson.errors import InvalidDocument
from hypothesis import given
from hypothesis import strategies as st
from pymongo.errors import AutoReconnect, OperationFailure

from contracts.problems import Problem, ProblemCode
from services.kit.mongo import Document, GroupedWrites
from tests.unit.kit.standins import StandInCollection, Unstorable, as_collection


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run one example to its end, in a loop of its own."""
    with asyncio.Runner() as runner:
        runner.run(work)


async def ended(*writes: Coroutine[Any, Any, Any]) -> list[Any]:
    """How each write ended: its result, or the code of its problem, or its fault."""
    outcomes = await asyncio.wait_for(asyncio.gather(*writes, return_exceptions=True), 5)
    return [outcome.code if isinstance(outcome, Problem) else outcome for outcome in outcomes]


async def test_concurrent_writers_share_trips_within_the_largest_batch() -> None:
    things = StandInCollection()
    writes = GroupedWrites(as_collection(things), max_batch=50, lanes=2)

    assert await ended(*(writes.insert({"_id": number}) for number in range(400))) == [True] * 400

    assert len(things.documents) == 400
    assert max(things.trips) == 50
    assert len(things.trips) == 8
    await writes.close()


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=40), st.integers(1, 7), st.integers(1, 3))
def test_each_writer_learns_whether_its_own_document_was_new_and_whether_it_was_its_own_fault(
    attempts: list[tuple[int, bool]], max_batch: int, lanes: int
) -> None:
    async def example() -> None:
        things = StandInCollection()
        writes = GroupedWrites(as_collection(things), max_batch=max_batch, lanes=lanes)
        documents: list[Document] = [
            {"_id": name, "n": n, "value": Unstorable() if bad else 0} for n, (name, bad) in enumerate(attempts)
        ]
        outcomes = await ended(*(writes.insert(document) for document in documents))
        await writes.close()

        won: dict[object, int] = {}
        for document, (name, bad), outcome in zip(documents, attempts, outcomes, strict=True):
            assert isinstance(outcome, InvalidDocument) == bad
            if outcome is True:
                assert name not in won, "one id was new to two writers"
                won[name] = document["n"]
        assert set(won) == {name for name, bad in attempts if not bad}
        assert {name: found["n"] for name, found in things.documents.items()} == won

    run(example())


async def test_a_store_that_is_away_is_the_problem_of_those_on_the_way_and_of_nobody_after() -> None:
    things = StandInCollection()
    away = True

    def before(_operations: list[Any]) -> None:
        if away:
            raise AutoReconnect("away")

    things.before = before
    writes = GroupedWrites(as_collection(things))
    assert await ended(writes.insert({"_id": 1}), writes.update(1, {})) == [ProblemCode.STORE_AWAY] * 2

    away = False
    assert await ended(writes.insert({"_id": 1}), writes.insert({"_id": 1})) == [True, False]
    await writes.close()


async def test_a_write_that_a_majority_has_not_confirmed_is_not_a_yes() -> None:
    things = StandInCollection()

    def unconfirmed(_operations: list[Any], details: dict[str, Any]) -> None:
        details["writeConcernErrors"].append({"code": 64, "errmsg": "waiting for replication timed out"})

    things.answer = unconfirmed
    writes = GroupedWrites(as_collection(things))
    things.documents["old"] = {"_id": "old", "outbox": []}

    assert await ended(writes.insert({"_id": "new"}), writes.insert({"_id": "old"})) == [ProblemCode.STORE_AWAY, False]
    assert await ended(writes.update("old", {"$pull": {"outbox": {"id": {"$in": []}}}})) == [ProblemCode.STORE_AWAY]
    await writes.close()


@pytest.mark.parametrize(("code", "passes"), [(11600, True), (10107, True), (91, True), (121, False), (66, False)])
async def test_an_error_of_one_write_belongs_to_it_alone(code: int, *, passes: bool) -> None:
    things = StandInCollection()

    def refuse_second(_operations: list[Any], details: dict[str, Any]) -> None:
        details["writeErrors"].append({"index": 1, "code": code, "errmsg": "no"})

    things.answer = refuse_second
    writes = GroupedWrites(as_collection(things), lanes=1)

    first, second, third = await ended(*(writes.insert({"_id": number}) for number in range(3)))

    assert (first, third) == (True, True)
    assert second is ProblemCode.STORE_AWAY if passes else isinstance(second, OperationFailure)
    await writes.close()


async def test_a_caller_who_leaves_disturbs_nobody() -> None:
    things = StandInCollection()
    writes = GroupedWrites(as_collection(things), lanes=1)
    leaving = asyncio.create_task(writes.insert({"_id": "leaving"}))
    staying = asyncio.create_task(writes.insert({"_id": "staying"}))
    await asyncio.sleep(0)
    leaving.cancel()

    assert await asyncio.wait_for(staying, 5) is True
    assert await ended(writes.insert({"_id": "next"})) == [True]
    await writes.close()


async def test_whoever_waits_when_it_closes_and_whoever_comes_later_is_told_to_come_again() -> None:
    things = StandInCollection()
    never = asyncio.Event()

    class Stuck(StandInCollection):
        async def insert_many(self, documents: list[dict[str, Any]], *, ordered: bool) -> None:
            await never.wait()
            await super().insert_many(documents, ordered=ordered)

    writes = GroupedWrites(as_collection(Stuck()), max_batch=1, lanes=1)
    waiting = [asyncio.create_task(writes.insert({"_id": number})) for number in range(3)]
    await asyncio.sleep(0.01)

    await writes.close()

    for task in waiting:
        with pytest.raises(Problem) as told:
            await asyncio.wait_for(task, 5)
        assert told.value.code is ProblemCode.STORE_AWAY
    assert await ended(writes.insert({"_id": 9}), writes.update(9, {})) == [ProblemCode.STORE_AWAY] * 2
    assert things.documents == {}
