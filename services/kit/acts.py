"""Audit events: every act, also a refused one, leaves its service through the outbox."""

from dataclasses import dataclass
from datetime import datetime

from contracts import topics
from contracts.acts import ActEvent
from contracts.problems import Problem
from services.kit.clock import milliseconds
from services.kit.identity import Caller
from services.kit.mongo import Document
from services.kit.outbox import outgoing


@dataclass(frozen=True, slots=True)
class Change:
    """What an act did: revisions or short states before and after, or the problem it was refused with."""

    before: str | None = None
    after: str | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person, for an organisation, from a network address.

    `on_behalf_of` is another organisation whose work is done, `acting_for` the colleague whose right is used.
    """

    person: str
    organisation: str
    address: str | None = None
    on_behalf_of: str | None = None
    acting_for: str | None = None


def actor_for(caller: Caller, organisation: str, on_behalf_of: str | None = None) -> Actor:
    """A signed-in person as the audit chain knows people: whose hands it were, and for which colleague."""
    acting_for = caller.person if caller.acting else None
    return Actor(caller.hands, organisation, caller.address, on_behalf_of, acting_for)


def act_outgoing(
    service: str,
    verb: str,
    actor: Actor,
    target: str,
    at: datetime,
    *,
    act: str,
    change: Change,
) -> Document:
    """The outbox entry that says `actor` did `verb` to `target` (`submission:<id>`), or was refused with `change.problem`.

    `act` is the deterministic id of the act, so that a repeat is recognised.
    """
    event = ActEvent(
        act=act,
        revision=milliseconds(at),
        at=at,
        service=service,
        verb=verb,
        actor=actor.person,
        organisation=actor.organisation,
        on_behalf_of=actor.on_behalf_of,
        acting_for=actor.acting_for,
        address=actor.address,
        object=target,
        before=change.before,
        after=change.after,
        outcome="refused" if change.problem else "done",
        problem=change.problem.code.value if change.problem else None,
    )
    return outgoing(topics.ACTS[service], act, event.revision, event, at, key=actor.organisation)
