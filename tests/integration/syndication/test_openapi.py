"""Whatever is sent that the interface's own description allows, or nearly allows, syndication does not fail."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from contracts.organisations import Role
from deploy.native.servers import Servers
from deploy.native.supervisor import Supervisor
from services.syndication.app import create_app
from services.syndication.settings import SyndicationSettings
from tests.integration.syndication.running import MINISTRY, provisioned, realm_on
from tests.unit.syndication.builders import featured, withdrawn

DESCRIPTION = schemathesis.openapi.from_dict(create_app(SyndicationSettings()).openapi())
EXAMPLES = 12


@pytest.fixture(scope="module")
async def called(servers: Servers, prefix: str) -> AsyncIterator[tuple[str, dict[str, str]]]:
    """The address of a process of its own with items to show, and the header of somebody who may order everything."""
    async with provisioned(realm_on(servers, prefix)) as realm:
        item = featured(item=uuid4())
        await realm.feature(item, featured(item=uuid4()), withdrawn(item))
        environment = servers.environment() | {
            "WEEKWIRE_PREFIX": realm.settings.prefix,
            "WEEKWIRE_PARTITIONS": str(realm.settings.partitions),
            "WEEKWIRE_REQUESTS_PER_MINUTE": "1000000",
        }
        header = {"Authorization": f"Bearer {realm.token('p-anybody', MINISTRY, Role.EDITOR, datetime.now(UTC))}"}
        with Supervisor(environment).running() as services:
            services.start("syndication")
            yield (await asyncio.to_thread(services.wait_ready, "syndication")).address, header


@DESCRIPTION.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_syndication_fail(case: schemathesis.Case[Any], called: tuple[str, dict[str, str]]) -> None:
    address, header = called

    answer = case.call(base_url=address, headers=header)

    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"]
        assert answer.json()["type"].startswith("urn:weekwire:problem:")
