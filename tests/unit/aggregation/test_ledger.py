"""The ledger takes a decision over whole or not at all, and only ever forwards."""

from typing import get_args

import msgspec
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.base import encode
from contracts.moderation import DecisionEvent, State
from contracts.submissions import Qualifier, Series, Verdict, Window
from services.aggregation.domain import ledger as ledger_module
from services.aggregation.domain import reading
from services.aggregation.domain.ledger import STATES, VERDICTS, Ledger, Position, Unread
from services.aggregation.domain.reading import Unreadable, read_decision
from services.aggregation.domain.standing_list import item_of
from tests.unit.aggregation.comparing import everything_shown, unhurried
from tests.unit.aggregation.making import (
    DICTIONARY,
    accepted,
    apply,
    event,
    in_review,
    ledger_from,
    measure,
    part,
    sessions,
    standing,
    submission,
    withdrawn,
)
from tests.unit.aggregation.strategies import stories

ONE = submission(1).bytes
REPORT = event(accepted(1, sessions(3)), 5)


def try_apply(ledger: Ledger, body: bytes) -> None:
    """Apply any bytes."""
    ledger.apply(read_decision(body), Position(0, 9, 1), body)


def test_a_republished_decision_changes_nothing() -> None:
    ledger = ledger_from([REPORT])

    assert not apply(ledger, REPORT, offset=8)
    assert (ledger.slots.offset[0], ledger.conflicts) == (0, 0)


def test_an_older_decision_that_comes_late_changes_nothing() -> None:
    ledger = ledger_from([event(withdrawn(1), 6), REPORT])

    assert item_of(ledger, 0).state == "withdrawn"
    assert ledger.conflicts == 0


def test_one_revision_with_two_contents_is_alarmed_and_the_first_stays() -> None:
    ledger = ledger_from([REPORT, event(accepted(1, sessions(4)), 5)])

    assert ledger.conflicts == 1
    assert everything_shown(ledger) == everything_shown(ledger_from([REPORT]))


def test_a_decision_that_only_moves_a_version_adds_no_facts() -> None:
    facts = sessions(3)
    ledger = ledger_from([event(in_review(1, facts), 1), event(in_review(1, facts, level=1), 2)])
    assert len(ledger.rows) == 1

    apply(ledger, event(accepted(1, facts), 3))

    assert (len(ledger.versions), len(ledger.rows)) == (1, 1)


def test_the_same_version_restated_with_other_facts_counts_the_other_facts() -> None:
    ledger = ledger_from([REPORT, event(accepted(1, sessions(7)), 6)])

    assert everything_shown(ledger) == everything_shown(ledger_from([event(accepted(1, sessions(7)), 6)]))


def test_a_version_that_counts_and_is_reviewed_again_is_held_once() -> None:
    both = accepted(1, sessions(3), in_review=part(sessions(3)), state=State.IN_REVIEW)

    assert len(ledger_from([event(both, 1)]).versions) == 1


def test_every_fact_of_a_standing_can_be_read_back() -> None:
    told = accepted(
        1, sessions(3), obligation="2024:summary:330000", verdict=Verdict.LATE_ACCEPTED, in_review=part(version=2)
    )
    ledger = ledger_from([event(told.model_copy(update={"version": 2, "state": State.IN_REVIEW}), 77)])

    item = item_of(ledger, 0)

    assert item.submission == submission(1)
    assert (item.home.edition, item.home.kind, item.home.unit) == ("2024", "activity_report", "330000")
    assert item.home.chain == told.chain
    assert (item.state, item.verdict, item.obligation) == ("in_review", "late_accepted", "2024:summary:330000")
    assert (item.version, item.counted_version, item.review_version, item.review_level) == (2, 1, 2, 0)
    assert (item.revision, item.partition, item.offset, item.appended_ms) == (77, 0, 0, 1_715_562_123_000)
    assert item.received_ms == round(told.received_at.timestamp() * 1_000)
    assert item.waiting_for == "330600"


SPOILT = [
    (b'"state":"accepted"', b'"state":"pondered"'),
    (b'"verdict":"not_owed"', b'"verdict":"perhaps"'),
    (b'"qualifier":"exact"', b'"qualifier":"roughly"'),
    (b'"series":"actual"', b'"series":"imagined"'),
    (b'"window":"week"', b'"window":"year"'),
    (b'"day":"2024-05-14"', b'"day":"2024-05-34"'),
    (b'"value":3', b'"value":3.5'),
    (b'"value":3', b'"value":1' + b"0" * 30),
    (b'"revision":5', b'"revision":1' + b"0" * 30),
    (b'"version":1,"level":2,"facts"', b'"version":1,"level":2222,"facts"'),
    (b'"version":1,"level":2,"facts"', b'"version":5000000000,"level":2,"facts"'),
    (b'"received_at":"2024-05-13T01:02:03Z"', b'"received_at":"2024-05-13T01:02:03"'),
    (b'"received_at":"2024-05-13T01:02:03Z"', b'"received_at":"yesterday"'),
    (b'"joint_named_at":null', b'"joint_named_at":"yesterday"'),
    (b'"duplicate_of":null', b'"duplicate_of":"the other one"'),
    (b'"chain":["3633000001","330600","330000"]', b'"chain":[]'),
    (b'{"submission":"00000000-', b'{"submission":"00-'),
    (b'{"submission":"00000000-', b'{"submission":"zzzzzzzz-'),
    (b"}", b""),
    (b'"unit"', b"\xff"),
]


