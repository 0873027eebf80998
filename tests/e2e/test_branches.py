"""Every endpoint x role x organisation, over all services and the demo's data: what belongs to another branch never appears."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import uuid5

import httpx
import pytest

from contracts.organisations import Role
from deploy.demo.calls import EDITION
from deploy.demo.client import Request
from deploy.demo.hosts import MINISTRY, person_of
from deploy.native.supervisor import SERVICES
from tests.e2e.endpoints import CLUES, NAMESPACE, Ask, asks
from tests.e2e.expected_standings import Standing, World
from tests.e2e.playing import Played

FIRST_PASSWORD, PASSWORD = "Kaifang-2024-Yuan", "Geng-Chang-2025"
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR})
IN_THE_MINISTRY = ADMINISTRATORS | {Role.EDITOR}
SECRET = "只有本单位知道的草稿"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
FIRST_BYTES_SECONDS = 10.0
CALLERS_AT_ONCE = 8
OK, FAULT = 200, 500
Who = tuple[str, Role]


@dataclass(frozen=True, slots=True)
class Table:
    """The played demo, one school's counted report in it, a draft of that school, and somebody in every role at every place."""

    played: Played
    world: World
    report: Standing
    draft: str
    tokens: dict[Who, str]

    def branch(self, organisation: str) -> set[str]:
        """The submissions of an organisation and of everybody below it."""
        path = self.world.tree.path
        every = self.world.standings.items()
        return {name for name, one in every if organisation in {*path(one.organisation), *one.chain}}

    def may_read(self, place: str, role: Role, ask: Ask) -> set[str]:
        """The submissions that somebody may be told of by an endpoint: of their branch, and what readers are there for."""
        own = self.branch(place) if role not in ADMINISTRATORS else set()
        if role is Role.READER and ask.service == "syndication":
            return own | {step["submission"] for step in self.played.steps if step["do"] == "feature"}
        if role is Role.READER and ask.endpoint == CLUES:
            return own | self.branch(self.world.tree.unit(place))
        return own

    def named(self, ask: Ask, text: str) -> set[str]:
        """The submissions that an answer names, but for those that it may name to everybody."""
        every = self.world.standings
        plans = {name for name, one in every.items() if one.counted and one.kind == "plan"}
        repeated = {self.report.submission} if ask.repeats else set()
        return (set(ID.findall(text)) & every.keys()) - repeated - (plans if ask.is_calendar else set())


@pytest.fixture(scope="module")
async def table(played: Played, world: World) -> Table:
    """A report that was accepted along school, city and province, and people inside and outside that branch."""
    report = next(one for one in world.standings.values() if _is_of_a_school(world, one))
    draft = str(uuid5(NAMESPACE, "draft"))
    filer = person_of(report.organisation, "filer")
    saved = {"organisation": report.organisation, "title": SECRET, "form": {"content": {"title": SECRET}}}
    await played.client.send(Request(filer, "ingest", "PUT", f"/v1/drafts/{draft}", saved))
    async with httpx.AsyncClient(timeout=60) as http:
        callers = [(place, role) for place in _places(world, report) for role in _roles_at(place)]
        tokens = [await _signed_in(played, http, place, role) for place, role in callers]
    return Table(played, world, report, draft, dict(zip(callers, tokens, strict=True)))


def _is_of_a_school(world: World, one: Standing) -> bool:
    is_chain = len(one.chain) == 3 and world.tree.kind(one.organisation) == "school"
    return is_chain and world.tree.kind(one.chain[1]) == "city" and one.edition == EDITION and one.state == "accepted"


def _places(world: World, report: Standing) -> list[str]:
    """The whole chain of the report, and others: below the same city, in the same unit, in another one, and councils."""
    tree, (school, city, unit) = world.tree, report.chain
    beside = next(name for name in tree.children(city) if name != school)
    other_city = next(name for name in tree.children(unit) if tree.kind(name) == "city" and name != city)
    body = next(name for name in tree.children(unit) if tree.kind(name) == "body")
    far_city = next(name for name in tree.of_kinds({"city"}) if tree.unit(name) != unit)
    others = [beside, other_city, body, tree.unit(far_city), far_city, "C08", tree.of_kinds({"department"})[0]]
    return [school, city, unit, MINISTRY, *others]


def _roles_at(place: str) -> list[Role]:
    return [role for role in Role if place == MINISTRY or role not in IN_THE_MINISTRY]


