"""An officer files many reports by one table: template, trial with every fault at its cell, take-over, result."""

import asyncio
import io
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
from playwright.async_api import Download, FilePayload, Page, expect

from tests.browser.fleet import Fleet
from tests.browser.people import OFFICER, UNIT_REVIEWER
from tests.browser.visits import PHONE, Visits, sideways, violations

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def row(title: str, **cells: Any) -> dict[str, Any]:  # noqa: ANN401 - any cell.
    usual = {"标题*": title, "开始日期": "5月14日", "地点代码": "330602", "现场参加人数(人)": "1.2万"}
    return usual | {"已确认内容不涉密*": "是"} | cells


def filled(template: bytes, *rows: dict[str, Any]) -> FilePayload:
    """The template with rows below its example, as a spreadsheet program would save it."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book["填报"]
    headings = [cell.value for cell in sheet[1]]
    for at, cells in enumerate(rows, start=3):
        for heading, value in cells.items():
            sheet.cell(at, headings.index(heading) + 1).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return FilePayload(name="第一职校 汇总(最终版).xlsx", mimeType=WORKBOOK, buffer=buffer.getvalue())


async def template(page: Page) -> bytes:
    """The template as the page hands it to the browser."""
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name="下载模板").click()
    download = await waiting.value
    assert download.suggested_filename == "2024-activity_report-模板.xlsx"
    return await saved(download)


async def saved(download: Download) -> bytes:
    """What the browser has saved."""
    return await asyncio.to_thread(Path(await download.path()).read_bytes)


async def test_a_table_is_checked_cell_by_cell_and_what_is_right_is_filed_once(visits: Visits, fleet: Fleet) -> None:
    mark = uuid4().hex[:8]
    page = await visits.sign_in(OFFICER, "/imports")
    file = filled(
        await template(page), row(f"表一{mark}"), row(f"表二{mark}", 开始日期="下周二"), row(f"表三{mark}", 编号="A-3")
    )

    await page.get_by_label("选择表格文件").set_input_files(file)
    await expect(page.get_by_role("heading", name="检查结果")).to_be_visible()
    await page.get_by_label("只看有问题的 1 件").check()
    rows = page.get_by_role("region", name="检查结果").locator("ol > li")
    await expect(rows).to_have_count(1)
    await expect(rows.first).to_contain_text("开始日期")
    await expect(rows.first).to_contain_text("2024-05-14")
    assert await violations(page) == []

    await page.get_by_role("button", name="报送 2 件").click()
    await expect(page.get_by_role("heading", name="报送结果")).to_be_visible()
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name="下载结果").first.click()
    result = openpyxl.load_workbook(io.BytesIO(await saved(await waiting.value))).worksheets[0]
    await page.get_by_label("选择表格文件").set_input_files(file)
    await expect(page.get_by_text("以前已报送，未重复 2 件")).to_be_visible()
    count = await fleet.ask(OFFICER, "ingest", "GET", "/v1/submission-counts", text=mark)

    assert [line[3] for line in result.iter_rows(min_row=2, values_only=True)] == [
        "已报送",
        "未报送，请按问题修改",
        "已报送",
    ]
    assert count["total"] == 2


async def test_a_cut_line_while_rows_are_filed_does_no_harm(visits: Visits, fleet: Fleet) -> None:
    mark = uuid4().hex[:8]
    page = await visits.sign_in(OFFICER, "/imports")
    file = filled(await template(page), row(f"断线一{mark}"), row(f"断线二{mark}"))
    await page.get_by_label("选择表格文件").set_input_files(file)

    # The request arrives, and its answer is lost.
    async def lose(route: Any) -> None:  # noqa: ANN401 - Playwright's route.
        await route.fetch()
        await route.abort()

    await page.route("**/v1/imports/*", lose, times=1)
    await page.get_by_role("button", name="报送 2 件").click()
    await expect(page.get_by_role("alert")).to_contain_text("网络不通")
    await page.get_by_role("button", name="再试一次").click()

    await expect(page.get_by_role("heading", name="报送结果")).to_be_visible()
    await expect(page.get_by_text("已报送 2 件").first).to_be_visible()
    count = await fleet.ask(OFFICER, "ingest", "GET", "/v1/submission-counts", text=mark)
    assert count["total"] == 2


async def test_what_is_no_table_is_said_to_be_none_before_and_after_it_is_sent(visits: Visits) -> None:
    page = await visits.sign_in(OFFICER, "/imports")
    choose = page.get_by_label("选择表格文件")

    await choose.set_input_files(FilePayload(name="照片.jpg", mimeType="image/jpeg", buffer=b"x"))
    await expect(page.get_by_role("alert")).to_contain_text("只支持 .xlsx 和 .csv")
    await choose.set_input_files(FilePayload(name="假的.xlsx", mimeType=WORKBOOK, buffer=b"PK\x03\x04 nothing"))

    await expect(page.get_by_role("alert")).to_contain_text("无法读取这个文件")


async def test_it_is_usable_on_a_phone_in_both_languages(visits: Visits) -> None:
    for language in ("zh-CN", "en"):
        page = await visits.sign_in(OFFICER, "/imports", size=PHONE, language=language)
        await page.locator("h1").wait_for()
        text = "标题,开始日期,已确认内容不涉密\n很长很长的标题很长很长的标题很长很长的标题,乱写,是\n好,5月14日,是\n"
        payload = FilePayload(name="a.csv", mimeType="text/csv", buffer=text.encode("gb18030"))
        await page.locator("input[type=file]").set_input_files(payload)
        await page.locator("ol > li").first.wait_for()

        assert await sideways(page) == 0
        assert await violations(page) == []


async def test_whoever_files_for_nobody_is_told_so(visits: Visits) -> None:
    page = await visits.sign_in(UNIT_REVIEWER, "/imports")
    await expect(page.get_by_role("heading", level=1)).to_have_text("批量报送")
    await expect(page.get_by_role("button", name="下载模板")).to_be_enabled()
