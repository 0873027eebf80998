"""The frame of the pages, as a stranger meets it: the sign-in page opens, and somebody who signs in is inside."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.fleet import Fleet
from tests.browser.people import EDITOR, OFFICER, PUBLICITY, UNIT_MANAGER, Person
from tests.browser.visits import DESK, LARGE_SCREEN, PHONE, Visits, sideways, violations

CONTACT = "[data-contact]"
LINES = """async nav => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
  const tops = new Set([...nav.children].map(one => Math.round(one.getBoundingClientRect().top)))
  return tops.size + (nav.scrollWidth > nav.clientWidth ? 1 : 0)
}"""
"""On how many lines the rooms stand once they are painted; one more where they stand out of their place."""
HAS_WORKER = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
async def test_a_stranger_is_shown_the_sign_in_page(visits: Visits, language: str) -> None:
    page = await visits.open("/", language=language)

    await page.get_by_role("button", name={"zh-CN": "登录", "en": "Sign in"}[language]).wait_for()
    assert "/sign-in" in page.url
    assert await violations(page) == []


async def test_the_sign_in_page_fits_a_phone(visits: Visits) -> None:
    page = await visits.open("/sign-in", size=PHONE)

    await page.get_by_role("button", name="登录").wait_for()
    assert await sideways(page) == 0


async def test_an_officer_signs_in_and_is_inside(visits: Visits) -> None:
    page = await visits.open("/sign-in")
    await page.locator("#sign-in-name").fill(OFFICER.name)
    await page.locator("#sign-in-password").fill(OFFICER.password)

    await page.get_by_role("button", name="登录").click()

    await page.wait_for_url("**/")
    assert "/sign-in" not in page.url


async def test_whoever_has_signed_in_opens_any_page_at_once(visits: Visits, fleet: Fleet) -> None:
    page = await visits.sign_in(OFFICER)

    await page.locator("h1").first.wait_for()
    assert page.url == f"{fleet.address}/"


async def _at(page: Page, size: tuple[int, int]) -> list[str]:
    """The rooms in the head at a size, whether on the line or under its button."""
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    await page.wait_for_function("width => window.innerWidth === width", arg=size[0])
    return sorted(await page.locator("#navigation a").all_text_contents())


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("who", [OFFICER, UNIT_MANAGER, EDITOR, PUBLICITY], ids=lambda who: str(who.role))
async def test_the_way_to_every_room_is_one_line_in_the_head(visits: Visits, who: Person, language: str) -> None:
    page = await visits.sign_in(who, "/account", language=language)
    rooms = page.locator("#navigation")
    await rooms.locator('a[href="/"]').wait_for()

    assert await rooms.evaluate(LINES) == 1

    assert await sideways(page) == 0
    assert await _at(page, DESK) == await _at(page, PHONE)


async def test_rooms_that_have_no_place_on_the_line_are_reached_by_keyboard(visits: Visits) -> None:
    page = await visits.sign_in(UNIT_MANAGER, "/account", language="en")
    more = page.get_by_role("navigation", name="Main navigation").get_by_role("button", name="More")
    newsroom = page.get_by_role("link", name="Newsroom")
    await expect(more).to_have_attribute("aria-expanded", "false")
    await expect(newsroom).to_be_hidden()

    await more.press("Enter")
    await expect(newsroom).to_be_visible()
    assert await violations(page) == []
    await newsroom.press("Escape")
    await expect(newsroom).to_be_hidden()
    await expect(more).to_be_focused()

    await more.press("Enter")
    await newsroom.press("Enter")
    await page.wait_for_url("**/newsroom")
    await expect(more).to_have_attribute("aria-expanded", "false")
    await expect(more).to_be_focused()


async def test_whom_to_ask_stands_on_every_page_also_while_the_directory_is_away(visits: Visits, fleet: Fleet) -> None:
    page = await visits.open("/public")
    await expect(page.locator(CONTACT)).to_contain_text("@")
    said = str(await page.locator(CONTACT).text_content())

    async with fleet.without("directory"):
        for path in ("/public", "/calendar", "/complaints", "/sign-in"):
            await page.goto(path)
            await expect(page.locator(CONTACT)).to_have_text(said)
            await expect(page.get_by_text("系统无法使用时，可将材料发送至上述邮箱或传真")).to_be_visible()
        await page.set_viewport_size({"width": LARGE_SCREEN[0], "height": LARGE_SCREEN[1]})
        await page.goto("/screen")
        await expect(page.locator(CONTACT)).to_have_text(said)
        stranger = await visits.open("/sign-in")
        await expect(stranger.get_by_text("系统无法使用时，请联系上级单位")).to_be_visible()


async def test_whom_to_ask_stands_on_the_page_also_while_nothing_answers_at_all(visits: Visits, fleet: Fleet) -> None:
    page = await visits.sign_in(OFFICER, service_workers="allow")
    await page.wait_for_function(HAS_WORKER)
    await page.reload()
    said = str(await page.locator(CONTACT).text_content())

    async with fleet.without("gateway"):
        await page.reload()

        await expect(page.locator(CONTACT)).to_have_text(said)
        await expect(page.get_by_text("网络不通。已填写的内容保存在本机")).to_be_visible()
