"""The chain of review: who passes what, what counts meanwhile, and that no two desks are one person's."""

from typing import Unpack

import pytest

from contracts.moderation import Act, MarkedField, Part, State
from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.follow import files
from services.moderation.domain.record import Person, Record, waits_for
from services.moderation.domain.rules import permissions
from services.moderation.domain.table import BY_PERSONS, CLAIM
from tests.unit.moderation.builders import (
    CHAIN,
    CITY,
    CITY_APPROVER,
    CITY_REVIEWER,
    EDITORS,
    FILER,
    MINISTRY,
    PROVINCE,
    PROVINCE_APPROVER,
    PROVINCE_REVIEWER,
    SCHOOL,
    STRANGER,
    Asked,
    Desk,
    facts,
    person,
    said,
)


def refused(desk: Desk, who: Person, act: Act, **asked: Unpack[Asked]) -> Problem:
    with pytest.raises(Problem) as problem:
        desk.decide(who, act, **asked)
    return problem.value


def test_a_report_goes_from_its_school_over_the_city_to_the_province_and_counts_there() -> None:
    desk = Desk.receive()
    assert (desk.standing.state, desk.standing.level, waits_for(desk.standing)) == (State.IN_REVIEW, 0, CITY)

    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    assert (desk.standing.level, waits_for(desk.standing), desk.standing.counted) == (1, PROVINCE, None)
    assert desk.standing.in_review == Part(version=1, level=1, facts=facts(100))

    desk.decide(PROVINCE_APPROVER, Act.ACCEPT)
    assert (desk.standing.state, desk.standing.level) == (State.ACCEPTED, 2)
    assert desk.standing.counted == Part(version=1, level=2, facts=facts(100))
    assert desk.events[-1].standing.in_review is None
    assert [event.decision.act for event in desk.events] == [Act.RECEIVE, Act.PASS_UP, Act.ACCEPT]


def test_a_decision_says_who_where_why_by_which_rule_and_on_which_version() -> None:
    desk = Desk.receive()
    marks = (MarkedField(path="sessions.0.place", note="which district?"),)

    decision = desk.decide(CITY_REVIEWER, Act.RETURN, reason="the place is missing", fields=marks).event.decision

    assert (decision.actor, decision.organisation, decision.level) == (CITY_REVIEWER.person, CITY, 1)
    assert (decision.version, decision.rule, decision.at) == (1, "return.turn", desk.now)
    assert (decision.reason, decision.fields) == ("the place is missing", marks)


def test_a_unit_accepts_through_its_approver_and_lower_levels_never_accept() -> None:
    desk = Desk.receive()
    assert refused(desk, CITY_APPROVER, Act.ACCEPT).code is ProblemCode.FORBIDDEN

    desk.decide(CITY_APPROVER, Act.PASS_UP)

    assert refused(desk, PROVINCE_REVIEWER, Act.ACCEPT).code is ProblemCode.FORBIDDEN
    assert refused(desk, PROVINCE_APPROVER, Act.PASS_UP).code is ProblemCode.FORBIDDEN


@pytest.mark.parametrize("chain", [("330000",), ("C08",), ("D05",), (MINISTRY,)])
def test_a_units_own_item_is_signed_by_another_person_of_that_unit(chain: tuple[str, ...]) -> None:
    own = said(organisation=chain[0], unit=chain[0], chain=chain, filed_by="writer")
    desk = Desk.receive(own)
    assert waits_for(desk.standing) == chain[0]

    assert refused(desk, person("writer", (chain[0], Role.APPROVER)), Act.ACCEPT).code is ProblemCode.SAME_PERSON
    signed = desk.decide(person("signer", (chain[0], Role.APPROVER)), Act.ACCEPT)

    assert signed.event.decision.rule == "accept.own_item"
    assert (desk.standing.state, desk.standing.level) == (State.ACCEPTED, 0)


def test_whose_work_a_colleague_did_accepts_it_no_more_than_the_colleague() -> None:
    chain = ("330000",)
    own = said(organisation=chain[0], unit=chain[0], chain=chain, filed_by="colleague", filed_for="absent")
    desk = Desk.receive(own)

    for who in ("colleague", "absent"):
        refusal = refused(desk, person(who, (chain[0], Role.APPROVER)), Act.ACCEPT)
        assert refusal.code is ProblemCode.SAME_PERSON
    desk.decide(person("another", (chain[0], Role.APPROVER)), Act.ACCEPT)

    assert desk.standing.state is State.ACCEPTED


