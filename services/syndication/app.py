"""Wiring: settings to adapters to routes, hearing, numbering and sending."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from contracts.problems import Problem
from services.kit.bus import Bus
from services.kit.clock import Clock, service_clock
from services.kit.directory_view import DirectoryView
from services.kit.identity import signed_in, when_ready
from services.kit.mongo import Mongo
from services.kit.outbox import Relay
from services.kit.start import logged, when_there
from services.kit.web import service_app
from services.kit.webhooks.addresses import target_of
from services.kit.webhooks.sending import Limits, Sender
from services.syndication.api.access import CallerOf, insider_of, ministry_of, reader_of
from services.syndication.api.deliveries import delivery_routes, recall_routes
from services.syndication.api.feeds import feed_routes
from services.syndication.api.items import featured_routes
from services.syndication.api.subscribers import subscriber_act_routes, subscriber_routes, trial_routes
from services.syndication.consumers import FeaturedLog
from services.syndication.domain.backoff import RetryPolicy
from services.syndication.operations.acknowledging import Acknowledging
from services.syndication.operations.delivering import Delivering, Sizes
from services.syndication.operations.hearing import Hearing
from services.syndication.operations.housekeeping import Housekeeping
from services.syndication.operations.ledger import SERVICE, Ledger
from services.syndication.operations.links import LinkMaker
from services.syndication.operations.numbering import Numbering
from services.syndication.operations.reading import Reading
from services.syndication.operations.subscribing import Subscribing
from services.syndication.operations.trying import Trying
from services.syndication.settings import SyndicationSettings
from services.syndication.store.deliveries import DELIVERIES, DeliveryStore
from services.syndication.store.items import ItemStore
from services.syndication.store.lanes import LaneStore
from services.syndication.store.subscribers import REFUSED, SUBSCRIBERS, RefusalStore, SubscriberStore

TRIAL_CONNECTIONS = 4
RELEASE_SECONDS = 1.0
"""How long a stopping copy tries to hand over the lease; without that another takes it when it has run out."""


class Parts:
    """Everything one copy is made of; nothing is connected before `work`."""

    def __init__(self, settings: SyndicationSettings, clock: Clock) -> None:
        self.settings, self.clock, self.holder = settings, clock, secrets.token_hex(8)
        self.mongo, self.bus = Mongo.connect(settings, SERVICE), Bus(settings, clock)
        collections = (SUBSCRIBERS, DELIVERIES, REFUSED)
        self.relay = Relay(self.bus, self.mongo, collections, clock, settings.relay_sweep_seconds)
        self.items, self.refusals = ItemStore(self.mongo), RefusalStore(self.mongo)
        self.subscribers = SubscriberStore(self.mongo, self.relay, clock)
        self.deliveries = DeliveryStore(self.mongo, self.relay, clock)
        self.lanes = LaneStore(self.mongo, self.deliveries, self.relay, clock)
        self.links, self.ledger = LinkMaker(settings), Ledger(self.refusals, self.relay, clock)
        self.subscribing = Subscribing(
            settings,
            self.subscribers,
            self.items,
            self.ledger,
            check=self._check,
            begin_anew=self.lanes.begin_anew,
        )
        # Test calls have connections of their own: they wait for no delivery, and none for them.
        self.trial_sender = self._sender(TRIAL_CONNECTIONS)
        self.prepared = asyncio.Event()
        self.delivering: Delivering | None = None
        self.lease = self.items.lease("featured", self.holder, settings.syndication_lease_seconds, clock)
        self.numbering = Numbering(self.items, self.subscribers, self.deliveries, self.links, clock, wake=self._wake)
        self.housekeeping = Housekeeping(self.subscribers, self.deliveries, self.ledger, settings)

    def _check(self, address: str) -> None:
        target_of(address, self.settings.allowed_hosts)

    def _wake(self, subscriber: str) -> None:
        if self.delivering is not None:
            self.delivering.wake(subscriber)

    async def work(self) -> None:
        """The store first; then everything that goes on for ever, each as soon as what it needs is there."""
        await when_there(self.mongo.probe)
        for store in (self.items, self.subscribers, self.deliveries, self.lanes, self.refusals):
            await when_there(store.prepare)
        self.deliveries.start()
        self.prepared.set()
        self.relay.start()
        # Each goes on for ever: one that ends did so by a mistake, and readiness tells.
        async with asyncio.TaskGroup() as group:
            for part in (self._hear(), self._send(), self.housekeeping.run()):
                group.create_task(logged(part))

    async def _hear(self) -> None:
        """Read the log once Kafka is there; what has its number already is sent without it."""
        await self.bus.start()
        heard = FeaturedLog(
            self.settings,
            self.items,
            self.lease,
            self.bus,
            self.clock,
            hearing=Hearing(self.items),
            carry_on=self.numbering.carry_on,
        )
        await heard.run()

    def _sender(self, idle_connections: int) -> Sender:
        settings = self.settings
        limits = Limits(total_seconds=settings.syndication_attempt_seconds)
        return Sender(
            self.clock, allowed_hosts=settings.allowed_hosts, limits=limits, idle_connections=idle_connections
        )

    async def _send(self) -> None:
        """Send for as long as the service runs; attempts under way end within the grace."""
        settings = self.settings
        sender = self._sender(settings.syndication_places)
        policy = RetryPolicy(
            first_delay_seconds=settings.syndication_first_delay_seconds,
            max_delay_seconds=settings.syndication_max_delay_seconds,
            suspend_after_seconds=settings.syndication_suspend_after_seconds,
        )
        sizes = Sizes(
            places=settings.syndication_places,
            slow_places=settings.syndication_slow_places,
            lease_seconds=2 * settings.syndication_attempt_seconds,
            poll_seconds=settings.syndication_poll_seconds,
        )
        self.delivering = Delivering(
            self.lanes,
            self.subscribing,
            sender,
            self.clock,
            policy,
            sizes=sizes,
            holder=self.holder,
            chance=secrets.SystemRandom().random,
        )
        try:
            await self.delivering.run()
        finally:
            await self.delivering.stop(settings.stop_grace_seconds / 3)
            await sender.close()

    async def stop(self) -> None:
        """Finish what is under way and close."""
        with contextlib.suppress(Problem, TimeoutError):
            async with asyncio.timeout(RELEASE_SECONDS):
                await self.lease.release()
        await self.trial_sender.close()
        await self.deliveries.stop()
        await self.relay.stop(self.settings.stop_grace_seconds / 3)
        await self.bus.stop()
        self.mongo.close()


def create_app(settings: SyndicationSettings | None = None, clock: Clock | None = None) -> FastAPI:
    """The service as an application; nothing is connected before its lifespan begins."""
    chosen, view = settings or SyndicationSettings(), DirectoryView()
    made = Parts(chosen, clock or service_clock(chosen.clock_ahead_seconds))

    running: list[asyncio.Task[None]] = []

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        running.extend(asyncio.create_task(logged(part)) for part in (view.follow(chosen), made.work()))
        try:
            yield
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await made.stop()

    async def readiness() -> dict[str, bool]:
        there = made.prepared.is_set() and await made.mongo.ping()
        return {
            "mongo": there,
            "kafka": await made.bus.ping(),
            "directory": view.is_ready,
            # Whichever copy reads the log: once it has a place, every copy can answer.
            "log": there and await made.items.end() is not None,
            "background": bool(running) and not any(task.done() for task in running),
        }

    app = service_app(
        chosen, service=SERVICE, title="Weekwire syndication", version="1", lifespan=lifespan, readiness=readiness
    )
    app.state.made = made
    _routes(app, made, when_ready(view, made.prepared, signed_in(view, chosen, made.clock)))
    return app


def _routes(app: FastAPI, made: Parts, caller_of: CallerOf) -> None:
    ministry = ministry_of(caller_of)
    reader = reader_of(made.subscribing, made.prepared, caller_of)
    insider = insider_of(made.subscribing, made.prepared, caller_of)
    reading = Reading(made.items, made.links, made.settings, made.clock)
    acknowledging = Acknowledging(made.deliveries, made.subscribing, made.ledger, made.settings)
    app.include_router(feed_routes(reading, reader, made.settings))
    app.include_router(featured_routes(reading, acknowledging, ministry, reader))
    app.include_router(trial_routes(Trying(made.subscribing, made.ledger, made.trial_sender), made.ledger, ministry))
    app.include_router(subscriber_routes(made.subscribing, made.ledger, ministry, insider))
    app.include_router(subscriber_act_routes(made.subscribing, made.ledger, ministry))
    app.include_router(delivery_routes(acknowledging, made.ledger, ministry, insider))
    app.include_router(recall_routes(acknowledging, made.ledger, insider))
