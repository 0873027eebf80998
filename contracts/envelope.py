"""CloudEvents 1.0 in Kafka binary mode: attributes as `ce_*` headers, the JSON body alone as the value.

Source: CloudEvents 1.0 Kafka protocol binding, section 3.2; W3C Trace Context for `traceparent`.
"""

from dataclasses import dataclass
from datetime import datetime

SPEC_VERSION = "1.0"
CONTENT_TYPE = "application/json"

Headers = list[tuple[str, bytes]]

ENVELOPE_HEADERS = {
    "content-type": "what the value is",
    "ce_specversion": "version of CloudEvents",
    "ce_id": "<entity>:<revision>:<type>; a repeat has the same one",
    "ce_source": "the service that owns the topic",
    "ce_type": "what the event says, with its major version",
    "ce_subject": "the entity, and also the Kafka key",
    "ce_time": "when the owner stored it, UTC",
    "traceparent": "W3C Trace Context, where the act was traced",
}
"""The headers of an event and what they mean."""
OPTIONAL_HEADERS = frozenset({"traceparent"})
DEAD_HEADERS = {
    "dead_code": "problem code of the reason",
    "dead_reason": "the reason in detail, shortened",
    "dead_at": "when it was set aside, UTC",
    "dead_topic": "the topic it comes from, as the broker names it",
    "dead_partition": "the partition it comes from",
    "dead_offset": "its offset there",
    "dead_attempt": "how often handling it was tried",
}
"""What a dead letter has beside its original headers."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The attributes of one event.

    `id` is deterministic (`<entity>:<revision>:<type>`), so a repeat is recognisable; `subject` is the entity, and also
    the Kafka key; `time` is UTC.
    """

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    traceparent: str | None = None

    def headers(self) -> Headers:
        """The Kafka headers of this event, in a fixed order."""
        pairs: Headers = [
            ("content-type", CONTENT_TYPE.encode()),
            ("ce_specversion", SPEC_VERSION.encode()),
            ("ce_id", self.id.encode()),
            ("ce_source", self.source.encode()),
            ("ce_type", self.type.encode()),
            ("ce_subject", self.subject.encode()),
            ("ce_time", self.time.isoformat().encode()),
        ]
        if self.traceparent:
            pairs.append(("traceparent", self.traceparent.encode()))
        return pairs


def event_id(entity: str, revision: int, event_type: str) -> str:
    """The id of the event that says what `entity` became at `revision`."""
    return f"{entity}:{revision}:{event_type}"


def read_envelope(headers: Headers | tuple[tuple[str, bytes], ...]) -> Envelope | None:
    """The envelope in a record's headers, or None where a required attribute is missing or is not UTF-8."""
    try:
        texts = {name: value.decode() for name, value in headers if name.startswith("ce_") or name == "traceparent"}
        return Envelope(
            id=texts["ce_id"],
            source=texts["ce_source"],
            type=texts["ce_type"],
            subject=texts["ce_subject"],
            time=datetime.fromisoformat(texts["ce_time"]),
            traceparent=texts.get("traceparent"),
        )
    except (KeyError, ValueError):
        return None
