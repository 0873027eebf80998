"""Taking back one's own act: the standing before it, by the same person, inside the window, if nothing has happened since."""

from typing import Unpack

import pytest

from contracts.moderation import Act, State
from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Verdict
from services.moderation.domain.hear import restate
from services.moderation.domain.record import Person
from tests.unit.moderation.builders import (
    CITY,
    CITY_APPROVER,
    CITY_REVIEWER,
    EDITORS,
    PROVINCE,
    PROVINCE_APPROVER,
    Asked,
    Desk,
    asset,
    person,
    photo,
    said,
)


def refused(desk: Desk, who: Person, **asked: Unpack[Asked]) -> ProblemCode:
    with pytest.raises(Problem) as problem:
        desk.decide(who, Act.UNDO, **asked)
    return problem.value.code


def test_an_undone_acceptance_puts_the_item_back_on_the_desk_and_the_old_version_counts_again() -> None:
    desk = Desk.receive()
    desk.accept()
    desk.hear(said(2))
    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    before, waited_since = desk.standing, desk.record.waiting_since
    desk.wait(60)
    desk.decide(PROVINCE_APPROVER, Act.ACCEPT)

    desk.wait(60)
    undone = desk.decide(PROVINCE_APPROVER, Act.UNDO)

    assert desk.standing == before
    assert desk.record.waiting_since == waited_since
    assert undone.event.decision.undoes == desk.events[-2].decision.id
    assert undone.event.revision > desk.events[-2].revision
    assert desk.record.filed(1).version == 1


@pytest.mark.parametrize("act", [Act.PASS_UP, Act.RETURN, Act.REFUSE])
def test_an_act_in_review_can_be_taken_back(act: Act) -> None:
    desk = Desk.receive()
    before = desk.standing
    desk.decide(CITY_REVIEWER, act)

    desk.decide(CITY_REVIEWER, Act.UNDO)

    assert desk.standing == before


def test_a_reading_is_taken_back_with_its_place_among_the_three() -> None:
    desk = Desk.receive()
    desk.accept()
    desk.decide(EDITORS[0], Act.PROOFREAD)

    desk.decide(EDITORS[0], Act.UNDO)

    assert desk.record.proofs == ()


def test_what_was_undone_no_longer_binds_its_actor_to_a_desk() -> None:
    both = person("both", (CITY, Role.REVIEWER), (PROVINCE, Role.APPROVER))
    desk = Desk.receive()
    desk.decide(both, Act.PASS_UP)
    desk.decide(both, Act.UNDO)

    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    desk.decide(both, Act.ACCEPT)

    assert desk.standing.state is State.ACCEPTED


def test_nobody_undoes_what_another_did() -> None:
    desk = Desk.receive()
    desk.decide(CITY_REVIEWER, Act.PASS_UP)

    assert refused(desk, CITY_APPROVER) is ProblemCode.NOTHING_TO_UNDO


def test_an_actor_who_has_left_the_organisation_undoes_nothing() -> None:
    desk = Desk.receive()
    desk.decide(CITY_REVIEWER, Act.PASS_UP)

    assert refused(desk, person(CITY_REVIEWER.person, (PROVINCE, Role.REVIEWER))) is ProblemCode.FORBIDDEN


def test_after_the_window_it_is_too_late() -> None:
    desk = Desk.receive(undo_window_seconds=600)
    desk.decide(CITY_REVIEWER, Act.RETURN)

    desk.wait(600)
    desk.record, kept = desk.record, desk.record
    desk.decide(CITY_REVIEWER, Act.UNDO)
    desk.record = kept
    desk.wait(1)

    assert refused(desk, CITY_REVIEWER) is ProblemCode.UNDO_EXPIRED


def test_after_somebody_has_acted_on_it_there_is_nothing_to_undo() -> None:
    passed_on = Desk.receive()
    passed_on.decide(CITY_REVIEWER, Act.PASS_UP)
    passed_on.decide(PROVINCE_APPROVER, Act.RETURN)
    amended = Desk.receive()
    amended.decide(CITY_REVIEWER, Act.RETURN)
    amended.hear(said(2))

    for desk in (passed_on, amended):
        assert refused(desk, CITY_REVIEWER) is ProblemCode.NOTHING_TO_UNDO


def test_what_services_find_out_meanwhile_closes_no_undo_and_is_not_undone_with_it() -> None:
    desk = Desk.receive(said(manifest=(photo(),)))
    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    desk.hear_media(asset(photo()))
    desk.hear(said(1, 11, manifest=(photo(),), verdict=Verdict.ON_TIME, obligation="2024:summary:330000"))

    undone = desk.decide(CITY_REVIEWER, Act.UNDO).event.standing

    assert (undone.level, undone.state) == (0, State.IN_REVIEW)
    assert (undone.files_missing, undone.verdict) == (False, Verdict.ON_TIME)
    assert undone.obligation == "2024:summary:330000"


def test_a_restatement_says_the_same_again_and_leaves_the_undo_as_it_was() -> None:
    desk = Desk.receive()
    desk.accept()
    desk.hear(said(2))
    desk.accept()

    again = restate(desk.record, "operator", "unreadable", desk.now, 9_000)

    assert again.event.standing == desk.standing
    assert (again.event.revision, again.event.decision.act) == (9_000, Act.RESTATE)
    desk.record = again.record
    desk.decide(PROVINCE_APPROVER, Act.UNDO)
    assert desk.standing.state is State.IN_REVIEW
    assert desk.record.filed(1).content.title.endswith("1")


def test_an_undo_names_the_decision_it_means_or_none() -> None:
    desk = Desk.receive()
    first = desk.decide(CITY_REVIEWER, Act.RETURN)
    desk.decide(CITY_REVIEWER, Act.UNDO, undoes=first.event.decision.id)
    desk.decide(CITY_REVIEWER, Act.PASS_UP)

    assert refused(desk, CITY_REVIEWER, undoes=first.event.decision.id) is ProblemCode.NOTHING_TO_UNDO


def test_an_undo_is_not_undone_but_answered_by_acting_again() -> None:
    desk = Desk.receive()
    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    desk.decide(CITY_REVIEWER, Act.UNDO)

    assert refused(desk, CITY_REVIEWER) is ProblemCode.NOTHING_TO_UNDO
    desk.decide(CITY_REVIEWER, Act.PASS_UP)


def test_once_the_filer_has_withdrawn_no_undo_brings_the_item_back() -> None:
    desk = Desk.receive()
    desk.decide(PROVINCE_APPROVER, Act.WITHDRAW)

    desk.hear(said(1, revision=11, withdrawn=True, change="withdrawn"))

    assert refused(desk, PROVINCE_APPROVER) is ProblemCode.NOTHING_TO_UNDO
    assert desk.standing.state is State.WITHDRAWN


def test_versions_that_only_an_undo_could_bring_back_go_when_it_does() -> None:
    desk = Desk.receive()
    desk.accept()
    desk.hear(said(2))
    desk.decide(PROVINCE_APPROVER, Act.WITHDRAW)
    assert [filed.version for filed in desk.record.versions] == [1, 2]

    desk.hear(said(2, revision=21, withdrawn=True, change="withdrawn"))

    assert [filed.version for filed in desk.record.versions] == [2]


def test_a_new_version_of_what_was_taken_out_stays_out() -> None:
    desk = Desk.receive()
    desk.decide(PROVINCE_APPROVER, Act.WITHDRAW)

    desk.hear(said(2))

    assert (desk.standing.state, desk.standing.version, desk.standing.in_review) == (State.WITHDRAWN, 2, None)
    assert desk.events[-1].decision.rule == "service.withdrawn_stays"
