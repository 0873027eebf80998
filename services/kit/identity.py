"""Who is calling, checked offline: EdDSA tokens against keys heard on a topic, rights by roles in the organisation tree."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

import jwt
from fastapi import Request

from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from services.kit.clock import Clock
from services.kit.directory_view import DirectoryView
from services.kit.settings import ServiceSettings

ALGORITHM = "EdDSA"
CLOCK_SKEW_SECONDS = 30
BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that a person has in an organisation; it reaches the organisation's whole branch."""

    organisation: str
    role: Role


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in person. `expires_at` is seconds since 1970, UTC; `session` is the sign-in the token belongs to."""

    person: str
    session: str
    grants: tuple[Grant, ...]
    expires_at: int
    address: str | None = None

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


def read_token(token: str, view: DirectoryView, settings: ServiceSettings, clock: Clock) -> Caller:
    """The caller a token speaks for. Raises Problem(token_expired, token_invalid)."""
    now = clock.now().timestamp()
    try:
        key = view.keys[jwt.get_unverified_header(token)["kid"]]
        if key.not_after.timestamp() < now:
            raise Problem(ProblemCode.TOKEN_INVALID)
        claims: dict[str, Any] = jwt.decode(
            token,
            jwt.PyJWK(dict(key.jwk), algorithm=ALGORITHM),
            algorithms=[ALGORITHM],
            issuer=settings.token_issuer,
            audience=settings.token_audience,
            options={"require": ["exp", "sub", "iat"], "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )
        grants = tuple(Grant(organisation, Role(role)) for organisation, role in claims["grants"])
        caller = Caller(str(claims["sub"]), str(claims["sid"]), grants, int(claims["exp"]))
    except (jwt.PyJWTError, KeyError, ValueError, TypeError, OverflowError, RecursionError) as fault:
        raise Problem(ProblemCode.TOKEN_INVALID) from fault
    if caller.expires_at + CLOCK_SKEW_SECONDS < now:
        raise Problem(ProblemCode.TOKEN_EXPIRED)
    return caller


def optional_caller(
    view: DirectoryView, settings: ServiceSettings, clock: Clock
) -> Callable[[Request], Awaitable[Caller | None]]:
    """A FastAPI dependency: the caller, or None where no token is sent. Raises the problems of `read_token`."""

    async def find(request: Request) -> Caller | None:
        header = request.headers.get("authorization", "")
        if not header.lower().startswith(BEARER):
            return None
        caller = read_token(header[len(BEARER) :].strip(), view, settings, clock)
        address = request.client.host if request.client else None
        return Caller(caller.person, caller.session, caller.grants, caller.expires_at, address)

    return find


def signed_in(view: DirectoryView, settings: ServiceSettings, clock: Clock) -> Callable[[Request], Awaitable[Caller]]:
    """A FastAPI dependency: the caller; raises Problem(not_signed_in) where no token is sent."""
    find = optional_caller(view, settings, clock)

    async def need(request: Request) -> Caller:
        caller = await find(request)
        if caller is None:
            raise Problem(ProblemCode.NOT_SIGNED_IN)
        return caller

    return need
