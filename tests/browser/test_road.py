"""A report's whole road in the browsers of those who walk it; and at every address of somebody else's report, nothing."""

import time
from collections.abc import Callable

import pytest
from playwright.async_api import expect

from tests.browser.fleet import Fleet
from tests.browser.people import (
    CITY_REVIEWER,
    OFFICER,
    OTHER_OFFICER,
    OTHER_UNIT_REVIEWER,
    UNIT_APPROVER,
    Person,
)
from tests.browser.reporting import fill_in, send
from tests.browser.reviewing import is_now, opened
from tests.browser.test_board import BOARD, PATIENCE_MILLISECONDS, number, sessions, shows_more
from tests.browser.visits import PHONE, Visits

SAID = "[data-said]"


async def test_an_officer_submits_city_and_province_pass_and_the_board_in_a_fourth_browser_shows_it(
    visits: Visits, fleet: Fleet, record_property: Callable[[str, object], None]
) -> None:
    title = "四个浏览器里的一件材料"
    board = await visits.open(BOARD)
    before = await number(sessions(board))
    officer = await visits.sign_in(OFFICER, size=PHONE)
    await fill_in(officer, title)
    submission = await send(officer)
    await is_now(fleet, submission, "in_review", level=0)

    city = await visits.sign_in(CITY_REVIEWER)
    await opened(city, submission, title)
    await city.locator('[data-act="pass_up"]').click()
    await expect(city.locator(SAID)).to_contain_text(f"通过并报上级：{title}")
    province = await visits.sign_in(UNIT_APPROVER)
    await is_now(fleet, submission, "in_review", level=1)
    await opened(province, submission, title)
    assert await number(sessions(board)) == before, "what the province has not accepted is no figure of the country's"
    async with province.expect_request(lambda one: one.method == "PUT" and "/decisions/" in one.url):
        await province.locator('[data-act="accept"]').click()
    put = time.perf_counter()
    await shows_more(sessions(board), before)

    record_property("The province's PUT to paint", f"{(time.perf_counter() - put) * 1_000:.0f} ms")
    assert await number(sessions(board)) == before + 1
    await expect(officer.get_by_text("已计入统计", exact=True)).to_be_visible(timeout=PATIENCE_MILLISECONDS)


@pytest.mark.parametrize("stranger", [OTHER_UNIT_REVIEWER, OTHER_OFFICER], ids=["another-province", "another-school"])
async def test_somebody_elses_report_is_refused_at_every_address_and_says_nothing_of_itself(
    visits: Visits, fleet: Fleet, stranger: Person
) -> None:
    title = "只有本系统看得到的材料"
    submission = await fleet.file(title)
    await is_now(fleet, submission, "in_review")
    page = await visits.sign_in(stranger)

    for path, said in (
        (f"/review/{submission}", "没有找到这件材料"),
        (f"/receipts/{submission}.1", "没有找到。"),
        (f"/reports/{submission}", "没有找到这份材料。"),
    ):
        await page.goto(path)
        await expect(page.get_by_role("main").get_by_text(said)).to_be_visible(timeout=PATIENCE_MILLISECONDS)
        assert title not in await page.content(), path
    for service, path in (
        ("ingest", f"submissions/{submission}"),
        ("moderation", f"items/{submission}"),
        ("media", f"submissions/{submission}/media"),
        ("aggregation", f"submissions/{submission}/proof"),
    ):
        answer = await page.context.request.get(f"/api/{service}/v1/{path}")
        assert (service, answer.status) == (service, 404)
        assert title not in await answer.text()
