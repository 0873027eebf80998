"""From content to facts: the finest things that are ever counted, derived once a version.

Activity reports give the computed series, summaries and reports with a scope the declared one, expected numbers a third.
Where rows or items exist they are counted, and a typed number is only compared with them.
Source: architecture.md, "What counts"; domain report 1.3 and 0.2-0.4.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from contracts.counts import Derivation, Indicator
from contracts.editions import Edition
from contracts.organisations import LocalWindow, Organisation
from contracts.submissions import (
    ActivityReport,
    AnyContent,
    Case,
    Choice,
    FactMeasure,
    FactSet,
    Measure,
    PlaceKind,
    Plan,
    Qualifier,
    Series,
    Session,
    Summary,
    Video,
    Window,
)
from services.ingest.domain.keys import activity_key, country_key, district_key, read_keys
from services.ingest.domain.lists import EditionLists, lists_of
from services.ingest.domain.merging import merged
from services.ingest.domain.windows import window_of, windows_of

WINDOW_OUTSIDE = "window_outside"
UNDATED = "undated"
COUNT_DIFFERS = "count_differs"
COUNTS_ITEMS = "counts_items"
"""A report types a number of cases or films. Each counts where it is filed, so the number is left out and only flagged."""
ITEMS = frozenset({Derivation.CASES, Derivation.VIDEOS})
NOWHERE = "none"


@dataclass(frozen=True, slots=True)
class Derived:
    """The facts of a version, and the flags that reviewers see beside it: `code` or `code:indicator`, sorted."""

    facts: tuple[FactSet, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Who reports what under which edition: all that facts depend on beside the content."""

    submission: UUID
    organisation: str
    edition: Edition
    unit: Organisation | None
    indicators: Mapping[str, Indicator]


def derive_facts(content: AnyContent, origin: Origin) -> Derived:
    """The facts of valid content. Plans (but their flags), manuscripts and photo sets have none; ratios never become facts."""
    if isinstance(content, Plan):
        return _Derivation(content, origin).look_at(content.sessions)
    if isinstance(content, Summary):
        return _Derivation(content, origin).declare(content.measures, content.scope or origin.organisation)
    if isinstance(content, ActivityReport):
        derivation = _Derivation(content, origin)
        return derivation.declare_area(content) if content.scope else derivation.count(content)
    if isinstance(content, Case):
        return _Derivation(content, origin).item(Derivation.CASES)
    if isinstance(content, Video):
        return _Derivation(content, origin).item(Derivation.VIDEOS)
    return Derived((), ())


