"""A batch of the decision log into the ledger: as if one record after the other, but reading as little as needed.

Of several decisions on one submission only the newest is read, because each carries the whole standing. Which one that is
says the id of the event (`<submission>:<revision>:<type>`); whatever makes a difference to the ledger is read all the same.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol
from uuid import UUID

from services.aggregation.domain.ledger import Ledger, Position
from services.aggregation.domain.reading import Unreadable, read_decision, revision_told

ID_HEADER = "ce_id"
REVISION_DIGITS = 18
UNKNOWN_SUBMISSION = bytes(16)
"""Whose an unreadable decision is when not even its key can be read."""


class LogRecord(Protocol):
    """What counting needs of a record. `timestamp` is the broker's, in milliseconds since 1970."""

    @property
    def offset(self) -> int:
        """Its place in the partition."""

    @property
    def timestamp(self) -> int:
        """When the broker appended it."""

    @property
    def key(self) -> bytes | None:
        """The submission."""

    @property
    def value(self) -> bytes | None:
        """The decision; None where it was deleted."""

    @property
    def headers(self) -> Sequence[tuple[str, bytes]]:
        """Its attributes."""


class Taken(NamedTuple):
    """What became of a batch: decisions that changed a standing, and those that did not or were overtaken in the batch."""

    applied: int
    ignored: int


def apply_batch(ledger: Ledger, partition: int, records: Sequence[LogRecord]) -> Taken:
    """Apply records of one partition, in order of their offsets; what cannot be read is marked.

    The ledger then shows what it would after every record had been applied by itself: standings, figures, digests, marks and
    conflicts. In between it may not, so a batch ends where a digest is to be compared.
    """
    if len({record.key for record in records}) < len(records) and all(map(_is_named_by_its_key, records)):
        applied = sum([_apply_group(ledger, partition, group) for group in _by_key(records)])
    else:
        applied = sum([apply_record(ledger, partition, record) for record in records])
    return Taken(applied, len(records) - applied - [record.value for record in records].count(None))


def apply_record(ledger: Ledger, partition: int, record: LogRecord) -> bool:
    """Apply one record; true where it changed a standing. One that cannot be read is marked, one without a value passed over."""
    body = record.value
    if body is None:
        return False
    at = Position(partition, record.offset, record.timestamp)
    try:
        return ledger.apply(read_decision(body), at, body)
    except Unreadable:
        _name, told = _event_id(record)
        revision = revision_told(body)
        ledger.mark_unreadable(at, _submission(record), told if revision is None else revision)
        return False


def _by_key(records: Iterable[LogRecord]) -> Iterable[list[LogRecord]]:
    groups: dict[bytes | None, list[LogRecord]] = {}
    for record in records:
        if record.value is not None:
            groups.setdefault(record.key, []).append(record)
    return groups.values()


def _apply_group(ledger: Ledger, partition: int, group: list[LogRecord]) -> int:
    """Apply the records of one key; the number of standings they changed."""
    if len(group) > 1:
        newest = _newest(ledger, group)
        if newest is not None and _apply_alone(ledger, partition, newest):
            return 1
    # Of a group whose newest cannot be read, the newest readable one counts, so each of them has to be tried.
    return sum(apply_record(ledger, partition, record) for record in group)


def _newest(ledger: Ledger, group: list[LogRecord]) -> LogRecord | None:
    """The record that alone makes the difference; None where the others have to be read, too."""
    held = ledger.revision(_submission(group[0]))
    told: dict[int, LogRecord] = {}
    for record in group:
        revision = _event_id(record)[1]
        # What claims a revision that is held, or told already, must be compared: it may say something else.
        if revision is None or revision == held:
            return None
        if told.setdefault(revision, record).value != record.value:
            return None
    newest = max(told)
    return told[newest] if newest > held else None


def _apply_alone(ledger: Ledger, partition: int, record: LogRecord) -> bool:
    """Apply a record that says what its id says; false, and nothing has changed, for any other."""
    body = record.value or b""
    try:
        decision = read_decision(body)
        if (decision.submission.encode(), decision.revision) != _event_id(record):
            return False
        return ledger.apply(decision, Position(partition, record.offset, record.timestamp), body)
    except Unreadable:
        return False


def _is_named_by_its_key(record: LogRecord) -> bool:
    return record.key == _event_id(record)[0]


def _event_id(record: LogRecord) -> tuple[bytes | None, int | None]:
    """The submission and the revision that a record's id names; None for what it does not."""
    for name, value in record.headers:
        if name == ID_HEADER:
            submission, _colon, rest = value.partition(b":")
            revision = rest.partition(b":")[0]
            return submission, int(revision) if revision.isdigit() and len(revision) <= REVISION_DIGITS else None
    return None, None


def _submission(record: LogRecord) -> bytes:
    try:
        return UUID((record.key or b"").decode()).bytes
    except ValueError:
        return UNKNOWN_SUBMISSION
