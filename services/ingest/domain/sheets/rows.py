"""From rows to reports: each becomes the body of a PUT, with the cell that every one of its fields came from.

Rows under one number are sessions of one report. Nothing is refused here: what cannot be read is a problem of its field, and
stands in the form as something harmless, so that the rules can judge the rest of the row at once.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from contracts.editions import Edition
from contracts.problems import FieldProblem, ProblemCode
from contracts.submissions import Kind, PlaceKind, Qualifier
from services.ingest.domain.sheets.cells import (
    Cell,
    UnreadError,
    folded,
    is_blank,
    is_none,
    parts_of,
    read_amount,
    read_choice,
    read_date,
    read_tick,
    read_time,
    text_of,
)
from services.ingest.domain.sheets.columns import LATE_REASON, NUMBER, ORGANISATION, Column

IMPORTS = uuid5(NAMESPACE_URL, "urn:weekwire:imports")
EXAMPLE = "示例"
"""A row whose number begins so is the template's own and is passed over."""
KeyOf = Callable[[str, tuple[str, ...]], str | None]
"""The key of a name that the directory knows, of one of these schemes."""
CREDIT_CODE_CHARACTERS, SCHOOL_DIGITS, DISTRICT_DIGITS, COUNTRY_LETTERS = 18, 10, 6, 3


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was read: its number in the sheet, and its cells by column."""

    row: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """What was read from a file: the columns that were recognised with their letters, and the rows that hold something."""

    columns: tuple[tuple[Column, str], ...]
    lines: tuple[Line, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One report of a table: the body of its PUT, what could not be read, and where each field stands (`E5`).

    `headings` names the columns by their letters.
    """

    number: str
    lines: tuple[Line, ...]
    form: dict[str, Any]
    problems: tuple[FieldProblem, ...]
    where: Mapping[str, str]
    headings: Mapping[str, str]

    @property
    def row(self) -> int:
        """Its first row in the sheet."""
        return self.lines[0].row

    def cell_of(self, path: str) -> str:
        """The cell that a problem's path points to, the row's first one where no cell holds it."""
        parts = path.split(".")
        while parts:
            found = self.where.get(".".join(parts))
            if found:
                return found
            parts.pop()
        return f"A{self.row}"


@dataclass(frozen=True, slots=True)
class Filling:
    """What every row of an import shares, and the look-up of names."""

    edition: Edition
    kind: Kind
    organisation: str
    key_of: KeyOf


def items_of(table: Table, filling: Filling) -> list[Item]:
    """The reports of a table, in its order; the template's example is left out."""
    lines = [line for line in table.lines if not text_of(line.cells.get(NUMBER)).startswith(EXAMPLE)]
    return [_Row(table, filling).item(group) for group in _grouped(lines)]


def submission_of(item: Item, repetition: int) -> UUID:
    """The id under which a report is filed, the same however often and in whatever file it comes.

    It follows from organisation, edition, kind and the number that the filer gave it; a number that is an id is that id (an
    export names it). Without a number it follows from all that the row says; `repetition` then counts equal rows before it.
    """
    try:
        return UUID(item.number)
    except ValueError:
        form = item.form
        told = item.number or hashlib.sha256(
            json.dumps(form, sort_keys=True, ensure_ascii=False, default=str).encode()
        ).hexdigest() + (f":{repetition}" if repetition else "")
        scheme = "number" if item.number else "content"
        whole = [form["organisation"], form["edition"], form["content"]["kind"], scheme, told]
        return uuid5(IMPORTS, json.dumps(whole, ensure_ascii=False))


