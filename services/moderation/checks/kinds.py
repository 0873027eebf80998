"""What a rule may be: every kind of rule with its settings, as a rule file writes them. What each does stands in the finders.

A kind says which facts its texts may name in braces, so that a wrong one is refused when the file is read.
"""

import re
from math import prod
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from contracts.editions import indicators
from contracts.submissions import Kind
from services.moderation.checks.findings import Severity
from services.moderation.checks.subject import ENROLLED, Part

WORD_CHARACTERS = 40
PATTERN_CHARACTERS = 600

Word = Annotated[str, Field(min_length=1, max_length=WORD_CHARACTERS)]
Code = Annotated[str, Field(min_length=1, max_length=64)]
Whose = Literal["own", "others"]
"""Own: the same organisation's, or one of the same chain: sent again. Others: taken from somebody else, or by them."""

Sent = Literal["before", "after", "any"]
"""Whether the other submission was received before this one, so that this may be taken from it, or after."""

_UNBOUNDED = re.compile(r"(?<!\\)(?:[*+]|\{\d*,\}|\)\s*(?:[*+]|\{))")


_CHOICE = re.compile(r"(?<![(\\])\?|\{(\d*),(\d+)\}")
MOST_WAYS = 20_000


class Setting(BaseModel):
    """A part of a rule file: closed and strict, so that a slip of the pen is found and not ignored."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", regex_engine="python-re")


class Rule(Setting):
    """What all rules have. `zh` and `en` are what people read; `only` are the kinds of material it applies to (none: all).

    `source` names the standard, law or notice that the rule rests on.
    """

    facts: ClassVar[frozenset[str]] = frozenset()

    rule: str = Field(pattern=r"^[a-z][a-z0-9_]{2,63}$")
    version: int = Field(ge=1)
    severity: Severity
    zh: str = Field(min_length=1, max_length=500)
    en: str = Field(min_length=1, max_length=500)
    source: str = Field(min_length=1, max_length=500)
    only: tuple[Kind, ...] = ()


class Entry(Setting):
    """A word to find. `instead` is what is right; `allow` are phrases inside which it is no mistake."""

    word: Word
    instead: Word | None = None
    allow: tuple[Word, ...] = ()


class Words(Rule):
    """Words of a list. A hit wholly inside one of the phrases of `allow` is none; of overlapping ones the longest counts."""

    facts: ClassVar = frozenset({"found", "instead"})

    kind: Literal["words"]
    parts: tuple[Part, ...] = (Part.TITLE, Part.TEXT, Part.CAPTION)
    entries: tuple[Entry, ...] = Field(min_length=1, max_length=20_000)
    allow: tuple[Word, ...] = Field(default=(), max_length=20_000)

    @model_validator(mode="after")
    def _needs_what_is_right(self) -> Self:
        if "{instead}" in self.zh + self.en:
            lacking = [entry.word for entry in self.entries if entry.instead is None]
            if lacking:
                raise ValueError(f"the text names {{instead}}, which {lacking[0]!r} lacks")
        return self


class Patterns(Rule):
    """Regular expressions that are tried around anchors: words one of which every match contains.

    So that no text takes long, no repeat is unbounded, no group repeats, and optional parts and repeats combine in at most
    20,000 ways. A group named `age` is a number (also in Chinese figures), and with `from_age` and `younger_than` only numbers
    between them count. An anchor inside a phrase of `allow` is none.
    """

    facts: ClassVar = frozenset({"found"})

    kind: Literal["patterns"]
    parts: tuple[Part, ...] = (Part.TITLE, Part.TEXT, Part.CAPTION)
    anchors: tuple[Word, ...] = Field(min_length=1, max_length=200)
    patterns: tuple[Annotated[str, Field(min_length=1, max_length=PATTERN_CHARACTERS)], ...] = Field(min_length=1)
    allow: tuple[Word, ...] = ()
    around_characters: int = Field(default=30, ge=5, le=100)
    from_age: int = Field(default=0, ge=0)
    younger_than: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _patterns_are_sound(self) -> Self:
        for pattern in self.patterns:
            if _UNBOUNDED.search(pattern):
                raise ValueError(f"a repeat without an upper bound, or of a group, in {pattern!r}")
            if _ways(pattern) > MOST_WAYS:
                raise ValueError(f"too many optional parts and repeats in {pattern!r}")
            try:
                compiled = re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r}: {error}") from error
            if self.younger_than is not None and "age" not in compiled.groupindex:
                raise ValueError(f"younger_than needs a group named age in {pattern!r}")
        return self


class Order(Rule):
    """Names that keep an order where a text lists at least three of them in a row; each with its other spellings."""

    facts: ClassVar = frozenset({"found", "before", "after"})

    kind: Literal["order"]
    parts: tuple[Part, ...] = (Part.TEXT, Part.CAPTION)
    names: tuple[Annotated[tuple[Word, ...], Field(min_length=1)], ...] = Field(min_length=3)


class Pair(Setting):
    """Two indicators, the first of which is never below the second."""

    more: Code
    less: Code


class AtLeast(Rule):
    """Pairs that must hold inside one session and inside one report."""

    facts: ClassVar = frozenset({"name", "code", "value", "other_name", "other_code", "other_value"})

    kind: Literal["at_least"]
    pairs: tuple[Pair, ...] = Field(min_length=1)


class Need(Setting):
    """An indicator that makes no sense where the other is 0 or absent."""

    number: Code
    needs: Code


class Needs(Rule):
    """Numbers that come only with others."""

    facts: ClassVar = AtLeast.facts - {"other_value"}

    kind: Literal["needs"]
    pairs: tuple[Need, ...] = Field(min_length=1)


class Digits(Rule):
    """People at one session: the most digits that such a number has in a place of that level."""

    facts: ClassVar = frozenset({"name", "code", "value", "digits"})

    kind: Literal["digits"]
    indicators: tuple[Code, ...] = Field(min_length=1)
    county: int = Field(ge=1)
    city: int = Field(ge=1)
    province: int = Field(ge=1)
    elsewhere: int = Field(ge=1)


class Enrolled(Rule):
    """Students at one session of a school against those it has; where nobody knows, against `most_of_a_school`."""

    facts: ClassVar = frozenset({"name", "code", "value", "most"})

    kind: Literal["enrolled"]
    indicators: tuple[Code, ...] = Field(min_length=1)
    most_of_a_school: int = Field(ge=1)


class Slip(Rule):
    """A number ten thousand times another that must be about the same: 万人 written as 人, or the other way round.

    Compared with numbers of the same unit in the text (exactly so many times), with the other sessions and with the
    organisation's own figures (half to twice as many times). `least` is the smallest of the two numbers that is looked at: 1
    and 10,000 prove nothing.
    """

    facts: ClassVar = frozenset({"name", "code", "value", "other_value"})

    kind: Literal["slip"]
    indicators: tuple[Code, ...] = Field(min_length=1)
    least: int = Field(default=2, ge=1)


class Declared(Rule):
    """What a summary declares against what the organisation's own reports come to."""

    facts: ClassVar = frozenset({"name", "code", "value", "other_value", "percent"})

    kind: Literal["declared"]
    tolerance_percent: int = Field(ge=0, le=1_000)


