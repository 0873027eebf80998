"""How each change makes the next state, and that a document gives back what was put into it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contracts.moderation import Act, State
from contracts.submissions import Contact, SubmissionState
from services.ingest.domain.judging import judge_submission
from services.ingest.domain.receipts import Heard
from services.ingest.domain.record import (
    Arrival,
    Filer,
    Record,
    first_version,
    informed,
    is_same_item,
    next_version,
    taken_back,
)
from services.ingest.domain.request import SubmissionRequest
from services.ingest.store.documents import document_of, record_of, summary_of
from tests.unit.ingest.making import (
    CITY,
    EDITION,
    NOW,
    SCHOOL,
    SUBMISSION,
    UNIT,
    context,
    measure,
    obligation,
    photo,
    report,
    request,
    session,
    summary,
)


def arrival(sent: SubmissionRequest, revision: int = 1, at: datetime = NOW) -> Arrival:
    return Arrival(sent, judge_submission(sent, context()), Filer("p-1", "330600"), at, revision)


def sent(visitors: int = 300, **fields: Any) -> SubmissionRequest:  # noqa: ANN401 - any field of a request.
    return request(report(session(measure("attendee_count", visitors))), photo(), **fields)


def held(*visitors: int) -> Record:
    """A record with one version a number of visitors."""
    record = first_version(arrival(sent(visitors[0])), SUBMISSION, SCHOOL, EDITION)
    for revision, number in enumerate(visitors[1:], 2):
        record = next_version(record, arrival(sent(number), revision, NOW + timedelta(hours=revision)))
    return record


HEARD = Heard(
    revision=5,
    version=1,
    state=State.RETURNED,
    level=0,
    chain=("3633000001", "510000"),
    act=Act.RETURN,
    organisation="330600",
    at=NOW,
    reason="缺图",
    unit="510000",
    returned_at=NOW,
)


def test_the_first_version_fixes_unit_and_chain() -> None:
    state = held(1).state

    assert (state.unit, state.chain) == ("330000", ("3633000001", "330600", "330000"))
    assert (state.version, state.change, state.filed_by, state.filed_from) == (1, "received", "p-1", "330600")


def test_a_route_of_the_edition_lengthens_the_chain() -> None:
    rules = EDITION.rules.model_copy(update={"five_cities_route": "through_province"})
    city = CITY.model_copy(update={"organisation": "330200", "chain": ("330200",), "unit": "330200"})
    through = first_version(arrival(sent()), SUBMISSION, city, EDITION.model_copy(update={"rules": rules}))

    assert through.state.chain == ("330200", "330000")


def test_a_later_version_inherits_unit_chain_and_first_arrival() -> None:
    first, third = held(1), held(1, 2, 3)

    assert third.state.version == 3
    assert (third.state.unit, third.state.chain, third.scope) == (first.state.unit, first.state.chain, first.scope)
    assert third.state.received_at == first.state.received_at
    assert third.state.version_received_at > first.state.version_received_at
    assert [one.made_from for one in third.versions] == [None, 1, 2]


def test_withdrawing_keeps_the_content() -> None:
    record = held(1, 2)

    back = taken_back(record, 9)

    assert (back.state.withdrawn, back.state.change, back.state.revision, back.standing) == (
        True,
        "withdrawn",
        9,
        "withdrawn",
    )
    assert back.state.content == record.state.content


def test_what_was_heard_moves_scope_and_chain_and_is_forgotten_by_no_amendment() -> None:
    moved = informed(held(1), HEARD, 6)
    amended = next_version(moved, arrival(sent(9), 7))

    assert moved.scope == ("3633000001", "510000", "ministry")
    assert (moved.unit, amended.unit, amended.state.unit) == ("510000", "510000", "330000")
    assert summary_of(document_of(moved, [])).unit == "510000"
    assert (moved.standing, amended.standing) == ("returned", "received")
    assert amended.prior.returned_at == NOW


def test_edition_organisation_and_kind_make_an_item() -> None:
    record = held(1)

    assert is_same_item(record, sent(5))
    assert not is_same_item(record, sent(edition="2023"))
    assert not is_same_item(record, request(summary()))


def test_the_contact_is_in_the_record_and_in_no_state() -> None:
    contact = Contact(name="王老师", phone="0575-85000000")
    record = first_version(arrival(sent(contact=contact)), SUBMISSION, SCHOOL, EDITION)
    silent = next_version(record, arrival(sent(2), 2))

    assert record.contact == silent.contact == contact
    assert "王老师" not in record.state.model_dump_json()


@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=4),
    st.sampled_from([None, HEARD, replace(HEARD, state=State.ACCEPTED, reason=None)]),
    st.booleans(),
)
def test_a_document_gives_back_its_record(visitors: list[int], heard: Heard | None, withdrawn: bool) -> None:  # noqa: FBT001 - hypothesis gives it.
    record = held(*visitors)
    record = informed(record, heard, 50) if heard else record
    record = taken_back(record, 60) if withdrawn else record

    document = document_of(record, [])

    assert record_of(document) == record
    assert summary_of(document).state == record.standing


def test_unknown_fields_of_a_newer_writer_stay_in_the_document() -> None:
    record = held(1)
    document = document_of(record, [])
    document["current"] = document["current"].replace('{"submission"', '{"newer":{"x":1},"submission"', 1)

    read = record_of(document)
    again = document_of(next_version(read, arrival(sent(2), 2)), [])

    assert '"newer":{"x":1}' in again["current"]
    assert isinstance(read.state, SubmissionState)


def test_moments_are_kept_to_the_millisecond() -> None:
    at = datetime(2024, 5, 14, 4, 0, 0, 123_000, tzinfo=UTC)
    record = first_version(arrival(sent(), at=at), SUBMISSION, SCHOOL, EDITION)

    assert record_of(document_of(record, [])).versions[0].received_at == at


def test_the_obligation_that_is_answered_can_be_asked_for() -> None:
    sent_summary = request(summary(), filing=UNIT)
    judged = judge_submission(sent_summary, context(UNIT, obligations=(obligation(),)))
    record = first_version(Arrival(sent_summary, judged, Filer("p-1"), NOW, 1), SUBMISSION, UNIT, EDITION)

    assert document_of(record, [])["obligation"] == "2024:summary:330000"
    assert document_of(held(1), [])["obligation"] is None
