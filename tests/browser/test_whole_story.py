"""The whole story as strangers play it, in pages alone: a school reports with photos, its report counts, a newsroom has it."""

from playwright.async_api import Page, expect

from tests.browser.fleet import Fleet
from tests.browser.newsrooms import deliveries, fresh, subscribed
from tests.browser.people import (
    CITY_REVIEWER,
    EDITOR,
    OFFICER,
    SECOND_EDITOR,
    THIRD_EDITOR,
    UNIT_APPROVER,
    Person,
)
from tests.browser.reporting import add_files, fill_in, photos, send, until_ready
from tests.browser.test_board import BOARD, number, sessions, shows_more
from tests.browser.visits import Visits
from tests.integration.kit.waiting import eventually
from tests.integration.syndication.newsroom import Says, newsroom

TITLE = "从填报到见报的开放日"
PATIENCE_MILLISECONDS = 30_000


async def found_in_queue(visits: Visits, who: Person, title: str) -> Page:
    """A reviewer's page with the item open, found as they find it: in the queue, by its title."""
    page = await visits.sign_in(who, "/review")
    await page.get_by_role("searchbox").fill(title)
    await page.keyboard.press("Enter")
    line = page.locator("[data-line]").filter(has_text=title).first
    await line.wait_for(timeout=PATIENCE_MILLISECONDS)
    await line.click()
    await expect(page.locator(".whole h2").first).to_have_text(title, timeout=PATIENCE_MILLISECONDS)
    return page


async def test_a_report_with_photos_moves_the_countrys_number_and_reaches_a_newsroom(
    visits: Visits, fleet: Fleet
) -> None:
    board = await visits.open(BOARD)
    before = await number(sessions(board))
    officer = await visits.sign_in(OFFICER)
    await fill_in(officer, TITLE)
    await add_files(officer, photos(2, "story"))
    submission = await send(officer)
    await until_ready(fleet, submission, 2)

    city = await found_in_queue(visits, CITY_REVIEWER, TITLE)
    await city.locator('[data-act="pass_up"]').click()
    await expect(city.locator("[data-said]")).to_contain_text(TITLE)
    province = await found_in_queue(visits, UNIT_APPROVER, TITLE)
    await province.locator('[data-act="accept"]').click()
    await shows_more(sessions(board), before)
    assert await number(sessions(board)) == before + 1

    await officer.reload()
    await expect(officer.get_by_text("已计入统计").first).to_be_visible(timeout=PATIENCE_MILLISECONDS)

    async with newsroom(lambda _came: Says(204)) as room:
        await subscribed(await visits.sign_in(EDITOR), fresh(), room.address())
        pages = [await visits.sign_in(who, f"/review/{submission}") for who in (EDITOR, SECOND_EDITOR, THIRD_EDITOR)]
        for page in pages:
            await page.reload()
            await expect(page.locator(".whole h2").first).to_have_text(TITLE, timeout=PATIENCE_MILLISECONDS)
            await page.locator('[data-act="proofread"]').click()
            await expect(page.locator("[data-said]")).to_contain_text("完成校对")
        await pages[-1].locator('[data-act="feature"]').click()
        await pages[-1].locator("[data-send]").click()
        await eventually(lambda: deliveries(room, submission) != [])

    reader = await visits.sign_in(EDITOR, f"/newsroom/items/{submission}")
    await expect(reader.get_by_role("heading", name=TITLE)).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    picture = reader.locator("main img").first
    await picture.wait_for(timeout=PATIENCE_MILLISECONDS)
    assert await picture.evaluate("async one => { await one.decode(); return one.naturalWidth }") > 0
