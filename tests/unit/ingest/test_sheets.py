"""A table of reports: made from the call, read from whatever an office program wrote, each row a report with its cells."""

import csv
import io
import json
import zipfile
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from contracts.base import decode_closed
from contracts.editions import indicators
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Choice, Kind, Manuscript, Measure, Plan, Qualifier
from services.ingest.domain.forms import form_of
from services.ingest.domain.request import SubmissionRequest
from services.ingest.domain.sheets.columns import Column, columns_of
from services.ingest.domain.sheets.reading import MAX_UNPACKED_BYTES, Bounds, read_table
from services.ingest.domain.sheets.rows import Filling, Item, items_of, submission_of
from services.ingest.domain.sheets.showing import is_as_shown, rows_of
from services.ingest.domain.sheets.writing import Line, result, table_of, template
from tests.unit.ingest.making import EDITION, SCHOOL, case, measure, report, session, summary
from tests.unit.ingest.test_suggestions import state

BOUNDS = Bounds(rows=50)
COLUMNS = columns_of(EDITION, Kind.ACTIVITY_REPORT, indicators())
HEADINGS = [column.heading for column in COLUMNS]


def key_of(name: str, schemes: tuple[str, ...]) -> str | None:
    return "school:4133012861" if name == "浙江机电职业技术大学" and "school" in schemes else None


def filling(kind: Kind = Kind.ACTIVITY_REPORT) -> Filling:
    return Filling(EDITION, kind, SCHOOL.organisation, key_of)