def _grouped(lines: Iterable[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        number = text_of(line.cells.get(NUMBER))
        if groups and number and number == text_of(groups[-1][0].cells.get(NUMBER)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


@dataclass(slots=True)
class _Row:
    """One report in the making."""

    table: Table
    filling: Filling
    where: dict[str, str] = field(default_factory=dict)
    problems: list[FieldProblem] = field(default_factory=list)
    sessions: int = 0

    def item(self, lines: Sequence[Line]) -> Item:
        first = lines[0]
        content: dict[str, Any] = {"kind": self.filling.kind.value}
        form: dict[str, Any] = {
            "edition": self.filling.edition.edition,
            "organisation": text_of(first.cells.get(ORGANISATION)) or self.filling.organisation,
            "content": content,
        }
        for column, letter in self.table.columns:
            self._fill(form, column, first.cells.get(column.key), f"{letter}{first.row}")
        sessions = [session for line in lines if (session := self._session(line)) is not None]
        if sessions:
            content["sessions"] = sessions
        else:
            measures = self._measures(first, "content.measures")
            if measures:
                content["measures"] = measures
        self._refuse_another(lines)
        headings = {letter: column.heading for column, letter in self.table.columns}
        number = text_of(first.cells.get(NUMBER))
        return Item(number, tuple(lines), form, tuple(self.problems), self.where, headings)

    def _fill(self, form: dict[str, Any], column: Column, cell: Cell, at: str) -> None:
        """Put a cell of the report itself where it belongs; sessions and numbers are read by themselves."""
        scope, _dot, name = column.key.partition(".")
        path = column.key if scope in {"content", "contact"} else scope
        if scope in {"session", "measure"}:
            return
        self.where[path] = at
        if is_blank(cell):
            return
        if scope == "content":
            found = self._read(column, cell, path)
            if found is not None:
                form["content"][name] = found
        elif scope == "contact":
            form.setdefault("contact", {})[name] = text_of(cell)
        elif column.key == LATE_REASON:
            form[LATE_REASON] = text_of(cell)

    def _read(self, column: Column, cell: Cell, path: str) -> Any:  # noqa: ANN401 - any value of a form.
        if column.type == "tick":
            return self._or_problem(path, lambda: read_tick(cell))
        if column.type == "choice":
            code, text = read_choice(text_of(cell), column.entries)
            return {"code": code, "text": text} if path == "content.form" else code
        if column.type == "choices":
            chosen = [read_choice(part, column.entries) for part in parts_of(cell)]
            return [{"code": code, "text": text} for code, text in chosen]
        if column.type == "names":
            return [{"name": part} for part in parts_of(cell)]
        if column.type == "lines":
            return [line.strip() for line in text_of(cell).splitlines() if line.strip()]
        return text_of(cell)

    def _session(self, line: Line) -> dict[str, Any] | None:
        """The session a row tells of; None where it says nothing of when and where."""
        cells = {column.key: (line.cells.get(column.key), letter) for column, letter in self.table.columns}
        told = [key for key, (cell, _letter) in cells.items() if key.startswith("session.") and not is_blank(cell)]
        if not told:
            return None
        path = f"content.sessions.{self.sessions}"
        self.sessions += 1
        for key, target in _SESSION_PATHS.items():
            if key in cells:
                self.where[f"{path}.{target}"] = f"{cells[key][1]}{line.row}"
        session: dict[str, Any] = {"when": self._span(line, path), "place": self._place(line)}
        for name in ("starts", "ends"):
            cell = line.cells.get(f"session.{name}")
            if not is_blank(cell):
                session[name] = self._or_problem(f"{path}.{name}", lambda cell=cell: read_time(cell))  # type: ignore[misc]
        address = text_of(line.cells.get("session.address"))
        if address:
            session["address"] = address
        measures = self._measures(line, f"{path}.measures")
        return {**session, "measures": measures} if measures else session

    def _span(self, line: Line, path: str) -> dict[str, str]:
        year = self.filling.edition.start.year
        start, end = line.cells.get("session.start"), line.cells.get("session.end")
        if is_blank(start):
            self.problems.append(FieldProblem(f"{path}.when", ProblemCode.MISSING_FIELD))
        first = self._or_problem(f"{path}.when", lambda: read_date(start, year)) if not is_blank(start) else None
        last = self._or_problem(f"{path}.when.end", lambda: read_date(end, year)) if not is_blank(end) else first
        first = first or self.filling.edition.start
        last = last or first
        return {
            "start": first.isoformat(),
            "end": last.isoformat(),
            "precision": "day" if first == last else "range",
        }

    def _place(self, line: Line) -> dict[str, Any]:
        column = next((column for column, _letter in self.table.columns if column.key == "session.kind"), None)
        written, code = text_of(line.cells.get("session.kind")), folded(line.cells.get("session.code")).upper()
        name = text_of(line.cells.get("session.name"))
        if written and column:
            kind = read_choice(written, column.entries)[0]
        else:
            kind = PlaceKind.DISTRICT.value if code else PlaceKind.NONE.value
        place: dict[str, Any] = {"kind": kind}
        return place | ({"code": code} if code else {}) | ({"name": name} if name else {})

    def _measures(self, line: Line, path: str) -> list[dict[str, Any]]:
        measures: list[dict[str, Any]] = []
        for column, letter in self.table.columns:
            cell = line.cells.get(column.key)
            if column.indicator is None or is_none(cell):
                continue
            here = f"{path}.{len(measures)}"
            self.where[here] = f"{letter}{line.row}"
            found = self._measure(column, cell, here)
            measures.append({"indicator": column.indicator.code, **found})
        return measures

    def _measure(self, column: Column, cell: Cell, path: str) -> dict[str, Any]:
        if column.type == "keys" and not _is_number(cell):
            schemes = column.indicator.key_schemes if column.indicator else ()
            parts = parts_of(cell)
            keys = [_key(part, schemes, self.filling.key_of) for part in parts]
            names = [
                "" if key.startswith("name:") or _is_code(part) else part for key, part in zip(keys, parts, strict=True)
            ]
            return {"keys": keys, **({"names": names} if any(names) else {})}
        amount = self._or_problem(path, lambda: read_amount(cell))
        if amount is None:
            return {"value": 0}
        said = {} if amount.qualifier is Qualifier.EXACT else {"qualifier": amount.qualifier.value}
        return {"value": amount.value, **said}

    def _refuse_another(self, lines: Sequence[Line]) -> None:
        """Rows under one number with two titles are two reports under one number."""
        title = text_of(lines[0].cells.get("content.title"))
        for line in lines[1:]:
            told = text_of(line.cells.get("content.title"))
            if told and told != title:
                path = f"number.{line.row}"
                letter = next((letter for column, letter in self.table.columns if column.key == NUMBER), "A")
                self.where[path] = f"{letter}{line.row}"
                facts = {"key": text_of(line.cells.get(NUMBER))}
                self.problems.append(FieldProblem(path, ProblemCode.DUPLICATE_KEY, facts))

    def _or_problem(self, path: str, read: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is read.
        try:
            return read()
        except UnreadError as fault:
            self.problems.append(FieldProblem(path, ProblemCode.WRONG_TYPE, {"expected": fault.expected}))
            return None


_SESSION_PATHS = {
    "session.start": "when",
    "session.end": "when.end",
    "session.starts": "starts",
    "session.ends": "ends",
    "session.kind": "place.kind",
    "session.code": "place.code",
    "session.name": "place.name",
    "session.address": "address",
}


def _is_number(cell: Cell) -> bool:
    try:
        read_amount(cell)
    except UnreadError:
        return False
    # A school's code is ten digits, which nobody counts.
    return not (folded(cell).isdigit() and len(folded(cell)) >= DISTRICT_DIGITS)


def _is_code(part: str) -> bool:
    return folded(part).isascii() and any(character.isdigit() for character in part)


def _key(part: str, schemes: tuple[str, ...], key_of: KeyOf) -> str:
    """The key of a name or code: its scheme follows from its shape where the indicator takes it."""
    text = folded(part)
    by_shape = (
        ("uscc", len(text) == CREDIT_CODE_CHARACTERS and text.isalnum() and text.isascii()),
        ("school", len(text) == SCHOOL_DIGITS and text.isdigit()),
        ("district", len(text) == DISTRICT_DIGITS and text.isdigit()),
        ("country", len(text) == COUNTRY_LETTERS and text.isalpha() and text.isascii()),
    )
    found = next((scheme for scheme, fits in by_shape if fits and scheme in schemes), None)
    if found:
        return f"{found}:{text.upper()}"
    return key_of(part, schemes) or f"{'name' if 'name' in schemes or not schemes else schemes[0]}:{part}"
