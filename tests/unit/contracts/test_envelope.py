"""CloudEvents attributes as Kafka headers: what is sent is what is read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.envelope import ENVELOPE_HEADERS, Envelope, event_id, read_envelope

words = st.text(min_size=1, max_size=40)
envelopes = st.builds(
    Envelope,
    id=words,
    source=words,
    type=words,
    subject=words,
    time=st.datetimes(timezones=st.just(UTC)),
    traceparent=st.none() | words,
)
ONE = Envelope("s:1:t", "ingest", "t", "s", datetime(2024, 5, 12, tzinfo=UTC))


@given(envelopes)
def test_an_envelope_comes_back_from_its_headers(envelope: Envelope) -> None:
    assert read_envelope(envelope.headers()) == envelope


@given(envelopes, st.lists(st.tuples(words.filter(lambda name: name not in ENVELOPE_HEADERS), st.binary())))
def test_headers_of_others_do_not_disturb(envelope: Envelope, others: list[tuple[str, bytes]]) -> None:
    foreign = [(f"app-{name}", value) for name, value in others]

    assert read_envelope([*foreign, *envelope.headers()]) == envelope


@pytest.mark.parametrize("missing", ["ce_id", "ce_source", "ce_type", "ce_subject", "ce_time"])
def test_an_envelope_without_a_required_attribute_is_none(missing: str) -> None:
    assert read_envelope([(name, value) for name, value in ONE.headers() if name != missing]) is None


@pytest.mark.parametrize(("name", "value"), [("ce_time", b"yesterday"), ("ce_id", b"\xff\xfe")])
def test_an_envelope_that_cannot_be_read_is_none(name: str, value: bytes) -> None:
    assert read_envelope([*ONE.headers(), (name, value)]) is None


def test_the_id_of_an_event_says_whose_it_is_and_is_the_same_for_a_repeat() -> None:
    assert event_id("0190", 7, "weekwire.act.v1") == "0190:7:weekwire.act.v1" == event_id("0190", 7, "weekwire.act.v1")
