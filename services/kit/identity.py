"""Who is calling, checked offline: EdDSA tokens against keys heard on a topic, rights by roles in the organisation tree."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import jwt
from fastapi import Request

from contracts.organisations import PublicKey, Role
from contracts.problems import Problem, ProblemCode
from services.kit.clock import Clock
from services.kit.directory_view import DirectoryView
from services.kit.settings import ServiceSettings
from services.kit.web import ACCESS_COOKIE

CallerT = TypeVar("CallerT", bound="Caller | None")

ALGORITHM = "EdDSA"
CLOCK_SKEW_SECONDS = 30
BEARER = "bearer "
TOKENS_KEPT = 10_000
PAGE_HEADER = "x-weekwire-page"
"""What pages of the application set on their requests, and nobody else's page can without being asked (CORS)."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SAME_ORIGIN = "same-origin"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that a person has in an organisation; it reaches the organisation's whole branch."""

    organisation: str
    role: Role


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in person. `expires_at` is seconds since 1970, UTC; `session` is the sign-in the token belongs to.

    Where `acting` is set, a colleague of that id acts for the person, with such of the person's roles as may be lent.
    """

    person: str
    session: str
    grants: tuple[Grant, ...]
    expires_at: int
    address: str | None = None
    acting: str | None = None

    @property
    def hands(self) -> str:
        """The person who really acts: the colleague, where one acts for another."""
        return self.acting or self.person

    def may(self, roles: Iterable[Role], path: Iterable[str]) -> bool:
        """Whether one of `roles` is held in an organisation on `path` (root to target, or an item's chain with the ministry)."""
        wanted, reached = frozenset(roles), frozenset(path)
        return any(grant.role in wanted and grant.organisation in reached for grant in self.grants)

    def holds(self, roles: Iterable[Role], organisation: str) -> bool:
        """Whether one of `roles` is held in exactly this organisation."""
        return self.may(roles, (organisation,))

    def organisations(self, roles: Iterable[Role] | None = None) -> tuple[str, ...]:
        """The organisations in which the caller holds one of `roles` (any role where None), sorted."""
        wanted = frozenset(roles) if roles is not None else frozenset(Role)
        return tuple(sorted({grant.organisation for grant in self.grants if grant.role in wanted}))

    def require(self, roles: Iterable[Role], path: Iterable[str]) -> None:
        """Raise Problem(forbidden) unless `may`."""
        if not self.may(roles, path):
            raise Problem(ProblemCode.FORBIDDEN)


