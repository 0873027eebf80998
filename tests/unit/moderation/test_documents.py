"""What is kept is what was known: a record as a document and back, with fields of a newer writer, and cursors."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import topics
from contracts.base import decode_open, encode
from contracts.moderation import Act, MarkedField
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Channel, Entered, SubmissionState
from services.kit.outbox import HEADROOM_BYTES
from services.moderation.api.answers import May, item_of
from services.moderation.api.bodies import MARKS, REASON_CHARACTERS
from services.moderation.api.cursors import cursor_of, read_cursor
from services.moderation.domain.record import Record
from services.moderation.domain.rules import permissions
from services.moderation.domain.table import BY_PERSONS
from services.moderation.operations.ledger import decision_outgoing
from services.moderation.operations.reviewing import Seen
from services.moderation.store.documents import document_of, fields_of, stored_of
from services.moderation.store.orders import Order, Position
from tests.unit.moderation.builders import (
    CHAIN,
    CITY,
    CITY_REVIEWER,
    EDITORS,
    PROVINCE,
    PROVINCE_APPROVER,
    START,
    Desk,
    facts,
    said,
)


def busy() -> Desk:
    desk = Desk.receive(said(flags=("count_differs",)))
    desk.decide(CITY_REVIEWER, Act.PASS_UP)
    desk.decide(PROVINCE_APPROVER, Act.ACCEPT)
    desk.decide(EDITORS[0], Act.PROOFREAD)
    desk.hear(said(2))
    desk.decide(PROVINCE_APPROVER, Act.NAME_JOINT, joint_activity="J1")
    desk.claim(CITY_REVIEWER)
    return desk


def test_a_record_comes_back_from_its_document_as_it_was() -> None:
    record = busy().record

    stored = stored_of(document_of(record, [{"id": "event"}]))

    assert stored.record == record
    assert (stored.revision, stored.outbox) == (record.revision, ({"id": "event"},))


def test_how_something_came_that_a_clerk_typed_in_is_kept_for_reviewers() -> None:
    came = Entered(received_at=START, channel=Channel.FAX, reference="传真117", entered_at=START + timedelta(days=2))
    record = Desk.receive(said(entered_as=came, filed_for="p-absent")).record

    kept = stored_of(document_of(record, [])).record.newest

    assert (kept.entered_as, kept.filed_for) == (came, "p-absent")


def test_queries_find_beside_the_record_what_they_ask_for() -> None:
    record = busy().record

    fields = fields_of(record, 7)

    assert (fields["revision"], fields["waits_for"], fields["state"], fields["level"]) == (7, CITY, "in_review", 0)
    assert (fields["chain"], fields["unit"], fields["band"]) == (list(CHAIN), PROVINCE, 1)
    assert fields["claimed_by"] == CITY_REVIEWER.person


def test_what_a_newer_ingest_adds_survives_in_the_record_and_in_the_event() -> None:
    body = json.loads(encode(said()))
    body["content"]["mood"] = "festive"
    body["facts"][0]["weather"] = "sunny"
    desk = Desk.receive(decode_open(SubmissionState, json.dumps(body)))

    record: Record = stored_of(document_of(desk.record, [])).record
    event = json.loads(encode(desk.events[0]))

    assert json.loads(encode(record.newest.content))["mood"] == "festive"
    assert event["standing"]["in_review"]["facts"][0]["weather"] == "sunny"


def largest(version: int) -> SubmissionState:
    """A submission as large as its topic takes, nearly all of it facts."""
    limit = topics.SUBMISSIONS.max_event_bytes - HEADROOM_BYTES
    one = facts(version)
    room = (limit - len(encode(said(version, facts=one * 100)))) // (len(encode(one[0])) + 1)
    state = said(version, facts=one * (100 + room))
    assert limit - 2_000 < len(encode(state)) <= limit
    return state


def test_whatever_ingest_can_say_can_be_decided_on_also_while_another_version_counts() -> None:
    desk = Desk.receive(largest(1))
    desk.accept()
    desk.hear(largest(2))
    marks = tuple(MarkedField(path="\N{OK HAND SIGN}" * 200, note="\N{OK HAND SIGN}" * 1_000) for _ in range(MARKS))

    desk.decide(CITY_REVIEWER, Act.PASS_UP, reason="\N{OK HAND SIGN}" * REASON_CHARACTERS, fields=marks)

    assert len(decision_outgoing(desk.events[-1])["body"]) > topics.SUBMISSIONS.max_event_bytes


def test_an_answer_has_a_field_for_everything_a_person_may_do() -> None:
    assert set(May.model_fields) == {f"may_{column}" for column in BY_PERSONS} | {"why_not"}


def test_an_item_shows_its_whole_history_and_the_token_of_a_claim_to_its_holder_alone() -> None:
    desk = busy()
    seen = Seen(desk.record, permissions(desk.record, CITY_REVIEWER, desk.around()))

    mine, others = item_of(seen, CITY_REVIEWER.person, desk.now), item_of(seen, "somebody", desk.now)

    assert [kept.decision.act for kept in mine.history] == [event.decision.act for event in desk.events]
    assert (mine.claim and mine.claim.token, others.claim and others.claim.token) == ("token", None)
    assert mine.may_pass_up
    assert mine.why_not["may_accept"] == "forbidden"


@given(st.integers(0, 2), st.integers(0, 2**50), st.uuids().map(str))
def test_a_cursor_names_the_place_it_was_made_of(band: int, since: int, submission: str) -> None:
    places = {
        Order.URGENT: (band, since, submission),
        Order.OLDEST: (since, submission),
        Order.DEADLINE: (since, since, submission),
        Order.UNIT: ("330000", "330600", since, submission),
    }
    for order, keys in places.items():
        assert read_cursor(cursor_of(Position(keys)), order) == Position(keys)


def test_a_cursor_of_one_order_is_none_of_another() -> None:
    with pytest.raises(Problem) as problem:
        read_cursor(cursor_of(Position((1, "an-id"))), Order.URGENT)

    assert problem.value.code is ProblemCode.BAD_CURSOR


@given(st.text(max_size=250))
def test_any_other_text_is_no_cursor(text: str) -> None:
    with pytest.raises(Problem) as problem:
        read_cursor(text, Order.URGENT)

    assert problem.value.code is ProblemCode.BAD_CURSOR


@pytest.mark.parametrize("text", ["", "W10", "eyJhIjoxfQ", "WzEsMiwzXQ", "WzAsIngiLCJ5Il0", "é"])
def test_what_is_nearly_a_cursor_is_refused(text: str) -> None:
    with pytest.raises(Problem) as problem:
        read_cursor(text, Order.URGENT)

    assert problem.value.code is ProblemCode.BAD_CURSOR
