"""A city asks its schools, sees who has reported and whom it waits for, reminds one, and files for nobody who was not asked."""

import asyncio
import contextlib
import io
from datetime import timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from openpyxl import load_workbook
from playwright.async_api import Page, expect
from playwright.async_api import TimeoutError as PageTimeoutError

from tests.browser.fleet import Fleet
from tests.browser.people import (
    AUDIT_ADMINISTRATOR,
    CITY_MANAGER,
    EDITION,
    OFFICER,
    OTHER_SCHOOL,
    SCHOOL,
    SCHOOL_MANAGER,
    UNIT_MANAGER,
)
from tests.browser.visits import PHONE, Visits, sideways, violations
from tests.integration.kit.waiting import eventually

SHANGHAI = ZoneInfo("Asia/Shanghai")
ASKED_MILLISECONDS = 3_000


async def asked(fleet: Fleet, kind: str, days: float = 2) -> str:
    """The city asks the school for something; the obligation's id."""
    name = f"{CITY_MANAGER.organisation}:{kind}:{uuid4().hex[:8]}"
    body = {
        "edition": EDITION,
        "debtor": SCHOOL,
        "creditor": CITY_MANAGER.organisation,
        "kind": kind,
        "due_at": (fleet.now + timedelta(days=days)).isoformat(),
    }
    await fleet.ask(CITY_MANAGER, "directory", "PUT", f"/v1/obligations/{name}", body)
    return name


async def row_of(page: Page, kind: str, organisation: str = SCHOOL) -> None:
    """Wait until a page shows what an organisation owes of a kind."""
    row = page.locator(f"[data-debtor='{organisation}']").filter(has_text=kind)
    for _ in range(10):
        # A page is never idle on the network: it listens for notices.
        with contextlib.suppress(PageTimeoutError):
            await row.first.wait_for(timeout=ASKED_MILLISECONDS)
            return
        await page.reload()
    await expect(row.first).to_be_visible()


async def test_a_city_asks_its_schools_on_the_page_and_only_those_are_listed(visits: Visits, fleet: Fleet) -> None:
    page = await visits.sign_in(CITY_MANAGER, "/completeness")
    await page.get_by_role("button", name="要求下级报送").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("材料").select_option("video")
    due = (fleet.now + timedelta(days=2)).astimezone(SHANGHAI)
    await dialog.get_by_label("截止时间(北京时间)").fill(due.strftime("%Y-%m-%dT18:00"))
    schools = dialog.get_by_role("checkbox")
    await expect(schools.first).to_be_visible()
    await schools.first.check()
    await dialog.locator("[data-set-dates]").click()
    await expect(dialog).to_be_hidden()

    await page.get_by_label("材料", exact=True).select_option("video")
    await expect(page.locator("[data-debtor]")).to_have_count(1)
    await expect(page.locator("[data-debtor]")).to_contain_text("18:00")
    await expect(page.get_by_text("已报送 0 / 应报送 1 项")).to_be_visible()
    assert await page.locator(f"[data-debtor='{OTHER_SCHOOL}']").count() == 0


async def test_whoever_moves_one_date_and_gives_grace_says_why_and_the_record_keeps_it(
    visits: Visits, fleet: Fleet
) -> None:
    name = await asked(fleet, "plan")
    page = await visits.sign_in(CITY_MANAGER, "/completeness", size=PHONE)
    await row_of(page, "方案")
    await (
        page.locator(f"[data-debtor='{SCHOOL}']")
        .filter(has_text="方案")
        .first.get_by_role("button", name="改时间")
        .click()
    )
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("宽限天数").fill("2")
    await expect(dialog.locator("[data-set-dates]")).to_be_disabled()
    await dialog.get_by_label("原因").fill("校舍停电,电话申请延期")
    assert await violations(page) == []
    await dialog.locator("[data-set-dates]").click()
    await expect(dialog).to_be_hidden()

    kept = await fleet.ask(CITY_MANAGER, "directory", "GET", f"/v1/obligations/{name}")
    assert kept["grace_seconds"] == 2 * 86_400

    async def is_on_record() -> bool:
        acts = await fleet.ask(AUDIT_ADMINISTRATOR, "directory", "GET", f"/v1/audit?object=obligation:{name}")
        return "校舍停电,电话申请延期" in str(acts)

    await eventually(is_on_record)