class Tokens:
    """Reads tokens. A signature is checked once a token and key; whether they are still in force, at every request."""

    def __init__(self, view: DirectoryView, settings: ServiceSettings, clock: Clock) -> None:
        self._view = view
        self._settings = settings
        self._clock = clock
        self._checked: OrderedDict[str, tuple[PublicKey, Caller]] = OrderedDict()

    def read(self, token: str) -> Caller:
        """The caller a token speaks for. Raises Problem(token_expired, token_invalid)."""
        key, caller = self._checked.get(token) or self._check(token)
        now = self._clock.now().timestamp()
        if self._view.keys.get(key.key) is not key:
            self._checked.pop(token, None)
            return self.read(token)
        if key.not_after.timestamp() < now:
            raise Problem(ProblemCode.TOKEN_INVALID)
        if caller.expires_at + CLOCK_SKEW_SECONDS < now:
            raise Problem(ProblemCode.TOKEN_EXPIRED)
        return caller

    def _check(self, token: str) -> tuple[PublicKey, Caller]:
        try:
            key = self._view.keys[jwt.get_unverified_header(token)["kid"]]
            claims: dict[str, Any] = jwt.decode(
                token,
                jwt.PyJWK(dict(key.jwk), algorithm=ALGORITHM),
                algorithms=[ALGORITHM],
                issuer=self._settings.token_issuer,
                audience=self._settings.token_audience,
                options={
                    "require": ["exp", "sub", "iat"],
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
            if int(claims.get("nbf", 0)) - CLOCK_SKEW_SECONDS > self._clock.now().timestamp():
                raise Problem(ProblemCode.TOKEN_INVALID)
            grants = tuple(Grant(organisation, Role(role)) for organisation, role in claims["grants"])
            # RFC 8693 4.1: who really acts.
            acting = str(claims["act"]["sub"]) if "act" in claims else None
            caller = Caller(str(claims["sub"]), str(claims["sid"]), grants, int(claims["exp"]), acting=acting)
        except (jwt.PyJWTError, KeyError, ValueError, TypeError, OverflowError, RecursionError) as fault:
            raise Problem(ProblemCode.TOKEN_INVALID) from fault
        self._checked[token] = (key, caller)
        if len(self._checked) > TOKENS_KEPT:
            self._checked.popitem(last=False)
        return key, caller


def read_token(token: str, view: DirectoryView, settings: ServiceSettings, clock: Clock) -> Caller:
    """The caller a token speaks for, checked anew. Raises the problems of `Tokens.read`."""
    return Tokens(view, settings, clock).read(token)


def optional_caller(
    view: DirectoryView, settings: ServiceSettings, clock: Clock
) -> Callable[[Request], Awaitable[Caller | None]]:
    """A FastAPI dependency: the caller, or None where no token is sent.

    Raises the problems of `Tokens.read`, and Problem(csrf_refused).
    """
    tokens = Tokens(view, settings, clock)

    async def find(request: Request) -> Caller | None:
        token = token_of(request)
        if token is None:
            return None
        try:
            caller = tokens.read(token)
        except Problem:
            # A picture or a stream brings the cookie along unasked, and cannot refresh it: it sees what anybody may see.
            if is_page(request) or _bearer(request) is not None:
                raise
            return None
        return replace(caller, address=request.client.host if request.client else None)

    return find


def token_of(request: Request) -> str | None:
    """The access token of a request: from `Authorization: Bearer`, else from a page's cookie, None where there is neither.

    A browser sends cookies along whoever made it ask, so with one whatever changes something must come from a page of ours:
    raises Problem(csrf_refused).
    """
    bearer = _bearer(request)
    if bearer is not None:
        return bearer
    cookie = request.cookies.get(ACCESS_COOKIE)
    if not cookie:
        return None
    if request.method not in SAFE_METHODS:
        require_page(request)
    return cookie


def _bearer(request: Request) -> str | None:
    header = request.headers.get("authorization", "")
    return header[len(BEARER) :].strip() if header.lower().startswith(BEARER) else None


def is_page(request: Request) -> bool:
    """Whether a page of the application says that it asks, as it does on each of its requests but those for mere addresses."""
    return PAGE_HEADER in request.headers


def require_page(request: Request) -> None:
    """Raise Problem(csrf_refused) unless a page of the application asks, by its own word and, where it tells, the browser's."""
    if not is_page(request) or request.headers.get("sec-fetch-site", SAME_ORIGIN) != SAME_ORIGIN:
        raise Problem(ProblemCode.CSRF_REFUSED)


def signed_in(view: DirectoryView, settings: ServiceSettings, clock: Clock) -> Callable[[Request], Awaitable[Caller]]:
    """A FastAPI dependency: the caller; raises Problem(not_signed_in) where no token is sent."""
    find = optional_caller(view, settings, clock)

    async def need(request: Request) -> Caller:
        caller = await find(request)
        if caller is None:
            raise Problem(ProblemCode.NOT_SIGNED_IN)
        return caller

    return need


def in_person(find: Callable[[Request], Awaitable[Caller]]) -> Callable[[Request], Awaitable[Caller]]:
    """Whom `find` finds, where it is about what is the person's alone. Raises Problem(not_for_another) where a colleague acts."""

    async def own(request: Request) -> Caller:
        caller = await find(request)
        if caller.acting is not None:
            raise Problem(ProblemCode.NOT_FOR_ANOTHER)
        return caller

    return own


def when_ready(
    view: DirectoryView, prepared: asyncio.Event, find: Callable[[Request], Awaitable[CallerT]]
) -> Callable[[Request], Awaitable[CallerT]]:
    """What `find` finds, once the directory is known and the store prepared. Raises Problem(not_ready) before."""

    async def wait(request: Request) -> CallerT:
        require_ready(view, prepared)
        return await find(request)

    return wait


def require_ready(view: DirectoryView, prepared: asyncio.Event) -> None:
    """Raise Problem(not_ready) until the directory is known and the store prepared."""
    if not view.is_ready or not prepared.is_set():
        raise Problem(ProblemCode.NOT_READY, retry_after_seconds=1)
