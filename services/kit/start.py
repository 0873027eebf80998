"""Starting in any order: what a service needs may come up later than the service, and what ends before it is told."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from aiokafka.errors import KafkaError

from contracts.problems import Problem
from services.kit.mongo import TRANSIENT
from services.kit.objects import AWAY

log = logging.getLogger(__name__)

WAIT_SECONDS = 1.0


async def when_there(step: Callable[[], Awaitable[object]]) -> None:
    """Do `step`, again and again until its server is there."""
    while True:
        try:
            await step()
        except (Problem, KafkaError, OSError, *TRANSIENT, *AWAY) as fault:
            log.warning("waiting", extra={"step": getattr(step, "__qualname__", "step"), "fault": repr(fault)})
            await asyncio.sleep(WAIT_SECONDS)
        else:
            return


async def logged(part: Coroutine[Any, Any, None]) -> None:
    """Await a part of a service that goes on for ever. A fault that ends it is logged at once, and raised to who awaits it."""
    try:
        await part
    except Exception:
        log.exception("a part of the service has ended", extra={"part": getattr(part, "__qualname__", "part")})
        raise
