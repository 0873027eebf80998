"""What an officer does with a report from its receipt: takes it back, also over a line that was cut, and begins anew from it."""

import re

from playwright.async_api import expect

from tests.browser.fleet import Fleet
from tests.browser.people import OFFICER
from tests.browser.visits import Visits

NO_ANSWER = "网络不通，没有收到答复。"
A_REPORT = re.compile(r"/reports/[0-9a-f-]{36}$")


async def test_a_report_is_taken_back_and_copied_from_its_receipt(visits: Visits, fleet: Fleet) -> None:
    submission = await fleet.file("回执上的撤回")
    page = await visits.sign_in(OFFICER, f"/receipts/{submission}.1")
    back = page.get_by_role("button", name="撤回", exact=True)
    await back.click()
    asked = page.get_by_role("alertdialog", name="撤回")

    await page.context.set_offline(True)
    await asked.get_by_role("button", name="撤回", exact=True).click()
    await expect(page.get_by_text(NO_ANSWER)).to_be_visible()
    await expect(asked).to_be_visible()
    await page.context.set_offline(False)
    await asked.get_by_role("button", name="撤回", exact=True).click()

    await expect(back).to_have_count(0)
    await expect(page.get_by_text(NO_ANSWER)).to_have_count(0)
    await page.get_by_role("button", name="复制为新材料").click()
    await page.wait_for_url(A_REPORT)
    assert str(submission) not in page.url
