"""Housekeeping outlives whatever goes wrong in it."""

import asyncio
import contextlib

from services.ingest.operations.housekeeping import keep_house


async def test_a_step_that_fails_stops_neither_the_others_nor_the_next_round() -> None:
    done: list[str] = []
    twice = asyncio.Event()

    async def fails() -> None:
        done.append("fails")
        raise RuntimeError("the store said something new")

    async def works() -> None:
        done.append("works")
        if done.count("works") == 2:
            twice.set()

    keeping = asyncio.create_task(keep_house((fails, works), 0.001))
    await asyncio.wait_for(twice.wait(), 5)
    keeping.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await keeping

    assert done[:4] == ["fails", "works", "fails", "works"]
