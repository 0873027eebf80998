"""Records, sessions and blobs as documents and back.

A record is kept as JSON, so that what a newer writer added to an event survives; what queries ask for stands beside it as
plain fields. Moments are milliseconds since 1970, UTC.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter

from services.kit.clock import milliseconds
from services.kit.mongo import Document
from services.media.domain.record import Record
from services.media.domain.sessions import Session

_RECORD: TypeAdapter[Record] = TypeAdapter(Record)
_SESSION: TypeAdapter[Session] = TypeAdapter(Session)
FAR_AWAY = 2**53
"""Stands for a moment that never comes, since a comparison with nothing finds nothing on every server."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it was read, with the events Kafka has not yet acknowledged."""

    record: Record
    outbox: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as it was read; `revision` guards its document."""

    session: Session
    revision: int


def moment(value: int) -> datetime:
    """The moment that a document keeps in milliseconds."""
    return datetime.fromtimestamp(value / 1_000, UTC)


def record_fields(record: Record) -> Document:
    """Everything of a record's document but its id and its outbox."""
    due = milliseconds(record.files_due_at) if record.is_awaiting and record.files_due_at else FAR_AWAY
    return {
        "revision": record.revision,
        "due": due,
        "touched": bool(record.touched),
        "record": _RECORD.dump_json(record).decode(),
    }


def stored_of(document: Document, known: Record | None = None) -> Stored:
    """The record a document holds; `known` in its place where that is the same revision, since reading sixty files takes time."""
    same = known is not None and known.revision == document["revision"]
    record = known if known is not None and same else _RECORD.validate_json(document["record"])
    return Stored(record, tuple(document.get("outbox", ())))


def session_document(session: Session, revision: int) -> Document:
    """The whole document of a session."""
    return {
        "_id": str(session.asset),
        "revision": revision,
        "organisation": session.organisation,
        "edition": session.edition,
        "state": session.state.value,
        "size": session.size_bytes,
        "alive": session.is_alive,
        "expires": milliseconds(session.expires_at),
        "changed": milliseconds(session.changed_at),
        "clear": milliseconds(session.clear_at) if session.clear_at else FAR_AWAY,
        "session": _SESSION.dump_json(session).decode(),
    }


def session_of(document: Document) -> StoredSession:
    """The session a document holds."""
    return StoredSession(_SESSION.validate_json(document["session"]), document["revision"])
