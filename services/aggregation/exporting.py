"""A board as a file for spreadsheets and programs: one row a figure and group, each with its cut and its age.

Cells that a spreadsheet would take for a formula are marked as text (CSV injection, OWASP).
"""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from openpyxl import Workbook

from contracts.counts import Aggregation
from contracts.submissions import Series
from services.aggregation.boards import Board, IndicatorFigures
from services.aggregation.domain.figures import Total

Language = Literal["zh-CN", "en"]
Cell = str | int | float | None
NameOf = Callable[[str], str]
Columns = Mapping[str, tuple[str, str]]

FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell may not begin with: spreadsheets take the full-width forms for the same."""
PIECE_BYTES = 65_536
SPOOL_BYTES = 4_000_000
PERCENT = 100


class Format(StrEnum):
    """The kinds of file."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


MEDIA_TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSON: "application/json",
}
COLUMNS = {
    "edition": ("届次", "edition"),
    "scope": ("范围代码", "scope"),
    "scope_name": ("范围", "scope name"),
    "incl": ("含待审", "incl"),
    "indicator": ("指标代码", "indicator"),
    "name": ("指标", "indicator name"),
    "series": ("口径", "series"),
    "by": ("分组方式", "broken down by"),
    "group": ("组代码", "group"),
    "group_name": ("组", "group name"),
    "value": ("数值", "value"),
    "unit": ("单位", "unit"),
    "qualifier": ("限定词", "qualifier"),
    "sources": ("来源份数", "sources"),
    "claimed": ("另报未去重", "claimed, not deduplicated"),
    "known_until": ("截至", "known until"),
    "cut": ("统计切面", "cut"),
}
QUALIFIERS = {"exact": "", "at_least": "余", "nearly": "近", "about": "约", "expected": "预计"}
SERIES = {"actual": "统计", "expected": "预计", "declared": "申报"}


@dataclass(frozen=True, slots=True)
class Told:
    """What every row says of itself: the board, what its scope is called, and until when it is known to be whole."""

    board: Board
    scope_name: str
    known_until: str
    series: Series
    language: Language


def rows(told: Told, figures: Iterable[IndicatorFigures], name_of: NameOf) -> Iterator[tuple[Cell, ...]]:
    """The rows of a board, a headline before its windows, its other series and its groups; ratios are in percent."""
    for one in figures:
        added = told.series.value
        yield _row(told, one, (added, "", "", ""), one.headline)
        for window, total in one.windows.items():
            yield _row(told, one, (added, "window", window.value, window.value), total)
        for series, other in (("expected", one.expected), ("declared", one.declared)):
            if other is not None:
                yield _row(told, one, (series, "", "", ""), other)
        for by, groups in one.by.items():
            for label, total in sorted(groups.items()):
                yield _row(told, one, (added, by.value, label, name_of(label)), total)


def _row(told: Told, one: IndicatorFigures, place: tuple[str, str, str, str], total: Total) -> tuple[Cell, ...]:
    series, by, group, group_name = place
    is_chinese = told.language == "zh-CN"
    value: Cell = total.value
    if total.value is not None and one.indicator.aggregation is Aggregation.RATIO:
        value = total.value / PERCENT
    return (
        told.board.edition.edition,
        told.board.scope.name,
        told.scope_name,
        "pending" if told.board.pending else "",
        one.indicator.code,
        one.indicator.name,
        SERIES[series] if is_chinese else series,
        by,
        group,
        group_name,
        value,
        one.indicator.unit,
        QUALIFIERS[total.qualifier.value] if is_chinese else total.qualifier.value,
        total.sources,
        total.claimed or None,
        told.known_until,
        str(told.board.cut),
    )


def harmless(cell: Cell) -> Cell:
    """A cell as a spreadsheet may open it: text that begins like a formula is marked as text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_MARKS) else cell


def written(
    form: Format, found: Iterable[tuple[Cell, ...]], language: Language, columns: Columns = COLUMNS
) -> Iterator[bytes]:
    """The bytes of a file, piece by piece. `columns` name what stands in each place of a row, in both languages."""
    head = [texts[0 if language == "zh-CN" else 1] for texts in columns.values()]
    if form is Format.CSV:
        return _csv(head, found)
    return _xlsx(head, found) if form is Format.XLSX else _json(tuple(columns), found)


def _csv(head: Sequence[str], found: Iterable[tuple[Cell, ...]]) -> Iterator[bytes]:
    # Without this mark a Chinese spreadsheet takes the file for GB 18030.
    yield "\ufeff".encode()
    piece = io.StringIO()
    writer = csv.writer(piece)
    writer.writerow(head)
    for row in found:
        writer.writerow([harmless(cell) for cell in row])
        if piece.tell() > PIECE_BYTES:
            yield piece.getvalue().encode()
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue().encode()


def _json(names: Sequence[str], found: Iterable[tuple[Cell, ...]]) -> Iterator[bytes]:
    before = "["
    for row in found:
        yield (before + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)).encode()
        before = ",\n"
    yield b"[]" if before == "[" else b"]"


def _xlsx(head: Sequence[str], found: Iterable[tuple[Cell, ...]]) -> Iterator[bytes]:
    """A workbook is a ZIP file and stands only as a whole; it lies on disk while it is sent, never in memory."""
    book: Any = Workbook(write_only=True)
    sheet = book.create_sheet("figures")
    sheet.freeze_panes = "A2"
    sheet.append(head)
    for row in found:
        sheet.append([harmless(cell) for cell in row])
    with tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES) as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(PIECE_BYTES):
            yield piece
