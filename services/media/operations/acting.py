"""Acts on record: what was done over the upload protocol, and every right that was refused, before its answer is given."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from contracts.problems import Problem, ProblemCode
from services.kit.acts import Actor, Change, act_outgoing, actor_for
from services.kit.clock import Clock, milliseconds
from services.kit.identity import Caller
from services.kit.mongo import Document
from services.kit.outbox import Relay
from services.media import metrics
from services.media.domain.sessions import Session
from services.media.store.acts import ACTS, ActStore

log = logging.getLogger(__name__)

SERVICE = "media"
KEPT_MILLISECONDS = 3_600_000
"""How long an act stays after its event has gone out: long enough to look at, short enough to fill no disk."""
NOBODY = "none"
"""Stands for the organisation of a person who holds no role anywhere."""
RIGHTS = frozenset(
    {
        ProblemCode.GRANT_SUPERSEDED,
        ProblemCode.MEDIA_QUOTA_EXCEEDED,
        ProblemCode.FORBIDDEN,
        ProblemCode.NOT_FOUND,
        ProblemCode.BYTES_NEVER_CAME,
    }
)
"""What is a refused act; a part that is missing or a store that is away is none."""


@dataclass(frozen=True, slots=True)
class Acting:
    """Puts acts on record. `new_id` gives an id that was never given before."""

    store: ActStore
    relay: Relay
    clock: Clock
    new_id: Callable[[], str]

    def done(self, verb: str, session: Session, address: str | None, after: str) -> Document:
        """The event that says the holder of a grant did something to an upload; it goes out with the record it changes."""
        actor = Actor(session.person, session.organisation, address)
        act = f"{SERVICE}:{verb}:{session.upload}"
        change = Change(after=after)
        return act_outgoing(SERVICE, verb, actor, f"asset:{session.asset}", self.clock.now(), act=act, change=change)

    async def put(self, act: Document) -> None:
        """Put an act that changes no record on record. Raises Problem(store_away)."""
        now = milliseconds(self.clock.now())
        self.relay.hand_over(ACTS, await self.store.put(act["id"], now, act))

    @asynccontextmanager
    async def refusals_on_record(self, verb: str, actor: Actor, target: str) -> AsyncIterator[None]:
        """Put on record what is refused inside, and let the problem go on to the caller."""
        try:
            yield
        except Problem as problem:
            if problem.code in RIGHTS:
                await self.refused(verb, actor, target, problem)
            raise

    async def refused(self, verb: str, actor: Actor, target: str, problem: Problem) -> None:
        """Put a refused act on record. A store that is away does not turn the refusal into another answer; a metric tells."""
        metrics.REFUSED_ACTS.labels(verb, problem.code.value).inc()
        act = f"{SERVICE}:refused:{self.new_id()}"
        event = act_outgoing(SERVICE, verb, actor, target, self.clock.now(), act=act, change=Change(problem=problem))
        try:
            await self.put(event)
        except Problem as fault:
            metrics.UNRECORDED_REFUSALS.inc()
            log.warning("refusal not recorded", extra={"verb": verb, "target": target, "fault": fault.code.value})

    async def clear(self) -> None:
        """Drop what has long been said. Raises Problem(store_away)."""
        await self.store.clear(milliseconds(self.clock.now()) - KEPT_MILLISECONDS)


def actor_of(caller: Caller) -> Actor:
    """A signed-in person as the audit chain knows people."""
    held = caller.organisations()
    return actor_for(caller, held[0] if held else NOBODY)
