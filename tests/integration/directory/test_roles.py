"""Every endpoint x role x organisation: who may do what, written out; data of another branch never appears."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from httpx import Response

from contracts.organisations import MINISTRY, Role
from deploy.native.servers import Servers
from services.directory.seed.people import person_id
from tests.integration.directory.running import Directory, seeded_directory

CITY, PROVINCE, SCHOOL, SIBLING, OTHER = "330600", "330000", "3633900003", "330700", "340000"
PLACES = (SCHOOL, CITY, PROVINCE, MINISTRY, SIBLING, OTHER, f"{PROVINCE}:publicity")
IN_THE_MINISTRY = (Role.EDITOR, Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR)
EVERYWHERE = (Role.FILER, Role.REVIEWER, Role.APPROVER, Role.MANAGER, Role.READER)
CALLERS = [(place, role) for place in PLACES for role in EVERYWHERE] + [(MINISTRY, role) for role in IN_THE_MINISTRY]

Who = frozenset[tuple[str, Role]]
SYSTEM: Who = frozenset({(MINISTRY, Role.SYSTEM_ADMINISTRATOR)})
SECURITY: Who = frozenset({(MINISTRY, Role.SECURITY_ADMINISTRATOR)})
EVERYBODY: Who = frozenset(CALLERS)
ABOVE_THE_CITY: Who = frozenset({(PROVINCE, Role.MANAGER), (MINISTRY, Role.MANAGER)})
OF_THE_CITY: Who = ABOVE_THE_CITY | {(CITY, Role.MANAGER)}
OF_THE_MINISTRY: Who = frozenset({(MINISTRY, Role.MANAGER)})

OF_THE_SIBLING: Who = ABOVE_THE_CITY | {(SIBLING, Role.MANAGER)}
IMPORTS: Who = SYSTEM | SECURITY | frozenset((place, role) for place, role in CALLERS if role is Role.MANAGER)
AUDIT: Who = frozenset({(MINISTRY, Role.AUDIT_ADMINISTRATOR)})
SEES_PEOPLE: Who = OF_THE_CITY | SYSTEM | SECURITY
ABOVE_THE_CITY_TWICE: Who = ABOVE_THE_CITY | SYSTEM
"""Above the city, and above the one that it is to become part of."""

ADMITS: Who = OF_THE_CITY | SYSTEM
LETS_IN: Who = OF_THE_CITY | SECURITY
HIDES_PEOPLE: Who = EVERYBODY - SEES_PEOPLE
BRANCH: Who = frozenset(caller for caller in CALLERS if caller[0] in {CITY, PROVINCE, MINISTRY})
BELOW: Who = frozenset(caller for caller in CALLERS if caller[0] == SCHOOL)
OUTSIDE: Who = EVERYBODY - BRANCH

NUMBERS = count()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: an endpoint on something of the city, who may, and what the others are answered.

    From those in `hidden` it is hidden (404). `open_to_all` needs no token. `done` are the answers that mean that the right was there.
    """

    endpoint: str
    may: Who
    body: dict[str, Any] | None = None
    refused: int = 403
    hidden: Who = frozenset()
    done: frozenset[int] = frozenset({200, 201})
    open_to_all: bool = False
    shown: str = ""


def new_school() -> dict[str, Any]:
    return {"kind": "school", "name": "校", "short_name": "校", "parent": CITY, "school_type": "secondary"}


def new_person() -> dict[str, Any]:
    return {"name": f"new.{next(NUMBERS)}", "organisation": CITY, "grants": [{"organisation": CITY, "role": "filer"}]}


ASKED = {
    "edition": "2024",
    "debtor": CITY,
    "creditor": PROVINCE,
    "kind": "summary",
    "due_at": "2024-05-22T18:00:00+08:00",
}
AN_AGREED_DAY = {"on": "2024-06-30", "revision": 1}
A_MERGER = {"into": SIBLING, "first_day": "2024-07-01", "revision": 1}
A_WINDOW = {"start": "2024-05-01", "end": "2024-05-31"}
ERASABLE = person_id(SIBLING, Role.FILER)
PERSON = person_id(CITY, Role.FILER)

