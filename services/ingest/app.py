"""Wiring: settings to adapters to routes and consumers."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from fastapi import APIRouter, FastAPI

from services.ingest.api.calendar import calendar_routes
from services.ingest.api.contacts import contact_routes
from services.ingest.api.draft_counts import draft_count_routes
from services.ingest.api.drafts import draft_routes
from services.ingest.api.imports import import_routes
from services.ingest.api.looking_up import lookup_routes
from services.ingest.api.submissions import submission_routes
from services.ingest.consumers import hear_decisions, hear_people, hear_uses
from services.ingest.operations.calendars import Calendars
from services.ingest.operations.consenting import Consenting
from services.ingest.operations.contacts import Contacts
from services.ingest.operations.drafting import Drafting
from services.ingest.operations.erasing import Erasing
from services.ingest.operations.filing import Filing
from services.ingest.operations.granting import Granting
from services.ingest.operations.hearing import Hearing
from services.ingest.operations.housekeeping import keep_house
from services.ingest.operations.importing import Importing
from services.ingest.operations.looking_up import Directory, LookingUp
from services.ingest.operations.quotas import QuotaBook
from services.ingest.operations.reading import Reading
from services.ingest.operations.refusals import Refusals
from services.ingest.settings import IngestSettings
from services.ingest.store.drafts import DraftStore
from services.ingest.store.erasures import ErasureStore
from services.ingest.store.imports import ImportStore
from services.ingest.store.lookups import Lookups
from services.ingest.store.refusals import REFUSALS, RefusalStore
from services.ingest.store.submissions import SUBMISSIONS, SubmissionStore
from services.ingest.store.uses import UseStore
from services.kit.bus import Bus
from services.kit.clock import Clock, service_clock
from services.kit.directory_view import DirectoryView
from services.kit.identity import require_ready, signed_in, when_ready
from services.kit.mongo import Mongo
from services.kit.outbox import Relay
from services.kit.start import logged, when_there
from services.kit.web import service_app

SERVICE = "ingest"


def create_app(settings: IngestSettings | None = None, clock: Clock | None = None) -> FastAPI:
    """The service as an application; nothing is connected before its lifespan begins."""
    chosen = settings or IngestSettings()
    parts = Parts(chosen, clock or service_clock(chosen.clock_ahead_seconds))
    app = service_app(
        parts.settings,
        service=SERVICE,
        title="Weekwire ingest",
        version="1",
        lifespan=parts.lifespan,
        readiness=parts.readiness,
    )
    for router in parts.routers():
        app.include_router(router)
    return app


class Parts:
    """What the service is made of, and how it starts and stops. `filing` is a PUT without HTTP around it."""

    def __init__(self, settings: IngestSettings, clock: Clock) -> None:
        self.settings = settings
        self._clock = clock
        self._mongo, self._bus, self._view = Mongo.connect(settings, SERVICE), Bus(settings, clock), DirectoryView()
        self._relay = Relay(self._bus, self._mongo, (SUBMISSIONS, REFUSALS), clock, settings.relay_sweep_seconds)
        self._submissions, self._drafts = SubmissionStore(self._mongo), DraftStore(self._mongo)
        self._refused, self._lookups = RefusalStore(self._mongo), Lookups(self._mongo)
        self._imports, self._uses = ImportStore(self._mongo), UseStore(self._mongo)
        self._erasures = ErasureStore(self._mongo)
        self.erasing = Erasing(self._erasures, clock)
        self._directory = Directory(self._view)
        self._refusals = Refusals(self._refused, self._relay, clock, lambda: uuid.uuid4().hex)
        self._quotas = QuotaBook(self._submissions)
        self.filing = Filing(
            self._submissions,
            self._view,
            self._relay,
            self._quotas,
            self._refusals,
            clock,
            settings.ingest_versions_per_submission,
        )
        self._prepared = asyncio.Event()
        hear_decisions(self._bus, Hearing(self._submissions, clock))
        hear_people(self._bus, self.erasing)
        hear_uses(self._bus, self._uses)

    def routers(self) -> tuple[APIRouter, ...]:
        """The routes, wired to what they do."""
        settings, view, clock = self.settings, self._view, self._clock
        granting = Granting(view, clock, settings.ticket_secret.get_secret_value(), settings.ingest_grant_seconds)
        reading = Reading(self._submissions, self._uses, view, self._refusals, granting)
        contacts = Contacts(reading, self._refused, self._relay, clock, lambda: uuid.uuid4().hex)
        consenting = Consenting(self._submissions, self._relay, self._refusals, clock)
        limits = (settings.ingest_draft_limit_bytes, settings.ingest_drafts_per_organisation)
        drafting = Drafting(self._drafts, view, self._refusals, clock, *limits)
        caller_of = when_ready(view, self._prepared, signed_in(view, settings, clock))
        looking_up = LookingUp(self._lookups, view, self._directory, clock)
        ready = partial(require_ready, view, self._prepared)
        importing = Importing(
            self.filing, self._submissions, self._imports, looking_up, clock, settings.ingest_import_rows
        )
        return (
            submission_routes(self.filing, reading, consenting, caller_of, settings.ingest_page_limit),
            contact_routes(contacts, caller_of),
            draft_routes(drafting, caller_of, settings.ingest_page_limit),
            draft_count_routes(self._drafts, settings, clock, ready),
            lookup_routes(looking_up, reading, drafting, caller_of),
            import_routes(importing, caller_of),
            calendar_routes(
                Calendars(self._lookups, view, clock, settings.ingest_calendar_seconds),
                view,
                ready,
            ),
        )

    @asynccontextmanager
    async def lifespan(self, _app: FastAPI) -> AsyncIterator[None]:
        """Start everything that waits for its servers; stop it, events first, in the order of what needs what."""
        steps = (self._view.follow(self.settings), self._prepare(), self._talk(), self._directory.learn_pinyin())
        running = [asyncio.create_task(logged(step)) for step in steps]
        try:
            yield
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await self._submissions.stop()
            await self._relay.stop(self.settings.stop_grace_seconds)
            await self._bus.stop()
            self._mongo.close()

    async def readiness(self) -> dict[str, bool]:
        """Each dependency by name."""
        return {
            "mongo": self._prepared.is_set() and await self._mongo.ping(),
            "kafka": await self._bus.ping(),
            "directory": self._view.is_ready,
        }

    async def _prepare(self) -> None:
        """What waits for the store; nothing is received before its indexes and quotas are there."""
        await when_there(self._mongo.probe)
        for store in (
            self._submissions,
            self._lookups,
            self._imports,
            self._drafts,
            self._refused,
            self._uses,
            self._erasures,
        ):
            await when_there(store.prepare)
        await when_there(self._quotas.refresh)
        self._submissions.start()
        self._prepared.set()
        steps = (self._quotas.refresh, self._refusals.clear, self.erasing.again)
        await keep_house(steps, self.settings.ingest_housekeeping_seconds)

    async def _talk(self) -> None:
        """Kafka: decisions in once the store can take them, events out."""
        await self._prepared.wait()
        self._relay.start()
        await self._bus.start()
