"""Complaints: opened about what is public, settled by somebody else as what has become of the item."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from contracts.moderation import Act
from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Kind, Plan
from services.moderation.domain.complaint import (
    About,
    Complaint,
    Contact,
    Outcome,
    Settlement,
    number_of,
    require_public,
    settle,
)
from services.moderation.domain.record import Person
from tests.unit.moderation.builders import EDITORS, MINISTRY, PROVINCE, START, SUBMISSION, Desk, person, said

MANAGER = person("duty", (MINISTRY, Role.MANAGER))


def public() -> Desk:
    desk = Desk.receive()
    desk.accept()
    desk.feature()
    return desk


def complaint(version: int = 1) -> Complaint:
    return Complaint(
        complaint=UUID(int=7),
        number="TS20240513-0123ABCD",
        secret="s",
        item=SUBMISSION,
        version=version,
        unit=PROVINCE,
        title="Open day",
        about=About.FACTS,
        text="that is not so",
        contact=Contact(phone="123"),
        received_at=START,
    )


def outcome(desk: Desk, wanted: Outcome, who: Person = MANAGER, reason: str = "looked into") -> Complaint | ProblemCode:
    try:
        return settle(complaint(), desk.record, who, Settlement(wanted, reason, who.person, START))
    except Problem as problem:
        return problem.code


def test_a_settlement_says_what_the_items_own_decisions_have_brought_about() -> None:
    kept, corrected, withdrawn = public(), public(), public()
    corrected.hear(said(2))
    corrected.accept()
    corrected.feature()
    withdrawn.decide(EDITORS[3], Act.UNFEATURE)
    desks = {Outcome.KEPT: kept, Outcome.CORRECTED: corrected, Outcome.WITHDRAWN: withdrawn}

    for happened, desk in desks.items():
        for wanted in Outcome:
            found = outcome(desk, wanted)
            assert isinstance(found, Complaint) == (wanted is happened)
            assert isinstance(found, Complaint) or found is ProblemCode.WRONG_STATE


def test_whoever_featured_it_and_whoever_is_not_at_the_ministrys_desk_settles_nothing() -> None:
    desk = public()

    assert outcome(desk, Outcome.KEPT, EDITORS[2]) is ProblemCode.SAME_PERSON
    assert outcome(desk, Outcome.KEPT, person("p", (PROVINCE, Role.MANAGER))) is ProblemCode.FORBIDDEN
    assert outcome(desk, Outcome.KEPT, person("p", (MINISTRY, Role.READER))) is ProblemCode.FORBIDDEN
    assert isinstance(outcome(desk, Outcome.KEPT, EDITORS[3]), Complaint)


def test_a_settlement_has_a_reason_and_the_first_one_stands() -> None:
    desk = public()
    assert outcome(desk, Outcome.KEPT, reason=" ") is ProblemCode.REASON_NEEDED
    first = Settlement(Outcome.KEPT, "it is so", MANAGER.person, START)
    settled = settle(complaint(), desk.record, MANAGER, first)

    assert settle(settled, desk.record, MANAGER, first) is settled
    for other in (replace(first, reason="another"), replace(first, outcome=Outcome.WITHDRAWN)):
        with pytest.raises(Problem) as problem:
            settle(settled, desk.record, MANAGER, other)
        assert problem.value.code is ProblemCode.WRONG_STATE


def test_only_what_is_public_can_be_complained_about() -> None:
    accepted = Desk.receive()
    accepted.accept()

    assert require_public(public().record).version == 1
    for record in (None, accepted.record):
        with pytest.raises(Problem) as problem:
            require_public(record)
        assert problem.value.code is ProblemCode.NOT_FOUND


def planned(**changes: Any) -> Desk:  # noqa: ANN401 - any field of a plan.
    desk = Desk.receive(said(kind=Kind.PLAN, content=Plan(title="Open day", **changes)))
    desk.accept()
    return desk


def test_an_open_plan_that_counts_is_public_and_a_closed_one_is_not() -> None:
    shown = require_public(planned(open_to_public=True).record)

    assert (shown.version, shown.unit, shown.title) == (1, PROVINCE, "Open day")
    with pytest.raises(Problem):
        require_public(planned().record)


def test_a_complaint_about_an_open_plan_follows_what_becomes_of_it() -> None:
    desk = planned(open_to_public=True)
    assert isinstance(outcome(desk, Outcome.KEPT), Complaint)

    desk.hear(said(2, kind=Kind.PLAN, content=Plan(title="Open day", open_to_public=True, status="cancelled")))
    desk.accept()

    assert outcome(desk, Outcome.KEPT) is ProblemCode.WRONG_STATE
    assert isinstance(outcome(desk, Outcome.CORRECTED), Complaint)


def test_a_complaint_about_no_item_is_answered_and_nothing_else() -> None:
    general = replace(complaint(), item=None, version=None, unit=MINISTRY, title="")
    for wanted in Outcome:
        settlement = Settlement(wanted, "we looked", MANAGER.person, START)
        if wanted is Outcome.ANSWERED:
            assert settle(general, None, MANAGER, settlement).settlement == settlement
        else:
            with pytest.raises(Problem) as problem:
                settle(general, None, MANAGER, settlement)
            assert problem.value.code is ProblemCode.WRONG_STATE


def test_a_number_names_the_day_in_china() -> None:
    late = START.replace(hour=17)

    assert number_of(late, "0123abcdef") == "TS20240514-0123ABCD"
