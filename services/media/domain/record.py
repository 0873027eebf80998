"""What media keeps of one submission, and how what it hears and what is done to files makes the next state out of the last.

A record is never changed in place, and every rule may be asked twice: what is late, repeated or already so changes nothing (None).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from contracts.media import Asset, AssetState, MediaState, Rendition, asset_id
from contracts.submissions import File, Kind

WITH_BYTES = frozenset({AssetState.UPLOADED, AssetState.READY})


@dataclass(frozen=True, slots=True)
class Held:
    """A file with what the world is not told: where its bytes lie. `asset` is as if nothing had been taken back.

    `version` is the newest version that promises it. `original` is the object of its verified bytes, `recipe` what its
    renditions were made by. `facts` fill the text of its problem.
    """

    asset: Asset
    version: int
    original: str | None = None
    recipe: str | None = None
    facts: tuple[tuple[str, str | int], ...] = ()

    @property
    def sha256(self) -> str:
        """What was promised, and what the file is found by."""
        return self.asset.sha256

    def rendition(self, name: str) -> Rendition | None:
        """One of its renditions."""
        return next((one for one in self.asset.renditions if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Heard:
    """The newest state of ingest that was taken over. Another one under the same revision is a fault of ingest."""

    revision: int
    content_sha256: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Record:
    """Everything about the files of one submission.

    `files` are those of the newest version, in its order. `former` are ready files of older versions that are shown or may
    still be: they stay until moderation has left them behind. `early` came by a grant before their version was heard.
    `touched` names files (by SHA-256) whose bytes, work and sessions are still to be brought in line with the record.
    `judged` and `featured` are the newest revisions heard of moderation, `counted` the oldest version it still refers to.
    """

    submission: UUID
    revision: int
    edition: str
    kind: Kind
    organisation: str
    unit: str
    chain: tuple[str, ...]
    version: int = 0
    heard: Heard | None = None
    files: tuple[Held, ...] = ()
    former: tuple[Held, ...] = ()
    early: tuple[Held, ...] = ()
    files_due_at: datetime | None = None
    withdrawn: bool = False
    taken_out: bool = False
    judged: int = 0
    judged_version: int = 0
    counted: int | None = None
    featured: int = 0
    public: frozenset[UUID] = frozenset()
    consents_withdrawn: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()

    @property
    def closed(self) -> bool:
        """Whether the item was taken back, by its filer or by a reviewer."""
        return self.withdrawn or self.taken_out

    def known(self) -> Iterator[Held]:
        """Every file, whichever version promised it."""
        yield from self.files
        yield from self.early
        yield from self.former

    def find(self, sha256: str) -> Held | None:
        """A file by what was promised."""
        return next((held for held in self.known() if held.sha256 == sha256), None)

    def find_asset(self, asset: UUID) -> Held | None:
        """A file by its id."""
        return next((held for held in self.known() if held.asset.asset == asset), None)

    def is_closed(self, held: Held) -> bool:
        """Whether a file is taken back: with its item, or because its people no longer agree."""
        return self.closed or held.sha256 in self.consents_withdrawn

    def is_public(self, held: Held) -> bool:
        """Whether anybody may see a file: a featured item shows it and nothing has closed it."""
        return held.asset.asset in self.public and not self.is_closed(held)

    def holds(self, sha256: str) -> bool:
        """Whether the submission needs the bytes of this hash."""
        held = self.find(sha256)
        return held is not None and held.asset.state in WITH_BYTES and not self.is_closed(held)

    @property
    def is_awaiting(self) -> bool:
        """Whether promised bytes may still run out of time."""
        return not self.closed and any(_awaited(held) for held in self.files)


def bare(submission: UUID, edition: str, kind: Kind, *, organisation: str, unit: str, chain: tuple[str, ...]) -> Record:
    """A submission of which nothing is known but that somebody speaks of it."""
    return Record(submission, 0, edition, kind, organisation, unit, chain)


def shown(record: Record, held: Held) -> Asset:
    """A file as the world is told: closed once it is taken back, and without what was made of it."""
    consent_withdrawn = held.sha256 in record.consents_withdrawn
    if record.is_closed(held):
        return held.asset.model_copy(
            update={
                "state": AssetState.WITHDRAWN,
                "consent_withdrawn": consent_withdrawn,
                "public": False,
                "problem": None,
                "retry_helps": False,
                "renditions": (),
            }
        )
    return held.asset.model_copy(update={"public": record.is_public(held)})


def state_of(record: Record) -> MediaState | None:
    """What the world is told of a submission; None before its manifest was heard, since nothing would be complete."""
    if record.heard is None:
        return None
    return MediaState(
        submission=record.submission,
        revision=record.revision,
        version=record.version,
        edition=record.edition,
        kind=record.kind,
        organisation=record.organisation,
        unit=record.unit,
        assets=tuple(shown(record, held) for held in record.files),
        files_due_at=record.files_due_at,
        withdrawn=record.closed,
    )


def promised(submission: UUID, file: File) -> Asset:
    """The asset of a line of the manifest whose bytes are awaited."""
    return Asset(
        asset=asset_id(submission, file.sha256),
        name=file.name,
        sha256=file.sha256,
        size_bytes=file.size_bytes,
        kind=file.kind,
        caption=file.caption,
        credit=file.credit,
        consent=file.consent,
        ai_generated=file.ai_generated,
    )


def put_back(record: Record, held: Held) -> Record:
    """The record with one of its files changed, wherever it stands."""

    def changed(files: tuple[Held, ...]) -> tuple[Held, ...]:
        return tuple(held if one.sha256 == held.sha256 else one for one in files)

    return replace(record, files=changed(record.files), early=changed(record.early), former=changed(record.former))


def touching(record: Record, names: Iterable[str]) -> Record:
    """The record with more files (by SHA-256) to be brought in line."""
    return replace(record, touched=record.touched | frozenset(names))


def settled(record: Record, names: frozenset[str], revision: int) -> Record | None:
    """The record once bytes, work and sessions of these files are in line with it."""
    left = record.touched - names
    return None if left == record.touched else replace(record, revision=revision, touched=left)


def _awaited(held: Held) -> bool:
    return held.asset.state is AssetState.AWAITED
