"""Finders of numbers that cannot be: against each other, against the place, the school, the text, the organisation's own."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from contracts.submissions import ActivityReport, PlaceKind, Summary
from contracts.submissions import Place as WherePlace
from services.moderation.checks.findings import Finding
from services.moderation.checks.kinds import (
    AtLeast,
    Dates,
    Declared,
    Digits,
    Enrolled,
    Flag,
    Needs,
    Slip,
    WanTwice,
    WrittenDates,
)
from services.moderation.checks.subject import ENROLLED, Number
from services.moderation.checks.view import Place, View, finding, indicator_name, indicator_unit

TEN_THOUSAND = 10_000
LEAST_TIMES, MOST_TIMES = 5_000, 20_000
"""Numbers that should be about as large, and are that many times as large, have another unit."""
PERCENT = 100
SCHOOL_DIGITS = 10
"""A school's id is its ten-digit code (domain report 4); a slip can only be told where somebody has so many students."""


def find_at_least(rule: AtLeast, _at: int, view: View) -> Iterator[Finding]:
    """Pairs of one session or one report that stand the wrong way round; expected numbers are another series."""
    for _group, numbers in _together(view.given.numbers):
        for pair in rule.pairs:
            more, less = numbers.get(pair.more), numbers.get(pair.less)
            if more is not None and less is not None and more.value < less.value:
                evidence = f"{pair.more}={more.value} < {pair.less}={less.value}"
                facts = _facts(more) | _other(less) | {"other_value": less.value}
                yield finding(rule, Place(more.path, evidence=evidence), facts)


def find_needs(rule: Needs, _at: int, view: View) -> Iterator[Finding]:
    """Numbers without the other one that they come from, looked for in the whole submission."""
    given = {number.indicator for number in view.given.numbers if number.value > 0}
    for number in view.given.numbers:
        for pair in rule.pairs:
            if number.indicator == pair.number and number.value > 0 and pair.needs not in given:
                facts = _facts(number) | {"other_name": indicator_name(pair.needs), "other_code": pair.needs}
                yield finding(rule, Place(number.path, evidence=f"{number.indicator}={number.value}"), facts)


def find_digits(rule: Digits, _at: int, view: View) -> Iterator[Finding]:
    """People at one session in numbers that its place does not hold."""
    for number in view.given.numbers:
        if number.indicator in rule.indicators and number.place is not None:
            most = _digits_of(rule, number.place)
            if len(str(number.value)) > most:
                evidence = f"{number.indicator}={number.value}"
                yield finding(rule, Place(number.path, evidence=evidence), _facts(number) | {"digits": most})


def find_enrolled(rule: Enrolled, _at: int, view: View) -> Iterator[Finding]:
    """Sessions with more students than the organisation has, where that is known; else than any one school has."""
    organisation = view.given.state.organisation
    known = (view.given.own_figures or {}).get(ENROLLED)
    is_school = len(organisation) == SCHOOL_DIGITS and organisation.isdigit()
    most = known if known is not None else rule.most_of_a_school if is_school else None
    if most is None:
        return
    for number in view.given.numbers:
        if number.indicator in rule.indicators and number.group is not None and number.value > most:
            evidence = f"{number.indicator}={number.value} > {most}"
            yield finding(rule, Place(number.path, evidence=evidence), _facts(number) | {"most": most})


def find_slips(rule: Slip, _at: int, view: View) -> Iterator[Finding]:
    """Numbers ten thousand times off: from one in the text exactly, from another session's or the own figure about."""
    own = view.given.own_figures or {}
    for number in view.given.numbers:
        if number.indicator not in rule.indicators or number.value < rule.least:
            continue
        other = _slipped(number, own.get(number.indicator), view, rule.least)
        if other is not None:
            evidence = f"{number.indicator}={number.value} / {other:g}"
            facts = _facts(number) | {"other_value": f"{other:.12g}"}
            yield finding(rule, Place(number.path, evidence=evidence), facts)


def find_declared(rule: Declared, _at: int, view: View) -> Iterator[Finding]:
    """Numbers of a summary, or of a report for a whole area, that are far from what the own reports come to."""
    content, own = view.given.state.content, view.given.own_figures
    if own is None or not (isinstance(content, Summary) or (isinstance(content, ActivityReport) and content.scope)):
        return
    for number in view.given.numbers:
        computed = own.get(number.indicator)
        if computed is None or number.expected or number.group is not None:
            continue
        off = abs(number.value - computed) * PERCENT
        if off > rule.tolerance_percent * max(number.value, computed):
            evidence = f"{number.indicator}={number.value} / {computed}"
            facts = _facts(number) | {"other_value": computed, "percent": rule.tolerance_percent}
            yield finding(rule, Place(number.path, evidence=evidence), facts)