def test_whoever_is_not_at_the_desk_is_told_whether_to_wait_or_that_it_is_not_theirs() -> None:
    desk = Desk.receive()

    assert refused(desk, PROVINCE_APPROVER, Act.ACCEPT).code is ProblemCode.NOT_YOUR_TURN
    assert refused(desk, STRANGER, Act.PASS_UP).code is ProblemCode.FORBIDDEN
    assert refused(desk, FILER, Act.PASS_UP).code is ProblemCode.FORBIDDEN
    assert refused(desk, EDITORS[0], Act.REFUSE).code is ProblemCode.FORBIDDEN


@pytest.mark.parametrize("act", [Act.PASS_UP, Act.RETURN, Act.REFUSE])
def test_nobody_judges_at_two_levels_within_one_version(act: Act) -> None:
    both = person("both", (CITY, Role.REVIEWER), (PROVINCE, Role.APPROVER), ("330000x", Role.REVIEWER))
    long_chain = said(chain=(SCHOOL, CITY, PROVINCE, "330000x"))
    desk = Desk.receive(long_chain)
    desk.decide(both, Act.PASS_UP)

    assert refused(desk, both, act).code is ProblemCode.SAME_PERSON


def test_nobody_passes_what_they_filed_but_may_review_a_later_version_that_another_filed() -> None:
    officer = person(FILER.person, (CITY, Role.REVIEWER))
    desk = Desk.receive()
    assert refused(desk, officer, Act.PASS_UP).code is ProblemCode.SAME_PERSON

    desk.hear(said(2, filed_by="colleague"))
    desk.decide(officer, Act.PASS_UP)

    assert desk.standing.level == 1


def test_a_reviewer_of_one_version_may_review_the_next_at_another_level() -> None:
    both = person("both", (CITY, Role.REVIEWER), (PROVINCE, Role.APPROVER))
    desk = Desk.receive()
    desk.decide(both, Act.PASS_UP)

    desk.hear(said(2))
    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    desk.decide(both, Act.ACCEPT)

    assert desk.standing.state is State.ACCEPTED


def test_a_decision_on_an_older_version_is_stale_and_names_the_current_one() -> None:
    desk = Desk.receive()
    desk.hear(said(2))

    problem = refused(desk, CITY_REVIEWER, Act.PASS_UP, version=1)

    assert (problem.code, problem.facts) == (ProblemCode.STALE_VERSION, {"version": 2})


def test_a_new_version_begins_the_chain_again_while_the_accepted_one_stays_counted() -> None:
    desk = Desk.receive()
    desk.accept()

    desk.hear(said(2))

    assert (desk.standing.state, desk.standing.version, desk.standing.level) == (State.IN_REVIEW, 2, 0)
    assert desk.standing.counted == Part(version=1, level=2, facts=facts(100))
    assert desk.standing.in_review == Part(version=2, level=0, facts=facts(200))
    desk.accept()
    assert desk.standing.counted == Part(version=2, level=2, facts=facts(200))
    assert [filed.version for filed in desk.record.versions] == [1, 2]


@pytest.mark.parametrize(("act", "state"), [(Act.RETURN, State.RETURNED), (Act.REFUSE, State.REFUSED)])
def test_returning_or_refusing_the_new_version_leaves_the_old_one_counted(act: Act, state: State) -> None:
    desk = Desk.receive()
    desk.accept()
    desk.hear(said(2))

    desk.decide(CITY_REVIEWER, act)

    assert (desk.standing.state, desk.standing.in_review) == (state, None)
    assert desk.standing.counted is not None
    assert desk.standing.counted.version == 1


@pytest.mark.parametrize("who", [PROVINCE_REVIEWER, PROVINCE_APPROVER, EDITORS[0]])
def test_the_unit_or_the_ministry_takes_out_what_counts(who: Person) -> None:
    desk = Desk.receive()
    desk.accept()

    desk.decide(who, Act.REFUSE)

    assert (desk.standing.state, desk.standing.counted) == (State.REFUSED, None)


def test_the_city_cannot_touch_what_its_province_has_accepted() -> None:
    desk = Desk.receive()
    desk.accept()

    assert refused(desk, CITY_APPROVER, Act.REFUSE).code is ProblemCode.FORBIDDEN
    assert refused(desk, CITY_APPROVER, Act.RETURN).code is ProblemCode.FORBIDDEN
    assert refused(desk, CITY_APPROVER, Act.WITHDRAW).code is ProblemCode.FORBIDDEN


@pytest.mark.parametrize("act", [Act.RETURN, Act.REFUSE, Act.WITHDRAW])
@pytest.mark.parametrize("reason", [None, "", "  "])
def test_the_filer_is_always_told_a_reason(act: Act, reason: str | None) -> None:
    desk = Desk.receive()
    who = PROVINCE_APPROVER if act is Act.WITHDRAW else CITY_REVIEWER

    assert refused(desk, who, act, reason=reason).code is ProblemCode.REASON_NEEDED


