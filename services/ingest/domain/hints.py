"""Numbers that are worth a second look while they are typed: the hints of contracts/number_hints.py. They refuse nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from contracts.counts import Indicator
from contracts.divisions import REVISION, divisions
from contracts.number_hints import DigitsHint, HintWords, NumberHints, number_hints
from contracts.submissions import ActivityReport, Content, Measure, Place, PlaceKind, Plan, Qualifier, Summary
from services.ingest.domain.codes import is_district

LEAST_TIMES, MOST_TIMES = 5_000, 20_000
"""A number so many times another of its kind has another unit: 万人 written as 人, or the other way round."""

UNLISTED = HintWords(
    rule="place_unlisted",
    zh="行政区划代码{code}不在{revision}年的名录中，请核对；撤并前的旧代码可以照用。",
    en="The code {code} is not in the list of divisions of {revision}; please check. Codes from before a merger are fine.",
)


@dataclass(frozen=True, slots=True)
class Hint:
    """What is worth a second look, and where: the path of a number, as problems name it."""

    rule: str
    path: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Typed:
    """One number of a form. `group` is its session, None of the whole report's; `series` keeps expected ones apart."""

    path: str
    indicator: str
    value: int
    expected: bool
    group: int | None
    place: Place | None


def hints_of(
    content: Content, indicators: Mapping[str, Indicator], rules: NumberHints | None = None
) -> tuple[Hint, ...]:
    """All that is worth a second look in the numbers and places of a form, each once, in the order of its path."""
    known = rules or number_hints()
    numbers = [one for one in _numbers(content) if one.indicator in indicators]
    facts = _Words(indicators)
    found = [*_fewer(numbers, known, facts), *_alone(numbers, known, facts)]
    found += [*_too_large(numbers, known.digits, facts), *_slips(numbers, known, facts), *_unlisted(content)]
    return tuple(sorted(dict.fromkeys(found), key=lambda hint: (hint.path, hint.rule)))


@dataclass(frozen=True, slots=True)
class _Words:
    indicators: Mapping[str, Indicator]

    def hint(self, rule: HintWords, number: Typed, other: str | None = None, **more: object) -> Hint:
        facts = {
            "name": self.indicators[number.indicator].name,
            "code": number.indicator,
            "value": number.value,
            **more,
        }
        if other is not None:
            known = self.indicators.get(other)
            facts |= {"other_name": known.name if known else other, "other_code": other}
        return Hint(rule.rule, number.path, rule.zh.format(**facts), rule.en.format(**facts))


def _fewer(numbers: list[Typed], rules: NumberHints, words: _Words) -> Iterator[Hint]:
    for group in _groups(numbers):
        for pair in rules.at_least.pairs:
            more, less = group.get(pair.more), group.get(pair.less)
            if more and less and more.value < less.value:
                yield words.hint(rules.at_least, more, less.indicator, other_value=less.value)


def _alone(numbers: list[Typed], rules: NumberHints, words: _Words) -> Iterator[Hint]:
    given = {number.indicator for number in numbers if number.value > 0}
    for pair in rules.needs.pairs:
        for number in numbers:
            if number.indicator == pair.number and number.value > 0 and pair.needs not in given:
                yield words.hint(rules.needs, number, pair.needs)


def _too_large(numbers: list[Typed], rule: DigitsHint, words: _Words) -> Iterator[Hint]:
    for number in numbers:
        if number.indicator in rule.indicators and number.place is not None:
            most = _digits(rule, number.place)
            if len(str(number.value)) > most:
                yield words.hint(rule, number, digits=most)


def _slips(numbers: list[Typed], rules: NumberHints, words: _Words) -> Iterator[Hint]:
    for number in numbers:
        if number.indicator not in rules.slip.indicators or number.value < rules.slip.least:
            continue
        # What two sessions say alike is no slip of either.
        alike = [one for one in numbers if one.indicator == number.indicator and one.group is not None]
        if sum(one.value == number.value for one in alike) > (number.group is not None):
            continue
        other = next((one for one in alike if one is not number and _is_slip(number.value, one.value)), None)
        if other is not None and other.value >= rules.slip.least:
            yield words.hint(rules.slip, number, other_value=other.value)


def _unlisted(content: Content) -> Iterator[Hint]:
    """Places whose code the list does not have: mistyped, or older or newer than it, which is right."""
    sessions = content.sessions if isinstance(content, Plan | ActivityReport) else ()
    for index, session in enumerate(sessions):
        code = session.place.code
        if session.place.kind is PlaceKind.DISTRICT and code and is_district(code) and code not in divisions():
            facts = {"code": code, "revision": REVISION}
            path = f"content.sessions.{index}.place.code"
            yield Hint(UNLISTED.rule, path, UNLISTED.zh.format(**facts), UNLISTED.en.format(**facts))


def _is_slip(one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return low > 0 and low * LEAST_TIMES <= high <= low * MOST_TIMES


def _groups(numbers: Iterable[Typed]) -> list[dict[str, Typed]]:
    """Numbers of one session, or of the whole report, and one series; where one is given twice, the larger stands for both."""
    groups: dict[tuple[int | None, bool], dict[str, Typed]] = {}
    for number in numbers:
        group = groups.setdefault((number.group, number.expected), {})
        known = group.get(number.indicator)
        if known is None or known.value < number.value:
            group[number.indicator] = number
    return list(groups.values())


def _digits(rule: DigitsHint, place: Place) -> int:
    if place.kind is not PlaceKind.DISTRICT or not place.code:
        return rule.elsewhere
    if place.code.endswith("0000"):
        return rule.province
    return rule.city if place.code.endswith("00") else rule.county


def _numbers(content: Content) -> Iterator[Typed]:
    if isinstance(content, ActivityReport | Summary):
        yield from _typed("content.measures", content.measures, None, None)
    if isinstance(content, Plan | ActivityReport):
        for index, session in enumerate(content.sessions):
            yield from _typed(f"content.sessions.{index}.measures", session.measures, index, session.place)


def _typed(path: str, measures: Iterable[Measure], group: int | None, place: Place | None) -> Iterator[Typed]:
    for index, measure in enumerate(measures):
        value = len(set(measure.keys)) if measure.keys else measure.value or 0
        yield Typed(f"{path}.{index}", measure.indicator, value, measure.qualifier is Qualifier.EXPECTED, group, place)
