"""The chain of review on real servers: school, city, province, ministry; stale decisions, races, undo, the record of acts."""

import asyncio
from uuid import uuid4

import pytest

from contracts.moderation import Act, State
from contracts.organisations import Role
from services.moderation.domain.table import BY_PERSONS, CLAIM
from tests.integration.moderation.running import COUNCIL, Moderation, code_of
from tests.unit.moderation.builders import CHAIN, CITY, FILER, MINISTRY, PROVINCE, SCHOOL, facts, said


async def test_a_report_goes_from_school_over_city_to_province_and_every_step_is_told(moderation: Moderation) -> None:
    submission = await moderation.filed()

    await moderation.accepted(submission)
    await moderation.checked(submission)
    for number in (1, 2, 3):
        await moderation.done(submission, Act.PROOFREAD, moderation.editor(number))
    await moderation.done(submission, Act.FEATURE, moderation.editor(3))

    events = await moderation.events(submission, 7)
    acts = [Act.RECEIVE, Act.PASS_UP, Act.ACCEPT, Act.PROOFREAD, Act.PROOFREAD, Act.PROOFREAD, Act.FEATURE]
    assert [event.decision.act for event in events] == acts
    assert [event.decision.level for event in events] == [0, 1, 2, 3, 3, 3, 3]
    assert [event.revision for event in events] == sorted(event.revision for event in events)
    standing = events[-1].standing
    assert (standing.state, standing.chain, standing.featured) == (State.ACCEPTED, CHAIN, True)
    assert standing.counted is not None
    assert standing.counted.facts == facts(100)


async def test_a_councils_own_item_is_signed_by_another_person_of_the_council(moderation: Moderation) -> None:
    submission = await moderation.filed(organisation=COUNCIL, filed_by="writer")

    own = await moderation.decide(submission, Act.ACCEPT, moderation.as_("writer", (COUNCIL, Role.APPROVER)))
    signed = await moderation.done(submission, Act.ACCEPT, moderation.approver(COUNCIL))

    assert code_of(own) == "same_person"
    assert (signed["state"], signed["level"], signed["decision"]["rule"]) == ("accepted", 0, "accept.own_item")


ON_THE_WAY = {
    "in review": [],
    "passed up": [(Act.PASS_UP, CITY)],
    "accepted": [(Act.PASS_UP, CITY), (Act.ACCEPT, PROVINCE)],
    "returned": [(Act.RETURN, CITY)],
    "withdrawn": [(Act.WITHDRAW, PROVINCE)],
}


@pytest.mark.parametrize("steps", ON_THE_WAY.values(), ids=ON_THE_WAY)
async def test_whatever_a_read_says_may_not_be_done_is_refused_for_the_reason_it_gives(
    moderation: Moderation, steps: list[tuple[Act, str]]
) -> None:
    submission, target = await moderation.filed(), str(await moderation.filed())
    for act, at in steps:
        await moderation.done(submission, act, moderation.approver(at))
    people = [
        *(moderation.reviewer(of) for of in (CITY, PROVINCE)),
        *(moderation.approver(of) for of in (CITY, PROVINCE)),
        moderation.editor(),
        moderation.as_("m", (MINISTRY, Role.MANAGER)),
        moderation.as_(FILER.person, (SCHOOL, Role.FILER), (CITY, Role.REVIEWER)),
    ]

    for who in people:
        item = await moderation.item(submission, who)
        in_list = (await moderation.client.get("/v1/items", headers=who, params={"limit": 200})).json()["items"]
        line = next(one for one in in_list if one["submission"] == str(submission))
        for column in BY_PERSONS:
            name = f"may_{column}"
            assert (line[name], line["why_not"].get(name)) == (item[name], item["why_not"].get(name))
            if item[name]:
                continue
            if column == CLAIM:
                answer = await moderation.client.post(f"/v1/items/{submission}/claim", headers=who)
            else:
                answer = await moderation.decide(submission, Act(column), who, target=target, joint_activity="J1")
            assert code_of(answer) == item["why_not"][name], (who, column)


