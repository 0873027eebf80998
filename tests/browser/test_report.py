"""Filling in a report: what people paste and type, all that is wrong at once, and mending what came back."""

import json
from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from tests.browser.fleet import Fleet
from tests.browser.people import CITY, CITY_MANAGER, CITY_REVIEWER, OFFICER, SCHOOL
from tests.browser.reporting import add_files, begin, filed, fill_in, photos, send, title_of
from tests.browser.visits import PHONE, Visits, sideways, violations

COUNTED_MILLISECONDS = 20_000
WORD = "\u200b一、基本情况\r\n\uf0b7\t中小学生\u00a0300\u00a0人\u000b\r\n\r\n\r\n\r\n二、成效\ufeff\u00ad显著\r\n"
PLAIN = "一、基本情况\n· 中小学生 300 人\n\n二、成效显著"
PASTE = """([id, text]) => {
  const field = document.getElementById(id), data = new DataTransfer()
  data.setData('text/plain', text)
  field.focus()
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}"""


async def paste(page: Page, field: str, text: str) -> None:
    """Paste a text into a field."""
    await page.evaluate(PASTE, [field, text])


async def test_numbers_are_spelled_out_while_they_are_typed(visits: Visits, fleet: Fleet) -> None:
    page = await visits.sign_in(OFFICER)
    await fill_in(page, "全角数字和万", "１２００")
    await expect(page.get_by_text("= 1,200 人", exact=True)).to_be_visible()
    await page.get_by_label("参与人次", exact=True).first.fill("12万")
    await expect(page.get_by_text("= 120,000 · 12万 人次")).to_be_visible()

    submission = await send(page)

    content = (await fleet.ask(OFFICER, "ingest", "GET", f"/v1/submissions/{submission}"))["content"]
    assert [one["value"] for one in content["sessions"][0]["measures"]] == [1200, 120_000]


@pytest.mark.parametrize(
    ("typed", "shown"), [("越城", "越城区 330602"), ("yuecheng", "越城区 330602"), ("yc", "越城区 330602")]
)
async def test_a_place_is_found_by_its_name_and_nobody_needs_to_know_its_code(
    visits: Visits, fleet: Fleet, typed: str, shown: str
) -> None:
    page = await visits.sign_in(OFFICER)
    await fill_in(page, f"地点 {typed}")
    change = page.get_by_role("button", name="更改")
    if await change.count():
        await change.first.click()
    search = page.get_by_role("combobox", name="查找市、县(区)")

    await search.fill("没有这个地方")
    await expect(page.get_by_text("或输入六位行政区划代码")).to_be_visible()
    await search.fill(typed)
    found = page.get_by_role("listbox", name="查找市、县(区)").get_by_role("option")
    await expect(found.first).to_contain_text("越城区 浙江省 绍兴市 330602")
    await search.press("Enter")

    await expect(page.get_by_text(shown)).to_be_visible()
    submission = await send(page)
    content = (await fleet.ask(OFFICER, "ingest", "GET", f"/v1/submissions/{submission}"))["content"]
    assert content["sessions"][0]["place"] == {"kind": "district", "code": "330602", "name": "越城区"}


async def test_text_pasted_from_word_is_made_plain(visits: Visits) -> None:
    page = await visits.sign_in(OFFICER)
    await begin(page, "manuscript", "粘贴")

    await paste(page, "input-content.text", WORD)

    await expect(page.locator("[id='input-content.text']")).to_have_value(PLAIN)
    await expect(page.locator("[id='input-content.text-count']")).to_contain_text("21 / 20,000 字")


async def test_a_case_of_five_thousand_characters_is_counted_as_a_reader_counts_and_taken(
    visits: Visits, fleet: Fleet
) -> None:
    page = await visits.sign_in(OFFICER)
    await begin(page, "case", "五千字的典型案例")
    for part, count in (("background", 1000), ("practice", 2000), ("results", 1000), ("experience", 1001)):
        await page.locator(f"[id='input-content.{part}']").fill("职" * count + " \n")
    await expect(page.get_by_text("超出 1 字").first).to_be_visible()
    await page.locator("[id='input-content.experience']").fill("职" * 1000)
    await expect(page.get_by_text("超出 1 字")).to_have_count(0)
    await add_files(page, photos(3, "case"))
    await page.get_by_label("已确认内容不涉密").check()

    await send(page)

    assert len(await filed(fleet, "五千字的典型案例")) == 1


