"""The queue: what waits for one's own desks, in order, page by page, and the next one taken in hand."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from contracts.moderation import Act
from contracts.organisations import Role
from contracts.submissions import Case, Kind, Verdict
from deploy.native.servers import Servers
from tests.integration.moderation.running import (
    FAR_CITY,
    FAR_SCHOOL,
    OTHER_SCHOOL,
    Moderation,
    code_of,
    provisioned,
    realm_on,
    running,
)
from tests.unit.moderation.builders import CITY, PROVINCE, said


@pytest.fixture
async def desk(servers: Servers, prefix: str) -> AsyncIterator[Moderation]:
    """A moderation whose queue nobody else fills."""
    realm = realm_on(servers, prefix, moderation_housekeeping_seconds=0.5)
    async with provisioned(realm), running(realm) as service:
        yield service


async def queue(desk: Moderation, who: dict[str, str], path: str = "/v1/queue", **asked: Any) -> dict[str, Any]:  # noqa: ANN401
    answer = await desk.client.get(path, headers=who, params=asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def ids(page: dict[str, Any]) -> list[UUID]:
    return [UUID(line["submission"]) for line in page["items"]]


async def test_each_level_sees_what_waits_for_it_with_counts_of_its_branch(desk: Moderation) -> None:
    waiting = [await desk.filed() for _ in range(3)]
    passed = await desk.filed()
    await desk.done(passed, Act.PASS_UP, desk.reviewer())
    elsewhere = await desk.filed(organisation=FAR_SCHOOL)

    city, province = await queue(desk, desk.reviewer()), await queue(desk, desk.approver())
    far = await queue(desk, desk.reviewer(FAR_CITY))

    assert set(ids(city)) == set(waiting)
    assert (ids(province), ids(far)) == ([passed], [elsewhere])
    nobody = {"accepted": 0, "returned": 0, "refused": 0, "withdrawn": 0}
    assert province["counts"] == nobody | {"in_review": 4}
    assert far["counts"] == nobody | {"in_review": 1}
    assert all(line["may_pass_up"] for line in city["items"])


async def test_what_is_owed_comes_first_then_what_was_mended_then_the_oldest(desk: Moderation) -> None:
    first = await desk.filed()
    desk.clock.advance(60)
    second = await desk.filed()
    desk.clock.advance(60)
    mended = await desk.filed()
    await desk.done(mended, Act.RETURN, desk.reviewer())
    await desk.hear(said(2, submission=mended))
    owed = await desk.filed(obligation="2024:summary:330000", verdict=Verdict.ON_TIME)

    page = await queue(desk, desk.reviewer())

    assert ids(page) == [owed, mended, first, second]
    assert [line["band"] for line in page["items"]] == [0, 1, 2, 2]
    assert page["items"][2]["age_seconds"] == 120


async def test_pages_go_on_where_they_ended_while_new_items_come_in(desk: Moderation) -> None:
    first = []
    for _ in range(5):
        first.append(await desk.filed())
        desk.clock.advance(1)

    page = await queue(desk, desk.reviewer(), limit=2)
    seen = ids(page)
    late = await desk.filed()
    while page["next"]:
        page = await queue(desk, desk.reviewer(), limit=2, cursor=page["next"])
        seen += ids(page)

    assert seen == [*first, late]
    broken = await desk.client.get("/v1/queue", headers=desk.reviewer(), params={"cursor": "not-a-cursor"})
    assert code_of(broken) == "bad_cursor"


async def test_the_queue_is_narrowed_by_kind_organisation_age_and_claim(desk: Moderation) -> None:
    report = await desk.filed()
    other = await desk.filed(organisation=OTHER_SCHOOL, chain=(OTHER_SCHOOL, CITY, PROVINCE))
    desk.clock.advance(3_600)
    case = await desk.filed(kind=Kind.CASE, content=Case(title="A case"))
    claimed = await desk.client.post(f"/v1/items/{report}/claim", headers=desk.reviewer())
    assert claimed.status_code == 200
    one, two = desk.reviewer(), desk.reviewer(CITY, "second")

    assert ids(await queue(desk, one, kind="case")) == [case]
    assert ids(await queue(desk, one, organisation=OTHER_SCHOOL)) == [other]
    assert set(ids(await queue(desk, one, older_than_seconds=1_800))) == {report, other}
    assert ids(await queue(desk, one, claimed="mine")) == [report]
    assert ids(await queue(desk, two, claimed="others")) == [report]
    assert set(ids(await queue(desk, two, claimed="free"))) == {other, case}
    assert ids(await queue(desk, one, edition="2023")) == []


async def test_the_branchs_items_are_found_whatever_their_state(desk: Moderation) -> None:
    accepted, waiting = await desk.filed(), await desk.filed()
    await desk.accepted(accepted)

    assert ids(await queue(desk, desk.editor(), "/v1/items", state="accepted")) == [accepted]
    assert ids(await queue(desk, desk.approver(), "/v1/items", waits_for=CITY)) == [waiting]
    assert ids(await queue(desk, desk.approver("340000"), "/v1/items")) == []


async def test_reviewers_who_ask_for_the_next_one_at_once_get_different_items(desk: Moderation) -> None:
    filed = {await desk.filed() for _ in range(6)}
    who = [desk.reviewer(CITY, f"reviewer-{number}") for number in range(8)]

    answers = await asyncio.gather(*(desk.client.post("/v1/queue/next", headers=one, json={}) for one in who))

    taken = [UUID(answer.json()["item"]["submission"]) for answer in answers if answer.status_code == 200]
    assert sorted(answer.status_code for answer in answers) == [200] * 6 + [204] * 2
    assert set(taken) == filed


async def test_the_next_one_is_the_most_urgent_that_the_reviewer_may_judge(desk: Moderation) -> None:
    own = await desk.filed(filed_by=f"{CITY}-reviewer", obligation="2024:summary:330000")
    others = await desk.filed()

    answer = await desk.client.post("/v1/queue/next", headers=desk.reviewer(), json={})

    item, claim = answer.json()["item"], answer.json()["claim"]
    assert (UUID(item["submission"]), item["may_pass_up"]) == (others, True)
    assert (claim["mine"], item["claim"]["token"]) == (True, claim["token"])
    assert own != others
    seen_by_other = await desk.item(others, desk.reviewer(CITY, "second"))
    assert (seen_by_other["claim"]["token"], seen_by_other["why_not"]["may_claim"]) == (None, "claimed_by_other")


async def test_a_claimed_item_is_nobody_elses_until_it_is_given_back_or_the_lease_ends(desk: Moderation) -> None:
    submission = await desk.filed()
    one, two = desk.reviewer(), desk.reviewer(CITY, "second")
    claim = (await desk.client.post(f"/v1/items/{submission}/claim", headers=one)).json()
    revision = (await desk.item(submission))["revision"]

    assert code_of(await desk.decide(submission, Act.PASS_UP, two)) == "claimed_by_other"
    assert code_of(await desk.client.post(f"/v1/items/{submission}/claim", headers=two)) == "claimed_by_other"
    path = f"/v1/items/{submission}/claim/{claim['token']}"
    assert code_of(await desk.client.delete(path, headers=two)) == "claimed_by_other"
    assert (await desk.client.delete(path, headers=one)).status_code == 204
    assert (await desk.client.post(f"/v1/items/{submission}/claim", headers=two)).status_code == 200
    desk.clock.advance(901)
    await desk.done(submission, Act.PASS_UP, one)

    assert (await desk.item(submission))["revision"] > revision
    assert [event.decision.act for event in await desk.events(submission, 2)] == [Act.RECEIVE, Act.PASS_UP]


async def test_the_queue_is_measured_by_step(desk: Moderation) -> None:
    await desk.filed()
    desk.clock.advance(90)
    await desk.filed()
    passed = await desk.filed()
    await desk.done(passed, Act.PASS_UP, desk.as_("r", (CITY, Role.REVIEWER)))

    measured = ""
    async with asyncio.timeout(20):
        while 'weekwire_moderation_queue_items{level="1"} 1.0' not in measured:
            await asyncio.sleep(0.2)
            measured = (await desk.client.get("/metrics")).text

    assert 'weekwire_moderation_queue_items{level="0"} 2.0' in measured
    assert 'weekwire_moderation_queue_oldest_seconds{level="0"} 90.0' in measured
