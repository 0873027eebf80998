"""Starting aiokafka's clients so that an interruption leaves no connection behind."""

import asyncio
from collections.abc import Awaitable

GRACE_SECONDS = 5.0


async def started(starting: Awaitable[object]) -> None:
    """Await the start of a client; an interruption is heeded once the start has ended, or after the grace.

    aiokafka forgets its first connection where it is interrupted between opening it and the first answer, and then nobody
    can close it any more. Raises what the start raises.
    """
    start = asyncio.ensure_future(starting)
    try:
        await asyncio.shield(start)
    except asyncio.CancelledError:
        try:
            await asyncio.wait([start], timeout=GRACE_SECONDS)
        finally:
            start.cancel()
            await asyncio.gather(start, return_exceptions=True)
        raise
