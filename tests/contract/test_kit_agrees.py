"""What the contracts say of headers and topics, and what the kit really sends and provisions, are the same."""

from datetime import UTC, datetime

from aiokafka import ConsumerRecord

from contracts.envelope import DEAD_HEADERS, ENVELOPE_HEADERS, Envelope
from contracts.problems import Problem, ProblemCode
from contracts.topics import STATE_TOPICS
from services.kit.dead_letters import dead_letter
from services.kit.settings import ServiceSettings
from services.kit.topics import wanted_topics

MOMENT = datetime(2024, 5, 12, 1, 2, 3, tzinfo=UTC)


def _record() -> ConsumerRecord[bytes, bytes]:
    return ConsumerRecord(
        topic="ingest.submissions.v1",
        partition=3,
        offset=7,
        timestamp=0,
        timestamp_type=0,
        key=b"k",
        value=b"\xff",
        checksum=None,
        serialized_key_size=1,
        serialized_value_size=1,
        headers=(("ce_id", b"1"),),
    )


def test_an_envelope_sends_the_documented_headers() -> None:
    envelope = Envelope("a:1:t", "ingest", "t", "a", MOMENT, traceparent="00-1-2-01")

    assert [name for name, _ in envelope.headers()] == list(ENVELOPE_HEADERS)


def test_a_dead_letter_has_the_documented_headers_beside_the_original_ones() -> None:
    letter = dead_letter(_record(), Problem(ProblemCode.UNREADABLE_EVENT, reason="not JSON"), MOMENT)

    assert {name for name, _ in letter.headers} == {"ce_id", *DEAD_HEADERS}


def test_the_broker_is_given_the_documented_settings_of_every_topic_and_its_dead_letters() -> None:
    settings = ServiceSettings()

    provisioned = {topic.name: topic.topic_configs for topic in wanted_topics(settings)}

    documented = {settings.topic(topic.name): topic.config(settings.replication_factor) for topic in STATE_TOPICS}
    documented |= {settings.topic(topic.dead): topic.dead_config(settings.replication_factor) for topic in STATE_TOPICS}
    assert provisioned == documented
