"""What the public calendar answers, as models."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from uuid import UUID

from contracts.base import Contract
from contracts.editions import ContactPoint, Edition
from contracts.organisations import OrganisationKind
from contracts.submissions import PlaceKind
from services.ingest.domain.calendar import Choices, Happening
from services.kit.directory_view import DirectoryView

CITY_KINDS = frozenset(
    {
        OrganisationKind.PROVINCE,
        OrganisationKind.SEPARATELY_PLANNED_CITY,
        OrganisationKind.CITY,
        OrganisationKind.COUNTY,
        OrganisationKind.DIVISION,
    }
)
NOT_YET = datetime.min.replace(tzinfo=UTC)


class WhereAnswer(Contract):
    """Where to go. `district` is what the directory calls the place of that code, None where it does not know it."""

    kind: PlaceKind
    code: str | None
    name: str | None
    district: str | None
    address: str | None


class AudienceAnswer(Contract):
    """For whom: a code of the edition's list, or `other` with its own words."""

    code: str
    name: str


class HappeningAnswer(Contract):
    """One session that people can go to. Days and times of day are Asia/Shanghai; without times it is the whole day.

    `ics` is where it is had for one's own calendar.
    """

    id: str
    submission: UUID
    title: str
    text: str
    organisation: str
    organisation_name: str
    unit: str
    unit_name: str
    hosts: tuple[str, ...]
    start: date
    end: date
    whole_month: bool
    starts: str | None
    ends: str | None
    where: WhereAnswer
    audience: tuple[AudienceAnswer, ...]
    registration: str
    registration_url: str | None
    cancelled: bool
    changed_at: datetime
    ics: str


class DayCount(Contract):
    """How many sessions begin on a day."""

    day: date
    count: int


class ChoiceCount(Contract):
    """How many sessions a choice would leave."""

    code: str
    name: str
    count: int


class ChoicesAnswer(Contract):
    """By what the search can be narrowed; each is counted over what fits everything else that was asked."""

    days: tuple[DayCount, ...]
    units: tuple[ChoiceCount, ...]
    cities: tuple[ChoiceCount, ...]
    audiences: tuple[ChoiceCount, ...]


class CalendarAnswer(Contract):
    """A page of the calendar; `total` is how many sessions fit, `next` the cursor of the page after it."""

    as_of: datetime
    total: int
    items: tuple[HappeningAnswer, ...]
    next: str | None
    choices: ChoicesAnswer
    edition: str | None
    edition_title: str | None
    start: date | None
    end: date | None
    contact: ContactPoint


class Names:
    """What organisations and places are called, and the edition that was asked for, or else the newest."""

    def __init__(self, view: DirectoryView, edition: str | None) -> None:
        self._view = view
        known = view.edition(edition) if edition else max(list(view.editions.values()), key=lambda one: one.start)
        self.edition: Edition | None = known
        self._places = {
            one.gb2260: one.short_name
            for one in list(view.organisations.values())
            if one.gb2260 and one.kind in CITY_KINDS
        }

    def organisation(self, organisation: str) -> str:
        """An organisation's name, its id where the directory has not told it."""
        known = self._view.organisation(organisation)
        return known.name if known else organisation

    def place(self, code: str | None) -> str | None:
        """What the directory calls a place of GB/T 2260, else the city or the province it lies in."""
        if code is None:
            return None
        steps = (code, f"{code[:4]}00", f"{code[:2]}0000")
        return next((self._places[step] for step in steps if step in self._places), None)


def calendar_answer(
    items: Iterable[Happening], total: int, following: str | None, narrowed: Choices, names: Names
) -> CalendarAnswer:
    """A page of the calendar, but for its moment."""
    edition = names.edition
    return CalendarAnswer(
        as_of=NOT_YET,
        total=total,
        items=tuple(_happening(one, names) for one in items),
        next=following,
        choices=ChoicesAnswer(
            days=tuple(DayCount(day=day, count=count) for day, count in narrowed.days),
            units=tuple(ChoiceCount(code=code, name=names.organisation(code), count=n) for code, n in narrowed.units),
            cities=tuple(
                ChoiceCount(code=code, name=names.place(code) or code, count=n) for code, n in narrowed.cities
            ),
            audiences=tuple(ChoiceCount(code=code, name=name, count=n) for code, name, n in narrowed.audiences),
        ),
        edition=edition.edition if edition else None,
        edition_title=edition.title if edition else None,
        start=edition.start if edition else None,
        end=edition.end if edition else None,
        contact=edition.contact if edition else ContactPoint(),
    )


def _happening(one: Happening, names: Names) -> HappeningAnswer:
    place = one.place
    return HappeningAnswer(
        id=one.id,
        submission=one.submission,
        title=one.title,
        text=one.text,
        organisation=one.organisation,
        organisation_name=names.organisation(one.organisation),
        unit=one.unit,
        unit_name=names.organisation(one.unit),
        hosts=one.hosts,
        start=one.start,
        end=one.end,
        whole_month=one.whole_month,
        starts=one.starts,
        ends=one.ends,
        where=WhereAnswer(
            kind=place.kind,
            code=place.code,
            name=place.name,
            district=names.place(place.code) if place.kind is PlaceKind.DISTRICT else None,
            address=one.address,
        ),
        audience=tuple(AudienceAnswer(code=code, name=name) for code, name in one.audience),
        registration=one.registration,
        registration_url=one.registration_url,
        cancelled=one.cancelled,
        changed_at=one.changed_at,
        ics=f"/v1/calendar/{one.submission}.ics",
    )
