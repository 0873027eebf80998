"""Whatever is sent that the interface's own description allows, or nearly allows, media does not fail."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from contracts.organisations import Role
from deploy.native.servers import Servers
from deploy.native.supervisor import Supervisor
from services.kit.tickets import mint_grant
from services.media.app import create_app
from services.media.settings import MediaSettings
from tests.integration.media.running import SCHOOL, item, provisioned, realm_on

DESCRIPTION = schemathesis.openapi.from_dict(create_app(MediaSettings()).openapi())
EXAMPLES = 15


@pytest.fixture(scope="module")
async def called(servers: Servers, prefix: str) -> AsyncIterator[tuple[str, dict[str, str]]]:
    """The address of a process of its own, and the header of somebody who may do everything here."""
    async with provisioned(realm_on(servers, prefix)) as realm:
        now = datetime.now(UTC)
        grants = [(SCHOOL, Role.MANAGER), ("ministry", Role.MANAGER)]
        grant = mint_grant(item(b"1").grant(at=now), realm.settings.ticket_secret.get_secret_value())
        header = {
            "Authorization": f"Bearer {realm.token('p-anybody', grants, now)}",
            "X-Weekwire-Grant": grant,
        }
        with Supervisor(realm.environment() | {"WEEKWIRE_REQUESTS_PER_MINUTE": "1000000"}).running() as services:
            services.start("media")
            yield (await asyncio.to_thread(services.wait_ready, "media")).address, header


@DESCRIPTION.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_media_fail(case: schemathesis.Case[Any], called: tuple[str, dict[str, str]]) -> None:
    address, header = called

    answer = case.call(base_url=address, headers=header)

    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"]
        assert answer.json()["type"].startswith("urn:weekwire:problem:")
    else:
        case.validate_response(answer, checks=[response_schema_conformance, content_type_conformance])
