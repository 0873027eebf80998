"""What an organisation need not type again: taken from what it filed before, most used first, newest first among equals."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from contracts.counts import Indicator
from contracts.submissions import (
    ActivityReport,
    Case,
    Choice,
    Contact,
    Content,
    FactMeasure,
    Host,
    Measure,
    Place,
    PlaceKind,
    Plan,
    Series,
    Session,
    SubmissionState,
    Summary,
)
from services.ingest.domain.keys import one_name
from services.ingest.domain.merging import merged
from services.ingest.domain.texts import MAX_LINE_CHARACTERS

ThingT = TypeVar("ThingT", bound=Hashable)

MOST = 12
"""Of each thing, so that a list stays one that somebody reads."""
MOST_KEYS = 200
MOST_LINES = 20
"""Of highlights and of cases, which whoever writes the summary shortens to the best."""
Line = tuple[datetime, str]
CHOICE_FIELDS = ("local_types", "focus", "tags", "audience")


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that was entered before: what it is called, how often, and for which indicators."""

    key: str
    name: str
    used: int
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Venue:
    """Where an organisation holds its activities."""

    place: Place
    address: str | None
    used: int


@dataclass(frozen=True, slots=True)
class Lines:
    """What a summary may name, each with the moment it came, the newest first."""

    highlights: tuple[Line, ...] = ()
    cases: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Everything that may be filled in ahead. `sums` are for a summary; `of` is how many items they were taken from."""

    contact: Contact | None
    venues: tuple[Venue, ...]
    hosts: tuple[Host, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    keys: tuple[KnownKey, ...]
    of: int


def suggest(earlier: Sequence[tuple[SubmissionState, Contact | None]]) -> Suggestions:
    """What `earlier` items, newest first, suggest for the next one."""
    contents: list[Content] = [state.content for state, _contact in earlier]
    sessions = [session for content in contents for session in _sessions(content)]
    hosts = _most_used(host for content in contents for host in content.hosts)
    return Suggestions(
        contact=next((contact for _state, contact in earlier if contact is not None), None),
        venues=_venues(sessions),
        hosts=tuple(host for host, _used in hosts[:MOST]),
        choices={name: _choices(name, contents) for name in CHOICE_FIELDS},
        keys=known_keys(contents)[:MOST_KEYS],
        of=len(earlier),
    )


def known_keys(contents: Iterable[Content]) -> tuple[KnownKey, ...]:
    """The keys in `contents`, newest first: a name that somebody gave a code is its name, the newest wins."""
    used: Counter[str] = Counter()
    names: dict[str, str] = {}
    indicators: dict[str, set[str]] = {}
    for content in contents:
        for measure in _measures(content):
            for index, key in enumerate(measure.keys):
                found = _one_key(key)
                used[found] += 1
                indicators.setdefault(found, set()).add(measure.indicator)
                told = measure.names[index].strip() if index < len(measure.names) else ""
                if told or key.startswith("name:"):
                    names.setdefault(found, told or key.partition(":")[2].strip())
    return tuple(
        KnownKey(key, names.get(key, ""), count, tuple(sorted(indicators[key]))) for key, count in used.most_common()
    )


def sums_of(
    accepted: Iterable[SubmissionState], indicators: Mapping[str, Indicator], before: Iterable[FactMeasure] = ()
) -> tuple[FactMeasure, ...]:
    """The figures of accepted items, and of those `before`, taken together: sums, names united, the largest of maxima.

    Only what was held counts, as everywhere; a difference to the board (an activity told by two) is for the writer to check.
    """
    rows = [
        measure
        for state in accepted
        for facts in state.facts
        if facts.series is Series.ACTUAL
        for measure in facts.measures
        if measure.indicator in indicators
    ]
    return merged([*before, *rows], indicators)


def lines_of(accepted: Iterable[SubmissionState], before: Lines | None = None) -> Lines:
    """What a summary may name of accepted items and of those `before`: reports that were ticked as a highlight, and cases."""
    known = before or Lines()
    contents = [(state.received_at, state.content) for state in accepted]
    highlights = ((at, one.title) for at, one in contents if isinstance(one, ActivityReport) and one.highlight)
    cases = ((at, one.title) for at, one in contents if isinstance(one, Case))
    return Lines(_newest(known.highlights, highlights), _newest(known.cases, cases))


def _newest(known: tuple[Line, ...], lines: Iterable[Line]) -> tuple[Line, ...]:
    newest: dict[str, datetime] = {}
    for at, title in (*known, *lines):
        newest[title] = max(at, newest.get(title, at))
    found = sorted(((at, title[:MAX_LINE_CHARACTERS]) for title, at in newest.items()), reverse=True)
    return tuple(found[:MOST_LINES])


def _one_key(key: str) -> str:
    scheme, _colon, value = key.partition(":")
    return f"{scheme}:{one_name(value)}" if scheme == "name" else f"{scheme}:{value.strip().upper()}"


def _sessions(content: Content) -> tuple[Session, ...]:
    return content.sessions if isinstance(content, Plan | ActivityReport) else ()


def _measures(content: Content) -> list[Measure]:
    own = content.measures if isinstance(content, ActivityReport | Summary) else ()
    return [*own, *(measure for session in _sessions(content) for measure in session.measures)]


def _venues(sessions: Iterable[Session]) -> tuple[Venue, ...]:
    places = _most_used(
        (session.place, session.address) for session in sessions if session.place.kind is not PlaceKind.NONE
    )
    return tuple(Venue(place, address, used) for (place, address), used in places[:MOST])


def _choices(name: str, contents: Iterable[Content]) -> tuple[Choice, ...]:
    chosen = _most_used(choice for content in contents for choice in getattr(content, name, ()))
    return tuple(choice for choice, _used in chosen[:MOST])


def _most_used(things: Iterable[ThingT]) -> list[tuple[ThingT, int]]:
    return Counter(things).most_common()
