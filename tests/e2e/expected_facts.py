"""What a form says, as single rows: the finest things that may be counted. Source: architecture.md, "What counts".

Written a second time on purpose: nothing here comes from the services whose figures it is held against.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.e2e.expected_editions import Edition, meanings

LATIN = set("0123456789abcdefghijklmnopqrstuvwxyz")
Span = tuple[date, date]


@dataclass(frozen=True)
class Row:
    """One number, or one name of a distinct indicator (`key`), at its time and place and under its lists."""

    series: str
    window: str
    place: str
    indicator: str
    value: int
    qualifier: str
    key: str | None
    day: date | None
    span: Span | None
    department: str
    council: str
    activity: str
    local_types: tuple[str, ...]
    focus: tuple[str, ...]
    tags: tuple[str, ...]
    highlight: bool
    scope: str | None


@dataclass(frozen=True)
class Form:
    """A version with what its meaning depends on: its id, who reports, the edition, the unit's own windows."""

    submission: str
    organisation: str
    edition: Edition
    own_windows: tuple[Span, ...]
    content: Mapping[str, Any]


ITEMS = {"case_count", "video_count"}
"""What counts where each is filed; a report's number of them adds nothing."""


def rows_of(form: Form) -> list[Row]:
    """All rows of a version. Plans, manuscripts and photos have none."""
    content = form.content
    if content["kind"] in {"case", "video"}:
        return [replace(_blank(form), indicator=f"{content['kind']}_count", value=1)]
    if content["kind"] == "summary":
        return _declared(form, content.get("scope") or form.organisation)
    if content["kind"] == "activity_report":
        return _declared(form, content["scope"]) if content.get("scope") else _told(form)
    return []


def _told(form: Form) -> list[Row]:
    content, rows = form.content, []
    sessions = content.get("sessions", [])
    counted_anywhere: set[str] = set()
    for session in sessions:
        cell = _at(form, session)
        counted = _derived(form, session, cell)
        counted_here = {row.indicator for row in counted}
        counted_anywhere |= counted_here
        rows += counted + _typed(form, session.get("measures", ()), cell, leave_out=counted_here | ITEMS)
    whole = _of_the_whole(form, sessions)
    typed = content.get("measures", ())
    if not sessions and not any(_is_actual(one) and one["indicator"] == "activity_count" for one in typed):
        rows.append(_activity(form, whole))
    return rows + _typed(form, typed, whole, leave_out=counted_anywhere | ITEMS)


def _declared(form: Form, scope: str) -> list[Row]:
    rows: list[Row] = []
    sessions = form.content.get("sessions", [])
    for session in sessions:
        rows += _typed(form, session.get("measures", ()), _at(form, session), leave_out=set())
    whole = _at(form, sessions[0]) if len(sessions) == 1 else _blank(form)
    rows += _typed(form, form.content.get("measures", ()), whole, leave_out=set())
    return [row if row.series == "expected" else replace(row, series="declared", scope=scope) for row in rows]


def _of_the_whole(form: Form, sessions: list[Mapping[str, Any]]) -> Row:
    """Where and when numbers of a whole report belong: to its only session, else to no day and no place."""
    if len(sessions) == 1:
        return _at(form, sessions[0])
    blank = _blank(form)
    if not sessions:
        return blank
    first = min(date.fromisoformat(session["when"]["start"]) for session in sessions)
    last = max(date.fromisoformat(session["when"]["end"]) for session in sessions)
    return replace(blank, window=window_of((first, last), form.edition, form.own_windows))


def window_of(span: Span, edition: Edition, own_windows: Iterable[Span]) -> str:
    """Inside the week, else touching an own window, else touching the week, else outside."""
    first, last = span
    if edition.start <= first and last <= edition.end:
        return "week"
    if any(first <= window[1] and window[0] <= last for window in own_windows):
        return "own"
    return "week" if first <= edition.end and edition.start <= last else "outside"


