"""A subscriber's lane: its numbers go out one at a time, lowest first, and what an attempt makes of the lane.

Recalls overtake everything, also a lane that rests. A number that is refused again and again steps aside: the next one is
tried right after it, and only when that is not taken either does the whole lane wait. So one item that a receiver cannot
stand holds up nothing else, and a receiver that is down gets its numbers in their order when it is back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.kit.webhooks.verdicts import Verdict
from services.syndication.domain.backoff import RetryPolicy
from services.syndication.domain.deliveries import Delivery


@dataclass(frozen=True, slots=True)
class Lane:
    """One subscriber's lane, in the hands of `holder` until `until`; nobody else sends its numbers meanwhile.

    `failing_since` is the first failure after the last success. Before `rest_until` nothing but a recall is tried.
    `probe_until` is set while the next number is tried in place of one that has stepped aside: when that one comes again.
    """

    subscriber: str
    holder: str
    until: datetime
    failing_since: datetime | None = None
    rest_until: datetime | None = None
    probe_until: datetime | None = None
    revision: int = 0

    def may_be_taken(self, holder: str, now: datetime) -> bool:
        """Whether this holder may take the lane: it is its own, or nobody has renewed it in time."""
        return self.holder == holder or self.until <= now

    def covers(self, seconds: float, now: datetime) -> bool:
        """Whether the lane stays in its holder's hands for so long, so that an attempt may begin."""
        return self.until >= now + timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What an attempt came to: the verdict, what the receiver asked for, and a draw from 0 to 1 for the jitter."""

    verdict: Verdict
    chance: float
    retry_after_seconds: float | None = None


def next_to_send(
    lane: Lane, numbers: Sequence[Delivery], recalls: Sequence[Delivery], now: datetime
) -> Delivery | None:
    """What goes out next: the lowest recall that is due, else the lowest number that is, unless the lane rests."""
    due = [one for one in recalls if one.not_before <= now]
    if not due and (lane.rest_until is None or lane.rest_until <= now):
        due = [one for one in numbers if one.not_before <= now and not one.is_recall]
    return min(due, key=lambda one: one.number, default=None)


def after_success(lane: Lane) -> Lane:
    """The lane of a receiver that takes what it is sent."""
    return replace(lane, failing_since=None, rest_until=None, probe_until=None)


def after_failure(
    lane: Lane, delivery: Delivery, attempt: Attempt, now: datetime, policy: RetryPolicy
) -> tuple[Lane, datetime]:
    """The lane after an attempt that was not taken, and when this number is tried again."""
    failing = replace(lane, failing_since=lane.failing_since or now)
    attempts, asked = delivery.attempts + 1, attempt.retry_after_seconds
    delay_seconds = policy.delay_seconds(
        attempt.verdict, attempts, attempt.chance, retry_after_seconds=asked, recall=delivery.is_recall
    )
    again_at = now + timedelta(seconds=delay_seconds)
    soon = min(again_at, now + timedelta(seconds=policy.first_delay_seconds))
    if delivery.is_recall:
        return replace(failing, rest_until=max(lane.rest_until or soon, soon)), again_at
    if lane.probe_until is not None and lane.probe_until > now:
        again_at = max(again_at, lane.probe_until) if asked else max(soon, lane.probe_until)
        return replace(failing, rest_until=again_at, probe_until=None), again_at
    # Who says when to come again speaks for the whole receiver, so nothing is tried in between.
    if policy.steps_aside(attempt.verdict, attempts) and not asked:
        return replace(failing, rest_until=soon, probe_until=again_at), again_at
    return replace(failing, rest_until=again_at), again_at


def released(lane: Lane, now: datetime) -> Lane:
    """The lane in nobody's hands, so that the next one need not wait for the lease to end."""
    return replace(lane, until=min(lane.until, now))
