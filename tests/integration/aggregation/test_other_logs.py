"""The log changes under a running replica: it gets more partitions, is made anew under its name, or loses its beginning."""

import asyncio
from uuid import uuid4

from aiokafka.admin import AIOKafkaAdminClient, NewPartitions
from aiokafka.admin.records_to_delete import RecordsToDelete
from aiokafka.structs import TopicPartition

from contracts import topics
from deploy.native.servers import Servers
from services.aggregation.app import BUCKET, CODE_VERSION
from services.aggregation.domain.cuts import parse_cut
from services.aggregation.logjob import reckon
from services.aggregation.snapshots import SnapshotShelf
from services.kit import topics as provisioning
from services.kit.objects import S3Objects
from tests.integration.aggregation.running import PARTITIONS, Log, Running, decision, fresh_log, replica, settings_on
from tests.integration.kit.clients import opened
from tests.integration.kit.waiting import eventually


async def test_decisions_in_partitions_that_were_added_are_counted_without_a_restart(
    servers: Servers, prefix: str
) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        moved = uuid4()
        await log.append(decision(moved, sessions=1), *(decision(sessions=1) for _ in range(20)))
        async with replica(log.settings) as one:
            await _counts(one, 21)
            await _with_partitions(log, PARTITIONS * 2)
            await log.append(decision(moved, revision=2, sessions=5), *(decision(sessions=1) for _ in range(40)))
            await _counts(one, 65)
            board, rebuilt = await one.counts(), await reckon(log.settings)

    assert len(parse_cut(board["cut"]).offsets) == PARTITIONS * 2
    assert board["cut"] == str(rebuilt.cut)


async def test_a_log_that_is_made_anew_is_counted_from_its_beginning(servers: Servers, prefix: str) -> None:
    """Also where the new log is longer than the old one, so that no offset is out of range."""
    async with fresh_log(settings_on(servers, prefix, aggregation_epoch_seconds=0.5)) as log:
        await log.append(*(decision(sessions=100) for _ in range(5)))
        async with replica(log.settings) as one:
            await _counts(one, 500)
            before = parse_cut((await one.counts())["cut"])
            await provisioning.remove(log.settings)
            while not await provisioning.apply(log.settings):  # noqa: ASYNC110 - the cluster forgets in its own time.
                await asyncio.sleep(0.2)
            await log.realm.tell_directory([])
            await log.append(*(decision(sessions=1) for _ in range(60)))
            await _counts(one, 60)
            after = parse_cut((await one.counts())["cut"])

    assert after.epoch != before.epoch
    assert after.newer_than(before)


async def test_a_snapshot_from_before_the_logs_beginning_is_not_used(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        await log.append(*(decision(sessions=7) for _ in range(12)))
        reckoning = await reckon(log.settings)
        objects = S3Objects(log.settings, BUCKET)
        await objects.ensure_bucket()
        shelf = SnapshotShelf(objects, CODE_VERSION)
        for partition in range(PARTITIONS):
            await shelf.save(reckoning.ledger, reckoning.cut.epoch, partition, 0)
        objects.close()
        await _without_beginning(log, reckoning.cut.offsets)
        await log.append(decision(sessions=1))
        async with replica(log.settings) as one:
            await _counts(one, 1)


async def _counts(one: Running, sessions: int) -> None:
    async def counted() -> bool:
        answer = await one.client.get("/v1/counts", params={"edition": "2024", "indicator": "session_count"})
        return answer.is_success and bool(answer.json()["figures"][0]["value"] == sessions)

    await eventually(counted, seconds=40)


async def _with_partitions(log: Log, partitions: int) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=log.settings.kafka)
    async with opened(admin):
        await admin.create_partitions({log.settings.topic(topics.DECISIONS.name): NewPartitions(partitions)})


async def _without_beginning(log: Log, offsets: tuple[int, ...]) -> None:
    name = log.settings.topic(topics.DECISIONS.name)
    cut_off = {TopicPartition(name, number): RecordsToDelete(offset) for number, offset in enumerate(offsets)}
    admin = AIOKafkaAdminClient(bootstrap_servers=log.settings.kafka)
    async with opened(admin):
        await admin.delete_records(cut_off)
