"""A submission's record as one document and back.

State and decision are kept as the JSON they were said in, so that what a newer writer added survives; what queries ask
for stands beside them as plain fields. Moments are milliseconds since 1970, UTC.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter

from contracts.base import decode_open, encode
from contracts.submissions import Contact, Entered, Kind, SubmissionState, Verdict
from services.ingest.domain.receipts import Heard
from services.ingest.domain.record import Filer, Record, Version
from services.ingest.domain.request import Ruling
from services.kit.clock import milliseconds
from services.kit.mongo import Document

_HEARD = TypeAdapter(Heard)
SUMMARY_FIELDS = (
    "edition",
    "kind",
    "organisation",
    "unit",
    "title",
    "version",
    "state",
    "verdict",
    "created",
    "changed",
    "counts",
    "featured",
    "obligation",
)


@dataclass(frozen=True, slots=True)
class Summary:
    """A line of a list: what a filer recognises an item by.

    `counts`: figures hold something of a version that was accepted; `featured`: a version is public. `obligation` is the one
    that it answers.
    """

    submission: str
    edition: str
    kind: Kind
    organisation: str
    unit: str
    title: str
    version: int
    state: str
    verdict: Verdict
    created_at: datetime
    changed_at: datetime
    counts: bool
    featured: bool
    obligation: str | None


def moment(value: int) -> datetime:
    """The moment that a document keeps in milliseconds."""
    return datetime.fromtimestamp(value / 1_000, UTC)


def state_fields(record: Record) -> Document:
    """What a document says of the state as it was told to the world."""
    state = record.state
    return {
        "edition": state.edition,
        "kind": state.kind.value,
        "organisation": state.organisation,
        "title": state.content.title,
        "version": state.version,
        "verdict": state.verdict.value,
        "obligation": state.obligation,
        "created": milliseconds(state.received_at),
        "current": encode(state).decode(),
    }


def standing_fields(record: Record, at: datetime) -> Document:
    """What a document says beside the state, as it is after a change at `at`."""
    return {
        "revision": record.revision,
        "state": record.standing,
        "changed": milliseconds(at),
        "scope": list(record.scope),
        "unit": record.unit,
        "contact": record.contact.model_dump() if record.contact else None,
        "counted": record.heard.counted if record.heard else None,
        "counts": record.heard is not None and record.heard.counts and not record.state.withdrawn,
        "featured": record.heard is not None and record.heard.featured and not record.state.withdrawn,
        "heard": _HEARD.dump_json(record.heard).decode() if record.heard else None,
    }


def document_of(record: Record, outbox: list[Document]) -> Document:
    """The whole document of a new submission."""
    return {
        "_id": str(record.submission),
        **state_fields(record),
        **standing_fields(record, record.state.version_received_at),
        "versions": [version_fields(version) for version in record.versions],
        "outbox": outbox,
    }


def record_of(document: Document) -> Record:
    """The record a document holds."""
    contact, heard = document.get("contact"), document.get("heard")
    return Record(
        revision=document["revision"],
        state=decode_open(SubmissionState, document["current"]),
        versions=tuple(_version_of(fields) for fields in document["versions"]),
        scope=tuple(document["scope"]),
        contact=Contact(**contact) if contact else None,
        heard=_HEARD.validate_json(heard) if heard else None,
    )


def version_fields(version: Version) -> Document:
    """A version's receipt inside the document."""
    ruling = version.ruling
    return {
        "version": version.version,
        "made_from": version.made_from,
        "sha256": version.content_sha256,
        "received": milliseconds(version.received_at),
        "verdict": ruling.verdict.value,
        "obligation": ruling.obligation,
        "late_reason": ruling.late_reason,
        "flags": list(version.flags),
        "filed_by": version.filer.person,
        "filed_from": version.filer.filed_from,
        "filed_for": version.filer.filed_for,
        "entered": encode(version.entered).decode() if version.entered else None,
    }


def _version_of(fields: dict[str, Any]) -> Version:
    entered = fields.get("entered")
    return Version(
        version=fields["version"],
        made_from=fields["made_from"],
        content_sha256=fields["sha256"],
        received_at=moment(fields["received"]),
        ruling=Ruling(Verdict(fields["verdict"]), fields["obligation"], fields["late_reason"]),
        flags=tuple(fields["flags"]),
        filer=Filer(fields["filed_by"], fields["filed_from"], fields.get("filed_for")),
        entered=decode_open(Entered, entered) if entered else None,
    )


def summary_of(document: Document) -> Summary:
    """The line of a list that a document gives."""
    return Summary(
        submission=document["_id"],
        edition=document["edition"],
        kind=Kind(document["kind"]),
        organisation=document["organisation"],
        unit=document["unit"],
        title=document["title"],
        version=document["version"],
        state=document["state"],
        verdict=Verdict(document["verdict"]),
        created_at=moment(document["created"]),
        changed_at=moment(document["changed"]),
        counts=document.get("counts", False),
        featured=document.get("featured", False),
        obligation=document.get("obligation"),
    )
