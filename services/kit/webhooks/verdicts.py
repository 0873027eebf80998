"""What the answer to one attempt means, and when a receiver wants to be asked again."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

GONE, TOO_EARLY, TOO_MANY, REQUEST_TIMEOUT = 410, 425, 429, 408


class Verdict(StrEnum):
    """What became of one attempt."""

    TAKEN = "taken"
    FAILING = "failing"
    """The receiver or the way to it is at fault (5xx, silence, TLS, 429, an address that is refused): it may mend by itself."""
    REFUSED = "refused"
    """The receiver read it and said no (4xx): the same bytes will hardly please it soon."""
    GONE = "gone"
    """410: nobody listens there any more."""


def verdict_of(status: int) -> Verdict:
    """What a status says. A redirect that is not followed is a fault on the way."""
    if 200 <= status < 300:  # noqa: PLR2004 - RFC 9110, 15.3.
        return Verdict.TAKEN
    if status == GONE:
        return Verdict.GONE
    if 400 <= status < 500 and status not in {REQUEST_TIMEOUT, TOO_EARLY, TOO_MANY}:  # noqa: PLR2004 - RFC 9110, 15.5.
        return Verdict.REFUSED
    return Verdict.FAILING


def retry_after_seconds(value: str | None, now: datetime) -> float | None:
    """What a Retry-After header asks for (RFC 9110, 10.2.3: seconds, or a date); None where it says nothing that can be read."""
    said = (value or "").strip()
    # Python's own idea of a digit is wider than the standard's.
    if said.isascii() and said.isdigit():
        return float(said[:12])
    try:
        at = parsedate_to_datetime(said)
    except (TypeError, ValueError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())
