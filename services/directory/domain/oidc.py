"""Signing in at another place (OpenID Connect): what is remembered on the way, and who is known there as whom.

Sources: OpenID Connect Core 1.0, 3.1 (code flow, nonce, checks of the ID token); RFC 7636 (PKCE); RFC 9700 (state bound to the browser).
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

FLOW_SECONDS = 600.0
BACK_MAX_CHARACTERS = 500
VALUE_MAX_CHARACTERS = 254
EMAIL = "email"
_BACK = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


@dataclass(frozen=True, slots=True)
class Flow:
    """One way out to the provider and back. `sealed` holds nonce and PKCE verifier; `browser_sha256` whose browser went out."""

    state_sha256: str
    browser_sha256: str
    sealed: str
    back: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a person is at a provider: the value of the claim by which people are known there. A manager has entered it."""

    identity: str
    revision: int
    person: str
    issuer: str
    claim: str
    value: str
    made_by: str
    made_at: datetime
    used_at: datetime | None = None


def hashed(text: str) -> str:
    """A secret of the way as it is stored."""
    return hashlib.sha256(text.encode()).hexdigest()


def flow_for(state: str, browser: str, sealed: str, back: str, now: datetime) -> Flow:
    """What is remembered until the browser comes back."""
    return Flow(hashed(state), hashed(browser), sealed, safe_back(back), now + timedelta(seconds=FLOW_SECONDS))


def safe_back(back: str) -> str:
    """The page to go on with: one of ours, whatever was asked for."""
    return back if len(back) <= BACK_MAX_CHARACTERS and _BACK.fullmatch(back) else "/"


def canonical(claim: str, value: str) -> str:
    """A value as it is compared: capitals in an e-mail address do not matter."""
    return value.strip().casefold() if claim == EMAIL else value.strip()


def identity_id(issuer: str, claim: str, value: str) -> str:
    """The id of an identity: nobody else can be known as the same."""
    return hashed(f"{issuer}|{claim}|{canonical(claim, value)}")


def value_in(claims: Mapping[str, Any], claim: str) -> str | None:
    """The value of the claim that people are known by; an address that the provider has not verified says nothing."""
    value = claims.get(claim)
    if not isinstance(value, str) or not canonical(claim, value):
        return None
    return value if claim != EMAIL or claims.get("email_verified") is True else None
