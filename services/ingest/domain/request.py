"""What a submitter sends, and what the rules are told about the world when they judge it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import Field

from contracts.base import Contract
from contracts.counts import Indicator
from contracts.editions import Edition
from contracts.organisations import Obligation, Organisation
from contracts.submissions import AnyContent, Contact, File, Verdict
from services.ingest.domain.entries import Entry

MAX_FILES = 500
"""More lines than any edition allows: a longer manifest is refused while it is read."""


class SubmissionRequest(Contract):
    """The body of `PUT /v1/submissions/{uuid}`, and a row of an import.

    `late_reason` is asked for inside the grace of an obligation. `contact` stays in this service. `entered` says that a
    clerk types in what came by another way.
    """

    edition: str = Field(min_length=1, max_length=16)
    organisation: str = Field(min_length=1, max_length=64)
    content: AnyContent
    manifest: tuple[File, ...] = Field(default=(), max_length=MAX_FILES)
    contact: Contact | None = None
    late_reason: str | None = Field(default=None, max_length=500)
    entered: Entry | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a version came in time, against which obligation, and the reason given where it was late."""

    verdict: Verdict
    obligation: str | None = None
    late_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Prior:
    """The version that a new one replaces: how it was ruled, and when it was returned to its submitter, if it was."""

    ruling: Ruling
    returned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """The world as the rules see it. `find` answers for any organisation; `obligations` are the filing one's own.

    `unit` is the reporting unit's organisation, `filed` how many submissions the organisation has in the edition,
    `answered` the obligations that other submissions of its answer already, `prior` is None for a first version.
    `now`, in UTC, is the moment of receipt, on which the verdict is passed; where a clerk enters what came earlier it is
    `stored_at`, the moment of entry, that bounds it.
    """

    submission: UUID
    now: datetime
    edition: Edition | None
    organisation: Organisation | None
    unit: Organisation | None
    find: Callable[[str], Organisation | None]
    indicators: Mapping[str, Indicator]
    obligations: tuple[Obligation, ...] = ()
    answered: frozenset[str] = frozenset()
    filed: int = 0
    prior: Prior | None = None
    stored_at: datetime | None = None
