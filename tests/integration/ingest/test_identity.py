"""The identity of a submission over HTTP on real servers: lost replies, two writers, A then B then A."""

import asyncio
from collections import Counter
from uuid import uuid4

from contracts import topics
from contracts.acts import ActEvent
from contracts.base import decode_open
from contracts.organisations import Role
from tests.integration.ingest.running import OTHER_UNIT, SCHOOL, Ingest, report_body, shown
from tests.integration.kit.waiting import eventually

A, B, C = report_body(visitors=1), report_body(visitors=2), report_body(visitors=3)


async def test_a_report_is_received_with_a_receipt_and_said_to_the_world(ingest: Ingest) -> None:
    submission = uuid4()

    answer = await ingest.put(submission, report_body())

    assert answer.status_code == 201, shown(answer)
    receipt = answer.json()
    assert receipt["receipt"] == f"{submission}.1"
    assert receipt["verdict"] == "not_owed"
    assert receipt["stand"]["zh"] == "已收到，等待330600局审核。"
    assert answer.headers["etag"] == '"1"'
    assert answer.headers["location"] == f"/v1/receipts/{submission}.1"

    async def said() -> bool:
        return bool(await ingest.realm.states_of(submission))

    await eventually(said)
    (state,) = await ingest.realm.states_of(submission)
    assert (state.version, state.change, state.unit) == (1, "received", "330000")
    assert state.chain == ("3633000001", "330600", "330000")
    assert sum(one.value for cell in state.facts for one in cell.measures if one.indicator == "attendee_count") == 300


async def test_the_same_put_twice_is_one_version_with_one_receipt(ingest: Ingest) -> None:
    submission = uuid4()

    first, again = await ingest.put(submission, A), await ingest.put(submission, A)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()


async def test_a_lost_reply_to_an_amend_is_settled_by_the_same_amend(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, A)
    lost = await ingest.put(submission, B, if_match=1)

    again = await ingest.put(submission, B, if_match=1)

    assert (lost.status_code, again.status_code) == (201, 200)
    assert lost.json() == again.json()
    assert again.headers["etag"] == '"2"'


async def test_a_lost_reply_is_settled_after_somebody_else_went_on(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, A)
    await ingest.put(submission, B, if_match=1)
    await ingest.put(submission, C, if_match=2)

    again = await ingest.put(submission, B, if_match=1)
    first = await ingest.put(submission, A)

    assert (again.status_code, again.json()["version"]) == (200, 2)
    assert again.json()["stand"]["state"] == "replaced"
    assert (first.status_code, first.json()["version"]) == (200, 1)


async def test_a_then_b_then_a_again_is_a_third_version(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, A)
    await ingest.put(submission, B, if_match=1)

    third = await ingest.put(submission, A, if_match=2)

    assert (third.status_code, third.json()["version"]) == (201, 3)
    assert (await ingest.put(submission, A, if_match=2)).json()["version"] == 3


async def test_other_content_under_the_same_id_is_a_conflict_that_names_the_version(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, A)

    taken, stale = await ingest.put(submission, B), await ingest.put(submission, B, if_match=9)

    assert (taken.status_code, taken.json()["code"]) == (409, "id_taken")
    assert taken.json()["facts"]["version"] == 1
    assert taken.headers["etag"] == '"1"'
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_version")
    assert stale.headers["etag"] == '"1"'


async def test_an_amend_of_nothing_is_not_found_and_a_bad_if_match_is_named(ingest: Ingest) -> None:
    missing = await ingest.put(uuid4(), A, if_match=1)
    bad = await ingest.client.put(
        f"/v1/submissions/{uuid4()}", json=A, headers=ingest.school_filer() | {"If-Match": '"abc"'}
    )

    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
    assert (bad.status_code, bad.json()["code"]) == (400, "precondition_format")


async def test_of_two_writers_on_one_version_one_wins_and_the_other_is_told(ingest: Ingest) -> None:
    for _ in range(5):
        submission = uuid4()
        await ingest.put(submission, A)

        answers = await asyncio.gather(ingest.put(submission, B, if_match=1), ingest.put(submission, C, if_match=1))

        assert sorted(one.status_code for one in answers) == [201, 409]
        held = (await ingest.get(f"/v1/submissions/{submission}")).json()
        winner = B if answers[0].status_code == 201 else C
        assert held["version"] == 2
        assert (
            held["content"]["sessions"][0]["measures"][0]["value"]
            == winner["content"]["sessions"][0]["measures"][0]["value"]
        )


async def test_of_two_first_puts_one_wins_and_a_crowd_of_equal_ones_is_one(ingest: Ingest) -> None:
    contested, crowded = uuid4(), uuid4()

    two = await asyncio.gather(ingest.put(contested, A), ingest.put(contested, B))
    crowd = await asyncio.gather(*(ingest.put(crowded, A) for _ in range(12)))

    assert sorted(one.status_code for one in two) == [201, 409]
    assert Counter(one.status_code for one in crowd) == {201: 1, 200: 11}
    assert len({one.json()["receipt"] for one in crowd}) == 1


async def test_edition_organisation_and_kind_stay_as_the_first_version_has_them(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, A)
    province = ingest.as_("p-unit", ("330000", Role.FILER))

    for other in ({**A, "edition": "2023"}, {**A, "organisation": "330600"}):
        answer = await ingest.put(submission, other, if_match=1, who=province)
        assert (answer.status_code, answer.json()["code"]) == (409, "id_taken"), shown(answer)


