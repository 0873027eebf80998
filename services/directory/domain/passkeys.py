"""Passkeys: keys of a person's devices that prove both that one has the device and that one is its owner.

Source: W3C Web Authentication Level 3, 7.1 and 7.2. A passkey is user-verified at every use, so it counts as both factors; it is
found by itself (discoverable), so nobody types a name.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

CHALLENGE_SECONDS = 300.0
CHALLENGE_BYTES = 32
MOST_PASSKEYS = 10
NAME_MAX_CHARACTERS = 60


class Ceremony(StrEnum):
    """What a challenge is for."""

    REGISTER = "register"
    ENTER = "enter"


@dataclass(frozen=True, slots=True)
class Challenge:
    """A question that is asked once. `person` is who registers; nobody is known yet where somebody signs in."""

    challenge_sha256: str
    ceremony: Ceremony
    person: str | None
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey. `passkey` is the credential's id in base64url, `public_key` is COSE; times are UTC.

    `sign_count` only rises, where the device counts at all; one that does not was copied. `synced` ones are on several devices.
    """

    passkey: str
    revision: int
    person: str
    public_key: bytes
    sign_count: int
    name: str
    made_at: datetime
    synced: bool
    transports: tuple[str, ...] = ()
    used_at: datetime | None = None
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """Whom passkeys are made for: the host that people open, and the origin that pages are of."""

    host: str
    origin: str


def relying_party(public_url: str) -> RelyingParty:
    """The relying party at a public address."""
    parts = urlsplit(public_url)
    return RelyingParty(parts.hostname or "localhost", f"{parts.scheme}://{parts.netloc}")


def handle_of(person: str) -> bytes:
    """What devices know a person by (user handle): it says nothing about the person (7.1, 14.6.1)."""
    return hashlib.sha256(f"weekwire passkey|{person}".encode()).digest()


def hashed(challenge: bytes) -> str:
    """A challenge as it is stored."""
    return hashlib.sha256(challenge).hexdigest()


def challenge_for(ceremony: Ceremony, person: str | None, challenge: bytes, now: datetime) -> Challenge:
    """A fresh challenge."""
    return Challenge(hashed(challenge), ceremony, person, now + timedelta(seconds=CHALLENGE_SECONDS))


def used(passkey: Passkey, sign_count: int, *, synced: bool, now: datetime, revision: int) -> Passkey:
    """The passkey after somebody came in with it."""
    return replace(passkey, sign_count=sign_count, synced=synced, used_at=now, revision=revision)
