"""The counting loop: records of the decision log into the ledger, in the order of their offsets, with digests on the way.

It knows nothing of Kafka but a record's offset, timestamp, headers and value, so that a rebuild, a test and a live replica
run the same lines.
"""

from collections.abc import Callable, Iterator, Sequence

from services.aggregation.domain.batches import LogRecord, apply_batch
from services.aggregation.domain.ledger import Ledger

__all__ = ["CHECKPOINT_OFFSETS", "CheckpointListener", "CountingLoop", "LogRecord"]

CHECKPOINT_OFFSETS = 1_000

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
        for batch in self._batches(records):
            taken = apply_batch(self.ledger, partition, batch)
            self.applied += taken.applied
            self.ignored += taken.ignored
            if _ends_at_checkpoint(batch[-1]):
                self.checkpoint(partition, batch[-1].offset + 1)
        self.ledger.settle()

    def checkpoint(self, partition: int, offset: int) -> None:
        """Report the digests of a partition whose next offset is `offset`."""
        if self._on_checkpoint:
            self._on_checkpoint(partition, offset, *self.ledger.checkpoint(partition))

    def _batches(self, records: Sequence[LogRecord]) -> Iterator[Sequence[LogRecord]]:
        """The records in batches that end where digests are compared."""
        start = 0
        if self._on_checkpoint:
            for place, record in enumerate(records, 1):
                if _ends_at_checkpoint(record):
                    yield records[start:place]
                    start = place
        if start < len(records):
            yield records[start:]


def _ends_at_checkpoint(record: LogRecord) -> bool:
    return (record.offset + 1) % CHECKPOINT_OFFSETS == 0
