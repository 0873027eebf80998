"""When a delivery is tried again, and when a subscriber is suspended instead.

Nothing is dropped: a number waits until it is taken, or until a person resumes its subscriber.
"""

from dataclasses import dataclass
from datetime import datetime

from services.kit.webhooks.verdicts import Verdict

MAX_DOUBLINGS = 30


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
