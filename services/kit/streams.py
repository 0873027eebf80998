"""Streams of server-sent events: how many may be open, how long each may last, and what keeps the line alive."""

import math
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from prometheus_client import Gauge
from sse_starlette import EventSourceResponse, ServerSentEvent

from contracts.problems import Problem, ProblemCode
from services.kit.clock import Clock
from services.kit.identity import CLOCK_SKEW_SECONDS, Caller

FULL_RETRY_SECONDS = 10


@dataclass
class Streams:
    """The open streams of one copy of a service, at most `most`, and of one reader at most `most_of_one` where that is set.

    `gauge` shows how many there are.
    """

    most: int
    gauge: Gauge
    most_of_one: int | None = None
    count: int = 0
    _of: Counter[str] = field(default_factory=Counter)

    def require_room(self, reader: str | None = None) -> None:
        """Raise Problem(rate_limited) where no further stream, or none of this reader, may be opened; before it begins."""
        is_full = self.count >= self.most
        has_enough = reader is not None and self.most_of_one is not None and self._of[reader] >= self.most_of_one
        if is_full or has_enough:
            raise Problem(ProblemCode.RATE_LIMITED, retry_after_seconds=FULL_RETRY_SECONDS)

    @contextmanager
    def held(self, reader: str | None = None) -> Iterator[None]:
        """Count a stream for as long as it is open."""
        self.count += 1
        self.gauge.inc()
        if reader is not None:
            self._of[reader] += 1
        try:
            yield
        finally:
            self.count -= 1
            self.gauge.dec()
            if reader is not None:
                self._of[reader] -= 1
                self._of += Counter()


def rights_seconds(caller: Caller | None, clock: Clock) -> float:
    """For how long the rights last that a stream was opened with: as long as its token is taken, and for ever without one.

    Whoever asks again after the end is told to renew the token; a moment before it would be let in and ended at once.
    """
    return math.inf if caller is None else caller.expires_at + CLOCK_SKEW_SECONDS - clock.now().timestamp()


class EventStream(EventSourceResponse):
    """An answer of server-sent events, which says so in the description of its route, too."""

    media_type = "text/event-stream"


def event_stream(events: AsyncIterator[ServerSentEvent], heartbeat_seconds: float) -> EventStream:
    """The answer that sends `events`, with a comment whenever the line was silent for `heartbeat_seconds`."""
    return EventStream(events, ping=math.ceil(heartbeat_seconds))
