"""The live board, the large screen and the public figures, as a duty officer, a province and a family meet them."""

import re
import time
from collections.abc import Callable

import httpx
from playwright.async_api import Locator, Page, expect

from services.aggregation.publishing import newest_key
from services.kit.objects import bucket_name
from tests.browser.fleet import Fleet
from tests.browser.people import CITY, EDITOR, OTHER_UNIT_REVIEWER, UNIT, UNIT_REVIEWER
from tests.browser.visits import LARGE_SCREEN, PHONE, Visits, sideways, violations
from tests.integration.kit.waiting import eventually

BOARD, SCREEN, PUBLIC = "/board?edition=2024", "/screen?edition=2024", "/public?edition=2024"
PATIENCE_MILLISECONDS = 30_000
DIGITS = re.compile(r"\d[\d,]*")


def sessions(page: Page) -> Locator:
    """Where the nation's sessions stand on a board."""
    return page.locator('[data-indicator="session_count"] [data-testid="value"]')


async def number(where: Locator) -> int:
    """The number that stands there; 0 for a dash."""
    await where.first.wait_for(timeout=PATIENCE_MILLISECONDS)
    found = DIGITS.search(await where.first.inner_text())
    return int(found[0].replace(",", "")) if found else 0


async def shows_more(where: Locator, than: int) -> None:
    """Wait until a number is above another."""

    async def is_more() -> bool:
        return await number(where) > than

    await eventually(is_more)


async def static_has(fleet: Fleet, sessions_at_least: int) -> None:
    """Wait until the static file tells as much as a board has shown."""
    settings = fleet.stage.settings
    address = (
        f"{settings['WEEKWIRE_S3']}/{bucket_name(settings['WEEKWIRE_PREFIX'], 'aggregation')}/{newest_key('2024')}"
    )

    async def has() -> bool:
        async with httpx.AsyncClient() as anybody:
            answer = await anybody.get(address)
        if not answer.is_success:
            return False
        found = next(one for one in answer.json()["figures"] if one["indicator"] == "session_count")
        return (found["value"] or 0) >= sessions_at_least

    await eventually(has)


async def test_what_a_school_reports_stands_on_the_countrys_board_in_another_browser(
    visits: Visits, fleet: Fleet, record_property: Callable[[str, object], None]
) -> None:
    page = await visits.open(BOARD)
    before = await number(sessions(page))

    began = time.perf_counter()
    submission = await fleet.file("开放日：数控车间体验")
    filed = time.perf_counter()
    await fleet.accept(submission)
    await shows_more(sessions(page), before)

    painted = time.perf_counter()
    record_property("PUT to paint", f"{(painted - began) * 1_000:.0f} ms, {(painted - filed) * 1_000:.0f} ms after it")
    assert await number(sessions(page)) == before + 1
    await expect(page.get_by_test_id("age")).to_contain_text("实时", timeout=PATIENCE_MILLISECONDS)
    await expect(page.get_by_test_id("children-total")).to_contain_text(str(before + 1))


async def test_the_board_says_its_age_while_the_count_is_away_and_comes_back_by_itself(
    visits: Visits, fleet: Fleet
) -> None:
    await fleet.accept(await fleet.file("校园开放日"))
    page = await visits.open(BOARD)
    before = await number(sessions(page))
    await static_has(fleet, before)
    away = page.get_by_text("统计服务暂不可用")

    async with fleet.without("aggregation"):
        await away.wait_for(timeout=PATIENCE_MILLISECONDS)
        assert await number(sessions(page)) == before
        fresh = await visits.open(BOARD)
        assert await number(sessions(fresh)) == before, "a page that is opened now finds the file"
        await expect(fresh.get_by_text("统计服务暂不可用")).to_be_visible(timeout=PATIENCE_MILLISECONDS)
        families = await visits.open(PUBLIC)
        await expect(families.get_by_text(f"全国已举办活动{before:,}场。")).to_be_visible(timeout=PATIENCE_MILLISECONDS)
        wall = await visits.open(SCREEN, size=LARGE_SCREEN)
        assert await number(wall.get_by_test_id("value")) == before

    await expect(away).to_be_hidden(timeout=PATIENCE_MILLISECONDS)
    await fleet.accept(await fleet.file("企业开放日"))
    await shows_more(sessions(page), before)
    await expect(page.get_by_test_id("age")).to_contain_text("实时", timeout=PATIENCE_MILLISECONDS)


