"""The frame of the pages, as a stranger meets it: the sign-in page opens, and somebody who signs in is inside."""

import pytest

from tests.browser.fleet import Fleet
from tests.browser.people import OFFICER
from tests.browser.visits import PHONE, Visits, sideways, violations


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
