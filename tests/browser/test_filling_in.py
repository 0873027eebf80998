"""Other ways to fill in a report: files that are dropped or pasted, keys by pinyin, a reason when it is late; and taking it back."""

import base64
import re
from datetime import timedelta
from typing import Any

from playwright.async_api import Page, expect

from contracts.organisations import Role
from tests.browser.fleet import Fleet
from tests.browser.people import EDITION, OFFICER, OTHER_OFFICER, OTHER_SCHOOL, Person
from tests.browser.reporting import LONG_NAME, begin, fill_in, photo, send, until_ready
from tests.browser.visits import Visits, violations
from tests.integration.kit.waiting import eventually

GIVE = """([target, type, files]) => {
  const transfer = new DataTransfer()
  for (const [name, kind, base64] of files) {
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))
    transfer.items.add(new File([bytes], name, { type: kind }))
  }
  const usual = { bubbles: true, cancelable: true }
  const event = type === 'paste'
    ? new ClipboardEvent(type, { ...usual, clipboardData: transfer })
    : new DragEvent(type, { ...usual, dataTransfer: transfer })
  document.querySelector(target).dispatchEvent(event)
}"""
LEVEL_ABOVE = Person("330100", Role.MANAGER)
"""A manager of the city that the other school reports to."""


async def give(page: Page, target: str, event: str, *files: tuple[str, str, bytes]) -> None:
    """Drop or paste files (name, media type, bytes) where a selector points."""
    encoded = [[name, kind, base64.b64encode(content).decode()] for name, kind, content in files]
    await page.evaluate(GIVE, [target, event, encoded])


async def nation(fleet: Fleet, indicator: str) -> int:
    """What the country's figure is."""
    answer = await fleet.ask(OFFICER, "aggregation", "GET", "/v1/counts", edition=EDITION, indicator=indicator)
    return int(answer["figures"][0]["value"] or 0)


async def test_photos_are_taken_in_by_drop_and_by_paste_and_what_is_none_is_named(visits: Visits, fleet: Fleet) -> None:
    page = await visits.sign_in(OFFICER)
    await fill_in(page, "拖入和粘贴的照片")
    dropped, pasted = photo("dropped"), photo("pasted")

    await give(page, ".drop", "drop", (f"{LONG_NAME}.jpg", "image/jpeg", dropped), ("程序.exe", "", b"MZ"))
    await expect(page.get_by_text("程序.exe：不是照片、视频或文档，未添加。")).to_be_visible()
    await give(page, "body", "paste", ("image.png", "image/jpeg", pasted))
    captions = page.get_by_label("说明(必填)")
    await expect(captions).to_have_count(2)
    for number in range(2):
        await captions.nth(number).fill("学生体验数控操作")
        await page.get_by_label("拍摄者(必填)").nth(number).fill("王老师")
    submission = await send(page)

    files = await until_ready(fleet, submission, 2)
    assert [file["name"] for file in files] == [f"{LONG_NAME}.jpg", "image.png"]
    assert [await fleet.original(file["asset"]) for file in files] == [dropped, pasted]


async def test_places_and_schools_are_found_by_pinyin_and_by_its_initials_with_the_keyboard_alone(
    visits: Visits, fleet: Fleet
) -> None:
    # Of a school that has entered no place yet, so that none is filled in.
    page = await visits.sign_in(OTHER_OFFICER)
    await fill_in(page, "用拼音查找")

    place = page.get_by_role("combobox", name="查找市、县(区)")
    await place.press_sequentially("shaoxing")
    await expect(page.get_by_role("option", name="绍兴", exact=False).first).to_be_visible()
    await expect(place).to_have_attribute("aria-activedescendant", re.compile(r"-list-0$"))
    await place.press("Enter")
    host = page.get_by_role("combobox", name="查找主办单位")
    await host.press_sequentially("hzszyzdzyxx")
    await expect(page.get_by_role("option", name="杭州市职业中等专业学校")).to_be_visible()
    assert await violations(page) == []
    await host.press("Enter")
    submission = await send(page)

    content = (await fleet.ask(OTHER_OFFICER, "ingest", "GET", f"/v1/submissions/{submission}"))["content"]
    assert content["sessions"][0]["place"]["code"] == "330600"
    assert OTHER_SCHOOL in [one["organisation"] for one in content["hosts"]]


async def test_after_the_date_a_reason_is_asked_for_and_stands_on_the_receipt(visits: Visits, fleet: Fleet) -> None:
    due = fleet.now - timedelta(hours=1)
    owed: dict[str, Any] = {"edition": EDITION, "kind": "manuscript", "debtor": OTHER_SCHOOL}
    owed |= {"creditor": LEVEL_ABOVE.organisation, "due_at": due.isoformat(), "grace_seconds": 86_400}
    await fleet.ask(LEVEL_ABOVE, "directory", "PUT", f"/v1/obligations/{OTHER_SCHOOL}-late", owed)
    page = await visits.sign_in(OTHER_OFFICER)
    await expect(
        page.get_by_role("listitem").filter(has_text="稿件").filter(has_text="说明原因仍可报送").first
    ).to_be_visible()
    await begin(page, "manuscript", "截止后报送的稿件")
    await page.locator("[id='input-content.text']").fill("学校举办开放日。")
    await page.get_by_label("已确认内容不涉密").check()

    await page.get_by_role("button", name="报送", exact=True).click()
    summary = page.get_by_role("alert").filter(has_text="处需要修改")
    await summary.get_by_role("link", name="逾期原因").click()
    reason = page.get_by_label("逾期原因")
    await expect(reason).to_be_focused()
    assert await violations(page) == []
    await reason.fill("台风停电,网络中断")
    submission = await send(page)

    await expect(page.get_by_text("逾期报送，已说明原因")).to_be_visible()
    await expect(page.get_by_text("原因：台风停电,网络中断")).to_be_visible()
    held = await fleet.ask(OTHER_OFFICER, "ingest", "GET", f"/v1/submissions/{submission}")
    assert (held["receipt"]["verdict"], held["receipt"]["late_reason"]) == ("late_accepted", "台风停电,网络中断")


async def test_what_is_taken_back_counts_no_more_and_the_page_said_so_before(visits: Visits, fleet: Fleet) -> None:
    before = await nation(fleet, "session_count")
    submission = await fleet.file("报错了的活动")
    await fleet.accept(submission)
    await eventually(lambda: counts(fleet, before + 1))
    page = await visits.sign_in(OFFICER, f"/receipts/{submission}.1")

    await page.get_by_role("button", name="撤回", exact=True).click()
    asked = page.get_by_role("alertdialog", name="撤回")
    await expect(asked).to_contain_text("将撤回“报错了的活动”及 0 个文件：不再审核，不再计入统计")
    assert await violations(page) == []
    await asked.get_by_role("button", name="不撤回").click()
    await expect(asked).to_be_hidden()
    assert await nation(fleet, "session_count") == before + 1
    await page.get_by_role("button", name="撤回", exact=True).click()
    await asked.get_by_role("button", name="撤回", exact=True).click()

    await expect(page.locator(".stand")).to_contain_text("撤回")
    await expect(page.get_by_role("button", name="撤回", exact=True)).to_be_hidden()
    await eventually(lambda: counts(fleet, before))


async def counts(fleet: Fleet, number: int) -> bool:
    """Whether the nation counts so many sessions."""
    return await nation(fleet, "session_count") == number
