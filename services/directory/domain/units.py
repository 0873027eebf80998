"""What a reporting unit says of its own about an edition: its window, its activity month, its themes below the national one.

Source: notice 四(一) (支持各地设立“职业教育活动月”) and annex 3 (仅供参考); domain report 0.4 and 6.5.
"""

from datetime import date
from typing import Literal

from pydantic import Field

from contracts.base import Contract
from contracts.editions import Edition
from contracts.organisations import REPORTING_UNIT_KINDS, LocalTheme, LocalWindow, Organisation
from contracts.problems import FieldProblem, Problem, ProblemCode
from services.directory.domain.organisations import FIRST_YEAR, LAST_YEAR, Change, guard

WINDOW_MAX_DAYS = 92
THEMES_MAX = 20
WindowKind = Literal["own_window", "activity_month"]


class WindowForm(Contract):
    """A unit's own window or activity month, both days included."""

    start: date
    end: date
    kind: WindowKind = "own_window"


class ThemeForm(Contract):
    """One theme of a unit."""

    name: str = Field(min_length=1, max_length=60)
    text: str | None = Field(default=None, max_length=500)


class ThemesForm(Contract):
    """All themes of a unit in an edition, in their order, and the revision that was seen."""

    themes: tuple[ThemeForm, ...] = Field(max_length=THEMES_MAX)
    revision: int | None = None


def with_window(known: Organisation, edition: Edition, form: WindowForm, revision: int) -> Change | None:
    """The unit with a window of this kind in an edition; None where it has just this one already.

    A unit may have a window and an activity month. Raises Problem(invalid) with bad_span, edition_sealed, and not_found where
    the organisation is no reporting unit.
    """
    _refuse(known, edition)
    if not 0 <= (form.end - form.start).days < WINDOW_MAX_DAYS or not FIRST_YEAR <= form.start.year <= LAST_YEAR:
        raise Problem(ProblemCode.INVALID, fields=(FieldProblem("end", ProblemCode.BAD_SPAN),), count=1)
    window = LocalWindow(edition=edition.edition, start=form.start, end=form.end, kind=form.kind)
    if window in known.windows:
        return None
    return _windows(known, (*_others(known, edition, form.kind), window), revision)


def without_window(known: Organisation, edition: Edition, kind: WindowKind, revision: int) -> Change | None:
    """The unit without its window of this kind; None where it has none. Raises as `with_window`."""
    _refuse(known, edition)
    left = _others(known, edition, kind)
    return None if left == known.windows else _windows(known, left, revision)


def with_themes(known: Organisation, edition: Edition, form: ThemesForm, revision: int) -> Change | None:
    """The unit with these themes in an edition; None where it has just these.

    Raises Problem(not_found, edition_sealed, conflict, invalid) with duplicate_key.
    """
    _refuse(known, edition)
    themes = tuple(LocalTheme(edition=edition.edition, name=one.name, text=one.text) for one in form.themes)
    if themes == tuple(one for one in known.themes if one.edition == edition.edition):
        return None
    guard(known.revision, form.revision)
    names = [one.name for one in themes]
    twice = [
        FieldProblem(f"themes.{index}.name", ProblemCode.DUPLICATE_KEY, {"key": name})
        for index, name in enumerate(names)
        if name in names[:index]
    ]
    if twice:
        raise Problem(ProblemCode.INVALID, fields=tuple(twice), count=len(twice))
    kept = tuple(one for one in known.themes if one.edition != edition.edition)
    after = known.model_copy(
        update={"themes": tuple(sorted((*kept, *themes), key=lambda one: one.edition)), "revision": revision}
    )
    return Change("set_themes", after, {"themes": [one.model_dump(mode="json") for one in known.themes]})


def _refuse(known: Organisation, edition: Edition) -> None:
    if known.kind not in REPORTING_UNIT_KINDS:
        raise Problem(ProblemCode.NOT_FOUND)
    if edition.sealed:
        raise Problem(ProblemCode.EDITION_SEALED, edition=edition.edition)


def _others(known: Organisation, edition: Edition, kind: str) -> tuple[LocalWindow, ...]:
    return tuple(one for one in known.windows if (one.edition, one.kind) != (edition.edition, kind))


def _windows(known: Organisation, windows: tuple[LocalWindow, ...], revision: int) -> Change:
    ordered = tuple(sorted(windows, key=lambda one: (one.edition, one.kind)))
    after = known.model_copy(update={"windows": ordered, "revision": revision})
    return Change("set_window", after, {"windows": [one.model_dump(mode="json") for one in known.windows]})
