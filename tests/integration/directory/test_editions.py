"""Editions over HTTP: open to all, written by the ministry at the revision that was seen."""

from contracts.organisations import Role
from tests.integration.directory.running import Directory, following
from tests.integration.kit.waiting import eventually


async def test_everybody_reads_editions(directory: Directory) -> None:
    answer = await directory.client.get("/v1/editions/2024")

    assert answer.status_code == 200
    assert (answer.json()["theme"], len(answer.json()["councils"])) == ("一技在手，一生无忧", 40)
    assert (await directory.client.get("/v1/editions/1999")).json()["code"] == "not_found"


async def test_the_ministry_changes_a_rule_and_every_service_hears_of_it(directory: Directory) -> None:
    manager = await directory.as_("ministry", Role.MANAGER)
    known = (await directory.client.get("/v1/editions/2024")).json()
    wanted = known | {"rules": known["rules"] | {"councils_through_office": True}}

    blind = await directory.put("/v1/editions/2024", wanted | {"revision": 1}, manager)
    done = await directory.put("/v1/editions/2024", wanted, manager)
    again = await directory.put("/v1/editions/2024", wanted, manager)

    assert (blind.status_code, blind.json()["facts"]) == (409, {"revision": known["revision"]})
    assert done.status_code == 200
    assert again.json() == done.json()
    async with following(directory.settings) as view:

        def heard() -> bool:
            edition = view.edition("2024")
            return edition is not None and edition.rules.councils_through_office

        await eventually(heard)


async def test_another_edition_is_another_document(directory: Directory) -> None:
    manager = await directory.as_("ministry", Role.MANAGER)
    known = (await directory.client.get("/v1/editions/2025")).json()
    fresh = known | {"edition": "2031", "revision": 0, "start": "2031-05-11", "end": "2031-05-17", "obligations": []}

    added = await directory.put("/v1/editions/2031", fresh, manager)

    assert added.status_code == 201, added.text
    assert len((await directory.client.get("/v1/editions")).json()) == 12


async def test_a_sealed_edition_never_changes_again(directory: Directory) -> None:
    manager = await directory.as_("ministry", Role.MANAGER)
    known = (await directory.client.get("/v1/editions/2015")).json()

    sealed = await directory.put("/v1/editions/2015", known | {"sealed": True}, manager)
    after = await directory.put("/v1/editions/2015", sealed.json() | {"theme": "x"}, manager)

    assert sealed.status_code == 200
    assert after.json()["code"] == "edition_sealed"


async def test_an_unknown_field_and_every_other_mistake_are_named_at_once(directory: Directory) -> None:
    manager = await directory.as_("ministry", Role.MANAGER)
    known = (await directory.client.get("/v1/editions/2016")).json()

    answer = await directory.put("/v1/editions/2016", known | {"colour": "red", "start": 7}, manager)

    assert {(one["path"], one["code"]) for one in answer.json()["fields"]} == {
        ("colour", "unknown_field"),
        ("start", "wrong_type"),
    }
