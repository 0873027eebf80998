"""Wiring: settings to adapters to routes and background work."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from contracts.editions import indicators
from contracts.problems import Problem
from services.aggregation import api
from services.aggregation.boards import Boards
from services.aggregation.duties import Duties
from services.aggregation.exact import ExactMoments
from services.aggregation.letters import Letters
from services.aggregation.publishing import Publisher, newest_key
from services.aggregation.queries import Queries
from services.aggregation.received import Received
from services.aggregation.replica import Replica
from services.aggregation.settings import AggregationSettings
from services.aggregation.snapshots import SnapshotShelf
from services.aggregation.store import AggregationStore
from services.kit.bus import Bus
from services.kit.clock import Clock, service_clock
from services.kit.directory_view import DirectoryView
from services.kit.identity import optional_caller
from services.kit.mongo import Mongo
from services.kit.objects import S3Objects
from services.kit.start import when_there
from services.kit.web import service_app

log = logging.getLogger(__name__)

SERVICE = "aggregation"
BUCKET = "aggregation"
RELEASE_SECONDS = 1.0
"""How long a stopping replica tries to hand over the lease; without that another takes it when it has run out."""
CODE_VERSION = "1"
"""Raised whenever the same decisions would give other figures or another packing."""


class Parts:
    """Everything a replica is made of; nothing is connected before `running`."""

    def __init__(self, settings: AggregationSettings, clock: Clock) -> None:
        self.settings, self.clock = settings, clock
        self.mongo, self.bus = Mongo.connect(settings, SERVICE), Bus(settings, clock)
        self.objects = S3Objects(settings, BUCKET)
        self.directory, self.received, self.store = DirectoryView(), Received(), AggregationStore(self.mongo)
        self.shelf = SnapshotShelf(self.objects, CODE_VERSION)
        self.replica = Replica(settings, self.shelf, list(indicators()), CODE_VERSION)
        self.boards = Boards(self.replica, self.directory, indicators(), settings.aggregation_views_cached)
        self._tasks: list[asyncio.Task[None]] = []

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Read, count and publish while inside."""
        follow = self.directory.follow(self.settings), self.received.follow(self.settings), self.replica.run()
        self._tasks = [asyncio.create_task(part) for part in (*follow, self._work())]
        for task in self._tasks:
            task.add_done_callback(_tell_of_a_mistake)
        try:
            yield
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            self.objects.close()
            self.mongo.close()

    async def _work(self) -> None:
        """Everything that waits for its servers; each part goes on as soon as what it needs is there."""
        settings, store = self.settings, self.store
        await when_there(store.prepare)
        await self.bus.start()
        holder = secrets.token_hex(8)
        lease = store.lease("publisher", holder, settings.aggregation_lease_seconds, self.clock)
        publisher = Publisher(
            self.replica, self.boards, store, self.objects, self.bus, holder=holder, lease=lease, clock=self.clock
        )
        letters = Letters(settings, self.replica, store, self.bus, lease)
        duties = Duties(
            settings, self.replica, self.boards, store, self.shelf, self.received, lease, publisher, letters
        )
        try:
            await asyncio.gather(when_there(self._open_bucket), duties.run())
        finally:
            await self.bus.stop()
            with contextlib.suppress(Problem, TimeoutError):
                async with asyncio.timeout(RELEASE_SECONDS):
                    await lease.release()

    async def _open_bucket(self) -> None:
        await self.objects.ensure_bucket()
        # The newest public figures are shown by the gateway while every replica is away.
        if not await self.objects.let_everybody_read(newest_key("*")):
            log.warning("the store opens nothing to everybody: without a replica no figures are shown")

    async def readiness(self) -> dict[str, bool]:
        """Each dependency by name."""
        return {
            "kafka": await self.bus.ping(),
            "mongo": await self.store.ping(),
            "object_store": await self.objects.ping(),
            "directory": self.directory.is_ready,
            "log": self.replica.ready.is_set(),
            # Each task goes on for ever; one that ended did so by a mistake, and nobody else would tell.
            "background": bool(self._tasks) and not any(task.done() for task in self._tasks),
        }


def _tell_of_a_mistake(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        log.critical("a background task has ended", exc_info=task.exception())


def create_app(settings: AggregationSettings | None = None, clock: Clock | None = None) -> FastAPI:
    """The service as an application; nothing is connected before its lifespan begins."""
    chosen = settings or AggregationSettings()
    time = clock or service_clock(chosen.clock_ahead_seconds)
    parts = Parts(chosen, time)
    exact = ExactMoments(chosen, parts.boards)
    queries = Queries(
        parts.replica, parts.boards, parts.directory, parts.store, parts.objects, parts.received, time, exact
    )

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with parts.running():
            yield

    app = service_app(
        chosen, service=SERVICE, title="Weekwire aggregation", version="1", lifespan=lifespan, readiness=parts.readiness
    )
    app.include_router(api.routes(queries, chosen, optional_caller(parts.directory, chosen, time), time))
    return app