async def _signed_in(played: Played, http: httpx.AsyncClient, place: str, role: Role) -> str:
    """The token of somebody with this one role: a seeded person in the ministry's own roles, else a new one."""
    if role in IN_THE_MINISTRY:
        return await played.client.token(person_of(MINISTRY, role.value))
    name = f"t-{place.replace(':', '-')}-{role.value}".lower()
    person = {"name": name, "organisation": place, "grants": [{"organisation": place, "role": role.value}]}
    manager = person_of(MINISTRY, Role.MANAGER.value)
    body = person | {"password": FIRST_PASSWORD}
    await played.client.send(Request(manager, "directory", "PUT", f"/v1/people/{name}", body))
    directory = played.client.addresses["directory"]
    newcomer = (await http.post(f"{directory}/v1/sessions", json={"name": name, "password": FIRST_PASSWORD})).json()
    change, who = (
        {"current": FIRST_PASSWORD, "wanted": PASSWORD},
        {"authorization": f"Bearer {newcomer['access_token']}"},
    )
    changed = await http.put(f"{directory}/v1/me/password", json=change, headers=who)
    assert changed.status_code == 204, changed.text
    refresh = {"refresh_token": newcomer["refresh_token"]}
    answer = await http.post(f"{directory}/v1/sessions/refresh", json=refresh)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])


async def _text(http: httpx.AsyncClient, address: str, ask: Ask, token: str) -> tuple[int, str]:
    """Status and body; of a stream the first state, and nothing where none comes."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    if ask.if_match:
        headers["if-match"] = ask.if_match
    async with http.stream(ask.method, f"{address}{ask.path}", json=ask.body, headers=headers) as answer:
        if not answer.headers.get("content-type", "").startswith("text/event-stream"):
            # Sheets are no text.
            return answer.status_code, (await answer.aread()).decode(errors="replace")
        async with asyncio.timeout(FIRST_BYTES_SECONDS):
            async for line in answer.aiter_lines():
                if line.startswith("data:"):
                    return answer.status_code, line
    return answer.status_code, ""


async def _answers(table: Table, token: str) -> list[tuple[Ask, int, str]]:
    """What somebody is answered by every endpoint, without the echo of what was asked."""
    addresses, found = table.played.client.addresses, []
    async with httpx.AsyncClient(timeout=60) as http:
        for ask in asks(table.report, table.draft):
            status, text = await _text(http, addresses[ask.service], ask, token)
            found.append((ask, status, text.replace(ask.path.partition("?")[0], "")))
    return found


async def _faults(table: Table, place: str, role: Role) -> AsyncIterator[str]:
    """Whatever somebody is shown that belongs to others, and what is hidden that is their own."""
    own = table.branch(place) if role not in ADMINISTRATORS else set()
    sees = table.report.submission in own
    for ask, status, text in await _answers(table, table.tokens[place, role]):
        wrong = {
            "names submissions of others": bool(table.named(ask, text) - table.may_read(place, role, ask)),
            "shows the draft": SECRET in text and place != table.report.organisation,
            "is a fault": status >= FAULT,
            "hides what is the caller's own": ask.shown and sees and table.report.submission not in text,
            "is there for a stranger": ask.shown and not sees and status == OK and "?" not in ask.path,
            "tells a stranger more": ask.repeats and not sees and status == OK and '"problem":"not_found"' not in text,
        }
        for what, holds in wrong.items():
            if holds:
                yield f"{role.value} of {place}: {ask.endpoint} {ask.path} -> {status} {what}: {text[:200]}"


async def test_what_belongs_to_another_branch_never_appears_whoever_asks_for_it(table: Table) -> None:
    at_once = asyncio.Semaphore(CALLERS_AT_ONCE)

    async def found(who: Who) -> list[str]:
        async with at_once:
            return [fault async for fault in _faults(table, *who)]

    faults = [fault for of_one in await asyncio.gather(*map(found, table.tokens)) for fault in of_one]

    assert faults == []


async def test_without_a_token_no_submission_and_no_person_appears(table: Table) -> None:
    filer = person_of(table.report.organisation, "filer")
    faults = [
        f"{ask.endpoint} {ask.path} -> {status}"
        for ask, status, text in await _answers(table, "")
        if table.named(ask, text) or filer in text or SECRET in text or status >= FAULT
    ]

    assert faults == []


async def test_no_endpoint_is_missing_from_the_table(table: Table) -> None:
    asked = {(ask.service, ask.endpoint) for ask in asks(table.report, table.draft)}
    known: set[tuple[str, str]] = set()
    async with httpx.AsyncClient(timeout=60) as http:
        for service in SERVICES:
            paths = (await http.get(f"{table.played.client.addresses[service]}/openapi.json")).json()["paths"]
            known |= {
                (service, f"{method.upper()} {path}")
                for path, methods in paths.items()
                for method in methods
                if path.startswith("/v1/") and service != "directory"
            }

    assert known - asked == set()
    assert {endpoint for endpoint in asked if endpoint[0] != "directory"} - known == set()
