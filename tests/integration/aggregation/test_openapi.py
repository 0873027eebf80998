"""Whatever is sent that the interface's own description allows, or nearly allows, aggregation does not fail."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from contracts.organisations import Role
from deploy.native.servers import Servers
from deploy.native.supervisor import Supervisor
from services.aggregation.app import create_app
from services.aggregation.settings import AggregationSettings
from tests.integration.aggregation.running import decision, fresh_log, settings_on

STREAM = "/v1/counts/stream"
"""Its answer has no end; the streams have tests of their own."""
DESCRIPTION = schemathesis.openapi.from_dict(create_app(AggregationSettings()).openapi()).exclude(path=STREAM)
EXAMPLES = 15


@pytest.fixture(scope="module")
async def called(servers: Servers, prefix: str) -> AsyncIterator[tuple[str, dict[str, str]]]:
    """The address of a process of its own with something to count, and the header of somebody who may read everything."""
    async with fresh_log(settings_on(servers, prefix)) as log:
        await log.append(decision())
        environment = servers.environment() | {
            "WEEKWIRE_PREFIX": log.settings.prefix,
            "WEEKWIRE_PARTITIONS": str(log.settings.partitions),
            "WEEKWIRE_REQUESTS_PER_MINUTE": "1000000",
            "WEEKWIRE_AGGREGATION_BEHIND_WAIT_SECONDS": "0.05",
        }
        header = {
            "Authorization": f"Bearer {log.realm.token('p-anybody', [('ministry', Role.READER)], datetime.now(UTC))}"
        }
        with Supervisor(environment).running() as services:
            services.start("aggregation")
            yield (await asyncio.to_thread(services.wait_ready, "aggregation")).address, header


@DESCRIPTION.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_aggregation_fail(case: schemathesis.Case[Any], called: tuple[str, dict[str, str]]) -> None:
    address, header = called

    answer = case.call(base_url=address, headers=header)

    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"]
        assert answer.json()["type"].startswith("urn:weekwire:problem:")
