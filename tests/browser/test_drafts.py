"""What somebody types is never lost: without a line, in two windows, on two machines."""

from playwright.async_api import Page, expect

from tests.browser.fleet import Fleet
from tests.browser.people import COLLEAGUE, OFFICER
from tests.browser.reporting import begin, filed, fill_in, title_of
from tests.browser.visits import Visits, violations

SAVED_MILLISECONDS = 20_000
HAS_WORKER = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


async def until_saved(page: Page) -> None:
    """Wait until the server has the draft."""
    await expect(page.locator("[data-state=saved]")).to_be_visible(timeout=SAVED_MILLISECONDS)


async def test_a_draft_written_without_a_line_is_there_after_a_restart_and_is_sent_once(
    visits: Visits, fleet: Fleet
) -> None:
    page = await visits.sign_in(OFFICER, service_workers="allow")
    await page.wait_for_function(HAS_WORKER)
    await page.reload()
    # The form of the call is known on this device from now on.
    await begin(page, "activity_report", "")
    await page.context.set_offline(True)
    await fill_in(page, "断网时写的活动")
    await page.get_by_role("button", name="报送", exact=True).click()
    await page.get_by_text("网络恢复后会自动报送，只报送一次").wait_for()
    await page.close()

    later = await visits.another_page(page, "/")
    await expect(later.get_by_text("等待网络，恢复后自动报送")).to_be_visible()
    await later.context.set_offline(False)

    await expect(later.get_by_text("“断网时写的活动”已报送。")).to_be_visible()
    assert len(await filed(fleet, "断网时写的活动")) == 1


async def test_a_second_window_is_told_and_takes_over_what_the_first_has(visits: Visits) -> None:
    first = await visits.sign_in(OFFICER)
    await begin(first, "manuscript", "两个窗口")
    second = await visits.another_page(first, first.url)

    await second.get_by_text("这份材料正在另一个窗口中填写").wait_for()
    await expect(title_of(second)).to_be_disabled()
    await title_of(first).fill("两个窗口:刚打完的字")
    await second.get_by_role("button", name="在这里继续填写").click()

    await expect(title_of(second)).to_have_value("两个窗口:刚打完的字")
    await expect(title_of(second)).to_be_enabled()
    await first.get_by_text("这份材料正在另一个窗口中填写").wait_for()
    await expect(title_of(first)).to_be_disabled()


async def test_somebody_who_changes_the_same_draft_elsewhere_is_told_and_keeps_a_copy(visits: Visits) -> None:
    first = await visits.sign_in(OFFICER)
    await begin(first, "manuscript", "两台电脑")
    await until_saved(first)
    path = first.url.split("?")[0]
    second = await visits.sign_in(COLLEAGUE, path)
    await title_of(second).fill("两台电脑:同事改的")
    await until_saved(second)
    await title_of(first).fill("两台电脑:我改的")

    await first.get_by_text("这份草稿刚在别处被修改").wait_for()
    differs = first.get_by_role("row", name="标题")
    await expect(differs.get_by_role("cell")).to_have_text(["两台电脑:同事改的", "两台电脑:我改的"])
    await expect(first.get_by_role("alert").get_by_role("row")).to_have_count(2)
    assert await violations(first) == []
    await first.get_by_role("button", name="另存一份").click()

    await first.wait_for_url(lambda address: path not in address)
    await expect(title_of(first)).to_have_value("两台电脑:我改的")
    await second.reload()
    await expect(title_of(second)).to_have_value("两台电脑:同事改的")
