"""After an organisation has moved, its items follow only by an explicit act, and nothing that counts is lost on the way."""

import pytest

from contracts.moderation import Act, State
from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.record import waits_for
from services.moderation.domain.rules import common_ancestors
from tests.unit.moderation.builders import (
    CHAIN,
    CITY,
    CITY_REVIEWER,
    MINISTRY,
    MINISTRY_MANAGER,
    PROVINCE,
    PROVINCE_APPROVER,
    PROVINCE_MANAGER,
    SCHOOL,
    Desk,
    person,
    said,
)

OTHER_CITY = "330300"


def test_inside_a_province_its_manager_takes_the_items_along() -> None:
    desk = Desk.receive()

    moved = desk.move(PROVINCE_MANAGER, PROVINCE, (SCHOOL, OTHER_CITY, PROVINCE))

    assert desk.standing.chain == (SCHOOL, OTHER_CITY, PROVINCE)
    assert waits_for(desk.standing) == OTHER_CITY
    assert moved.event.decision.rule == "reattribute.common_ancestor"


def test_between_provinces_it_takes_the_ministry() -> None:
    desk = Desk.receive()
    to = ("340000", (SCHOOL, "340100", "340000"))

    for manager in (PROVINCE_MANAGER, person("both-sides", (CITY, Role.MANAGER), ("340000", Role.MANAGER))):
        with pytest.raises(Problem) as problem:
            desk.move(manager, *to)
        assert problem.value.code is ProblemCode.FORBIDDEN
    desk.move(MINISTRY_MANAGER, *to)

    assert desk.standing.unit == "340000"


def test_a_city_that_changes_its_province_cannot_take_the_items_along_by_itself() -> None:
    assert common_ancestors(CHAIN, (SCHOOL, CITY, "340000")) == (MINISTRY,)
    assert common_ancestors(CHAIN, (SCHOOL, OTHER_CITY, PROVINCE)) == (PROVINCE, MINISTRY)


def test_what_counts_goes_on_counting_under_the_new_unit() -> None:
    desk = Desk.receive()
    desk.accept()

    desk.move(MINISTRY_MANAGER, "340000", (SCHOOL, "340000"))

    assert desk.standing.counted is not None
    assert (desk.standing.state, desk.standing.level, desk.standing.counted.level) == (State.ACCEPTED, 1, 1)


def test_a_review_under_way_resumes_at_the_last_step_that_both_chains_share() -> None:
    same_city, other_city = Desk.receive(), Desk.receive()
    for desk in (same_city, other_city):
        desk.decide(CITY_REVIEWER, Act.PASS_UP)

    same_city.move(MINISTRY_MANAGER, "340000", (SCHOOL, CITY, "340000"))
    other_city.move(MINISTRY_MANAGER, "340000", (SCHOOL, "340100", "340000"))

    assert (same_city.standing.level, waits_for(same_city.standing)) == (1, "340000")
    assert (other_city.standing.level, waits_for(other_city.standing)) == (0, "340100")
    assert other_city.standing.in_review is not None
    assert other_city.standing.in_review.level == 0


def test_the_new_last_step_accepts_itself_even_where_it_had_already_passed_the_item_up() -> None:
    desk = Desk.receive()
    desk.decide(CITY_REVIEWER, Act.PASS_UP)

    desk.move(MINISTRY_MANAGER, CITY, (SCHOOL, CITY))

    assert (desk.standing.state, desk.standing.level, waits_for(desk.standing)) == (State.IN_REVIEW, 0, CITY)


def test_an_organisation_that_becomes_a_unit_of_its_own_signs_its_items_itself() -> None:
    desk = Desk.receive()

    desk.move(MINISTRY_MANAGER, SCHOOL, (SCHOOL,))

    assert (desk.standing.level, waits_for(desk.standing)) == (0, SCHOOL)


def test_a_move_to_where_the_item_already_is_is_refused() -> None:
    desk = Desk.receive()

    with pytest.raises(Problem) as problem:
        desk.move(MINISTRY_MANAGER, PROVINCE, CHAIN)

    assert problem.value.code is ProblemCode.CONFLICT


def test_later_versions_inherit_the_new_chain() -> None:
    desk = Desk.receive()
    desk.move(MINISTRY_MANAGER, "340000", (SCHOOL, "340000"))

    desk.hear(said(2))

    assert (desk.standing.unit, desk.standing.chain) == ("340000", (SCHOOL, "340000"))


def test_the_separation_of_persons_follows_organisations_not_positions() -> None:
    both = person("both", (CITY, Role.REVIEWER), (PROVINCE, Role.APPROVER))
    desk = Desk.receive()
    desk.decide(both, Act.PASS_UP)
    desk.move(MINISTRY_MANAGER, PROVINCE, (SCHOOL, PROVINCE))

    with pytest.raises(Problem) as problem:
        desk.decide(both, Act.ACCEPT)

    assert problem.value.code is ProblemCode.SAME_PERSON
    desk.decide(PROVINCE_APPROVER, Act.ACCEPT)
