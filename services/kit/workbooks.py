"""Excel workbooks that people send and take: read without trust, as text with the address of every cell; written as plain values.

Nothing of a workbook is ever computed: a cell that holds, or looks like, a formula is named as such, and written text that would
read as one is stored as text (domain report 5, input). Full-width digits and letters become plain ones.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from contracts.problems import FieldProblem, Problem, ProblemCode

MAX_COLUMNS = 60
MAX_ENTRIES = 200
MAX_UNPACKED_BYTES = 60_000_000
MAX_RATIO = 200
MAX_CELL_CHARACTERS = 2_000
OLD_FORMAT = b"\xd0\xcf\x11\xe0"
EMPTY_WORDS = frozenset({"-", "—", "/", "无"})
FORMULA_LIKE = re.compile(r"^(?:[=@]|[+\-](?![\d\s().\-]+$))")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, as a person would read it, and its address (`C7`)."""

    text: str
    address: str
    is_formula: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something; `number` counts from 1 as Excel shows it. `cells` are by column code."""

    number: int
    cells: dict[str, Cell]

    def text(self, column: str) -> str:
        """The text of a column; empty where the row or the sheet has none."""
        cell = self.cells.get(column)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is looked for: its code, its headings in both languages, and whether a sheet without it is refused."""

    code: str
    zh: str
    en: str
    needed: bool = False
    choices: tuple[str, ...] = ()
    note: str = ""
    example: str = ""

    def fits(self, heading: str) -> bool:
        """Whether a heading means this column."""
        return heading.casefold() in {
            self.code.casefold(),
            self.zh.casefold(),
            self.en.casefold(),
            self.heading.casefold(),
        }

    @property
    def heading(self) -> str:
        """The heading that a template shows."""
        return f"{self.zh} {self.en}"


def read_rows(body: bytes, columns: Sequence[Column], max_rows: int) -> list[Row]:
    """The rows of the first sheet below its headings, empty ones left out.

    Takes time in the processor: call it in a thread. Raises Problem(workbook_unreadable, too_many_rows), and Problem(invalid) with
    column_missing for each column that is needed.
    """
    _look_inside(body)
    try:
        workbook = load_workbook(io.BytesIO(body), read_only=True, data_only=False, keep_links=False)
    except Exception as fault:
        # The library fails in many ways on what is no workbook, and all of them mean the same to who sent it.
        raise Problem(ProblemCode.WORKBOOK_UNREADABLE, reason=type(fault).__name__) from fault
    try:
        return list(_read(workbook.worksheets[0].iter_rows(max_col=MAX_COLUMNS), columns, max_rows))
    except Problem:
        raise
    except Exception as fault:
        raise Problem(ProblemCode.WORKBOOK_UNREADABLE, reason=type(fault).__name__) from fault
    finally:
        workbook.close()


def _look_inside(body: bytes) -> None:
    """Refuse what is no zip of a sensible size before anything unpacks it."""
    if body.startswith(OLD_FORMAT):
        raise Problem(ProblemCode.WORKBOOK_UNREADABLE, reason="旧版 .xls 或加密文件 / old .xls or encrypted")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as fault:
        raise Problem(ProblemCode.WORKBOOK_UNREADABLE, reason="不是 .xlsx / no .xlsx") from fault
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES or unpacked / packed > MAX_RATIO:
        raise Problem(ProblemCode.WORKBOOK_UNREADABLE, reason="展开后过大 / too large when unpacked")
    if any("vbaproject" in entry.filename.lower() for entry in entries):
        raise Problem(ProblemCode.WORKBOOK_UNREADABLE, reason="含宏 / with macros")


def _read(rows: Iterable[Sequence[Any]], columns: Sequence[Column], max_rows: int) -> Iterator[Row]:
    places: dict[int, Column] = {}
    found = 0
    for number, cells in enumerate(rows, start=1):
        texts = [_cell(cell, number, index) for index, cell in enumerate(cells)]
        if not any(cell.text for cell in texts):
            continue
        if not places:
            places = _headings(texts, columns)
            continue
        found += 1
        if found > max_rows:
            raise Problem(ProblemCode.TOO_MANY_ROWS, limit=max_rows)
        yield Row(number, {column.code: texts[index] for index, column in places.items() if index < len(texts)})
    if not places:
        _headings([], columns)


def _headings(texts: Sequence[Cell], columns: Sequence[Column]) -> dict[int, Column]:
    places = {
        index: column for index, cell in enumerate(texts) for column in columns if column.fits(cell.text.rstrip("*"))
    }
    there = {column.code for column in places.values()}
    missing = tuple(
        FieldProblem(column.code, ProblemCode.COLUMN_MISSING, {"column": column.heading})
        for column in columns
        if column.needed and column.code not in there
    )
    if missing:
        raise Problem(ProblemCode.INVALID, fields=missing, count=len(missing))
    return places


def _cell(cell: Any, row: int, index: int) -> Cell:  # noqa: ANN401 - the library's cells of several kinds.
    value = cell.value
    address = f"{get_column_letter(index + 1)}{row}"
    if value is None:
        return Cell("", address)
    text = plain(value)
    if text in EMPTY_WORDS:
        return Cell("", address)
    is_formula = getattr(cell, "data_type", "") == "f" or bool(FORMULA_LIKE.match(text))
    return Cell(text, address, is_formula)


def plain(value: object) -> str:
    """A value as a person would write it: whole numbers without a point, days as days, full-width letters as plain ones."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = unicodedata.normalize("NFKC", str(value)).translate(INVISIBLE)
    return " ".join(text.split())[:MAX_CELL_CHARACTERS]


def template(columns: Sequence[Column], title: str, rows: int = 500) -> bytes:
    """An empty sheet to fill in: headings, notes, choices, and a second sheet that explains every column."""
    workbook = Workbook()
    sheet = workbook.active
    if sheet is None:
        raise AssertionError("a new workbook has a sheet")
    sheet.title = title
    sheet.append([column.heading + ("*" if column.needed else "") for column in columns])
    for index, column in enumerate(columns, start=1):
        letter = get_column_letter(index)
        cell = sheet[f"{letter}1"]
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DCE6F2")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[letter].width = max(14, len(column.zh) * 2 + 6)
        # Codes of many digits would otherwise lose their last ones.
        for row in range(2, rows + 2):
            sheet[f"{letter}{row}"].number_format = "@"
        if column.choices and len(",".join(column.choices)) < 250:  # noqa: PLR2004 - Excel's limit of a list.
            rule = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
            rule.error = column.note or column.heading
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{rows + 1}")
    sheet.freeze_panes = "A2"
    help_sheet = workbook.create_sheet("说明 Notes")
    help_sheet.append(["列 Column", "必填 Needed", "可填 Choices", "说明 Note", "示例 Example"])
    for column in columns:
        needed = "是 yes" if column.needed else ""
        help_sheet.append([column.heading, needed, "、".join(column.choices), column.note, column.example])
    for letter, width in zip("ABCDE", (28, 10, 50, 60, 30), strict=True):
        help_sheet.column_dimensions[letter].width = width
    return _saved(workbook)


def written(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A sheet of plain text. What looks like a formula is stored as text, with a mark that Excel does not show."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title)
    for row in (headings, *rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            cell.data_type = "s"
            cell.number_format = "@"
            if value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
                cell.quotePrefix = True
            cells.append(cell)
        sheet.append(cells)
    return _saved(workbook)


def _saved(workbook: Workbook) -> bytes:
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()
