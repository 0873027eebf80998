"""A complaint of anybody about a public item (投诉举报): opened with a receipt, settled by a person with an outcome and a reason.

Source: domain report 5 (a reporting entry beside withdrawal within minutes). Who complains stays in this service's database.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from contracts.moderation import Act
from contracts.organisations import MINISTRY, Role
from contracts.problems import Problem, ProblemCode
from services.kit.clock import SHANGHAI
from services.moderation.domain.record import Person, Record

SETTLING = frozenset({Role.EDITOR, Role.MANAGER})
NUMBER_CHARACTERS = 8


class About(StrEnum):
    """What a complaint is about."""

    FACTS = "facts"
    RIGHTS = "rights"
    PRIVACY = "privacy"
    MINORS = "minors"
    LANGUAGE = "language"
    OTHER = "other"


class Outcome(StrEnum):
    """What came of a complaint: the item was kept as it was, corrected by a later version, or withdrawn from the public."""

    KEPT = "kept"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Contact:
    """How whoever complains may be reached; nobody has to say it, and no event carries it."""

    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a person has decided, and why."""

    outcome: Outcome
    reason: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint. `version` is the one that was public when it came; `secret` shows its receipt to who knows it."""

    complaint: UUID
    number: str
    secret: str
    item: UUID
    version: int
    unit: str
    title: str
    about: About
    text: str
    contact: Contact
    received_at: datetime
    settlement: Settlement | None = None


def number_of(at: datetime, random: str) -> str:
    """The number on a receipt, to be read out on the phone: the day in Asia/Shanghai, and what tells it from others."""
    return f"TS{at.astimezone(SHANGHAI):%Y%m%d}-{random[:NUMBER_CHARACTERS].upper()}"


def require_public(record: Record | None) -> int:
    """The version that is public. Raises Problem(not_found) for an item that is not, whatever else there is of it."""
    if record is None or record.published is None:
        raise Problem(ProblemCode.NOT_FOUND)
    return record.published.item.version


def settle(complaint: Complaint, record: Record, person: Person, settlement: Settlement) -> Complaint:
    """Settle a complaint by a person of the ministry's desk; the same settlement again changes nothing.

    Raises Problem(forbidden), Problem(same_person) for whoever featured the item, Problem(wrong_state) where another
    settlement stands or the item is not what the outcome says, Problem(reason_needed).
    """
    if not person.holds(MINISTRY, SETTLING):
        raise Problem(ProblemCode.FORBIDDEN)
    standing = complaint.settlement
    if standing:
        same = (standing.outcome, standing.reason, standing.person)
        if same == (settlement.outcome, settlement.reason, settlement.person):
            return complaint
        raise Problem(ProblemCode.WRONG_STATE, state=standing.outcome.value)
    if not settlement.reason.strip():
        raise Problem(ProblemCode.REASON_NEEDED)
    if person.person == _featured_by(record, complaint.version):
        raise Problem(ProblemCode.SAME_PERSON)
    if settlement.outcome is not _outcome_so_far(complaint, record):
        raise Problem(ProblemCode.WRONG_STATE, state=_outcome_so_far(complaint, record).value)
    return replace(complaint, settlement=settlement)


def _outcome_so_far(complaint: Complaint, record: Record) -> Outcome:
    """What has become of the item since, by its own decisions: a settlement says it and does not bring it about."""
    if record.published is None:
        return Outcome.WITHDRAWN
    return Outcome.CORRECTED if record.published.item.version != complaint.version else Outcome.KEPT


def _featured_by(record: Record, version: int) -> str | None:
    """Who made this version public last."""
    made = (kept.decision for kept in reversed(record.history) if kept.decision.act is Act.FEATURE)
    return next((decision.actor for decision in made if decision.version == version), None)
