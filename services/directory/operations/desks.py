"""The directory as a whole: its desks over one database, and what it does by itself while it runs."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any

from aiokafka.errors import KafkaError

from contracts.problems import Problem
from services.directory import metrics
from services.directory.operations.announce import Announcer
from services.directory.operations.deadlines import DeadlineDesk
from services.directory.operations.edition_drafts import EditionDraftDesk
from services.directory.operations.editions import EditionDesk
from services.directory.operations.erasure import ErasureDesk
from services.directory.operations.handing_over import HandingOver
from services.directory.operations.imports import ImportDesk
from services.directory.operations.keys import KeyRing
from services.directory.operations.locks import LockDesk
from services.directory.operations.mergers import MergerDesk
from services.directory.operations.names import NameDesk
from services.directory.operations.obligations import ObligationDesk
from services.directory.operations.organisations import OrganisationDesk
from services.directory.operations.passwords import Passwords
from services.directory.operations.people import PeopleDesk
from services.directory.operations.record import Recorder
from services.directory.operations.second_factors import SecondFactors
from services.directory.operations.sessions import SessionDesk
from services.directory.operations.trees import Tree
from services.directory.operations.units import UnitDesk
from services.directory.operations.ways import Ways
from services.directory.settings import DirectorySettings
from services.directory.store.database import Database
from services.kit.bus import Bus
from services.kit.clock import Clock
from services.kit.directory_view import DirectoryView

log = logging.getLogger(__name__)

RETRY_SECONDS = 1.0
FORGET_EVERY_SECONDS = 3_600.0
FORGET_AFTER = timedelta(days=30)


class Desks:
    """Everything the directory can do, wired over one database."""

    def __init__(
        self, database: Database, settings: DirectorySettings, view: DirectoryView, bus: Bus, clock: Clock
    ) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock
        passwords = Passwords(settings)
        self.recorder = Recorder(database.sessions, clock)
        self.tree = Tree(database, clock)
        self.keys = KeyRing(database, settings, view, clock)
        self.obligations = ObligationDesk(database, self.recorder, clock)
        self.editions = EditionDesk(database, self.obligations, self.recorder, clock)
        self.edition_drafts = EditionDraftDesk(database, self.editions, self.obligations, clock)
        self.organisations = OrganisationDesk(database, self.tree, self.obligations, self.recorder, clock)
        self.mergers = MergerDesk(database, self.tree, self.obligations, self.recorder, clock)
        self.deadlines = DeadlineDesk(database, self.obligations)
        self.units = UnitDesk(database, self.recorder, clock)
        self.second_factors = SecondFactors(database, settings, self.recorder, clock)
        self.sessions = SessionDesk(database, settings, self.keys, passwords, self.second_factors, self.recorder, clock)
        self.people = PeopleDesk(database, self.sessions, passwords, self.second_factors, self.recorder, clock)
        self.ways = Ways(
            database, settings, self.people, self.sessions, passwords, self.second_factors, self.recorder, clock
        )
        self.imports = ImportDesk(database, self.organisations, self.people, self.ways.links, self.recorder, clock)
        self.handing_over = HandingOver(self.people)
        self.names = NameDesk(database)
        self.locks = LockDesk(database, self.people, self.recorder, clock)
        self.erasure = ErasureDesk(
            database,
            (self.sessions.end_for_good, self.second_factors.remove, self.ways.forget_person),
            self.recorder,
            clock,
        )
        self.announcer = Announcer(database, bus, clock)
        self.is_open = False
        self.has_announced = False

    async def open(self) -> None:
        """Make the database ready and load what is shipped; waits for MongoDB however long it is away."""
        while True:
            try:
                await self._database.prepare()
                await self._database.organisations.spell()
                await self.keys.check()
                await self.editions.load_shipped()
                await self.obligations.settle()
            except Problem as problem:
                log.warning("not open yet", extra={"code": problem.code.value})
                await asyncio.sleep(RETRY_SECONDS)
            else:
                self.is_open = True
                return

    async def announce_for_ever(self) -> None:
        """Announce every state, at once and then now and then; tries again until it went through."""
        while True:
            try:
                count = await self.announcer.everything()
            except (Problem, KafkaError, OSError, AssertionError) as fault:
                metrics.ANNOUNCE_FAILURES.inc()
                log.warning("not announced", extra={"fault": repr(fault)})
                await asyncio.sleep(RETRY_SECONDS)
                continue
            log.info("announced", extra={"states": count})
            self.has_announced = True
            await asyncio.sleep(self._settings.directory_announce_seconds)

    def chores(self) -> list[Coroutine[Any, Any, None]]:
        """What goes on for ever: keys, the tree, obligations, and forgetting what nobody asks for any more."""
        return [
            _every(self._settings.directory_key_check_seconds, self.keys.check),
            _every(self._settings.directory_tree_check_seconds, self._check_tree),
            # Opening has just done it, and it looks at everything.
            _every(self._settings.directory_obligations_check_seconds, self.obligations.settle, at_once=False),
            _every(FORGET_EVERY_SECONDS, self._forget),
            *self.ways.chores(),
        ]

    async def _check_tree(self) -> None:
        await self.tree.check()
        await self.mergers.complete_due()

    async def _forget(self) -> None:
        await self._database.sessions.forget(self._clock.now() - FORGET_AFTER)
        await self.ways.forget()
        await self.imports.forget()
        await self.erasure.complete()


async def _every(seconds: float, act: Callable[[], Awaitable[None]], *, at_once: bool = True) -> None:
    if not at_once:
        await asyncio.sleep(seconds)
    while True:
        try:
            await act()
        except Problem as problem:
            log.warning("housekeeping put off", extra={"code": problem.code.value})
            await asyncio.sleep(RETRY_SECONDS)
            continue
        except Exception:
            # Housekeeping must go on: what fails now is tried again at its next turn, and the log says so.
            log.exception("housekeeping failed")
        await asyncio.sleep(seconds)
