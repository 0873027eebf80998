"""What this service keeps of a submission, and how each change makes the next state out of the last.

A record is never changed in place; each change names the revision it makes, and the store writes it only over the one before.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from contracts.editions import Edition, chain_for
from contracts.moderation import State
from contracts.organisations import Organisation
from contracts.submissions import Contact, Entered, SubmissionState
from services.ingest.domain.entries import entered, judged_at
from services.ingest.domain.identity import VersionMark
from services.ingest.domain.judging import Judged
from services.ingest.domain.receipts import Heard, state_of
from services.ingest.domain.request import Prior, Ruling, SubmissionRequest
from services.ingest.domain.rights import scope_of


@dataclass(frozen=True, slots=True)
class Filer:
    """Who files: a person, the organisation they act for where it is not the item's own, and the colleague whose work they do."""

    person: str
    filed_from: str | None = None
    filed_for: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One version as its receipt remembers it; its content is in the state, or in the archive once it is replaced.

    `received_at` is when it came, by whatever way; `entered` is set where a clerk typed it in.
    """

    version: int
    made_from: int | None
    content_sha256: str
    received_at: datetime
    ruling: Ruling
    flags: tuple[str, ...]
    filer: Filer
    entered: Entered | None = None

    @property
    def mark(self) -> VersionMark:
        """What the identity rule needs of it."""
        return VersionMark(self.version, self.made_from, self.content_sha256)


@dataclass(frozen=True, slots=True)
class Record:
    """A submission: its newest state as said to the world, every version's receipt, and what was heard of it since.

    `revision` rises with every change of the record, `state.revision` with every state that was said. `scope` are the
    organisations whose people see it. `contact` never leaves this service.
    """

    revision: int
    state: SubmissionState
    versions: tuple[Version, ...]
    scope: tuple[str, ...]
    contact: Contact | None = None
    heard: Heard | None = None

    @property
    def submission(self) -> UUID:
        """The id its submitter chose."""
        return self.state.submission

    @property
    def chain(self) -> tuple[str, ...]:
        """The chain it takes now: the first version's, unless it was re-attributed after a move."""
        return self.heard.chain if self.heard else self.state.chain

    @property
    def unit(self) -> str:
        """The reporting unit it belongs to now, as with `chain`."""
        return (self.heard.unit if self.heard else None) or self.state.unit

    @property
    def filers(self) -> tuple[str, ...]:
        """The organisations that may take it back: its own, and the one that filed its newest version for it."""
        own = self.state.organisation
        return (own, self.state.filed_from) if self.state.filed_from else (own,)

    @property
    def standing(self) -> str:
        """The state of the version now held."""
        return state_of(self.state.version, self.heard, withdrawn=self.state.withdrawn)

    @property
    def is_taken_out(self) -> bool:
        """Whether a reviewer has taken it out on its submitter's behalf; it then stays out, as one that was taken back."""
        return self.heard is not None and self.heard.state is State.WITHDRAWN

    def with_contact(self, contact: Contact, revision: int) -> "Record":
        """The record with another person to ring, which is no version and no news."""
        return replace(self, revision=revision, contact=contact)

    @property
    def prior(self) -> Prior:
        """What the ruling on a next version needs of this one."""
        return Prior(self.versions[-1].ruling, self.heard.returned_at if self.heard else None)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A judged request at the moment it is stored."""

    request: SubmissionRequest
    judged: Judged
    filer: Filer
    at: datetime
    revision: int

    @property
    def entered(self) -> Entered | None:
        """What is kept of a clerk's entry."""
        return entered(self.request.entered, self.at)

    @property
    def received_at(self) -> datetime:
        """When it came, by whatever way."""
        return judged_at(self.request.entered, self.at)


def first_version(arrival: Arrival, submission: UUID, organisation: Organisation, edition: Edition) -> Record:
    """The record that the first version makes. It fixes unit and chain for all later ones."""
    chain = chain_for(organisation, edition)
    request, judged = arrival.request, arrival.judged
    state = SubmissionState(
        submission=submission,
        revision=arrival.revision,
        version=1,
        change="received",
        edition=request.edition,
        kind=request.content.kind,
        organisation=request.organisation,
        unit=organisation.unit,
        chain=chain,
        filed_by=arrival.filer.person,
        filed_from=arrival.filer.filed_from,
        content=request.content,
        manifest=request.manifest,
        facts=judged.facts,
        flags=judged.flags,
        content_sha256=judged.content_sha256,
        obligation=judged.ruling.obligation,
        verdict=judged.ruling.verdict,
        late_reason=judged.ruling.late_reason,
        received_at=arrival.received_at,
        version_received_at=arrival.at,
        entered_as=arrival.entered,
        filed_for=arrival.filer.filed_for,
    )
    return Record(arrival.revision, state, (_version(arrival, 1, None),), scope_of(chain), request.contact)


def next_version(record: Record, arrival: Arrival) -> Record:
    """The record after an amendment of its current version. Edition, organisation, unit and chain stay."""
    request, judged = arrival.request, arrival.judged
    made_from = record.state.version
    state = record.state.model_copy(
        update={
            "revision": arrival.revision,
            "version": made_from + 1,
            "change": "amended",
            "filed_by": arrival.filer.person,
            "filed_from": arrival.filer.filed_from,
            "content": request.content,
            "manifest": request.manifest,
            "facts": judged.facts,
            "flags": judged.flags,
            "content_sha256": judged.content_sha256,
            "obligation": judged.ruling.obligation,
            "verdict": judged.ruling.verdict,
            "late_reason": judged.ruling.late_reason,
            "version_received_at": arrival.at,
            "entered_as": arrival.entered,
            "filed_for": arrival.filer.filed_for,
        }
    )
    return replace(
        record,
        revision=arrival.revision,
        state=state,
        versions=(*record.versions, _version(arrival, made_from + 1, made_from)),
        contact=request.contact or record.contact,
    )


def taken_back(record: Record, revision: int) -> Record:
    """The record after its submitter has withdrawn it; its last content stays with it."""
    state = record.state.model_copy(update={"revision": revision, "change": "withdrawn", "withdrawn": True})
    return replace(record, revision=revision, state=state)


def without_consent(record: Record, sha256: str, revision: int) -> Record:
    """The record after the people in a file have taken their consent back; version and content stay as they are."""
    closed = (*record.state.consents_withdrawn, sha256)
    state = record.state.model_copy(update={"revision": revision, "consents_withdrawn": closed})
    return replace(record, revision=revision, state=state)


def informed(record: Record, heard: Heard, revision: int) -> Record:
    """The record after a decision was heard. A re-attributed item is seen along its new chain."""
    return replace(record, revision=revision, heard=heard, scope=scope_of(heard.chain))


def is_same_item(record: Record, request: SubmissionRequest) -> bool:
    """Whether a request speaks of the record's own item: edition, organisation and kind are fixed by the first version."""
    state = record.state
    return (state.edition, state.organisation, state.kind) == (
        request.edition,
        request.organisation,
        request.content.kind,
    )


def _version(arrival: Arrival, number: int, made_from: int | None) -> Version:
    judged = arrival.judged
    return Version(
        number,
        made_from,
        judged.content_sha256,
        arrival.received_at,
        judged.ruling,
        judged.flags,
        arrival.filer,
        arrival.entered,
    )
