"""Workbooks of people: read as text with addresses, nothing computed, nothing unpacked that is too large."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from contracts.problems import Problem, ProblemCode
from services.kit.workbooks import MAX_ENTRIES, Column, plain, read_rows, template, written

COLUMNS = (Column("id", "编号", "Id", needed=True), Column("name", "名称", "Name", choices=("甲", "乙")))


def book(*rows: tuple[object, ...]) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


def test_headings_are_known_in_both_languages_and_empty_rows_are_passed_over() -> None:
    body = book((), ("Name", "编号 Id*", "其他"), (None, None), ("校", 3633900001.0, "x"))

    (row,) = read_rows(body, COLUMNS, 10)

    assert row.number == 4
    assert {code: (cell.text, cell.address) for code, cell in row.cells.items()} == {
        "name": ("校", "A4"),
        "id": ("3633900001", "B4"),
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" 123 ", "123"),
        (330600, "330600"),
        (12.5, "12.5"),
        (datetime(2024, 5, 1), "2024-05-01"),  # noqa: DTZ001 - a workbook knows no time zone.
        (True, "1"),
        ("A\u200bB\u3000C", "AB C"),
    ],
)
def test_a_value_is_read_as_a_person_would_write_it(value: object, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize("value", ["=1+1", '=HYPERLINK("http://x")', "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|x"])
def test_what_is_or_looks_like_a_formula_is_named(value: str) -> None:
    (row,) = read_rows(book(("编号",), (value,)), COLUMNS, 10)

    assert row.cells["id"].is_formula


@pytest.mark.parametrize("value", ["+86 138-0000-0000", "-5", "a=b", "甲-乙"])
def test_a_telephone_number_is_no_formula(value: str) -> None:
    (row,) = read_rows(book(("编号",), (value,)), COLUMNS, 10)

    assert not row.cells["id"].is_formula


@pytest.mark.parametrize("body", [b"", b"a,b\n1,2", b"\xd0\xcf\x11\xe0 old", b"PK\x03\x04 cut"])
def test_what_is_no_workbook_is_refused(body: bytes) -> None:
    with pytest.raises(Problem) as refused:
        read_rows(body, COLUMNS, 10)

    assert refused.value.code is ProblemCode.WORKBOOK_UNREADABLE


def zipped(**entries: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    "body",
    [
        zipped(sheet=b"0" * 5_000_000),
        zipped(**{f"e{number}": b"x" for number in range(MAX_ENTRIES + 1)}),
        zipped(**{"xl/vbaProject.bin": b"x"}),
        zipped(other=b"not a workbook"),
    ],
)
def test_a_bomb_a_macro_and_another_archive_are_refused(body: bytes) -> None:
    with pytest.raises(Problem) as refused:
        read_rows(body, COLUMNS, 10)

    assert refused.value.code is ProblemCode.WORKBOOK_UNREADABLE


def test_an_entity_in_the_xml_is_refused() -> None:
    source = book(("编号",), ("x",))
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content
            new.writestr(entry.filename, content)

    with pytest.raises(Problem) as refused:
        read_rows(made.getvalue(), COLUMNS, 10)

    assert refused.value.code is ProblemCode.WORKBOOK_UNREADABLE


def test_a_sheet_without_a_column_that_is_needed_says_which() -> None:
    with pytest.raises(Problem) as refused:
        read_rows(book(("名称",), ("校",)), COLUMNS, 10)

    assert [(one.path, one.code) for one in refused.value.fields] == [("id", ProblemCode.COLUMN_MISSING)]


def test_more_rows_than_allowed_are_refused() -> None:
    body = book(("编号",), *((str(number),) for number in range(4)))

    assert len(read_rows(body, COLUMNS, 4)) == 4
    with pytest.raises(Problem) as refused:
        read_rows(body, COLUMNS, 3)
    assert refused.value.facts == {"limit": 3}


def test_the_template_is_read_back_as_it_is_and_offers_the_choices() -> None:
    made = template(COLUMNS, "单位")

    assert read_rows(made, COLUMNS, 10) == []
    workbook = load_workbook(io.BytesIO(made))
    assert workbook.sheetnames == ["单位", "说明 Notes"]
    (rule,) = workbook["单位"].data_validations.dataValidation
    assert rule.formula1 == '"甲,乙"'


def test_what_is_written_is_text_and_nothing_else() -> None:
    workbook = load_workbook(io.BytesIO(written("结果", ("行",), [("=1+1",), ("@x",)])))

    values = [(cell.value, cell.data_type) for row in workbook["结果"].iter_rows(min_row=2) for cell in row]
    assert values == [("=1+1", "s"), ("@x", "s")]
