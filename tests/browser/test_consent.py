"""A parent rings: the picture is closed from the receipt, by the school or by those above who may, and newsrooms lose it."""

from uuid import UUID

from playwright.async_api import Page, expect

from tests.browser.fleet import Fleet
from tests.browser.newsrooms import featured
from tests.browser.people import CITY_REVIEWER, EDITOR, OFFICER, UNIT_APPROVER
from tests.browser.reporting import add_files, fill_in, photos, send, until_ready
from tests.browser.visits import PHONE, Visits, sideways, violations
from tests.integration.kit.waiting import eventually

CLOSE, YES = "撤回肖像同意", "撤回同意，关闭此文件"
GONE = "已撤回同意：此文件不再展示"


async def reported(page: Page, fleet: Fleet, title: str, count: int) -> UUID:
    """An officer reports with photos, whose bytes have arrived."""
    await fill_in(page, title)
    await add_files(page, photos(count, title))
    submission = await send(page)
    await until_ready(fleet, submission, count)
    return submission


async def pictures_of(page: Page, submission: UUID) -> int:
    """How many pictures the newsroom's item shows."""
    await page.goto(f"/newsroom/items/{submission}")
    await page.get_by_role("heading", level=1).wait_for()
    return await page.locator(".pictures img").count()


async def test_a_picture_whose_people_no_longer_agree_leaves_the_newsroom(visits: Visits, fleet: Fleet) -> None:
    page = await visits.sign_in(OFFICER)
    submission = await reported(page, fleet, "家长来电撤回同意", 2)
    await fleet.accept(submission)
    await featured(fleet, submission)
    newsroom = await visits.sign_in(EDITOR)
    await eventually(lambda: _shows(newsroom, submission, 2))
    await expect(newsroom.get_by_role("heading", level=1)).to_have_text("家长来电撤回同意")

    await page.reload()
    await page.get_by_role("button", name=CLOSE).first.click()
    asked = page.get_by_role("alertdialog", name=CLOSE)
    await expect(asked).to_contain_text("所有版本都不再展示")
    assert await violations(page) == []
    await asked.get_by_role("button", name="不撤回").click()
    await expect(page.get_by_text(GONE)).to_have_count(0)
    await page.get_by_role("button", name=CLOSE).first.click()
    await page.get_by_role("button", name=YES).click()

    await expect(page.get_by_text(GONE)).to_have_count(1)
    await expect(page.get_by_role("button", name=CLOSE)).to_have_count(1)
    await eventually(lambda: _shows(newsroom, submission, 0))
    await expect(newsroom.get_by_role("heading", level=1)).to_have_text("已撤稿：请停止使用")
    await expect(newsroom.get_by_text("肖像同意已撤回")).to_be_visible()


async def test_the_unit_and_the_ministry_close_a_picture_and_the_city_can_not(visits: Visits, fleet: Fleet) -> None:
    page = await visits.sign_in(OFFICER)
    submission = await reported(page, fleet, "向上级反映的照片", 2)
    receipt = f"/receipts/{submission}.1"
    city = await visits.sign_in(CITY_REVIEWER, receipt)
    await expect(city.get_by_role("heading", name="文件(2)")).to_be_visible()
    await expect(city.get_by_role("button", name=CLOSE)).to_have_count(0)

    for left, who in enumerate((UNIT_APPROVER, EDITOR)):
        above = await visits.sign_in(who, receipt, size=PHONE)
        await above.get_by_role("button", name=CLOSE).first.click()
        assert await sideways(above) == 0
        await above.get_by_role("button", name=YES).click()
        await expect(above.get_by_text(GONE)).to_have_count(left + 1)


async def _shows(page: Page, submission: UUID, count: int) -> bool:
    return await pictures_of(page, submission) == count
