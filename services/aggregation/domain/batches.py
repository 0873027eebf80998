"""A batch of the decision log into the ledger: as if one record after the other, but reading as little as needed.

Of several decisions on one submission only the newest is read, because each carries the whole standing. Which one that is
says the id of the event (`<submission>:<revision>:<type>`); whatever makes a difference to the ledger is read all the same.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from services.aggregation.domain.ledger import Ledger, Position
from services.aggregation.domain.reading import Unreadable, read_decision, read_identity, revision_told

ID_HEADER, ID_PLACE = "ce_id", 2
LEAST_PARTS, REVISION_DIGITS = 2, 18
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


_Named = tuple[bytes, LogRecord]
"""A record behind the id of its event."""


def apply_batch(ledger: Ledger, partition: int, records: Sequence[LogRecord]) -> Taken:
    """Apply records of one partition, in order of their offsets; what cannot be read is marked.

    The ledger then shows what it would after every record had been applied by itself: standings, figures, digests, marks and
    conflicts. In between it may not, so a batch ends where a digest is to be compared.
    """
    groups = _by_submission(records)
    if groups is None:
        applied = sum([apply_record(ledger, partition, record) for record in records])
    else:
        applied = sum([_apply_group(ledger, partition, group) for group in groups])
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
        revision = revision_told(body)
        told = _revision(_event_id(record)) if revision is None else revision
        ledger.mark_unreadable(at, _submission(record), told)
        return False


def _by_submission(records: Sequence[LogRecord]) -> Collection[list[_Named]] | None:
    """The records that have a value, by key; None where each is another submission's, or an id names another than its key."""
    groups: dict[bytes, list[_Named]] = {}
    for record in records:
        if record.value is None:
            continue
        key, event_id = record.key, _event_id(record)
        if key is None or not event_id.startswith(key + b":"):
            return None
        group = groups.get(key)
        if group is None:
            groups[key] = [(event_id, record)]
        else:
            group.append((event_id, record))
    return groups.values() if len(groups) < len(records) else None


def _apply_group(ledger: Ledger, partition: int, group: list[_Named]) -> int:
    """Apply the records of one key; the number of standings they changed."""
    if len(group) == 1:
        return apply_record(ledger, partition, group[0][1])
    newest = _newest(ledger, group)
    if newest is not None and _apply_alone(ledger, partition, *newest):
        return 1
    # Of a group whose newest cannot be read, the newest readable one counts, so each of them has to be tried.
    return sum([apply_record(ledger, partition, record) for _event_id, record in group])


def _newest(ledger: Ledger, group: list[_Named]) -> tuple[int, LogRecord] | None:
    """The record that alone makes the difference, with its revision; None where the others have to be read, too."""
    held = ledger.revision(_submission(group[0][1]))
    told: dict[int, LogRecord] = {}
    for event_id, record in group:
        revision = _revision(event_id)
        # What claims a revision that is held, or told already, must be compared: it may say something else.
        if revision is None or revision == held:
            return None
        if told.setdefault(revision, record).value != record.value:
            return None
    newest = max(told)
    return (newest, told[newest]) if newest > held else None


def _apply_alone(ledger: Ledger, partition: int, revision: int, record: LogRecord) -> bool:
    """Apply a record that says what its id says; false, and nothing has changed, for any other."""
    body = record.value or b""
    try:
        decision = read_decision(body)
        if decision.revision != revision or decision.submission.encode() != record.key:
            return False
        return ledger.apply(decision, Position(partition, record.offset, record.timestamp), body)
    except Unreadable:
        return False


def _event_id(record: LogRecord) -> bytes:
    """The id of a record's event; empty where it has none."""
    headers = record.headers
    # Moderation always writes the id at this place; only another writer's record is searched.
    if len(headers) > ID_PLACE and headers[ID_PLACE][0] == ID_HEADER:
        return headers[ID_PLACE][1]
    return next((value for name, value in headers if name == ID_HEADER), b"")


def _revision(event_id: bytes) -> int | None:
    """The revision in `<submission>:<revision>:<type>`; None where there is none."""
    parts = event_id.split(b":", 2)
    if len(parts) < LEAST_PARTS:
        return None
    revision = parts[1]
    return int(revision) if revision.isdigit() and len(revision) <= REVISION_DIGITS else None


def _submission(record: LogRecord) -> bytes:
    try:
        return read_identity((record.key or b"").decode())
    except (Unreadable, UnicodeDecodeError):
        return UNKNOWN_SUBMISSION
