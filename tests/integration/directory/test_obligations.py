"""Obligations over HTTP: the national ones are there, and each level asks only those directly below, no later than its own day."""

from typing import Any

from contracts.organisations import Role
from contracts.submissions import Kind
from tests.integration.directory.running import Directory, following
from tests.integration.kit.waiting import eventually

ASKED: dict[str, Any] = {
    "edition": "2024",
    "debtor": "330600",
    "creditor": "330000",
    "kind": "summary",
    "due_at": "2024-05-22T18:00:00+08:00",
    "grace_seconds": 3_600,
    "source": "浙教办职成〔2024〕1号",
}


async def test_national_obligations_are_there_for_every_edition(directory: Directory) -> None:
    who = await directory.as_("ministry", Role.MANAGER)
    editions = (await directory.client.get("/v1/editions")).json()
    assert len(editions) == 11

    for edition in editions:
        page = await directory.get("/v1/obligations", who, edition=edition["edition"], limit=500)
        assert len(page.json()["items"]) == 77, edition["edition"]

    one = (await directory.get("/v1/obligations/2024:summary:660000", who)).json()
    assert (one["debtor"], one["due_at"], one["set_by"]) == ("660000", "2024-05-25T15:59:59Z", "ministry")


async def test_a_province_asks_its_city_and_every_service_hears_of_it(directory: Directory) -> None:
    manager = await directory.as_("330000", Role.MANAGER)

    first = await directory.put("/v1/obligations/zj-summary-330600", ASKED, manager)
    again = await directory.put("/v1/obligations/zj-summary-330600", ASKED, manager)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert (first.json()["set_by"], first.json()["due_at"]) == ("330000", "2024-05-22T10:00:00Z")
    async with following(directory.settings) as view:
        await eventually(lambda: len(view.obligations("2024", "330600", Kind.SUMMARY)) == 1)


async def test_a_city_asks_its_schools_no_later_than_its_province_asks_it(directory: Directory) -> None:
    province, city = await directory.as_("330000", Role.MANAGER), await directory.as_("330700", Role.MANAGER)
    await directory.put("/v1/obligations/zj-summary-330700", ASKED | {"debtor": "330700"}, province)
    below = ASKED | {"debtor": "330782", "creditor": "330700"}

    late = await directory.put("/v1/obligations/jh-1", below | {"due_at": "2024-05-22T18:00:01+08:00"}, city)
    same_day = await directory.put("/v1/obligations/jh-1", below, city)

    assert (late.status_code, late.json()["code"]) == (422, "obligation_not_earlier")
    assert late.json()["facts"]["limit"] == "2024-05-22T18:00:00+08:00"
    assert same_day.status_code == 201


async def test_nobody_asks_past_a_level_or_beside_it(directory: Directory) -> None:
    province = await directory.as_("330000", Role.MANAGER)
    city = await directory.as_("330600", Role.MANAGER)
    ministry = await directory.as_("ministry", Role.MANAGER)

    answers = [
        await directory.put("/v1/obligations/a", ASKED | {"debtor": "330782"}, province),
        await directory.put("/v1/obligations/b", ASKED | {"debtor": "340100"}, province),
        await directory.put("/v1/obligations/c", ASKED | {"debtor": "330600", "creditor": "ministry"}, ministry),
        await directory.put("/v1/obligations/d", ASKED, city),
        await directory.put("/v1/obligations/e", ASKED | {"debtor": "340100", "creditor": "340000"}, province),
        await directory.put("/v1/obligations/f", ASKED | {"edition": "1999"}, province),
    ]

    assert [answer.json()["code"] for answer in answers] == [
        "obligation_not_below",
        "obligation_not_below",
        "obligation_not_below",
        "forbidden",
        "forbidden",
        "unknown_edition",
    ]


async def test_a_cancelled_obligation_stays_readable_and_is_owed_by_nobody(directory: Directory) -> None:
    manager = await directory.as_("340000", Role.MANAGER)
    body = ASKED | {"debtor": "340100", "creditor": "340000"}
    await directory.put("/v1/obligations/ah-1", body, manager)

    first = await directory.client.delete("/v1/obligations/ah-1", headers=manager)
    again = await directory.client.delete("/v1/obligations/ah-1", headers=manager)

    assert first.json()["cancelled"] is True
    assert again.json() == first.json()
    listed = (await directory.get("/v1/obligations", manager, debtor="340100")).json()["items"]
    assert listed == []
    with_cancelled = await directory.get("/v1/obligations", manager, debtor="340100", cancelled="true")
    assert [one["obligation"] for one in with_cancelled.json()["items"]] == ["ah-1"]
    async with following(directory.settings) as view:
        await eventually(lambda: any(one.obligation == "ah-1" and one.cancelled for one in view.all_obligations()))
        assert view.obligations("2024", "340100") == []


async def test_other_content_needs_the_revision_that_was_seen(directory: Directory) -> None:
    manager = await directory.as_("360000", Role.MANAGER)
    body = ASKED | {"debtor": "360100", "creditor": "360000"}
    state = (await directory.put("/v1/obligations/jx-1", body, manager)).json()
    changed = body | {"grace_seconds": 7_200}

    blind = await directory.put("/v1/obligations/jx-1", changed, manager)
    done = await directory.put("/v1/obligations/jx-1", changed | {"revision": state["revision"]}, manager)
    other = await directory.put(
        "/v1/obligations/jx-1", changed | {"debtor": "360400", "revision": done.json()["revision"]}, manager
    )

    assert blind.json()["facts"] == {"revision": state["revision"]}
    assert done.status_code == 200
    assert other.json()["code"] == "id_taken"


async def test_a_route_of_the_edition_decides_who_is_directly_below(directory: Directory) -> None:
    ministry, shandong = await directory.as_("ministry", Role.MANAGER), await directory.as_("370000", Role.MANAGER)
    body = ASKED | {"edition": "2023", "debtor": "370200", "creditor": "370000", "due_at": "2023-05-20T00:00:00+08:00"}
    edition = (await directory.client.get("/v1/editions/2023")).json()
    before = await directory.put("/v1/obligations/sd-qd", body, shandong)

    edition["rules"]["five_cities_route"] = "through_province"
    changed = await directory.put("/v1/editions/2023", edition, ministry)
    after = await directory.put("/v1/obligations/sd-qd", body, shandong)

    assert before.json()["code"] == "obligation_not_below"
    assert changed.status_code == 200
    assert after.status_code == 201


async def test_a_changed_rule_renews_national_obligations_and_leaves_what_a_person_set(directory: Directory) -> None:
    ministry = await directory.as_("ministry", Role.MANAGER)
    own = (await directory.get("/v1/obligations/2022:summary:330000", ministry)).json()
    longer = {name: own[name] for name in ("edition", "debtor", "creditor", "kind", "due_at", "source", "revision")}
    await directory.put("/v1/obligations/2022:summary:330000", longer | {"grace_seconds": 999}, ministry)
    edition = (await directory.client.get("/v1/editions/2022")).json()

    edition["obligations"][0]["grace_seconds"] = 60
    edition["obligations"] = edition["obligations"][:1]
    assert (await directory.put("/v1/editions/2022", edition, ministry)).status_code == 200

    async def grace(obligation: str) -> tuple[int, bool]:
        found = (await directory.get(f"/v1/obligations/{obligation}", ministry)).json()
        return found["grace_seconds"], found["cancelled"]

    assert await grace("2022:summary:330000") == (999, False)
    assert await grace("2022:summary:340000") == (60, False)
    # The rule for councils is gone, and what came from it with it.
    assert (await grace("2022:council_summary:C08"))[1] is True