async def test_another_branchs_id_is_taken_and_nothing_of_it_is_told(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, A)
    stranger = ingest.as_("p-stranger", (OTHER_UNIT, Role.FILER))
    theirs = report_body() | {"organisation": OTHER_UNIT}

    created = await ingest.put(submission, theirs, who=stranger)
    amended = await ingest.put(submission, theirs, if_match=1, who=stranger)

    assert (created.status_code, created.json()["code"], created.json()["facts"]) == (409, "id_taken", {})
    assert "etag" not in created.headers
    assert amended.status_code == 404


async def test_a_repeat_is_answered_with_the_very_same_receipt(ingest: Ingest) -> None:
    submission = uuid4()
    ingest.clock.advance(0.000_456)

    first, again = await ingest.put(submission, A), await ingest.put(submission, A)

    assert first.json() == again.json()
    assert (await ingest.get(f"/v1/receipts/{submission}.1")).json() == first.json()
    amended, repeated = await ingest.put(submission, B, if_match=1), await ingest.put(submission, B, if_match=1)
    assert amended.json() == repeated.json()


async def test_taking_back_and_amending_at_once_is_one_after_the_other(ingest: Ingest) -> None:
    for _ in range(8):
        submission = uuid4()
        await ingest.put(submission, A)
        path = f"/v1/submissions/{submission}/withdraw"

        amended, withdrawn = await asyncio.gather(
            ingest.put(submission, B, if_match=1),
            ingest.client.post(path, json={"version": 1}, headers=ingest.school_filer()),
        )

        held = (await ingest.get(f"/v1/submissions/{submission}")).json()
        told = (amended.status_code, withdrawn.status_code, held["version"], held["withdrawn"])
        assert told in {(201, 409, 2, False), (409, 200, 1, True)}
        refused = amended if amended.status_code == 409 else withdrawn
        assert refused.json()["code"] in {"already_withdrawn", "stale_version"}


async def test_a_new_contact_is_kept_whatever_happens_at_the_same_time(ingest: Ingest) -> None:
    for _ in range(8):
        submission = uuid4()
        await ingest.put(submission, A)
        rung = report_body(visitors=1, contact={"name": "王老师", "phone": "0575-85000000"})

        answers = await asyncio.gather(
            ingest.put(submission, rung),
            ingest.client.post(
                f"/v1/submissions/{submission}/withdraw", json={"version": 1}, headers=ingest.school_filer()
            ),
        )

        held = (await ingest.get(f"/v1/submissions/{submission}")).json()
        assert [one.status_code for one in answers] == [200, 200]
        assert (held["contact"]["name"], held["withdrawn"]) == ("王老师", True)


async def test_a_new_contact_makes_no_version_and_is_kept(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, report_body(contact={"name": "王老师", "phone": "0575-85000000"}))

    again = await ingest.put(submission, report_body(contact={"name": "李老师", "phone": "0575-85000001"}))

    held = (await ingest.get(f"/v1/submissions/{submission}")).json()
    assert (again.status_code, held["version"]) == (200, 1)
    assert held["contact"]["name"] == "李老师"
    for state in await ingest.realm.states_of(submission):
        assert "老师" not in state.model_dump_json()

    async def on_record() -> bool:
        said = [decode_open(ActEvent, one.value) for one in await ingest.realm.said(topics.ACTS["ingest"])]
        verbs = {one.verb for one in said if one.object == f"submission:{submission}"}
        return verbs == {"change_contact", "submit"}

    await eventually(on_record)
    assert "老师".encode() not in b"".join([one.value for one in await ingest.realm.said(topics.ACTS["ingest"])])


async def test_every_version_stays_readable_as_it_was_sent(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, A)
    await ingest.put(submission, B, if_match=1)
    await ingest.put(submission, C, if_match=2)

    versions = (await ingest.get(f"/v1/submissions/{submission}/versions")).json()
    told = [(await ingest.get(f"/v1/submissions/{submission}/versions/{number}")).json() for number in (1, 2, 3)]

    assert [one["version"] for one in versions["items"]] == [1, 2, 3]
    assert [one["content"]["sessions"][0]["measures"][0]["value"] for one in told] == [1, 2, 3]
    assert [one["receipt"]["receipt"] for one in told] == [f"{submission}.{number}" for number in (1, 2, 3)]
    assert (await ingest.get(f"/v1/submissions/{submission}/versions/4")).status_code == 404
    assert (await ingest.get(f"/v1/submissions/{submission}/versions/0")).status_code == 404


async def test_events_rise_in_revision_whatever_happens(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, A)
    for version in range(1, 6):
        await ingest.put(submission, B if version % 2 else A, if_match=version)
    await ingest.client.post(
        f"/v1/submissions/{submission}/withdraw", json={"version": 6}, headers=ingest.school_filer()
    )

    async def all_said() -> bool:
        return any(one.withdrawn for one in await ingest.realm.states_of(submission))

    await eventually(all_said)
    states = await ingest.realm.states_of(submission)
    by_revision = {one.revision: one for one in states}
    assert sorted(by_revision) == list(dict.fromkeys(one.revision for one in states))
    assert [by_revision[one].version for one in sorted(by_revision)] == [1, 2, 3, 4, 5, 6, 6]
    assert {one.organisation for one in states} == {SCHOOL}
