"""Wiring: settings to adapters to routes, consumers, work and sweeps."""

import asyncio
import secrets
import socket
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI, Request

from services.kit.bus import Bus
from services.kit.clock import Clock, SystemClock, service_clock
from services.kit.directory_view import DirectoryView
from services.kit.identity import optional_caller, require_ready, when_ready
from services.kit.leases import Lease
from services.kit.mongo import Mongo
from services.kit.objects import S3Objects
from services.kit.outbox import Relay
from services.kit.start import logged, when_there
from services.kit.tickets import read_grant
from services.kit.web import GRANT_HEADER, service_app
from services.media.api.files import file_routes
from services.media.api.uploads import quota_routes, upload_routes
from services.media.assembly import Work, policy_of
from services.media.consumers import hear_all
from services.media.operations.acting import SERVICE, Acting
from services.media.operations.finishing import Finishing
from services.media.operations.hearing import Hearing
from services.media.operations.ledger import Ledger
from services.media.operations.looking import Looking, Viewer
from services.media.operations.outcomes import Outcomes
from services.media.operations.quotas import QuotaBook
from services.media.operations.sessions import Sessions
from services.media.operations.settling import Settling
from services.media.operations.sweeping import Sweeping
from services.media.operations.uploading import Holder, Uploading
from services.media.operations.working.queue import Queue
from services.media.settings import MediaSettings
from services.media.store.acts import ACTS, ActStore
from services.media.store.blobs import BlobStore
from services.media.store.jobs import JobStore
from services.media.store.submissions import SUBMISSIONS, RecordStore
from services.media.store.uploads import UploadStore

BUCKET = "media"
LEASES = "leases"
LEASE_ROUNDS = 3
"""After so many rounds of silence another copy takes the sweeps over."""


def create_app(settings: MediaSettings | None = None, clock: Clock | None = None) -> FastAPI:
    """The service as an application; nothing is connected before its lifespan begins."""
    chosen = settings or MediaSettings()
    parts = Parts(chosen, clock or service_clock(chosen.clock_ahead_seconds))
    app = service_app(
        chosen,
        service=SERVICE,
        title="Weekwire media",
        version="1",
        lifespan=parts.lifespan,
        readiness=parts.readiness,
    )
    app.state.parts = parts
    for router in parts.routers():
        app.include_router(router)
    return app


