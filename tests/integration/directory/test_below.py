"""What a level does for those below it: one deadline for all, hand-overs, and finding them by pinyin."""

from typing import Any

from contracts.organisations import Role
from tests.integration.directory.running import Directory

PROVINCE, CITY = "440000", "440600"


async def test_one_deadline_for_everybody_below_is_an_obligation_for_each(directory: Directory) -> None:
    manager = await directory.as_(PROVINCE, Role.MANAGER)
    form = {"kind": "summary", "due_at": "2024-05-22T18:00:00+08:00", "source": "省通知"}
    path = f"/v1/organisations/{PROVINCE}/deadlines/2024"

    first = await directory.put(path, form, manager)

    assert first.status_code == 200, first.text
    below = (await directory.get("/v1/organisations", manager, parent=PROVINCE, limit=500)).json()["items"]
    assert {one["debtor"] for one in first.json()["items"]} == {one["organisation"] for one in below}
    assert first.json()["refused"] == 0
    again = await directory.put(path, form, manager)
    assert again.json() == first.json()
    moved = await directory.put(path, {**form, "due_at": "2024-05-21T18:00:00+08:00", "debtors": [CITY]}, manager)
    assert moved.json()["items"][0]["obligation"]["due_at"] == "2024-05-21T10:00:00Z"
    assert moved.json()["asked"] == 1


async def test_a_date_after_ones_own_is_refused_for_each_with_the_reason(directory: Directory) -> None:
    manager = await directory.as_(PROVINCE, Role.MANAGER)
    form = {"kind": "summary", "due_at": "2024-06-22T18:00:00+08:00", "debtors": [CITY, "330600"]}

    answer = (await directory.put(f"/v1/organisations/{PROVINCE}/deadlines/2024", form, manager)).json()

    assert [one["problem"]["code"] for one in answer["items"]] == ["obligation_not_earlier", "obligation_not_below"]


async def test_organisations_are_found_by_pinyin_first_letters_and_codes(directory: Directory) -> None:
    who = await directory.as_(CITY, Role.FILER)

    async def found(**query: Any) -> set[str]:  # noqa: ANN401 - any parameter.
        page = (await directory.get("/v1/organisations", who, **query)).json()
        return {one["organisation"] for one in page["items"]}

    assert "330600" in await found(q="shaoxing")
    assert "330600" in await found(q="Shao Xing", kind="city")
    assert "330600" in await found(q="sx", kind="city", within="330000")
    assert "3633900003" in await found(q="36339000")
    assert await found(q="shaoxing", within="340000") == set()
    assert await found(within="330600", closed=True) == set()


async def test_who_takes_over_has_the_roles_and_who_left_is_out(directory: Directory) -> None:
    manager = await directory.as_(PROVINCE, Role.MANAGER)
    old, new = f"p-{CITY}-reviewer-1", f"p-{CITY}-filer-1"
    their = await directory.as_person(old)

    answer = await directory.post(f"/v1/people/{old}/hand-over", {"to": new}, manager)

    assert answer.status_code == 200, answer.text
    assert answer.json()["left"]["closed"]
    assert {one["role"] for one in answer.json()["successor"]["grants"]} == {"filer", "reviewer"}
    assert (await directory.get("/v1/me", their)).status_code == 401
    again = await directory.post(f"/v1/people/{old}/hand-over", {"to": new}, manager)
    assert again.status_code == 200
