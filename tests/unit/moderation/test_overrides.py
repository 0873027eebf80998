"""What automatic checks block passes only with a reason for each finding, which stays on record."""

from typing import Any, Unpack

import pytest

from contracts.moderation import Act, Override, State
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.overrides import UNCHECKED, overridden
from services.moderation.domain.record import Person
from services.moderation.domain.rules import permissions
from tests.unit.moderation.builders import CITY_REVIEWER, EDITORS, PROVINCE_APPROVER, Asked, Desk, said

BLOCKED: dict[str, Any] = {"blocks": ("f1", "f2")}


def passes(*findings: str, reason: str = "quoted from a sign") -> tuple[Override, ...]:
    return tuple(Override(finding=finding, reason=reason) for finding in findings)


def refused(desk: Desk, who: Person, act: Act, **asked: Unpack[Asked]) -> Problem:
    with pytest.raises(Problem) as problem:
        desk.decide(who, act, **asked)
    return problem.value


def test_every_open_block_needs_a_reason_of_its_own() -> None:
    desk = Desk.receive()

    none = refused(desk, CITY_REVIEWER, Act.PASS_UP, known=BLOCKED)
    one = refused(desk, CITY_REVIEWER, Act.PASS_UP, known=BLOCKED, overrides=passes("f1"))
    empty = refused(desk, CITY_REVIEWER, Act.PASS_UP, known=BLOCKED, overrides=passes("f1", "f2", reason="  "))

    assert (none.code, none.facts["findings"]) == (ProblemCode.BLOCK_NEEDS_REASON, ["f1", "f2"])
    assert (one.facts["count"], one.facts["findings"]) == (1, ["f2"])
    assert empty.facts["count"] == 2
    decided = desk.decide(CITY_REVIEWER, Act.PASS_UP, known=BLOCKED, overrides=passes("f1", "f2"))
    assert decided.event.decision.overrides == passes("f1", "f2")


def test_what_somebody_let_pass_stays_so_for_this_version_and_not_for_the_next() -> None:
    desk = Desk.receive()
    desk.decide(CITY_REVIEWER, Act.PASS_UP, known=BLOCKED, overrides=passes("f1", "f2"))

    desk.decide(PROVINCE_APPROVER, Act.ACCEPT, known=BLOCKED)
    desk.decide(EDITORS[0], Act.PROOFREAD, known=BLOCKED)
    assert refused(desk, EDITORS[1], Act.PROOFREAD, known={"blocks": ("f1", "f3")}).facts["findings"] == ["f3"]

    desk.hear(said(2))
    assert refused(desk, CITY_REVIEWER, Act.PASS_UP, known=BLOCKED).code is ProblemCode.BLOCK_NEEDS_REASON
    assert overridden(desk.record) == {}


def test_what_was_undone_lets_nothing_pass() -> None:
    desk = Desk.receive()
    desk.decide(CITY_REVIEWER, Act.PASS_UP, known=BLOCKED, overrides=passes("f1", "f2"))
    desk.decide(CITY_REVIEWER, Act.UNDO)

    assert refused(desk, CITY_REVIEWER, Act.PASS_UP, known=BLOCKED).facts["count"] == 2


@pytest.mark.parametrize("act", [Act.RETURN, Act.REFUSE])
def test_sending_back_needs_no_reason_for_a_finding(act: Act) -> None:
    desk = Desk.receive()

    desk.decide(CITY_REVIEWER, act, known=BLOCKED)

    assert desk.standing.state in {State.RETURNED, State.REFUSED}


def test_a_block_takes_nobodys_right_away() -> None:
    desk = Desk.receive()

    may = permissions(desk.record, CITY_REVIEWER, desk.around(BLOCKED))

    assert may[Act.PASS_UP] is None


def test_what_crashed_a_check_is_reviewed_as_ever_and_public_only_with_a_reason() -> None:
    crashed: dict[str, Any] = {"unchecked": True}
    desk = Desk.receive()
    desk.decide(CITY_REVIEWER, Act.PASS_UP, known=crashed)
    desk.decide(PROVINCE_APPROVER, Act.ACCEPT, known=crashed)
    for editor in EDITORS[:3]:
        desk.decide(editor, Act.PROOFREAD, known=crashed)

    assert refused(desk, EDITORS[2], Act.FEATURE, known=crashed).facts["findings"] == [UNCHECKED]
    desk.decide(EDITORS[2], Act.FEATURE, known=crashed, overrides=passes(UNCHECKED))

    assert desk.standing.featured


def test_two_requests_that_differ_in_their_overrides_alone_are_two() -> None:
    desk = Desk.receive()
    plain, reasoned = desk.command(Act.PASS_UP), desk.command(Act.PASS_UP, overrides=passes("f1"))

    assert plain.body_sha256(CITY_REVIEWER) != reasoned.body_sha256(CITY_REVIEWER)


def test_nobody_lets_pass_in_advance_what_does_not_block_their_own_act() -> None:
    crashed: dict[str, Any] = {"unchecked": True}
    desk = Desk.receive()

    desk.decide(PROVINCE_APPROVER, Act.NAME_JOINT, joint_activity="joint", known=BLOCKED, overrides=passes("f1", "f2"))
    assert refused(desk, CITY_REVIEWER, Act.PASS_UP, known=BLOCKED).facts["count"] == 2

    desk.decide(CITY_REVIEWER, Act.PASS_UP, known=crashed, overrides=passes(UNCHECKED, "f1"))
    assert overridden(desk.record) == {}
    assert refused(desk, PROVINCE_APPROVER, Act.ACCEPT, known=BLOCKED).facts["count"] == 2
    desk.decide(PROVINCE_APPROVER, Act.ACCEPT, known=crashed)
    for editor in EDITORS[:3]:
        desk.decide(editor, Act.PROOFREAD, known=crashed, overrides=passes(UNCHECKED))

    assert refused(desk, EDITORS[2], Act.FEATURE, known=crashed).facts["findings"] == [UNCHECKED]
