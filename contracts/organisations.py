"""Organisations, their place in the tree, who owes what, and the keys that tokens are checked with.

Source of the kinds and chains: domain report 0.1, 3.1 and 4; notice 教职成函〔2024〕2号, its address line and section 六(五).
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from contracts.base import Contract
from contracts.submissions import Kind

ORGANISATION_TYPE = "weekwire.directory.organisation.v1"
OBLIGATION_TYPE = "weekwire.directory.obligation.v1"
KEY_TYPE = "weekwire.directory.key.v1"
PERSON_TYPE = "weekwire.directory.person.v1"
MINISTRY = "ministry"
"""The id of the root of the tree, and the scope that stands for the nation."""


class OrganisationKind(StrEnum):
    """What an organisation is. A `BODY` is one line of a unit's address (education, publicity, ... office)."""

    MINISTRY = "ministry"
    DEPARTMENT = "department"
    COUNCILS_OFFICE = "councils_office"
    COUNCIL = "council"
    PROVINCE = "province"
    SEPARATELY_PLANNED_CITY = "separately_planned_city"
    CORPS = "corps"
    CITY = "city"
    COUNTY = "county"
    DIVISION = "division"
    BODY = "body"
    SCHOOL = "school"
    ENTERPRISE = "enterprise"
    TRAINING_BASE = "training_base"
    INSTITUTE = "institute"
    CONSORTIUM = "consortium"


REPORTING_UNIT_KINDS = frozenset(
    {
        OrganisationKind.PROVINCE,
        OrganisationKind.SEPARATELY_PLANNED_CITY,
        OrganisationKind.CORPS,
        OrganisationKind.COUNCIL,
        OrganisationKind.DEPARTMENT,
        OrganisationKind.MINISTRY,
    }
)
"""Kinds whose acceptance makes an item count for the nation: 37 units, councils, departments, the ministry itself."""


COVERAGE_BODIES = frozenset({"publicity", "cyberspace"})
"""Bodies that get clues for coverage (宣传线索) from the organisation they belong to (domain report 3.1)."""


class SchoolType(StrEnum):
    """Which chain a school files along (domain report 3.1, chains 1-5)."""

    SECONDARY = "secondary"
    TECHNICAL = "technical"
    COLLEGE = "college"
    VOCATIONAL_UNIVERSITY = "vocational_university"


class Role(StrEnum):
    """What a person may do in an organisation and in the branch below it (domain report 3.1)."""

    FILER = "filer"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    MANAGER = "manager"
    EDITOR = "editor"
    READER = "reader"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"


class LocalWindow(Contract):
    """A unit's own window or activity month (支持各地设立“职业教育活动月”) in one edition, both days included."""

    edition: str
    start: date
    end: date
    kind: Literal["own_window", "activity_month"] = "own_window"


class LocalTheme(Contract):
    """A theme that a unit has of its own in one edition, below the national one (notice, annex 3: 仅供参考)."""

    edition: str
    name: str
    text: str | None = None


class Organisation(Contract):
    """`directory.organisations.v1`: one organisation and its place.

    `path` runs from the ministry to the organisation itself. `chain` runs from the organisation to the one whose
    acceptance counts, by the default routes; an edition may lengthen it (`contracts.editions.chain_for`). `unit` is the
    reporting unit (37 units, a council, a department) that manages it, wherever it stands. `closed_on` is its last day;
    from the day after it is part of `merged_into`, where that is given.
    """

    organisation: str
    revision: int
    kind: OrganisationKind
    name: str
    short_name: str
    parent: str | None
    path: tuple[str, ...]
    chain: tuple[str, ...]
    unit: str
    body: str | None = None
    school_type: SchoolType | None = None
    school_code: str | None = None
    credit_code: str | None = None
    gb2260: str | None = None
    other_code: str | None = None
    windows: tuple[LocalWindow, ...] = ()
    themes: tuple[LocalTheme, ...] = ()
    opened_on: date | None = None
    closed_on: date | None = None
    merged_into: str | None = None


class Obligation(Contract):
    """`directory.obligations.v1`: who owes what kind to whom by when. `due_at` is UTC; `cancelled` ends it.

    National ones follow from the edition (`set_by` is the ministry); a level may set its own for the level below it,
    due earlier than what it owes itself. `term_after_return_seconds` is how long an answer to a return keeps the first verdict.
    """

    obligation: str
    revision: int
    edition: str
    debtor: str
    creditor: str
    kind: Kind
    due_at: datetime
    grace_seconds: int = 0
    term_after_return_seconds: int = 259_200
    set_by: str
    source: str
    cancelled: bool = False


class Grant(Contract):
    """A role that a person holds in an organisation and in the branch below it."""

    organisation: str
    role: Role


Language = Literal["zh-CN", "en"]
"""The languages in which people are written to."""


class PersonState(Contract):
    """`directory.people.v1`: who may be told of something. Neither name nor address: these stay in the directory.

    A `closed` person is told nothing; of one who `is_erased` nothing may be kept anywhere but the id. Roles outlive the closing of an organisation.
    """

    person: str
    revision: int
    organisation: str
    grants: tuple[Grant, ...] = ()
    closed: bool = False
    language: Language = "zh-CN"
    is_erased: bool = False


class PublicKey(Contract):
    """`directory.keys.v1`: one Ed25519 key as a JWK (RFC 8037), with the moment from which no token may name it."""

    key: str
    revision: int
    jwk: dict[str, str]
    not_after: datetime
