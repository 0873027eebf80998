"""Time, handed in wherever it decides: people and obligations live in Asia/Shanghai, storage and events in UTC."""

from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Where a rule gets its time from."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


class ShiftedClock:
    """The machine's clock, so many seconds ahead (behind where negative): a demo of a week that has passed."""

    def __init__(self, ahead_seconds: float) -> None:
        self._ahead = timedelta(seconds=ahead_seconds)

    def now(self) -> datetime:
        """The shifted moment in UTC."""
        return datetime.now(UTC) + self._ahead


class FixedClock:
    """A clock that stands still until it is told to advance."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """The moment the clock stands at, in UTC."""
        return self._at

    def advance(self, seconds: float) -> None:
        """Move the clock on by `seconds`."""
        self._at += timedelta(seconds=seconds)


def milliseconds(at: datetime) -> int:
    """Milliseconds since 1970 in UTC."""
    return round(at.timestamp() * 1_000)


def whole_milliseconds(at: datetime) -> datetime:
    """The moment as storage keeps it: what lies beyond the millisecond is cut off, never rounded into the next one."""
    return at.replace(microsecond=at.microsecond // 1_000 * 1_000)


def service_clock(ahead_seconds: float) -> Clock:
    """The clock a service runs by: the machine's, unless its settings shift it."""
    return ShiftedClock(ahead_seconds) if ahead_seconds else SystemClock()