class _Derivation:
    """The facts of one version in the making."""

    def __init__(self, content: AnyContent, origin: Origin) -> None:
        self._origin = origin
        self._lists: EditionLists = lists_of(origin.edition)
        self._own: tuple[LocalWindow, ...] = windows_of(origin.unit, origin.edition)
        self._by_source = {one.derived_from: one for one in origin.indicators.values() if one.derived_from}
        self._sets: list[FactSet] = []
        self._flags: set[str] = set()
        # Whoever lists the activity, and else whoever reports it: a council's own report is one of that council.
        promoters = (self._lists.promoter(content.activity), origin.organisation)
        self._department = content.department or _first_in(self._lists.departments, promoters)
        self._council = content.council or _first_in(self._lists.councils, promoters)
        self._content = content
        own = self._lists.canonical_activity(content.activity or "")
        self._activity_key = activity_key(own or str(origin.submission))

    def count(self, report: ActivityReport) -> Derived:
        """The computed series: each session at its own time and place, then what is said of the whole report."""
        rows: list[FactMeasure] = []
        for session in report.sessions:
            derived = self._rows_of(session)
            rows += derived
            self._add(self._cell(session), derived + self._typed(self._besides_items(session.measures), derived))
        if len(report.sessions) == 1:
            cell = self._cell(report.sessions[0])
        else:
            hull = self._hull_window(report.sessions)
            cell = self._undated(hull)
        counted = merged(rows, self._origin.indicators)
        items = [] if report.sessions else self._unless_typed(report.measures, self._activity())
        self._add(cell, items + self._typed(self._besides_items(report.measures), counted))
        if not report.sessions:
            self._flags.add(UNDATED)
        return self._derived()

    def _besides_items(self, measures: Iterable[Measure]) -> list[Measure]:
        """A report's numbers without those of what counts itself, wherever it is filed; these are flagged."""
        kept: list[Measure] = []
        for measure in measures:
            counts_itself = self._origin.indicators[measure.indicator].derived_from in ITEMS
            if counts_itself and measure.qualifier is not Qualifier.EXPECTED:
                self._flags.add(f"{COUNTS_ITEMS}:{measure.indicator}")
            else:
                kept.append(measure)
        return kept

    def declare(self, measures: Iterable[Measure], scope: str) -> Derived:
        """The declared series: numbers as typed, for the whole area of `scope`."""
        self._add(self._undated(Window.WEEK), self._typed(measures, []), scope)
        return self._derived()

    def declare_area(self, report: ActivityReport) -> Derived:
        """The declared series of an area aggregate; its sessions are times and places of numbers, not rows to count."""
        for session in report.sessions:
            self._add(self._cell(session), self._typed(session.measures, []), report.scope)
        cell = self._cell(report.sessions[0]) if len(report.sessions) == 1 else self._undated(Window.WEEK)
        self._add(cell, self._typed(report.measures, []), report.scope)
        return self._derived()

    def look_at(self, sessions: tuple[Session, ...]) -> Derived:
        """No fact: what is planned counts nothing. When it is planned for is flagged as for what was held."""
        for session in sessions:
            self._cell(session)
        if not sessions:
            self._flags.add(UNDATED)
        return self._derived()

    def item(self, source: Derivation) -> Derived:
        """One item of a kind that is counted by itself."""
        self._add(self._undated(Window.WEEK), self._rows(source, 1))
        return self._derived()

    def _derived(self) -> Derived:
        return Derived(_grouped(self._sets, self._origin.indicators), tuple(sorted(self._flags)))

    def _add(self, cell: FactSet, measures: list[FactMeasure], scope: str | None = None) -> None:
        expected = tuple(measure for measure in measures if measure.qualifier is Qualifier.EXPECTED)
        stated = tuple(measure for measure in measures if measure.qualifier is not Qualifier.EXPECTED)
        if expected:
            self._sets.append(cell.model_copy(update={"series": Series.EXPECTED, "measures": expected}))
        if stated:
            series = Series.DECLARED if scope else Series.ACTUAL
            self._sets.append(cell.model_copy(update={"series": series, "scope": scope, "measures": stated}))

    def _cell(self, session: Session) -> FactSet:
        window = window_of(session.when, self._origin.edition, self._own)
        if window is Window.OUTSIDE:
            self._flags.add(WINDOW_OUTSIDE)
        span = session.when
        single = span.start == span.end
        ranged = span.precision == "range" and not single
        place = session.place.code if session.place.kind is PlaceKind.DISTRICT else session.place.kind.value
        return self._undated(window).model_copy(
            update={
                "place": place,
                "day": span.start if single else None,
                "since": span.start if ranged else None,
                "through": span.end if ranged else None,
            }
        )

    def _undated(self, window: Window) -> FactSet:
        content = self._content
        return FactSet(
            series=Series.ACTUAL,
            window=window,
            place=NOWHERE,
            department=self._department,
            council=self._council,
            activity=content.activity,
            local_types=_codes(content.local_types),
            focus=_codes(content.focus),
            tags=_codes(content.tags),
            highlight=isinstance(content, ActivityReport) and content.highlight,
            measures=(),
        )

    def _hull_window(self, sessions: tuple[Session, ...]) -> Window:
        """The window of numbers that belong to all sessions together: that of the time from the first to the last."""
        if not sessions:
            return Window.WEEK
        first = min(session.when.start for session in sessions)
        last = max(session.when.end for session in sessions)
        hull = sessions[0].when.model_copy(update={"start": first, "end": last, "precision": "range"})
        return window_of(hull, self._origin.edition, self._own)

    def _rows_of(self, session: Session) -> list[FactMeasure]:
        place = session.place
        district = place.kind is PlaceKind.DISTRICT and not (place.code or "").endswith("0000")
        return [
            *self._rows(Derivation.SESSIONS, 1),
            *self._activity(),
            *(self._rows(Derivation.DISTRICTS, 1, district_key(place.code or "")) if district else []),
            *(
                self._rows(Derivation.COUNTRIES, 1, country_key(place.code or ""))
                if place.kind is PlaceKind.OVERSEAS
                else []
            ),
        ]

    def _activity(self) -> list[FactMeasure]:
        return self._rows(Derivation.ACTIVITIES, 1, self._activity_key)

    def _rows(self, source: Derivation, value: int, *keys: str) -> list[FactMeasure]:
        indicator = self._by_source.get(source)
        if indicator is None:
            return []
        return [FactMeasure(indicator=indicator.code, value=value, qualifier=Qualifier.EXACT, keys=keys)]

    def _unless_typed(self, measures: tuple[Measure, ...], rows: list[FactMeasure]) -> list[FactMeasure]:
        typed = {measure.indicator for measure in measures if measure.qualifier is not Qualifier.EXPECTED}
        return [row for row in rows if row.indicator not in typed]

    def _typed(self, measures: Iterable[Measure], rows: Iterable[FactMeasure]) -> list[FactMeasure]:
        """Typed numbers as facts; one that rows answer is compared with them and left out."""
        counted = {row.indicator: row.value for row in rows}
        facts: list[FactMeasure] = []
        for measure in measures:
            indicator = self._origin.indicators[measure.indicator]
            keys = tuple(sorted(read_keys(measure.keys, indicator, self._lists).keys))
            value = len(keys) if keys else measure.value or 0
            if measure.qualifier is not Qualifier.EXPECTED and measure.indicator in counted:
                if value != counted[measure.indicator]:
                    self._flags.add(f"{COUNT_DIFFERS}:{measure.indicator}")
                continue
            facts.append(FactMeasure(indicator=measure.indicator, value=value, qualifier=measure.qualifier, keys=keys))
        return facts


def _codes(choices: Iterable[Choice]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(choice.code for choice in choices))


def _first_in(listed: frozenset[str], codes: Iterable[str | None]) -> str | None:
    return next((code for code in codes if code in listed), None)


def _grouped(sets: Iterable[FactSet], indicators: Mapping[str, Indicator]) -> tuple[FactSet, ...]:
    """Sets with equal dimensions become one, in the order in which they were first met."""
    cells: dict[FactSet, list[FactMeasure]] = {}
    for one in sets:
        cells.setdefault(one.model_copy(update={"measures": ()}), []).extend(one.measures)
    return tuple(cell.model_copy(update={"measures": merged(measures, indicators)}) for cell, measures in cells.items())
