"""The second factor: codes by time (RFC 6238, HMAC-SHA1, 30 seconds, six digits), each good once, and recovery codes.

Sources: RFC 6238 5.2 (one step of drift, a code only once); GB/T 22239-2019 8.1.4.1 d (two techniques of identification).
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from contracts.organisations import Role
from services.directory.domain.people import Person
from services.directory.domain.rights import ADMINISTRATOR_ROLES

STEP_SECONDS = 30
DIGITS = 6
DRIFT_STEPS = 1
SECRET_BYTES = 20
RECOVERY_CODES = 10
RECOVERY_BYTES = 10
DEMANDED_OF = ADMINISTRATOR_ROLES | {Role.EDITOR}
"""Who needs one where the setting demands it: the three administrators and the ministry's editors."""


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """A person's second factor. The secret is sealed, recovery codes are hashes of those not used yet.

    `is_on` after a first code has proved that the device has the secret; `last_step` is that of the last code taken.
    """

    person: str
    revision: int
    sealed_secret: str = ""
    is_on: bool = False
    last_step: int = -1
    recovery_sha256: tuple[str, ...] = ()


def is_demanded_of(person: Person) -> bool:
    """Whether a person holds a role that needs a second factor where it is demanded."""
    return any(role in DEMANDED_OF for _, role in person.grants)


def step_at(now: datetime) -> int:
    """The time step of a moment."""
    return int(now.timestamp()) // STEP_SECONDS


def code_at(secret: bytes, step: int) -> str:
    """The code of a time step (RFC 4226 5.3)."""
    digest = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_step(secret: bytes, typed: str, now: datetime, last_step: int) -> int | None:
    """The step whose code was typed: now or one step beside it, and later than the last one taken."""
    around = range(step_at(now) - DRIFT_STEPS, step_at(now) + DRIFT_STEPS + 1)
    fits = [step for step in around if hmac.compare_digest(code_at(secret, step).encode(), typed.encode())]
    return next((step for step in fits if step > last_step), None)


def after_code(
    factor: SecondFactor, secret: bytes | None, typed: str, now: datetime, revision: int
) -> SecondFactor | None:
    """The factor after a code was taken, which is then used up; None where the code is wrong or was used before.

    Without its secret (the key that sealed it is gone) recovery codes are still good.
    """
    plain = plain_code(typed)
    if len(plain) == DIGITS:
        step = matching_step(secret, plain, now, factor.last_step) if secret is not None else None
        return None if step is None else replace(factor, last_step=step, revision=revision)
    used = recovery_sha256(factor.person, plain)
    if used not in factor.recovery_sha256:
        return None
    left = tuple(one for one in factor.recovery_sha256 if one != used)
    return replace(factor, recovery_sha256=left, revision=revision)


def plain_code(typed: str) -> str:
    """What was typed without the gaps that make it readable."""
    return "".join(character for character in typed.upper() if character not in " -")


def recovery_code(raw: bytes) -> str:
    """A recovery code as it is shown: 80 random bits in four groups of four."""
    plain = base64.b32encode(raw).decode("ascii")
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def recovery_sha256(person: str, code: str) -> str:
    """What is kept of a recovery code. It is random enough that a slow hash would protect nothing more."""
    return hashlib.sha256(f"{person}|{plain_code(code)}".encode()).hexdigest()


def switched_on(
    factor: SecondFactor, secret: bytes, typed: str, recovery: Sequence[str], *, now: datetime, revision: int
) -> SecondFactor | None:
    """The factor on, with fresh recovery codes, once a code shows that the device has the secret; else None."""
    step = matching_step(secret, plain_code(typed), now, factor.last_step)
    if step is None:
        return None
    kept = tuple(recovery_sha256(factor.person, code) for code in recovery)
    return replace(factor, is_on=True, last_step=step, recovery_sha256=kept, revision=revision)


def key_uri(secret: bytes, name: str, issuer: str) -> str:
    """The address that an authenticator reads from a square code (Key Uri Format)."""
    label = f"{quote(issuer, safe='')}:{quote(name, safe='')}"
    return f"otpauth://totp/{label}?secret={shown_secret(secret)}&issuer={quote(issuer, safe='')}"


def shown_secret(secret: bytes) -> str:
    """The secret for typing (RFC 4648 base32)."""
    return base64.b32encode(secret).decode("ascii")
