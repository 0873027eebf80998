"""Many reports by one table, over HTTP: tried without storing, taken over row by row, twice is once, half-way goes on."""

import asyncio
import io
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from httpx import Response

from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from services.ingest.store.submissions import SubmissionStore
from tests.integration.ingest.running import CITY, OTHER_UNIT, SCHOOL, UNIT, Ingest, shown

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
QUERY = f"edition=2024&kind=activity_report&organisation={SCHOOL}"


def row(title: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any cell.
    known = {
        "标题*": title,
        "开始日期": "2024-05-14",
        "地点代码": "330602",
        "现场参加人数(人)": "约300",
        "已确认内容不涉密*": "是",
    }
    return known | fields


async def filled(ingest: Ingest, *rows: dict[str, Any]) -> bytes:
    """The template of the call with rows in it, as somebody would fill it in."""
    made = await ingest.get(f"/v1/imports/template?{QUERY}")
    assert made.status_code == 200, made.text
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    sheet = book["填报"]
    headings = [cell.value for cell in sheet[1]]
    for at, cells in enumerate(rows, start=3):
        for heading, value in cells.items():
            sheet.cell(at, headings.index(heading) + 1).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


async def take_over(
    ingest: Ingest, name: UUID, file: bytes, extra: str = "", who: dict[str, str] | None = None
) -> Response:
    return await ingest.client.put(
        f"/v1/imports/{name}?{QUERY}&name=报表.xlsx{extra}", content=file, headers=who or ingest.school_filer()
    )


def outcomes(answer: Response) -> list[str]:
    assert answer.status_code == 200, shown(answer)
    return [one["outcome"] for one in answer.json()["rows"]]


async def test_a_table_is_tried_without_storing_anything_and_every_fault_has_its_cell(ingest: Ingest) -> None:
    mark = uuid4().hex
    file = await filled(ingest, row(f"好{mark}"), row(f"坏{mark}", 开始日期="下周", 地点代码="99"), row(" ", 编号="3"))

    tried = await ingest.client.post(f"/v1/imports:check?{QUERY}", content=file, headers=ingest.school_filer())

    assert outcomes(tried) == ["ready", "refused", "refused"]
    told = tried.json()
    assert told["outcomes"] == {"ready": 1, "refused": 2}
    assert [(one["column"], one["code"]) for one in told["rows"][1]["problems"]] == [
        ("开始日期", "wrong_type"),
        ("地点代码", "bad_place"),
    ]
    assert told["rows"][1]["problems"][0]["cell"].endswith("4")
    assert [(one["column"], one["code"]) for one in told["rows"][2]["problems"]] == [("标题", "missing_field")]
    assert (await ingest.get(f"/v1/submission-counts?text={mark}")).json()["total"] == 0


async def test_rows_that_can_be_filed_are_and_the_others_are_told_and_twice_makes_nothing_twice(
    ingest: Ingest,
) -> None:
    mark, name = uuid4().hex, uuid4()
    file = await filled(
        ingest, row(f"一{mark}"), row(f"二{mark}", 开始日期="乱写"), row(f"三{mark}", 编号="A-3"), row(f"一{mark}")
    )

    first = await take_over(ingest, name, file)
    repeated = await take_over(ingest, name, file)
    elsewhere = await take_over(ingest, uuid4(), file)
    count = (await ingest.get(f"/v1/submission-counts?text={mark}")).json()

    assert outcomes(first) == ["created", "refused", "created", "created"]
    assert first.json()["outcomes"] == {"created": 3, "refused": 1}
    assert repeated.json() == first.json()
    assert outcomes(elsewhere) == ["same", "refused", "same", "same"]
    assert count["total"] == 3
    receipt = first.json()["rows"][0]["receipt"]
    assert (await ingest.get(f"/v1/receipts/{receipt}")).json()["verdict"] == "not_owed"


async def test_a_mended_file_files_what_was_missing_and_nothing_else(ingest: Ingest) -> None:
    mark = uuid4().hex
    broken = await filled(ingest, row(f"一{mark}"), row(f"二{mark}", 开始日期="乱写"))
    mended = await filled(ingest, row(f"零{mark}"), row(f"一{mark}"), row(f"二{mark}"))

    await take_over(ingest, uuid4(), broken)
    second = await take_over(ingest, uuid4(), mended)

    assert outcomes(second) == ["created", "same", "created"]
    assert (await ingest.get(f"/v1/submission-counts?text={mark}")).json()["total"] == 3


async def test_another_content_under_a_number_is_left_alone_unless_asked_for_and_then_a_version(
    ingest: Ingest,
) -> None:
    mark = uuid4().hex
    first = outcomes(await take_over(ingest, uuid4(), await filled(ingest, row(f"原{mark}", 编号=mark))))
    changed = await filled(ingest, row(f"改{mark}", 编号=mark))

    alone = outcomes(await take_over(ingest, uuid4(), changed))
    tried = await ingest.client.post(
        f"/v1/imports:check?{QUERY}&replace=true", content=changed, headers=ingest.school_filer()
    )
    replaced = await take_over(ingest, uuid4(), changed, "&replace=true")

    assert (first, alone, outcomes(tried), outcomes(replaced)) == (
        ["created"],
        ["differs"],
        ["would_amend"],
        ["amended"],
    )
    assert replaced.json()["rows"][0]["receipt"].endswith(".2")


async def test_an_import_that_stopped_half_way_goes_on_where_it_stopped(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, name = uuid4().hex, uuid4()
    file = await filled(ingest, *(row(f"第{number}{mark}") for number in range(4)))
    insert, count = SubmissionStore.insert, 0

    async def away_after_two(store: SubmissionStore, *arguments: Any) -> bool:  # noqa: ANN401 - as the store takes them.
        nonlocal count
        count += 1
        if count > 2:
            raise Problem(ProblemCode.STORE_AWAY)
        return await insert(store, *arguments)

    with monkeypatch.context() as patched:
        patched.setattr(SubmissionStore, "insert", away_after_two)
        stopped = await take_over(ingest, name, file)
    goes_on = await take_over(ingest, name, file)

    assert sorted(outcomes(stopped)) == ["created", "created", "waiting", "waiting"]
    assert stopped.json()["state"] == "waiting"
    assert sorted(outcomes(goes_on)) == ["created", "created", "same", "same"]
    assert goes_on.json()["state"] == "done"
    assert (await ingest.get(f"/v1/submission-counts?text={mark}")).json()["total"] == 4


async def test_the_same_import_sent_twice_at_once_files_each_row_once(ingest: Ingest) -> None:
    mark, name = uuid4().hex, uuid4()
    file = await filled(ingest, *(row(f"第{number}{mark}") for number in range(5)))

    both = await asyncio.gather(take_over(ingest, name, file), take_over(ingest, name, file))

    assert all(set(outcomes(one)) <= {"created", "same"} for one in both)
    assert (await ingest.get(f"/v1/submission-counts?text={mark}")).json()["total"] == 5


async def test_a_result_is_read_and_downloaded_by_the_own_organisation_only(ingest: Ingest) -> None:
    name = uuid4()
    await take_over(ingest, name, await filled(ingest, row(f"结果{name}"), row("坏", 开始日期="乱写")))
    city = ingest.as_("p-city", (CITY, Role.FILER))
    colleague = ingest.as_("p-colleague", (SCHOOL, Role.FILER))

    held = await ingest.get(f"/v1/imports/{name}", colleague)
    listed = (await ingest.get("/v1/imports", colleague)).json()["items"]
    sheet = await ingest.get(f"/v1/imports/{name}/result.xlsx", colleague)

    assert held.json()["outcomes"] == {"created": 1, "refused": 1}
    assert str(name) in {one["import_id"] for one in listed}
    assert sheet.headers["content-type"] == WORKBOOK
    lines = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).worksheets[0].iter_rows(values_only=True))
    assert [line[3] for line in lines[1:]] == ["已报送", "未报送，请按问题修改"]
    assert (await ingest.get(f"/v1/imports/{name}", city)).status_code == 404
    assert str(name) not in (await ingest.get("/v1/imports", city)).text


