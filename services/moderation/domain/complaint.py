"""A complaint of anybody (投诉举报), about a public item or in general: opened with a receipt, settled with a reason.

Source: domain report 5 (a reporting entry beside withdrawal within minutes). Who complains stays in this service's database.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from contracts.moderation import Act
from contracts.organisations import MINISTRY, Role
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Plan
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
    """What came of a complaint: the item was kept as it was, corrected by a later version, or withdrawn from the public.

    A complaint about no item in particular is `ANSWERED`, and only such a one.
    """

    KEPT = "kept"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"


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
    """One complaint. `version` is the one that was public when it came; `secret` shows its receipt to who knows it.

    One about no item in particular has neither item, version nor title, and is the ministry's (`unit`).
    """

    complaint: UUID
    number: str
    secret: str
    item: UUID | None
    version: int | None
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


@dataclass(frozen=True, slots=True)
class Shown:
    """What the public sees of an item."""

    version: int
    unit: str
    title: str


def require_public(record: Record | None) -> Shown:
    """What is public of an item: what newsrooms have, or an open plan that counts and so stands in the calendar.

    Raises Problem(not_found) for an item that is not public, whatever else there is of it.
    """
    found = _shown(record) if record else None
    if found is None:
        raise Problem(ProblemCode.NOT_FOUND)
    return found


def _shown(record: Record) -> Shown | None:
    if record.published is not None:
        item = record.published.item
        return Shown(item.version, item.unit, item.title)
    counted = record.standing.counted
    plan = record.filed(counted.version).content if counted else None
    if counted is None or not isinstance(plan, Plan) or not plan.open_to_public:
        return None
    return Shown(counted.version, record.standing.unit, plan.title)


def settle(complaint: Complaint, record: Record | None, person: Person, settlement: Settlement) -> Complaint:
    """Settle a complaint by a person of the ministry's desk; the same settlement again changes nothing.

    `record` is the item's, None where the complaint is about none. Raises Problem(forbidden), Problem(same_person) for whoever featured the item, Problem(wrong_state) where another
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
    if record is not None and person.person == _featured_by(record, complaint.version):
        raise Problem(ProblemCode.SAME_PERSON)
    so_far = _outcome_so_far(complaint, record)
    if settlement.outcome is not so_far:
        raise Problem(ProblemCode.WRONG_STATE, state=so_far.value)
    return replace(complaint, settlement=settlement)


def _outcome_so_far(complaint: Complaint, record: Record | None) -> Outcome:
    """What has become of the item since, by its own decisions: a settlement says it and does not bring it about."""
    if record is None:
        return Outcome.ANSWERED
    shown = _shown(record)
    if shown is None:
        return Outcome.WITHDRAWN
    return Outcome.CORRECTED if shown.version != complaint.version else Outcome.KEPT


def _featured_by(record: Record, version: int | None) -> str | None:
    """Who made this version public last."""
    made = (kept.decision for kept in reversed(record.history) if kept.decision.act is Act.FEATURE)
    return next((decision.actor for decision in made if decision.version == version), None)
