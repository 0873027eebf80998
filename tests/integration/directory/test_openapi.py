"""Whatever is sent that the interface's own description allows, or nearly allows, the service does not fail."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.editions import Edition
from contracts.organisations import MINISTRY, Role
from deploy.native.servers import Servers
from deploy.native.supervisor import Supervisor
from services.directory.app import create_app
from services.directory.commands import seed_into
from services.directory.seed.people import person_id
from services.directory.settings import DirectorySettings
from services.kit.clock import SystemClock
from tests.integration.directory.running import PASSWORD, provisioned, settings_on

DESCRIPTION = schemathesis.openapi.from_dict(create_app(DirectorySettings()).openapi())
EXAMPLES = 6
LARGEST, PREVIEW = "/v1/editions/{edition}", "/v1/editions/{edition}/preview"
"""An edition has so many fields that making one up takes seconds; real ones with a field spoilt do it better."""
SHEETS = "/v1/imports/{report}"
"""No maker of examples writes a workbook; test_imports.py spoils real ones."""

FIRST_PASSWORD, OWN_PASSWORD = "Kaifang-2024-Yuan", "Geng-Chang-2025"
PASSED_ON = ("prefix", "partitions", "directory_hash_time_cost", "directory_hash_memory_kib", "requests_per_minute")


@pytest.fixture(scope="module")
async def address(servers: Servers, prefix: str) -> AsyncIterator[str]:
    """The address of a process over a seeded database."""
    async with provisioned(settings_on(servers, prefix)) as own:
        await seed_into(own, SystemClock())
        given = {f"WEEKWIRE_{name.upper()}": str(getattr(own, name)) for name in PASSED_ON}
        with Supervisor(servers.environment() | given).running() as services:
            services.start("directory")
            yield (await asyncio.to_thread(services.wait_ready, "directory")).address


class Door:
    """Signs in a person with all the rights that one person can have, anew whenever a request has ended the session it was sent in."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(base_url=address, timeout=30)
        manager = self._sign_in(person_id(MINISTRY, Role.MANAGER), PASSWORD)
        grants = [{"organisation": MINISTRY, "role": role} for role in ("manager", "editor")]
        body = {"name": "all", "organisation": MINISTRY, "grants": grants, "password": FIRST_PASSWORD}
        assert self._client.put("/v1/people/all", json=body, headers=manager).status_code == 201
        change, newcomer = {"current": FIRST_PASSWORD, "wanted": OWN_PASSWORD}, self._sign_in("all", FIRST_PASSWORD)
        changed = self._client.put("/v1/me/password", json=change, headers=newcomer)
        assert changed.status_code == 204, changed.text
        self._header: dict[str, str] = {}

    def header(self) -> dict[str, str]:
        """The header of a session that goes on."""
        if self._client.get("/v1/me", headers=self._header).status_code != 200:
            self._header = self._sign_in("all", OWN_PASSWORD)
        return self._header

    def _sign_in(self, name: str, password: str) -> dict[str, str]:
        answer = self._client.post("/v1/sessions", json={"name": name, "password": password})
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def close(self) -> None:
        """End its connections."""
        self._client.close()


@pytest.fixture(scope="module")
def door(address: str) -> Iterator[Door]:
    opened = Door(address)
    yield opened
    opened.close()


ALL_BUT = DESCRIPTION.exclude(path=LARGEST, method="PUT").exclude(path=PREVIEW, method="POST").exclude(path=SHEETS)


@ALL_BUT.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_the_service_fail(case: schemathesis.Case[Any], address: str, door: Door) -> None:
    answer = case.call(base_url=address, headers=door.header())

    if case.path != "/health/ready":
        assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.json()["type"].startswith("urn:weekwire:problem:")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.dates().map(str) | st.datetimes().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(field=st.sampled_from(sorted(Edition.model_fields)), value=JSON)
def test_no_edition_makes_the_service_fail(field: str, value: object, address: str, door: Door) -> None:
    known = httpx.get(f"{address}/v1/editions/2019", timeout=30).json()

    body = json.dumps(known | {field: value})
    put = httpx.put(f"{address}/v1/editions/2019", content=body, headers=door.header(), timeout=30)
    previewed = httpx.post(f"{address}/v1/editions/2019/preview", content=body, headers=door.header(), timeout=30)

    assert (put.status_code < 500, previewed.status_code < 500) == (True, True), (put.text, previewed.text)