async def test_an_import_id_is_its_file_s_for_good(ingest: Ingest) -> None:
    name = uuid4()
    await take_over(ingest, name, await filled(ingest, row(f"甲{name}")))

    other = await take_over(ingest, name, await filled(ingest, row(f"乙{name}")))

    assert (other.status_code, other.json()["code"]) == (409, "id_taken")


async def test_what_was_filed_is_exported_in_the_template_s_shape_and_taken_in_again_is_the_same(
    ingest: Ingest,
) -> None:
    name = uuid4()
    await take_over(ingest, name, await filled(ingest, row(f"导出{name}", **{"参与企业数(家)": "某厂;另一厂"})))

    exported = await ingest.get(f"/v1/exports/reports.xlsx?{QUERY}")
    again = await take_over(ingest, uuid4(), exported.content)

    assert set(outcomes(again)) == {"same"}
    assert f"导出{name}" in {one["title"] for one in again.json()["rows"]}


async def test_a_city_files_a_table_for_its_school_and_a_stranger_files_none(ingest: Ingest) -> None:
    mark = uuid4().hex
    file = await filled(ingest, row(f"代报{mark}"), row(f"越界{mark}", 报送单位=OTHER_UNIT))
    city, stranger = ingest.as_("p-city", (CITY, Role.FILER)), ingest.as_("p-x", (OTHER_UNIT, Role.FILER))

    filed = await take_over(ingest, uuid4(), file, who=city)
    refused = await take_over(ingest, uuid4(), file, who=stranger)

    assert outcomes(filed) == ["created", "refused"]
    assert filed.json()["rows"][1]["problems"][0]["code"] == "forbidden"
    assert refused.status_code == 403


async def test_what_is_no_table_or_of_another_kind_is_refused_in_words(ingest: Ingest) -> None:
    who = ingest.school_filer()
    base = f"edition=2024&organisation={SCHOOL}"

    not_one = await ingest.client.post(f"/v1/imports:check?{QUERY}", content=b"%PDF-1.7\0", headers=who)
    cases = await ingest.client.post(f"/v1/imports:check?{base}&kind=case", content=b"x", headers=who)
    no_year = await ingest.client.post(
        f"/v1/imports:check?edition=1999&kind=plan&organisation={SCHOOL}", content=b"x", headers=who
    )
    heavy = await ingest.client.post(f"/v1/imports:check?{QUERY}", content=b"x" * 2_000_001, headers=who)
    unit = await ingest.get(f"/v1/imports/template?{QUERY}", ingest.as_("p-u", (UNIT, Role.READER)))

    codes = [one.json()["code"] for one in (not_one, cases, no_year, heavy, unit)]
    assert codes == ["sheet_unreadable", "sheet_kind", "invalid", "body_too_large", "forbidden"]
