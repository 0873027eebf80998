"""Writing: a change is kept with its events in one document, and every act, also a refused one, is put on record."""

import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts import topics
from contracts.featured import FeaturedItem
from contracts.moderation import Decision, DecisionEvent
from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from services.kit.acts import Actor, Change, act_outgoing, actor_for
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.mongo import Document
from services.kit.outbox import Relay, next_revision, outgoing
from services.moderation import metrics
from services.moderation.domain.decide import Decided
from services.moderation.domain.record import Person, Record
from services.moderation.store.bulk import REFUSED, RefusalStore
from services.moderation.store.documents import Stored
from services.moderation.store.items import ITEMS, ItemStore, Scope

log = logging.getLogger(__name__)

SERVICE = "moderation"
READING = frozenset({Role.FILER, Role.REVIEWER, Role.APPROVER, Role.MANAGER, Role.EDITOR, Role.READER})
"""Roles that see the items of their branch; the three administrators look after the system, not after its material."""
PASSING = frozenset({ProblemCode.STORE_AWAY, ProblemCode.NOT_READY})
"""Problems of the moment: nothing was judged, and the same request settles it."""


def person_of(caller: Caller) -> Person:
    """The caller as the rules know people. Of two who must look, each is somebody else in fact, whose work they may be doing."""
    return Person(caller.hands, frozenset((grant.organisation, grant.role) for grant in caller.grants))


def actor_of(caller: Caller, organisation: str) -> Actor:
    """The caller as the audit chain knows people, acting for `organisation`."""
    return actor_for(caller, organisation)


def object_of(submission: UUID) -> str:
    """A submission as acts name what was acted on."""
    return f"submission:{submission}"


def scope_of(caller: Caller) -> Scope:
    """What the caller may see."""
    return Scope(frozenset(caller.organisations(READING)))


def decision_outgoing(event: DecisionEvent) -> Document:
    """The outbox entry of a decision."""
    return outgoing(topics.DECISIONS, str(event.submission), event.revision, event, event.decision.at)


def featured_outgoing(item: FeaturedItem) -> Document:
    """The outbox entry of what newsrooms are told."""
    return outgoing(topics.FEATURED, str(item.item), item.revision, item, item.changed_at)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: the verb, and the id of the act among those on this item."""

    verb: str
    act: str


class Ledger:
    """The write path of every operation."""

    def __init__(self, items: ItemStore, refusals: RefusalStore, relay: Relay, clock: Clock) -> None:
        self.items = items
        self.clock = clock
        self._refusals = refusals
        self._relay = relay

    def now(self) -> datetime:
        """The present moment in whole milliseconds, which is what documents keep."""
        now = self.clock.now()
        return now.replace(microsecond=now.microsecond // 1_000 * 1_000)

    async def visible(self, submission: UUID, caller: Caller) -> Stored:
        """An item in the caller's scope. Raises Problem(not_found), also for an item of another branch."""
        stored = await self.items.load(submission)
        if stored is None or not scope_of(caller).sees(stored.record.standing):
            raise Problem(ProblemCode.NOT_FOUND)
        return stored

    async def first(self, decided: Decided) -> bool:
        """Keep an item that is heard of for the first time; false where there is one already."""
        document = await self.items.insert(decided.record, [decision_outgoing(decided.event)])
        if document is None:
            metrics.WRITE_CONFLICTS.inc()
            return False
        self._relay.hand_over(ITEMS, document)
        _count(decided.event.decision)
        return True

    async def change(self, before: Stored, decided: Decided, act: Document | None = None) -> bool:
        """Keep a decision with its event, its act and what newsrooms are told of it; false when somebody else was faster.

        Raises Problem(event_too_large) before anything is stored.
        """
        told = [featured_outgoing(decided.featured)] if decided.featured else []
        events = [decision_outgoing(decided.event), *told, *([act] if act else [])]
        if not await self._write(before, decided.record, decided.event.revision, events):
            return False
        _count(decided.event.decision)
        if decided.featured:
            metrics.FEATURED.labels(decided.featured.change).inc()
        return True

    async def note(self, before: Stored, record: Record, act: Document | None = None) -> bool:
        """Keep a change that is no decision (a claim, a newer revision of ingest); false when somebody else was faster."""
        return await self._write(before, record, next_revision(before.revision, self.now()), [act] if act else [])

    async def _write(self, before: Stored, record: Record, revision: int, events: list[Document]) -> bool:
        document = await self.items.replace(before, record, revision, events)
        if document is None:
            metrics.WRITE_CONFLICTS.inc()
            return False
        self._relay.hand_over(ITEMS, document)
        return True

    def act_done(self, actor: Actor, done: Done, before: Record, after: Record) -> Document:
        """The event that says `actor` did something to an item."""
        return act_outgoing(
            SERVICE,
            done.verb,
            actor,
            object_of(before.standing.submission),
            self.now(),
            act=f"{before.standing.submission}:{done.act}",
            change=Change(before=_state(before), after=_state(after)),
        )

    @asynccontextmanager
    async def refusals_on_record(self, caller: Caller, verb: str, target: str) -> AsyncIterator[None]:
        """Put on record what is refused inside, and let the problem go on to the caller."""
        try:
            yield
        except Problem as problem:
            if problem.code not in PASSING:
                await self._put_refusal(caller, verb, target, problem)
            raise

    async def _put_refusal(self, caller: Caller, verb: str, target: str, problem: Problem) -> None:
        """Put a refused act on record. That the store is away must not hide the refusal itself from its caller."""
        metrics.REFUSED_ACTS.labels(verb, problem.code.value).inc()
        act = f"refused:{secrets.token_hex(16)}"
        actor = actor_of(caller, _home(caller))
        event = act_outgoing(SERVICE, verb, actor, target, self.now(), act=act, change=Change(problem=problem))
        try:
            self._relay.hand_over(REFUSED, await self._refusals.put(act, event))
        except Problem:
            metrics.UNRECORDED_REFUSALS.inc()
            log.warning("refusal not recorded", extra={"verb": verb, "code": problem.code.value})

    async def forget_sent_refusals(self) -> None:
        """Clear refused acts that Kafka has acknowledged."""
        await self._refusals.forget_sent()


def _home(caller: Caller) -> str:
    """The organisation a refused act is put down to: it was refused, so it belongs to none of the item's."""
    return next(iter(caller.organisations()), "none")


def _state(record: Record) -> str:
    standing = record.standing
    return f"{standing.state.value}:{standing.version}:{standing.level}@{record.revision}"


def _count(decision: Decision) -> None:
    metrics.DECISIONS.labels(decision.act.value, str(decision.level)).inc()
