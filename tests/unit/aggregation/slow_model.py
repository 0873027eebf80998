"""Counting again, slowly and plainly: the last standings in a dictionary, and every figure by its definition.

It shares nothing with the service but the contracts, so that an agreement of both says something.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from contracts.counts import Aggregation
from contracts.editions import indicators
from contracts.moderation import DecisionEvent, Part, Standing
from contracts.submissions import FactMeasure, FactSet, Qualifier, Series, Window

NATION = "nation"
LabelsOf = Callable[[Standing, FactSet], Iterable[str]]
Figure = tuple[int | None, Qualifier, int, int, Qualifier]
"""Value, qualifier, sources, claimed, qualifier of what is claimed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One number that counts somewhere, and whose it is."""

    standing: Standing
    facts: FactSet
    measure: FactMeasure


def final_standings(told: Iterable[DecisionEvent]) -> dict[UUID, Standing]:
    """The standing of the highest revision of each submission."""
    last: dict[UUID, DecisionEvent] = {}
    for one in told:
        if one.submission not in last or one.revision > last[one.submission].revision:
            last[one.submission] = one
    return {name: one.standing for name, one in last.items()}


def shown_part(standing: Standing, scope: str, *, unit: bool, pending: bool) -> Part | None:
    """The version of a submission that a board shows, before other submissions are looked at."""
    if scope != NATION and unit and standing.unit != scope:
        return None
    if scope != NATION and not unit and scope not in standing.chain:
        return None
    newer = standing.in_review
    if newer is not None and pending:
        return newer
    if newer is not None and scope != NATION and not unit and newer.level >= standing.chain.index(scope):
        return newer
    return standing.counted


def visible(
    final: Mapping[UUID, Standing], scope: str, *, unit: bool = False, pending: bool = False, edition: str = "2024"
) -> dict[UUID, Part]:
    """The versions that count on a board."""

    def all_of(name: str, *, is_unit: bool) -> dict[UUID, Part]:
        parts = {
            submission: shown_part(standing, name, unit=is_unit, pending=pending)
            for submission, standing in final.items()
            if standing.edition == edition
        }
        return {submission: part for submission, part in parts.items() if part is not None}

    shown = all_of(scope, is_unit=unit)
    weighed = all_of(NATION, is_unit=False) if unit else shown
    back = standing_back({submission: final[submission] for submission in weighed})
    return {submission: part for submission, part in shown.items() if submission not in back}


def standing_back(seen: Mapping[UUID, Standing]) -> set[UUID]:
    """Who is counted under somebody else's name."""
    tells = {one: _counts_in_its_place(one, seen) for one in seen}
    back: set[UUID] = set()
    for one in seen:
        story = _spread({one}, lambda each: tells[each] | {other for other in seen if each in tells[other]})
        reaches = {each: _spread({each}, lambda name: tells[name]) for each in story}
        last = [each for each in story if all(each in reaches[other] for other in reaches[each])]
        # A ring counts its lowest id; of several ends the one named last, then the lowest id.
        lowest = [each for each in last if each == min(reaches[each])]
        if one != min(lowest, key=lambda each: (-_named(seen[each]), each)):
            back.add(one)
    return back


def _named(standing: Standing) -> float:
    return standing.joint_named_at.timestamp() if standing.joint_activity and standing.joint_named_at else 0.0


def _counts_in_its_place(one: UUID, seen: Mapping[UUID, Standing]) -> set[UUID]:
    standing, found = seen[one], set[UUID]()
    if standing.duplicate_of is not None and standing.duplicate_of in seen:
        found.add(standing.duplicate_of)
    if standing.joint_activity is not None:
        members = [name for name, each in seen.items() if each.joint_activity == standing.joint_activity]
        found.add(min(members, key=lambda name: (-_named(seen[name]), name)))
    return found - {one}


def _spread(start: set[UUID], next_to: Callable[[UUID], set[UUID]]) -> set[UUID]:
    reached = set(start)
    while True:
        more = {other for one in reached for other in next_to(one)} - reached
        if not more:
            return reached
        reached |= more


def lines(final: Mapping[UUID, Standing], parts: Mapping[UUID, Part]) -> list[Line]:
    """Every number of some versions."""
    return [
        Line(final[submission], facts, measure)
        for submission, part in parts.items()
        for facts in part.facts
        for measure in facts.measures
    ]


