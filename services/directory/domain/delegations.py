"""Acting for another: a person lets a named colleague of the same organisation do their work until a day.

Source: issue of people and pages, section 1 ("acting for another is visible"); RFC 8693 4.1 (`act`). What is the person's alone cannot
be lent: administrators' offices, password and second factor, devices, and lending on. Nor does one of the three administrators
act for anybody: they hold no other role, and would do so for a while.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic import AwareDatetime, Field

from contracts.base import Contract
from contracts.organisations import Role
from contracts.problems import FieldProblem, ProblemCode
from services.directory.domain.identifiers import PERSON_PATTERN
from services.directory.domain.people import Grants, Person
from services.directory.domain.people_rights import is_administrator
from services.directory.domain.rights import ADMINISTRATOR_ROLES

NOTE_MAX_CHARACTERS = 200


class DelegationForm(Contract):
    """Whom one lets act until when, and why."""

    colleague: str = Field(pattern=PERSON_PATTERN)
    until: AwareDatetime
    note: str = Field(default="", max_length=NOTE_MAX_CHARACTERS)


@dataclass(frozen=True, slots=True)
class Delegation:
    """`colleague` may act for `person` until then, where nobody ends it before. Times are UTC."""

    delegation: str
    revision: int
    person: str
    colleague: str
    until: datetime
    made_at: datetime
    note: str = ""
    ended_at: datetime | None = None


def is_live(delegation: Delegation, now: datetime) -> bool:
    """Whether the colleague may act now."""
    return delegation.ended_at is None and now < delegation.until


def ended(delegation: Delegation, now: datetime, revision: int) -> Delegation:
    """The delegation, taken back."""
    return replace(delegation, ended_at=now, revision=revision)


def lendable(grants: Grants) -> Grants:
    """The roles that a colleague has while acting: the three administrators' offices are nobody else's."""
    return tuple((organisation, role) for organisation, role in grants if role not in ADMINISTRATOR_ROLES)


def lends(person: Person) -> Iterable[Role]:
    """The roles of a person that can be lent."""
    return (role for _, role in lendable(person.grants))


def may_borrow(colleague: Person, person: Person) -> bool:
    """Whether somebody may act for a person at all: a colleague of the same organisation, and none of the three administrators."""
    is_colleague = colleague.organisation == person.organisation and colleague.person != person.person
    return is_colleague and not colleague.closed and not is_administrator(colleague)


def judge_delegation(
    form: DelegationForm, person: Person, colleague: Person | None, now: datetime, longest_seconds: float
) -> tuple[FieldProblem, ...]:
    """Everything that is wrong with a delegation, by field."""
    found: list[FieldProblem] = []
    if colleague is None or not may_borrow(colleague, person):
        found.append(FieldProblem("colleague", ProblemCode.NO_COLLEAGUE))
    latest = now + timedelta(seconds=longest_seconds)
    if not now < form.until <= latest:
        found.append(FieldProblem("until", ProblemCode.OUT_OF_RANGE, {"limit": latest.isoformat()}))
    return tuple(found)
