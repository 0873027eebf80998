"""A newsroom that is served: what it wants, where it is reached, and the states it can be in."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from contracts.problems import Problem, ProblemCode
from services.syndication.domain.cursors import Cursor
from services.syndication.domain.telling import Filters

TOKEN_PREFIX = "wwf_"  # noqa: S105 - a mark by which a leaked token is recognised, no secret.
ACTIVE_SECRETS = 2
ACTIVE_TOKENS = 2
FORMER_FILTERS = 50


class Status(StrEnum):
    """Whether a subscriber is sent to. Numbers are given in every state but `removed`, so that nothing is missed."""

    ACTIVE = "active"
    PAUSED = "paused"
    SUSPENDED = "suspended"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FeedToken:
    """A feed token as it is stored: the SHA-256 of a random text, so that nobody can read it back."""

    sha256: str
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SealedSecret:
    """A webhook secret as it is stored: encrypted, never shown again. `key` names it in signatures."""

    key: str
    sealed: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A newsroom. `position` is the next offset it is to be told of; `next_number` the next of its own sequence.

    `webhook` is None for who reads by itself. `secrets` hold the newest first; both sign while a rotation is under way.
    `former_filters` are those it had before, the newest first. `version` counts what was ordered about it (If-Match);
    `revision` guards the document.
    """

    id: str
    name: str
    filters: Filters
    webhook: str | None
    status: Status
    tokens: tuple[FeedToken, ...]
    secrets: tuple[SealedSecret, ...]
    position: Cursor
    next_number: int
    made_at: datetime
    version: int = 1
    suspended_for: str | None = None
    status_since: datetime | None = None
    contact: str = ""
    former_filters: tuple[Filters, ...] = ()
    revision: int = 0

    @property
    def is_sent_to(self) -> bool:
        """Whether deliveries go out to it."""
        return self.status is Status.ACTIVE and self.webhook is not None


@dataclass(frozen=True, slots=True)
class Order:
    """What its maker says of a subscriber; everything else of it is this service's."""

    name: str
    contact: str
    filters: Filters
    webhook: str | None


def order_of(subscriber: Subscriber) -> Order:
    """What was last ordered of a subscriber."""
    return Order(subscriber.name, subscriber.contact, subscriber.filters, subscriber.webhook)


def ordered(subscriber: Subscriber, order: Order) -> Subscriber:
    """The subscriber after a change. Nothing is told by it: see `telling`."""
    former = subscriber.former_filters
    if order.filters != subscriber.filters:
        former = (subscriber.filters, *(one for one in former if one != subscriber.filters))[:FORMER_FILTERS]
    return replace(
        subscriber,
        name=order.name,
        contact=order.contact,
        filters=order.filters,
        webhook=order.webhook,
        former_filters=former,
        version=subscriber.version + 1,
    )


def paused(subscriber: Subscriber, at: datetime) -> Subscriber:
    """The subscriber to whom nothing is sent for a while; its numbers go on. Raises Problem(wrong_state)."""
    if subscriber.status is not Status.ACTIVE:
        raise Problem(ProblemCode.WRONG_STATE, state=subscriber.status.value)
    return replace(subscriber, status=Status.PAUSED, status_since=at)


def resumed(subscriber: Subscriber, at: datetime) -> Subscriber:
    """The subscriber to whom everything that waited goes out, each under its own number. Raises Problem(wrong_state)."""
    if subscriber.status not in {Status.PAUSED, Status.SUSPENDED}:
        raise Problem(ProblemCode.WRONG_STATE, state=subscriber.status.value)
    return replace(subscriber, status=Status.ACTIVE, status_since=at, suspended_for=None)


def suspended(subscriber: Subscriber, reason: str, at: datetime) -> Subscriber:
    """The subscriber that kept failing: nothing is dropped, and a person is called. Only an active one can be suspended."""
    if subscriber.status is not Status.ACTIVE:
        return subscriber
    return replace(subscriber, status=Status.SUSPENDED, status_since=at, suspended_for=reason)


def removed(subscriber: Subscriber, at: datetime) -> Subscriber:
    """The subscriber that is served no more. Its record stays, so that its id and its numbers are never used again."""
    return replace(subscriber, status=Status.REMOVED, status_since=at, tokens=(), secrets=(), webhook=None)


def moved_back(subscriber: Subscriber, position: Cursor) -> Subscriber:
    """The subscriber that is told once more from an earlier place; what it has in its newest state is not told again."""
    return replace(subscriber, position=position)


def with_token(subscriber: Subscriber, token: FeedToken, overlap_seconds: float) -> Subscriber:
    """The subscriber with a new feed token; the former one still works for the overlap, anything older no more."""
    until = token.made_at + timedelta(seconds=overlap_seconds)
    former = [replace(one, expires_at=min(one.expires_at, until)) for one in subscriber.tokens[: ACTIVE_TOKENS - 1]]
    return replace(subscriber, tokens=(token, *former))


def with_secret(subscriber: Subscriber, secret: SealedSecret) -> Subscriber:
    """The subscriber with a new webhook secret; the former one goes on signing beside it until the next rotation."""
    return replace(subscriber, secrets=(secret, *subscriber.secrets[: ACTIVE_SECRETS - 1]))


def with_one_secret(subscriber: Subscriber) -> Subscriber:
    """The subscriber whose rotation is finished: only the newest secret signs."""
    return replace(subscriber, secrets=subscriber.secrets[:1])


def feed_token(subscriber: str, random: str) -> str:
    """A feed token as its holder keeps it: it names its subscriber, so that one look-up finds the record."""
    return f"{TOKEN_PREFIX}{subscriber}.{random}"


def subscriber_of(token: str) -> str | None:
    """Whose feed token a text claims to be; None where it is no feed token."""
    name, dot, random = token.removeprefix(TOKEN_PREFIX).rpartition(".")
    return name if token.startswith(TOKEN_PREFIX) and dot and name and random else None


def token_hash(token: str) -> str:
    """What of a feed token is stored. It is random and long, so that a plain hash is as good as a slow one."""
    return hashlib.sha256(token.encode()).hexdigest()


def holds(tokens: Iterable[FeedToken], token: str, now: datetime) -> bool:
    """Whether a token is one of these. Raises Problem(token_expired) for one that was."""
    found = token_hash(token)
    known = [one for one in tokens if hmac.compare_digest(one.sha256, found)]
    if known and all(one.expires_at <= now for one in known):
        raise Problem(ProblemCode.TOKEN_EXPIRED)
    return bool(known)
