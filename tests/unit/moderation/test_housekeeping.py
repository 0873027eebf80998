"""The chores of a running service go on, whatever one of their rounds runs into."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest
from pymongo.errors import OperationFailure

from contracts.moderation import Act
from contracts.problems import Problem, ProblemCode
from services.kit.clock import milliseconds
from services.moderation import metrics
from services.moderation.operations.housekeeping import Housekeeping
from services.moderation.operations.ledger import Ledger
from services.moderation.operations.reviewing import Beside
from services.moderation.store.bulk import BulkStore
from services.moderation.store.checks import CheckStore
from services.moderation.store.complaints import ComplaintStore
from services.moderation.store.documents import Stored
from tests.unit.moderation.builders import CITY_REVIEWER, OTHER_SUBMISSION, SUBMISSION, Desk, said

NOW = datetime(2024, 5, 13, tzinfo=UTC)


def chores(
    round_of: Callable[[], Any] = lambda: None, desks: Sequence[Desk] = (), crashed: Sequence[tuple[UUID, int]] = ()
) -> Housekeeping:
    async def lengths() -> list[Any]:
        round_of()
        return []

    async def each(submissions: set[UUID]) -> AsyncIterator[Stored]:
        for desk in desks:
            if desk.standing.submission in submissions:
                yield Stored(desk.record, desk.record.revision, ())

    async def nothing(*_asked: object) -> int:
        return 0

    ledger = SimpleNamespace(
        items=SimpleNamespace(lengths=lengths, each=each),
        now=lambda: NOW,
        forget_sent_refusals=nothing,
    )
    bulks = SimpleNamespace(forget_previews=nothing)
    return Housekeeping(cast("Ledger", ledger), cast("BulkStore", bulks), beside(crashed), 0.0)


def beside(crashed: Sequence[tuple[UUID, int]]) -> Beside:
    """Versions that crashed a check, and one complaint that has waited for an hour."""

    async def unchecked() -> list[tuple[UUID, int]]:
        return list(crashed)

    async def waiting() -> tuple[int, int | None]:
        return 1, milliseconds(NOW) - 3_600_000

    made = SimpleNamespace(unchecked=unchecked), SimpleNamespace(waiting=waiting)
    return Beside(cast("CheckStore", made[0]), cast("ComplaintStore", made[1]))


@pytest.mark.parametrize("fault", [Problem(ProblemCode.STORE_AWAY), OperationFailure("interrupted", 11_601)])
async def test_a_round_that_fails_is_followed_by_the_next(fault: Exception) -> None:
    rounds, third = [0], asyncio.Event()

    def count() -> None:
        rounds[0] += 1
        if rounds[0] == 3:
            third.set()
        if rounds[0] < 3:
            raise fault

    running = asyncio.create_task(chores(count).run())
    async with asyncio.timeout(5):
        await third.wait()

    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert rounds[0] >= 3


async def test_what_crashed_a_check_is_counted_while_somebody_may_still_look_at_it() -> None:
    waits, amended, returned = Desk.receive(), Desk.receive(said(submission=OTHER_SUBMISSION)), Desk.receive()
    amended.hear(said(2, submission=OTHER_SUBMISSION))
    returned.decide(CITY_REVIEWER, Act.RETURN)
    both, older = [(SUBMISSION, 1), (OTHER_SUBMISSION, 1)], [(OTHER_SUBMISSION, 1), (OTHER_SUBMISSION, 2)]

    counted = []
    for desks, crashed in (((waits, amended), both), ((amended,), older), ((returned,), both), ((), [])):
        await chores(desks=desks, crashed=crashed).measure_beside()
        counted.append(metrics.UNCHECKED._value.get())

    assert counted == [1, 1, 0, 0]
    assert metrics.COMPLAINTS_OLDEST_SECONDS._value.get() == 3_600
