"""Clues for coverage: accepted material that is made for it, and nothing that will not take place."""

from typing import Any

import pytest

from contracts.submissions import ActivityReport, Case, Kind, Manuscript, PhotoSet, Plan, Summary, Video
from services.moderation.domain.clue import clue_of, clue_since
from tests.unit.moderation.builders import Desk, said

OPEN = Plan(title="Open day", open_to_public=True)


def accepted(content: Any) -> Desk:  # noqa: ANN401 - the content of any kind.
    desk = Desk.receive(said(kind=content.kind, content=content))
    desk.accept()
    return desk


CLUES = (
    OPEN,
    ActivityReport(title="A highlight", highlight=True),
    Case(title="A case"),
    Manuscript(title="News"),
    PhotoSet(title="Photos"),
    Video(title="A film"),
)
NONE = (Plan(title="A meeting"), ActivityReport(title="One of many"), Summary(title="The whole week"))


@pytest.mark.parametrize("content", CLUES, ids=lambda content: content.kind.value)
def test_what_is_made_for_coverage_is_a_clue_once_it_is_accepted(content: Any) -> None:  # noqa: ANN401 - as above.
    assert clue_of(Desk.receive(said(kind=content.kind, content=content)).record) is None
    assert clue_of(accepted(content).record) is not None


@pytest.mark.parametrize("content", NONE, ids=lambda content: content.kind.value)
def test_what_is_not_made_for_coverage_is_none(content: Any) -> None:  # noqa: ANN401 - as above.
    assert clue_of(accepted(content).record) is None


def test_what_will_not_take_place_is_no_clue_from_the_moment_somebody_says_so() -> None:
    desk = accepted(OPEN)

    desk.hear(said(2, kind=Kind.PLAN, content=OPEN.model_copy(update={"status": "cancelled"})))

    assert desk.standing.counted is not None
    assert clue_of(desk.record) is None


def test_an_amendment_is_told_once_it_is_accepted_and_with_when() -> None:
    desk = accepted(OPEN)
    first = clue_since(desk.record)
    desk.wait(60)
    desk.hear(said(2, kind=Kind.PLAN, content=OPEN.model_copy(update={"title": "Another title"})))
    waiting = clue_of(desk.record)
    assert waiting is not None
    assert (waiting.content.title, clue_since(desk.record)) == ("Open day", first)

    desk.accept()

    told = clue_of(desk.record)
    assert told is not None
    assert told.content.title == "Another title"
    assert clue_since(desk.record) > first
