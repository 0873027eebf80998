"""Tokens between services for work in the background, which no person's sign-in stands behind.

They are JWTs under one secret that the services share, name who calls and whom, and hold for a minute. No service asks
another while it handles a request; this is for what goes on behind, such as asking where a letter is to go.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import jwt
from fastapi import Request

from contracts.problems import Problem, ProblemCode
from services.kit.clock import Clock
from services.kit.settings import ServiceSettings

ALGORITHM = "HS256"
LIFE_SECONDS = 60
CLOCK_SKEW_SECONDS = 30
BEARER = "bearer "


def mint_service_token(service: str, audience: str, secret: str, now: datetime) -> str:
    """What `service` shows when it calls `audience`."""
    claims = {"iss": service, "aud": _audience(audience), "exp": int(now.timestamp()) + LIFE_SECONDS}
    return jwt.encode(claims, secret, algorithm=ALGORITHM)


def read_service_token(token: str, audience: str, secret: str, now: datetime) -> str:
    """The service that calls. Raises Problem(token_invalid, token_expired)."""
    try:
        # The clock is the service's own, so the moment is checked here and not by the library.
        claims: dict[str, Any] = jwt.decode(
            token,
            secret,
            algorithms=[ALGORITHM],
            audience=_audience(audience),
            options={"require": ["iss", "aud", "exp"], "verify_exp": False},
        )
        service, expires_at = str(claims["iss"]), int(claims["exp"])
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, OverflowError, RecursionError) as fault:
        raise Problem(ProblemCode.TOKEN_INVALID) from fault
    if expires_at + CLOCK_SKEW_SECONDS < now.timestamp():
        raise Problem(ProblemCode.TOKEN_EXPIRED)
    return service


def calling_service(
    settings: ServiceSettings, clock: Clock, audience: str, allowed: frozenset[str]
) -> Callable[[Request], Awaitable[str]]:
    """A FastAPI dependency: which of the `allowed` services calls `audience`.

    Raises Problem(not_signed_in, token_invalid, token_expired, forbidden).
    """

    async def find(request: Request) -> str:
        header = request.headers.get("authorization", "")
        if not header.lower().startswith(BEARER):
            raise Problem(ProblemCode.NOT_SIGNED_IN)
        secret = settings.service_secret.get_secret_value()
        service = read_service_token(header[len(BEARER) :].strip(), audience, secret, clock.now())
        if service not in allowed:
            raise Problem(ProblemCode.FORBIDDEN)
        return service

    return find


def _audience(audience: str) -> str:
    # Apart from the audiences of people's tokens and of tickets, so that none of them can be taken for another.
    return f"service:{audience}"