def figures(
    told: Iterable[Line], indicator: str, windows: tuple[Window, ...], series: Series, labels_of: LabelsOf
) -> dict[str, Figure]:
    """An indicator's figure for every label, by its rule in the dictionary."""
    meaning = indicators()[indicator]
    chosen = [line for line in told if line.facts.series is series and line.facts.window in windows]
    if meaning.aggregation is Aggregation.RATIO:
        return _ratios(chosen, str(meaning.numerator), str(meaning.denominator), labels_of)
    found = {}
    groups = by_label([line for line in chosen if line.measure.indicator == indicator], labels_of)
    for label, group in groups.items():
        found[label] = _RULES[meaning.aggregation](group)
    return found


def by_label(told: Iterable[Line], labels_of: LabelsOf) -> dict[str, list[Line]]:
    """Lines under each of their labels, once each."""
    groups: dict[str, list[Line]] = {}
    for line in told:
        for label in set(labels_of(line.standing, line.facts)):
            groups.setdefault(label, []).append(line)
    return groups


def shown(qualifiers: Iterable[Qualifier]) -> Qualifier:
    """The qualifier of a total."""
    seen = set(qualifiers) - {Qualifier.EXACT}
    if not seen:
        return Qualifier.EXACT
    if Qualifier.EXPECTED in seen:
        return Qualifier.EXPECTED
    return seen.pop() if len(seen) == 1 else Qualifier.ABOUT


def _sources(group: Iterable[Line]) -> int:
    return len({line.standing.submission for line in group})


def _sum(group: list[Line]) -> Figure:
    total = sum(line.measure.value for line in group)
    return total, shown(line.measure.qualifier for line in group), _sources(group), 0, Qualifier.EXACT


def _largest(group: list[Line]) -> Figure:
    largest = max(line.measure.value for line in group)
    qualifier = shown(line.measure.qualifier for line in group if line.measure.value == largest)
    return largest, qualifier, _sources(group), 0, Qualifier.EXACT


def _distinct(group: list[Line]) -> Figure:
    named = {key for line in group for key in line.measure.keys}
    claims = [line.measure for line in group if not line.measure.keys]
    claimed = sum(claim.value for claim in claims)
    return len(named) or None, Qualifier.EXACT, _sources(group), claimed, shown(claim.qualifier for claim in claims)


def _ratios(chosen: list[Line], above: str, below: str, labels_of: LabelsOf) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for label, group in by_label(chosen, labels_of).items():
        tops = [line for line in group if line.measure.indicator == above]
        bottoms = [line for line in group if line.measure.indicator == below]
        total = sum(line.measure.value for line in bottoms)
        if not tops or not total:
            continue
        hundredths = 10_000 * sum(line.measure.value for line in tops) / total
        turned = {Qualifier.AT_LEAST: Qualifier.NEARLY, Qualifier.NEARLY: Qualifier.AT_LEAST}
        under = shown(line.measure.qualifier for line in bottoms)
        over = shown(line.measure.qualifier for line in tops)
        qualifier = shown((over, turned.get(under, under)))
        found[label] = (int(hundredths + 0.5), qualifier, _sources(tops + bottoms), 0, Qualifier.EXACT)
    return found


_RULES = {Aggregation.SUM: _sum, Aggregation.MAX: _largest, Aggregation.DISTINCT: _distinct}


def everywhere(_standing: Standing, _facts: FactSet) -> tuple[str, ...]:
    """One label for all."""
    return ("all",)


def child(standing: Standing, scope: str) -> str:
    """Which child of a scope a submission belongs to."""
    if scope == NATION:
        return standing.unit
    place = standing.chain.index(scope)
    return standing.chain[place - 1] if place else standing.chain[0]


def province(place: str) -> str:
    """The province of a district code."""
    return place[:2] + "0000" if place.isdigit() and len(place) == 6 else place


BREAKDOWNS: dict[str, LabelsOf] = {
    "unit": lambda standing, _facts: (standing.unit,),
    "place": lambda _standing, facts: (facts.place,),
    "province": lambda _standing, facts: (province(facts.place),),
    "day": lambda _standing, facts: (facts.day.isoformat() if facts.day else "undated",),
    "council": lambda _standing, facts: (facts.council or "none",),
    "department": lambda _standing, facts: (facts.department or "none",),
    "activity": lambda _standing, facts: (facts.activity or "none",),
    "window": lambda _standing, facts: (facts.window.value,),
    "kind": lambda standing, _facts: (standing.kind.value,),
    "highlight": lambda _standing, facts: ("highlight" if facts.highlight else "none",),
    "local_type": lambda _standing, facts: facts.local_types or ("none",),
    "focus": lambda _standing, facts: facts.focus or ("none",),
    "tag": lambda _standing, facts: facts.tags or ("none",),
}
