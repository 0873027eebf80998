"""Dead letters: the original bytes of what could not be read, with a problem code, and the limit that stops a consumer.

A limit keeps a bad deploy from draining a whole topic into its dead letters.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from aiokafka import ConsumerRecord

from contracts.envelope import DEAD_HEADERS
from contracts.problems import Problem

WINDOW_RECORDS = 500
LEAST_RECORDS = 50
REASON_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """The record for `<topic>.dead`: value and headers untouched, and after them the headers that say why it is here."""

    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]


def dead_letter(record: ConsumerRecord, problem: Problem, at: datetime, attempt: int = 1) -> DeadLetter:
    """Make the dead letter of `record`, whose handling failed for good at the `attempt`-th time.

    Of a record that has been a dead letter before, only the newest reason is kept.
    """
    original = tuple((name, value) for name, value in record.headers if name not in DEAD_HEADERS)
    reasons = {
        "dead_code": problem.code.value,
        "dead_reason": str(problem.facts.get("reason", problem))[:REASON_CHARACTERS],
        "dead_at": at.isoformat(),
        "dead_topic": record.topic,
        "dead_partition": str(record.partition),
        "dead_offset": str(record.offset),
        "dead_attempt": str(attempt),
    }
    return DeadLetter(
        record.value, (*original, *((name, text.encode(errors="replace")) for name, text in reasons.items()))
    )


class DeadLetterLimit:
    """Counts outcomes; `passed` is true once too many failures came in a row, or too large a share of the last records.

    `max_run` failures in a row may be set aside, the next one stops. The share counts from the 50th record on, over the
    last 500, and must exceed `max_ratio`.
    """

    def __init__(self, max_run: int, max_ratio: float) -> None:
        self._max_run = max_run
        self._max_ratio = max_ratio
        self._run = 0
        self._window: deque[bool] = deque(maxlen=WINDOW_RECORDS)
        self._failed = 0

    def passed(self, *, failed: bool) -> bool:
        """Record one outcome; true when the consumer must stop, which only a failure can bring about."""
        self._run = self._run + 1 if failed else 0
        if len(self._window) == WINDOW_RECORDS:
            self._failed -= self._window[0]
        self._window.append(failed)
        self._failed += failed
        if self._run > self._max_run:
            return True
        enough = len(self._window) >= LEAST_RECORDS
        return failed and enough and self._failed / len(self._window) > self._max_ratio
