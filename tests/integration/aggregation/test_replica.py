"""A replica on the real log: repeats, restarts, other logs, unreadable decisions, two replicas at one cut."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition

from contracts import topics
from contracts.base import encode
from contracts.moderation import State
from deploy.native.servers import Servers
from services.aggregation.app import BUCKET, CODE_VERSION
from services.aggregation.domain.ledger import Ledger, Position
from services.aggregation.logjob import reckon
from services.aggregation.metrics import UNEQUAL_DIGESTS
from services.aggregation.snapshots import SnapshotShelf
from services.kit import topics as provisioning
from services.kit.objects import S3Objects
from tests.integration.aggregation.running import Log, decision, fresh_log, replica, settings_on
from tests.integration.kit.clients import opened
from tests.integration.kit.waiting import eventually

AWAY_SECONDS = 2.0


async def test_a_decision_sent_twice_or_late_counts_once(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        accepted, returned = uuid4(), uuid4()
        newest = decision(accepted, revision=9, sessions=5)
        await log.append(
            newest,
            decision(accepted, revision=3, sessions=80),
            newest,
            decision(returned, revision=2, state=State.RETURNED),
            decision(returned, revision=1, sessions=70),
        )
        async with replica(log.settings) as one:
            figure = await one.nation()

    assert (figure["value"], figure["sources"]) == (5, 1)


async def test_a_withdrawn_report_leaves_every_figure(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        stays, leaves = uuid4(), uuid4()
        await log.append(decision(stays, sessions=2), decision(leaves, sessions=40))
        async with replica(log.settings) as one:
            before = await one.nation()
            await log.append(decision(leaves, revision=2, state=State.WITHDRAWN))

            async def gone() -> bool:
                return bool((await one.nation())["value"] == 2)

            await eventually(gone)
            board = await one.counts(by="unit,place,day,council")

    assert before["value"] == 42
    assert all(figure["sources"] <= 1 for figure in board["figures"])


async def test_two_replicas_at_one_cut_agree_in_figures_and_digests(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        await log.append(*(decision(sessions=number) for number in range(1, 40)))
        unequal = UNEQUAL_DIGESTS._value.get()
        async with replica(log.settings) as first, replica(log.settings) as second:
            board = await first.counts(by="unit,day")
            again = await second.counts(by="unit,day", cut=board["cut"])
            rebuilt = await reckon(log.settings)

    # Until when nothing newer is missing is each replica's own knowledge.
    assert board | {"known_until": None} == again | {"known_until": None}
    assert str(rebuilt.cut) == board["cut"]
    assert UNEQUAL_DIGESTS._value.get() == unequal


async def test_a_restart_from_any_old_snapshot_gives_the_same_figures(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        submissions = [uuid4() for _ in range(12)]
        for step in range(1, 4):
            await log.append(*(decision(one, revision=step, sessions=step) for one in submissions[: step * 4]))
            await _save(log)
            await log.append(decision(submissions[0], revision=step + 100, sessions=7))
            async with replica(log.settings) as one:
                board = await one.counts(by="unit,place")
            plain = await reckon(log.settings)

            assert board["cut"] == str(plain.cut)
            assert board["figures"] == (await _from_the_log_alone(log))["figures"]


async def test_a_snapshot_of_a_recreated_log_is_not_used(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        await log.append(*(decision(sessions=9) for _ in range(5)))
        await _save(log)
        await provisioning.remove(log.settings)
        await _made_again(log)
        await log.append(decision(sessions=1))
        async with replica(log.settings) as one:
            figure = await one.nation()

    assert (figure["value"], figure["sources"]) == (1, 1)


async def test_a_snapshot_beyond_the_end_of_the_log_is_not_used(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        await log.append(decision(sessions=4))
        reckoning = await reckon(log.settings)
        async with _shelf(log) as shelf:
            for partition in range(len(reckoning.cut.offsets)):
                await shelf.save(Ledger(), reckoning.cut.epoch, partition, 10_000)
        async with replica(log.settings) as one:
            figure = await one.nation()

    assert figure["value"] == 4


async def test_an_unreadable_decision_is_one_dead_letter_and_a_restatement_mends_it(
    servers: Servers, prefix: str
) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        submission = uuid4()
        broken = orjson.loads(encode(decision(submission, revision=2, sessions=6)))
        broken["standing"]["state"] = "beyond"
        await log.append(decision(submission, sessions=3))
        await log.append_raw((str(submission), orjson.dumps(broken)))
        async with replica(log.settings) as one, replica(log.settings):
            standing_before = await one.nation()
            await eventually(lambda: _written(log, 1))
            marked = (await one.client.get("/v1/checks", params={"edition": "2024"})).json()["unreadable"]
            await log.append(decision(submission, revision=3, sessions=6))

            async def mended() -> bool:
                return bool((await one.nation())["value"] == 6)

            await eventually(mended)
            after = (await one.client.get("/v1/checks", params={"edition": "2024"})).json()["unreadable"]
        letters = await _letters(log)

    assert standing_before["value"] == 3
    assert (marked, after) == (1, 0)
    assert letters == [orjson.dumps(broken)]


async def test_newer_code_reads_again_what_older_code_could_not(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        submission = uuid4()
        await log.append(decision(submission, sessions=3))
        await _save_as_unreadable(log, submission)
        async with replica(log.settings) as one:
            figure = await one.nation()
            unreadable = (await one.client.get("/v1/checks", params={"edition": "2024"})).json()["unreadable"]

    assert figure["value"] == 3
    assert unreadable == 0


async def test_a_replica_goes_on_after_kafka_was_away(frail_servers: Servers, prefix: str) -> None:
    # Away for longer than a replica goes without a look at its log: it then begins to read anew.
    async with fresh_log(settings_on(frail_servers, prefix, aggregation_epoch_seconds=AWAY_SECONDS / 4)) as log:
        await log.append(decision(sessions=2))
        async with replica(log.settings) as one:
            await one.nation()
            await asyncio.to_thread(frail_servers.stop_one, "kafka")
            try:
                await asyncio.sleep(AWAY_SECONDS)
                still = await one.nation()
            finally:
                await asyncio.to_thread(frail_servers.start_one, "kafka")
            await log.append(decision(sessions=5))

            async def counted() -> bool:
                return bool((await one.nation())["value"] == 7)

            await eventually(counted, seconds=60)

    assert still["value"] == 2


@asynccontextmanager
async def _shelf(log: Log) -> AsyncIterator[SnapshotShelf]:
    async with _bucket(log) as objects:
        yield SnapshotShelf(objects, CODE_VERSION)


@asynccontextmanager
async def _bucket(log: Log) -> AsyncIterator[S3Objects]:
    objects = S3Objects(log.settings, BUCKET)
    try:
        await objects.ensure_bucket()
        yield objects
    finally:
        objects.close()


async def _save(log: Log) -> None:
    reckoning = await reckon(log.settings)
    async with _shelf(log) as shelf:
        for partition, offset in enumerate(reckoning.cut.offsets):
            await shelf.save(reckoning.ledger, reckoning.cut.epoch, partition, offset)


async def _save_as_unreadable(log: Log, submission: UUID) -> None:
    """The snapshot of code that could not read the only decision there is."""
    reckoning = await reckon(log.settings)
    async with _shelf(log) as shelf:
        for partition, offset in enumerate(reckoning.cut.offsets):
            ledger = Ledger()
            if offset:
                ledger.mark_unreadable(Position(partition, 0, 0), submission.bytes)
            await shelf.save(ledger, reckoning.cut.epoch, partition, offset)


async def _from_the_log_alone(log: Log) -> dict[str, object]:
    """The same board from a replica that finds no snapshot."""
    async with _bucket(log) as objects:
        for key in await objects.keys("snapshots/"):
            await objects.remove(key)
    async with replica(log.settings) as one:
        return await one.counts(by="unit,place")


async def _made_again(log: Log) -> None:
    for _attempt in range(50):
        await asyncio.sleep(0.2)
        if await provisioning.apply(log.settings):
            break
    await log.realm.tell_directory([])


async def _letters(log: Log) -> list[bytes]:
    name = log.settings.topic(topics.DECISIONS.dead)
    consumer = AIOKafkaConsumer(bootstrap_servers=log.settings.kafka, enable_auto_commit=False)
    async with opened(consumer):
        partition = TopicPartition(name, 0)
        consumer.assign([partition])
        await consumer.seek_to_beginning(partition)
        end = (await consumer.end_offsets([partition]))[partition]
        return [(await consumer.getone()).value for _ in range(end)]


async def _written(log: Log, letters: int) -> bool:
    return len(await _letters(log)) >= letters
