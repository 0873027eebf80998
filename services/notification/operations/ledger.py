"""Acts on record: who reminded whom, set the banner, or named a webhook, also what was refused."""

import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from contracts.organisations import MINISTRY, Role
from contracts.problems import Problem, ProblemCode
from services.kit.acts import Actor, Change, act_outgoing, actor_for
from services.kit.clock import Clock, whole_milliseconds
from services.kit.identity import Caller
from services.kit.mongo import Document
from services.notification import metrics
from services.notification.store.asked import ReminderStore

log = logging.getLogger(__name__)

SERVICE = "notification"
PASSING = frozenset({ProblemCode.STORE_AWAY, ProblemCode.NOT_READY})
FORMS = frozenset({ProblemCode.INVALID, ProblemCode.INVALID_JSON})
"""A form with mistakes in it is no act yet."""


def acting(caller: Caller, roles: frozenset[Role] | None = None) -> Actor:
    """Who acts, for the first organisation in which one of `roles` is held."""
    held = caller.organisations(roles) or caller.organisations() or (MINISTRY,)
    return actor_for(caller, held[0])


class Ledger:
    """Makes the events of acts."""

    def __init__(self, store: ReminderStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def now(self) -> datetime:
        """The present moment in whole milliseconds, which is what documents keep."""
        return whole_milliseconds(self._clock.now())

    def done(
        self, actor: Actor, verb: str, target: str, before: str | None = None, after: str | None = None
    ) -> Document:
        """The event that says `actor` did something, to be stored with what it changed."""
        act = f"{SERVICE}:{verb}:{secrets.token_hex(16)}"
        return act_outgoing(SERVICE, verb, actor, target, self.now(), act=act, change=Change(before, after))

    @asynccontextmanager
    async def on_record(self, actor: Actor, verb: str, target: str) -> AsyncIterator[None]:
        """Put on record what is refused inside, and let the problem go on to the caller."""
        try:
            yield
        except Problem as problem:
            if problem.code not in PASSING | FORMS:
                await self._refuse(actor, verb, target, problem)
            raise

    async def _refuse(self, actor: Actor, verb: str, target: str, problem: Problem) -> None:
        """Put a refused act on record. That the store is away must not hide the refusal itself from its caller."""
        metrics.REFUSED_ACTS.labels(verb, problem.code.value).inc()
        act = f"refused:{secrets.token_hex(16)}"
        event = act_outgoing(SERVICE, verb, actor, target, self.now(), act=act, change=Change(problem=problem))
        try:
            await self._store.put_refused(act, event)
        except Problem:
            metrics.UNRECORDED_REFUSALS.inc()
            log.warning("refusal not recorded", extra={"verb": verb, "code": problem.code.value})
