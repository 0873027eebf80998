"""The forms of a call: what is asked for is changed in a page, and the school's form follows."""

import re

from playwright.async_api import Page, expect

from tests.browser.people import MINISTRY_MANAGER, OFFICER
from tests.browser.visits import Visits

DROP, ASKED = "不再要求“宣传重点”", "宣传重点"
PATIENCE_MILLISECONDS = 30_000


async def forms_of_films(page: Page) -> None:
    """Open the form of films of the edition."""
    await page.goto("/administration/editions/2024")
    await page.get_by_role("tab", name="表单").click()
    await page.get_by_label("材料种类").select_option("video")


async def publish(page: Page, note: str) -> None:
    """Look at what would change, and publish it."""
    await expect(page.get_by_text("草稿已保存，尚未发布")).to_be_visible()
    await page.get_by_role("button", name="预览改动").click()
    await page.get_by_label("发布说明").fill(note)
    await page.get_by_role("button", name=re.compile(r"发布 \d+ 处改动")).click()
    await expect(page.get_by_text("已发布，各服务几秒内生效。")).to_be_visible()


async def asks(page: Page, *, focus: bool) -> None:
    """Open the form of a film until it does, or does not, ask for the focus."""
    for _ in range(20):
        await page.goto("/reports/new?kind=video")
        await page.locator("[id='input-content.title']").wait_for(timeout=PATIENCE_MILLISECONDS)
        if bool(await page.get_by_text(ASKED, exact=True).count()) is focus:
            return
        await page.wait_for_timeout(500)
    raise AssertionError(f"the form {'does not ask' if focus else 'still asks'} for {ASKED}")


async def test_what_a_form_asks_for_is_taken_out_and_put_back_without_code(visits: Visits) -> None:
    manager = await visits.sign_in(MINISTRY_MANAGER)
    officer = await visits.sign_in(OFFICER)
    await asks(officer, focus=True)

    await forms_of_films(manager)
    await manager.get_by_role("button", name=DROP).click()
    await publish(manager, "视频不再要求重点")
    await asks(officer, focus=False)

    await forms_of_films(manager)
    await manager.get_by_label("增加一项").select_option("focus")
    await expect(manager.get_by_role("button", name=DROP)).to_be_visible()
    await publish(manager, "视频仍要求重点")
    await asks(officer, focus=True)