async def test_a_reminder_is_seen_before_it_is_sent_reaches_the_officer_and_is_not_sent_twice(
    visits: Visits, fleet: Fleet
) -> None:
    await asked(fleet, "manuscript")
    page = await visits.sign_in(CITY_MANAGER, "/completeness")
    await row_of(page, "稿件")
    row = page.locator(f"[data-debtor='{SCHOOL}']").filter(has_text="稿件").first
    await row.get_by_role("button", name="提醒").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_text("将提醒 1 项")).to_be_visible()
    await dialog.get_by_label("附言(可不填)").fill("今天下班前请报送")
    await dialog.locator("[data-remind]").click()
    await expect(dialog.get_by_text("已提醒 1 项")).to_be_visible()
    await dialog.get_by_role("button", name="关闭", exact=True).last.click()

    officer = await visits.sign_in(OFFICER, "/inbox")
    notice = officer.locator("[data-notice='asked']").filter(has_text="今天下班前请报送")
    await expect(notice).to_be_visible()
    await expect(officer.get_by_role("link", name="收件箱，", exact=False).first).to_be_visible()

    await row.get_by_role("button", name="提醒").click()
    await expect(page.get_by_role("dialog").get_by_text("12 小时内已提醒过")).to_be_visible()
    await expect(page.get_by_role("dialog").locator("[data-remind]")).to_be_disabled()


async def test_what_was_reported_waits_for_the_city_and_goes_into_the_file(visits: Visits, fleet: Fleet) -> None:
    await asked(fleet, "activity_report")
    await fleet.file(f"完整性{uuid4().hex[:6]}")
    page = await visits.sign_in(CITY_MANAGER, "/completeness")
    await page.get_by_label("材料", exact=True).select_option("activity_report")
    row = page.locator(f"[data-debtor='{SCHOOL}']").filter(has_text="活动情况").first
    await expect(row).to_be_visible()

    async with page.expect_download() as waiting:
        await page.get_by_role("link", name="导出 Excel").click()
    download = await waiting.value
    saved = await asyncio.to_thread(Path(await download.path()).read_bytes)
    file = load_workbook(io.BytesIO(saved), read_only=True)
    lines = list(file.worksheets[0].iter_rows(values_only=True))
    assert lines[0][0] == "单位代码"
    assert SCHOOL in {line[0] for line in lines[1:]}


async def test_a_school_has_no_such_page_and_a_phone_shows_it_without_scrolling_sideways(
    visits: Visits, fleet: Fleet
) -> None:
    await asked(fleet, "photo_set")
    school = await visits.sign_in(SCHOOL_MANAGER, "/completeness")
    await expect(school.get_by_text("没有应报送的材料")).to_be_visible()
    for size, language in ((PHONE, "zh-CN"), (PHONE, "en"), ((1366, 768), "en")):
        page = await visits.sign_in(CITY_MANAGER, "/completeness", size=size, language=language)
        await expect(page.locator("[data-debtor]").first).to_be_visible()
        assert await sideways(page) <= 0
        assert await violations(page) == []


async def test_a_province_sees_its_whole_branch(visits: Visits, fleet: Fleet) -> None:
    await asked(fleet, "case")
    page = await visits.sign_in(UNIT_MANAGER, "/completeness")
    await page.get_by_label("范围", exact=True).select_option("branch")
    await page.get_by_label("材料", exact=True).select_option("case")

    await expect(page.locator(f"[data-debtor='{SCHOOL}']").first).to_contain_text("绍兴")
