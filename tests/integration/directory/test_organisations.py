"""Organisations over HTTP: opened, amended, listed, moved and closed by whoever manages the branch above."""

from typing import Any

from contracts import topics
from contracts.organisations import Role
from tests.integration.directory.running import Directory, following, said
from tests.integration.kit.waiting import eventually

SCHOOL = {
    "kind": "school",
    "name": "绍兴市新办中等专业学校",
    "short_name": "新办中专",
    "parent": "330600",
    "school_type": "secondary",
    "school_code": "3633000777",
}


async def opened(directory: Directory, organisation: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await directory.put(
        f"/v1/organisations/{organisation}", body, await directory.as_("ministry", Role.MANAGER)
    )
    assert answer.status_code == 201, answer.text
    state: dict[str, Any] = answer.json()
    return state


async def test_a_manager_opens_a_school_and_every_service_hears_of_it(directory: Directory) -> None:
    manager = await directory.as_("330600", Role.MANAGER)

    first = await directory.put("/v1/organisations/3633000777", SCHOOL, manager)
    again = await directory.put("/v1/organisations/3633000777", SCHOOL, manager)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json()["chain"] == ["3633000777", "330600", "330000"]
    async with following(directory.settings) as view:
        await eventually(lambda: view.organisation("3633000777") is not None)
        heard = view.organisation("3633000777")
        assert heard is not None
        assert (heard.revision, heard.path) == (
            first.json()["revision"],
            ("ministry", "330000", "330600", "3633000777"),
        )


async def test_other_content_needs_the_revision_that_was_seen(directory: Directory) -> None:
    state = await opened(directory, "s-umbenannt", SCHOOL | {"school_code": None})
    manager = await directory.as_("330600", Role.MANAGER)
    renamed = SCHOOL | {"school_code": None, "name": "绍兴市改名中等专业学校"}

    blind = await directory.put("/v1/organisations/s-umbenannt", renamed, manager)
    done = await directory.put("/v1/organisations/s-umbenannt", renamed | {"revision": state["revision"]}, manager)
    # The answer to the rename was lost; sending it again settles that.
    settled = await directory.put("/v1/organisations/s-umbenannt", renamed | {"revision": state["revision"]}, manager)
    stale = await directory.put(
        "/v1/organisations/s-umbenannt", renamed | {"name": "x", "revision": state["revision"]}, manager
    )

    assert (blind.status_code, blind.json()["facts"]) == (409, {"revision": state["revision"]})
    assert done.status_code == 200
    assert settled.json() == done.json()
    assert stale.status_code == 409
    history = (await directory.get("/v1/organisations/s-umbenannt/history", manager)).json()
    assert [entry["verb"] for entry in history] == ["open", "rename"]
    assert history[1]["before"] == {"name": "绍兴市新办中等专业学校"}


async def test_a_school_code_is_given_once(directory: Directory) -> None:
    await opened(directory, "3633000888", SCHOOL | {"school_code": "3633000888"})

    second = await directory.put(
        "/v1/organisations/s-zweite",
        SCHOOL | {"school_code": "3633000888"},
        await directory.as_("ministry", Role.MANAGER),
    )

    assert (second.status_code, second.json()["code"]) == (409, "id_taken")


async def test_all_that_is_wrong_with_a_form_comes_at_once(directory: Directory) -> None:
    body = SCHOOL | {"school_code": "12", "school_type": None, "parent": "330000:publicity"}

    answer = await directory.put("/v1/organisations/s-falsch", body, await directory.as_("ministry", Role.MANAGER))

    assert answer.status_code == 422
    assert {(one["path"], one["code"]) for one in answer.json()["fields"]} == {
        ("parent", "wrong_parent"),
        ("school_code", "bad_key"),
        ("school_type", "missing_field"),
    }


async def test_the_list_is_filtered_and_paged_without_gaps(directory: Directory) -> None:
    who = await directory.as_("340000", Role.FILER)
    found: list[str] = []
    cursor: str | None = None
    while True:
        query = {"unit": "330000", "limit": 7} | ({"cursor": cursor} if cursor else {})
        page = (await directory.get("/v1/organisations", who, **query)).json()
        found += [one["organisation"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    whole = (await directory.get("/v1/organisations", who, unit="330000", limit=500)).json()["items"]
    assert found == [one["organisation"] for one in whole]
    assert len(found) > 20
    councils = (await directory.get("/v1/organisations", who, kind="council", limit=500)).json()["items"]
    assert len(councils) == 40
    named = (await directory.get("/v1/organisations", who, q="神木")).json()["items"]
    assert {one["organisation"] for one in named} == {"610881", "s-shenmu-zhijiao"} | {
        one["organisation"] for one in named if one["name"].startswith("神木市")
    }
    below = (await directory.get("/v1/organisations", who, parent="610881")).json()["items"]
    assert "s-shenmu-zhijiao" in {one["organisation"] for one in below}


async def test_a_text_to_look_for_is_a_text_and_no_pattern(directory: Directory) -> None:
    who = await directory.as_("340000", Role.FILER)

    assert (await directory.get("/v1/organisations", who, q=".*")).json()["items"] == []


async def test_a_foreign_cursor_is_refused(directory: Directory) -> None:
    who = await directory.as_("340000", Role.FILER)

    for cursor in ("%%%", "äö", "_____w"):
        assert (await directory.get("/v1/organisations", who, cursor=cursor)).json()["code"] == "bad_cursor"


async def test_an_organisation_closes_when_nothing_below_it_is_open(directory: Directory) -> None:
    await opened(directory, "330800", _city("330800"))
    await opened(directory, "s-letzte", SCHOOL | {"parent": "330800", "school_code": None})
    manager = await directory.as_("330000", Role.MANAGER)

    async def close(organisation: str) -> tuple[int, dict[str, Any]]:
        state = (await directory.get(f"/v1/organisations/{organisation}", manager)).json()
        body = {"on": "2024-06-30", "revision": state["revision"]}
        answer = await directory.post(f"/v1/organisations/{organisation}/close", body, manager)
        return answer.status_code, answer.json()

    assert (await close("330800"))[1]["code"] == "branch_open"
    assert (await close("s-letzte"))[1]["closed_on"] == "2024-06-30"
    assert (await close("330800"))[0] == 200
    assert (await close("330800"))[0] == 200
    late = await directory.put(
        "/v1/organisations/s-zuspaet", SCHOOL | {"parent": "330800", "school_code": None}, manager
    )
    assert late.json()["code"] == "organisation_closed"


def _city(code: str) -> dict[str, Any]:
    return {"kind": "city", "name": f"市{code}", "short_name": f"市{code}", "parent": "330000", "gb2260": code}


async def test_a_unit_declares_its_own_window(directory: Directory) -> None:
    window = {"start": "2024-05-01", "end": "2024-05-31", "kind": "activity_month"}
    manager = await directory.as_("510000", Role.MANAGER)

    first = await directory.put("/v1/organisations/510000/windows/2024", window, manager)
    again = await directory.put("/v1/organisations/510000/windows/2024", window, manager)
    other = await directory.put("/v1/organisations/500000/windows/2024", window, manager)
    city = await directory.put("/v1/organisations/511300/windows/2024", window, manager)
    year = await directory.put("/v1/organisations/510000/windows/1999", window, manager)

    assert first.status_code == 200
    assert first.json()["windows"] == [{"edition": "2024", **window}]
    assert again.json()["revision"] == first.json()["revision"]
    assert [answer.json()["code"] for answer in (other, city, year)] == ["forbidden", "not_found", "unknown_edition"]


async def test_a_new_council_owes_what_councils_owe_once_an_edition_lists_it(directory: Directory) -> None:
    body = {"kind": "council", "name": "全国新行业职业教育教学指导委员会", "short_name": "新", "parent": "ministry"}
    await opened(directory, "C41", body)
    who = await directory.as_("ministry", Role.MANAGER)
    edition = (await directory.client.get("/v1/editions/2025")).json()
    before = (await directory.get("/v1/obligations", who, debtor="C41")).json()["items"]

    edition["councils"].append({"code": "C41", "name": body["name"], "kind": "industry_council"})
    assert (await directory.put("/v1/editions/2025", edition, who)).status_code == 200

    owed = (await directory.get("/v1/obligations", who, debtor="C41")).json()["items"]
    assert before == []
    assert [one["obligation"] for one in owed] == ["2025:council_summary:C41"]

    edition = (await directory.client.get("/v1/editions/2025")).json()
    edition["councils"] = edition["councils"][:-1]
    assert (await directory.put("/v1/editions/2025", edition, who)).status_code == 200
    assert (await directory.get("/v1/obligations", who, debtor="C41")).json()["items"] == []


async def test_acts_and_refused_acts_are_on_record(directory: Directory) -> None:
    outsider = await directory.as_("340000", Role.MANAGER)
    refused = await directory.put("/v1/organisations/s-fremd", SCHOOL | {"school_code": None}, outsider)
    assert refused.status_code == 403
    await opened(directory, "s-eigen", SCHOOL | {"school_code": None})

    async def recorded() -> bool:
        acts = await directory.acts()
        seen = {(act.verb, act.actor, act.object, act.outcome, act.problem) for act in acts}
        return {
            ("organisation.put", "p-340000-manager-1", "organisation:s-fremd", "refused", "forbidden"),
            ("organisation.open", "p-ministry-manager-1", "organisation:s-eigen", "done", None),
        } <= seen

    await eventually(recorded)


async def test_every_event_is_keyed_by_its_organisation(directory: Directory) -> None:
    records = await said(directory.settings, topics.ORGANISATIONS)

    assert records
    assert all(record.key.decode() in record.value.decode() for record in records)
    assert all(dict(record.headers)["ce_subject"] == record.key for record in records)
