"""The counting loop: records of the decision log into the ledger, in the order of their offsets, with digests on the way.

It knows nothing of Kafka but a record's offset, timestamp, headers and value, so that a rebuild, a test and a live replica
run the same lines.
"""

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from services.aggregation.domain.ledger import Ledger, Position
from services.aggregation.domain.reading import Unreadable, read_decision

CHECKPOINT_OFFSETS = 1_000


class LogRecord(Protocol):
    """What the loop needs of a record."""

    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None


CheckpointListener = Callable[[int, int, str, str], None]


class CountingLoop:
    """Applies records to a ledger. `on_checkpoint(partition, offset, standings, figures)` is called at every 1,000th offset."""

    def __init__(self, ledger: Ledger, on_checkpoint: CheckpointListener | None = None) -> None:
        self.ledger = ledger
        self.applied = 0
        self.ignored = 0
        self._on_checkpoint = on_checkpoint

    def take(self, partition: int, records: Sequence[LogRecord]) -> None:
        """Apply records of one partition, in order of their offsets."""
        ledger = self.ledger
        for record in records:
            if record.value is not None:
                self._apply(ledger, partition, record, record.value)
            if self._on_checkpoint and (record.offset + 1) % CHECKPOINT_OFFSETS == 0:
                self.checkpoint(partition, record.offset + 1)
        ledger.settle()

    def checkpoint(self, partition: int, offset: int) -> None:
        """Report the digests of a partition whose next offset is `offset`."""
        if self._on_checkpoint:
            self._on_checkpoint(partition, offset, *self.ledger.checkpoint(partition))

    def _apply(self, ledger: Ledger, partition: int, record: LogRecord, body: bytes) -> None:
        at = Position(partition, record.offset, record.timestamp)
        try:
            if ledger.apply(read_decision(body), at, body):
                self.applied += 1
            else:
                self.ignored += 1
        except (Unreadable, ValueError):
            ledger.mark_unreadable(at, _submission(record.key))


def _submission(key: bytes | None) -> bytes:
    """The submission an unreadable record belongs to, from its key; 16 zero bytes where even that cannot be read."""
    try:
        return UUID((key or b"").decode()).bytes
    except ValueError:
        return bytes(16)
