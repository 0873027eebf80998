"""When the way to a person is open: letters are gathered, rest at night, and back off from an address that fails."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.notification.domain.choices import QuietHours

MAX_DOUBLINGS = 20


@dataclass(frozen=True, slots=True)
class Pace:
    """How often letters come and how long a fault keeps them. Delays double from the first up to the longest."""

    gather_seconds: float = 300.0
    between_seconds: float = 1_800.0
    urgent_between_seconds: float = 120.0
    first_delay_seconds: float = 30.0
    longest_delay_seconds: float = 1_800.0
    first_address_delay_seconds: float = 3_600.0
    longest_address_delay_seconds: float = 604_800.0

    def after_fault(self, failures: int, now: datetime) -> datetime:
        """When to try again after the `failures`-th fault of the way in a row."""
        return now + _doubled(self.first_delay_seconds, self.longest_delay_seconds, failures)

    def after_refusal(self, refusals: int, now: datetime) -> datetime:
        """Until when an address gets nothing that was refused for the `refusals`-th time in a row."""
        return now + _doubled(self.first_address_delay_seconds, self.longest_address_delay_seconds, refusals)


@dataclass(frozen=True, slots=True)
class Lane:
    """The way to one person by one channel. `number` counts what was sent; the next letter has the next one.

    `blocked_until` is when an address is tried again that refused; `failures` and `refusals` are those in a row.
    """

    id: str
    person: str
    revision: int
    number: int = 0
    last_at: datetime | None = None
    failures: int = 0
    refusals: int = 0
    blocked_until: datetime | None = None


def wakes_at(now: datetime, pace: Pace, *, urgent: bool) -> datetime:
    """When a lane is first looked at for a new notice: at once, or after others had time to join it."""
    return now if urgent else now + timedelta(seconds=pace.gather_seconds)


def letter_due_at(lane: Lane, pace: Pace, quiet: QuietHours, now: datetime, *, urgent: bool) -> datetime:
    """When the next letter may go: not later than `now` where it may go now."""
    earliest = now
    if lane.blocked_until is not None:
        earliest = max(earliest, lane.blocked_until)
    if urgent:
        # The first goes at once; when four hundred reports are returned together, the others are one more letter.
        return (
            max(earliest, lane.last_at + timedelta(seconds=pace.urgent_between_seconds)) if lane.last_at else earliest
        )
    if lane.last_at is not None:
        earliest = max(earliest, lane.last_at + timedelta(seconds=pace.between_seconds))
    return quiet.ends_at(earliest)


def _doubled(first: float, longest: float, times: int) -> timedelta:
    return timedelta(seconds=min(longest, first * 2.0 ** min(max(times, 1) - 1, MAX_DOUBLINGS)))
