"""What the finders of all rules look at: one input, the hits of the one scan, and the neighbours; and how a finding is made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from contracts.editions import indicators
from services.moderation.checks.findings import About, Finding, shortened
from services.moderation.checks.kinds import Rule
from services.moderation.checks.neighbours import Alike, Neighbours, Photo, SamePhoto
from services.moderation.checks.ruleset import RuleSet
from services.moderation.checks.scanning import Hit
from services.moderation.checks.subject import CheckInput, Part, Passage, Text
from services.moderation.checks.written import Written, as_unit, written_in

WITH_NUMBERS = frozenset({Part.TITLE, Part.TEXT, Part.CAPTION})


@dataclass(eq=False)
class View:
    """One check in the making. What several rules need is worked out once, when the first of them asks."""

    given: CheckInput
    rule_set: RuleSet
    neighbours: Neighbours
    _alike: dict[str, tuple[Alike, ...]] = field(default_factory=dict)
    _same: dict[tuple[str, int, int], tuple[SamePhoto, ...]] = field(default_factory=dict)

    @cached_property
    def hits(self) -> dict[int, list[tuple[Text, list[Hit]]]]:
        """By place of the rule in the set: the texts with its words in them."""
        scan = self.rule_set.scanner.scan
        found: dict[int, list[tuple[Text, list[Hit]]]] = {}
        for text in self.given.texts:
            for rule, hits in scan(text.normal.text).items():
                found.setdefault(rule, []).append((text, hits))
        return found

    def hits_of(self, at: int, parts: tuple[Part, ...]) -> Iterator[tuple[Text, list[Hit]]]:
        """The texts of these parts in which the words of the rule at this place stand."""
        return ((text, hits) for text, hits in self.hits.get(at, ()) if text.part in parts)

    @cached_property
    def written(self) -> list[tuple[Text, list[Written]]]:
        """The numbers that stand in titles, texts and captions."""
        read = ((text, written_in(text.normal.text)) for text in self.given.texts if text.part in WITH_NUMBERS)
        return [(text, numbers) for text, numbers in read if numbers]

    @cached_property
    def written_values(self) -> dict[str, frozenset[float]]:
        """By unit of an indicator the values that stand in the texts with that unit; 人, 名 and 位 are one unit."""
        found: dict[str, set[float]] = {}
        for _text, numbers in self.written:
            for number in numbers:
                found.setdefault(as_unit(number.unit), set()).add(number.value)
        return {unit: frozenset(values) for unit, values in found.items()}

    @cached_property
    def session_values(self) -> dict[str, list[int]]:
        """By indicator the values that sessions give, sorted."""
        found: dict[str, list[int]] = {}
        for number in self.given.numbers:
            if number.group is not None:
                found.setdefault(number.indicator, []).append(number.value)
        return {indicator: sorted(values) for indicator, values in found.items()}

    def alike(self, passage: Passage) -> tuple[Alike, ...]:
        """The other submissions' passages that are much like this one, the likest first."""
        path = passage.text.path
        if path not in self._alike:
            self._alike[path] = self.neighbours.passages_like(self.given, passage)
        return self._alike[path]

    def same(self, photo: Photo, most_bits: int, least_quality: int) -> tuple[SamePhoto, ...]:
        """The other submissions' pictures that are the same as this one, those with the same bytes first."""
        asked = (photo.path, most_bits, least_quality)
        if asked not in self._same:
            self._same[asked] = self.neighbours.photos_like(self.given, photo, most_bits, least_quality)
        return self._same[asked]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: a path, the characters of the original (none: the whole field), what stands there."""

    path: str
    start: int = 0
    end: int = 0
    evidence: str = ""

    @classmethod
    def in_text(cls, text: Text, start: int, end: int) -> "Place":
        """Characters `start:end` of the normalised text, led back to the original."""
        first, last = text.normal.span(start, end)
        return cls(text.path, first, last, text.normal.original[first:last])


def finding(rule: Rule, place: Place, facts: Mapping[str, object], about: tuple[About, ...] = ()) -> Finding:
    """A finding of `rule` with its words filled in."""
    return Finding(
        rule=rule.rule,
        severity=rule.severity,
        path=place.path,
        start=place.start,
        end=place.end,
        evidence=shortened(place.evidence),
        zh=rule.zh.format_map(facts),
        en=rule.en.format_map(facts),
        about=about,
        rule_version=rule.version,
    )


def indicator_name(code: str) -> str:
    """What people call an indicator; its code where the dictionary has none of that name."""
    known = indicators().get(code)
    return known.name if known else code


def indicator_unit(code: str) -> str:
    """The unit of an indicator; empty where the dictionary does not have it."""
    known = indicators().get(code)
    return known.unit if known else ""
