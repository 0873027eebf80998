"""Whom to ring about an item: masked until somebody who works on it asks, and every look is on record before it is answered."""

from uuid import UUID, uuid4

from contracts.acts import ActEvent
from contracts.organisations import MINISTRY, Role
from tests.integration.ingest.running import CITY, OTHER_UNIT, SCHOOL, UNIT, Ingest, report_body
from tests.integration.ingest.test_filing import acts
from tests.integration.kit.waiting import eventually

CONTACT = {"name": "王老师", "phone": "0575-85000000"}
MASKED = {"name": "王**", "phone": "****0000"}


async def filed(ingest: Ingest, contact: dict[str, str] | None = None) -> UUID:
    submission = uuid4()
    body = report_body() | ({"contact": contact} if contact else {})
    answer = await ingest.put(submission, body)
    assert answer.status_code == 201, answer.text
    return submission


async def looks(ingest: Ingest, submission: UUID, count: int) -> list[ActEvent]:
    """The looks at an item's contact that are on record, once there are so many."""
    found: list[ActEvent] = []

    async def there() -> bool:
        found[:] = [
            one for one in await acts(ingest) if one.object == f"submission:{submission}" and one.verb == "read_contact"
        ]
        return len(found) >= count

    await eventually(there)
    return found


async def test_who_works_on_an_item_sees_it_masked_and_in_the_clear_once_that_is_on_record(ingest: Ingest) -> None:
    submission = await filed(ingest, contact=CONTACT)
    reviewer, editor = ingest.as_("p-r", (UNIT, Role.REVIEWER)), ingest.as_("e-1", (MINISTRY, Role.EDITOR))
    path = f"/v1/submissions/{submission}/contact"

    assert (await ingest.get(path, reviewer)).json() == MASKED
    assert (await ingest.get(f"/v1/submissions/{submission}", reviewer)).json()["contact"] is None
    assert (await ingest.client.post(path, headers=reviewer)).json() == CONTACT
    assert (await ingest.client.post(path, headers=editor)).json() == CONTACT

    found = await looks(ingest, submission, 2)
    told = {(one.actor, one.organisation, one.on_behalf_of, one.outcome) for one in found}
    assert told == {("p-r", UNIT, SCHOOL, "done"), ("e-1", MINISTRY, SCHOOL, "done")}
    assert CONTACT["name"] not in str(found)


async def test_its_own_people_have_it_in_their_form_and_others_never_see_it(ingest: Ingest) -> None:
    submission = await filed(ingest, contact=CONTACT)
    path = f"/v1/submissions/{submission}/contact"
    reader, stranger = ingest.as_("p-l", (UNIT, Role.READER)), ingest.as_("o-r", (OTHER_UNIT, Role.REVIEWER))

    assert (await ingest.get(f"/v1/submissions/{submission}")).json()["contact"] == CONTACT
    assert (await ingest.client.post(path, headers=reader)).status_code == 403
    assert (await ingest.get(path, reader)).status_code == 403
    assert (await ingest.client.post(path, headers=stranger)).status_code == 404

    refused = {(one.actor, one.outcome) for one in await looks(ingest, submission, 2)}
    assert refused == {("p-l", "refused")}


async def test_an_item_that_names_nobody_says_so(ingest: Ingest) -> None:
    submission = await filed(ingest)

    answer = await ingest.get(f"/v1/submissions/{submission}/contact", ingest.as_("c-r", (CITY, Role.REVIEWER)))

    assert answer.status_code == 404
