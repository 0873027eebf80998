"""What is checked: a submission's state as texts with their paths, numbers with their places, and passages to compare."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from contracts.editions import Edition
from contracts.media import MediaState
from contracts.submissions import (
    ActivityReport,
    AnyContent,
    Case,
    Manuscript,
    Measure,
    Place,
    Plan,
    Qualifier,
    Session,
    SubmissionState,
    Summary,
)
from services.moderation.checks.likeness import MIN_CHARACTERS, Signature, signature
from services.moderation.checks.normal import Normal

ENROLLED = "enrolled_students"
"""The one key of `own_figures` that is no indicator: how many students the organisation has, where that is known."""


class Part(StrEnum):
    """Which sort of text a field is; rules name the sorts they apply to."""

    TITLE = "title"
    TEXT = "text"
    CAPTION = "caption"
    CREDIT = "credit"
    NAME = "name"
    FILE_NAME = "file_name"


@dataclass(frozen=True, slots=True)
class Text:
    """One field with words in it. `path` is dotted as in problem lists."""

    path: str
    part: Part
    normal: Normal


@dataclass(frozen=True, slots=True)
class Passage:
    """A text long enough to be compared with others."""

    text: Text
    signature: Signature


@dataclass(frozen=True, slots=True)
class Number:
    """One reported number. `group` tells which numbers stand together: one session's, or the whole report's (None)."""

    path: str
    indicator: str
    value: int
    expected: bool
    group: int | None
    place: Place | None


@dataclass(frozen=True, eq=False)
class CheckInput:
    """All that a check may look at beside the rules and the neighbours.

    `own_figures` are the organisation's own computed figures by indicator (the facts of its other reports that count), for
    comparison with what it declares; under `enrolled_students` how many students it has, where somebody knows.
    """

    state: SubmissionState
    edition: Edition | None = None
    media: MediaState | None = None
    own_figures: Mapping[str, int] | None = None

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every field that holds words, in the order of the form."""
        known: dict[str, Normal] = {}
        found: list[Text] = []
        for path, part, words in _fields(self.state):
            if words:
                normal = known.get(words)
                if normal is None:
                    normal = known[words] = Normal(words)
                found.append(Text(path, part, normal))
        return tuple(found)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The texts that are compared with other submissions'."""
        return tuple(
            Passage(text, signature(text.normal.text))
            for text in self.texts
            if text.part is Part.TEXT and len(text.normal.text) >= MIN_CHARACTERS
        )

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Every reported number, the whole report's first."""
        return tuple(_numbers(self.state.content))

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions of a plan or a report."""
        content = self.state.content
        return content.sessions if isinstance(content, Plan | ActivityReport) else ()


def _fields(state: SubmissionState) -> Iterator[tuple[str, Part, str]]:
    content = state.content
    yield "content.title", Part.TITLE, content.title
    yield "content.text", Part.TEXT, content.text
    yield from _own_fields(content)
    for index, host in enumerate(content.hosts):
        yield f"content.hosts.{index}.name", Part.NAME, host.name or ""
    for index, file in enumerate(state.manifest):
        yield f"manifest.{index}.caption", Part.CAPTION, file.caption
        yield f"manifest.{index}.credit", Part.CREDIT, file.credit
        yield f"manifest.{index}.name", Part.FILE_NAME, file.name


def _own_fields(content: AnyContent) -> Iterator[tuple[str, Part, str]]:
    """The texts that only some kinds have."""
    if isinstance(content, Case):
        for name in ("background", "practice", "results", "experience"):
            yield f"content.{name}", Part.TEXT, getattr(content, name)
    elif isinstance(content, Manuscript):
        yield "content.credit", Part.CREDIT, content.credit
    elif isinstance(content, Summary):
        for name, lines in (("highlights", content.highlights), ("cases", content.cases)):
            for index, line in enumerate(lines):
                yield f"content.{name}.{index}", Part.TEXT, line
    elif isinstance(content, Plan | ActivityReport):
        for index, session in enumerate(content.sessions):
            yield f"content.sessions.{index}.title", Part.TITLE, session.title or ""
            yield f"content.sessions.{index}.place.name", Part.NAME, session.place.name or ""


def _numbers(content: AnyContent) -> Iterator[Number]:
    if isinstance(content, ActivityReport | Summary):
        for index, measure in enumerate(content.measures):
            yield _number(f"content.measures.{index}", measure, None, None)
    if isinstance(content, Plan | ActivityReport):
        for group, session in enumerate(content.sessions):
            for index, measure in enumerate(session.measures):
                yield _number(f"content.sessions.{group}.measures.{index}", measure, group, session.place)


def _number(path: str, measure: Measure, group: int | None, place: Place | None) -> Number:
    value = len(set(measure.keys)) if measure.keys else measure.value or 0
    return Number(path, measure.indicator, value, measure.qualifier is Qualifier.EXPECTED, group, place)
