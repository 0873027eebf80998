"""What a numbered delivery becomes."""

from datetime import timedelta

from services.syndication.domain.deliveries import (
    Change,
    State,
    Use,
    acknowledged,
    failed,
    pulled,
    resent,
    sent,
    state_of,
    superseded,
    used,
)
from tests.unit.syndication.builders import NOW, delivery

LATER = NOW + timedelta(minutes=1)
USE = Use("https://daily.example/1.html", LATER)


def test_a_delivery_waits_until_it_is_taken() -> None:
    new = delivery()

    assert (new.state, new.waiting) == (State.WAITING, True)
    assert (sent(new, LATER).state, sent(new, LATER).waiting) == (State.SENT, False)


def test_a_delivery_that_was_not_taken_waits_on_and_remembers_since_when_it_fails() -> None:
    once = failed(delivery(), NOW, LATER, "status_500")
    twice = failed(once, LATER, LATER, "timeout")

    assert (twice.attempts, twice.first_failed_at, twice.last_fault) == (2, NOW, "timeout")
    assert twice.waiting


def test_what_loses_its_content_keeps_its_number_and_is_due_at_once() -> None:
    waiting = failed(delivery(7), NOW, LATER + timedelta(hours=1), "status_500")

    gone = superseded(waiting, "{}", "1" * 64, LATER)

    assert (gone.number, gone.change, gone.body_json, gone.not_before) == (7, Change.SUPERSEDED, "{}", LATER)
    assert gone.event_id == waiting.event_id


def test_an_acknowledgement_said_twice_keeps_the_first() -> None:
    once = acknowledged(delivery(change=Change.WITHDRAWN), "daily", NOW)

    assert acknowledged(once, "somebody", LATER) == once
    assert once.state is State.ACKNOWLEDGED


def test_a_recall_acknowledged_before_it_was_sent_still_goes_out_so_that_no_number_is_missing() -> None:
    assert acknowledged(delivery(change=Change.WITHDRAWN), "daily", NOW).waiting


def test_a_use_said_twice_is_one_use() -> None:
    once = used(sent(delivery(), NOW), USE)

    assert used(once, USE) == once
    assert state_of(once).state == "used"
    assert state_of(once).address == USE.address


def test_a_delivery_sent_once_more_keeps_its_number_content_and_first_time() -> None:
    before = sent(delivery(), NOW)

    again = resent(before, LATER)

    assert (again.waiting, again.not_before, again.body_json, again.sent_at) == (True, LATER, before.body_json, NOW)
    assert sent(again, LATER).sent_at == NOW


def test_pulling_again_changes_nothing() -> None:
    once = pulled(delivery(), NOW)

    assert once.sent_at == NOW
    assert pulled(once, LATER) == once
