"""What an operator types: figures from the log alone, at any moment, compared with what replicas recorded."""

import asyncio
import os
import sys
from datetime import UTC, datetime
from uuid import uuid4

from contracts.moderation import State
from deploy.native.servers import Servers
from services.aggregation.app import CODE_VERSION, SERVICE
from services.aggregation.logjob import reckon
from services.aggregation.metrics import UNEQUAL_DIGESTS
from services.aggregation.replica import checkpoint_name
from services.aggregation.store import AggregationStore
from services.kit.mongo import Mongo
from tests.integration.aggregation.running import Log, decision, fresh_log, replica, settings_on
from tests.integration.kit.waiting import eventually

CHECKPOINT = 1_000


async def test_the_commands_tell_the_figures_of_the_log_at_its_end_and_before(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        amended = uuid4()
        await log.append(decision(amended, sessions=2), decision(sessions=4), decision(state=State.IN_REVIEW))
        await asyncio.sleep(0.05)
        moment = datetime.now(UTC).isoformat()
        await asyncio.sleep(0.05)
        async with replica(log.settings) as one:
            await log.append(decision(amended, revision=2, sessions=5))
            await eventually(lambda: _recorded_at_the_end(log))
            then = await _command(servers, log, "as-of", moment)
            now = await _command(servers, log, "as-of", "2099-01-01T00:00")
            before = await _command(servers, log, "as-of", "1900-01-01T00:00")
            rebuilt = await _command(servers, log, "rebuild")
            digests = await _command(servers, log, "digest")
            watched = await _command(servers, log, "watch", one.url, "--states", "1", "--indicator", "session_count")

    assert [code for code, _said in (then, now, before, rebuilt, digests, watched)] == [0] * 6
    assert [_sessions(said) for _code, said in (then, now, before)] == ["6", "9", None]
    assert "4 decisions, 3 standings" in rebuilt[1]
    assert "digests compared with a replica's: 4, that differ: 0" in rebuilt[1]
    assert digests[1].count(" equal") == 4
    assert "9" in watched[1]


async def test_every_thousandth_offset_has_a_digest_that_a_rebuild_finds_equal(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix, partitions=1)) as log:
        await log.append(*(decision(sessions=1) for _ in range(CHECKPOINT + 30)))
        async with replica(log.settings):
            await eventually(lambda: _recorded_at(log, CHECKPOINT))
        told = await _command(servers, log, "rebuild")

    assert told[0] == 0
    assert "that differ: 0" in told[1]
    assert "compared with a replica's: 0" not in told[1]


async def test_a_digest_that_another_replica_recorded_otherwise_is_alarmed(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix, partitions=1)) as log:
        await log.append(*(decision(sessions=1) for _ in range(CHECKPOINT)))
        epoch = (await reckon(log.settings)).cut.epoch
        alarms = UNEQUAL_DIGESTS._value.get()
        mongo = Mongo.connect(log.settings, SERVICE)
        name = checkpoint_name(epoch, 0, CHECKPOINT, CODE_VERSION)
        await AggregationStore(mongo).record_checkpoint(name, "0" * 16, "0" * 16)
        mongo.close()
        async with replica(log.settings):
            await eventually(lambda: UNEQUAL_DIGESTS._value.get() > alarms)
        told = await _command(servers, log, "rebuild")

    assert told[0] == 1
    assert f"partition 0 offset {CHECKPOINT}" in told[1]


async def _command(servers: Servers, log: Log, *arguments: str) -> tuple[int, str]:
    """The exit code and the output of `weekwire` with these arguments."""
    environment = {**os.environ, **servers.environment(), "WEEKWIRE_PREFIX": log.settings.prefix}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services", *arguments, env=environment, stdout=asyncio.subprocess.PIPE
    )
    output, _errors = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode or 0, output.decode()


def _sessions(said: str) -> str | None:
    """The number of sessions in a list of national figures."""
    lines = [line.split() for line in said.splitlines()]
    return next((line[1] for line in lines if line[0] == "活动场次"), None)


async def _recorded_at(log: Log, offset: int) -> bool:
    return await _has_digest(log, 0, offset)


async def _recorded_at_the_end(log: Log) -> bool:
    cut = (await reckon(log.settings)).cut
    return all([await _has_digest(log, partition, offset) for partition, offset in enumerate(cut.offsets)])


async def _has_digest(log: Log, partition: int, offset: int) -> bool:
    mongo = Mongo.connect(log.settings, SERVICE)
    try:
        epoch = (await reckon(log.settings)).cut.epoch
        name = checkpoint_name(epoch, partition, offset, CODE_VERSION)
        return await AggregationStore(mongo).checkpoint(name) is not None
    finally:
        mongo.close()
