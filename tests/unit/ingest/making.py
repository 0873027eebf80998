"""Requests and a small world for the tests of receiving: one unit, its city, a school, and the edition of 2024."""

# ruff: noqa: ANN401 - a maker takes any field of what it makes; the model it calls types them.

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from contracts.editions import Edition, indicators, shipped_editions
from contracts.organisations import LocalTheme, LocalWindow, Obligation, Organisation, OrganisationKind
from contracts.submissions import (
    ActivityReport,
    AnyContent,
    Case,
    File,
    Kind,
    Measure,
    Place,
    PlaceKind,
    Qualifier,
    Session,
    Span,
    Summary,
)
from services.ingest.domain.request import Context, SubmissionRequest

SUBMISSION = UUID("3f0e4f0a-6d7e-4f59-9a58-0d7a5c3f1a11")
NOW = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
EDITION = next(edition for edition in shipped_editions() if edition.edition == "2024")
WEEK_DAY = date(2024, 5, 14)


def organisation(name: str, kind: OrganisationKind, *path: str, **fields: Any) -> Organisation:
    """An organisation whose chain runs from itself up to its unit, the second step of its path."""
    full = ("ministry", *path, name)
    return Organisation(
        organisation=name,
        revision=1,
        kind=kind,
        name=f"{name}局",
        short_name=name,
        parent=full[-2],
        path=full,
        chain=tuple(reversed(full[1:])),
        unit=full[1],
        **fields,
    )


MONTH = LocalWindow(edition="2024", start=date(2024, 5, 1), end=date(2024, 5, 31), kind="activity_month")
THEMES = (
    LocalTheme(edition="2024", name="匠心之江", text="省内各地统一使用"),
    LocalTheme(edition="2025", name="另一年的主题"),
)
UNIT = organisation("330000", OrganisationKind.PROVINCE, windows=(MONTH,), themes=THEMES)
CITY = organisation("330600", OrganisationKind.CITY, "330000")
SCHOOL = organisation("3633000001", OrganisationKind.SCHOOL, "330000", "330600")
BODY = organisation("330000:education", OrganisationKind.BODY, "330000")
OTHER_UNIT = organisation("510000", OrganisationKind.PROVINCE)
COUNCIL = organisation("C08", OrganisationKind.COUNCIL)
WORLD = {one.organisation: one for one in (UNIT, CITY, SCHOOL, BODY, OTHER_UNIT, COUNCIL)}


def context(filing: Organisation = SCHOOL, edition: Edition = EDITION, **changes: Any) -> Context:
    """The world as the rules see it when `filing` files on the third day of the week of 2024."""
    known = Context(
        submission=SUBMISSION,
        now=NOW,
        edition=edition,
        organisation=filing,
        unit=WORLD.get(filing.unit),
        find=WORLD.get,
        indicators=indicators(),
    )
    return replace(known, **changes)


def on(day: date) -> Span:
    """One day."""
    return Span(start=day, end=day)


def district(code: str = "330602") -> Place:
    """A place in the country."""
    return Place(kind=PlaceKind.DISTRICT, code=code)


def measure(indicator: str, value: int | None = None, qualifier: Qualifier = Qualifier.EXACT, *keys: str) -> Measure:
    """One number of a form."""
    return Measure(indicator=indicator, value=value, qualifier=qualifier, keys=keys)


def session(*measures: Measure, day: date = WEEK_DAY, place: Place | None = None) -> Session:
    """One held session."""
    return Session(when=on(day), place=place or district(), measures=measures)


def report(*sessions: Session, **fields: Any) -> ActivityReport:
    """A report of what was held."""
    known: dict[str, Any] = {"title": "职业体验日", "no_state_secrets": True, "sessions": sessions}
    return ActivityReport(**(known | fields))


def summary(**fields: Any) -> Summary:
    """The summary a week later."""
    return Summary(title="活动周总结", no_state_secrets=True, **fields)


def case(characters: int = 2_000, **fields: Any) -> Case:
    """A case whose four parts have `characters` characters together."""
    part = "职" * (characters // 4)
    rest = "教" * (characters - 3 * len(part))
    return Case(
        title="校企合作", no_state_secrets=True, background=part, practice=part, results=part, experience=rest, **fields
    )


def photo(number: int = 1, **fields: Any) -> File:
    """A picture with caption and credit; each number is another picture."""
    known: dict[str, Any] = {
        "name": f"照片{number}.jpg",
        "size_bytes": 3_000_000,
        "sha256": f"{number:064x}",
        "kind": "photo",
        "caption": "学生体验数控加工",
        "credit": "校宣传部",
    }
    return File(**(known | fields))


def film(number: int = 1_000, **fields: Any) -> File:
    """A film."""
    known: dict[str, Any] = {
        "name": f"短片{number}.mp4",
        "size_bytes": 300_000_000,
        "sha256": f"{number:064x}",
        "kind": "video",
    }
    return File(**(known | fields))


def request(content: AnyContent, *manifest: File, filing: Organisation = SCHOOL, **fields: Any) -> SubmissionRequest:
    """What a submitter sends."""
    return SubmissionRequest(
        edition=fields.pop("edition", "2024"),
        organisation=filing.organisation,
        content=content,
        manifest=manifest,
        **fields,
    )


def obligation(debtor: Organisation = UNIT, kind: Kind = Kind.SUMMARY, **fields: Any) -> Obligation:
    """What the notice asks of a unit: its summary by 25 May 23:59:59 in Asia/Shanghai, three days of grace."""
    known: dict[str, Any] = {
        "obligation": f"2024:{kind.value}:{debtor.organisation}",
        "revision": 1,
        "edition": "2024",
        "debtor": debtor.organisation,
        "creditor": "ministry",
        "kind": kind,
        "due_at": datetime(2024, 5, 25, 15, 59, 59, tzinfo=UTC),
        "grace_seconds": 259_200,
        "set_by": "ministry",
        "source": "notice",
    }
    return Obligation(**(known | fields))
