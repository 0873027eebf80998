"""Dead letters: the original bytes of what could not be read, with a problem code, and the limit that stops a consumer.

A limit keeps a bad deploy from draining a whole topic into its dead letters.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from aiokafka import ConsumerRecord

from contracts.problems import Problem

WINDOW_RECORDS = 500
LEAST_RECORDS = 50


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """The record for `<topic>.dead`: the value untouched, the original headers, and why it is here."""

    value: bytes
    headers: dict[str, str]


def dead_letter(record: ConsumerRecord, problem: Problem, at: datetime, attempt: int = 1) -> DeadLetter:
    """Make the dead letter of `record`. Headers that are not UTF-8 are kept as hexadecimal."""
    headers = {name: _text(value) for name, value in record.headers}
    headers |= {
        "dead_code": problem.code.value,
        "dead_reason": str(problem.facts.get("reason", ""))[:1_000],
        "dead_at": at.isoformat(),
        "dead_topic": record.topic,
        "dead_partition": str(record.partition),
        "dead_offset": str(record.offset),
        "dead_attempt": str(attempt),
    }
    return DeadLetter(record.value or b"", headers)


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return "hex:" + value.hex()


class DeadLetterLimit:
    """Counts failures; `passed` is true once too many came in a row, or too large a share of the last records failed."""

    def __init__(self, max_run: int, max_ratio: float) -> None:
        self._max_run = max_run
        self._max_ratio = max_ratio
        self._run = 0
        self._window: deque[bool] = deque(maxlen=WINDOW_RECORDS)

    def passed(self, *, failed: bool) -> bool:
        """Record one outcome; true when the consumer must stop."""
        self._run = self._run + 1 if failed else 0
        self._window.append(failed)
        if self._run > self._max_run:
            return True
        enough = len(self._window) >= LEAST_RECORDS
        return failed and enough and sum(self._window) / len(self._window) > self._max_ratio