class Parts:
    """What the service is made of, and how it starts and stops."""

    def __init__(self, settings: MediaSettings, clock: Clock) -> None:
        self._settings, self._clock, self._prepared = settings, clock, asyncio.Event()
        self._running: list[asyncio.Task[None]] = []
        self._mongo, self._bus, self._view = Mongo.connect(settings, SERVICE), Bus(settings, clock), DirectoryView()
        self.objects = S3Objects(settings, BUCKET)
        self._relay = Relay(self._bus, self._mongo, (SUBMISSIONS, ACTS), clock, settings.relay_sweep_seconds)
        self.records, self.uploads = RecordStore(self._mongo), UploadStore(self._mongo)
        self.blobs, self._acts, self.jobs = BlobStore(self._mongo), ActStore(self._mongo), JobStore(self._mongo)
        self.queue = Queue(self.jobs, policy_of(settings), clock)
        self._acting = Acting(self._acts, self._relay, clock, lambda: uuid.uuid4().hex)
        self._ledger = Ledger(self.records, self._relay, clock)
        self.quotas = QuotaBook(self.uploads)
        self.sessions = Sessions(self.uploads, self.objects, self.quotas, clock)
        self._finishing = Finishing(self._ledger, self.sessions, self.blobs, self.objects, self.queue, self._acting)
        self._settling = Settling(self._ledger, self.sessions, self.blobs, self.queue, clock)
        self.sweeping = Sweeping(
            self._ledger,
            self.uploads,
            self._finishing,
            self._settling,
            self.blobs,
            objects=self.objects,
            settings=settings,
            store_clock=SystemClock(),
        )
        self.outcomes = Outcomes(self._ledger, self.sessions, self.blobs, settings.media_keep_seconds)
        self._work = Work(settings, self.queue, self.jobs, self.outcomes, self.objects, view=self._view, clock=clock)
        self.hearing = Hearing(self._ledger, self._settling, self._view)
        hear_all(self._bus, self.hearing)

    def routers(self) -> tuple[APIRouter, ...]:
        """The routes, wired to what they do."""
        uploading = Uploading(
            self._ledger,
            self.sessions,
            self._finishing,
            self.objects,
            self.quotas,
            acting=self._acting,
            view=self._view,
            settings=self._settings,
        )
        looking = Looking(self._ledger, self.objects, self.queue, self._acting, self._settings)
        person_of = optional_caller(self._view, self._settings, self._clock)
        caller_of = when_ready(self._view, self._prepared, person_of)

        async def holder(request: Request) -> Holder:
            require_ready(self._view, self._prepared)
            return self._holder(request)

        async def viewer(request: Request) -> Viewer:
            if GRANT_HEADER not in request.headers:
                return Viewer(caller=await caller_of(request))
            # Holding a grant is enough, also beside a sign-in that has ended meanwhile.
            require_ready(self._view, self._prepared)
            return Viewer(grant=self._holder(request).grant)

        return (
            upload_routes(uploading, holder),
            quota_routes(uploading, caller_of),
            file_routes(looking, viewer, caller_of),
        )

    @asynccontextmanager
    async def lifespan(self, _app: FastAPI) -> AsyncIterator[None]:
        """Start everything that waits for its servers; stop it, work and events first, in the order of what needs what."""
        steps = (self._view.follow(self._settings), self._prepare(), self._talk(), self._begin_to_work())
        self._running = [asyncio.create_task(logged(step)) for step in steps]
        try:
            yield
        finally:
            await self._work.stop()
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)
            await self.records.stop()
            await self._relay.stop(self._settings.stop_grace_seconds)
            await self._bus.stop()
            self.objects.close()
            self._mongo.close()

    async def readiness(self) -> dict[str, bool]:
        """Each dependency by name; `background` is false once a part that should go on has ended by a fault."""
        ended = [task for task in self._running if task.done() and not task.cancelled()]
        return {
            "mongo": self._prepared.is_set() and await self._mongo.ping(),
            "kafka": await self._bus.ping(),
            "directory": self._view.is_ready,
            "object_store": await self.objects.ping(),
            "background": all(task.exception() is None for task in ended),
        }

    async def _prepare(self) -> None:
        """What waits for the stores; nothing is taken before its indexes and quotas are there. Then sweeps, for ever."""
        await when_there(self._mongo.probe)
        for store in (self.records, self.uploads, self.blobs, self._acts, self.jobs):
            await when_there(store.prepare)
        await when_there(self.quotas.refresh)
        self.records.start()
        self._prepared.set()
        await when_there(self.objects.ensure_bucket)
        holder = f"{socket.gethostname()}-{secrets.token_hex(4)}"
        seconds = self._settings.media_sweep_seconds * LEASE_ROUNDS
        lease = Lease(self._mongo.collection(LEASES), "sweeps", holder, seconds, self._clock)
        await self.sweeping.run(lease, self.quotas, self._acting.clear)

    async def _begin_to_work(self) -> None:
        """Work once there is something to work with, and the limits of editions are known."""
        await self._prepared.wait()
        await when_there(self.objects.ensure_bucket)
        await self._view.ready()
        await self._work.start()

    async def _talk(self) -> None:
        """Kafka: events in once the store can take them and the directory is known, events out."""
        await self._prepared.wait()
        self._relay.start()
        await self._view.ready()
        await self._bus.start()

    def _holder(self, request: Request) -> Holder:
        """Who shows a grant. Raises Problem(grant_invalid)."""
        ticket = request.headers.get(GRANT_HEADER, "")
        secret = self._settings.ticket_secret.get_secret_value()
        address = request.client.host if request.client else None
        return Holder(read_grant(ticket, secret, self._clock.now()), address)
