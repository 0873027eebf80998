"""The chores of a running service go on, whatever one of their rounds runs into."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pymongo.errors import OperationFailure

from contracts.problems import Problem, ProblemCode
from services.moderation.operations.housekeeping import Housekeeping
from services.moderation.operations.ledger import Ledger
from services.moderation.store.bulk import BulkStore


def chores(round_of: Callable[[], Any]) -> Housekeeping:
    async def lengths() -> list[Any]:
        round_of()
        return []

    async def nothing(*_asked: object) -> int:
        return 0

    ledger = SimpleNamespace(
        items=SimpleNamespace(lengths=lengths),
        now=lambda: datetime(2024, 5, 13, tzinfo=UTC),
        forget_sent_refusals=nothing,
    )
    return Housekeeping(cast("Ledger", ledger), cast("BulkStore", SimpleNamespace(forget_previews=nothing)), 0.0)


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
