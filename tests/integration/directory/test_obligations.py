"""Obligations over HTTP: the national ones are there, and each level asks only those directly below, for an earlier day than its own."""

from typing import Any

import pytest

from contracts.organisations import Role
from contracts.submissions import Kind
from services.directory.operations.obligations import ObligationDesk
from services.directory.operations.record import Recorder
from services.directory.store.database import Database
from services.kit.mongo import Mongo
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


async def test_a_city_asks_its_schools_for_an_earlier_day_than_its_province_asks_it(directory: Directory) -> None:
    province, city = await directory.as_("330000", Role.MANAGER), await directory.as_("330700", Role.MANAGER)
    await directory.put("/v1/obligations/zj-summary-330700", ASKED | {"debtor": "330700"}, province)
    below = ASKED | {"debtor": "330782", "creditor": "330700"}

    same_day = await directory.put("/v1/obligations/jh-1", below, city)
    earlier = await directory.put("/v1/obligations/jh-1", below | {"due_at": "2024-05-22T17:59:59+08:00"}, city)

    assert (same_day.status_code, same_day.json()["code"]) == (422, "obligation_not_earlier")
    assert same_day.json()["facts"]["limit"] == "2024-05-22T18:00:00+08:00"
    assert earlier.status_code == 201


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


async def test_a_list_shows_national_obligations_and_those_of_ones_own_branch(directory: Directory) -> None:
    manager = await directory.as_("610000", Role.MANAGER)
    for city in ("610100", "610800"):
        body = ASKED | {"debtor": city, "creditor": "610000"}
        assert (await directory.put(f"/v1/obligations/sn-{city}", body, manager)).status_code == 201

    async def listed(organisation: str) -> set[str]:
        who = await directory.as_(organisation, Role.FILER)
        page = (await directory.get("/v1/obligations", who, edition="2024", limit=500)).json()
        return {one["obligation"] for one in page["items"]}

    assert {"sn-610100", "sn-610800", "2024:summary:620000"} <= await listed("610000")
    assert {one for one in await listed("610100") if one.startswith("sn-")} == {"sn-610100"}
    assert {one for one in await listed("620000") if one.startswith("sn-")} == set()
    assert "2024:summary:610000" in await listed("620000")


async def test_an_id_of_another_branch_is_taken_and_tells_nothing_else(directory: Directory) -> None:
    manager, other = await directory.as_("620000", Role.MANAGER), await directory.as_("630000", Role.MANAGER)
    await directory.put("/v1/obligations/gs-1", ASKED | {"debtor": "620100", "creditor": "620000"}, manager)

    taken = await directory.put("/v1/obligations/gs-1", ASKED | {"debtor": "630100", "creditor": "630000"}, other)

    assert (taken.status_code, taken.json()["code"], taken.json().get("facts")) == (409, "id_taken", {})
    assert (await directory.get("/v1/obligations/gs-1", other)).status_code == 404
    assert (await directory.client.delete("/v1/obligations/gs-1", headers=other)).status_code == 404


async def test_what_a_city_asked_of_a_school_ends_when_the_school_moves(directory: Directory) -> None:
    ministry = await directory.as_("ministry", Role.MANAGER)
    school = {"kind": "school", "name": "校", "short_name": "校", "parent": "430100", "school_type": "secondary"}
    state = (await directory.put("/v1/organisations/s-umzug", school, ministry)).json()
    body = ASKED | {"debtor": "s-umzug", "creditor": "430100"}
    await directory.put("/v1/obligations/cs-umzug", body, await directory.as_("430100", Role.MANAGER))

    moved = await directory.post(
        "/v1/organisations/s-umzug/move", {"parent": "430200", "revision": state["revision"]}, ministry
    )

    assert moved.status_code == 200, moved.text
    assert (await directory.get("/v1/obligations/cs-umzug", ministry)).json()["cancelled"] is True
    async with following(directory.settings) as view:
        await eventually(lambda: any(one.obligation == "cs-umzug" and one.cancelled for one in view.all_obligations()))


async def test_a_council_that_closes_is_missing_in_no_later_edition(directory: Directory) -> None:
    ministry = await directory.as_("ministry", Role.MANAGER)
    state = (await directory.get("/v1/organisations/C40", ministry)).json()

    closed = await directory.post(
        "/v1/organisations/C40/close", {"on": "2024-12-31", "revision": state["revision"]}, ministry
    )

    assert closed.status_code == 200, closed.text
    owed = (await directory.get("/v1/obligations", ministry, debtor="C40", cancelled="true")).json()["items"]
    ended = {one["edition"]: one["cancelled"] for one in owed}
    assert (ended["2023"], ended["2024"], ended["2025"]) == (False, False, True)


@pytest.mark.parametrize("settled_by", ["the organisation", "the edition", "a look at all"])
async def test_obligations_that_a_crash_left_out_are_made_by_the_same_request(
    directory: Directory, settled_by: str
) -> None:
    ministry = await directory.as_("ministry", Role.MANAGER)
    names = ("kind", "name", "short_name", "parent", "revision")
    state = (await directory.get("/v1/organisations/C39", ministry)).json()
    edition = (await directory.client.get("/v1/editions/2021")).json()
    mongo = Mongo.connect(directory.settings, "directory")
    try:
        # As if the service had died between the council and what it owes.
        await mongo.collection("obligations").delete_one({"_id": "2021:council_summary:C39"})
        if settled_by == "a look at all":
            database = Database(mongo, None)
            await ObligationDesk(database, Recorder(database.sessions, directory.clock), directory.clock).settle()
    finally:
        mongo.close()
    if settled_by == "the organisation":
        body = {name: state[name] for name in names}
        assert (await directory.put("/v1/organisations/C39", body, ministry)).status_code == 200
    if settled_by == "the edition":
        assert (await directory.put("/v1/editions/2021", edition, ministry)).status_code == 200

    assert (await directory.get("/v1/obligations/2021:council_summary:C39", ministry)).status_code == 200
