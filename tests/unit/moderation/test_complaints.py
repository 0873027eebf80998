"""Complaints: opened about what is public, settled by somebody else as what has become of the item."""

from dataclasses import replace
from uuid import UUID

import pytest

from contracts.moderation import Act
from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
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

    assert require_public(public().record) == 1
    for record in (None, accepted.record):
        with pytest.raises(Problem) as problem:
            require_public(record)
        assert problem.value.code is ProblemCode.NOT_FOUND


def test_a_number_names_the_day_in_china() -> None:
    late = START.replace(hour=17)

    assert number_of(late, "0123abcdef") == "TS20240514-0123ABCD"
