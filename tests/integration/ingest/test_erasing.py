"""Of a person whose data were erased nothing stays in ingest but the id, whenever the word comes; reports stay whole."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts import topics
from contracts.organisations import Grant, PersonState, Role
from deploy.native.servers import Servers
from tests.integration.ingest.running import (
    CITY,
    SCHOOL,
    Ingest,
    provisioned,
    realm_on,
    report_body,
    running_ingest,
    shown,
)
from tests.integration.ingest.test_imports import filled, row, take_over
from tests.integration.kit.waiting import eventually

OWN, OFFICE = {"name": "王老师", "phone": "0575-85000000"}, {"name": "办公室", "phone": "0575-85000009"}


@pytest.fixture(scope="module")
async def ingest(servers: Servers, prefix: str) -> AsyncIterator[Ingest]:
    """Ingest that looks often for what came after the word."""
    realm = realm_on(servers, prefix, ingest_housekeeping_seconds=0.1)
    async with provisioned(realm), running_ingest(realm) as running:
        yield running


async def tell(ingest: Ingest, person: str, revision: int = 2, *, is_erased: bool = True) -> None:
    grants = () if is_erased else (Grant(organisation=SCHOOL, role=Role.FILER),)
    state = PersonState(
        person=person,
        revision=revision,
        organisation=SCHOOL,
        grants=grants,
        closed=is_erased,
        is_erased=is_erased,
    )
    await ingest.realm.tell(topics.PEOPLE, [(person, revision, state)])


def somebody(ingest: Ingest) -> tuple[str, dict[str, str]]:
    """A filer of the school whom nobody knows yet, and the header of the sign-in."""
    person = f"p-{uuid4().hex[:8]}"
    return person, ingest.as_(person, (SCHOOL, Role.FILER))


async def drafted(ingest: Ingest, who: dict[str, str], title: str = "草稿") -> UUID:
    name = uuid4()
    body = {"organisation": SCHOOL, "title": title, "form": {"contact": OWN}}
    saved = await ingest.client.put(f"/v1/drafts/{name}", json=body, headers=who)
    assert saved.status_code == 201, shown(saved)
    return name


async def filed(ingest: Ingest, who: dict[str, str], contact: dict[str, str]) -> UUID:
    name = uuid4()
    answer = await ingest.put(name, report_body(f"报告 {name}", contact=contact), who=who)
    assert answer.status_code == 201, shown(answer)
    return name


async def held(ingest: Ingest, submission: UUID) -> dict[str, Any]:
    found: dict[str, Any] = (await ingest.get(f"/v1/submissions/{submission}")).json()
    return found


async def is_gone(ingest: Ingest, *drafts: UUID) -> None:
    async def gone() -> bool:
        found = [await ingest.get(f"/v1/drafts/{draft}") for draft in drafts]
        return all(one.status_code == 404 for one in found)

    await eventually(gone)


async def test_an_erased_persons_drafts_go_and_a_colleagues_stay(ingest: Ingest) -> None:
    person, header = somebody(ingest)
    _other, colleague = somebody(ingest)
    own, others = await drafted(ingest, header), await drafted(ingest, colleague)

    await tell(ingest, person)
    await tell(ingest, person)

    await is_gone(ingest, own)
    assert (await ingest.get(f"/v1/drafts/{others}")).status_code == 200


async def test_whoever_was_only_closed_leaves_the_drafts_to_the_school(ingest: Ingest) -> None:
    person, header = somebody(ingest)
    erased, erased_header = somebody(ingest)
    stays, goes = await drafted(ingest, header), await drafted(ingest, erased_header)

    state = PersonState(person=person, revision=2, organisation=SCHOOL, closed=True)
    await ingest.realm.tell(topics.PEOPLE, [(person, 2, state)])
    await tell(ingest, erased)

    await is_gone(ingest, goes)
    assert (await ingest.get(f"/v1/drafts/{stays}")).status_code == 200


async def test_the_word_may_come_before_the_person_was_known_and_what_comes_later_goes_too(ingest: Ingest) -> None:
    person, header = somebody(ingest)
    _other, colleague = somebody(ingest)
    await tell(ingest, person)
    marker, marker_header = somebody(ingest)
    seen = await drafted(ingest, marker_header)
    await tell(ingest, marker)
    await is_gone(ingest, seen)

    late = [await drafted(ingest, header, f"晚到 {number}") for number in range(2)]
    report = await filed(ingest, header, OWN | {"phone": "0575-85000001"})
    others = await drafted(ingest, colleague)

    await is_gone(ingest, *late)

    async def nobody_to_ring() -> bool:
        return (await held(ingest, report))["contact"] is None

    await eventually(nobody_to_ring)
    assert (await ingest.get(f"/v1/drafts/{others}")).status_code == 200


async def test_the_contact_goes_where_the_person_filed_last_and_where_it_was_copied_and_the_report_stays(
    ingest: Ingest,
) -> None:
    person, header = somebody(ingest)
    _other, colleague = somebody(ingest)
    own, copied = await filed(ingest, header, OWN), await filed(ingest, colleague, OWN)
    office = await filed(ingest, colleague, OFFICE)
    taken_over = await filed(ingest, header, OFFICE)
    amended = await ingest.put(taken_over, report_body("接手", contact=OFFICE), if_match=1, who=colleague)
    assert amended.status_code == 201, shown(amended)
    elsewhere = uuid4()
    of_city = report_body("市里的", contact=OWN) | {"organisation": CITY}
    answer = await ingest.put(elsewhere, of_city, who=ingest.as_("p-city-filer", (CITY, Role.FILER)))
    assert answer.status_code == 201, shown(answer)
    before = [await held(ingest, one) for one in (own, copied)]
    events = [len(await ingest.realm.states_of(one)) for one in (own, copied)]

    await tell(ingest, person)

    async def nobody_to_ring() -> bool:
        return [(await held(ingest, one))["contact"] for one in (own, copied)] == [None, None]

    await eventually(nobody_to_ring)
    after = [await held(ingest, one) for one in (own, copied)]
    assert [one | {"contact": OWN} for one in after] == before
    assert [len(await ingest.realm.states_of(one)) for one in (own, copied)] == events
    assert [(await held(ingest, one))["contact"] for one in (office, taken_over)] == [OFFICE, OFFICE]
    of_another = await ingest.get(f"/v1/submissions/{elsewhere}", ingest.as_("p-city-filer", (CITY, Role.FILER)))
    assert of_another.json()["contact"] == OWN


async def test_a_report_whose_contact_went_is_amended_as_before(ingest: Ingest) -> None:
    person, header = somebody(ingest)
    report = await filed(ingest, header, OWN)
    await tell(ingest, person)

    async def nobody_to_ring() -> bool:
        return (await held(ingest, report))["contact"] is None

    await eventually(nobody_to_ring)

    answer = await ingest.put(report, report_body("改过", contact=OFFICE), if_match=1)

    assert answer.status_code == 201, shown(answer)
    assert ((await held(ingest, report))["contact"], answer.json()["version"]) == (OFFICE, 2)


async def test_the_name_of_a_table_goes_and_its_result_stays(ingest: Ingest) -> None:
    person, header = somebody(ingest)
    table = uuid4()
    done = await take_over(ingest, table, await filled(ingest, row(f"表 {table}")), who=header)
    assert done.json()["name"] == "报表.xlsx"

    await tell(ingest, person)

    async def nameless() -> bool:
        return bool((await ingest.get(f"/v1/imports/{table}")).json()["name"] == "")

    await eventually(nameless)
    kept = (await ingest.get(f"/v1/imports/{table}")).json()
    assert (kept["rows"], kept["person"]) == (done.json()["rows"], person)
    assert (await ingest.get(f"/v1/imports/{table}/result.xlsx")).status_code == 200
