"""Bulk acts: what was previewed is what is done, on exactly those revisions, and each decision once."""

from datetime import timedelta
from uuid import UUID

import pytest

from contracts.moderation import Act, State
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.bulk import (
    Preview,
    PreviewLine,
    Result,
    Wish,
    command_for,
    decide_line,
    preview_line,
    require_open,
)
from services.moderation.domain.decide import Decided
from services.moderation.domain.record import Kept, Record
from tests.unit.moderation.builders import (
    CITY_APPROVER,
    CITY_REVIEWER,
    FILER,
    PROVINCE_APPROVER,
    START,
    SUBMISSION,
    Desk,
    said,
)

BULK = UUID("00000000-0000-4000-8000-00000000000b")
PASS = Wish(Act.PASS_UP)


def carry_out(desk: Desk, line: PreviewLine, record: Record, wish: Wish = PASS) -> Decided | Kept | Result:
    command = command_for(wish, BULK, line)
    return decide_line(record, command, line, CITY_REVIEWER, around=desk.around(), revision=5_000)


def test_a_preview_binds_each_item_to_its_revision_and_changes_nothing() -> None:
    desk = Desk.receive()
    record = desk.record

    line = preview_line(record, PASS, CITY_REVIEWER, desk.around())

    assert line == PreviewLine(SUBMISSION, record.revision, 1, "Open day, version 1")
    assert desk.record is record


def test_a_preview_names_what_would_be_refused_and_why() -> None:
    desk = Desk.receive()

    assert preview_line(desk.record, PASS, PROVINCE_APPROVER, desk.around()).problem is ProblemCode.NOT_YOUR_TURN
    assert (
        preview_line(desk.record, Wish(Act.RETURN), CITY_REVIEWER, desk.around()).problem is ProblemCode.REASON_NEEDED
    )


def test_what_was_previewed_is_done() -> None:
    desk = Desk.receive()
    line = preview_line(desk.record, PASS, CITY_REVIEWER, desk.around())

    done = carry_out(desk, line, desk.record)

    assert isinstance(done, Decided)
    assert done.record.standing.level == 1


def test_every_item_is_told_the_reason_of_the_bulk() -> None:
    desk, wish = Desk.receive(), Wish(Act.RETURN, reason="which day?")
    line = preview_line(desk.record, wish, CITY_REVIEWER, desk.around())
    assert line.problem is None

    done = carry_out(desk, line, desk.record, wish)

    assert isinstance(done, Decided)
    assert done.event.decision.reason == "which day?"


def test_what_has_changed_since_the_preview_is_left_alone() -> None:
    desk = Desk.receive()
    line = preview_line(desk.record, PASS, CITY_REVIEWER, desk.around())
    desk.hear(said(2))

    assert carry_out(desk, line, desk.record) is Result.CHANGED
    assert desk.standing.state is State.IN_REVIEW


def test_a_claim_since_the_preview_is_no_change_of_the_item_but_refuses_the_act() -> None:
    desk = Desk.receive()
    line = preview_line(desk.record, PASS, CITY_REVIEWER, desk.around())
    desk.claim(CITY_REVIEWER)
    assert isinstance(carry_out(desk, line, desk.record), Decided)

    other = Desk.receive()
    other.claim(CITY_APPROVER)
    with pytest.raises(Problem) as problem:
        carry_out(other, line, other.record)
    assert problem.value.code is ProblemCode.CLAIMED_BY_OTHER


def test_the_same_bulk_again_takes_no_decision_twice() -> None:
    desk = Desk.receive()
    line = preview_line(desk.record, PASS, CITY_REVIEWER, desk.around())
    done = carry_out(desk, line, desk.record)
    assert isinstance(done, Decided)

    assert carry_out(desk, line, done.record) == done.kept
    with pytest.raises(Problem) as problem:
        carry_out(desk, line, done.record, Wish(Act.RETURN, reason="another act under the same id"))
    assert problem.value.code is ProblemCode.ID_TAKEN


def test_a_preview_is_its_makers_alone_and_does_not_last() -> None:
    preview = Preview("p", CITY_REVIEWER.person, PASS, (), START)

    require_open(preview, CITY_REVIEWER, START)
    with pytest.raises(Problem) as foreign:
        require_open(preview, FILER, START)
    with pytest.raises(Problem) as late:
        require_open(preview, CITY_REVIEWER, START + timedelta(seconds=1))
    assert (foreign.value.code, late.value.code) == (ProblemCode.NOT_FOUND, ProblemCode.PREVIEW_EXPIRED)
