"""Taking parts of the whole chain away under load: whatever is answered is counted, exactly once, when all is back.

And what no service can do by itself: an organisation that moves, a decision that nobody can read.
"""

import asyncio
from uuid import UUID, uuid4

import orjson
import pytest

from contracts import topics
from contracts.organisations import MINISTRY, Role
from deploy.native.servers import Servers
from tests.chaos.load import SERVICES, Chain, running_chain, under_load
from tests.integration.ingest.running import OTHER_UNIT, SCHOOL, UNIT, report_body
from tests.integration.kit.waiting import eventually
from tests.unit.ingest.making import WORLD

LOAD_SECONDS = 2.0
AWAY_SECONDS = 2.0
SETTLE_SECONDS = 90.0
REPORTS_WHILE_AWAY = 5


async def _all_is_counted_once(chain: Chain) -> None:
    await eventually(chain.settled, seconds=SETTLE_SECONDS)
    figure, checks = await chain.nation(), await chain.checks()
    assert chain.accepted == chain.filed
    assert figure["value"] == len(chain.accepted) > 0
    for groups in figure["by"].values():
        assert sum(group["value"] for group in groups.values()) == figure["value"]
    assert checks["differences"] == {"unit": 0, "place": 0, "day": 0}
    assert checks["unreadable"] == 0


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_that_is_killed_under_load_leaves_all_figures_right(
    servers: Servers, prefix: str, service: str
) -> None:
    async with running_chain(servers, prefix) as chain:
        async with under_load(chain):
            await asyncio.sleep(LOAD_SECONDS)
            await asyncio.to_thread(chain.supervisor.kill, service)
            await asyncio.sleep(AWAY_SECONDS)
            await asyncio.to_thread(chain.supervisor.start_again, service)
            await asyncio.sleep(LOAD_SECONDS)

        await _all_is_counted_once(chain)
        assert chain.server_errors == 0


async def test_reports_are_accepted_while_kafka_is_away_and_counted_when_it_is_back(
    servers: Servers, prefix: str
) -> None:
    async with running_chain(servers, prefix) as chain:
        async with under_load(chain):
            await asyncio.sleep(LOAD_SECONDS)
            await asyncio.to_thread(servers.stop_one, "kafka")
            filed_meanwhile = [await chain.file() for _ in range(REPORTS_WHILE_AWAY)]
            await asyncio.to_thread(servers.start_one, "kafka")
        for submission in filed_meanwhile:
            await chain.judge(submission)

        await _all_is_counted_once(chain)
        assert chain.server_errors == 0


async def test_while_the_store_is_away_nothing_is_promised_and_the_same_requests_settle_it(
    servers: Servers, prefix: str
) -> None:
    async with running_chain(servers, prefix) as chain:
        async with under_load(chain):
            await asyncio.sleep(LOAD_SECONDS)
            await asyncio.to_thread(servers.stop_one, "mongo")
            await asyncio.sleep(AWAY_SECONDS)
            await asyncio.to_thread(servers.start_one, "mongo")

        await _all_is_counted_once(chain)
        assert chain.server_errors == 0


async def test_a_school_that_moves_takes_its_reports_along_only_when_that_is_decided(
    servers: Servers, prefix: str
) -> None:
    async with running_chain(servers, prefix) as chain:
        before = await chain.file()
        await chain.judge(before)
        await _move_school(chain)
        after = await chain.file()
        await chain.judge(after, [("accept", OTHER_UNIT, Role.APPROVER)])
        await eventually(chain.settled, seconds=SETTLE_SECONDS)
        apart = await _by_unit(chain)

        answer = await chain.client.put(
            f"{chain.supervisor.unit('moderation').address}/v1/reattributions/{uuid4()}",
            json={"organisation": SCHOOL, "edition": "2024", "reason": "the school now belongs to another province"},
            headers=chain.sign_in(MINISTRY, Role.MANAGER),
        )
        assert answer.status_code == 200, answer.text

        async def has_followed() -> bool:
            return await _by_unit(chain) == {OTHER_UNIT: 2}

        await eventually(has_followed, seconds=SETTLE_SECONDS)
        assert apart == {UNIT: 1, OTHER_UNIT: 1}
        await _all_is_counted_once(chain)


async def _move_school(chain: Chain) -> None:
    """Let the directory say that the school is another province's own now, and wait until ingest and moderation know."""
    path = (MINISTRY, OTHER_UNIT, SCHOOL)
    moved = WORLD[SCHOOL].model_copy(
        update={"revision": 2, "parent": OTHER_UNIT, "path": path, "chain": (SCHOOL, OTHER_UNIT), "unit": OTHER_UNIT}
    )
    await chain.realm.tell(topics.ORGANISATIONS, [(SCHOOL, 2, moved)])
    address, new_unit = chain.supervisor.unit("ingest").address, chain.sign_in(OTHER_UNIT, Role.FILER)
    probe = next(iter(chain.filed))

    async def is_known() -> bool:
        path = f"{address}/v1/submissions:check"
        ingest = await chain.client.post(path, json=report_body(), headers=new_unit)
        item = f"{chain.supervisor.unit('moderation').address}/v1/items/{probe}"
        moderation = await chain.client.get(item, headers=chain.sign_in(MINISTRY, Role.MANAGER))
        return ingest.status_code == 200 and bool(moderation.json()["may_reattribute"])

    await eventually(is_known, seconds=SETTLE_SECONDS)


async def _by_unit(chain: Chain) -> dict[str, int]:
    return {unit: group["value"] for unit, group in (await chain.nation())["by"]["unit"].items()}


async def test_a_decision_that_nobody_can_read_is_set_aside_once_and_mended_by_saying_it_again(
    servers: Servers, prefix: str
) -> None:
    async with running_chain(servers, prefix) as chain:
        submission = await chain.file()
        await chain.judge(submission)
        await eventually(chain.settled, seconds=SETTLE_SECONDS)
        spoilt = await _spoil(chain, submission)

        async def unreadable(count: int) -> bool:
            return bool((await chain.checks())["unreadable"] == count)

        await eventually(lambda: unreadable(1), seconds=SETTLE_SECONDS)
        meanwhile = (await chain.nation())["value"]
        await eventually(lambda: _letters(chain, at_least=1), seconds=SETTLE_SECONDS)
        said = await chain.command("restate", str(submission), "--reason", "nobody could read it")
        await eventually(lambda: unreadable(0), seconds=SETTLE_SECONDS)

        assert meanwhile == 1
        assert str(submission) in said
        assert [one.value for one in await chain.realm.said(topics.DECISIONS, dead=True)] == [spoilt]
        await _all_is_counted_once(chain)


async def _spoil(chain: Chain, submission: UUID) -> bytes:
    """Append a decision in a state that no code knows."""
    newest = await chain.decision_on(submission)
    body = orjson.loads(newest.value)
    body["revision"] += 1
    body["standing"]["state"] = "beyond"
    spoilt = orjson.dumps(body)
    await chain.append(newest, spoilt)
    return spoilt


async def _letters(chain: Chain, at_least: int) -> bool:
    return len(await chain.realm.said(topics.DECISIONS, dead=True)) >= at_least
