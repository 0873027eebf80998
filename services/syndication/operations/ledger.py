"""Acts on record: who ordered, changed or acknowledged what, also what was refused."""

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
from services.kit.outbox import Relay
from services.syndication import metrics
from services.syndication.domain.subscribers import Subscriber
from services.syndication.store.subscribers import REFUSED, RefusalStore

log = logging.getLogger(__name__)

SERVICE = "syndication"
ORDERING = frozenset({Role.EDITOR, Role.MANAGER})
"""Roles in the ministry that decide who is served."""
PASSING = frozenset({ProblemCode.STORE_AWAY, ProblemCode.NOT_READY})


def actor_of(caller: Caller) -> Actor:
    """One of the ministry's people as the audit chain knows them."""
    return actor_for(caller, MINISTRY)


def newsroom(subscriber: str, address: str | None) -> Actor:
    """A subscriber that acts with its feed token."""
    return Actor(f"subscriber:{subscriber}", MINISTRY, address)


class Ledger:
    """Makes the events of acts."""

    def __init__(self, refusals: RefusalStore, relay: Relay, clock: Clock) -> None:
        self._refusals = refusals
        self._relay = relay
        self._clock = clock

    def now(self) -> datetime:
        """The present moment in whole milliseconds, which is what documents keep."""
        return whole_milliseconds(self._clock.now())

    def done(self, actor: Actor, verb: str, subscriber: str, before: Subscriber | None, after: Subscriber) -> Document:
        """The event that says `actor` did something about a subscriber."""
        return act_outgoing(
            SERVICE,
            verb,
            actor,
            f"subscriber:{subscriber}",
            self.now(),
            act=f"{subscriber}:{verb}:{after.revision or secrets.token_hex(8)}",
            change=Change(before=_state(before) if before else None, after=_state(after)),
        )

    def act(self, actor: Actor, verb: str, target: str) -> Document:
        """The event that says `actor` did something that changes no subscriber, such as an acknowledgement."""
        act = f"{verb}:{secrets.token_hex(16)}"
        return act_outgoing(SERVICE, verb, actor, target, self.now(), act=act, change=Change())

    async def keep(self, actor: Actor, verb: str, target: str) -> None:
        """Put an act on record that changes no document of its own. Raises Problem(store_away)."""
        event = self.act(actor, verb, target)
        self._relay.hand_over(REFUSED, await self._refusals.put(f"done:{secrets.token_hex(16)}", event))

    @asynccontextmanager
    async def on_record(self, actor: Actor, verb: str, target: str) -> AsyncIterator[None]:
        """Put on record what is refused inside, and let the problem go on to the caller."""
        try:
            yield
        except Problem as problem:
            if problem.code not in PASSING:
                await self._refuse(actor, verb, target, problem)
            raise

    async def _refuse(self, actor: Actor, verb: str, target: str, problem: Problem) -> None:
        """Put a refused act on record. That the store is away must not hide the refusal itself from its caller."""
        metrics.REFUSED_ACTS.labels(verb, problem.code.value).inc()
        act = f"refused:{secrets.token_hex(16)}"
        event = act_outgoing(SERVICE, verb, actor, target, self.now(), act=act, change=Change(problem=problem))
        try:
            self._relay.hand_over(REFUSED, await self._refusals.put(act, event))
        except Problem:
            metrics.UNRECORDED_REFUSALS.inc()
            log.warning("refusal not recorded", extra={"verb": verb, "code": problem.code.value})

    async def forget_sent(self) -> None:
        """Clear acts that Kafka has acknowledged."""
        await self._refusals.forget_sent()


def _state(subscriber: Subscriber) -> str:
    return f"{subscriber.status.value}:{subscriber.version}@{subscriber.revision}"
