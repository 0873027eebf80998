"""What a school, a unit or a council reports: the content of every kind, its facts, and the event that carries them.

Source of the kinds and of the open lists: notice 教职成函〔2024〕2号, sections 四 and 六(五), annexes 1-3.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from contracts.base import Contract

SUBMISSION_TYPE = "weekwire.ingest.submission.v1"
TIME_OF_DAY = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
OTHER = "other"
"""The code that opens every list of the notice (等, 仅供参考); it needs a text."""


class Kind(StrEnum):
    """The kinds of material: notice 六(二) (plan) and 六(五) (the rest)."""

    PLAN = "plan"
    ACTIVITY_REPORT = "activity_report"
    CASE = "case"
    MANUSCRIPT = "manuscript"
    PHOTO_SET = "photo_set"
    VIDEO = "video"
    SUMMARY = "summary"


class Qualifier(StrEnum):
    """How exact a number is: exact, 余/超 (at least), 近 (nearly), 约 (about), 预计 (expected)."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    NEARLY = "nearly"
    ABOUT = "about"
    EXPECTED = "expected"


class Series(StrEnum):
    """Which of the three series a fact belongs to. They stand beside each other and are never added."""

    ACTUAL = "actual"
    EXPECTED = "expected"
    DECLARED = "declared"


class Window(StrEnum):
    """Where a day falls: in the national week, in the unit's own window or activity month, or outside both."""

    WEEK = "week"
    OWN = "own"
    OUTSIDE = "outside"


class PlaceKind(StrEnum):
    """Places include two that are no district: overseas and online (domain report 0.5)."""

    DISTRICT = "district"
    OVERSEAS = "overseas"
    ONLINE = "online"
    NONE = "none"


class Verdict(StrEnum):
    """Whether what was owed came in time; NOT_OWED where it answers no obligation with a date."""

    ON_TIME = "on_time"
    LATE_ACCEPTED = "late_accepted"
    LATE_REFUSED = "late_refused"
    NOT_OWED = "not_owed"


class Choice(Contract):
    """A value of an open list: a code of the edition, or `other` with a text."""

    code: str = Field(min_length=1, max_length=64)
    text: str | None = Field(default=None, max_length=200)


class Measure(Contract):
    """One number as reported. `value` is in the indicator's unit.

    A distinct indicator takes `keys` (`school:<10 digits>`, `uscc:<18 characters>`, `district:<6 digits>`,
    `community:<12 digits>`, `country:<ISO 3166-1 alpha-3>`, `name:<text>`), or a bare `value` where names are unknown.
    `platform` and `read_at` go with numbers of reads. `names` says, one for one, what the `keys` are called where
    somebody looked it up or typed it (empty where nobody did); figures take no notice of them.
    """

    indicator: str = Field(min_length=1, max_length=64)
    value: int | None = None
    qualifier: Qualifier = Qualifier.EXACT
    keys: tuple[str, ...] = Field(default=(), max_length=5_000)
    platform: str | None = Field(default=None, max_length=100)
    read_at: datetime | None = None
    names: tuple[Annotated[str, Field(max_length=100)], ...] = Field(default=(), max_length=5_000)


class Span(Contract):
    """When something takes place: a day, a range of days or a whole month, both ends included, in Asia/Shanghai."""

    start: date
    end: date
    precision: Literal["day", "range", "month"] = "day"


class Place(Contract):
    """Where something takes place. `code` is a GB/T 2260 code for a district, ISO 3166-1 alpha-3 overseas."""

    kind: PlaceKind = PlaceKind.NONE
    code: str | None = Field(default=None, max_length=12)
    name: str | None = Field(default=None, max_length=100)


class Session(Contract):
    """One session (场) of an activity, with the numbers that belong to it alone.

    `starts` and `ends` are times of day in Asia/Shanghai (`09:30`), `address` is where people go; both for the calendar.
    """

    when: Span
    place: Place = Place()
    title: str | None = Field(default=None, max_length=200)
    measures: tuple[Measure, ...] = Field(default=(), max_length=60)
    starts: str | None = Field(default=None, pattern=TIME_OF_DAY)
    ends: str | None = Field(default=None, pattern=TIME_OF_DAY)
    address: str | None = Field(default=None, max_length=200)