async def test_a_decision_on_an_older_version_is_refused_and_names_the_current_one(moderation: Moderation) -> None:
    submission = await moderation.filed()
    await moderation.hear(said(2, submission=submission))

    stale = await moderation.decide(submission, Act.PASS_UP, moderation.reviewer(), version=1)

    assert (stale.status_code, code_of(stale)) == (409, "stale_version")
    assert (stale.json()["facts"]["version"], stale.headers["etag"]) == (2, '"2"')


async def test_of_two_reviewers_at_once_one_decides(moderation: Moderation) -> None:
    submission = await moderation.filed()
    who = [moderation.reviewer(CITY, f"reviewer-{number}") for number in range(6)]

    answers = await asyncio.gather(*(moderation.decide(submission, Act.PASS_UP, one) for one in who))

    assert sorted(answer.status_code for answer in answers) == [200, 403, 403, 403, 403, 403]
    assert {code_of(answer) for answer in answers if answer.status_code != 200} == {"not_your_turn"}
    assert [event.decision.act for event in await moderation.events(submission, 2)] == [Act.RECEIVE, Act.PASS_UP]


async def test_a_new_version_during_a_review_begins_the_chain_again_and_the_old_one_stays_counted(
    moderation: Moderation,
) -> None:
    submission = await moderation.filed()
    await moderation.accepted(submission)
    await moderation.hear(said(2, submission=submission))
    await moderation.done(submission, Act.PASS_UP, moderation.reviewer(), 2)

    await moderation.hear(said(3, submission=submission))

    standing = (await moderation.item(submission))["standing"]
    assert (standing["state"], standing["version"], standing["level"]) == ("in_review", 3, 0)
    assert (standing["counted"]["version"], standing["in_review"]["version"]) == (1, 3)
    await moderation.accepted(submission, 3)
    assert (await moderation.item(submission))["standing"]["counted"]["version"] == 3


async def test_an_act_is_taken_back_inside_the_window_and_not_after_it(moderation: Moderation) -> None:
    submission = await moderation.filed()
    await moderation.done(submission, Act.RETURN, moderation.reviewer())

    name = uuid4()
    undone = await moderation.done(submission, Act.UNDO, moderation.reviewer(), decision=name)
    assert await moderation.done(submission, Act.UNDO, moderation.reviewer(), decision=name) == undone
    await moderation.done(submission, Act.RETURN, moderation.reviewer())
    moderation.clock.advance(601)
    late = await moderation.decide(submission, Act.UNDO, moderation.reviewer())

    assert (undone["state"], undone["level"]) == ("in_review", 0)
    assert code_of(late) == "undo_expired"


async def test_the_same_decision_again_gets_the_same_answer_and_another_body_under_its_id_none(
    moderation: Moderation,
) -> None:
    submission, decision = await moderation.filed(), uuid4()
    first = await moderation.done(submission, Act.PASS_UP, moderation.reviewer(), decision=decision)
    await moderation.done(submission, Act.ACCEPT, moderation.approver())

    again = await moderation.done(submission, Act.PASS_UP, moderation.reviewer(), decision=decision)
    other = await moderation.decide(submission, Act.RETURN, moderation.reviewer(), decision=decision)

    assert again == first
    assert code_of(other) == "id_taken"
    assert len(await moderation.events(submission, 3)) == 3


async def test_the_same_decision_sent_many_times_at_once_is_taken_once(moderation: Moderation) -> None:
    submission, decision = await moderation.filed(), uuid4()

    answers = await asyncio.gather(
        *(moderation.done(submission, Act.PASS_UP, moderation.reviewer(), decision=decision) for _ in range(8))
    )

    assert all(answer == answers[0] for answer in answers)
    assert len(await moderation.events(submission, 2)) == 2


