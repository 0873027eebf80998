"""Whatever is sent that the interface's own description allows, or nearly allows, notification does not fail."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from contracts.organisations import MINISTRY, Role
from deploy.native.servers import Servers
from deploy.native.supervisor import Supervisor
from services.notification.app import create_app
from services.notification.settings import NotificationSettings
from tests.integration.notification.running import provisioned, realm_on

STREAM = "/v1/notices/stream"
"""Its answer has no end; the streams have tests of their own."""
DESCRIPTION = schemathesis.openapi.from_dict(create_app(NotificationSettings()).openapi()).exclude(path=STREAM)
EXAMPLES = 8


@pytest.fixture(scope="module")
async def called(servers: Servers, prefix: str) -> AsyncIterator[tuple[str, dict[str, str]]]:
    """The address of a process of its own, and the header of somebody who may set the banner."""
    async with provisioned(realm_on(servers, prefix)) as realm:
        environment = servers.environment() | {
            "WEEKWIRE_PREFIX": realm.settings.prefix,
            "WEEKWIRE_PARTITIONS": str(realm.settings.partitions),
            "WEEKWIRE_REQUESTS_PER_MINUTE": "1000000",
        }
        token = realm.token("p-city", MINISTRY, Role.SYSTEM_ADMINISTRATOR, datetime.now(UTC))
        with Supervisor(environment).running() as services:
            services.start("notification")
            yield (
                (await asyncio.to_thread(services.wait_ready, "notification")).address,
                {"Authorization": f"Bearer {token}"},
            )


@DESCRIPTION.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_notification_fail(case: schemathesis.Case[Any], called: tuple[str, dict[str, str]]) -> None:
    address, header = called

    answer = case.call(base_url=address, headers=header, allow_redirects=False)

    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"]
        assert answer.json()["type"].startswith("urn:weekwire:problem:")
