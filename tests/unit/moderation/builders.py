"""Submissions, people and editions to judge: one school in one city of one province, and everybody on its chain."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, TypedDict, Unpack
from uuid import UUID

from contracts.editions import Edition, Rules
from contracts.moderation import Act, DecisionEvent, MarkedField, Standing
from contracts.organisations import Role
from contracts.submissions import (
    ActivityReport,
    FactMeasure,
    FactSet,
    Kind,
    Qualifier,
    Series,
    SubmissionState,
    Verdict,
    Window,
)
from services.moderation.domain.claim import claim
from services.moderation.domain.decide import Command, Decided, decide
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
        "content": ActivityReport(title=f"Open day, version {version}"),
        "facts": facts(version * 100),
        "content_sha256": f"{version:064x}",
        "verdict": Verdict.NOT_OWED,
        "received_at": START,
        "version_received_at": START + timedelta(minutes=version),
    }
    return SubmissionState(**(fields | changes))


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
    known: dict[str, Any]


@dataclass
class Desk:
    """One submission on its way, with a clock and revisions of its own; keeps the events it has made."""

    record: Record
    edition: Edition = field(default_factory=edition)
    now: datetime = START
    events: list[DecisionEvent] = field(default_factory=list)
    revisions: Iterator[int] = field(default_factory=lambda: count(1_000))
    names: Iterator[int] = field(default_factory=lambda: count(1))

    @classmethod
    def receive(cls, state: SubmissionState | None = None, **rules: object) -> "Desk":
        first = hear(None, state or said(), START, 999)
        assert isinstance(first, Decided)
        return cls(first.record, edition(**rules), events=[first.event])

    @property
    def standing(self) -> Standing:
        return self.record.standing

    def around(self, known: dict[str, Any] | None = None) -> Surroundings:
        return Surroundings(self.edition, self.now, **(known or {}))

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def command(self, act: Act, **asked: Unpack[Asked]) -> Command:
        fields: dict[str, Any] = {"version": self.standing.version, "reason": "because"} | dict(asked)
        fields.pop("known", None)
        return Command(f"decision-{next(self.names)}", act, **fields)

    def decide(self, who: Person, act: Act, **asked: Unpack[Asked]) -> Decided:
        around = self.around(asked.get("known"))
        decided = decide(self.record, self.command(act, **asked), who, around, next(self.revisions))
        self.record = decided.record
        self.events.append(decided.event)
        return decided

    def hear(self, state: SubmissionState) -> None:
        heard = hear(self.record, state, self.now, next(self.revisions))
        if isinstance(heard, Decided):
            self.record = heard.record
            self.events.append(heard.event)
        elif heard is not None:
            self.record = heard

    def claim(self, who: Person, token: str = "token") -> None:
        self.record = claim(self.record, who, self.around(), token)

    def accept(self) -> None:
        """Take the newest version along the whole chain."""
        self.decide(CITY_REVIEWER, Act.PASS_UP)
        self.decide(PROVINCE_APPROVER, Act.ACCEPT)

    def move(self, who: Person, unit: str, chain: tuple[str, ...]) -> Decided:
        return self.decide(who, Act.REATTRIBUTE, known={"route": Route(unit, chain)})
