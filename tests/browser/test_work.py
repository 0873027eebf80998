"""The first page after signing in: each of the people finds their own work at the top, and nobody a button that is not there."""

import pytest
from playwright.async_api import expect

from tests.browser.fleet import Fleet
from tests.browser.people import (
    AUDIT_ADMINISTRATOR,
    CITY_MANAGER,
    CITY_REVIEWER,
    COLLEAGUE,
    EDITOR,
    MINISTRY_MANAGER,
    OFFICER,
    OTHER_OFFICER,
    OTHER_UNIT_REVIEWER,
    SCHOOL_MANAGER,
    SECOND_EDITOR,
    SECURITY_ADMINISTRATOR,
    SYSTEM_ADMINISTRATOR,
    THIRD_EDITOR,
    UNIT_APPROVER,
    UNIT_MANAGER,
    UNIT_REVIEWER,
    Person,
)
from tests.browser.visits import PHONE, Visits, sideways, violations
from tests.integration.kit.waiting import eventually

REPORTING, QUEUE, ROOMS = "待报送", "待您审核", "我的工作区"
FIRST = (
    *((who, REPORTING) for who in (OFFICER, COLLEAGUE, SCHOOL_MANAGER, CITY_MANAGER, UNIT_MANAGER)),
    *((who, REPORTING) for who in (MINISTRY_MANAGER, OTHER_OFFICER)),
    *((who, QUEUE) for who in (CITY_REVIEWER, UNIT_REVIEWER, UNIT_APPROVER, OTHER_UNIT_REVIEWER)),
    *((who, QUEUE) for who in (EDITOR, SECOND_EDITOR, THIRD_EDITOR)),
    *((who, ROOMS) for who in (SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR, AUDIT_ADMINISTRATOR)),
)
"""What stands first on each one's page."""


@pytest.mark.parametrize(("who", "first"), FIRST, ids=[who.name for who, _first in FIRST])
async def test_everybody_finds_their_own_work_first(visits: Visits, who: Person, first: str) -> None:
    page = await visits.sign_in(who, size=PHONE)

    await expect(page.get_by_role("heading", level=2).first).to_contain_text(first)
    has_buttons = await page.get_by_role("navigation", name="新的报送").count() > 0
    assert has_buttons == (first != ROOMS and who.role.value != "editor")
    if not has_buttons:
        await expect(page.get_by_text("请从上面的按钮开始")).to_have_count(0)
        await expect(page.get_by_role("heading", name=REPORTING)).to_have_count(0)
        await expect(page.get_by_role("heading", name=ROOMS)).to_be_visible()
    assert await sideways(page) == 0


async def test_a_reviewer_sees_how_many_wait_and_since_when_and_goes_in(visits: Visits, fleet: Fleet) -> None:
    submission = await fleet.file("首页上等待审核")

    async def waits() -> bool:
        page = await fleet.ask(CITY_REVIEWER, "moderation", "GET", "/v1/queue?text=首页上等待审核")
        return bool(page["total"])

    await eventually(waits)
    count = (await fleet.ask(CITY_REVIEWER, "moderation", "GET", "/v1/queue?edition=2024&limit=1"))["total"]
    page = await visits.sign_in(CITY_REVIEWER)

    queue = page.locator("[data-queue]")
    await expect(queue).to_contain_text(f"{count} 件")
    await expect(queue).to_contain_text("最久的已等")
    assert await violations(page) == []
    await queue.get_by_role("link", name="进入审核").click()
    await page.wait_for_url("**/review**")
    await page.get_by_role("searchbox").fill("首页上等待审核")
    await page.keyboard.press("Enter")
    await expect(page.locator(f"[data-line='{submission}']")).to_be_visible()


async def test_what_counts_and_what_is_public_is_found_by_its_state_with_one_request_for_all(
    visits: Visits, fleet: Fleet
) -> None:
    submission = await fleet.file("首页上已统计")
    await fleet.accept(submission)

    async def counted() -> bool:
        path = "/v1/submissions?state=counted&text=首页上已统计"
        return bool((await fleet.ask(OFFICER, "ingest", "GET", path))["items"])

    await eventually(counted)
    page = await visits.sign_in(OFFICER)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/receipts" in request.url else None)
    await page.get_by_label("状态").select_option("已统计")
    await page.get_by_label("标题含有").fill("首页上已统计")

    line = page.get_by_role("listitem").filter(has_text="首页上已统计")
    await expect(line).to_contain_text("已统计")
    await expect(line).to_contain_text("浙江省已审核通过")
    assert all("/v1/receipts?" in address for address in asked)


async def test_what_is_owed_and_came_back_leads_to_the_report_that_is_to_be_mended(
    visits: Visits, fleet: Fleet
) -> None:
    owed = {"edition": "2024", "kind": "activity_report", "debtor": OFFICER.organisation, "creditor": "330600"}
    owed["due_at"] = "2024-05-24T10:00:00+00:00"
    path = f"/v1/obligations/{OFFICER.organisation}-mend"
    await fleet.ask(CITY_MANAGER, "directory", "PUT", path, owed)

    async def answered() -> bool:
        submission = await fleet.file("应报而被退回")
        found = await fleet.ask(OFFICER, "ingest", "GET", f"/v1/submissions/{submission}")
        if found["receipt"]["obligation"] == f"{OFFICER.organisation}-mend":
            await fleet.decide(submission, "return", CITY_REVIEWER, reason="缺少人数")
            return True
        return False

    await eventually(answered)
    page = await visits.sign_in(OFFICER)

    line = page.get_by_role("listitem").filter(has_text="5月24日").filter(has_text="修改后重新报送")
    await line.get_by_role("link", name="修改后重新报送").click()
    await expect(page.get_by_text("缺少人数").first).to_be_visible()
