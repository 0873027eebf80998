"""The chores of a running service go on, whatever one of their rounds runs into."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest
from pymongo.errors import OperationFailure

from contracts.problems import Problem, ProblemCode
from services.moderation.operations.housekeeping import Housekeeping
from services.moderation.operations.ledger import Ledger
from services.moderation.operations.reviewing import Beside
from services.moderation.store.bulk import BulkStore
from services.moderation.store.checks import CheckStore
from services.moderation.store.complaints import ComplaintStore


def chores(round_of: Callable[[], Any]) -> Housekeeping:
    async def lengths() -> list[Any]:
        round_of()
        return []

    async def each(_submissions: object) -> AsyncIterator[Any]:
        for record in list[Any]():
            yield record

    async def nothing(*_asked: object) -> int:
        return 0

    ledger = SimpleNamespace(
        items=SimpleNamespace(lengths=lengths, each=each),
        now=lambda: datetime(2024, 5, 13, tzinfo=UTC),
        forget_sent_refusals=nothing,
    )
    bulks = SimpleNamespace(forget_previews=nothing)
    return Housekeeping(cast("Ledger", ledger), cast("BulkStore", bulks), beside({}), 0.0)


def beside(statuses: dict[UUID, int]) -> Beside:
    """Versions that crashed a check, by submission; no complaint waits."""

    async def unchecked() -> list[tuple[UUID, int]]:
        return list(statuses.items())

    async def waiting() -> tuple[int, int | None]:
        return 0, None

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