async def test_by_unit_and_by_place_the_country_is_the_same(visits: Visits, fleet: Fleet) -> None:
    await fleet.accept(await fleet.file("技能展示"))
    page = await visits.open(BOARD)
    await number(sessions(page))
    by_unit = await page.get_by_test_id("children-total").inner_text(timeout=PATIENCE_MILLISECONDS)

    await page.get_by_role("button", name="按举办地").click()
    await expect(page.get_by_text("计划单列市计入所在省")).to_be_visible()
    await expect(page.locator('[data-code="online"], [data-code="330000"]').first).to_be_visible()

    by_place = await page.get_by_test_id("children-total").inner_text()
    assert by_place == by_unit
    await expect(page.get_by_text("各举办地相加 = 全国")).to_be_visible(timeout=PATIENCE_MILLISECONDS)


async def test_the_five_cities_and_the_corps_stand_beside_their_neighbours(visits: Visits) -> None:
    page = await visits.open(BOARD)
    await page.locator('[data-code="660000"]').wait_for(timeout=PATIENCE_MILLISECONDS)

    codes = [await tile.get_attribute("data-code") for tile in await page.locator("button[data-code]").all()]
    units = [code for code in codes if code and re.fullmatch(r"\d{6}", code)]

    assert len(units) == 37
    assert units == sorted(units)


async def test_a_province_sees_its_cities_and_schools_and_others_do_not(visits: Visits) -> None:
    own = await visits.sign_in(UNIT_REVIEWER, f"{BOARD}&scope={UNIT}")
    await expect(own.locator(f'[data-code="{CITY}"]')).to_be_visible(timeout=PATIENCE_MILLISECONDS)

    other = await visits.sign_in(OTHER_UNIT_REVIEWER, f"{BOARD}&scope={UNIT}")
    await expect(other.get_by_text("下级单位的数字只对本系统内的人员显示").first).to_be_visible(
        timeout=PATIENCE_MILLISECONDS
    )
    foreign = await visits.sign_in(OTHER_UNIT_REVIEWER, f"{BOARD}&scope={CITY}")
    await expect(foreign.get_by_text("看不到这个范围的数字")).to_be_visible(timeout=PATIENCE_MILLISECONDS)


async def test_behind_a_number_stand_ones_own_reports_and_how_many_others_there_are(
    visits: Visits, fleet: Fleet
) -> None:
    await fleet.accept(await fleet.file("职业体验"))
    page = await visits.sign_in(UNIT_REVIEWER, BOARD)
    await number(sessions(page))

    await page.locator('[data-indicator="session_count"] a').click()
    await expect(page.get_by_role("main").get_by_role("status")).to_contain_text(
        "另有 0 份属于其他单位", timeout=PATIENCE_MILLISECONDS
    )
    assert await page.locator("tbody tr").count() >= 1

    other = await visits.sign_in(OTHER_UNIT_REVIEWER, "/board/figures/2024:nation:session_count")
    await expect(other.get_by_role("main").get_by_role("status")).to_contain_text(
        "下面是您能查看的 0 份", timeout=PATIENCE_MILLISECONDS
    )


async def test_a_recorded_minute_shows_what_stood_then_and_says_so(visits: Visits, fleet: Fleet) -> None:
    await fleet.accept(await fleet.file("赛场开放"))
    page = await visits.open(BOARD)
    await number(sessions(page))
    await static_has(fleet, 1)
    await page.get_by_role("button", name="时间轴").click()
    await page.get_by_role("button", name="前一分钟").click(timeout=PATIENCE_MILLISECONDS)

    await expect(page.get_by_test_id("age")).to_contain_text("历史记录", timeout=PATIENCE_MILLISECONDS)
    await page.get_by_role("button", name="回到现在").click()
    await expect(page.get_by_test_id("age")).to_contain_text("实时", timeout=PATIENCE_MILLISECONDS)


