"""What each rule needs beside state and desk, one refusal after another."""

from collections.abc import Callable
from typing import Unpack

import pytest

from contracts.moderation import Act
from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.follow import files
from services.moderation.domain.record import Person
from services.moderation.domain.rules import permissions
from services.moderation.domain.table import CLAIM
from tests.unit.moderation.builders import (
    CITY,
    CITY_REVIEWER,
    EDITORS,
    FILER,
    MINISTRY,
    OTHER_SUBMISSION,
    PROVINCE,
    PROVINCE_APPROVER,
    PROVINCE_REVIEWER,
    Asked,
    Desk,
    person,
    said,
)

SIGNER = person("signer", (PROVINCE, Role.APPROVER))


def refused(desk: Desk, who: Person, act: Act, **asked: Unpack[Asked]) -> ProblemCode:
    with pytest.raises(Problem) as problem:
        desk.decide(who, act, **asked)
    return problem.value.code


def accepted_by(who: Person) -> Desk:
    """An item that `who` passed up at the city and another person accepted for the province."""
    desk = Desk.receive()
    desk.decide(who, Act.PASS_UP)
    desk.decide(SIGNER, Act.ACCEPT)
    return desk


def read_three_times(desk: Desk) -> None:
    for editor in EDITORS[:3]:
        desk.decide(editor, Act.PROOFREAD)


def lose_files(desk: Desk) -> None:
    heard = files(desk.record, missing=True, now=desk.now, revision=next(desk.revisions))
    assert heard is not None
    desk.record = heard.record


@pytest.mark.parametrize(
    ("act", "grant"),
    [
        (Act.RETURN, (PROVINCE, Role.REVIEWER)),
        (Act.REFUSE, (PROVINCE, Role.REVIEWER)),
        (Act.RETURN, (MINISTRY, Role.EDITOR)),
        (Act.REFUSE, (MINISTRY, Role.EDITOR)),
        (Act.PROOFREAD, (MINISTRY, Role.EDITOR)),
    ],
)
def test_whoever_passed_it_up_or_filed_it_judges_nothing_that_counts_at_a_higher_desk(
    act: Act, grant: tuple[str, Role]
) -> None:
    passed = person("both", (CITY, Role.REVIEWER), grant)
    filed = person(FILER.person, grant)

    assert refused(accepted_by(passed), passed, act) is ProblemCode.SAME_PERSON
    assert refused(accepted_by(CITY_REVIEWER), filed, act) is ProblemCode.SAME_PERSON


def test_whoever_passed_it_up_features_nothing() -> None:
    both = person("both", (CITY, Role.REVIEWER), (MINISTRY, Role.EDITOR))
    desk = accepted_by(both)
    read_three_times(desk)

    assert refused(desk, both, Act.FEATURE) is ProblemCode.SAME_PERSON


def test_whoever_may_not_judge_takes_nothing_in_hand() -> None:
    both = person("both", (CITY, Role.REVIEWER), (MINISTRY, Role.EDITOR))
    own, passed = Desk.receive(said(filed_by=both.person)), accepted_by(both)

    for desk in (own, passed):
        assert permissions(desk.record, both, desk.around())[CLAIM] is ProblemCode.SAME_PERSON


def test_what_is_featured_is_featured_once() -> None:
    desk = accepted_by(CITY_REVIEWER)
    read_three_times(desk)
    desk.decide(EDITORS[2], Act.FEATURE)

    assert refused(desk, EDITORS[3], Act.FEATURE) is ProblemCode.WRONG_STATE


def test_nothing_is_featured_while_promised_files_are_missing_unless_the_edition_allows_it() -> None:
    desk = accepted_by(CITY_REVIEWER)
    read_three_times(desk)
    lose_files(desk)

    assert refused(desk, EDITORS[2], Act.FEATURE) is ProblemCode.FILES_MISSING
    desk.edition = Desk.receive(feature_while_files_missing=True).edition
    desk.decide(EDITORS[2], Act.FEATURE)


def test_a_units_own_item_waits_for_its_files_like_any_other() -> None:
    desk = Desk.receive(said(organisation=PROVINCE, chain=(PROVINCE,)), accept_while_files_missing=False)
    lose_files(desk)

    assert refused(desk, SIGNER, Act.ACCEPT) is ProblemCode.FILES_MISSING


@pytest.mark.parametrize("who", [PROVINCE_APPROVER, EDITORS[0]])
def test_marks_are_set_once_and_lifted_only_where_they_are(who: Person) -> None:
    desk = Desk.receive()
    target = Desk.receive(said(submission=OTHER_SUBMISSION)).standing

    for act in (Act.UNMARK_DUPLICATE, Act.LEAVE_JOINT, Act.UNFEATURE):
        assert refused(desk, who, act) in {ProblemCode.WRONG_STATE, ProblemCode.FORBIDDEN}
    desk.decide(who, Act.MARK_DUPLICATE, target=OTHER_SUBMISSION, known={"target": target})
    assert refused(desk, who, Act.MARK_DUPLICATE, target=OTHER_SUBMISSION) is ProblemCode.WRONG_STATE
    desk.decide(who, Act.UNMARK_DUPLICATE)
    assert refused(desk, who, Act.UNMARK_DUPLICATE) is ProblemCode.WRONG_STATE
    desk.decide(who, Act.NAME_JOINT, joint_activity="J1")
    desk.decide(who, Act.LEAVE_JOINT)
    assert refused(desk, who, Act.LEAVE_JOINT) is ProblemCode.WRONG_STATE


def marked(desk: Desk) -> None:
    target = Desk.receive(said(submission=OTHER_SUBMISSION)).standing
    desk.decide(PROVINCE_APPROVER, Act.MARK_DUPLICATE, target=OTHER_SUBMISSION, known={"target": target})


def named(desk: Desk) -> None:
    desk.decide(PROVINCE_APPROVER, Act.NAME_JOINT, joint_activity="J1")


@pytest.mark.parametrize(
    ("act", "before"),
    [(Act.WITHDRAW, None), (Act.UNMARK_DUPLICATE, marked), (Act.LEAVE_JOINT, named)],
)
def test_what_a_units_approver_does_its_reviewer_does_not(act: Act, before: Callable[[Desk], None] | None) -> None:
    desk = Desk.receive()
    if before:
        before(desk)

    assert refused(desk, PROVINCE_REVIEWER, act) is ProblemCode.FORBIDDEN
    desk.decide(PROVINCE_APPROVER, act)


def test_a_units_own_item_is_signed_by_an_approver_and_by_no_reviewer() -> None:
    desk = Desk.receive(said(organisation=PROVINCE, chain=(PROVINCE,)))

    assert refused(desk, PROVINCE_REVIEWER, Act.ACCEPT) is ProblemCode.FORBIDDEN
    desk.decide(SIGNER, Act.ACCEPT)


def test_what_counts_is_returned_by_its_units_reviewer_or_the_ministrys_editor_and_goes_on_counting() -> None:
    for who in (PROVINCE_REVIEWER, EDITORS[0]):
        desk = accepted_by(CITY_REVIEWER)
        desk.decide(who, Act.RETURN)
        assert desk.standing.counted is not None
    desk = accepted_by(CITY_REVIEWER)
    assert refused(desk, person("m", (MINISTRY, Role.APPROVER)), Act.RETURN) is ProblemCode.FORBIDDEN
