"""Taking parts of the whole chain away under load: whatever is answered is counted, exactly once, when all is back."""

import asyncio

import pytest

from deploy.native.servers import Servers
from tests.chaos.load import SERVICES, Chain, running_chain, under_load
from tests.integration.kit.waiting import eventually

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
