"""Submissions, people and editions to judge: one school in one city of one province, and everybody on its chain."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, TypedDict, Unpack
from uuid import UUID

from contracts.editions import Edition, Rules
from contracts.featured import FeaturedItem
from contracts.media import Asset, AssetState, MediaState, Rendition, asset_id
from contracts.moderation import Act, DecisionEvent, MarkedField, Override, Standing
from contracts.organisations import Role
from contracts.submissions import (
    ActivityReport,
    Consent,
    FactMeasure,
    FactSet,
    File,
    Kind,
    Qualifier,
    Series,
    SubmissionState,
    Verdict,
    Window,
)
from services.moderation.domain.claim import claim
from services.moderation.domain.decide import Command, Decided, decide
from services.moderation.domain.follow import follow_up, note_media
from services.moderation.domain.hear import hear
from services.moderation.domain.record import Person, Record
from services.moderation.domain.rules import Route, Surroundings

START = datetime(2024, 5, 13, 9, 0, tzinfo=UTC)
SUBMISSION = UUID("00000000-0000-4000-8000-000000000001")
OTHER_SUBMISSION = UUID("00000000-0000-4000-8000-000000000002")
SCHOOL, CITY, PROVINCE, MINISTRY = "3633000001", "330100", "330000", "ministry"
CHAIN = (SCHOOL, CITY, PROVINCE)


def person(name: str, *grants: tuple[str, Role]) -> Person:
    return Person(name, frozenset(grants))


FILER = person("school-filer", (SCHOOL, Role.FILER))
CITY_REVIEWER = person("city-reviewer", (CITY, Role.REVIEWER))
CITY_APPROVER = person("city-approver", (CITY, Role.APPROVER))
PROVINCE_REVIEWER = person("province-reviewer", (PROVINCE, Role.REVIEWER))
PROVINCE_APPROVER = person("province-approver", (PROVINCE, Role.APPROVER))
PROVINCE_MANAGER = person("province-manager", (PROVINCE, Role.MANAGER))
EDITORS = tuple(person(f"editor-{number}", (MINISTRY, Role.EDITOR)) for number in range(4))
MINISTRY_MANAGER = person("ministry-manager", (MINISTRY, Role.MANAGER))
STRANGER = person("stranger", ("340000", Role.APPROVER), ("340000", Role.REVIEWER))


def facts(value: int) -> tuple[FactSet, ...]:
    measure = FactMeasure(indicator="visit_count", value=value, qualifier=Qualifier.EXACT)
    return (
        FactSet(series=Series.ACTUAL, window=Window.WEEK, place="330106", day=date(2024, 5, 13), measures=(measure,)),
    )


def said(version: int = 1, revision: int | None = None, **changes: object) -> SubmissionState:
    """What ingest says of the submission at one of its versions."""
    fields: dict[str, Any] = {
        "submission": SUBMISSION,
        "revision": revision or version * 10,
        "version": version,
        "change": "received" if version == 1 else "amended",
        "edition": "2024",
        "kind": Kind.ACTIVITY_REPORT,
        "organisation": SCHOOL,
        "unit": PROVINCE,
        "chain": CHAIN,
        "filed_by": FILER.person,
        "content": ActivityReport(title=f"Open day, version {version}", no_state_secrets=True),
        "facts": facts(version * 100),
        "content_sha256": f"{version:064x}",
        "verdict": Verdict.NOT_OWED,
        "received_at": START,
        "version_received_at": START + timedelta(minutes=version),
    }
    return SubmissionState(**(fields | changes))


def photo(name: str = "1.jpg", **changes: object) -> File:
    """A picture of a manifest with caption and credit, in which nobody can be recognised; its SHA-256 follows from its name."""
    fields: dict[str, Any] = {
        "name": name,
        "size_bytes": 1_000,
        "sha256": sha256_of(name),
        "kind": "photo",
        "caption": f"Caption of {name}",
        "credit": "The school",
    }
    return File(**(fields | changes))


def sha256_of(name: str) -> str:
    return name.encode().hex().ljust(64, "0")[:64]


MINORS = Consent(identifiable_minors=True, under_14=True)
ON_FILE = Consent(identifiable_minors=True, on_file=True, reference="box 7")


def asset(file: File, state: AssetState = AssetState.READY, **changes: object) -> Asset:
    """What media says of a file; a ready one has a rendition."""
    fields: dict[str, Any] = {
        "asset": asset_id(SUBMISSION, file.sha256),
        "name": file.name,
        "sha256": file.sha256,
        "size_bytes": file.size_bytes,
        "kind": file.kind,
        "state": state,
    }
    if state is AssetState.READY:
        picture = Rendition(
            name="w400.jpg", media_type="image/jpeg", size_bytes=10, sha256="0" * 64, width=400, height=300
        )
        fields |= {"media_type": "image/jpeg", "width": 4_000, "height": 3_000, "renditions": (picture,)}
    return Asset(**(fields | changes))


def media(*assets: Asset, revision: int = 1, version: int = 1, **changes: object) -> MediaState:
    """What media says of the submission's files."""
    fields: dict[str, Any] = {
        "submission": SUBMISSION,
        "revision": revision,
        "version": version,
        "edition": "2024",
        "kind": Kind.ACTIVITY_REPORT,
        "organisation": SCHOOL,
        "unit": PROVINCE,
        "assets": assets,
    }
    return MediaState(**(fields | changes))


