"""Names over HTTP: a history's ids become people for those who may know them."""

from typing import Any

from contracts.organisations import Role
from services.directory.api.names import MAX_PEOPLE
from services.directory.seed.people import person_id
from tests.integration.directory.running import Directory

SCHOOL = "3633900003"
OFFICER, CITY, PROVINCE = (
    person_id(SCHOOL, Role.FILER),
    person_id("330600", Role.REVIEWER),
    person_id("330000", Role.APPROVER),
)
ELSEWHERE = person_id("340000", Role.REVIEWER)


async def names(directory: Directory, who: dict[str, str], *people: str) -> dict[str, Any]:
    answer = await directory.post("/v1/people/names", {"people": list(people)}, who)
    assert answer.status_code == 200, answer.text
    return {one["person"]: one for one in answer.json()["items"]}


async def test_nobody_who_is_not_signed_in_learns_a_name(directory: Directory) -> None:
    answer = await directory.post("/v1/people/names", {"people": [OFFICER]}, {})

    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_a_list_has_an_end(directory: Directory) -> None:
    officer = await directory.as_(SCHOOL, Role.FILER)

    full = await directory.post("/v1/people/names", {"people": [f"p-{n}" for n in range(MAX_PEOPLE)]}, officer)
    beyond = await directory.post("/v1/people/names", {"people": [f"p-{n}" for n in range(MAX_PEOPLE + 1)]}, officer)

    assert (full.status_code, full.json()) == (200, {"items": []})
    assert beyond.status_code == 422


async def test_an_officer_sees_colleagues_by_name_and_who_judged_by_office(directory: Directory) -> None:
    officer = await directory.as_(SCHOOL, Role.FILER)

    found = await names(directory, officer, OFFICER, OFFICER, CITY, PROVINCE, ELSEWHERE, "nobody", "§ no id at all")

    assert set(found) == {OFFICER, CITY, PROVINCE}
    assert found[OFFICER]["name"]
    assert [found[one]["name"] for one in (CITY, PROVINCE)] == [None, None]
    assert found[CITY]["organisation_name"] == "绍兴市"
    assert [one["role"] for one in found[PROVINCE]["roles"]] == ["approver"]


async def test_a_province_sees_all_its_people_and_nobody_of_another(directory: Directory) -> None:
    province = await directory.as_("330000", Role.REVIEWER)

    found = await names(directory, province, OFFICER, CITY, PROVINCE, ELSEWHERE)

    assert set(found) == {OFFICER, CITY, PROVINCE}
    assert all(one["name"] for one in found.values())
    assert "email" not in found[OFFICER]
    assert "phone" not in found[OFFICER]