class Host(Contract):
    """Who hosts: an organisation of the directory, or a name with the kind of body it is (domain report 0.1)."""

    organisation: str | None = Field(default=None, max_length=64)
    name: str | None = Field(default=None, max_length=100)
    body: str | None = Field(default=None, max_length=64)


class Contact(Contract):
    """A person to ring. Stays in ingest's database; no event carries it."""

    name: str = Field(min_length=1, max_length=50)
    phone: str = Field(min_length=5, max_length=30)


class Content(Contract):
    """What every kind has: a title, the notice's lists, and the tick that nothing secret is in it (涉密)."""

    title: str = Field(min_length=1, max_length=200)
    text: str = Field(default="", max_length=50_000)
    activity: str | None = Field(default=None, max_length=64)
    department: str | None = Field(default=None, max_length=64)
    council: str | None = Field(default=None, max_length=64)
    local_types: tuple[Choice, ...] = Field(default=(), max_length=20)
    focus: tuple[Choice, ...] = Field(default=(), max_length=20)
    tags: tuple[Choice, ...] = Field(default=(), max_length=40)
    hosts: tuple[Host, ...] = Field(default=(), max_length=60)
    no_state_secrets: bool = False


class Plan(Content):
    """A planned activity (本地组织实施方案 or a line of annexes 1-2): planned, later held or cancelled.

    One that is `open_to_public` is shown to everybody once it is accepted, with `audience` (for whom: the edition's list),
    `registration` (how to come: no name of a person) and `registration_url`.
    """

    kind: Literal[Kind.PLAN] = Kind.PLAN
    status: Literal["planned", "held", "cancelled"] = "planned"
    sessions: tuple[Session, ...] = Field(default=(), max_length=500)
    open_to_public: bool = False
    audience: tuple[Choice, ...] = Field(default=(), max_length=20)
    registration: str = Field(default="", max_length=500)
    registration_url: str | None = Field(default=None, max_length=300, pattern=r"^https?://[^\s<>\"']+$")


class ActivityReport(Content):
    """What was held, with its sessions and numbers.

    `scope` names an organisation whose whole area the numbers speak for; they are then the declared series.
    `highlight` marks a 看点 of the notice's coverage goal.
    """

    kind: Literal[Kind.ACTIVITY_REPORT] = Kind.ACTIVITY_REPORT
    plan: UUID | None = None
    sessions: tuple[Session, ...] = Field(default=(), max_length=500)
    measures: tuple[Measure, ...] = Field(default=(), max_length=60)
    scope: str | None = Field(default=None, max_length=64)
    highlight: bool = False


class Case(Content):
    """A typical case (典型案例) in its four parts; bounds of length are the edition's."""

    kind: Literal[Kind.CASE] = Kind.CASE
    background: str = Field(default="", max_length=20_000)
    practice: str = Field(default="", max_length=20_000)
    results: str = Field(default="", max_length=20_000)
    experience: str = Field(default="", max_length=20_000)


class Manuscript(Content):
    """A manuscript (稿件): text news, picture news, or a film with text; `credit` is the byline to print."""

    kind: Literal[Kind.MANUSCRIPT] = Kind.MANUSCRIPT
    form: Choice = Choice(code="text_news")
    credit: str = Field(default="", max_length=200)


class PhotoSet(Content):
    """Photos with captions; the files are in the manifest."""

    kind: Literal[Kind.PHOTO_SET] = Kind.PHOTO_SET


class Video(Content):
    """One film; the file is in the manifest."""

    kind: Literal[Kind.VIDEO] = Kind.VIDEO
    no_watermark: bool = False