def workbook(*rows: dict[str, Any], headings: list[str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    head = headings or HEADINGS
    sheet.append(head)
    for row in rows:
        sheet.append([row.get(heading) for heading in head])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def text(*rows: dict[str, Any], delimiter: str = ",") -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, HEADINGS, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def items(file: bytes, columns: tuple[Column, ...] = COLUMNS, kind: Kind = Kind.ACTIVITY_REPORT) -> list[Item]:
    return items_of(read_table(file, columns, BOUNDS), filling(kind))


OPEN_DAY = {
    "标题": "校园开放日",
    "地方活动类型": "L10 校园开放活动;其他：非遗",
    "开始日期": "5月14日",
    "开始时间": "9:00",
    "地点代码": 330602,
    "地点名称": "实训楼",
    "现场参加人数(人)": "约1.2万",
    "参与企业数(家)": "91330000142919420W；某某工厂",
    "参与职业院校数(所)": "浙江机电职业技术大学;3633000001",
    "已确认内容不涉密": "是",
    "联系人": "李老师",
    "联系电话": "0575-12345",
}


def test_a_row_becomes_the_body_of_a_put_with_every_number_and_key_in_its_one_form() -> None:
    (item,) = items(workbook(OPEN_DAY))

    request = decode_closed(SubmissionRequest, json.dumps(item.form))
    content = request.content
    (held,) = content.sessions  # type: ignore[union-attr]

    assert item.problems == ()
    assert (request.organisation, request.edition, content.title) == (SCHOOL.organisation, "2024", "校园开放日")
    assert content.local_types == (Choice(code="L10"), Choice(code="other", text="非遗"))
    assert (held.when.start.isoformat(), held.starts, held.place.code) == ("2024-05-14", "09:00", "330602")
    assert {one.indicator: one for one in held.measures} == {
        "attendee_count": measure("attendee_count", 12_000, Qualifier.ABOUT),
        "enterprise_count": Measure(indicator="enterprise_count", keys=("uscc:91330000142919420W", "name:某某工厂")),
        "school_count": Measure(
            indicator="school_count",
            keys=("school:4133012861", "school:3633000001"),
            names=("浙江机电职业技术大学", ""),
        ),
    }
    assert request.contact is not None


def test_a_problem_names_the_cell_that_it_is_about() -> None:
    (item,) = items(workbook(OPEN_DAY | {"开始日期": "下周二", "现场参加人数(人)": "很多", "开始时间": "一早"}))

    found = {item.cell_of(problem.path): problem.code for problem in item.problems}
    letters = {heading: letter for letter, heading in item.headings.items()}

    assert found == {
        f"{letters['开始日期']}2": ProblemCode.WRONG_TYPE,
        f"{letters['开始时间']}2": ProblemCode.WRONG_TYPE,
        f"{letters['现场参加人数(人)']}2": ProblemCode.WRONG_TYPE,
    }
    assert item.cell_of("content.sessions.0.place.code") == f"{letters['地点代码']}2"
    assert item.cell_of("content.title") == f"{letters['标题']}2"
    assert item.cell_of("manifest") == "A2"


def test_rows_under_one_number_are_sessions_of_one_report_and_another_title_there_is_a_fault() -> None:
    first = OPEN_DAY | {"编号": "7"}
    second = {"编号": "7", "开始日期": "2024-05-15", "现场参加人数(人)": 80}
    third = {"编号": "7", "标题": "别的活动", "开始日期": "2024-05-16"}

    one, other = items(workbook(first, second, OPEN_DAY | {"编号": "8"}))
    (wrong,) = items(workbook(first, third))

    assert [len(one.form["content"]["sessions"]), len(other.form["content"]["sessions"])] == [2, 1]
    assert one.form["content"]["sessions"][1]["measures"] == [{"indicator": "attendee_count", "value": 80}]
    assert [(problem.code, wrong.cell_of(problem.path)) for problem in wrong.problems] == [
        (ProblemCode.DUPLICATE_KEY, "A3")
    ]


def test_a_row_has_the_same_id_in_whatever_file_and_place_it_comes_and_another_row_another() -> None:
    (alone,) = items(workbook(OPEN_DAY))
    other, moved = items(workbook(OPEN_DAY | {"标题": "另一场"}, OPEN_DAY))
    (as_text,) = items(text(OPEN_DAY | {"地点代码": "330602"}).encode("gb18030"))
    (numbered,) = items(workbook(OPEN_DAY | {"编号": "7"}))
    (changed,) = items(workbook(OPEN_DAY | {"编号": 7, "标题": "改过的标题"}))
    named = UUID("3f0e4f0a-6d7e-4f59-9a58-0d7a5c3f1a11")
    (exported,) = items(workbook(OPEN_DAY | {"编号": str(named)}))

    assert submission_of(alone, 0) == submission_of(moved, 0) == submission_of(as_text, 0)
    assert submission_of(alone, 0) != submission_of(other, 0)
    assert submission_of(alone, 0) != submission_of(alone, 1)
    assert submission_of(numbered, 0) == submission_of(changed, 0) != submission_of(alone, 0)
    assert submission_of(exported, 0) == named


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_is_read_in_whatever_encoding_an_office_program_saved_it(encoding: str, delimiter: str) -> None:
    row = OPEN_DAY | {"地方活动类型": "L10", "参与企业数(家)": "某某工厂"}

    (item,) = items(text(row, delimiter=delimiter).encode(encoding))

    assert item.form["content"]["title"] == "校园开放日"
    assert item.problems == ()


@pytest.mark.parametrize(
    "file",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook, or one with a password" + b"\0" * 20,
        b"PK\x03\x04 broken",
        "标题\n".encode() + b"\xff\xff\xff",
        b"%PDF-1.7\x00",
    ],
)
def test_a_file_that_is_no_table_is_said_to_be_none(file: bytes) -> None:
    with pytest.raises(Problem) as refused:
        items(file)

    assert refused.value.code is ProblemCode.SHEET_UNREADABLE


def test_a_workbook_that_unpacks_to_more_than_it_may_is_not_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (MAX_UNPACKED_BYTES + 1))

    assert len(buffer.getvalue()) < 100_000
    with pytest.raises(Problem) as refused:
        items(buffer.getvalue())
    assert refused.value.code is ProblemCode.SHEET_UNREADABLE


