"""`restart_vs_rebuild`: ready from snapshots against ready from offset 0, at a million standings, and the memory of a standing."""

import gc
import time
from pathlib import Path

from contracts.editions import indicators
from services.aggregation.domain.ledger import Ledger
from services.aggregation.domain.snapshot import Restoring
from services.aggregation.logjob import reckon
from services.aggregation.snapshots import SnapshotShelf
from services.kit.objects import S3Objects
from services.kit.settings import ServiceSettings
from tests.load.decisions import decision_log
from tests.load.logs import fresh_log
from tests.load.pairs import Result, in_pairs

STANDINGS = 1_000_000
PAIRS = 9
RESTART_BAR = 5.0
BYTES_BAR = 1_024.0
PAGE_BYTES = 4_096


async def restart_vs_rebuild(settings: ServiceSettings, standings: int = STANDINGS) -> list[Result]:
    """The ratio of the two times, and the bytes a standing takes in memory."""
    async with fresh_log(settings, decision_log(standings, seed=3, stages=1)) as log:
        objects = S3Objects(log, "bench")
        await objects.ensure_bucket()
        shelf = SnapshotShelf(objects, "bench")
        gc.collect()
        before = _resident_bytes()
        reckoning = await reckon(log)
        memory = (_resident_bytes() - before) / standings
        cut = reckoning.cut
        for partition, offset in enumerate(cut.offsets):
            await shelf.save(reckoning.ledger, cut.epoch, partition, offset)
        digests = [reckoning.ledger.checkpoint(partition) for partition in range(len(cut.offsets))]
        del reckoning

        async def from_snapshots() -> float:
            gc.collect()
            started = time.perf_counter()
            ledger = Ledger(indicators())
            restoring = Restoring(ledger)
            for partition in range(len(cut.offsets)):
                snapshot = await shelf.newest(cut.epoch, partition)
                if snapshot is None:
                    raise AssertionError("the snapshot is gone")
                restoring.add(snapshot)
            seconds = time.perf_counter() - started
            if [ledger.checkpoint(partition) for partition in range(len(cut.offsets))] != digests:
                raise AssertionError("the digests differ")
            return 1 / seconds

        async def from_log() -> float:
            gc.collect()
            started = time.perf_counter()
            await reckon(log)
            return 1 / (time.perf_counter() - started)

        ratio = await in_pairs("restart_vs_rebuild", from_snapshots, from_log, RESTART_BAR, "starts/s", pairs=PAIRS)
        for key in await objects.keys(""):
            await objects.remove(key)
    size = Result("bytes_a_standing", memory, BYTES_BAR, memory, memory, memory, BYTES_BAR, "bytes", at_least=False)
    return [ratio, size]


def _resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_BYTES
