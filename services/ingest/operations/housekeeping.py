"""What a copy of the service does now and then beside its requests."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

log = logging.getLogger(__name__)


async def keep_house(steps: Sequence[Callable[[], Awaitable[object]]], every_seconds: float) -> None:
    """Do each step every so many seconds, for ever; one that fails is logged, and done again the next time."""
    while True:
        await asyncio.sleep(every_seconds)
        for step in steps:
            try:
                await step()
            except Exception:
                log.exception("housekeeping failed", extra={"step": getattr(step, "__qualname__", "step")})
