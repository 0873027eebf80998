"""Wiring of the directory: settings -> adapters -> desks -> routes. Nothing else happens here."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from services.directory.api.access import Access
from services.directory.api.addresses import address_routes
from services.directory.api.audit import audit_routes
from services.directory.api.cookies import Cookies
from services.directory.api.deadlines import deadline_routes
from services.directory.api.delegations import delegation_routes
from services.directory.api.devices import device_routes
from services.directory.api.edition_drafts import edition_draft_routes
from services.directory.api.editions import edition_routes
from services.directory.api.erasure import erasure_routes
from services.directory.api.imports import import_routes
from services.directory.api.links import link_routes
from services.directory.api.locks import lock_routes
from services.directory.api.me import me_routes
from services.directory.api.mergers import merger_routes
from services.directory.api.names import name_routes
from services.directory.api.obligations import obligation_routes
from services.directory.api.oidc import oidc_routes
from services.directory.api.organisations import organisation_routes
from services.directory.api.passkeys import passkey_routes
from services.directory.api.people import people_routes
from services.directory.api.second_factor import second_factor_routes
from services.directory.api.sessions import session_routes
from services.directory.api.units import unit_routes
from services.directory.operations.audit import Audit
from services.directory.operations.desks import Desks
from services.directory.settings import DirectorySettings
from services.directory.store.database import OUTBOXES, Database
from services.kit.bus import Bus
from services.kit.clock import Clock, service_clock
from services.kit.directory_view import DirectoryView
from services.kit.mongo import Mongo
from services.kit.outbox import Relay
from services.kit.web import service_app

log = logging.getLogger(__name__)

SERVICE = "directory"
VERSION = "1.0.0"


def create_app(settings: DirectorySettings, clock: Clock | None = None) -> FastAPI:
    """The directory as an application; it opens its connections when its lifespan begins."""
    at = clock or service_clock(settings.clock_ahead_seconds)
    mongo = Mongo.connect(settings, SERVICE)
    bus = Bus(settings, at)
    relay = Relay(bus, mongo, OUTBOXES, at, settings.relay_sweep_seconds)
    view = DirectoryView()
    desks = Desks(Database(mongo, relay), settings, view, bus, at)

    audit = Audit(mongo, settings, at)
    audit.hear(bus)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        relay.start()
        running = asyncio.create_task(_run(desks, audit, bus))
        try:
            yield
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await relay.stop(settings.stop_grace_seconds)
            await bus.stop()
            await audit.stop()
            mongo.close()

    async def readiness() -> dict[str, bool]:
        return {
            "mongo": await mongo.ping() and desks.is_open,
            "kafka": await bus.ping(),
            "announced": desks.has_announced,
        }

    app = service_app(
        settings, service=SERVICE, title="Weekwire directory", version=VERSION, lifespan=lifespan, readiness=readiness
    )
    access = Access(desks, view, settings, at)
    cookies = Cookies(settings.public_url.startswith("https:"), settings.directory_refresh_grace_seconds)
    app.include_router(session_routes(desks, access, cookies))
    app.include_router(me_routes(desks, access))
    app.include_router(device_routes(desks, access))
    app.include_router(second_factor_routes(desks, access))
    app.include_router(passkey_routes(desks, access, cookies))
    app.include_router(oidc_routes(desks, access, cookies))
    app.include_router(delegation_routes(desks, access))
    app.include_router(link_routes(desks, access))
    app.include_router(organisation_routes(desks, access))
    app.include_router(merger_routes(desks, access))
    app.include_router(unit_routes(desks, access))
    app.include_router(people_routes(desks, access))
    app.include_router(name_routes(desks, access))
    app.include_router(lock_routes(desks, access))
    app.include_router(import_routes(desks, access))
    app.include_router(erasure_routes(desks, access))
    app.include_router(address_routes(desks, access, settings, at))
    app.include_router(edition_routes(desks, access))
    app.include_router(edition_draft_routes(desks, access))
    app.include_router(obligation_routes(desks, access))
    app.include_router(deadline_routes(desks, access))
    app.include_router(audit_routes(desks, audit, access))
    return app


async def _run(desks: Desks, audit: Audit, bus: Bus) -> None:
    """Open the database and Kafka side by side (either may be away at first), then go on for ever."""
    try:
        async with asyncio.TaskGroup() as group:
            connected = group.create_task(bus.start())
            await desks.open()
            for chore in desks.chores():
                group.create_task(chore)
            group.create_task(audit.run())
            await connected
            group.create_task(desks.announce_for_ever())
    except Exception:
        # Readiness tells it to whoever watches; the log says what it was.
        log.exception("the directory cannot go on")
        raise
