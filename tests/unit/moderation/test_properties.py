"""Whatever people try, in any order: separation holds, what counts was accepted, and what is shown is what is done."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.moderation import Act, State
from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.decide import repeated
from services.moderation.domain.record import Person, without_loose_versions
from services.moderation.domain.rules import Route, permissions
from services.moderation.domain.table import BY_PERSONS, CLAIM, JUDGING
from tests.unit.moderation.builders import CITY, MINISTRY, OTHER_SUBMISSION, PROVINCE, SCHOOL, Desk, said

NAMES = ("an", "bo", "cai", "ding", "en")
ROLES = (
    (SCHOOL, Role.FILER),
    (CITY, Role.REVIEWER),
    (PROVINCE, Role.APPROVER),
    (PROVINCE, Role.REVIEWER),
    (MINISTRY, Role.EDITOR),
    (MINISTRY, Role.MANAGER),
)
PEOPLE = st.lists(st.sets(st.sampled_from(ROLES), min_size=1), min_size=len(NAMES), max_size=len(NAMES)).map(
    lambda grants: [Person(name, frozenset(held)) for name, held in zip(NAMES, grants, strict=True)]
)
MOVES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(BY_PERSONS), st.integers(0, len(NAMES) - 1)),
        st.tuples(st.sampled_from(["new version", "filer withdraws", "time passes"]), st.integers(0, len(NAMES) - 1)),
    ),
    max_size=30,
)
KNOWN = {
    "target": Desk.receive(said(submission=OTHER_SUBMISSION)).standing,
    "route": Route(PROVINCE, (SCHOOL, "330200", PROVINCE)),
}


def act(desk: Desk, move: str, who: Person, people: list[Person]) -> Problem | None:
    try:
        if move == "new version":
            desk.hear(said(desk.standing.version + 1, filed_by=who.person))
        elif move == "filer withdraws":
            desk.hear(said(desk.standing.version, revision=desk.record.heard_revision + 1, withdrawn=True))
        elif move == "time passes":
            desk.wait(people.index(who) * 400)
        elif move == CLAIM:
            desk.claim(who)
        else:
            desk.decide(who, Act(move), target=OTHER_SUBMISSION, joint_activity="J1", known=KNOWN)
    except Problem as problem:
        return problem
    return None


@settings(max_examples=300, deadline=None)
@given(PEOPLE, MOVES)
def test_in_any_history_nobody_judges_at_two_desks_and_what_counts_was_accepted(
    people: list[Person], moves: list[tuple[str, int]]
) -> None:
    desk = Desk.receive(said(filed_by="an"))

    for move, index in moves:
        act(desk, move, people[index], people)

    undone = {kept.decision.undoes for kept in desk.record.history}
    standing_acts = [kept.decision for kept in desk.record.history if kept.decision.id not in undone]
    judged = {
        (decision.version, decision.actor): decision.organisation
        for decision in reversed(standing_acts)
        if decision.act in JUDGING
    }
    for decision in standing_acts:
        if decision.act in JUDGING:
            assert judged[decision.version, decision.actor] == decision.organisation
    counted = desk.standing.counted
    if counted:
        accepted = {one.version for one in standing_acts if one.act is Act.ACCEPT}
        assert counted.version in accepted
        assert counted.level == len(desk.standing.chain) - 1
    assert (desk.standing.in_review is not None) == (desk.standing.state is State.IN_REVIEW)
    assert not desk.standing.featured or counted is not None
    if desk.standing.state is State.WITHDRAWN:
        assert (counted, desk.standing.in_review) == (None, None)
    revisions = [event.revision for event in desk.events]
    assert revisions == sorted(set(revisions))
    assert desk.events[-1].standing == desk.standing
    assert without_loose_versions(desk.record) == desk.record
    assert desk.record.newest.version == desk.standing.version


@settings(max_examples=200, deadline=None)
@given(PEOPLE, MOVES)
def test_what_a_read_says_one_may_do_is_what_one_can_do(people: list[Person], moves: list[tuple[str, int]]) -> None:
    desk = Desk.receive(said(filed_by="an"))

    for move, index in moves:
        may = permissions(desk.record, people[index], desk.around(KNOWN))
        problem = act(desk, move, people[index], people)
        if move in may:
            assert may[move] == (problem.code if problem else None)  # type: ignore[index]


def test_the_same_request_gets_the_same_answer_and_another_one_under_its_id_none() -> None:
    desk = Desk.receive()
    reviewer = Person("bo", frozenset({(CITY, Role.REVIEWER)}))
    decided = desk.decide(reviewer, Act.RETURN, reason="which day?")
    again = desk.command(Act.RETURN, reason="which day?", version=1)
    other = desk.command(Act.RETURN, reason="which place?", version=1)
    again = replace(again, decision=decided.kept.decision.id)
    other = replace(other, decision=decided.kept.decision.id)

    assert repeated(desk.record, again, reviewer) == decided.kept
    for command, who in ((other, reviewer), (again, Person("cai", reviewer.grants))):
        with pytest.raises(Problem) as problem:
            repeated(desk.record, command, who)
        assert problem.value.code is ProblemCode.ID_TAKEN
