"""Lists and what is seen in them: filters, stable pages, and never another branch's item."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.organisations import Role
from deploy.native.servers import Servers
from services.ingest.domain.rights import FILING_ROLES, READING_ROLES
from tests.integration.ingest.running import (
    CITY,
    OTHER_UNIT,
    SCHOOL,
    UNIT,
    Ingest,
    provisioned,
    realm_on,
    report_body,
    running_ingest,
    summary_body,
)

ELSEWHERE_TITLE = "别省材料不得外泄"


class Shelf:
    """An ingest with items of two branches."""

    def __init__(self, ingest: Ingest) -> None:
        self.ingest = ingest
        self.school: list[UUID] = []
        self.summary = uuid4()
        self.elsewhere = uuid4()

    async def fill(self) -> None:
        ingest = self.ingest
        for number in range(7):
            submission = uuid4()
            self.school.append(submission)
            assert (await ingest.put(submission, report_body(visitors=number))).status_code == 201
            ingest.clock.advance(1 if number % 2 else 0)
        await ingest.put(self.summary, summary_body(), who=ingest.as_("p-u", (UNIT, Role.FILER)))
        other = report_body(title=ELSEWHERE_TITLE) | {"organisation": OTHER_UNIT}
        await ingest.put(self.elsewhere, other, who=ingest.as_("p-o", (OTHER_UNIT, Role.FILER)))

    async def pages(self, who: dict[str, str], **asked: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any filter.
        """Every line of a list, page by page."""
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            parameters = asked | ({"cursor": cursor} if cursor else {})
            answer = await self.ingest.client.get("/v1/submissions", params=parameters, headers=who)
            assert answer.status_code == 200, answer.text
            found += answer.json()["items"]
            cursor = answer.json()["next"]
            if cursor is None:
                return found


@pytest.fixture(scope="module")
async def shelf(servers: Servers, prefix: str) -> AsyncIterator[Shelf]:
    async with provisioned(realm_on(servers, prefix)) as realm, running_ingest(realm) as running:
        filled = Shelf(running)
        await filled.fill()
        yield filled


def ids(lines: list[dict[str, Any]]) -> list[str]:
    return [line["submission"] for line in lines]


async def test_pages_of_any_size_give_every_item_once_newest_first(shelf: Shelf) -> None:
    who = shelf.ingest.as_("p-m", ("ministry", Role.EDITOR))
    whole = await shelf.pages(who, limit=200)

    for limit in (1, 2, 3, 9):
        assert await shelf.pages(who, limit=limit) == whole
    assert set(ids(whole)) == {str(one) for one in (*shelf.school, shelf.summary, shelf.elsewhere)}
    assert [one["received_at"] for one in whole] == sorted((one["received_at"] for one in whole), reverse=True)


async def test_pages_stay_where_they_are_while_new_items_come_in(servers: Servers, prefix: str) -> None:
    async with provisioned(realm_on(servers, prefix)) as realm, running_ingest(realm) as running:
        old = [uuid4() for _ in range(4)]
        for one in old:
            await running.put(one, report_body())
            running.clock.advance(1)
        first = (await running.get("/v1/submissions?limit=2")).json()
        for _ in range(3):
            await running.put(uuid4(), report_body())
            running.clock.advance(1)
        second = (await running.get(f"/v1/submissions?limit=2&cursor={first['next']}")).json()

    assert ids(first["items"] + second["items"]) == [str(one) for one in reversed(old)]
    assert second["next"] is None


async def test_filters_choose_by_edition_kind_unit_organisation_state_and_time(shelf: Shelf) -> None:
    ministry = shelf.ingest.as_("p-m", ("ministry", Role.EDITOR))

    assert ids(await shelf.pages(ministry, kind="summary")) == [str(shelf.summary)]
    assert ids(await shelf.pages(ministry, unit=OTHER_UNIT)) == [str(shelf.elsewhere)]
    assert set(ids(await shelf.pages(ministry, organisation=SCHOOL))) == {str(one) for one in shelf.school}
    assert await shelf.pages(ministry, edition="2023") == []
    assert len(await shelf.pages(ministry, state="received")) == 9
    assert await shelf.pages(ministry, state="accepted") == []
    assert len(await shelf.pages(ministry, changed_since=shelf.ingest.clock.now().isoformat())) < 9


@pytest.mark.parametrize("cursor", ["x", "W10", "bnVsbA", "WzEsMl0", "WyIxIiwgIjIiXQ", "é", "W" * 500])
async def test_a_cursor_that_is_none_is_named(shelf: Shelf, cursor: str) -> None:
    answer = await shelf.ingest.client.get(
        "/v1/submissions", params={"cursor": cursor}, headers=shelf.ingest.school_filer()
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


@pytest.mark.parametrize("organisation", ["ministry", UNIT, CITY, SCHOOL, OTHER_UNIT, "C08"])
@pytest.mark.parametrize("role", list(Role))
async def test_no_endpoint_shows_data_of_another_branch(shelf: Shelf, role: Role, organisation: str) -> None:
    ingest = shelf.ingest
    who = ingest.as_("p-table", (organisation, role))
    reads = role in READING_ROLES
    sees_school = reads and organisation in {"ministry", UNIT, CITY, SCHOOL}
    sees_elsewhere = reads and organisation in {"ministry", OTHER_UNIT}

    for submission, sees in ((shelf.school[0], sees_school), (shelf.elsewhere, sees_elsewhere)):
        for path in ("", "/versions", "/versions/1"):
            answer = await ingest.get(f"/v1/submissions/{submission}{path}", who)
            assert answer.status_code == (200 if sees else 404), (role, organisation, path)
            assert sees or ELSEWHERE_TITLE not in answer.text
        assert (await ingest.get(f"/v1/receipts/{submission}.1", who)).status_code == (200 if sees else 404)

    listed = set(ids(await shelf.pages(who, limit=200)))
    assert (str(shelf.school[0]) in listed) is sees_school
    assert (str(shelf.elsewhere) in listed) is sees_elsewhere


@pytest.mark.parametrize("organisation", ["ministry", UNIT, CITY, SCHOOL, OTHER_UNIT, "C08"])
@pytest.mark.parametrize("role", list(Role))
async def test_nobody_writes_into_another_branch(ingest: Ingest, role: Role, organisation: str) -> None:
    who = ingest.as_("p-table", (organisation, role))
    may_file = role in FILING_ROLES and organisation in {UNIT, CITY, SCHOOL}
    may_take_back = role in FILING_ROLES and organisation == SCHOOL
    submission = uuid4()
    await ingest.put(submission, report_body(visitors=1))

    created = await ingest.put(uuid4(), report_body(visitors=1), who=who)
    amended = await ingest.put(submission, report_body(visitors=2), if_match=1, who=who)
    checked = await ingest.client.post("/v1/submissions:check", json=report_body(), headers=who)
    version = 2 if may_file else 1
    taken_back = await ingest.client.post(
        f"/v1/submissions/{submission}/withdraw", json={"version": version}, headers=who
    )

    assert created.status_code == (201 if may_file else 403)
    assert amended.status_code in ({201} if may_file else {403, 404})
    assert checked.status_code == (200 if may_file else 403)
    # Whoever amended for the school has filed its newest version, and may take that back as well.
    assert taken_back.status_code in ({200} if may_take_back or may_file else {403, 404})


async def test_a_read_says_what_the_caller_may_do(shelf: Shelf) -> None:
    path = f"/v1/submissions/{shelf.school[0]}"

    own = (await shelf.ingest.get(path)).json()
    province = (await shelf.ingest.get(path, shelf.ingest.as_("p-u", (UNIT, Role.APPROVER)))).json()
    editor = (await shelf.ingest.get(path, shelf.ingest.as_("p-e", ("ministry", Role.EDITOR)))).json()

    assert (own["may_amend"], own["may_withdraw"]) == (True, True)
    assert (province["may_amend"], province["may_withdraw"]) == (True, False)
    assert (editor["may_amend"], editor["may_withdraw"]) == (False, False)
