"""Snapshots in the object store: one key a partition, epoch and code version; what any replica wrote last stands there."""

import logging

from services.aggregation import metrics
from services.aggregation.domain.ledger import Ledger
from services.aggregation.domain.snapshot import Snapshot, pack, read_snapshot
from services.kit.objects import AWAY, Objects

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/msgpack"


class SnapshotShelf:
    """Where snapshots lie. What cannot be had is no fault: the log has everything."""

    def __init__(self, objects: Objects, code_version: str) -> None:
        self._objects = objects
        self._code_version = code_version

    async def newest(self, epoch: str, partition: int) -> Snapshot | None:
        """The snapshot of a partition of this log by this code, or None."""
        try:
            body = await self._objects.get(self._key(epoch, partition))
        except AWAY as fault:
            log.warning("snapshots are away", extra={"fault": repr(fault)})
            return None
        snapshot = read_snapshot(body) if body else None
        if snapshot is None:
            return None
        # The same decisions may come to other standings in another version of the code.
        known = (snapshot.epoch, snapshot.partition, snapshot.code_version)
        return snapshot if known == (epoch, partition, self._code_version) else None

    async def save(self, ledger: Ledger, epoch: str, partition: int, offset: int) -> bool:
        """Write a partition's snapshot; false where the store is away."""
        body = pack(ledger, partition, offset, epoch=epoch, code_version=self._code_version)
        try:
            await self._objects.put(self._key(epoch, partition), body, MEDIA_TYPE)
        except AWAY as fault:
            metrics.SNAPSHOTS.labels("failed").inc()
            log.warning("snapshot not written", extra={"fault": repr(fault)})
            return False
        metrics.SNAPSHOTS.labels("written").inc()
        return True

    def _key(self, epoch: str, partition: int) -> str:
        return f"snapshots/{epoch}/{self._code_version}/{partition:05d}.msgpack"