class Shares(Rule):
    """A percentage above 100 of something that is a share of a whole (`of`), unless it is told of growth (`unless`)."""

    facts: ClassVar = frozenset({"found"})

    kind: Literal["shares"]
    parts: tuple[Part, ...] = (Part.TITLE, Part.TEXT, Part.CAPTION)
    of: tuple[Word, ...] = Field(min_length=1)
    unless: tuple[Word, ...] = ()


class WanTwice(Rule):
    """A written number of ten thousands that has itself `digits` digits or more: 12000万人 for 1.2万人."""

    facts: ClassVar = frozenset({"found"})

    kind: Literal["wan_twice"]
    parts: tuple[Part, ...] = (Part.TITLE, Part.TEXT, Part.CAPTION)
    digits: int = Field(ge=4)


class Dates(Rule):
    """Sessions further from the edition's days than anybody's activity month reaches."""

    facts: ClassVar = frozenset({"found", "first", "last"})

    kind: Literal["dates"]
    days_before: int = Field(ge=0)
    days_after: int = Field(ge=0)


class WrittenDates(Rule):
    """Dates in texts: those no calendar has (`impossible`), or whole ones of another year than the edition (`other_year`)."""

    facts: ClassVar = frozenset({"found", "year"})

    kind: Literal["written_dates"]
    parts: tuple[Part, ...] = (Part.TITLE, Part.TEXT, Part.CAPTION)
    which: Literal["impossible", "other_year"]


