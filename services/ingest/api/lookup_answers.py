"""What ingest answers while somebody fills in a form, as models."""

from typing import Literal

from contracts.base import Contract
from contracts.divisions import Division
from contracts.organisations import OrganisationKind
from contracts.submissions import Choice, Contact, FactMeasure, Host, Place
from services.ingest.domain.divisions import names_above
from services.ingest.domain.suggestions import Suggestions
from services.ingest.operations.looking_up import Offered, Sums


class VenueAnswer(Contract):
    """Where the organisation held something before, and how often."""

    place: Place
    address: str | None
    used: int


class KeyAnswer(Contract):
    """A school, an enterprise or another key that the organisation entered before, under its name as far as it gave one."""

    key: str
    name: str
    used: int
    indicators: tuple[str, ...]


class SumsAnswer(Contract):
    """The sums of the organisation's accepted items, its branch's included, for the form of its summary.

    `of` is how many items they were taken from, and `complete` whether these were all. The board also knows which
    activities were told twice; where it differs, it is right. `highlights` and `cases` are titles of accepted items, the
    newest first.
    """

    measures: tuple[FactMeasure, ...]
    highlights: tuple[str, ...]
    cases: tuple[str, ...]
    of: int
    complete: bool


class ThemeAnswer(Contract):
    """A theme that the organisation's unit has of its own in this edition."""

    name: str
    text: str | None


class SuggestionsAnswer(Contract):
    """What may be filled in ahead, most used first; `of` is how many earlier items it was taken from.

    `may_enter` says whether the caller may type in, with its true time, what the organisation sent on paper.
    """

    of: int
    contact: Contact | None
    venues: tuple[VenueAnswer, ...]
    hosts: tuple[Host, ...]
    choices: dict[str, tuple[Choice, ...]]
    keys: tuple[KeyAnswer, ...]
    sums: SumsAnswer | None
    themes: tuple[ThemeAnswer, ...]
    may_enter: bool


class FoundAnswer(Contract):
    """A name that was looked for. `where` names what it stands below, from the unit down; `path` are the ids of all above.

    Of a place, `district` is its code of GB/T 2260, `path` has the codes of all above.
    """

    key: str | None
    name: str
    short_name: str
    organisation: str | None
    kind: OrganisationKind | None
    path: tuple[str, ...]
    where: tuple[str, ...]
    source: Literal["directory", "entered", "divisions"]
    district: str | None


class KeysAnswer(Contract):
    """The names found, the best answer first."""

    items: tuple[FoundAnswer, ...]


class CountsAnswer(Contract):
    """How many items stand in which state; `received` is what moderation has not yet spoken of."""

    total: int
    states: dict[str, int]


def place_answer(division: Division) -> FoundAnswer:
    """A division of the country as it was found."""
    return FoundAnswer(
        key=None,
        name=division.name,
        short_name=division.name,
        organisation=None,
        kind=None,
        path=division.above,
        where=names_above(division),
        source="divisions",
        district=division.code,
    )


def suggestions_answer(found: Suggestions, sums: Sums | None, offered: Offered) -> SuggestionsAnswer:
    """Suggestions, with the sums where a summary is written, and what the form offers beside."""
    return SuggestionsAnswer(
        of=found.of,
        contact=found.contact,
        venues=tuple(VenueAnswer(place=one.place, address=one.address, used=one.used) for one in found.venues),
        hosts=found.hosts,
        choices=dict(found.choices),
        keys=tuple(
            KeyAnswer(key=one.key, name=one.name, used=one.used, indicators=one.indicators) for one in found.keys
        ),
        sums=_sums_answer(sums) if sums else None,
        themes=tuple(ThemeAnswer(name=theme.name, text=theme.text) for theme in offered.themes),
        may_enter=offered.may_enter,
    )


def _sums_answer(sums: Sums) -> SumsAnswer:
    return SumsAnswer(
        measures=sums.measures,
        highlights=tuple(title for _at, title in sums.lines.highlights),
        cases=tuple(title for _at, title in sums.lines.cases),
        of=sums.of,
        complete=sums.complete,
    )
