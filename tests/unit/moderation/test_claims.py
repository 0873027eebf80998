"""Taking an item in hand: one at a time, for a while, and only who could decide on it."""

import pytest

from contracts.moderation import Act, State
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.claim import claim, release
from services.moderation.domain.rules import permissions
from services.moderation.domain.table import CLAIM
from tests.unit.moderation.builders import CITY_APPROVER, CITY_REVIEWER, EDITORS, FILER, PROVINCE_APPROVER, Desk


def test_while_one_reviewer_is_at_work_the_other_neither_claims_nor_decides() -> None:
    desk = Desk.receive()
    desk.claim(CITY_REVIEWER)

    may = permissions(desk.record, CITY_APPROVER, desk.around())

    assert {may[CLAIM], may[Act.PASS_UP], may[Act.RETURN]} == {ProblemCode.CLAIMED_BY_OTHER}
    with pytest.raises(Problem) as problem:
        desk.decide(CITY_APPROVER, Act.PASS_UP)
    assert problem.value.code is ProblemCode.CLAIMED_BY_OTHER
    desk.decide(CITY_REVIEWER, Act.PASS_UP)


def test_a_claim_that_has_run_out_holds_nobody_up() -> None:
    desk = Desk.receive(claim_lease_seconds=900)
    desk.claim(CITY_REVIEWER)

    desk.wait(899)
    assert permissions(desk.record, CITY_APPROVER, desk.around())[CLAIM] is ProblemCode.CLAIMED_BY_OTHER
    desk.wait(1)

    desk.claim(CITY_APPROVER, token="second")
    assert desk.record.claim is not None
    assert desk.record.claim.person == CITY_APPROVER.person


def test_claiming_again_renews_the_lease_under_the_same_token() -> None:
    desk = Desk.receive(claim_lease_seconds=900)
    desk.claim(CITY_REVIEWER, token="first")
    desk.wait(600)

    desk.claim(CITY_REVIEWER, token="second")

    assert desk.record.claim is not None
    assert (desk.record.claim.token, (desk.record.claim.until - desk.now).total_seconds()) == ("first", 900)


def test_only_who_could_decide_may_claim() -> None:
    desk = Desk.receive()
    for who in (FILER, PROVINCE_APPROVER, EDITORS[0]):
        with pytest.raises(Problem):
            claim(desk.record, who, desk.around(), "token")

    desk.accept()
    desk.claim(EDITORS[0])
    assert desk.record.claim is not None


def test_giving_back_needs_the_token() -> None:
    desk = Desk.receive()
    desk.claim(CITY_REVIEWER, token="right")

    for who, token in ((CITY_REVIEWER, "wrong"), (CITY_APPROVER, "right")):
        with pytest.raises(Problem) as problem:
            release(desk.record, who, token, desk.now)
        assert problem.value.code is ProblemCode.CLAIMED_BY_OTHER
    assert release(desk.record, CITY_REVIEWER, "right", desk.now).claim is None


def test_giving_back_what_has_run_out_is_no_fault_and_changes_nothing() -> None:
    desk = Desk.receive(claim_lease_seconds=900)
    desk.claim(CITY_REVIEWER)
    desk.wait(901)

    for who, token in ((CITY_REVIEWER, "token"), (CITY_APPROVER, "any")):
        assert release(desk.record, who, token, desk.now) is desk.record


def test_what_must_not_stay_public_is_taken_out_whoever_has_it_in_hand() -> None:
    desk = Desk.receive()
    desk.accept()
    for editor in EDITORS[:3]:
        desk.decide(editor, Act.PROOFREAD)
    desk.decide(EDITORS[2], Act.FEATURE)
    desk.claim(EDITORS[0])
    may = permissions(desk.record, EDITORS[1], desk.around())

    assert (may[Act.UNFEATURE], may[Act.WITHDRAW], may[Act.REFUSE]) == (None, None, ProblemCode.CLAIMED_BY_OTHER)
    desk.decide(EDITORS[1], Act.UNFEATURE)
    desk.claim(EDITORS[0])
    desk.decide(PROVINCE_APPROVER, Act.WITHDRAW)
    assert desk.standing.state is State.WITHDRAWN


def test_a_claim_changes_no_standing_and_a_decision_ends_it() -> None:
    desk = Desk.receive()
    revision = desk.record.revision

    desk.claim(CITY_REVIEWER)
    assert (desk.record.revision, len(desk.events)) == (revision, 1)
    desk.decide(CITY_REVIEWER, Act.PASS_UP)

    assert desk.record.claim is None


def test_a_claim_does_not_close_the_window_of_an_undo_but_blocks_it_while_it_lasts() -> None:
    desk = Desk.receive(claim_lease_seconds=60, undo_window_seconds=600)
    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    desk.claim(PROVINCE_APPROVER)

    with pytest.raises(Problem) as problem:
        desk.decide(CITY_REVIEWER, Act.UNDO)
    assert problem.value.code is ProblemCode.CLAIMED_BY_OTHER
    desk.wait(61)
    desk.decide(CITY_REVIEWER, Act.UNDO)
    assert desk.standing.level == 0
