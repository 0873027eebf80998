"""When a delivery is tried again, what an answer means, and when a subscriber is suspended instead.

Nothing is dropped: a number waits until it is taken, or until a person resumes its subscriber.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

GONE, TOO_EARLY, TOO_MANY, REQUEST_TIMEOUT = 410, 425, 429, 408
MAX_DOUBLINGS = 30


class Verdict(StrEnum):
    """What became of one attempt."""

    TAKEN = "taken"
    FAILING = "failing"
    """The receiver or the way to it is at fault (5xx, silence, TLS, 429, an address that is refused): it may mend by itself."""
    REFUSED = "refused"
    """The receiver read it and said no (4xx): the same bytes will hardly please it soon."""
    GONE = "gone"
    """410: nobody listens there any more."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """When a delivery is tried again. Delays double from the first one up to the greatest, and carry jitter.

    A refused number waits longer, and so does one that has failed `steps_aside_after` times: then the next number is tried
    right after it, so that one item does not hold up all others. A recall is never left for longer than
    `recall_max_delay_seconds`. After `suspend_after_seconds` without any success the subscriber is suspended with an alarm.
    """

    first_delay_seconds: float = 5.0
    max_delay_seconds: float = 1_800.0
    refused_delay_seconds: float = 60.0
    recall_max_delay_seconds: float = 60.0
    max_retry_after_seconds: float = 3_600.0
    steps_aside_after: int = 5
    suspend_after_seconds: float = 86_400.0

    def delay_seconds(
        self, verdict: Verdict, attempts: int, chance: float, *, retry_after_seconds: float | None, recall: bool
    ) -> float:
        """How long to wait after the `attempts`-th attempt. `chance` is drawn from 0 to 1: half of a delay is jitter.

        What the receiver asked for is a lower bound, within reason; a recall obeys it, too.
        """
        first = self.refused_delay_seconds if verdict is Verdict.REFUSED else self.first_delay_seconds
        longest = self.max_delay_seconds
        if recall:
            first, longest = self.first_delay_seconds, self.recall_max_delay_seconds
        doubled = min(longest, first * 2.0 ** min(max(attempts, 1) - 1, MAX_DOUBLINGS))
        asked = min(retry_after_seconds or 0.0, self.max_retry_after_seconds)
        return max(asked, doubled * (0.5 + chance / 2))

    def steps_aside(self, verdict: Verdict, attempts: int) -> bool:
        """Whether the next number may be tried before this one is taken."""
        return verdict is Verdict.REFUSED or attempts >= self.steps_aside_after

    def suspends(self, verdict: Verdict, failing_since: datetime, now: datetime) -> bool:
        """Whether the subscriber is to be suspended: nobody is there any more, or nothing was taken for too long."""
        return verdict is Verdict.GONE or (now - failing_since).total_seconds() >= self.suspend_after_seconds


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
