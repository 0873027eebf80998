"""What moderation knows of one submission: its standing, the versions behind it, and who has had it in hand.

Everything here is frozen; a change makes a new record. Claims change the record but never the standing.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from contracts.featured import FeaturedItem
from contracts.media import Asset
from contracts.moderation import Decision, Standing, State
from contracts.organisations import Role
from contracts.submissions import AnyContent, Entered, FactSet, File

NATIONAL_DESK = "national"
"""Where the ministry works on what a unit has accepted: a desk of its own, after every step of a chain."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: a person's id and the roles they hold, each in one organisation."""

    person: str
    grants: frozenset[tuple[str, Role]]

    def holds(self, organisation: str, roles: frozenset[Role]) -> bool:
        """Whether the person has one of `roles` in exactly this organisation."""
        return any((organisation, role) in self.grants for role in roles)

    def organisations(self, roles: frozenset[Role]) -> frozenset[str]:
        """The organisations in which the person has one of `roles`."""
        return frozenset(organisation for organisation, role in self.grants if role in roles)


class CheckResult(StrEnum):
    """What an automatic check found. `NOTICE` is shown to reviewers and decides nothing."""

    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one automatic check on a version."""

    check: str
    result: CheckResult


@dataclass(frozen=True, slots=True)
class Heard:
    """The newest state of ingest that was taken over. Another one under the same revision is a fault of ingest."""

    revision: int
    version: int
    content_sha256: str
    withdrawn: bool
    consents_withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """The newest state of media: the files it knows of, which may be those of an older or a newer version."""

    revision: int
    version: int
    assets: tuple[Asset, ...]
    withdrawn: bool = False

    def asset(self, sha256: str) -> Asset | None:
        """What media says of these bytes."""
        return next((asset for asset in self.assets if asset.sha256 == sha256), None)


@dataclass(frozen=True, slots=True)
class Published:
    """What newsrooms have of an item now, as it was said, and the SHA-256 of the files it shows and of the version it is."""

    item: FeaturedItem
    files: tuple[str, ...]
    content_sha256: str


@dataclass(frozen=True, slots=True)
class Filed:
    """One version as its filer sent it, with what the automatic checks said on its arrival.

    `entered_as` is set where a clerk typed in what had come by mail or fax; `filed_for` is the colleague whose work
    `filed_by` did.
    """

    version: int
    content_sha256: str
    filed_by: str
    filed_from: str | None
    received_at: datetime
    late_reason: str | None
    content: AnyContent
    manifest: tuple[File, ...]
    facts: tuple[FactSet, ...]
    checks: tuple[Check, ...]
    entered_as: Entered | None = None
    filed_for: str | None = None


@dataclass(frozen=True, slots=True)
class Handled:
    """That a person has judged the newest version at a desk: an organisation of the chain, or the national one."""

    person: str
    desk: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One of the three proof readings (初审一校, 复审二校, 终审三校) of the newest version."""

    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Claim:
    """A lease on an item: until `until` nobody else decides on it. `token` proves it to release or renew."""

    person: str
    organisation: str
    token: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A decision in the history, with the revision it made, what the item became, and the digest of the request."""

    decision: Decision
    revision: int
    state: State
    level: int
    body_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Undoable:
    """What the newest decision can be undone to; gone as soon as somebody else has acted."""

    decision: str
    person: str
    organisation: str
    at: datetime
    standing: Standing
    handled: tuple[Handled, ...]
    proofs: tuple[Proof, ...]
    waiting_since: datetime
    published: Published | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Everything about one submission.

    `revision` is the newest standing's and goes with its event; ingest's own is in `heard`. `waiting_since` is when the
    item reached the desk it lies on. `versions` holds those that some part, or an undo, still refers to. `published` is
    what is public now, under whatever version; the standing's `featured` says whether there is any.
    """

    revision: int
    standing: Standing
    heard: Heard
    waiting_since: datetime
    versions: tuple[Filed, ...]
    history: tuple[Kept, ...] = ()
    handled: tuple[Handled, ...] = ()
    proofs: tuple[Proof, ...] = ()
    undoable: Undoable | None = None
    claim: Claim | None = None
    media: Media | None = None
    published: Published | None = None

    @property
    def newest(self) -> Filed:
        """The version the filer sent last."""
        return self.filed(self.standing.version)

    def filed(self, version: int) -> Filed:
        """One of the versions still referred to. Raises KeyError for any other."""
        for filed in reversed(self.versions):
            if filed.version == version:
                return filed
        raise KeyError(version)

    def kept(self, decision: str) -> Kept | None:
        """The decision with this id, if it was taken."""
        return next((kept for kept in self.history if kept.decision.id == decision), None)

    def claimed_at(self, now: datetime) -> Claim | None:
        """The claim that holds at `now`; one that has run out is none."""
        return self.claim if self.claim and self.claim.until > now else None


def turn_of(standing: Standing) -> int:
    """The chain position that acts next. An organisation's own item (a chain of one) is signed at position 0 (签发)."""
    return min(standing.level + 1, len(standing.chain) - 1)


def waits_for(standing: Standing) -> str | None:
    """The organisation whose turn it is; none where nothing is in review."""
    return standing.chain[turn_of(standing)] if standing.state is State.IN_REVIEW else None


def without_loose_versions(record: Record) -> Record:
    """Drop the versions that nothing refers to any more."""
    standings = [record.standing] + ([record.undoable.standing] if record.undoable else [])
    used = {standing.version for standing in standings}
    used |= {part.version for standing in standings for part in (standing.counted, standing.in_review) if part}
    return replace(record, versions=tuple(filed for filed in record.versions if filed.version in used))