async def test_all_that_is_wrong_comes_at_once_and_leads_to_its_fields(visits: Visits) -> None:
    page = await visits.sign_in(OFFICER)
    await begin(page, "activity_report", "")
    await page.get_by_label("现场参加人数", exact=True).first.fill("三百")
    await page.locator("input[type=file][multiple]").set_input_files(photos(1, "wrong"))
    await expect(page.get_by_label("说明(必填)")).to_have_count(1)

    await page.get_by_role("button", name="报送", exact=True).click()

    summary = page.get_by_role("alert").filter(has_text="处需要修改")
    await expect(summary).to_be_focused()
    for label in ("标题", "现场参加人数", "已确认内容不涉密", "文件 1 说明", "文件 1 拍摄者"):
        await expect(summary.get_by_role("link", name=label).first).to_be_visible()
    assert await violations(page) == []
    await summary.get_by_role("link", name="标题").click()
    await expect(title_of(page)).to_be_focused()


async def test_what_came_back_shows_the_marked_fields_and_is_mended(visits: Visits, fleet: Fleet) -> None:
    submission = await fleet.file("退回后修改")
    marked = [{"path": "content.title", "note": "请写明活动名称"}]
    await fleet.decide(submission, "return", CITY_REVIEWER, reason="标题不完整", fields=marked)
    page = await visits.sign_in(OFFICER)

    await page.locator(f"a[href='/reports/{submission}']").click()
    await expect(page.get_by_text("请写明活动名称").first).to_be_visible()
    await title_of(page).fill("退回后修改：开放日")
    await page.get_by_role("button", name="重新报送").click()

    await page.wait_for_url(f"**/receipts/{submission}.2")
    await expect(page.get_by_text("退回后修改：开放日")).to_be_visible()


async def test_nothing_is_asked_twice(visits: Visits, fleet: Fleet) -> None:
    body = {
        "edition": "2024",
        "organisation": OFFICER.organisation,
        "contact": {"name": "李老师", "phone": "0575-8888000"},
    }
    content = {"kind": "manuscript", "title": "以前的稿件", "text": "正文", "no_state_secrets": True}
    path = "/v1/submissions/0d9f3a52-7f0e-4c0e-9a51-1de1a5b8c0aa"
    await fleet.ask(OFFICER, "ingest", "PUT", path, json.loads(json.dumps({**body, "content": content})))
    page = await visits.sign_in(OFFICER)

    await begin(page, "manuscript", "新的稿件")

    await expect(page.get_by_label("联系人姓名")).to_have_value("李老师")
    await expect(page.get_by_text("已按以前填过的内容预填")).to_be_visible()


async def test_numbers_worth_a_second_look_are_told_while_they_are_typed_and_refuse_nothing(visits: Visits) -> None:
    page = await visits.sign_in(OFFICER)
    await fill_in(page, "人次小于人数", "300")
    await page.get_by_label("参与人次", exact=True).first.fill("200")

    await expect(page.get_by_text("请核对： 参与人次(200)小于现场参加人数(300)。")).to_be_visible()
    await page.get_by_label("参与人次", exact=True).first.fill("400")
    await expect(page.get_by_text("请核对：")).to_have_count(0)
    await page.get_by_label("参与人次", exact=True).first.fill("200")
    await expect(page.get_by_text("请核对：").first).to_be_visible()
    assert await violations(page) == []
    await send(page)


async def test_what_may_still_be_sent_is_seen_before_the_first_byte(visits: Visits) -> None:
    page = await visits.sign_in(OFFICER)
    await begin(page, "photo_set", "剩余空间")

    await expect(page.get_by_text("本单位本届还可上传")).to_be_visible()
    await expect(page.get_by_text("上限 50.00 GB")).to_be_visible()