def _derived(form: Form, session: Mapping[str, Any], cell: Row) -> list[Row]:
    place = session.get("place", {"kind": "none"})
    rows = [replace(cell, indicator="session_count", value=1), _activity(form, cell)]
    # A whole province is no city or county that was reached.
    if place["kind"] == "district" and not place["code"].endswith("0000"):
        rows.append(replace(cell, indicator="district_count", key=f"district:{place['code']}"))
    if place["kind"] == "overseas":
        rows.append(replace(cell, indicator="country_count", key=f"country:{place['code']}"))
    return rows


def _activity(form: Form, cell: Row) -> Row:
    name = form.edition.canonical(form.content.get("activity")) or form.submission
    return replace(cell, indicator="activity_count", key=f"activity:{name}")


def _typed(form: Form, measures: Iterable[Mapping[str, Any]], cell: Row, leave_out: set[str]) -> list[Row]:
    """Typed numbers; one that rows have counted already is only compared with them, unless it was expected."""
    rows: list[Row] = []
    for measure in measures:
        indicator, qualifier = measure["indicator"], measure.get("qualifier", "exact")
        if _is_actual(measure) and indicator in leave_out:
            continue
        series = "actual" if _is_actual(measure) else "expected"
        typed = replace(cell, series=series, indicator=indicator, qualifier=qualifier)
        keys = {one_key(key, form.edition) for key in measure.get("keys", ())}
        if keys:
            rows += [replace(typed, key=key) for key in sorted(keys)]
        else:
            rows.append(replace(typed, value=measure["value"]))
    return rows


def one_key(key: str, edition: Edition) -> str:
    """A name in the form in which it is compared: a listed activity under its one code, texts evened out."""
    scheme, _, value = key.partition(":")
    if scheme == "name":
        return f"name:{one_name(value)}"
    if scheme == "activity":
        return f"activity:{edition.canonical(value) or value}"
    return f"{scheme}:{value.upper()}" if scheme in {"uscc", "country"} else key


def one_name(text: str) -> str:
    """Width and case evened out; of spaces only single ones between two Latin letters or digits stay."""
    words = unicodedata.normalize("NFKC", text).casefold().split()
    joined = words[:1]
    for word in words[1:]:
        between_latin = joined[-1][-1] in LATIN and word[0] in LATIN
        joined = [*joined, word] if between_latin else [*joined[:-1], joined[-1] + word]
    return " ".join(joined)


def _is_actual(measure: Mapping[str, Any]) -> bool:
    return bool(measure.get("qualifier", "exact") != "expected")


def _at(form: Form, session: Mapping[str, Any]) -> Row:
    when, place = session["when"], session.get("place", {"kind": "none"})
    span = date.fromisoformat(when["start"]), date.fromisoformat(when["end"])
    precision = when.get("precision", "day")
    return replace(
        _blank(form),
        window=window_of(span, form.edition, form.own_windows),
        place=place["code"] if place["kind"] == "district" else place["kind"],
        day=span[0] if precision == "day" else None,
        span=span if precision == "range" else None,
    )


def _blank(form: Form) -> Row:
    """No day, no place, in the week of the edition it was filed for."""
    content, edition = form.content, form.edition
    promoters = (edition.lister(content.get("activity")), form.organisation)
    return Row(
        series="actual",
        window="week",
        place="none",
        indicator="",
        value=0,
        qualifier="exact",
        key=None,
        day=None,
        span=None,
        department=content.get("department") or next((one for one in promoters if one in edition.departments), "none"),
        council=content.get("council") or next((one for one in promoters if one in edition.councils), "none"),
        activity=content.get("activity") or "none",
        local_types=_codes(content, "local_types"),
        focus=_codes(content, "focus"),
        tags=_codes(content, "tags"),
        highlight=content.get("highlight", False),
        scope=None,
    )


def _codes(content: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(choice["code"] for choice in content.get(name, ())))


def aggregation(indicator: str) -> str:
    """How rows of an indicator become a figure: sum, distinct, max or ratio."""
    return str(meanings()[indicator]["aggregation"])
