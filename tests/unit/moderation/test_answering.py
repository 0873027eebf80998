"""Which return a mended version answers."""

from contracts.moderation import Act
from services.moderation.domain.answering import answered_return
from services.moderation.store.documents import fields_of, sought
from tests.unit.moderation.builders import CITY_REVIEWER, PROVINCE_APPROVER, Desk, said


def answered(desk: Desk) -> str | None:
    decision = answered_return(desk.record)
    return decision.actor if decision else None


def test_a_mended_version_answers_the_return_of_whoever_sent_it_back_and_goes_on_to_along_the_chain() -> None:
    desk = Desk.receive()
    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    desk.decide(PROVINCE_APPROVER, Act.RETURN)
    assert answered(desk) is None

    desk.hear(said(2))
    assert answered(desk) == PROVINCE_APPROVER.person

    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    assert answered(desk) == PROVINCE_APPROVER.person
    assert fields_of(desk.record, 1)["answers"] == PROVINCE_APPROVER.person


def test_a_version_mended_twice_before_anybody_looked_answers_the_same_return() -> None:
    desk = Desk.receive()
    desk.decide(CITY_REVIEWER, Act.RETURN)
    desk.hear(said(2))

    desk.hear(said(3))

    assert answered(desk) == CITY_REVIEWER.person


def test_a_version_that_nobody_asked_for_answers_nothing() -> None:
    desk = Desk.receive()
    desk.hear(said(2))
    assert answered(desk) is None

    desk.decide(CITY_REVIEWER, Act.RETURN)
    desk.hear(said(3))
    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    desk.decide(PROVINCE_APPROVER, Act.ACCEPT)
    desk.hear(said(4))

    assert answered(desk) is None


def test_a_return_that_was_taken_back_is_answered_by_nothing() -> None:
    desk = Desk.receive()
    desk.decide(CITY_REVIEWER, Act.RETURN)
    desk.decide(CITY_REVIEWER, Act.UNDO)

    desk.hear(said(2))

    assert answered(desk) is None


def test_full_width_and_capitals_are_searched_for_as_one() -> None:
    assert sought(" ＡI 开放日2024 ") == sought("ai 开放日２０２４")