async def test_a_board_is_saved_as_a_file(visits: Visits) -> None:
    page = await visits.open(BOARD)
    await number(sessions(page))

    async with page.expect_download(timeout=PATIENCE_MILLISECONDS) as saving:
        await page.get_by_role("button", name="CSV").click()

    saved = await saving.value
    assert saved.suggested_filename == "weekwire-2024-nation.csv"
    text = (await saved.path()).read_text(encoding="utf-8-sig")
    assert "活动场次" in text


async def test_what_is_pending_is_marked_so_that_nobody_reads_it_out(visits: Visits, fleet: Fleet) -> None:
    page = await visits.sign_in(EDITOR, BOARD)
    before = await number(sessions(page))
    await fleet.file("还在审核的活动")

    await page.get_by_label("含待审").check()

    await expect(page.get_by_text("不是正式统计数字")).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    await shows_more(sessions(page), before)


async def test_the_panels_of_the_large_screen_take_turns_until_somebody_stops_them(
    visits: Visits, fleet: Fleet
) -> None:
    await fleet.accept(await fleet.file("大屏上的活动"))
    page = await visits.open(SCREEN, size=LARGE_SCREEN)
    await number(page.get_by_test_id("value"))
    heading = page.locator("#panel-title")
    first = await heading.inner_text()

    await page.keyboard.press("Space")
    await expect(page.get_by_role("button", name="继续轮播")).to_be_visible()
    await page.keyboard.press("ArrowRight")
    await expect(heading).not_to_have_text(first)

    down = await page.evaluate("() => document.documentElement.scrollHeight - window.innerHeight")
    assert (await sideways(page), down) == (0, 0)
    await expect(page.get_by_test_id("age")).to_contain_text("截至")


async def test_the_public_figures_come_in_large_letters_where_wanted(visits: Visits, fleet: Fleet) -> None:
    await fleet.accept(await fleet.file("给家长看的活动"))
    await static_has(fleet, 1)
    page = await visits.open(PUBLIC)
    sentence = page.get_by_text("全国已举办活动")
    await sentence.wait_for(timeout=PATIENCE_MILLISECONDS)

    async def size() -> float:
        return float(await sentence.evaluate("one => parseFloat(getComputedStyle(one).fontSize)"))

    before = await size()

    await page.get_by_role("button", name="大字").click()

    assert await size() > before * 1.3


async def test_places_and_past_are_for_everybody(visits: Visits) -> None:
    page = await visits.open(f"{BOARD}&view=place", size=PHONE)
    await number(sessions(page))
    await page.get_by_role("button", name="时间轴").click()
    await page.get_by_label("分组").select_option("media")

    assert await violations(page) == []
    assert await sideways(page) == 0


async def test_a_board_is_found_by_initials_and_pinyin_as_far_as_the_reader_sees_it(visits: Visits) -> None:
    anybody = await visits.open(BOARD)
    await anybody.get_by_role("combobox", name="查找").fill("zj")
    await expect(anybody.get_by_role("listbox").get_by_role("option").first).to_contain_text("浙江")
    await anybody.keyboard.press("Enter")
    await anybody.wait_for_url("**scope=330000**")
    own = await visits.sign_in(UNIT_REVIEWER, BOARD)
    foreign = await visits.sign_in(OTHER_UNIT_REVIEWER, BOARD)

    await own.get_by_role("combobox", name="查找").fill("shaoxing")
    await expect(own.get_by_role("listbox").get_by_role("option").filter(has_text="绍兴").first).to_be_visible()
    await own.get_by_role("listbox").get_by_role("option").filter(has_text="绍兴").first.click()
    await own.wait_for_url("**scope=3**")
    await foreign.get_by_role("combobox", name="查找").fill("shaoxing")

    await expect(foreign.get_by_text("没有找到，或不在您可以查看的范围内。")).to_be_visible()
    assert await violations(foreign) == []


async def test_families_go_from_the_figures_to_the_calendar_and_back(visits: Visits) -> None:
    page = await visits.open(PUBLIC, size=PHONE)

    await page.get_by_role("link", name="去哪里参加：开放活动日历").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("开放活动日历")
    await page.get_by_role("link", name="看全国举办了多少活动").click()

    await page.wait_for_url("**/public")
    assert await sideways(page) <= 0
