"""What a form offers to whom: a unit's own themes to its schools, a clerk's entry to those above alone, places by initials."""

from playwright.async_api import expect

from tests.browser.fleet import Fleet
from tests.browser.newsrooms import fresh
from tests.browser.people import CITY_REVIEWER, EDITION, OFFICER, SCHOOL, SCHOOL_MANAGER, UNIT, UNIT_MANAGER
from tests.browser.reporting import begin, fill_in, send
from tests.browser.visits import PHONE, Visits, sideways, violations
from tests.integration.kit.waiting import eventually


async def test_a_units_own_theme_is_offered_to_its_schools_and_stands_in_the_report(
    visits: Visits, fleet: Fleet
) -> None:
    theme = f"匠心之江 {fresh()}"
    seen = await fleet.ask(UNIT_MANAGER, "directory", "GET", f"/v1/organisations/{UNIT}")
    themes = {"themes": [{"name": theme, "text": "省内各地统一使用"}], "revision": seen["revision"]}
    await fleet.ask(UNIT_MANAGER, "directory", "PUT", f"/v1/organisations/{UNIT}/themes/{EDITION}", themes)
    asked = f"/v1/suggestions?edition={EDITION}&organisation={SCHOOL}&kind=activity_report"

    async def heard() -> bool:
        found = await fleet.ask(OFFICER, "ingest", "GET", asked)
        return any(one["name"] == theme for one in found["themes"])

    await eventually(heard)
    page = await visits.sign_in(OFFICER, size=PHONE)
    await fill_in(page, f"主题活动 {theme}")

    await page.get_by_label(theme).check()
    await expect(page.get_by_role("group", name="本地主题(由所在省级单位设定)")).to_contain_text("省内各地统一使用")
    assert await violations(page) == []
    assert await sideways(page) <= 0
    submission = await send(page)

    filed = await fleet.ask(OFFICER, "ingest", "GET", f"/v1/submissions/{submission}")
    assert [(one["code"], one["text"]) for one in filed["content"]["local_types"]] == [("other", theme)]


async def test_only_who_stands_above_is_asked_when_something_came(visits: Visits) -> None:
    own = await visits.sign_in(SCHOOL_MANAGER)
    await begin(own, "case", "本校自己填报")
    await expect(own.locator("#field-entered")).to_have_count(0)

    clerk = await visits.sign_in(CITY_REVIEWER, f"/reports/new?kind=case&for={SCHOOL}")

    await expect(clerk.locator("#field-entered")).to_be_visible()


async def test_a_place_is_found_by_its_initials_and_nothing_else_is_offered(visits: Visits) -> None:
    page = await visits.sign_in(OFFICER)
    await begin(page, "activity_report", "地点按首字母查找")
    change = page.get_by_role("button", name="更改").first
    if await change.count():
        await change.click()
    search = page.get_by_role("combobox", name="查找市、县(区)").first

    await search.fill("sx")

    await expect(page.get_by_role("listbox").get_by_role("option").first).to_contain_text("绍兴")
    options = await page.get_by_role("listbox").get_by_role("option").all_inner_texts()
    assert not [one for one in options if "学院" in one or "学校" in one]