def test_an_item_may_wait_for_its_files_before_it_is_accepted_where_the_edition_says_so() -> None:
    desk = Desk.receive(accept_while_files_missing=False)
    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    desk.record = with_files_missing(desk)

    assert refused(desk, PROVINCE_APPROVER, Act.ACCEPT).code is ProblemCode.FILES_MISSING
    desk.edition = Desk.receive().edition
    desk.decide(PROVINCE_APPROVER, Act.ACCEPT)
    assert desk.standing.files_missing


def with_files_missing(desk: Desk) -> Record:
    heard = files(desk.record, missing=True, now=desk.now, revision=4_000)
    assert heard is not None
    return heard.record


def test_three_people_proofread_before_anything_is_public_and_the_third_may_feature() -> None:
    desk = Desk.receive()
    desk.accept()
    first, second, third, fourth = EDITORS
    assert refused(desk, first, Act.FEATURE).code is ProblemCode.PROOFS_MISSING

    desk.decide(first, Act.PROOFREAD)
    assert refused(desk, first, Act.PROOFREAD).code is ProblemCode.SAME_PERSON
    desk.decide(second, Act.PROOFREAD)
    problem = refused(desk, third, Act.FEATURE)
    assert (problem.code, problem.facts["done"]) == (ProblemCode.PROOFS_MISSING, 2)
    desk.decide(third, Act.PROOFREAD)

    assert refused(desk, fourth, Act.PROOFREAD).code is ProblemCode.WRONG_STATE
    assert refused(desk, first, Act.FEATURE).code is ProblemCode.SAME_PERSON
    assert refused(desk, second, Act.FEATURE).code is ProblemCode.SAME_PERSON
    assert desk.decide(third, Act.FEATURE).event.standing.featured


def test_whoever_accepted_for_the_province_proofreads_nothing_of_it_at_the_ministry() -> None:
    both = person("both", (PROVINCE, Role.APPROVER), (MINISTRY, Role.EDITOR))
    desk = Desk.receive()
    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    desk.decide(both, Act.ACCEPT)

    assert refused(desk, both, Act.PROOFREAD).code is ProblemCode.SAME_PERSON


def test_what_replaces_a_featured_version_is_not_public_before_it_is_proofread_itself() -> None:
    desk = featured()

    desk.hear(said(2))
    desk.accept()

    assert [event.standing.featured for event in desk.events[-3:]] == [True, True, True]
    assert desk.record.published is not None
    assert desk.record.published.item.version == 1
    assert refused(desk, EDITORS[2], Act.FEATURE).code is ProblemCode.PROOFS_MISSING


@pytest.mark.parametrize(
    ("who", "act"),
    [
        (PROVINCE_APPROVER, Act.REFUSE),
        (PROVINCE_APPROVER, Act.RETURN),
        (EDITORS[3], Act.WITHDRAW),
        (EDITORS[3], Act.UNFEATURE),
    ],
)
def test_what_is_taken_out_is_not_featured_any_more(who: Person, act: Act) -> None:
    desk = featured()

    desk.decide(who, act)

    assert not desk.standing.featured


def featured() -> Desk:
    desk = Desk.receive()
    desk.accept()
    for editor in EDITORS[:3]:
        desk.decide(editor, Act.PROOFREAD)
    desk.decide(EDITORS[2], Act.FEATURE)
    return desk


def test_nothing_is_decided_in_a_sealed_edition() -> None:
    desk = Desk.receive()
    desk.edition = desk.edition.model_copy(update={"sealed": True})

    assert refused(desk, CITY_REVIEWER, Act.PASS_UP).code is ProblemCode.EDITION_SEALED
    assert set(permissions(desk.record, CITY_REVIEWER, desk.around()).values()) == {ProblemCode.EDITION_SEALED}


def test_every_read_says_what_this_person_may_do_and_why_not() -> None:
    desk = Desk.receive()

    city = permissions(desk.record, CITY_REVIEWER, desk.around())
    province = permissions(desk.record, PROVINCE_APPROVER, desk.around())

    assert tuple(city) == BY_PERSONS
    assert {column for column, problem in city.items() if problem is None} == {
        CLAIM,
        Act.PASS_UP,
        Act.RETURN,
        Act.REFUSE,
    }
    assert city[Act.ACCEPT] is ProblemCode.FORBIDDEN
    assert city[Act.UNDO] is ProblemCode.NOTHING_TO_UNDO
    assert city[Act.FEATURE] is ProblemCode.WRONG_STATE
    assert province[Act.ACCEPT] is ProblemCode.NOT_YOUR_TURN
    assert province[Act.WITHDRAW] is None
    assert CHAIN[1] == CITY