def find_flags(rule: Flag, _at: int, view: View) -> Iterator[Finding]:
    """What ingest flagged while it derived the facts, at the number it speaks of where there is one."""
    for flag in view.given.state.flags:
        name, _colon, code = flag.partition(":")
        if name == rule.flag:
            path = next((number.path for number in view.given.numbers if number.indicator == code), "content")
            yield finding(rule, Place(path, evidence=flag), {"name": indicator_name(code), "code": code})


def find_dates(rule: Dates, _at: int, view: View) -> Iterator[Finding]:
    """Sessions that start or end too far from the edition's days."""
    edition = view.given.edition
    if edition is None:
        return
    first = edition.start - timedelta(days=rule.days_before)
    last = edition.end + timedelta(days=rule.days_after)
    for index, session in enumerate(view.given.sessions):
        when = session.when
        if when.start < first or when.end > last:
            told = when.start.isoformat() + (f"/{when.end.isoformat()}" if when.end != when.start else "")
            facts = {"found": told, "first": edition.start.isoformat(), "last": edition.end.isoformat()}
            yield finding(rule, Place(f"content.sessions.{index}.when", evidence=told), facts)


def find_written_dates(rule: WrittenDates, _at: int, view: View) -> Iterator[Finding]:
    """Whole dates in texts that no calendar has, or of another year than the edition."""
    year = view.given.edition.start.year if view.given.edition else None
    for text, numbers in view.written:
        if text.part not in rule.parts:
            continue
        for number in numbers:
            if not number.is_date:
                continue
            other_year = number.day is not None and year is not None and number.day.year != year
            if number.day is None if rule.which == "impossible" else other_year:
                place = Place.in_text(text, number.start, number.end)
                yield finding(rule, place, {"found": place.evidence, "year": year or ""})


def find_wan_twice(rule: WanTwice, _at: int, view: View) -> Iterator[Finding]:
    """Numbers of ten thousands that have so many digits that the ten thousand stands in them already."""
    for text, numbers in view.written:
        if text.part in rule.parts:
            for number in numbers:
                if number.scale == "万" and len(number.digits.partition(".")[0]) >= rule.digits:
                    place = Place.in_text(text, number.start, number.end)
                    yield finding(rule, place, {"found": place.evidence})


def _together(numbers: tuple[Number, ...]) -> Iterator[tuple[object, dict[str, Number]]]:
    """Numbers of one group and one series, by indicator; where one is given twice, the larger stands for both."""
    ordered = sorted(numbers, key=lambda one: (one.group is not None, one.group or 0, one.expected))
    for key, group in groupby(ordered, key=lambda one: (one.group, one.expected)):
        found: dict[str, Number] = {}
        for number in group:
            if number.indicator not in found or found[number.indicator].value < number.value:
                found[number.indicator] = number
        yield key, found


def _slipped(number: Number, own: int | None, view: View, least: int) -> float | None:
    """What a number is ten thousand times off: one of its unit in the text, another session's, or the own figure.

    None where the text or another session says the same: the number then only repeats it.
    """
    in_text = view.written_values.get(indicator_unit(number.indicator), frozenset())
    sessions = view.session_values.get(number.indicator, [])
    times_said = bisect_right(sessions, number.value) - bisect_left(sessions, number.value)
    if number.value in in_text or times_said > (number.group is not None):
        return None
    exact = [number.value * TEN_THOUSAND, number.value / TEN_THOUSAND]
    others = [one for one in exact if one in in_text]
    others += _in_reach(number.value, sessions) + (_in_reach(number.value, [own]) if own else [])
    return next((other for other in others if min(other, number.value) >= least), None)


def _in_reach(value: int, others: Sequence[int]) -> list[float]:
    """Of sorted numbers the first that is about ten thousand times larger, and the first about so much smaller."""
    ranges = ((value * LEAST_TIMES, value * MOST_TIMES), (value / MOST_TIMES, value / LEAST_TIMES))
    starts = [(bisect_left(others, low), high) for low, high in ranges]
    return [others[at] for at, high in starts if at < len(others) and others[at] <= high]


def _digits_of(rule: Digits, place: WherePlace) -> int:
    if place.kind is not PlaceKind.DISTRICT or not place.code:
        return rule.elsewhere
    if place.code.endswith("0000"):
        return rule.province
    return rule.city if place.code.endswith("00") else rule.county


def _facts(number: Number) -> dict[str, object]:
    return {"name": indicator_name(number.indicator), "code": number.indicator, "value": number.value}


def _other(number: Number) -> dict[str, object]:
    return {"other_name": indicator_name(number.indicator), "other_code": number.indicator}
