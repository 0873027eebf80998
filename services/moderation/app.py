"""Wiring: settings to adapters to routes and consumers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import FastAPI

from contracts.problems import Problem, ProblemCode
from services.kit.bus import Bus
from services.kit.clock import Clock, service_clock
from services.kit.directory_view import DirectoryView
from services.kit.identity import signed_in, when_ready
from services.kit.mongo import Mongo
from services.kit.outbox import Relay
from services.kit.start import logged, when_there
from services.kit.web import Readiness, service_app
from services.moderation.api.bulks import bulk_routes
from services.moderation.api.clues import clue_routes
from services.moderation.api.complaints import desk_routes, public_routes
from services.moderation.api.items import CallerOf, Lists, item_routes, queue_routes
from services.moderation.api.rules import rule_routes
from services.moderation.consumers import check_submissions, hear_submissions
from services.moderation.operations.bulks import Bulks
from services.moderation.operations.checking import Checking
from services.moderation.operations.clues import Clues
from services.moderation.operations.complaints import Complaints
from services.moderation.operations.hearing import Hearing
from services.moderation.operations.housekeeping import Housekeeping
from services.moderation.operations.ledger import SERVICE, Ledger
from services.moderation.operations.reviewing import Beside, Reviewing
from services.moderation.operations.rules import Rules
from services.moderation.operations.trying import Trying
from services.moderation.settings import ModerationSettings
from services.moderation.store.bulk import REFUSED, BulkStore, RefusalStore
from services.moderation.store.checks import CheckStore
from services.moderation.store.complaints import COMPLAINTS, ComplaintStore
from services.moderation.store.items import ITEMS, ItemStore
from services.moderation.store.joint import JointStore
from services.moderation.store.media import EarlyMediaStore


@dataclass(frozen=True, slots=True)
class Parts:
    """The adapters of one process and what writes through them; the service and its commands are both made of these."""

    settings: ModerationSettings
    clock: Clock
    mongo: Mongo
    bus: Bus
    relay: Relay
    items: ItemStore
    bulks: BulkStore
    refusals: RefusalStore
    joint: JointStore
    early: EarlyMediaStore
    beside: Beside
    ledger: Ledger

    async def prepare(self) -> None:
        """Wait for the store and create what it needs."""
        await when_there(self.mongo.probe)
        stores = (self.items, self.bulks, self.refusals, self.joint, self.early)
        for store in (*stores, self.beside.checks, self.beside.complaints):
            await when_there(store.prepare)
        self.items.start()
        self.beside.checks.start()

    async def stop(self) -> None:
        """Finish what is under way and close."""
        await self.items.stop()
        await self.beside.checks.stop()
        await self.relay.stop(self.settings.stop_grace_seconds)
        await self.bus.stop()
        self.mongo.close()


def parts(settings: ModerationSettings, clock: Clock) -> Parts:
    """Everything that is connected, not yet connected."""
    mongo, bus = Mongo.connect(settings, SERVICE), Bus(settings, clock)
    relay = Relay(bus, mongo, (ITEMS, REFUSED, COMPLAINTS), clock, settings.relay_sweep_seconds)
    items, refusals = ItemStore(mongo), RefusalStore(mongo)
    return Parts(
        settings,
        clock,
        mongo,
        bus,
        relay,
        items,
        bulks=BulkStore(mongo),
        refusals=refusals,
        joint=JointStore(mongo),
        early=EarlyMediaStore(mongo),
        beside=Beside(CheckStore(mongo), ComplaintStore(mongo)),
        ledger=Ledger(items, refusals, relay, clock),
    )


class Checks:
    """The automatic checks of one process. They have a bus of their own: where they stop, standings and reviewers go on."""

    def __init__(self, made: Parts, view: DirectoryView) -> None:
        self._settings = made.settings
        self._bus = Bus(made.settings, made.clock)
        self._rules = Rules(made.settings.moderation_rules, made.clock)
        self._checking = Checking(made.beside.checks, made.items, self._rules, view, made.clock)
        self.trying = Trying(self._rules, made.beside.checks, self._checking, made.settings.moderation_trial_items)
        check_submissions(self._bus, self._checking)

    async def run(self, prepared: asyncio.Event) -> None:
        """Learn what was checked before, so that nothing is compared with half of it; then check what comes, for ever."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._rules.follow(self._settings.moderation_rules_seconds))
            await prepared.wait()
            await when_there(self._checking.rebuild)
            await self._bus.start()
            group.create_task(self._checking.follow(self._settings.moderation_neighbours_seconds))

    async def stop(self) -> None:
        """Finish what is under way."""
        await self._bus.stop()
        self._checking.close()


def create_app(settings: ModerationSettings | None = None, clock: Clock | None = None) -> FastAPI:
    """The service as an application; nothing is connected before its lifespan begins."""
    chosen, view, prepared = settings or ModerationSettings(), DirectoryView(), asyncio.Event()
    made = parts(chosen, clock or service_clock(chosen.clock_ahead_seconds))
    reviewing = Reviewing(made.ledger, made.joint, made.beside, view)
    hear_submissions(made.bus, Hearing(made.ledger, made.early, view))
    checks = Checks(made, view)
    chores = Housekeeping(made.ledger, made.bulks, made.beside, chosen.moderation_housekeeping_seconds)

    async def work() -> None:
        """The store first, then Kafka: nothing is heard before it can be kept."""
        await made.prepare()
        prepared.set()
        made.relay.start()
        await made.bus.start()
        await chores.run()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        parts_of_it = (view.follow(chosen), work(), checks.run(prepared))
        running = [asyncio.create_task(logged(part)) for part in parts_of_it]
        try:
            yield
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await checks.stop()
            await made.stop()

    ready = _readiness(made, view, prepared)
    app = service_app(
        chosen, service=SERVICE, title="Weekwire moderation", version="1", lifespan=lifespan, readiness=ready
    )
    caller_of = when_ready(view, prepared, signed_in(view, chosen, made.clock))
    _routes(app, made, reviewing, caller_of)
    app.include_router(rule_routes(checks.trying, caller_of))
    app.include_router(clue_routes(Clues(made.ledger, view), caller_of))
    complaints = Complaints(made.ledger, made.beside.complaints, made.relay)
    app.include_router(public_routes(complaints, _prepared(prepared), chosen.moderation_complaints_per_minute))
    app.include_router(desk_routes(complaints, caller_of))
    return app


def _readiness(made: Parts, view: DirectoryView, prepared: asyncio.Event) -> Readiness:
    """What a reviewer needs. Where the checks' own consumers stop, an alert says so, and people go on."""

    async def find() -> dict[str, bool]:
        return {
            "mongo": prepared.is_set() and await made.mongo.ping(),
            "kafka": await made.bus.ping(),
            "directory": view.is_ready,
        }

    return find


def _prepared(prepared: asyncio.Event) -> Callable[[], None]:
    """For routes without a sign-in: they need the store alone. Raises Problem(not_ready) before."""

    def need() -> None:
        if not prepared.is_set():
            raise Problem(ProblemCode.NOT_READY, retry_after_seconds=1)

    return need


def _routes(app: FastAPI, made: Parts, reviewing: Reviewing, caller_of: CallerOf) -> None:
    lists = Lists(made.ledger, reviewing, made.settings.moderation_page_limit)
    app.include_router(queue_routes(made.ledger, reviewing, lists, caller_of))
    app.include_router(item_routes(made.ledger, reviewing, lists, caller_of))
    app.include_router(bulk_routes(Bulks(made.ledger, reviewing, made.bulks, made.settings), lists, caller_of))