def test_entities_in_a_workbook_are_refused_and_not_expanded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]>'
    source = zipfile.ZipFile(io.BytesIO(workbook(OPEN_DAY)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for entry in source.infolist():
            archive.writestr(entry.filename, (bomb if "sheet1" in entry.filename else b"") + source.read(entry))

    with pytest.raises(Problem) as refused:
        items(buffer.getvalue())
    assert refused.value.code is ProblemCode.SHEET_UNREADABLE


def test_too_many_rows_and_none_at_all_are_said_with_the_limit() -> None:
    for file in (workbook(*[OPEN_DAY] * 51), workbook(), b""):
        with pytest.raises(Problem) as refused:
            items(file)
        assert (refused.value.code, refused.value.facts["limit"]) == (ProblemCode.SHEET_ROWS, 50)
    assert len(items(workbook(*[OPEN_DAY] * 50))) == 50


def test_a_table_without_a_column_that_is_needed_names_it_and_one_too_many_is_told() -> None:
    with pytest.raises(Problem) as refused:
        items(workbook(OPEN_DAY, headings=["编号", "活动"]))
    known = read_table(workbook(OPEN_DAY, headings=[*HEADINGS, "备注列"]), COLUMNS, BOUNDS)

    assert refused.value.code is ProblemCode.SHEET_HEADINGS
    assert refused.value.facts["missing"] == "标题、已确认内容不涉密"
    assert known.unknown == ("备注列",)


def test_kinds_that_come_with_files_are_not_for_tables() -> None:
    for kind in (Kind.CASE, Kind.PHOTO_SET, Kind.VIDEO):
        with pytest.raises(Problem) as refused:
            columns_of(EDITION, kind, indicators())
        assert refused.value.code is ProblemCode.SHEET_KIND


@pytest.mark.parametrize("kind", [Kind.PLAN, Kind.ACTIVITY_REPORT, Kind.MANUSCRIPT, Kind.SUMMARY])
def test_the_template_offers_the_lists_of_the_call_and_its_example_is_never_filed(kind: Kind) -> None:
    columns, form = columns_of(EDITION, kind, indicators()), form_of(EDITION, kind)
    assert form is not None

    made = template(EDITION, form, columns, "某校")
    book = openpyxl.load_workbook(io.BytesIO(made))
    offers = book["填报"].data_validations.dataValidation

    assert [cell.value for cell in book["填报"][1]][:3] == ["编号", "报送单位", "标题*"]
    assert len(offers) == len([column for column in columns if column.entries])
    assert all("代码" in offer.formula1 for offer in offers)
    assert items_of(read_table(made, columns, BOUNDS), filling(kind)) == []


def test_what_looks_like_a_formula_is_written_as_text_and_read_as_it_was() -> None:
    told = report(session(measure("attendee_count", 3)), title='=HYPERLINK("http://x","y")', text="+1 @2 -3")

    made = table_of(COLUMNS, list(rows_of(state(told), COLUMNS)))
    cell = openpyxl.load_workbook(io.BytesIO(made))["填报"]["C2"]
    (item,) = items(made)

    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x","y")')
    assert item.form["content"]["title"] == '=HYPERLINK("http://x","y")'


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (report(session(measure("attendee_count", 300, Qualifier.ABOUT)), session(), focus=(Choice(code="F1"),)), Kind.ACTIVITY_REPORT),
        (report(measures=(measure("enterprise_count", None, Qualifier.EXACT, "name:某厂", "uscc:91330000142919420W"),)), Kind.ACTIVITY_REPORT),
        (
            Plan(
                title="开放日",
                no_state_secrets=True,
                open_to_public=True,
                audience=(Choice(code="residents"),),
                registration="现场领券",
                sessions=(session().model_copy(update={"starts": "09:00", "address": "示范路1号"}),),
            ),
            Kind.PLAN,
        ),
        (Manuscript(title="稿", no_state_secrets=True, text="正文", form=Choice(code="picture_news")), Kind.MANUSCRIPT),
        (summary(measures=(measure("participant_visits", 1_500, Qualifier.AT_LEAST),), highlights=("甲", "乙")), Kind.SUMMARY),
    ],
)  # fmt: skip
def test_what_is_exported_comes_back_as_the_same_report(content: Any, kind: Kind) -> None:  # noqa: ANN401 - any kind.
    columns, filed = columns_of(EDITION, kind, indicators()), state(content)
    made = table_of(columns, list(rows_of(filed, columns)))

    (item,) = items(made, columns, kind)
    request = decode_closed(SubmissionRequest, json.dumps(item.form))

    assert item.problems == ()
    assert submission_of(item, 0) == filed.submission
    assert is_as_shown(item, filed, columns)
    assert request.content == content


def test_a_changed_cell_is_noticed() -> None:
    filed = state(report(session(measure("attendee_count", 300))))
    rows = [["" if value is None else value for value in row] for row in rows_of(filed, COLUMNS)]
    at = HEADINGS.index("标题")

    (item,) = items(table_of(COLUMNS, [[*rows[0][:at], "另一个标题", *rows[0][at + 1 :]]]))

    assert not is_as_shown(item, filed, COLUMNS)
    assert not is_as_shown(item, state(case()), COLUMNS)


def test_the_result_is_a_workbook_with_a_line_a_problem() -> None:
    lines = [
        Line(2, "1", "好的", "已报送", "r-1", ()),
        Line(
            3, "2", "=坏的", "未报送", "", (("E3", "开始日期", "格式不对", "照例子写"), ("F3", "地点", "必填", "填上"))
        ),
    ]

    sheet = openpyxl.load_workbook(io.BytesIO(result(lines)))["结果"]

    assert [[cell.value for cell in row][:6] for row in sheet.iter_rows(min_row=2)] == [
        [2, "1", "好的", "已报送", "r-1", None],
        [3, "2", "=坏的", "未报送", None, "E3"],
        [3, "2", "=坏的", "未报送", None, "F3"],
    ]
