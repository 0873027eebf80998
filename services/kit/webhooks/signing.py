"""Signatures of webhooks, and how a receiver judges them: HMAC-SHA256 over id, timestamp and body.

The form is that of Standard Webhooks 1.0 (standardwebhooks.com), so that a newsroom may check it with a library that it has:
`webhook-id` is the event's id, `webhook-timestamp` seconds since 1970 of this attempt, `webhook-signature` one `v1,<base64>`
for each active key. The subscriber's own number is in the signed body and, for sorting at the door, in `weekwire-sequence`.
"""

import base64
import binascii
import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from contracts.problems import Problem, ProblemCode

ID, TIMESTAMP, SIGNATURE, SEQUENCE = "webhook-id", "webhook-timestamp", "webhook-signature", "weekwire-sequence"
VERSION = "v1"
SECRET_PREFIX = "whsec_"  # noqa: S105 - what a secret begins with.
MIN_KEY_BYTES = 24
TOLERANCE_SECONDS = 300
MAX_SIGNATURES = 8
MAX_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Checked:
    """A delivery whose signature, time and header hold. The number is still to be compared with the body's."""

    event_id: str
    number: int
    signed_at: int


def key_of(secret: str) -> bytes:
    """The key that a secret stands for: what follows `whsec_` in base64. Raises ValueError where it is none or too short."""
    text = secret.removeprefix(SECRET_PREFIX)
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise ValueError("a secret is whsec_ and base64") from fault
    if len(key) < MIN_KEY_BYTES:
        raise ValueError(f"a secret has {MIN_KEY_BYTES} bytes or more")
    return key


def secret_of(key: bytes) -> str:
    """The secret as it is shown to a newsroom."""
    return SECRET_PREFIX + base64.b64encode(key).decode()


def signed_headers(
    event_id: str, number: int | None, at: datetime, body: bytes, keys: Sequence[bytes]
) -> dict[str, str]:
    """The headers of one attempt at `at`, signed with every active key. `number` only where the receiver's are unbroken."""
    timestamp = int(at.timestamp())
    signatures = " ".join(f"{VERSION},{_signature(key, event_id, timestamp, body)}" for key in keys)
    headers = {ID: event_id, TIMESTAMP: str(timestamp), SIGNATURE: signatures}
    return headers if number is None else headers | {SEQUENCE: str(number)}


def check(headers: Mapping[str, str], body: bytes, keys: Sequence[bytes], now: datetime) -> Checked:
    """Judge a delivery by its headers (names in lower case). Raises Problem(signature_invalid).

    Every given signature is compared with every key in constant time, whether or not an earlier one has matched.
    """
    event_id, signatures = headers.get(ID, ""), headers.get(SIGNATURE, "").split()
    timestamp, number = _whole(headers.get(TIMESTAMP, "")), _whole(headers.get(SEQUENCE, ""))
    if not event_id or timestamp is None or number is None or not 0 < len(signatures) <= MAX_SIGNATURES:
        raise Problem(ProblemCode.SIGNATURE_INVALID)
    given = [value for version, _, value in (one.partition(",") for one in signatures) if version == VERSION]
    matches = False
    for key in keys:
        expected = _signature(key, event_id, timestamp, body).encode()
        for value in given:
            matches |= hmac.compare_digest(expected, value.encode())
    if not matches or abs(now.timestamp() - timestamp) > TOLERANCE_SECONDS:
        raise Problem(ProblemCode.SIGNATURE_INVALID)
    return Checked(event_id, number, timestamp)


@dataclass(slots=True)
class ReplayMemory:
    """Which attempts came already. It forgets what the time window refuses anyway, so it stays small.

    A sender that repeats a delivery signs anew, so the same id under the same timestamp is somebody's copy.
    """

    _seen: OrderedDict[tuple[str, int], float] = field(default_factory=OrderedDict)

    def admit(self, checked: Checked, now: datetime) -> None:
        """Remember an attempt. Raises Problem(signature_invalid) where it came already."""
        while self._seen and next(iter(self._seen.values())) < now.timestamp():
            self._seen.popitem(last=False)
        attempt = (checked.event_id, checked.signed_at)
        if attempt in self._seen:
            raise Problem(ProblemCode.SIGNATURE_INVALID)
        self._seen[attempt] = checked.signed_at + TOLERANCE_SECONDS

    def __len__(self) -> int:
        """How many attempts are remembered."""
        return len(self._seen)


def _signature(key: bytes, event_id: str, timestamp: int, body: bytes) -> str:
    digest = hmac.digest(key, b"%s.%d.%s" % (event_id.encode(), timestamp, body), hashlib.sha256)
    return base64.b64encode(digest).decode()


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else None
