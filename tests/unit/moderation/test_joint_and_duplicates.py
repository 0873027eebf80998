"""One activity told by several parties: inside a unit its approver says so, across units the ministry."""

from typing import Unpack

import pytest

from contracts.moderation import Act, Standing
from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.decide import owner_of_name
from services.moderation.domain.record import Person
from tests.unit.moderation.builders import (
    EDITORS,
    MINISTRY,
    MINISTRY_MANAGER,
    OTHER_SUBMISSION,
    PROVINCE,
    PROVINCE_APPROVER,
    PROVINCE_REVIEWER,
    SCHOOL,
    SUBMISSION,
    Asked,
    Desk,
    person,
    said,
)


def target(unit: str = PROVINCE, edition: str = "2024") -> Standing:
    return Desk.receive(said(submission=OTHER_SUBMISSION, unit=unit, edition=edition)).standing


def refused(desk: Desk, who: Person, act: Act, **asked: Unpack[Asked]) -> ProblemCode:
    with pytest.raises(Problem) as problem:
        desk.decide(who, act, **asked)
    return problem.value.code


def test_a_unit_marks_and_unmarks_duplicates_among_its_own_items() -> None:
    desk = Desk.receive()

    desk.decide(PROVINCE_APPROVER, Act.MARK_DUPLICATE, target=OTHER_SUBMISSION, known={"target": target()})
    assert desk.standing.duplicate_of == OTHER_SUBMISSION
    desk.decide(PROVINCE_APPROVER, Act.UNMARK_DUPLICATE)

    assert desk.standing.duplicate_of is None


def test_an_item_cannot_duplicate_itself_or_what_nobody_has_heard_of_or_another_edition() -> None:
    desk = Desk.receive()
    who, act = PROVINCE_APPROVER, Act.MARK_DUPLICATE

    assert refused(desk, who, act) is ProblemCode.MISSING_FIELD
    assert refused(desk, who, act, target=SUBMISSION, known={"target": desk.standing}) is ProblemCode.SELF_DUPLICATE
    assert refused(desk, who, act, target=OTHER_SUBMISSION) is ProblemCode.NOT_FOUND
    elsewhere = {"target": target(edition="2023")}
    assert refused(desk, who, act, target=OTHER_SUBMISSION, known=elsewhere) is ProblemCode.CONFLICT


def test_duplicates_across_units_are_the_ministrys_to_mark_and_to_lift() -> None:
    desk = Desk.receive()
    far = {"target": target(unit="340000")}

    assert (
        refused(desk, PROVINCE_APPROVER, Act.MARK_DUPLICATE, target=OTHER_SUBMISSION, known=far)
        is ProblemCode.ACROSS_UNITS
    )
    desk.decide(EDITORS[0], Act.MARK_DUPLICATE, target=OTHER_SUBMISSION, known=far)

    assert refused(desk, PROVINCE_APPROVER, Act.UNMARK_DUPLICATE) is ProblemCode.ACROSS_UNITS
    desk.decide(EDITORS[1], Act.UNMARK_DUPLICATE)
    assert desk.standing.duplicate_of is None


def test_marks_need_the_units_approver() -> None:
    desk = Desk.receive()

    for act in (Act.MARK_DUPLICATE, Act.NAME_JOINT):
        assert refused(desk, PROVINCE_REVIEWER, act, joint_activity="J1") is ProblemCode.FORBIDDEN


def test_a_unit_names_a_joint_activity_under_a_name_of_its_own() -> None:
    desk = Desk.receive()

    desk.decide(PROVINCE_APPROVER, Act.NAME_JOINT, joint_activity="J1", known={"joint_owner": PROVINCE})

    assert (desk.standing.joint_activity, desk.standing.joint_named_at) == ("J1", desk.now)


@pytest.mark.parametrize("owner", ["340000", MINISTRY])
def test_a_joint_activity_with_members_elsewhere_is_named_by_the_ministry(owner: str) -> None:
    desk = Desk.receive()
    far = {"joint_owner": owner}

    assert refused(desk, PROVINCE_APPROVER, Act.NAME_JOINT, joint_activity="J1", known=far) is ProblemCode.ACROSS_UNITS
    desk.decide(EDITORS[0], Act.NAME_JOINT, joint_activity="J1", known=far)

    assert refused(desk, PROVINCE_APPROVER, Act.LEAVE_JOINT) is ProblemCode.ACROSS_UNITS
    assert refused(desk, PROVINCE_APPROVER, Act.NAME_JOINT, joint_activity="J2") is ProblemCode.ACROSS_UNITS
    desk.decide(EDITORS[0], Act.LEAVE_JOINT)
    assert (desk.standing.joint_activity, desk.standing.joint_named_at) == (None, None)


def test_a_name_is_the_units_that_gives_it_and_the_ministrys_where_an_item_of_another_unit_comes_under_it() -> None:
    desk = Desk.receive()

    assert owner_of_name(desk.move(MINISTRY_MANAGER, PROVINCE, (SCHOOL, "330200", PROVINCE))) is None
    assert owner_of_name(desk.decide(PROVINCE_APPROVER, Act.NAME_JOINT, joint_activity="J1")) == PROVINCE
    assert owner_of_name(desk.decide(EDITORS[0], Act.NAME_JOINT, joint_activity="J1")) == MINISTRY
    assert owner_of_name(desk.move(MINISTRY_MANAGER, "340000", (SCHOOL, "340100", "340000"))) == MINISTRY
    assert owner_of_name(desk.decide(EDITORS[0], Act.LEAVE_JOINT)) is None


def test_naming_again_makes_an_item_the_one_named_last() -> None:
    desk = Desk.receive()
    desk.decide(PROVINCE_APPROVER, Act.NAME_JOINT, joint_activity="J1")
    desk.wait(60)

    desk.decide(PROVINCE_APPROVER, Act.NAME_JOINT, joint_activity="J1")

    assert desk.standing.joint_named_at == desk.now


def test_once_the_ministry_has_undone_its_naming_the_units_own_one_is_the_units_again() -> None:
    desk = Desk.receive()
    desk.decide(PROVINCE_APPROVER, Act.NAME_JOINT, joint_activity="J1")
    desk.decide(EDITORS[0], Act.NAME_JOINT, joint_activity="J2")
    desk.decide(EDITORS[0], Act.UNDO)

    desk.decide(PROVINCE_APPROVER, Act.LEAVE_JOINT)

    assert desk.standing.joint_activity is None


def test_for_a_city_that_reports_through_its_province_both_count_as_its_unit() -> None:
    city = "330200"
    item = said(unit=city, chain=("3633000002", city, PROVINCE))
    for approver in (person("city", (city, Role.APPROVER)), PROVINCE_APPROVER):
        desk = Desk.receive(item)
        named = desk.decide(approver, Act.NAME_JOINT, joint_activity="J1", known={"joint_owner": city})
        assert owner_of_name(named) == city
        assert desk.standing.joint_activity == "J1"


def test_marks_survive_a_new_version() -> None:
    desk = Desk.receive()
    desk.decide(PROVINCE_APPROVER, Act.NAME_JOINT, joint_activity="J1")
    desk.decide(PROVINCE_APPROVER, Act.MARK_DUPLICATE, target=OTHER_SUBMISSION, known={"target": target()})

    desk.hear(said(2))

    assert (desk.standing.joint_activity, desk.standing.duplicate_of) == ("J1", OTHER_SUBMISSION)