async def test_the_form_fits_a_phone(visits: Visits) -> None:
    page = await visits.sign_in(OFFICER, "/reports/new?kind=activity_report", size=PHONE)

    await title_of(page).wait_for()
    assert await sideways(page) == 0
    assert await violations(page) == []


async def test_an_officer_sees_the_date_of_the_level_above_and_what_is_left_by_the_servers_clock(
    visits: Visits, fleet: Fleet
) -> None:
    due_at = fleet.now + timedelta(hours=28, minutes=30)
    owed = {"edition": "2024", "kind": "photo_set", "debtor": SCHOOL, "creditor": CITY, "due_at": due_at.isoformat()}
    await fleet.ask(CITY_MANAGER, "directory", "PUT", f"/v1/obligations/{SCHOOL}-photos", owed)

    page = await visits.sign_in(OFFICER)

    # Other tests set dates for this school, too.
    line = page.get_by_role("listitem").filter(has_text="报 绍兴").filter(has_text="还有 1天4小时")
    await expect(line).to_be_visible()
    await line.get_by_role("link", name="现在报送").click()
    await expect(page.get_by_role("heading", name="照片", exact=True).first).to_be_visible()


async def test_a_level_above_files_for_a_school_what_came_by_fax_with_its_true_time(
    visits: Visits, fleet: Fleet
) -> None:
    page = await visits.sign_in(CITY_REVIEWER, f"/reports/new?kind=manuscript&for={SCHOOL}")
    await expect(page.get_by_text("代为填报：绍兴市中等专业学校")).to_be_visible()
    await title_of(page).fill("传真来的稿件")
    await page.locator("[id='input-content.text']").fill("学校举办开放日。")
    await page.get_by_label("代录邮件、传真等送来的材料").check()
    await page.get_by_label("实际收到时间(北京时间)").fill("2024-05-13T16:30")
    await page.get_by_label("收到方式").select_option("fax")
    await page.get_by_label("已确认内容不涉密").check()

    submission = await send(page)

    await expect(page.get_by_text("代录：传真").first).to_be_visible()
    held = await fleet.ask(OFFICER, "ingest", "GET", f"/v1/submissions/{submission}")
    assert held["receipt"]["entered"]["received_at"] == "2024-05-13T08:30:00Z"
    assert held["organisation"] == SCHOOL


async def test_the_receipt_proves_what_was_counted_and_where(visits: Visits, fleet: Fleet) -> None:
    submission = await fleet.file("回执上的统计凭证")
    await fleet.accept(submission)

    page = await visits.sign_in(OFFICER, f"/receipts/{submission}.1")

    await expect(page.get_by_text("已计入统计", exact=True)).to_be_visible(timeout=COUNTED_MILLISECONDS)
    row = page.get_by_role("row").filter(has_text="现场参加人数")
    await expect(row).to_contain_text("300 人")
    await expect(row).to_contain_text("全国")
    await expect(row).to_contain_text("浙江")
    await expect(page.get_by_text("分区")).to_be_visible()
    await page.emulate_media(media="print")
    await expect(page.get_by_role("button", name="打印")).to_be_hidden()
    await expect(page.get_by_text(f"{submission}.1")).to_be_visible()


async def test_an_earlier_report_is_copied_without_its_days_and_numbers(visits: Visits, fleet: Fleet) -> None:
    await fleet.file("去年的开放日")
    page = await visits.sign_in(OFFICER, "/reports/new?kind=activity_report")

    await page.get_by_label("从以前的材料开始").select_option(label="去年的开放日 (5月14日周二)")
    await page.get_by_role("button", name="复制").click()

    await expect(title_of(page)).to_have_value("去年的开放日")
    await expect(page.locator("input[type=date]").first).to_have_value("")
    await expect(page.get_by_label("现场参加人数", exact=True).first).to_have_value("")
    await expect(page.get_by_text("330602")).to_be_visible()
