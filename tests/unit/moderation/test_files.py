"""Promised files: missing from receipt on, there when media says so, and what becomes of an item whose bytes never come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.media import AssetState
from contracts.moderation import Act, State
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.follow import note_media
from tests.unit.moderation.builders import (
    CHAIN,
    CITY_REVIEWER,
    PROVINCE_APPROVER,
    Desk,
    asset,
    media,
    photo,
    said,
    sha256_of,
)

ONE, TWO = photo("1.jpg"), photo("2.jpg")
NEVER = "bytes_never_came"


def missing(desk: Desk) -> bool:
    return desk.standing.files_missing


def state(desk: Desk) -> State:
    return desk.standing.state


def acts(desk: Desk) -> list[Act]:
    return [event.decision.act for event in desk.events]


def test_files_are_missing_from_receipt_on_and_complete_when_the_last_is_ready() -> None:
    desk = Desk.receive(said(manifest=(ONE, TWO)))
    assert missing(desk)

    desk.hear_media(asset(ONE), asset(TWO, AssetState.UPLOADED))
    assert acts(desk) == [Act.RECEIVE]
    desk.hear_media(asset(ONE), asset(TWO))

    assert acts(desk) == [Act.RECEIVE, Act.FILES_COMPLETE]
    assert not missing(desk)
    assert (desk.events[-1].decision.actor, desk.events[-1].decision.rule) == ("moderation", "service.heard")


def test_a_submission_without_files_misses_none() -> None:
    assert not Desk.receive(said()).standing.files_missing


def test_an_item_whose_files_are_missing_is_accepted_and_counts_where_the_edition_says_so() -> None:
    desk = Desk.receive(said(manifest=(ONE,)))

    desk.accept()

    assert (desk.standing.state, desk.standing.files_missing) == (State.ACCEPTED, True)


def test_a_new_version_with_files_that_are_known_misses_only_the_others() -> None:
    desk = Desk.receive(said(manifest=(ONE, TWO)))
    desk.hear_media(asset(ONE), asset(TWO))

    desk.hear(said(2, manifest=(TWO,)))
    assert not missing(desk)
    desk.hear(said(3, manifest=(TWO, photo("3.jpg"))))
    assert missing(desk)
    desk.hear_media(asset(TWO), asset(photo("3.jpg")), version=3)
    assert not missing(desk)


def test_what_media_says_of_a_newer_version_first_holds_for_the_files_it_knows() -> None:
    desk = Desk.receive(said(manifest=(ONE,)))
    desk.hear_media(asset(TWO), version=2)
    assert missing(desk)

    desk.hear(said(2, manifest=(TWO,)))

    assert not missing(desk)


def test_a_state_of_media_that_is_late_or_repeated_changes_nothing_and_two_contents_are_a_fault() -> None:
    desk = Desk.receive(said(manifest=(ONE,)))
    desk.hear_media(asset(ONE), revision=5)

    desk.hear_media(asset(ONE, AssetState.AWAITED), revision=4)
    desk.hear_media(asset(ONE), revision=5)

    assert acts(desk) == [Act.RECEIVE, Act.FILES_COMPLETE]
    with pytest.raises(Problem) as problem:
        note_media(desk.record, media(asset(TWO), revision=5))
    assert problem.value.code is ProblemCode.REVISION_CONFLICT


def test_a_file_that_is_lost_again_is_missing_again() -> None:
    desk = Desk.receive(said(manifest=(ONE,)))
    desk.hear_media(asset(ONE))

    desk.hear_media(asset(ONE, AssetState.FAILED, problem="media_failed"))

    assert acts(desk)[-1] is Act.FILES_MISSING


def test_what_its_people_took_back_is_not_awaited_any_more() -> None:
    desk = Desk.receive(said(manifest=(ONE, TWO)))
    desk.hear_media(asset(ONE), asset(TWO))

    desk.hear(said(1, 11, manifest=(ONE, TWO), consents_withdrawn=(sha256_of("1.jpg"),)))
    desk.hear_media(asset(ONE, AssetState.WITHDRAWN, consent_withdrawn=True), asset(TWO))

    assert not missing(desk)


def late(desk: Desk, version: int = 1) -> None:
    """Media says that the time of the second file is over."""
    desk.hear_media(asset(ONE), asset(TWO, AssetState.FAILED, problem=NEVER), version=version)


def test_bytes_that_never_come_send_an_item_in_review_back_where_the_edition_says_so() -> None:
    desk = Desk.receive(said(manifest=(ONE, TWO)), files_never_come="return")
    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    desk.claim(PROVINCE_APPROVER)

    late(desk)

    decision = desk.events[-1].decision
    assert (decision.act, decision.rule, desk.standing.state) == (
        Act.RETURN,
        "return.files_never_came",
        State.RETURNED,
    )
    assert (decision.actor, decision.organisation) == ("moderation", CHAIN[2])
    assert "2.jpg" in (decision.reason or "")
    assert "1.jpg" not in (decision.reason or "")
    assert (desk.record.claim, desk.standing.files_missing) == (None, True)


def test_bytes_that_never_come_leave_an_item_marked_where_the_edition_keeps_it() -> None:
    desk = Desk.receive(said(manifest=(ONE, TWO)), files_never_come="keep")

    late(desk)

    assert (desk.standing.state, desk.standing.files_missing, acts(desk)) == (State.IN_REVIEW, True, [Act.RECEIVE])


def test_bytes_that_never_come_touch_nothing_that_is_accepted_or_of_another_version() -> None:
    accepted = Desk.receive(said(manifest=(ONE, TWO)), files_never_come="return")
    accepted.accept()
    amended = Desk.receive(said(manifest=(ONE, TWO)), files_never_come="return")
    amended.hear(said(2, manifest=(ONE, TWO)))

    late(accepted)
    late(amended)

    assert state(accepted) is State.ACCEPTED
    assert state(amended) is State.IN_REVIEW
    late(amended, version=2)
    assert state(amended) is State.RETURNED


def test_nobody_undoes_that_files_came_while_an_item_was_withdrawn() -> None:
    desk = Desk.receive(said(manifest=(ONE,)))
    desk.decide(PROVINCE_APPROVER, Act.WITHDRAW)
    desk.hear_media(asset(ONE))

    desk.decide(PROVINCE_APPROVER, Act.UNDO)

    assert (desk.standing.state, desk.standing.files_missing) == (State.IN_REVIEW, False)


@given(st.permutations(range(5)))
def test_in_whatever_order_ingest_and_media_speak_the_item_ends_the_same(order: list[int]) -> None:
    def told(order: list[int]) -> Desk:
        desk = Desk.receive(said(manifest=(ONE, TWO)))
        steps = (
            lambda: desk.hear_media(asset(ONE), asset(TWO, AssetState.AWAITED), revision=1),
            lambda: desk.hear_media(asset(ONE), asset(TWO), revision=2),
            lambda: desk.hear(said(2, manifest=(TWO,))),
            lambda: desk.hear_media(asset(TWO), revision=3, version=2),
            lambda: desk.hear(said(2, 21, manifest=(TWO,), consents_withdrawn=(sha256_of("1.jpg"),))),
        )
        for step in order:
            steps[step]()
        return desk

    right, shuffled = told(list(range(5))), told(order)

    assert shuffled.standing == right.standing
    assert shuffled.record.media == right.record.media
