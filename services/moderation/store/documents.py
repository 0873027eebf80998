"""A record as one document and back.

The record is kept as JSON, so that what a newer writer added to an event survives; what queries ask for stands beside it as
plain fields. Moments are milliseconds since 1970, UTC.
"""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import TypeAdapter

from services.kit.clock import milliseconds
from services.kit.mongo import Document
from services.moderation.domain.answering import answered_return
from services.moderation.domain.clue import clue_of, clue_since
from services.moderation.domain.queue import band
from services.moderation.domain.record import Record, waits_for

_RECORD: TypeAdapter[Record] = TypeAdapter(Record)


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it was read. `revision` guards the document (claims raise it, too); `outbox` waits for Kafka."""

    record: Record
    revision: int
    outbox: tuple[Document, ...]


def moment(value: int) -> datetime:
    """The moment that a document keeps in milliseconds."""
    return datetime.fromtimestamp(value / 1_000, UTC)


def sought(text: str) -> str:
    """A text as it is searched for: full width and half width, upper and lower case are one."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def fields_of(record: Record, revision: int) -> Document:
    """Everything of a document but its id and its outbox."""
    standing, claim, answered = record.standing, record.claim, answered_return(record)
    return {
        "revision": revision,
        "edition": standing.edition,
        "kind": standing.kind.value,
        "organisation": standing.organisation,
        "unit": standing.unit,
        "chain": list(standing.chain),
        "state": standing.state.value,
        "level": standing.level,
        "waits_for": waits_for(standing),
        "band": int(band(record)),
        "waiting_since": milliseconds(record.waiting_since),
        "obligation": standing.obligation,
        "sought": sought(record.newest.content.title),
        "answers": answered.actor if answered else None,
        "clue": milliseconds(clue_since(record)) if clue_of(record) else None,
        "claimed_by": claim.person if claim else None,
        "claimed_until": milliseconds(claim.until) if claim else 0,
        "record": _RECORD.dump_json(record).decode(),
    }


def document_of(record: Record, outbox: list[Document]) -> Document:
    """The whole document of an item that is heard of for the first time."""
    return {"_id": str(record.standing.submission), **fields_of(record, record.revision), "outbox": outbox}


def stored_of(document: Document) -> Stored:
    """The record a document holds."""
    return Stored(_RECORD.validate_json(document["record"]), document["revision"], tuple(document.get("outbox", ())))