def edition(**rules: object) -> Edition:
    return Edition(
        edition="2024",
        title="",
        theme="",
        start=date(2024, 5, 12),
        end=date(2024, 5, 18),
        rules=Rules(**dict[str, Any](rules)),
    )


class Asked(TypedDict, total=False):
    """What a decision may name beside its act; `known` is what the service would have looked up for it."""

    version: int
    reason: str | None
    fields: tuple[MarkedField, ...]
    target: UUID
    joint_activity: str
    undoes: str
    overrides: tuple[Override, ...]
    known: dict[str, Any]


@dataclass
class Desk:
    """One submission on its way, with a clock and revisions of its own; keeps the events it has made.

    `told` is what newsrooms heard of it.
    """

    record: Record
    edition: Edition = field(default_factory=edition)
    now: datetime = START
    events: list[DecisionEvent] = field(default_factory=list)
    revisions: Iterator[int] = field(default_factory=lambda: count(1_000))
    names: Iterator[int] = field(default_factory=lambda: count(1))
    told: list[FeaturedItem] = field(default_factory=list)

    @classmethod
    def receive(cls, state: SubmissionState | None = None, **rules: object) -> "Desk":
        first = hear(None, state or said(), START, 999)
        assert isinstance(first, Decided)
        return cls(first.record, edition(**rules), events=[first.event])

    @property
    def standing(self) -> Standing:
        return self.record.standing

    def around(self, known: dict[str, Any] | None = None) -> Surroundings:
        names = {"organisation_name": "First Vocational School", "unit_name": "Zhejiang"}
        return Surroundings(self.edition, self.now, **(names | (known or {})))

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def command(self, act: Act, **asked: Unpack[Asked]) -> Command:
        fields: dict[str, Any] = {"version": self.standing.version, "reason": "because"} | dict(asked)
        fields.pop("known", None)
        return Command(f"decision-{next(self.names)}", act, **fields)

    def decide(self, who: Person, act: Act, **asked: Unpack[Asked]) -> Decided:
        around = self.around(asked.get("known"))
        decided = decide(self.record, self.command(act, **asked), who, around, next(self.revisions))
        self.take(decided)
        return decided

    def take(self, decided: Decided) -> None:
        self.record = decided.record
        self.events.append(decided.event)
        if decided.featured:
            self.told.append(decided.featured)

    def hear(self, state: SubmissionState) -> None:
        heard = hear(self.record, state, self.now, next(self.revisions))
        if isinstance(heard, Decided):
            self.take(heard)
        elif heard is not None:
            self.record = heard
        self.follow()

    def hear_media(self, *assets: Asset, **said_of_them: Any) -> None:  # noqa: ANN401 - any field of a media state.
        revision = said_of_them.pop("revision", None) or (self.record.media.revision + 1 if self.record.media else 1)
        self.record = note_media(self.record, media(*assets, revision=revision, **said_of_them)) or self.record
        self.follow()

    def follow(self) -> None:
        """Draw every consequence of what was heard, as the service does."""
        while decided := follow_up(self.record, self.edition, self.now, next(self.revisions)):
            self.take(decided)

    def claim(self, who: Person, token: str = "token") -> None:
        self.record = claim(self.record, who, self.around(), token)

    def accept(self) -> None:
        """Take the newest version along the whole chain."""
        self.decide(CITY_REVIEWER, Act.PASS_UP)
        self.decide(PROVINCE_APPROVER, Act.ACCEPT)

    def feature(self) -> None:
        """Let three people proofread the newest version, which is accepted; the third of them features it."""
        for editor in EDITORS[:3]:
            self.decide(editor, Act.PROOFREAD)
        self.decide(EDITORS[2], Act.FEATURE)

    def move(self, who: Person, unit: str, chain: tuple[str, ...]) -> Decided:
        return self.decide(who, Act.REATTRIBUTE, known={"route": Route(unit, chain)})
