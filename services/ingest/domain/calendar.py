"""The public calendar: sessions of accepted plans that are open to everybody, and how they are searched. No name of a person.

An amended plan is shown as it was accepted until the amendment is; that something does not take place is shown at once,
whoever has yet to review it: nobody is to travel for nothing. What was withdrawn or refused is gone.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from contracts.editions import Edition
from contracts.moderation import State
from contracts.submissions import OTHER, Place, PlaceKind, Plan, Session, SubmissionState
from services.ingest.domain.keys import one_name
from services.ingest.domain.record import Record

MAX_TEXT_CHARACTERS = 600
CITY_DIGITS = 4
NO_TIME = "99:99"
"""Sorts a session without a time of day behind those that have one."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One session that people can go to. `sequence` rises with every change of it, `audience` are (code, name)."""

    submission: UUID
    session: int
    edition: str
    organisation: str
    unit: str
    title: str
    text: str
    start: date
    end: date
    starts: str | None
    ends: str | None
    whole_month: bool
    place: Place
    address: str | None
    audience: tuple[tuple[str, str], ...]
    registration: str
    registration_url: str | None
    hosts: tuple[str, ...]
    cancelled: bool
    sequence: int
    changed_at: datetime
    looked_in: str = field(default="", repr=False)

    @property
    def id(self) -> str:
        """What it is called for good, as long as its plan lists its sessions in the same order."""
        return f"{self.submission}-{self.session}"

    @property
    def city(self) -> str | None:
        """The city its place lies in, as the six digits of GB/T 2260; None where it is no place in the country."""
        code = self.place.code if self.place.kind is PlaceKind.DISTRICT else None
        return f"{code[:CITY_DIGITS]}00" if code else None

    @property
    def order(self) -> tuple[date, str, str]:
        """Where it stands in the list."""
        return self.start, self.starts or NO_TIME, self.id


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. `since` and `until` are days, both included; `text` is a part of a title, place or host."""

    edition: str | None = None
    since: date | None = None
    until: date | None = None
    unit: str | None = None
    city: str | None = None
    audience: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """By what a search can be narrowed, with how many there would be: days, units, cities, audiences (code, name)."""

    days: tuple[tuple[date, int], ...]
    units: tuple[tuple[str, int], ...]
    cities: tuple[tuple[str, int], ...]
    audiences: tuple[tuple[str, str, int], ...]


def shown_version(record: Record) -> int | None:
    """The version of a plan that the public sees: the one accepted; None where none is, or it was taken back."""
    heard = record.heard
    if heard is None or record.state.withdrawn or record.is_taken_out:
        return None
    if heard.counted is not None:
        return heard.counted
    return heard.version if heard.state is State.ACCEPTED else None


def happenings(
    record: Record, said: SubmissionState, edition: Edition, name: Callable[[str], str]
) -> tuple[Happening, ...]:
    """The sessions of a plan as the version `said` has them, empty where it is not open. `name` names an organisation."""
    plan, newest = said.content, record.state.content
    if not isinstance(plan, Plan) or not plan.open_to_public:
        return ()
    off = isinstance(newest, Plan) and (newest.status == "cancelled" or not newest.open_to_public)
    cancelled = off or plan.status == "cancelled"
    told = record.state if off else said
    audience = _audience(plan, edition)
    hosts = tuple(host.name or name(host.organisation or "") for host in plan.hosts if host.name or host.organisation)
    return tuple(
        _searchable(
            _happening(index, session, plan, said),
            unit=record.unit,
            audience=audience,
            hosts=hosts,
            cancelled=cancelled,
            sequence=told.version,
            changed_at=told.version_received_at,
            organisation_name=name(said.organisation),
        )
        for index, session in enumerate(plan.sessions)
    )


def found(among: Iterable[Happening], wanted: Wanted) -> list[Happening]:
    """What fits, in the order of days and times."""
    looked_for = one_name(wanted.text or "")
    return sorted((one for one in among if _fits(one, wanted, looked_for)), key=lambda one: one.order)


def choices(among: Iterable[Happening], wanted: Wanted) -> Choices:
    """How a search can be narrowed: each choice counted over what fits all others."""
    everything = list(among)
    days: Counter[date] = Counter()
    for one in found(everything, replace(wanted, since=None, until=None)):
        days[one.start] += 1
    units = Counter(one.unit for one in found(everything, replace(wanted, unit=None)))
    cities = Counter(one.city for one in found(everything, replace(wanted, city=None)) if one.city)
    audiences = Counter(pair for one in found(everything, replace(wanted, audience=None)) for pair in one.audience)
    return Choices(
        tuple(sorted(days.items())),
        tuple(sorted(units.items())),
        tuple(sorted(cities.items())),
        tuple((code, name, count) for (code, name), count in sorted(audiences.items())),
    )


def _fits(one: Happening, wanted: Wanted, looked_for: str) -> bool:
    return (
        (wanted.edition is None or one.edition == wanted.edition)
        and (wanted.since is None or one.end >= wanted.since)
        and (wanted.until is None or one.start <= wanted.until)
        and (wanted.unit is None or one.unit == wanted.unit)
        and (wanted.city is None or one.city == wanted.city)
        and (wanted.audience is None or any(code == wanted.audience for code, _name in one.audience))
        and looked_for in one.looked_in
    )


def _happening(index: int, session: Session, plan: Plan, said: SubmissionState) -> Happening:
    title = f"{plan.title}:{session.title}" if session.title else plan.title
    return Happening(
        submission=said.submission,
        session=index,
        edition=said.edition,
        organisation=said.organisation,
        unit=said.unit,
        title=title,
        text=plan.text[:MAX_TEXT_CHARACTERS],
        start=session.when.start,
        end=session.when.end,
        starts=session.starts,
        ends=session.ends,
        whole_month=session.when.precision == "month",
        place=session.place,
        address=session.address,
        audience=(),
        registration=plan.registration,
        registration_url=plan.registration_url,
        hosts=(),
        cancelled=False,
        sequence=0,
        changed_at=said.version_received_at,
    )


def _searchable(one: Happening, *, organisation_name: str, **fields: object) -> Happening:
    known: Happening = replace(one, **fields)  # type: ignore[arg-type]
    words = (known.title, known.text, known.place.name, known.address, organisation_name, *known.hosts)
    return replace(known, looked_in=one_name("\n".join(word for word in words if word)))


def _audience(plan: Plan, edition: Edition) -> tuple[tuple[str, str], ...]:
    names = {entry.code: entry.name for entry in edition.audiences}
    return tuple(
        (choice.code, (choice.text or "") if choice.code == OTHER else names.get(choice.code, choice.code))
        for choice in plan.audience
    )
