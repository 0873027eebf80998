"""Whatever people try, in any order: separation holds, what counts was accepted, and what is shown is what is done."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

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

ROLES = (
    (SCHOOL, Role.FILER),
    (CITY, Role.REVIEWER),
    (PROVINCE, Role.REVIEWER),
    (PROVINCE, Role.APPROVER),
    (PROVINCE, Role.APPROVER),
    (MINISTRY, Role.EDITOR),
    (MINISTRY, Role.EDITOR),
    (MINISTRY, Role.EDITOR),
    (MINISTRY, Role.MANAGER),
)
NAMES = ("an", "bo", "cai", "ding", "en", "fu", "gu", "hao", "ji")
FILING, HEARING, WAITING, ALLOWED = "new version", "filer withdraws", "time passes", "what may be done"
Move = tuple[str, int]
ONWARD: tuple[Move, ...] = (
    (Act.PASS_UP, 1),
    (Act.ACCEPT, 3),
    (Act.PROOFREAD, 5),
    (Act.PROOFREAD, 6),
    (Act.PROOFREAD, 7),
    (Act.FEATURE, 7),
    (FILING, 0),
    (Act.PASS_UP, 1),
)
"""A way onward to a featured item with a newer version in review; every history begins with a part of it."""


def people_with(more: Sequence[set[tuple[str, Role]]]) -> list[Person]:
    """Nine people, one for each role, some of whom hold more roles at other desks."""
    return [
        Person(name, frozenset({role, *held}))
        for name, role, held in zip(NAMES, ROLES, [*more, *([set()] * 9)], strict=False)
    ]


PEOPLE = st.lists(st.sets(st.sampled_from(ROLES), max_size=2), max_size=len(NAMES)).map(people_with)
KINDS = st.sampled_from(
    [*[ALLOWED] * 20, *BY_PERSONS, Act.WITHDRAW, Act.WITHDRAW, FILING, FILING, WAITING, WAITING, HEARING]
)
MOVES = st.builds(
    lambda steps, moves: [*ONWARD[:steps], *moves],
    st.integers(0, len(ONWARD)),
    st.lists(st.tuples(KINDS, st.integers(0, 1_000)), max_size=30),
)
KNOWN = {
    "target": Desk.receive(said(submission=OTHER_SUBMISSION)).standing,
    "route": Route(PROVINCE, (SCHOOL, "330200", PROVINCE)),
}


def choose(desk: Desk, move: Move, people: list[Person]) -> tuple[str, Person]:
    """Who tries what. Of what may be done something is chosen, since blind attempts hardly ever get far."""
    kind, number = move
    who = people[number % len(people)]
    if kind != ALLOWED:
        return kind, who
    may = [
        (str(column), one)
        for one in people
        for column, problem in permissions(desk.record, one, desk.around(KNOWN)).items()
        if problem is None and column is not Act.WITHDRAW
    ]
    return may[number % len(may)] if may else (WAITING, who)


def act(desk: Desk, what: str, who: Person) -> Problem | None:
    try:
        if what == FILING:
            desk.hear(said(desk.standing.version + 1, filed_by=who.person))
        elif what == HEARING:
            desk.hear(said(desk.standing.version, revision=desk.record.heard.revision + 1, withdrawn=True))
        elif what == WAITING:
            desk.wait(400)
        elif what == CLAIM:
            desk.claim(who)
        else:
            desk.decide(who, Act(what), target=OTHER_SUBMISSION, joint_activity="J1", known=KNOWN)
    except Problem as problem:
        return problem
    return None


def play(people: list[Person], moves: list[Move]) -> Desk:
    desk = Desk.receive(said(filed_by="an"))
    for move in moves:
        act(desk, *choose(desk, move, people))
    return desk


def test_the_histories_below_get_as_far_as_people_do() -> None:
    chance, done = Random(7), set[str]()

    for steps in range(len(ONWARD)):
        for _ in range(5):
            moves = [(ALLOWED, chance.randrange(1_000)) for _ in range(20)]
            desk = play(people_with(()), [*ONWARD[:steps], *moves])
            done |= {event.decision.act.value for event in desk.events}

    assert {str(column) for column in BY_PERSONS} - done == {CLAIM, Act.WITHDRAW.value}


@settings(max_examples=150, deadline=None)
@given(PEOPLE, MOVES)
def test_in_any_history_nobody_judges_at_two_desks_and_what_counts_was_accepted(
    people: list[Person], moves: list[Move]
) -> None:
    desk = play(people, moves)

    undone = {kept.decision.undoes for kept in desk.record.history}
    standing_acts = [kept.decision for kept in desk.record.history if kept.decision.id not in undone]
    filers = {one.version: one.actor for one in standing_acts if one.act in {Act.RECEIVE, Act.NEW_VERSION}}
    judged: dict[tuple[int, str], str] = {}
    for decision in standing_acts:
        if decision.act in JUDGING:
            assert judged.setdefault((decision.version, decision.actor), decision.organisation) == decision.organisation
            assert filers[decision.version] != decision.actor
    counted = desk.standing.counted
    if counted:
        accepted = {one.version for one in standing_acts if one.act is Act.ACCEPT}
        assert counted.version in accepted
        assert counted.level == len(desk.standing.chain) - 1
    public = desk.record.published
    assert desk.standing.featured == (public is not None)
    if public:
        assert counted is not None
        readers = {one.actor for one in standing_acts if (one.act, one.version) == (Act.PROOFREAD, public.item.version)}
        assert len(readers) == 3
    assert (desk.standing.in_review is not None) == (desk.standing.state is State.IN_REVIEW)
    if desk.standing.state is State.WITHDRAWN:
        assert (counted, desk.standing.in_review) == (None, None)


@settings(max_examples=100, deadline=None)
@given(PEOPLE, MOVES)
def test_in_any_history_revisions_rise_and_the_record_holds_what_its_last_event_said(
    people: list[Person], moves: list[Move]
) -> None:
    desk = play(people, moves)

    revisions = [event.revision for event in desk.events]
    assert revisions == sorted(set(revisions))
    assert desk.events[-1].standing == desk.standing
    assert desk.record.revision == desk.events[-1].revision
    assert without_loose_versions(desk.record) == desk.record
    assert desk.record.newest.version == desk.standing.version


@settings(max_examples=150, deadline=None)
@given(PEOPLE, MOVES)
def test_what_a_read_says_one_may_do_is_what_one_can_do(people: list[Person], moves: list[Move]) -> None:
    desk = Desk.receive(said(filed_by="an"))

    for move in moves:
        what, who = choose(desk, move, people)
        may = permissions(desk.record, who, desk.around(KNOWN))
        problem = act(desk, what, who)
        if what in may:
            assert may[what] == (problem.code if problem else None)  # type: ignore[index]


@settings(max_examples=100, deadline=None)
@given(PEOPLE, MOVES, st.integers(0, 8))
def test_after_any_history_every_act_is_refused_exactly_where_the_read_says_so(
    people: list[Person], moves: list[Move], number: int
) -> None:
    desk, who = play(people, moves), people[number]

    for column, said_before in permissions(desk.record, who, desk.around(KNOWN)).items():
        tried = replace(desk, events=list(desk.events))
        problem = act(tried, str(column), who)
        assert said_before == (problem.code if problem else None)


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
