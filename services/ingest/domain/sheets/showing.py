"""A report as rows of the template: what an import would read back as the same."""

from collections.abc import Iterator, Sequence
from typing import Any

from contracts.submissions import (
    OTHER,
    ActivityReport,
    Choice,
    Host,
    Measure,
    Plan,
    Qualifier,
    Session,
    SubmissionState,
    Summary,
)
from services.ingest.domain.sheets.cells import folded
from services.ingest.domain.sheets.columns import LATE_REASON, NUMBER, ORGANISATION, Column
from services.ingest.domain.sheets.rows import Item

Value = str | int | None
_SHOWN = {
    Qualifier.EXACT: "{}",
    Qualifier.ABOUT: "约{}",
    Qualifier.NEARLY: "近{}",
    Qualifier.AT_LEAST: "{}余",
    Qualifier.EXPECTED: "预计{}",
}


def rows_of(state: SubmissionState, columns: Sequence[Column]) -> Iterator[list[Value]]:
    """The rows of a report, one a session, the first with all that is said of the whole.

    Numbers of the whole report stand with its only session, and are left out where it has several: no cell is theirs.
    """
    content = state.content
    sessions: list[Session | None] = list(content.sessions) if isinstance(content, Plan | ActivityReport) else []
    own = content.measures if isinstance(content, ActivityReport | Summary) else ()
    for index, session in enumerate(sessions or [None]):
        measures = (*(session.measures if session else ()), *(own if len(sessions) <= 1 else ()))
        yield [_cell(column, state, session, measures, whole=index == 0) for column in columns]


def is_as_shown(item: Item, state: SubmissionState, columns: Sequence[Column]) -> bool:
    """Whether the rows of a table say of a report just what an export would: nothing was changed in it."""
    shown = list(rows_of(state, columns))
    if len(shown) != len(item.lines):
        return False
    return all(
        folded(line.cells.get(column.key)) == folded(value)
        for line, row in zip(item.lines, shown, strict=True)
        for column, value in zip(columns, row, strict=True)
        if column.key in line.cells and column.key not in {NUMBER, ORGANISATION}
    )


def _cell(
    column: Column, state: SubmissionState, session: Session | None, measures: Sequence[Measure], *, whole: bool
) -> Value:
    scope, _dot, name = column.key.partition(".")
    if scope == "measure":
        return next((_number(one) for one in measures if one.indicator == name), None)
    if scope == "session":
        return _session_cell(column, session, name) if session else None
    if scope == "content":
        return _content_cell(column, getattr(state.content, name, None)) if whole else None
    own: dict[str, Value] = {NUMBER: str(state.submission)}
    if whole:
        own |= {ORGANISATION: state.organisation, LATE_REASON: state.late_reason}
    return own.get(column.key)


def _content_cell(column: Column, value: Any) -> Value:  # noqa: ANN401 - any field of a content.
    if column.type == "tick":
        return "是" if value else "否"
    if column.type == "names":
        hosts: Sequence[Host] = value or ()
        return ";".join(host.name or host.organisation or "" for host in hosts) or None
    if column.type == "choices":
        return ";".join(_choice(column, one) for one in value or ()) or None
    if column.type == "lines":
        return "\n".join(value or ()) or None
    if isinstance(value, Choice):
        return _choice(column, value)
    return _named(column, value) if column.type == "choice" and value else value or None


def _choice(column: Column, choice: Choice) -> str:
    return f"其他：{choice.text or ''}" if choice.code == OTHER else _named(column, choice.code)


def _named(column: Column, code: str) -> str:
    entry = next((entry for entry in column.entries if entry.code == code), None)
    return f"{entry.code} {entry.name}" if entry else code


def _session_cell(column: Column, session: Session, name: str) -> Value:
    if name in {"start", "end"}:
        return (session.when.start if name == "start" else session.when.end).isoformat()
    if name == "kind":
        return next((entry.name for entry in column.entries if entry.code == session.place.kind.value), None)
    if name in {"code", "name"}:
        return session.place.code if name == "code" else session.place.name
    return {"starts": session.starts, "ends": session.ends, "address": session.address}[name]


def _number(measure: Measure) -> Value:
    if not measure.keys:
        value = measure.value
        exact = measure.qualifier is Qualifier.EXACT
        return value if exact or value is None else _SHOWN[measure.qualifier].format(value)
    names = [*measure.names, *[""] * len(measure.keys)]
    # A code is what counts; its name would come back as another key.
    return ";".join(key.partition(":")[2] or name for key, name in zip(measure.keys, names, strict=False))
