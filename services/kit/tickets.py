"""Tickets that one service signs and another takes without asking: upload grants, and links for the press.

They are JWTs under one secret that ingest, media and syndication share; `purpose` keeps one kind from being taken for
another. Holding a ticket is enough: no session stands behind it.
"""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import jwt

from contracts.problems import Problem, ProblemCode
from contracts.submissions import Kind

ALGORITHM = "HS256"
CLOCK_SKEW_SECONDS = 30
GRANT = "upload"
PRESS = "press"


@dataclass(frozen=True, slots=True)
class Grant:
    """The right to send the bytes of one line of a manifest. `expires_at` is seconds since 1970, UTC."""

    submission: UUID
    version: int
    edition: str
    submission_kind: Kind
    organisation: str
    unit: str
    person: str
    name: str
    sha256: str
    size_bytes: int
    kind: Literal["photo", "video", "document"]
    expires_at: int


@dataclass(frozen=True, slots=True)
class PressTicket:
    """The right of a subscriber to an asset's press renditions while the asset is public."""

    asset: UUID
    subscriber: str
    expires_at: int


def mint_grant(grant: Grant, secret: str) -> str:
    """The grant as text for a client to hold."""
    return _mint(GRANT, {**asdict(grant), "submission": str(grant.submission)}, grant.expires_at, secret)


def read_grant(ticket: str, secret: str, now: datetime) -> Grant:
    """The grant that a text stands for. Raises Problem(grant_invalid)."""
    said = _read(GRANT, ticket, secret, now)
    try:
        known = {field.name: said[field.name] for field in fields(Grant)}
        return Grant(
            **known | {"submission": UUID(said["submission"]), "submission_kind": Kind(said["submission_kind"])}
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise Problem(ProblemCode.GRANT_INVALID) from fault


def mint_press(ticket: PressTicket, secret: str) -> str:
    """The press ticket as text for a link."""
    return _mint(PRESS, {"asset": str(ticket.asset), "subscriber": ticket.subscriber}, ticket.expires_at, secret)


def read_press(ticket: str, secret: str, now: datetime) -> PressTicket:
    """The press ticket that a text stands for. Raises Problem(grant_invalid)."""
    said = _read(PRESS, ticket, secret, now)
    try:
        return PressTicket(UUID(said["asset"]), str(said["subscriber"]), int(said["expires_at"]))
    except (KeyError, TypeError, ValueError) as fault:
        raise Problem(ProblemCode.GRANT_INVALID) from fault


def _mint(purpose: str, of: dict[str, Any], expires_at: int, secret: str) -> str:
    return jwt.encode({"aud": purpose, "exp": expires_at, "of": of}, secret, algorithm=ALGORITHM)


def _read(purpose: str, ticket: str, secret: str, now: datetime) -> dict[str, Any]:
    try:
        # The clock is the service's own, so the moment is checked here and not by the library.
        claims = jwt.decode(
            ticket,
            secret,
            algorithms=[ALGORITHM],
            audience=purpose,
            options={"require": ["aud", "exp", "of"], "verify_exp": False},
        )
        of: dict[str, Any] = dict(claims["of"])
        expires_at = int(claims["exp"])
    except (jwt.PyJWTError, KeyError, TypeError, ValueError, OverflowError, RecursionError) as fault:
        raise Problem(ProblemCode.GRANT_INVALID) from fault
    if expires_at + CLOCK_SKEW_SECONDS < now.timestamp():
        raise Problem(ProblemCode.GRANT_INVALID)
    return {**of, "expires_at": expires_at}
