"""Acts on record: every act of the directory, also a refused one, becomes an event in the document it changed."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from uuid import uuid4

from contracts.organisations import MINISTRY, Role
from contracts.problems import Problem, ProblemCode
from services.directory import metrics
from services.directory.store.people import SessionStore
from services.kit.acts import Actor, Change, act_outgoing, actor_for
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.mongo import Document

SERVICE = "directory"
REFUSALS = frozenset({401, 403, 404, 409, 429})
"""Statuses that refuse an act: to whom somebody may not be shown, an act on them is 404. A form with mistakes in it (422) is none yet."""


def acting(caller: Caller, path: tuple[str, ...] = (), roles: frozenset[Role] | None = None) -> Actor:
    """Who acts, and from where: the organisation nearest to the end of `path` in which the caller holds one of `roles`.

    An act is the deed of the organisation that gave the right to it, not of one where the caller is something else.
    """
    held = caller.organisations(roles) or caller.organisations()
    near = [organisation for organisation in reversed(path) if organisation in held]
    return actor_for(caller, (near or [*held, MINISTRY])[0])


@contextmanager
def gone_already() -> Iterator[None]:
    """Ending everything of a kind: what somebody else has ended meanwhile is ended."""
    try:
        yield
    except Problem as problem:
        if problem.code is not ProblemCode.NOT_FOUND:
            raise


class Recorder:
    """Makes the events of acts, and keeps those of refused ones."""

    def __init__(self, sessions: SessionStore, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock

    def done(
        self,
        verb: str,
        actor: Actor,
        target: str,
        revision: int,
        *,
        before: str | None = None,
        after: str | None = None,
    ) -> Document:
        """The event of an act that made `revision` of `target`, to be stored with it."""
        return act_outgoing(
            SERVICE,
            verb,
            actor,
            target,
            self._clock.now(),
            act=f"{SERVICE}:{target}:{revision}:{verb}",
            change=Change(before, after or str(revision)),
        )

    async def refused(self, verb: str, actor: Actor, target: str, problem: Problem) -> None:
        """Put a refusal on record. Raises Problem(store_away): what cannot be put on record is not answered."""
        at = self._clock.now()
        act = f"{SERVICE}:refused:{uuid4()}"
        event = act_outgoing(SERVICE, verb, actor, target, at, act=act, change=Change(problem=problem))
        metrics.REFUSED_ACTS.labels(verb, problem.code.value).inc()
        await self._sessions.put_refusal(act, at, event)

    async def read(self, verb: str, actor: Actor, target: str, asked: str) -> None:
        """Put it on record that something was read, and what was asked for. Raises Problem(store_away)."""
        at = self._clock.now()
        act = f"{SERVICE}:read:{uuid4()}"
        event = act_outgoing(SERVICE, verb, actor, target, at, act=act, change=Change(after=asked))
        await self._sessions.put_refusal(act, at, event)

    async def noted(self, verb: str, actor: Actor, target: str, words: str) -> None:
        """Put an act on record that changed no document of its own. Raises Problem(store_away)."""
        at = self._clock.now()
        act = f"{SERVICE}:noted:{uuid4()}"
        event = act_outgoing(SERVICE, verb, actor, target, at, act=act, change=Change(after=words))
        await self._sessions.put_refusal(act, at, event)

    @asynccontextmanager
    async def watching(self, verb: str, caller: Caller, target: str) -> AsyncIterator[None]:
        """Put it on record when what is done inside is refused."""
        try:
            yield
        except Problem as problem:
            if problem.status in REFUSALS:
                await self.refused(verb, acting(caller), target, problem)
            raise