async def test_a_return_tells_the_filer_which_fields_to_mend(moderation: Moderation) -> None:
    submission = await moderation.filed()
    marks = [{"path": "sessions.0.place", "note": "哪个区县?", "code": None}]

    silent = await moderation.decide(submission, Act.RETURN, moderation.reviewer(), reason=None)
    await moderation.done(submission, Act.RETURN, moderation.reviewer(), reason="地点不明", fields=marks)

    assert code_of(silent) == "reason_needed"
    filer = moderation.as_(FILER.person, (SCHOOL, Role.FILER))
    newest = (await moderation.item(submission, filer))["history"][-1]["decision"]
    assert (newest["reason"], newest["fields"]) == ("地点不明", marks)


async def test_a_withdrawal_wins_over_everything_and_nothing_is_decided_after_it(moderation: Moderation) -> None:
    submission = await moderation.filed()
    await moderation.accepted(submission)

    await moderation.hear(said(1, revision=11, submission=submission, withdrawn=True, change="withdrawn"))

    late = await moderation.decide(submission, Act.REFUSE, moderation.approver())
    assert code_of(late) == "already_withdrawn"
    newest = (await moderation.events(submission, 4))[-1]
    assert (newest.decision.act, newest.standing.counted) == (Act.WITHDRAW, None)


async def test_every_act_and_every_refusal_is_on_record(moderation: Moderation) -> None:
    submission = await moderation.filed()
    await moderation.decide(submission, Act.ACCEPT, moderation.approver(PROVINCE))
    moderation.clock.advance(1)
    claimed = await moderation.client.post(f"/v1/items/{submission}/claim", headers=moderation.reviewer())
    moderation.clock.advance(1)
    await moderation.done(submission, Act.PASS_UP, moderation.reviewer())
    moderation.clock.advance(1)
    await moderation.decide(submission, Act.PASS_UP, moderation.reviewer("340100"))

    acts = await moderation.acts(f"submission:{submission}", 4)

    assert claimed.status_code == 200
    assert [(act.verb, act.outcome, act.problem) for act in acts] == [
        ("accept", "refused", "not_your_turn"),
        ("claim", "done", None),
        ("pass_up", "done", None),
        ("pass_up", "refused", "not_found"),
    ]
    passed = acts[2]
    assert (passed.actor, passed.organisation, passed.service) == ("330100-reviewer", CITY, "moderation")
    assert passed.before is not None
    assert passed.before.startswith("in_review:1:0@")


async def test_a_refused_release_is_on_record_and_one_of_a_lease_that_has_run_out_is_nothing(
    moderation: Moderation,
) -> None:
    submission = await moderation.filed()
    one, two = moderation.reviewer(), moderation.reviewer(CITY, "second")
    claim = (await moderation.client.post(f"/v1/items/{submission}/claim", headers=one)).json()
    path = f"/v1/items/{submission}/claim/{claim['token']}"

    moderation.clock.advance(1)
    refused = await moderation.client.delete(path, headers=two)
    moderation.clock.advance(901)
    late = await moderation.client.delete(path, headers=two)
    await moderation.done(submission, Act.PASS_UP, moderation.reviewer())

    acts = await moderation.acts(f"submission:{submission}", 3)
    assert (code_of(refused), late.status_code) == ("claimed_by_other", 204)
    assert [(act.verb, act.problem) for act in acts] == [
        ("claim", None),
        ("release", "claimed_by_other"),
        ("pass_up", None),
    ]


async def test_all_errors_of_a_decision_are_named_at_once(moderation: Moderation) -> None:
    submission = await moderation.filed()

    answer = await moderation.decide(submission, Act.PASS_UP, moderation.reviewer(), version=0, colour="red")

    assert code_of(answer) == "invalid"
    assert {(field["path"], field["code"]) for field in answer.json()["fields"]} == {
        ("version", "out_of_range"),
        ("colour", "unknown_field"),
    }
