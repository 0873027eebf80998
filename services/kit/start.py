"""Starting in any order: what a service needs may come up later than the service."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

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
