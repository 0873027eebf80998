"""Reading a file that somebody uploaded: an .xlsx workbook or a CSV, whatever office program wrote it.

Nothing in it is trusted: its size unpacked is looked at before it is unpacked, XML entities are refused (defusedxml, which
openpyxl uses where it is installed), formulas are never computed, and only so many rows and columns are looked at.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from contracts.problems import Problem, ProblemCode
from services.ingest.domain.sheets.cells import Cell, is_blank, text_of
from services.ingest.domain.sheets.columns import Column, by_heading, heading_key
from services.ingest.domain.sheets.rows import Line, Table

MAX_UNPACKED_BYTES = 20_000_000
MAX_ENTRIES = 200
MAX_COLUMNS = 120
BLANK_ROWS = 2_000
"""Rows without anything that are passed over: a sheet whose format reaches far down ends here."""
MAX_CELL_CHARACTERS = 50_000
ZIP_MARK = b"PK\x03\x04"
_DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a file is read: rows with something in them."""

    rows: int


def read_table(file: bytes, columns: Sequence[Column], bounds: Bounds) -> Table:
    """The table in a file. Raises Problem(sheet_unreadable, sheet_headings, sheet_rows)."""
    rows = _workbook_rows(file) if file.startswith(ZIP_MARK) else _csv_rows(file)
    heading = next(rows, None)
    if heading is None:
        raise Problem(ProblemCode.SHEET_ROWS, limit=bounds.rows)
    known = by_heading(columns)
    found: list[tuple[Column, int]] = []
    unknown: list[str] = []
    for index, cell in enumerate(heading[1][:MAX_COLUMNS]):
        column = known.pop(heading_key(text_of(cell)), None)
        if column is not None:
            found.append((column, index))
        elif not is_blank(cell):
            unknown.append(text_of(cell)[:50])
    missing = [column.heading for column in known.values() if column.required]
    if missing:
        raise Problem(ProblemCode.SHEET_HEADINGS, missing="、".join(missing))
    lines = tuple(_lines(rows, found, bounds))
    if not lines:
        raise Problem(ProblemCode.SHEET_ROWS, limit=bounds.rows)
    letters = tuple((column, get_column_letter(index + 1)) for column, index in found)
    return Table(letters, lines, tuple(unknown))


def _lines(
    rows: Iterator[tuple[int, Sequence[Cell]]], found: Sequence[tuple[Column, int]], bounds: Bounds
) -> Iterator[Line]:
    taken = blank = 0
    for number, row in rows:
        cells = {column.key: _bounded(row[index]) for column, index in found if index < len(row)}
        if all(is_blank(cell) for cell in cells.values()):
            blank += 1
            if blank > BLANK_ROWS:
                return
            continue
        taken += 1
        if taken > bounds.rows:
            raise Problem(ProblemCode.SHEET_ROWS, limit=bounds.rows)
        yield Line(number, cells)


def _bounded(cell: Cell) -> Cell:
    return cell[:MAX_CELL_CHARACTERS] if isinstance(cell, str) else cell


def _workbook_rows(file: bytes) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows of the first sheet, with the values that its program last computed."""
    try:
        _refuse_bomb(file)
        workbook = openpyxl.load_workbook(io.BytesIO(file), read_only=True, data_only=True, keep_links=False)
        try:
            sheet: Any = workbook.worksheets[0]
            # What a file says of its own extent may be anything.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
            yield from ((number, row) for number, row in enumerate(rows, start=1))
        finally:
            workbook.close()
    except Problem:
        raise
    except Exception as fault:
        # A broken workbook fails in openpyxl in as many ways as there are to break one.
        raise Problem(ProblemCode.SHEET_UNREADABLE) from fault


def _refuse_bomb(file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
            raise Problem(ProblemCode.SHEET_UNREADABLE)


def _csv_rows(file: bytes) -> Iterator[tuple[int, Sequence[Cell]]]:
    text = _decoded(file)
    head = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        yield from enumerate(_cells(reader), start=1)
    except csv.Error as fault:
        raise Problem(ProblemCode.SHEET_UNREADABLE) from fault


def _cells(rows: Iterable[list[str]]) -> Iterator[Sequence[Cell]]:
    # What an export had to disarm, an apostrophe before a sign that begins a formula, is armed again.
    for row in rows:
        yield [cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_SIGNS else cell for cell in row]


def _decoded(file: bytes) -> str:
    """The text of a CSV: UTF-8, UTF-16 with its mark, or else GB 18030, which holds GBK and GB 2312."""
    if b"\0" in file and not file.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Problem(ProblemCode.SHEET_UNREADABLE)
    encodings = ("utf-16",) if file.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return file.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem(ProblemCode.SHEET_UNREADABLE)


FORMULA_SIGNS = frozenset("=+-@\t\r")
"""What a spreadsheet program would take a text that begins so for: a formula."""
