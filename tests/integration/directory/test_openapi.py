"""Whatever is sent that the interface's own description allows, or nearly allows, the service does not fail."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, TypeVar

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
LARGEST, PREVIEW, DRAFT = (f"/v1/editions/{{edition}}{what}" for what in ("", "/preview", "/draft"))
"""An edition has so many fields that its examples are a third of all; real ones with a field or a part of one spoilt do it better."""
SHEETS = "/v1/imports/{report}"
"""No maker of examples writes a workbook; test_imports.py spoils real ones."""

FIRST_PASSWORD, OWN_PASSWORD = "Kaifang-2024-Yuan", "Geng-Chang-2025"
PASSED_ON = ("prefix", "partitions", "directory_hash_time_cost", "directory_hash_memory_kib", "requests_per_minute")
AnswerT = TypeVar("AnswerT", httpx.Response, schemathesis.Response)


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

    def opened(self) -> bool:
        """Whether the session had ended and another one was begun."""
        if self._client.get("/v1/me", headers=self._header).status_code == 200:
            return False
        self._header = self._sign_in("all", OWN_PASSWORD)
        return True

    def answer(self, case: schemathesis.Case[Any]) -> schemathesis.Response:
        """What a case is answered in a session that goes on."""
        return self._in_session(lambda header: case.call(base_url=str(self._client.base_url), headers=header))

    def ask(self, method: str, path: str, body: object = None) -> httpx.Response:
        """What a request of one's own is answered."""
        return self._in_session(lambda header: self._client.request(method, path, json=body, headers=header))

    def _in_session(self, send: Callable[[dict[str, str]], AnswerT]) -> AnswerT:
        answer = send(self._header)
        # Asking before every case whether the session goes on would be as many requests again.
        if answer.status_code == httpx.codes.UNAUTHORIZED and self.opened():
            answer = send(self._header)
        return answer

    def _sign_in(self, name: str, password: str) -> dict[str, str]:
        answer = self._client.post("/v1/sessions", json={"name": name, "password": password})
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def close(self) -> None:
        """End its connections."""
        self._client.close()


@pytest.fixture(scope="module")
def entrance(address: str) -> Iterator[Door]:
    opened = Door(address)
    yield opened
    opened.close()


@pytest.fixture
def door(entrance: Door) -> Door:
    """The door, open when a test begins."""
    entrance.opened()
    return entrance


ALL_BUT = (
    DESCRIPTION.exclude(path=LARGEST, method="PUT")
    .exclude(path=PREVIEW, method="POST")
    .exclude(path=DRAFT, method="PUT")
    .exclude(path=SHEETS)
)


@ALL_BUT.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_the_service_fail(case: schemathesis.Case[Any], door: Door) -> None:
    answer = door.answer(case)

    if case.path != "/health/ready":
        assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        assert answer.json()["type"].startswith("urn:weekwire:problem:")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.dates().map(str) | st.datetimes().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def spoil(part: Any, steps: list[int], value: object) -> Any:  # noqa: ANN401 - any part of a document.
    """A document with one part replaced: at each step the part so many places on, as deep as there are parts."""
    if not steps or not part or not isinstance(part, dict | list):
        return value
    names = sorted(part) if isinstance(part, dict) else list(range(len(part)))
    name = names[steps[0] % len(names)]
    inner = spoil(part[name], steps[1:], value)
    return part | {name: inner} if isinstance(part, dict) else [*part[:name], inner, *part[name + 1 :]]


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(field=st.sampled_from(sorted(Edition.model_fields)), deeper=st.lists(st.integers(0, 30), max_size=3), value=JSON)
def test_no_edition_makes_the_service_fail(field: str, deeper: list[int], value: object, door: Door) -> None:
    known = door.ask("GET", "/v1/editions/2019").json()
    spoilt = known | {field: spoil(known.get(field), deeper, value)}

    answers = [
        door.ask("PUT", "/v1/editions/2019", spoilt),
        door.ask("POST", "/v1/editions/2019/preview", spoilt),
        door.ask("PUT", "/v1/editions/2019/draft", {"state": spoilt}),
        door.ask("PUT", "/v1/editions/2019/draft", {"state": known, "revision": value}),
        door.ask("DELETE", "/v1/editions/2019/draft"),
    ]

    assert [answer.text for answer in answers if answer.status_code >= 500] == []
    assert answers[-1].status_code == 204, "the session goes on and the next draft is the first again"
