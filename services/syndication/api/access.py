"""Who is asking: one of the ministry's people or a reader anywhere with a session, or a newsroom with its feed token."""

import asyncio
import base64
import binascii
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import Request

from contracts.organisations import MINISTRY, Role
from contracts.problems import Problem, ProblemCode
from services.kit.acts import Actor
from services.kit.identity import Caller
from services.syndication.domain.subscribers import TOKEN_PREFIX, Subscriber
from services.syndication.operations.ledger import ORDERING, actor_of, newsroom
from services.syndication.operations.subscribing import Subscribing

LOOKING = ORDERING | {Role.READER, Role.APPROVER, Role.REVIEWER}
"""Roles in the ministry that may look at feeds and lists, also of newsrooms."""
READING = frozenset({Role.READER})
"""Roles that may look at what is featured, wherever they are held: offices of publicity and media of a province (domain report 3.1)."""
CallerOf = Callable[[Request], Awaitable[Caller]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: a newsroom (`subscriber`) or somebody with a session (`caller`); exactly one of the two."""

    subscriber: Subscriber | None = None
    caller: Caller | None = None
    address: str | None = None

    @property
    def actor(self) -> Actor:
        """The reader as the audit chain knows it."""
        if self.subscriber is not None:
            return newsroom(self.subscriber.id, self.address)
        if self.caller is None:
            raise Problem(ProblemCode.NOT_SIGNED_IN)
        return actor_of(self.caller)

    def may_read(self, subscriber: str) -> None:
        """Raise Problem(not_found) unless this is the subscriber itself or the ministry."""
        if self.subscriber is not None and self.subscriber.id != subscriber:
            raise Problem(ProblemCode.NOT_FOUND)

    def own(self) -> Subscriber:
        """The newsroom itself. Raises Problem(forbidden) for anybody else."""
        if self.subscriber is None:
            raise Problem(ProblemCode.FORBIDDEN)
        return self.subscriber


ReaderOf = Callable[[Request], Awaitable[Reader]]


def insider_of(subscribing: Subscribing, prepared: asyncio.Event, caller_of: CallerOf) -> ReaderOf:
    """A FastAPI dependency: a newsroom, or one of the ministry's people. Raises Problem as `reader_of`."""
    find = reader_of(subscribing, prepared, caller_of)

    async def inside(request: Request) -> Reader:
        reader = await find(request)
        if reader.caller is not None:
            reader.caller.require(LOOKING, (MINISTRY,))
        return reader

    return inside


def reader_of(subscribing: Subscribing, prepared: asyncio.Event, caller_of: CallerOf) -> ReaderOf:
    """A FastAPI dependency: whoever may read what is featured.

    Raises Problem(not_signed_in, token_invalid, token_expired, forbidden, not_ready).
    """

    async def find(request: Request) -> Reader:
        address = request.client.host if request.client else None
        token = feed_token_in(request.headers.get("authorization", ""))
        if token is not None:
            if not prepared.is_set():
                raise Problem(ProblemCode.NOT_READY, retry_after_seconds=1)
            return Reader(subscriber=await subscribing.of_token(token), address=address)
        caller = await caller_of(request)
        if not caller.organisations(READING):
            caller.require(LOOKING, (MINISTRY,))
        return Reader(caller=caller, address=address)

    return find


def ministry_of(caller_of: CallerOf) -> CallerOf:
    """A FastAPI dependency: one of the ministry's editors or managers. Raises Problem(not_signed_in, forbidden)."""

    async def find(request: Request) -> Caller:
        if feed_token_in(request.headers.get("authorization", "")) is not None:
            raise Problem(ProblemCode.FORBIDDEN)
        caller = await caller_of(request)
        caller.require(ORDERING, (MINISTRY,))
        return caller

    return find


def feed_token_in(header: str) -> str | None:
    """The feed token of an Authorization header: a bearer token, or the password of Basic, which feed readers can send."""
    scheme, _, given = header.partition(" ")
    text = given.strip()
    if scheme.lower() == "basic":
        try:
            text = base64.b64decode(text, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return None
    elif scheme.lower() != "bearer":
        return None
    return text if text.startswith(TOKEN_PREFIX) else None
