"""Waiting for something to become true on real servers."""

import asyncio
from collections.abc import Awaitable, Callable

POLL_SECONDS = 0.05


async def eventually(condition: Callable[[], Awaitable[bool]] | Callable[[], bool], seconds: float = 20.0) -> None:
    """Return once `condition` holds; raises TimeoutError where it does not within `seconds`."""
    async with asyncio.timeout(seconds):
        while not await _holds(condition):  # noqa: ASYNC110 - what is waited for happens in another process.
            await asyncio.sleep(POLL_SECONDS)


async def _holds(condition: Callable[[], Awaitable[bool]] | Callable[[], bool]) -> bool:
    found = condition()
    return found if isinstance(found, bool) else await found