class Summary(Content):
    """The summary a week later (notice 六(五)): statistics, text, pictures, highlights, cases.

    `measures` are what the filer declares for `scope` (its own area where none is named).
    """

    kind: Literal[Kind.SUMMARY] = Kind.SUMMARY
    scope: str | None = Field(default=None, max_length=64)
    measures: tuple[Measure, ...] = Field(default=(), max_length=60)
    highlights: tuple[str, ...] = Field(default=(), max_length=50)
    cases: tuple[str, ...] = Field(default=(), max_length=50)


AnyContent = Annotated[
    Plan | ActivityReport | Case | Manuscript | PhotoSet | Video | Summary, Field(discriminator="kind")
]


class Consent(Contract):
    """What is on file for the people in a picture; the papers stay where they were signed, `reference` finds them."""

    identifiable_minors: bool = False
    under_14: bool = False
    on_file: bool = False
    reference: str | None = Field(default=None, max_length=100)


class File(Contract):
    """One line of the manifest: the promise of bytes that follow. `sha256` is lower-case hexadecimal."""

    name: str = Field(min_length=1, max_length=255)
    size_bytes: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    kind: Literal["photo", "video", "document"]
    caption: str = Field(default="", max_length=500)
    credit: str = Field(default="", max_length=200)
    consent: Consent = Consent()
    ai_generated: bool = False


class FactMeasure(Contract):
    """One number of a fact set. Keys are sorted and unique; with keys, `value` is their count."""

    indicator: str
    value: int
    qualifier: Qualifier
    keys: tuple[str, ...] = ()


class FactSet(Contract):
    """Facts that share where, when and under which lists they count: the finest thing that is ever counted.

    `place` is a GB/T 2260 code, `overseas`, `online` or `none`; `day` is None where the time is no single day, and
    `through` is then the last day of a known range that starts at `since`. `scope` is set in the declared series only.
    """

    series: Series
    window: Window
    place: str
    day: date | None = None
    since: date | None = None
    through: date | None = None
    department: str | None = None
    council: str | None = None
    activity: str | None = None
    local_types: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    highlight: bool = False
    scope: str | None = None
    measures: tuple[FactMeasure, ...]


class Channel(StrEnum):
    """How something came that did not come through this system."""

    MAIL = "mail"
    FAX = "fax"
    COURIER = "courier"
    BY_HAND = "by_hand"


class Entered(Contract):
    """That a clerk entered what had come by another way: when it truly came, how, and under which reference.

    The verdict is passed on `received_at`; `entered_at` is when it was typed in. Who typed it is the state's `filed_by`.
    """

    received_at: datetime
    channel: Channel
    reference: str | None = None
    entered_at: datetime


class SubmissionState(Contract):
    """`ingest.submissions.v1`: a submission as its submitter last left it, complete.

    `version` counts what the submitter sent, `revision` every change. `chain` runs from the filer's organisation to the
    one that accepts; unit and chain were fixed by the first version. `filed_by` is a person's id, `filed_from` the
    organisation that filed on another's behalf. `facts` are derived from `content` by ingest, once a version.
    `consents_withdrawn` holds the SHA-256 of files whose people no longer agree; it only grows, whatever version comes.
    `received_at` is when the first version came, by whatever way; `version_received_at` when this one was stored here.
    `entered_as` is set where a clerk entered this version from paper. `filed_for` is the colleague whose work `filed_by`
    did, where that was so.
    """

    submission: UUID
    revision: int
    version: int
    change: Literal["received", "amended", "withdrawn"]
    edition: str
    kind: Kind
    organisation: str
    unit: str
    chain: tuple[str, ...]
    filed_by: str
    filed_from: str | None = None
    content: AnyContent
    manifest: tuple[File, ...] = ()
    facts: tuple[FactSet, ...] = ()
    flags: tuple[str, ...] = ()
    content_sha256: str
    obligation: str | None = None
    verdict: Verdict
    late_reason: str | None = None
    received_at: datetime
    version_received_at: datetime
    withdrawn: bool = False
    consents_withdrawn: tuple[str, ...] = ()
    entered_as: Entered | None = None
    filed_for: str | None = None
