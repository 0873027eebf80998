"""Wiring: settings to adapters to routes, hearing, reminding and sending."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
from fastapi import Depends, FastAPI

from contracts.problems import Problem, ProblemCode
from services.kit.bus import Bus
from services.kit.clock import Clock, service_clock
from services.kit.directory_view import DirectoryView
from services.kit.identity import signed_in, when_ready
from services.kit.mongo import Mongo
from services.kit.outbox import Relay
from services.kit.post import Post
from services.kit.sealing import Vault
from services.kit.start import logged, when_there
from services.kit.streams import Streams
from services.kit.web import service_app
from services.kit.webhooks.addresses import target_of
from services.kit.webhooks.sending import Limits, Sender
from services.notification import metrics
from services.notification.addresses import Addresses, DirectoryAddresses
from services.notification.api.callers import CallerOf, still_here
from services.notification.api.choices import choice_routes, unsubscribe_routes, webhook_routes
from services.notification.api.notices import notice_routes
from services.notification.api.reminders import banner_routes, reminder_routes
from services.notification.api.streams import stream_routes
from services.notification.consumers import hear_everything
from services.notification.domain.kinds import Channel
from services.notification.domain.lanes import Pace
from services.notification.drafts import Drafts, IngestDrafts
from services.notification.neighbours import Neighbour
from services.notification.operations.asking import Asking
from services.notification.operations.calling import Calling
from services.notification.operations.choosing import Choosing
from services.notification.operations.forgetting import Forgetting
from services.notification.operations.hearing import Hearing
from services.notification.operations.ledger import SERVICE, Ledger
from services.notification.operations.lettering import Lettering
from services.notification.operations.reminding import Reminding
from services.notification.operations.sending import Sending
from services.notification.operations.streaming import Streaming
from services.notification.operations.telling import Tellers
from services.notification.operations.watching import Watching
from services.notification.settings import NotificationSettings
from services.notification.store.asked import ASKED, BANNER, REFUSED, ReminderStore
from services.notification.store.lanes import LaneStore
from services.notification.store.notices import NoticeStore
from services.notification.store.people import CHOICES, ENDPOINTS, PeopleStore
from services.notification.store.reports import ReportStore

NO_LETTERS = "no mail server is named (WEEKWIRE_SMTP): notices appear in the page and at webhooks, no letters are sent"


class Parts:
    """Everything one copy is made of; nothing is connected before `work`."""

    def __init__(
        self,
        settings: NotificationSettings,
        clock: Clock,
        addresses: Addresses | None = None,
        drafts: Drafts | None = None,
    ) -> None:
        self.settings, self.clock = settings, clock
        self.view, self.prepared = DirectoryView(with_people=True), asyncio.Event()
        self.mongo, self.bus = Mongo.connect(settings, SERVICE), Bus(settings, clock)
        collections = (ASKED, BANNER, REFUSED, CHOICES, ENDPOINTS)
        self.relay = Relay(self.bus, self.mongo, collections, clock, settings.relay_sweep_seconds)
        self.notices, self.reports = NoticeStore(self.mongo, clock), ReportStore(self.mongo)
        self.lanes = LaneStore(self.mongo, clock, settings.notification_claim_seconds)
        self.people = PeopleStore(self.mongo, self.relay, clock)
        self.reminders = ReminderStore(self.mongo, self.relay)
        self.ledger, self.post = Ledger(self.reminders, clock), Post(settings, clock)
        stores, pace = (self.notices, self.lanes, self.people), _pace(settings)
        self.tellers = Tellers(
            self.view,
            stores,
            clock,
            pace,
            has_letters=self.post.is_configured,
            stale_seconds=settings.notification_stale_seconds,
        )
        self.forgetting = Forgetting(self.view, stores, self.reminders, settings, clock)
        self.hearing = Hearing(self.tellers, self.reports, self.forgetting)
        self.client = httpx.AsyncClient()
        secret = settings.service_secret.get_secret_value()
        self.reminding = Reminding(
            self.tellers,
            (self.reports, self.reminders),
            drafts or IngestDrafts(Neighbour("ingest", settings.ingest, secret, clock, self.client)),
            clock,
            settings.notification_reminding_seconds,
        )
        self.asking = Asking(
            self.view,
            self.reports,
            self.reminders,
            self.reminding,
            self.ledger,
            again_seconds=settings.notification_asked_again_seconds,
        )
        vault = Vault(settings.notification_key.get_secret_value(), b"weekwire notification webhooks")
        self.sender = Sender(
            clock,
            allowed_hosts=settings.allowed_hosts,
            limits=Limits(total_seconds=settings.notification_call_seconds),
            idle_connections=settings.notification_places,
        )
        self.calling = Calling(stores, self.sender, vault, clock, settings=settings, pace=pace)
        self.choosing = Choosing(
            self.people,
            self.calling,
            vault,
            self.ledger,
            clock=clock,
            check=self._check,
            has_left=self.has_left,
        )
        directory = Neighbour("directory", settings.directory, secret, clock, self.client)
        known = addresses or DirectoryAddresses(directory)
        self.lettering = Lettering(stores, self.view, self.post, known, clock, settings=settings, pace=pace)
        self.sending = Sending(
            self.lanes,
            {Channel.EMAIL: self.lettering, Channel.WEBHOOK: self.calling},
            clock,
            places=settings.notification_places,
            poll_seconds=settings.notification_poll_seconds,
        )
        self.tellers.woken = self.sending.wake
        self.watching = Watching(self.notices, clock, settings.notification_watch_seconds)
        streams = Streams(settings.notification_streams_max, metrics.STREAMS, settings.notification_streams_per_person)
        self.streaming = Streaming(
            self.notices, self.watching, streams, clock, self.has_left, settings.notification_heartbeat_seconds
        )
        hear_everything(self.bus, self.hearing)

    def has_left(self, person: str) -> bool:
        """Whether a person is known to be closed or erased."""
        known = self.view.people.get(person)
        return known is not None and known.closed

    def _check(self, address: str) -> None:
        target_of(address, self.settings.allowed_hosts)

    async def work(self) -> None:
        """The store first; then everything that goes on for ever, each as soon as what it needs is there."""
        await when_there(self.mongo.probe)
        for store in (self.notices, self.reports, self.lanes, self.people, self.reminders):
            await when_there(store.prepare)
        self.prepared.set()
        self.relay.start()
        # Each goes on for ever: one that ends did so by a mistake, and readiness tells.
        async with asyncio.TaskGroup() as group:
            lasting = (self.sending, self.reminding, self.forgetting, self.watching)
            for part in (self._hear(), *(one.run() for one in lasting)):
                group.create_task(logged(part))

    async def _hear(self) -> None:
        """Hear once it is known who there is: a notice for somebody who is not known yet would reach nobody."""
        await self.view.ready()
        await self.bus.start()
        await asyncio.Event().wait()

    async def stop(self) -> None:
        """Finish what is under way and close."""
        await self.relay.stop(self.settings.stop_grace_seconds / 3)
        await self.bus.stop()
        await self.sender.close()
        await self.client.aclose()
        self.mongo.close()


def _pace(settings: NotificationSettings) -> Pace:
    return Pace(
        gather_seconds=settings.notification_gather_seconds,
        between_seconds=settings.notification_between_seconds,
        urgent_between_seconds=settings.notification_urgent_between_seconds,
        first_delay_seconds=settings.notification_first_delay_seconds,
        longest_delay_seconds=settings.notification_longest_delay_seconds,
        first_address_delay_seconds=settings.notification_first_address_delay_seconds,
    )


def create_app(
    settings: NotificationSettings | None = None,
    clock: Clock | None = None,
    addresses: Addresses | None = None,
    drafts: Drafts | None = None,
) -> FastAPI:
    """The service as an application; nothing is connected before its lifespan begins."""
    chosen = settings or NotificationSettings()
    made = Parts(chosen, clock or service_clock(chosen.clock_ahead_seconds), addresses, drafts)
    running: list[asyncio.Task[None]] = []

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        running.extend(asyncio.create_task(logged(part)) for part in (made.view.follow(chosen), made.work()))
        try:
            yield
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await made.stop()

    async def readiness() -> dict[str, bool]:
        return {
            "mongo": made.prepared.is_set() and await made.mongo.ping(),
            "kafka": await made.bus.ping(),
            "directory": made.view.is_ready,
            "background": bool(running) and not any(task.done() for task in running),
        }

    def remarks() -> dict[str, str]:
        return {} if made.post.is_configured else {"letters": NO_LETTERS}

    app = service_app(
        chosen,
        service=SERVICE,
        title="Weekwire notification",
        version="1",
        lifespan=lifespan,
        readiness=readiness,
        remarks=remarks,
    )
    app.state.made = made
    caller_of = still_here(signed_in(made.view, chosen, made.clock), made.has_left)
    _routes(app, made, when_ready(made.view, made.prepared, caller_of))
    return app


def _routes(app: FastAPI, made: Parts, caller_of: CallerOf) -> None:
    settings = made.settings
    app.include_router(notice_routes(made.notices, caller_of, made.clock, settings.notification_page_limit))
    app.include_router(stream_routes(made.streaming, caller_of))
    app.include_router(choice_routes(made.choosing, caller_of, has_letters=made.post.is_configured))
    app.include_router(webhook_routes(made.choosing, made.ledger, caller_of))
    app.include_router(reminder_routes(made.asking, made.ledger, caller_of))
    # Neither the banner nor the way out of letters needs a sign-in: the store alone.
    need = _prepared(made.prepared)
    app.include_router(banner_routes(made.reminders, made.ledger, caller_of), dependencies=[Depends(need)])
    secret = settings.service_secret.get_secret_value()
    app.include_router(unsubscribe_routes(made.choosing, secret, settings.public_url), dependencies=[Depends(need)])


def _prepared(prepared: asyncio.Event) -> Callable[[], None]:
    def need() -> None:
        if not prepared.is_set():
            raise Problem(ProblemCode.NOT_READY, retry_after_seconds=1)

    return need
