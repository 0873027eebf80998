"""Wiring: settings to adapters to routes and consumers."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request

from contracts.problems import Problem, ProblemCode
from services.ingest.api.drafts import draft_routes
from services.ingest.api.submissions import CallerOf, submission_routes
from services.ingest.consumers import hear_decisions
from services.ingest.operations.drafting import Drafting
from services.ingest.operations.filing import Filing
from services.ingest.operations.hearing import Hearing
from services.ingest.operations.quotas import QuotaBook
from services.ingest.operations.reading import Reading
from services.ingest.operations.refusals import Refusals
from services.ingest.settings import IngestSettings
from services.ingest.store.drafts import DraftStore
from services.ingest.store.refusals import REFUSALS, RefusalStore
from services.ingest.store.submissions import SUBMISSIONS, SubmissionStore
from services.kit.bus import Bus
from services.kit.clock import Clock, service_clock
from services.kit.directory_view import DirectoryView
from services.kit.identity import Caller, signed_in
from services.kit.mongo import Mongo
from services.kit.outbox import Relay
from services.kit.start import when_there
from services.kit.web import service_app

SERVICE = "ingest"


def create_app(settings: IngestSettings | None = None, clock: Clock | None = None) -> FastAPI:
    """The service as an application; nothing is connected before its lifespan begins."""
    chosen = settings or IngestSettings()
    time = clock or service_clock(chosen.clock_ahead_seconds)
    mongo, bus, view = Mongo.connect(chosen, SERVICE), Bus(chosen, time), DirectoryView()
    relay = Relay(bus, mongo, (SUBMISSIONS, REFUSALS), time, chosen.relay_sweep_seconds)
    submissions, drafts, refused = SubmissionStore(mongo), DraftStore(mongo), RefusalStore(mongo)
    quotas = QuotaBook(submissions, chosen.ingest_quota_refresh_seconds)
    refusals = Refusals(refused, relay, time, lambda: uuid.uuid4().hex)
    filing = Filing(submissions, view, relay, quotas, refusals, time, chosen.ingest_versions_per_submission)
    reading = Reading(submissions, view, refusals)
    drafting = Drafting(
        drafts, view, refusals, time, chosen.ingest_draft_limit_bytes, chosen.ingest_drafts_per_organisation
    )
    hear_decisions(bus, Hearing(submissions, time))
    prepared = asyncio.Event()

    async def prepare() -> None:
        """Everything that waits for the store; nothing is received before its indexes and quotas are there."""
        await when_there(mongo.probe)
        for store in (submissions, drafts, refused):
            await when_there(store.prepare)
        await when_there(quotas.refresh)
        submissions.start()
        prepared.set()
        await quotas.keep_fresh()

    async def talk() -> None:
        """Kafka: decisions in once the store can take them, events out."""
        await prepared.wait()
        relay.start()
        await bus.start()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        running = [asyncio.create_task(part) for part in (view.follow(chosen), prepare(), talk())]
        yield
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await submissions.stop()
        await relay.stop(chosen.stop_grace_seconds)
        await bus.stop()
        mongo.close()

    async def readiness() -> dict[str, bool]:
        return {
            "mongo": prepared.is_set() and await mongo.ping(),
            "kafka": await bus.ping(),
            "directory": view.is_ready,
        }

    app = service_app(
        chosen, service=SERVICE, title="Weekwire ingest", version="1", lifespan=lifespan, readiness=readiness
    )
    caller_of = _when_ready(view, prepared, signed_in(view, chosen, time))
    app.include_router(submission_routes(filing, reading, caller_of, chosen.ingest_page_limit))
    app.include_router(draft_routes(drafting, caller_of, chosen.ingest_page_limit))
    return app


def _when_ready(view: DirectoryView, prepared: asyncio.Event, signed: CallerOf) -> CallerOf:
    """The caller, once the directory is known and the store prepared. Raises Problem(not_ready) before."""

    async def find(request: Request) -> Caller:
        if not view.is_ready or not prepared.is_set():
            raise Problem(ProblemCode.NOT_READY, retry_after_seconds=1)
        return await signed(request)

    return find
