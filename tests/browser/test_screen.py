"""The wall of a situation room, panel by panel; and the board of an exact moment, counted from the log for the ministry alone."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from playwright.async_api import Page, expect

from tests.browser.fleet import Fleet
from tests.browser.people import EDITOR, UNIT_REVIEWER
from tests.browser.test_board import BOARD, PATIENCE_MILLISECONDS, SCREEN, number, sessions, shows_more
from tests.browser.visits import LARGE_SCREEN, Visits, sideways, violations
from tests.integration.kit.waiting import eventually

SHANGHAI = ZoneInfo("Asia/Shanghai")
EXACTLY = "按审核记录重算(准确到秒)"


async def test_every_panel_of_the_large_screen_shows_its_own_numbers_and_none_runs_over_the_edge(
    visits: Visits, fleet: Fleet
) -> None:
    board = await visits.open(BOARD)
    before = await number(sessions(board))
    await fleet.accept(await fleet.file("大屏各屏的数字", local_types=[{"code": "L02"}]))
    await shows_more(sessions(board), before)
    total = await number(sessions(board))
    page = await visits.open(SCREEN, size=LARGE_SCREEN)
    await number(page.get_by_test_id("value"))
    await page.keyboard.press("Space")
    shown: dict[str, str] = {}
    panel, heading = page.locator("section.panel"), page.locator("#panel-title")

    for _ in range(4):
        name = await heading.inner_text()
        if name != "宣传效果":
            await expect(panel.get_by_role("listitem").first).to_be_visible(timeout=PATIENCE_MILLISECONDS)
        shown[name] = await panel.inner_text()
        down = await page.evaluate("() => document.documentElement.scrollHeight - window.innerHeight")
        assert (name, await sideways(page), down) == (name, 0, 0)
        assert await violations(page) == []
        await page.keyboard.press("ArrowRight")

    assert list(shown) == ["各报送单位活动场次", "活动类型(场次)", "每天的活动场次", "宣传效果"]
    assert len(shown["各报送单位活动场次"].splitlines()) > 37
    assert "浙江" in shown["各报送单位活动场次"]
    assert f"{total:,}" in shown["每天的活动场次"], "all that is counted here was on Tuesday"
    assert "典型案例" in shown["宣传效果"]
    await expect(heading).to_have_text("各报送单位活动场次")


async def test_the_ministry_has_an_exact_second_counted_from_the_log_and_nobody_else_may(
    visits: Visits, fleet: Fleet
) -> None:
    page = await visits.sign_in(EDITOR, BOARD)
    before = await number(sessions(page))
    moment = fleet.now.astimezone(SHANGHAI).replace(microsecond=0) + timedelta(seconds=1)
    await eventually(lambda: fleet.now >= moment + timedelta(seconds=1))
    await fleet.accept(await fleet.file("准确时刻之后的活动"))
    await shows_more(sessions(page), before)

    await look_at(page, moment.strftime("%Y-%m-%dT%H:%M:%S"))

    await expect(page.get_by_text("按审核记录从头重算到该时刻的数字，准确到秒")).to_be_visible(
        timeout=PATIENCE_MILLISECONDS
    )
    await expect(page.get_by_test_id("age")).to_contain_text("历史记录", timeout=PATIENCE_MILLISECONDS)
    assert await number(sessions(page)) == before
    await page.get_by_role("button", name="回到现在").click()
    await shows_more(sessions(page), before)
    province = await visits.sign_in(UNIT_REVIEWER, BOARD)
    await number(sessions(province))
    await province.get_by_role("button", name="时间轴").click()
    await expect(province.get_by_label("准确时刻(北京时间)")).to_be_visible()
    assert await province.get_by_label(EXACTLY).count() == 0
    later = (moment + timedelta(hours=1)).astimezone(ZoneInfo("UTC")).isoformat()
    refused = await province.context.request.get(
        "/api/aggregation/v1/counts", params={"edition": "2024", "as_of": later, "exact": "true"}
    )
    assert refused.status == 404


async def look_at(page: Page, moment: str) -> None:
    """Ask for a second in Shanghai's time, counted from the log."""
    await page.get_by_role("button", name="时间轴").click()
    await page.get_by_label("准确时刻(北京时间)").fill(moment)
    await page.get_by_label(EXACTLY).check()
    await page.get_by_role("button", name="查看", exact=True).click()
