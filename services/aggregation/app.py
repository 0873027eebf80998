"""Wiring: settings to adapters to routes and background work."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from contracts.editions import indicators
from services.aggregation import api
from services.aggregation.boards import Boards
from services.aggregation.duties import Duties
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

SERVICE = "aggregation"
BUCKET = "aggregation"
CODE_VERSION = "1"
"""Raised whenever the same decisions would give other figures or another packing."""


def create_app(settings: AggregationSettings | None = None, clock: Clock | None = None) -> FastAPI:
    """The service as an application; nothing is connected before its lifespan begins."""
    chosen = settings or AggregationSettings()
    time = clock or service_clock(chosen.clock_ahead_seconds)
    mongo, bus, objects = Mongo.connect(chosen, SERVICE), Bus(chosen, time), S3Objects(chosen, BUCKET)
    directory, received, store = DirectoryView(), Received(), AggregationStore(mongo)
    shelf = SnapshotShelf(objects, CODE_VERSION)
    replica = Replica(chosen, shelf, list(indicators()), CODE_VERSION)
    boards = Boards(replica, directory, indicators(), chosen.aggregation_views_cached)
    queries = Queries(replica, boards, directory, store, objects, received, time)

    async def work() -> None:
        """Everything that waits for its servers; each part goes on as soon as what it needs is there."""
        await when_there(store.prepare)
        await when_there(objects.ensure_bucket)
        await bus.start()
        lease = store.lease("publisher", secrets.token_hex(8), chosen.aggregation_lease_seconds, time)
        duties = Duties(chosen, replica, boards, store, shelf, objects, bus, received, lease, time)
        try:
            await duties.run()
        finally:
            await bus.stop()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        parts = (directory.follow(chosen), received.follow(chosen), replica.run(), work())
        running = [asyncio.create_task(part) for part in parts]
        yield
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        objects.close()
        mongo.close()

    async def readiness() -> dict[str, bool]:
        return {
            "kafka": await bus.ping(),
            "mongo": await store.ping(),
            "object_store": await objects.ping(),
            "directory": directory.is_ready,
            "log": replica.ready.is_set(),
        }

    app = service_app(
        chosen, service=SERVICE, title="Weekwire aggregation", version="1", lifespan=lifespan, readiness=readiness
    )
    app.include_router(api.routes(queries, chosen, optional_caller(directory, chosen, time), time))
    return app
