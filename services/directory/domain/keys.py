"""Signing keys: which one signs, when the next is made, and how long each stays published, so that no token goes dark.

A new key is published before it signs, and an old one stays published until the last token it signed has ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal


@dataclass(frozen=True, slots=True)
class KeyPolicy:
    """Times of a key's life. Tokens live `access_seconds`; verifiers may lag by `skew_seconds`."""

    sign_seconds: float
    publish_ahead_seconds: float
    access_seconds: float
    skew_seconds: float

    @property
    def tail(self) -> timedelta:
        """How long a key is still needed after its last signature."""
        return timedelta(seconds=self.access_seconds + self.skew_seconds)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """What is known of a key, its secret aside. It signs from `signs_from` to `signs_until`."""

    key: str
    origin: Literal["generated", "configured", "next"]
    signs_from: datetime
    signs_until: datetime
    not_after: datetime


def first_key(key: str, now: datetime, policy: KeyPolicy) -> SigningKey:
    """A generated key with nobody before it: it signs at once."""
    return _generated(key, now, policy)


def following_key(key: str, before: SigningKey, policy: KeyPolicy) -> SigningKey:
    """A generated key that takes over when `before` stops."""
    return _generated(key, before.signs_until, policy)


def _generated(key: str, signs_from: datetime, policy: KeyPolicy) -> SigningKey:
    signs_until = signs_from + timedelta(seconds=policy.sign_seconds)
    return SigningKey(key, "generated", signs_from, signs_until, signs_until + policy.tail)


def due_for_following(keys: Sequence[SigningKey], now: datetime, policy: KeyPolicy) -> SigningKey | None:
    """The generated key whose follower is to be made and published now; None where there is nothing to do."""
    generated = [key for key in keys if key.origin == "generated"]
    if not generated:
        return None
    last = max(generated, key=lambda key: key.signs_until)
    due = now >= last.signs_until - timedelta(seconds=policy.publish_ahead_seconds)
    return last if due else None


def signer(keys: Sequence[SigningKey], now: datetime) -> SigningKey | None:
    """The key that signs now: a configured one before generated ones, the newest of those whose time has come."""
    configured = [key for key in keys if key.origin == "configured"]
    fitting = configured or [
        key for key in keys if key.origin == "generated" and key.signs_from <= now < key.signs_until
    ]
    return max(fitting, key=lambda key: key.signs_from, default=None)


def published(keys: Sequence[SigningKey], now: datetime) -> list[SigningKey]:
    """The keys a verifier needs now, by name."""
    return sorted((key for key in keys if now < key.not_after), key=lambda key: key.key)


def configured_key(
    key: str, origin: Literal["configured", "next"], known: SigningKey | None, now: datetime, policy: KeyPolicy
) -> SigningKey | None:
    """A key given by setting as it must be published; None where it is published well already.

    It has no end of its own: while it is configured its end is moved on whenever half its time is over.
    """
    half = timedelta(seconds=policy.sign_seconds / 2)
    if known is not None and known.origin == origin and known.signs_until - now > half:
        return None
    signs_until = now + timedelta(seconds=policy.sign_seconds)
    signs_from = known.signs_from if known is not None and known.origin == origin else now
    return SigningKey(key, origin, signs_from, signs_until, signs_until + policy.tail)


def retired(key: SigningKey, now: datetime, policy: KeyPolicy, *, production: bool) -> SigningKey | None:
    """A key that is no longer configured (or may not be trusted any more) with its end; None where it has ended so.

    In production a generated key ends at once: its secret lay in a database that a demo could read.
    """
    grace = timedelta(seconds=policy.publish_ahead_seconds) + policy.tail
    not_after = now if production and key.origin == "generated" else now + grace
    if key.not_after <= not_after:
        return None
    return replace(key, signs_until=min(key.signs_until, now), not_after=not_after)