TABLE = [
    Line("GET /v1/organisations", EVERYBODY),
    Line(f"GET /v1/organisations/{CITY}", EVERYBODY),
    Line(f"GET /v1/organisations/{CITY}/history", EVERYBODY),
    Line("PUT /v1/organisations/s-neu-{n}", OF_THE_CITY | SYSTEM, new_school()),
    Line(f"POST /v1/organisations/{CITY}/move", ABOVE_THE_CITY | SYSTEM, {"parent": PROVINCE}),
    Line(f"POST /v1/organisations/{CITY}/close", ABOVE_THE_CITY | SYSTEM, AN_AGREED_DAY, done=frozenset({409})),
    Line(f"GET /v1/organisations/{CITY}/present", EVERYBODY),
    Line(f"POST /v1/organisations/{CITY}/merge/preview", ABOVE_THE_CITY_TWICE, A_MERGER),
    Line(f"POST /v1/organisations/{CITY}/merge", ABOVE_THE_CITY_TWICE, A_MERGER, done=frozenset({409})),
    Line(f"POST /v1/organisations/{CITY}/reopen", ABOVE_THE_CITY | SYSTEM, {}),
    Line("GET /v1/chains", EVERYBODY, open_to_all=True),
    Line(f"PUT /v1/organisations/{PROVINCE}/windows/2024", ABOVE_THE_CITY, A_WINDOW),
    Line(f"DELETE /v1/organisations/{PROVINCE}/windows/2024?kind=activity_month", ABOVE_THE_CITY),
    Line(f"PUT /v1/organisations/{PROVINCE}/themes/2024", ABOVE_THE_CITY, {"themes": []}),
    Line(f"GET /v1/people?organisation={CITY}", SEES_PEOPLE, refused=404, shown=PERSON),
    Line(f"GET /v1/people/{PERSON}", SEES_PEOPLE, refused=404, shown=PERSON),
    Line("PUT /v1/people/neu-{n}", OF_THE_CITY, new_person()),
    Line("GET /v1/editions", EVERYBODY, open_to_all=True),
    Line("GET /v1/editions/2024", EVERYBODY, open_to_all=True),
    Line("PUT /v1/editions/2024", OF_THE_MINISTRY, {"the": "edition"}),
    Line("GET /v1/editions/2024/history", EVERYBODY),
    Line("GET /v1/editions/2024/draft", OF_THE_MINISTRY, done=frozenset({404})),
    Line("PUT /v1/editions/2024/draft", OF_THE_MINISTRY, {"state": "the edition"}, done=frozenset({200, 409})),
    Line("DELETE /v1/editions/2024/draft", OF_THE_MINISTRY, done=frozenset({204})),
    Line("POST /v1/editions/2024/preview", OF_THE_MINISTRY, {"the": "edition"}),
    Line("POST /v1/editions/2024/publish", OF_THE_MINISTRY, {"revision": 1}, done=frozenset({404})),
    Line(
        f"PUT /v1/organisations/{CITY}/deadlines/2024",
        OF_THE_CITY,
        {"kind": "summary", "due_at": "2024-05-20T18:00:00+08:00", "debtors": []},
    ),
    Line(
        f"POST /v1/people/{ERASABLE}/hand-over",
        OF_THE_SIBLING | SYSTEM | SECURITY,
        {"to": ERASABLE},
        refused=404,
        done=frozenset({409}),
    ),
    Line(
        f"DELETE /v1/people/{ERASABLE}/sessions",
        OF_THE_SIBLING | SECURITY,
        hidden=EVERYBODY - OF_THE_SIBLING - SYSTEM - SECURITY,
        done=frozenset({204}),
    ),
    Line("GET /v1/obligations", EVERYBODY),
    Line(f"GET /v1/obligations/2024:summary:{PROVINCE}", EVERYBODY),
    Line(f"GET /v1/obligations?debtor={CITY}", BRANCH, refused=200, shown="to-keep"),
    Line("GET /v1/obligations/to-keep", BRANCH, refused=404, shown=f'"debtor":"{CITY}"'),
    Line("PUT /v1/obligations/asked-{n}", ABOVE_THE_CITY, ASKED),
    Line("DELETE /v1/obligations/to-cancel", ABOVE_THE_CITY, hidden=OUTSIDE),
    Line("GET /v1/audit", frozenset({(MINISTRY, Role.AUDIT_ADMINISTRATOR)})),
    Line(f"GET /v1/people/{ERASABLE}/erasure", SECURITY),
    Line(f"POST /v1/people/{ERASABLE}/erasure", SECURITY, {"revision": 1}, done=frozenset({409})),
    Line("GET /v1/imports/templates/people", EVERYBODY),
    Line("PUT /v1/imports/{uuid}?kind=people", IMPORTS, done=frozenset({422})),
    Line("GET /v1/imports/{uuid}", frozenset(), refused=404),
    Line("GET /v1/imports/{uuid}/result", frozenset(), refused=404),
    Line("GET /v1/audit/sheet", AUDIT),
    Line("GET /v1/audit/export", AUDIT),
    Line("POST /v1/audit/verify", AUDIT),
    Line("GET /v1/me", EVERYBODY),
    Line("GET /v1/me/sessions", EVERYBODY),
    Line("DELETE /v1/me/sessions", EVERYBODY, done=frozenset({204})),
    Line(f"DELETE /v1/me/sessions/{'0' * 32}", frozenset(), refused=404),
    Line("GET /v1/keys", EVERYBODY, open_to_all=True),
    Line(
        f"DELETE /v1/people/{PERSON}/second-factor",
        OF_THE_CITY | SECURITY,
        hidden=EVERYBODY - SEES_PEOPLE,
        done=frozenset({204}),
    ),
    Line(f"POST /v1/people/{PERSON}/invitation", ADMITS, {}, hidden=HIDES_PEOPLE, done=frozenset({409})),
    Line(f"GET /v1/people/{PERSON}/invitation", frozenset(), refused=403, hidden=HIDES_PEOPLE | ADMITS),
    Line(f"DELETE /v1/people/{PERSON}/invitation", ADMITS, hidden=HIDES_PEOPLE, done=frozenset({204})),
    Line(f"POST /v1/people/{PERSON}/invitation?by_hand=true", ADMITS, {}, hidden=HIDES_PEOPLE),
    # No provider is named here, which whoever may enter an identity is told by a 404.
    Line(f"GET /v1/people/{PERSON}/identities", SEES_PEOPLE, hidden=HIDES_PEOPLE),
    Line(f"POST /v1/people/{PERSON}/identities", frozenset(), {"value": "x"}, hidden=HIDES_PEOPLE | ADMITS),
    Line(f"DELETE /v1/people/{PERSON}/identities/{'0' * 64}", frozenset(), refused=404),
    Line(f"GET /v1/people/{PERSON}/locks", SEES_PEOPLE, refused=404),
    Line(f"DELETE /v1/people/{PERSON}/locks", LETS_IN, hidden=HIDES_PEOPLE, done=frozenset({204})),
    Line("POST /v1/people/names", BRANCH | BELOW, {"people": [PERSON]}, refused=200, shown=f'"person":"{PERSON}"'),
    Line("GET /v1/me/passkeys", EVERYBODY),
    Line("GET /v1/me/delegations", EVERYBODY),
    Line("GET /v1/me/colleagues", EVERYBODY),
    Line("PUT /v1/me/language", EVERYBODY, {"language": "zh-CN"}, done=frozenset({204})),
    Line("GET /v1/ways", EVERYBODY, open_to_all=True),
    Line("GET /v1/me/second-factor", EVERYBODY),
    Line("POST /v1/me/second-factor", EVERYBODY, {"password": "wrong"}, done=frozenset({401})),
    Line("PUT /v1/me/second-factor", EVERYBODY, {"code": "000000"}, done=frozenset({409})),
    Line("POST /v1/me/second-factor/remove", EVERYBODY, {"password": "wrong", "code": "0"}, done=frozenset({401})),
    Line("PUT /v1/me/password", EVERYBODY, {"current": "wrong", "wanted": "weak"}, done=frozenset({401})),
]
ASIDE = {
    "POST /v1/addresses",
    "POST /v1/sessions",
    "POST /v1/sessions/refresh",
    "DELETE /v1/sessions/current",
    "POST /v1/sessions/code",
    "POST /v1/sessions/acting",
    "POST /v1/sessions/passkey/begin",
    "POST /v1/sessions/passkey",
    "GET /v1/sessions/oidc/start",
    "GET /v1/sessions/oidc/callback",
    "POST /v1/passwords/forgotten",
    "POST /v1/links/look",
    "POST /v1/links/use",
    "POST /v1/me/passkeys/begin",
    "POST /v1/me/passkeys",
    "PUT /v1/me/passkeys/{passkey}",
    "DELETE /v1/me/passkeys/{passkey}",
    "POST /v1/me/delegations",
    "DELETE /v1/me/delegations/{delegation}",
}
"""Ways in, and what one does to one's own account, addresses are for services; they have tests of their own."""


