"""What a unit says of its own about an edition: windows, an activity month, themes."""

from datetime import date

import pytest

from contracts.editions import shipped_editions
from contracts.problems import Problem, ProblemCode
from services.directory.domain.units import (
    ThemeForm,
    ThemesForm,
    WindowForm,
    with_themes,
    with_window,
    without_window,
)
from services.directory.seed.sample import sample_organisations

KNOWN = {one.organisation: one for one in sample_organisations()}
PROVINCE, CITY = KNOWN["330000"], KNOWN["330600"]
EDITION = next(one for one in shipped_editions() if one.edition == "2024")


def test_a_unit_declares_a_window_and_a_month_and_may_change_either() -> None:
    month = WindowForm(start=date(2024, 5, 1), end=date(2024, 5, 31), kind="activity_month")
    first = with_window(PROVINCE, EDITION, month, 2)
    assert first is not None
    assert with_window(first.after, EDITION, month, 3) is None

    second = with_window(first.after, EDITION, WindowForm(start=date(2024, 5, 15), end=date(2024, 5, 21)), 4)
    assert second is not None
    third = with_window(second.after, EDITION, WindowForm(start=date(2024, 5, 16), end=date(2024, 5, 21)), 5)

    assert third is not None
    windows = [(one.edition, one.start.day, one.kind) for one in third.after.windows]
    assert windows == [("2024", 1, "activity_month"), ("2024", 16, "own_window")]


def test_a_unit_takes_a_window_back_and_keeps_the_other() -> None:
    month = with_window(PROVINCE, EDITION, WindowForm(start=date(2024, 5, 1), end=date(2024, 5, 31)), 2)
    assert month is not None

    assert without_window(month.after, EDITION, "activity_month", 3) is None
    left = without_window(month.after, EDITION, "own_window", 3)

    assert left is not None
    assert left.after.windows == ()
    assert left.before["windows"] != []


def test_a_unit_has_themes_of_its_own_each_once_an_edition() -> None:
    def form(*names: str, revision: int = PROVINCE.revision) -> ThemesForm:
        return ThemesForm(themes=tuple(ThemeForm(name=name) for name in names), revision=revision)

    change = with_themes(PROVINCE, EDITION, form("海洋职教", "丝路工匠"), 2)
    assert change is not None
    assert [(one.edition, one.name) for one in change.after.themes] == [("2024", "海洋职教"), ("2024", "丝路工匠")]
    assert with_themes(change.after, EDITION, form("海洋职教", "丝路工匠"), 3) is None

    with pytest.raises(Problem) as twice:
        with_themes(PROVINCE, EDITION, form("海洋职教", "海洋职教"), 2)
    with pytest.raises(Problem) as stale:
        with_themes(change.after, EDITION, form("新"), 3)

    assert [(one.path, one.code) for one in twice.value.fields] == [("themes.1.name", ProblemCode.DUPLICATE_KEY)]
    assert stale.value.code is ProblemCode.CONFLICT


@pytest.mark.parametrize(
    ("start", "end"),
    [(date(2024, 5, 2), date(2024, 5, 1)), (date(2024, 1, 1), date(2024, 12, 31)), (date(1, 1, 1), date(1, 1, 2))],
)
def test_a_window_that_is_no_window_is_refused(start: date, end: date) -> None:
    with pytest.raises(Problem) as refused:
        with_window(PROVINCE, EDITION, WindowForm(start=start, end=end), 2)

    assert refused.value.fields[0].code is ProblemCode.BAD_SPAN


def test_only_a_reporting_unit_has_a_window_and_only_while_the_edition_is_open() -> None:
    week = WindowForm(start=date(2024, 5, 15), end=date(2024, 5, 21))
    with pytest.raises(Problem) as no_unit:
        with_window(CITY, EDITION, week, 2)
    with pytest.raises(Problem) as sealed:
        with_window(PROVINCE, EDITION.model_copy(update={"sealed": True}), week, 2)

    assert no_unit.value.code is ProblemCode.NOT_FOUND
    assert sealed.value.code is ProblemCode.EDITION_SEALED