class Flag(Rule):
    """A flag that ingest raised while it derived the facts, as a finding with words."""

    facts: ClassVar = frozenset({"name", "code"})

    kind: Literal["flag"]
    flag: Code


class FileText(Rule):
    """Files without a caption or a credit. What is but figures, marks and the words of `says_nothing` is none: 图片1."""

    facts: ClassVar = frozenset({"file"})

    kind: Literal["file_text"]
    lacks: Literal["caption", "credit"]
    files: tuple[Literal["photo", "video", "document"], ...] = ("photo",)
    says_nothing: tuple[Word, ...] = ()


class ConsentMissing(Rule):
    """Files that show minors who can be recognised, with no consent on file; with `under_14` only those of the youngest."""

    facts: ClassVar = frozenset({"file"})

    kind: Literal["consent"]
    under_14: bool


class AiMark(Rule):
    """Words that speak of generated pictures beside files none of which is marked as generated."""

    facts: ClassVar = frozenset({"found"})

    kind: Literal["ai_mark"]
    parts: tuple[Part, ...] = (Part.TITLE, Part.TEXT, Part.CAPTION, Part.CREDIT)
    words: tuple[Word, ...] = Field(min_length=1)
    allow: tuple[Word, ...] = ()


class SecretsTick(Rule):
    """The declaration that nothing in it is a state secret, not ticked."""

    kind: Literal["secrets_tick"]


class TextAlike(Rule):
    """A text much like another submission's: `least_percent` of its 3-grams of characters in common."""

    facts: ClassVar = frozenset({"percent", "other", "stretches"})

    kind: Literal["text_alike"]
    whose: Whose
    sent: Sent = "any"
    least_percent: int = Field(ge=50, le=100)
    least_characters: int = Field(ge=60)
    most: int = Field(default=3, ge=1, le=20)


class PhotoAlike(Rule):
    """A picture or film with the same bytes as another submission's, or a picture that looks the same.

    Source of the bounds: PDQ's authors take 31 of 256 bits as the same picture, and no hash of a quality below 50.
    """

    facts: ClassVar = frozenset({"file", "other", "distance"})

    kind: Literal["photo_alike"]
    whose: Whose
    sent: Sent = "any"
    most_bits: int = Field(default=31, ge=0, le=60)
    least_quality: int = Field(default=50, ge=0, le=100)
    most: int = Field(default=3, ge=1, le=20)


class Joint(Rule):
    """Another organisation that tells of the same activity: same day, same place, no other listed activity, a like title."""

    facts: ClassVar = frozenset({"other", "day", "place"})

    kind: Literal["joint"]
    least_percent: int = Field(ge=30, le=100)
    most: int = Field(default=3, ge=1, le=20)


AnyRule = Annotated[
    Words
    | Patterns
    | Order
    | AtLeast
    | Needs
    | Digits
    | Enrolled
    | Slip
    | Declared
    | Shares
    | WanTwice
    | Dates
    | WrittenDates
    | Flag
    | FileText
    | ConsentMissing
    | AiMark
    | SecretsTick
    | TextAlike
    | PhotoAlike
    | Joint,
    Field(discriminator="kind"),
]


def _ways(pattern: str) -> int:
    """In how many ways the optional parts and repeats of a pattern may be taken together."""
    return prod(int(choice[2]) - int(choice[1] or 0) + 1 if choice[2] else 2 for choice in _CHOICE.finditer(pattern))


def indicators_of(rule: Rule) -> tuple[str, ...]:
    """The codes of the indicator dictionary that a rule names."""
    if isinstance(rule, AtLeast):
        return tuple(code for pair in rule.pairs for code in (pair.more, pair.less))
    if isinstance(rule, Needs):
        return tuple(code for pair in rule.pairs for code in (pair.number, pair.needs))
    if isinstance(rule, Digits | Enrolled | Slip):
        return rule.indicators
    return ()


def unknown_indicator(rule: Rule) -> str | None:
    """The first code that the indicator dictionary does not have."""
    known = indicators()
    return next((code for code in indicators_of(rule) if code not in known and code != ENROLLED), None)