@pytest.fixture(scope="module")
async def directory(servers: Servers, prefix: str) -> AsyncIterator[Directory]:
    async with seeded_directory(servers, prefix) as running:
        ministry = await running.as_(MINISTRY, Role.MANAGER)
        for place in PLACES:
            for role in EVERYWHERE:
                body = {
                    "name": f"t-{place}-{role.value}",
                    "organisation": place,
                    "grants": [{"organisation": place, "role": role.value}],
                    "password": "Kaifang-2024-Yuan",
                }
                answer = await running.put(f"/v1/people/{body['name']}", body, ministry)
                assert answer.status_code == 201, answer.text
        province = await running.as_(PROVINCE, Role.MANAGER)
        for obligation in ("to-cancel", "to-keep"):
            assert (await running.put(f"/v1/obligations/{obligation}", ASKED, province)).status_code == 201
        yield running


async def header(directory: Directory, place: str, role: Role) -> dict[str, str]:
    if role in IN_THE_MINISTRY:
        return await directory.as_(place, role)
    return await directory.as_newcomer(f"t-{place}-{role.value}", "Kaifang-2024-Yuan", "Geng-Chang-2025")


async def ask(directory: Directory, line: Line, who: dict[str, str]) -> Response:
    method, _, path = line.endpoint.partition(" ")
    body: Any = line.body
    if line.endpoint in {"PUT /v1/editions/2024", "POST /v1/editions/2024/preview"}:
        body = (await directory.client.get("/v1/editions/2024")).json()
    if line.endpoint == "PUT /v1/editions/2024/draft":
        body = {"state": (await directory.client.get("/v1/editions/2024")).json()}
    if line.body is not None and "name" in line.body and "grants" in line.body:
        body = new_person()
    return await directory.client.request(method, path.format(n=next(NUMBERS), uuid=uuid4()), json=body, headers=who)


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line.endpoint)
async def test_an_endpoint_opens_to_whom_the_table_names_and_to_nobody_else(directory: Directory, line: Line) -> None:
    wrong: list[str] = []
    for place, role in CALLERS:
        answer = await ask(directory, line, await header(directory, place, role))
        refused = 404 if (place, role) in line.hidden else line.refused
        expected = line.done if (place, role) in line.may else {refused}
        if answer.status_code not in expected:
            wrong.append(f"{role.value} of {place}: {answer.status_code} {answer.text[:150]}")
        if line.shown:
            assert (line.shown in answer.text.replace(f"/{PERSON}", "")) is ((place, role) in line.may)

    assert wrong == []


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line.endpoint)
async def test_without_a_token_only_what_is_public_is_answered(directory: Directory, line: Line) -> None:
    answer = await ask(directory, line, {})

    assert (answer.status_code == 401) is not line.open_to_all
    if not line.open_to_all:
        assert answer.json()["code"] == "not_signed_in"


async def test_no_endpoint_is_missing_from_the_table(directory: Directory) -> None:
    paths = (await directory.client.get("/openapi.json")).json()["paths"]
    known = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods if "/v1/" in path}

    told = set(ASIDE)
    for endpoint in known:
        method, _, path = endpoint.partition(" ")
        wanted = path.split("/")
        for line in TABLE:
            asked_method, _, asked_path = line.endpoint.partition(" ")
            parts = asked_path.partition("?")[0].split("/")
            fits = len(parts) == len(wanted) and all(
                one == other or other.startswith("{") for one, other in zip(parts, wanted, strict=True)
            )
            if asked_method == method and fits:
                told.add(endpoint)

    assert known - told == set()