@pytest.mark.parametrize(("said", "spoilt"), SPOILT)
def test_what_cannot_be_read_changes_nothing(said: bytes, spoilt: bytes) -> None:
    ledger = ledger_from([event(in_review(1, sessions(1)), 4)])
    before, digests, generation = everything_shown(ledger), ledger.checkpoint(0), ledger.generation
    body = encode(REPORT).replace(said, spoilt)
    assert body != encode(REPORT)

    with pytest.raises(Unreadable):
        try_apply(ledger, body)

    assert (everything_shown(ledger), ledger.checkpoint(0)) == (before, digests)
    assert (ledger.generation, ledger.revision(ONE), len(ledger.identities)) == (generation, 4, 1)
    assert (len(ledger.rows), len(ledger.versions)) == (1, 1)


@given(st.binary(max_size=60) | st.integers(0, 400).map(lambda cut: encode(REPORT)[:cut]))
def test_no_bytes_at_all_can_break_a_ledger(body: bytes) -> None:
    with pytest.raises(Unreadable):
        try_apply(Ledger(DICTIONARY), body)


def test_fields_of_a_newer_writer_are_passed_over() -> None:
    told = orjson.loads(encode(REPORT))
    told["standing"]["mood"] = {"of": ["the", "day"]}
    ledger = Ledger(DICTIONARY)

    try_apply(ledger, orjson.dumps(told))

    assert everything_shown(ledger) == everything_shown(ledger_from([REPORT]))


def test_an_indicator_that_nobody_knows_yet_is_kept_for_newer_code() -> None:
    told = accepted(1, sessions(1).model_copy(update={"measures": (measure("robots_count", 4),)}))
    ledger = ledger_from([event(told)])

    assert "robots_count" in ledger.indicators.numbers
    assert len(ledger.rows) == 1


def test_the_words_of_the_reader_are_those_of_the_contract() -> None:
    assert set(STATES) == set(State)
    assert set(VERDICTS) == set(Verdict)
    assert set(get_args(reading.QualifierName)) == set(Qualifier)
    assert set(get_args(reading.SeriesName)) == set(Series)
    assert set(get_args(reading.WindowName)) == set(Window)
    assert set(get_args(reading.StateName)) == set(State)
    assert set(get_args(reading.VerdictName)) == set(Verdict)


def test_an_unreadable_decision_stays_marked_until_a_newer_standing_is_read() -> None:
    ledger = ledger_from([REPORT])
    ledger.mark_unreadable(Position(0, 7, 1), ONE, 6)

    apply(ledger, event(accepted(2, sessions(1)), 9), offset=8)
    assert ledger.unreadable == {(0, 7): Unread(ONE, 6)}

    apply(ledger, event(accepted(1, sessions(2)), 7), offset=9)
    assert ledger.unreadable == {}


def test_an_older_standing_that_comes_late_does_not_mend_a_newer_unreadable_one() -> None:
    ledger = ledger_from([event(in_review(1, sessions(3)), 4)])
    ledger.mark_unreadable(Position(0, 7, 1), ONE, 6)

    apply(ledger, REPORT, offset=8)

    assert ledger.revision(ONE) == 5
    assert list(ledger.unreadable) == [(0, 7)]


def test_an_unreadable_repeat_of_what_was_overtaken_is_not_marked() -> None:
    ledger = ledger_from([REPORT])

    ledger.mark_unreadable(Position(0, 7, 1), ONE, 5)

    assert ledger.unreadable == {}


def test_an_unreadable_decision_of_unknown_revision_is_mended_by_what_comes_after_it() -> None:
    ledger = ledger_from([REPORT])
    ledger.mark_unreadable(Position(0, 7, 1), ONE)

    apply(ledger, event(accepted(1, sessions(2)), 6), partition=1, offset=9)
    assert list(ledger.unreadable) == [(0, 7)]
    apply(ledger, event(accepted(1, sessions(2)), 7), offset=8)

    assert ledger.unreadable == {}


@unhurried
@given(st.data())
def test_room_that_was_given_back_is_gone(data: st.DataObject) -> None:
    told: list[DecisionEvent] = data.draw(stories(1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger_module, "LEAST_DEAD_ROWS", 1)
        ledger = Ledger(DICTIONARY)
        for offset, one in enumerate(told):
            apply(ledger, one, offset=offset)
            ledger.settle()

    last = told[-1].standing
    parts = [one for one in (last.counted, last.in_review) if one is not None]
    assert len(ledger.versions) <= len(parts) + 1
    assert len(ledger.rows) <= 1 + 2 * sum(
        len(one.keys) or 1 for each in parts for facts in each.facts for one in facts.measures
    )


def test_a_standing_takes_little_room() -> None:
    """The bar is 1 KB a standing, dictionary and facts included; the packed lines are the part that is surely known."""
    ledger = ledger_from([event(accepted(1, *(sessions(number, place=str(number)) for number in range(5))))])

    packed = len(ledger.slots.lines) + len(ledger.versions.lines) + len(ledger.rows.lines)

    assert packed == 68 + 28 + 5 * 16


def test_the_standing_of_a_draft_of_nobody_is_refused() -> None:
    body = encode(event(standing(1))).replace(b'"organisation":"3633000001",', b"")

    with pytest.raises(Unreadable):
        read_decision(body)


def test_a_decision_is_read_without_its_facts() -> None:
    decision = read_decision(encode(REPORT))

    assert decision.standing.counted is not None
    assert isinstance(decision.standing.counted.facts, msgspec.Raw)
