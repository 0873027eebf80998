"""Workbooks for people: the template of a call, the reports of an organisation in its shape, and the result of an import."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from contracts.editions import Edition
from contracts.forms import Form
from services.ingest.domain.sheets.columns import NUMBER, Column
from services.ingest.domain.sheets.rows import EXAMPLE

Value = str | int | None
DATA_SHEET, NOTES_SHEET, CODES_SHEET, RESULT_SHEET = "填报", "说明", "代码", "结果"
DATA_ROWS = 1_000
"""As far down as the lists to choose from reach."""
HEAD_FILL = PatternFill("solid", fgColor="DCE6F4")
DUTY_FILL = PatternFill("solid", fgColor="FFE8B8")
WIDE, NARROW = 40, 16
_EXAMPLES = {
    "title": "校园开放日：数控实训体验",
    "local_types": "L10",
    "focus": "F5",
    "tags": "open_campus",
    "hosts": "某某职业学校；某某街道办事处",
    "status": "计划举办",
    "open_to_public": "是",
    "audience": "residents",
    "registration": "现场领取参观券",
    "highlight": "否",
    "form": "text_news",
    "text": "(正文)",
    "no_state_secrets": "是",
}
_SESSION_EXAMPLES = {
    "start": "5月14日",
    "starts": "9:00",
    "ends": "11:30",
    "kind": "国内",
    "code": "330602",
    "name": "实训楼",
    "address": "示范路1号",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a result: the number, its row, what became of it, the receipt, and each problem with its cell."""

    row: int
    number: str
    title: str
    outcome: str
    receipt: str
    problems: tuple[tuple[str, str, str, str], ...]


def template(edition: Edition, form: Form, columns: Sequence[Column], organisation: str) -> bytes:
    """A workbook to fill in: an example row, lists to choose from, notes a column, and the codes."""
    workbook = _workbook()
    sheet = _data_sheet(workbook, columns)
    for index, column in enumerate(columns, start=1):
        _write(sheet.cell(2, index), _example(column))
    _write_codes(workbook, sheet, columns)
    notes = workbook.create_sheet(NOTES_SHEET)
    told: list[Sequence[Value]] = [
        [f"{edition.title}:{form.zh}"],
        [f"报送单位：{organisation}"],
        ["一行一件；编号相同的各行是同一件的几场。首行不要改动，示例行可留可删，不会被报送。"],
        ["导入时先检查、不保存；有问题的行会逐格指出，其余行照常报送。同一文件再导入一次不会重复。"],
        [],
        ["列", "必填", "怎么填"],
        *([column.heading, "是" if column.required else "", column.note] for column in columns),
    ]
    _fill(notes, 1, told)
    notes.column_dimensions["A"].width = NARROW * 2
    notes.column_dimensions["C"].width = WIDE * 2
    return _saved(workbook)


def table_of(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """Rows under the columns of the template, to be filled in further and imported again."""
    workbook = _workbook()
    sheet = _data_sheet(workbook, columns)
    _fill(sheet, 2, rows)
    _write_codes(workbook, sheet, columns)
    return _saved(workbook)


def result(lines: Iterable[Line]) -> bytes:
    """The result of an import, a line a problem, so that it can be worked through and sent on."""
    workbook = _workbook()
    sheet = _first(workbook)
    sheet.title = RESULT_SHEET
    _fill(sheet, 1, [["行", "编号", "标题", "结果", "回执号", "单元格", "列", "问题", "怎么改"]])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), HEAD_FILL
    rows: Iterable[Sequence[Value]] = (
        [one.row, one.number, one.title, one.outcome, one.receipt, *problem]
        for one in lines
        for problem in one.problems or (("", "", "", ""),)
    )
    _fill(sheet, 2, rows)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHI", (6, NARROW, WIDE, NARROW, WIDE, 8, NARROW, WIDE, WIDE), strict=True):
        sheet.column_dimensions[letter].width = width
    return _saved(workbook)


def _workbook() -> Workbook:
    return Workbook()


def _first(workbook: Workbook) -> Worksheet:
    return workbook.worksheets[0]


def _data_sheet(workbook: Workbook, columns: Sequence[Column]) -> Worksheet:
    sheet = _first(workbook)
    sheet.title = DATA_SHEET
    for index, column in enumerate(columns, start=1):
        cell = sheet.cell(1, index)
        _write(cell, f"{column.heading}*" if column.required else column.heading)
        cell.font, cell.fill = Font(bold=True), DUTY_FILL if column.required else HEAD_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        wide = column.type in {"text", "lines"} or column.key in {"content.title", "content.activity"}
        sheet.column_dimensions[get_column_letter(index)].width = WIDE if wide else NARROW
        if column.type in {"line", "date", "time"}:
            # Codes and days stay as they are typed: no leading zero is lost and no day is turned around.
            for row in range(2, DATA_ROWS // 10):
                sheet.cell(row, index).number_format = "@"
    sheet.freeze_panes = "B2"
    return sheet


def _write_codes(workbook: Workbook, sheet: Worksheet, columns: Sequence[Column]) -> None:
    """The lists on a sheet of their own, and each cell that chooses from one with its drop-down."""
    codes = workbook.create_sheet(CODES_SHEET)
    listed = [column for column in columns if column.entries]
    for at, column in enumerate(listed, start=1):
        _write(codes.cell(1, at), column.heading)
        codes.cell(1, at).font = Font(bold=True)
        for row, entry in enumerate(column.entries, start=2):
            shown = (
                entry.name if column.type == "tick" or column.key == "session.kind" else f"{entry.code} {entry.name}"
            )
            _write(codes.cell(row, at), shown)
        letter, last = get_column_letter(at), len(column.entries) + 1
        codes.column_dimensions[letter].width = WIDE
        # Where several may be chosen a list can offer one only, so that more are not refused by the program.
        strict = column.type != "choices"
        offer = DataValidation(
            type="list",
            formula1=f"{quote_sheetname(CODES_SHEET)}!${letter}$2:${letter}${last}",
            allow_blank=True,
            showErrorMessage=strict,
        )
        target = get_column_letter(columns.index(column) + 1)
        offer.add(f"{target}2:{target}{DATA_ROWS}")
        sheet.add_data_validation(offer)


def _example(column: Column) -> str:
    scope, _dot, name = column.key.partition(".")
    if column.key == NUMBER:
        return f"{EXAMPLE}(此行不报送)"
    if scope == "content":
        return _EXAMPLES.get(name, "")
    if scope == "session":
        return _SESSION_EXAMPLES.get(name, "")
    if scope == "contact":
        return {"name": "某老师", "phone": "010-12345678"}[name]
    return {"attendee_count": "约300", "enterprise_count": "某某公司；某某工厂"}.get(name, "")


def _fill(sheet: Worksheet, first_row: int, rows: Iterable[Sequence[Value]]) -> None:
    for number, row in enumerate(rows, start=first_row):
        for index, value in enumerate(row, start=1):
            _write(sheet.cell(number, index), value)


def _write(cell: SheetCell | MergedCell, value: Value) -> None:
    """Write a value that stays what it is: a text that begins like a formula is never one."""
    if isinstance(cell, MergedCell):
        return
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in {"=", "+", "-", "@"}


def _saved(workbook: Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
