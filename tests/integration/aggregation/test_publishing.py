"""What replicas say to the world on real servers: one of them, newest last, and another when it is gone."""

import itertools
from uuid import uuid4

import httpx
from aiokafka import AIOKafkaConsumer

from contracts import topics
from contracts.base import decode_open
from contracts.counts import FiguresState
from contracts.moderation import State
from deploy.native.servers import Servers
from services.aggregation.domain.cuts import parse_cut
from services.aggregation.publishing import newest_key
from services.kit.consuming import opened
from services.kit.directory_view import assigned
from services.kit.objects import bucket_name
from tests.integration.aggregation.running import (
    OTHER_UNIT,
    UNIT,
    Log,
    Running,
    decision,
    fresh_log,
    replica,
    settings_on,
)
from tests.integration.kit.waiting import eventually

THEIRS = ("3651000001", "511300", OTHER_UNIT)


async def test_the_topic_ends_with_what_the_boards_show(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        leaves = uuid4()
        await log.append(decision(sessions=2), decision(leaves, sessions=5, chain=THEIRS, unit=OTHER_UNIT))
        async with replica(log.settings) as one, replica(log.settings) as other:
            await eventually(lambda: _static_is_at(one, one))
            said_before = await _sessions_said(log)
            await log.append(decision(leaves, revision=2, state=State.WITHDRAWN, chain=THEIRS, unit=OTHER_UNIT))
            await other.counts(cut=await _cut_after(one, 2))
            await eventually(lambda: _static_is_at(other, other))
            said_after = await _sessions_said(log)
            statements = await _statements(log)

    assert said_before == {"nation": 7, UNIT: 2, OTHER_UNIT: 5}
    assert said_after == {"nation": 2, UNIT: 2}
    for scope in ("nation", OTHER_UNIT):
        cuts = [parse_cut(state.cut) for state in statements if state.scope == scope]
        assert len(cuts) == len(set(cuts)), "each cut was said by one replica only"
        assert all(later.newer_than(earlier) for earlier, later in itertools.pairwise(cuts))


async def test_when_the_replica_that_publishes_is_gone_another_does(servers: Servers, prefix: str) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        await log.append(decision(sessions=2))
        async with replica(log.settings) as first:
            await eventually(lambda: _static_is_at(first, first))
            async with replica(log.settings) as second:
                before = (await second.counts())["cut"]
        async with replica(log.settings) as third:
            await log.append(decision(sessions=5))
            await eventually(lambda: _static_is_at(third, third))
            static = (await third.client.get("/v1/static/2024")).json()

    assert parse_cut(static["cut"]).newer_than(parse_cut(before))
    assert next(one["value"] for one in static["figures"] if one["indicator"] == "session_count") == 7


async def test_the_newest_public_figures_are_there_without_a_signature_and_without_a_replica(
    servers: Servers, prefix: str
) -> None:
    async with fresh_log(settings_on(servers, prefix)) as log:
        await log.append(decision(sessions=2))
        async with replica(log.settings) as only:
            await eventually(lambda: _static_is_at(only, only))
        bucket = f"{log.settings.s3}/{bucket_name(log.settings.prefix, 'aggregation')}"
        async with httpx.AsyncClient() as anybody:
            newest = await anybody.get(f"{bucket}/{newest_key('2024')}")
            listing = await anybody.get(bucket)
            other = await anybody.get(f"{bucket}/snapshots/nothing")

    assert next(one["value"] for one in newest.json()["figures"] if one["indicator"] == "session_count") == 2
    assert newest.json()["known_until"] is not None
    assert (listing.status_code, other.status_code) == (403, 403)


async def _static_is_at(reader: Running, of: Running) -> bool:
    """Whether the static file is of the cut that a replica has reached."""
    answer = await reader.client.get("/v1/static/2024")
    return answer.status_code == httpx.codes.OK and answer.json()["cut"] == (await of.counts())["cut"]


async def _cut_after(one: Running, sessions: int) -> str:
    """The cut at which a replica counts so many sessions."""

    async def counted() -> bool:
        return bool((await one.nation())["value"] == sessions)

    await eventually(counted)
    cut: str = (await one.counts())["cut"]
    return cut


async def _statements(log: Log) -> list[FiguresState]:
    """All that was said of 2024, scope by scope in the order it was said."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=log.settings.kafka, enable_auto_commit=False, auto_offset_reset="earliest"
    )
    found = []
    async with opened(consumer):
        partitions = await assigned(consumer, [log.settings.topic(topics.FIGURES.name)])
        ends = await consumer.end_offsets(partitions)
        await consumer.seek_to_beginning(*partitions)
        for partition, end in ends.items():
            while await consumer.position(partition) < end:
                record = await consumer.getone(partition)
                found.append(decode_open(FiguresState, record.value))
    return found


async def _sessions_said(log: Log) -> dict[str, int]:
    """The sessions by scope as a reader of the topic holds them: of each scope the highest revision."""
    newest: dict[str, FiguresState] = {}
    for state in await _statements(log):
        if state.scope not in newest or state.revision > newest[state.scope].revision:
            newest[state.scope] = state
    return {
        scope: figure.value or 0
        for scope, state in newest.items()
        for figure in state.figures
        if figure.indicator == "session_count"
    }
