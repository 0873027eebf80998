"""Whatever is sent that the interface's own description allows, or nearly allows, the service does not fail."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from contracts.organisations import Role
from deploy.native.servers import Servers
from services.moderation.app import create_app
from services.moderation.settings import ModerationSettings
from tests.integration.moderation.processes import process_on
from tests.integration.moderation.running import provisioned, realm_on
from tests.unit.moderation.builders import CITY, MINISTRY, PROVINCE

DESCRIPTION = schemathesis.openapi.from_dict(create_app(ModerationSettings()).openapi())


@pytest.fixture(scope="module")
async def service(servers: Servers, prefix: str) -> AsyncIterator[tuple[str, dict[str, str]]]:
    """The address of a process with a few items, and the header of somebody with many roles."""
    async with provisioned(realm_on(servers, prefix)) as realm, process_on(realm) as (process, moderation):
        for _ in range(3):
            await moderation.filed()
        grants = [(name, role) for name in (CITY, PROVINCE, MINISTRY) for role in Role]
        yield f"http://127.0.0.1:{process.port}", moderation.as_("everybody", *grants)


@DESCRIPTION.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_the_service_fail(case: schemathesis.Case[Any], service: tuple[str, dict[str, str]]) -> None:
    address, signed_in = service

    answer = case.call(base_url=address, headers=signed_in)

    if case.path != "/health/ready":
        assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.json()["type"].startswith("urn:weekwire:problem:")
