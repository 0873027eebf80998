"""Families find open activities without signing in: by day, place and words, and take them into their own calendar."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.async_api import Page, expect

from deploy.demo.client import Request
from tests.browser.fleet import Fleet
from tests.browser.people import EDITION, OFFICER, SCHOOL
from tests.browser.visits import PHONE, Visits, sideways, violations
from tests.integration.kit.waiting import eventually

TODAY, TOMORROW = "2024-05-14", "2024-05-15"


def plan_body(title: str, day: str, **content: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of a plan.
    place = {"kind": "district", "code": "330602", "name": "实训楼"}
    session = {
        "when": {"start": day, "end": day},
        "place": place,
        "starts": "09:00",
        "ends": "11:30",
        "address": "示范路1号",
    }
    told = {
        "kind": "plan",
        "title": title,
        "no_state_secrets": True,
        "open_to_public": True,
        "audience": [{"code": "pupils_and_parents"}],
        "registration": "现场领券",
        "registration_url": "https://open.example.edu.cn/2024",
        "text": "学生带着孩子们动手做一件作品。",
        "sessions": [session],
    }
    contact = {"name": "李老师", "phone": "0575-12345"}
    return {"edition": EDITION, "organisation": SCHOOL, "content": told | content, "contact": contact}


@pytest.fixture(scope="module")
async def plans(fleet: Fleet) -> dict[str, UUID]:
    """Two accepted plans, and one that nobody has accepted."""
    filed: dict[str, UUID] = {}
    for title, day in (("陶艺体验", TODAY), ("机器人展示", TOMORROW), ("未审方案", TODAY)):
        filed[title] = uuid4()
        await fleet.ask(OFFICER, "ingest", "PUT", f"/v1/submissions/{filed[title]}", plan_body(title, day))
    for title in ("陶艺体验", "机器人展示"):
        await fleet.accept(filed[title])

    async def listed() -> bool:
        answer = await fleet.ask(OFFICER, "ingest", "GET", "/v1/calendar")
        return {"陶艺体验", "机器人展示"} <= {one["title"] for one in answer["items"]}

    await eventually(listed)
    return filed


async def opened(visits: Visits, path: str = "/calendar", **options: Any) -> Page:  # noqa: ANN401 - options of a visit.
    page = await visits.open(path, **options)
    await page.locator("article").first.wait_for()
    return page


async def test_a_family_finds_where_to_go_without_signing_in(visits: Visits, plans: dict[str, UUID]) -> None:
    page = await opened(visits)

    await expect(page.get_by_role("heading", name="陶艺体验")).to_be_visible()
    await expect(page.get_by_text("未审方案")).to_have_count(0)
    card = page.locator("article").filter(has_text="陶艺体验")
    await expect(card).to_contain_text("09:00–11:30")
    await expect(card).to_contain_text("示范路1号")
    await expect(card).to_contain_text("中小学生及家长")
    await expect(card.get_by_role("link", name="去报名")).to_have_attribute("href", "https://open.example.edu.cn/2024")
    assert "李老师" not in await page.content()
    assert plans


async def test_words_and_days_narrow_the_search_and_stand_in_the_address(
    visits: Visits, plans: dict[str, UUID]
) -> None:
    page = await opened(visits)

    await page.get_by_role("searchbox").fill("机器人")
    await expect(page.locator("article")).to_have_count(1)
    await page.reload()
    await expect(page.get_by_role("searchbox")).to_have_value("机器人")
    await page.get_by_role("button", name="5月14日").click()
    await expect(page.get_by_text("没有符合条件的活动")).to_be_visible()
    await page.get_by_role("button", name="清除条件").click()
    await expect(page.get_by_role("heading", name="陶艺体验")).to_be_visible()
    assert plans


async def test_an_activity_is_taken_into_one_s_own_calendar(visits: Visits, plans: dict[str, UUID]) -> None:
    page = await opened(visits)
    link = page.get_by_role("link", name="加入我的日历：陶艺体验")

    answer = await page.context.request.get(await link.get_attribute("href") or "")

    assert answer.headers["content-type"].startswith("text/calendar")
    assert f"UID:{plans['陶艺体验']}-0@weekwire" in (await answer.text()).replace("\r\n ", "")


async def test_what_is_called_off_is_said_to_be_so_and_what_is_withdrawn_is_gone(visits: Visits, fleet: Fleet) -> None:
    off, gone = uuid4(), uuid4()
    for submission, title in ((off, "茶艺课取消"), (gone, "茶艺课撤回")):
        await fleet.ask(OFFICER, "ingest", "PUT", f"/v1/submissions/{submission}", plan_body(title, TODAY))
        await fleet.accept(submission)
    # Nobody has asked for these words yet, so that no answer to them is kept anywhere.
    await fleet.ask(OFFICER, "ingest", "POST", f"/v1/submissions/{gone}/withdraw", {"version": 1})
    changed = plan_body("茶艺课取消", TODAY, status="cancelled")
    path, seen = f"/v1/submissions/{off}", {"If-Match": '"1"'}
    await fleet.client.send(Request(OFFICER.name, "ingest", "PUT", path, changed, headers=seen))

    async def struck_out() -> bool:
        answer = await fleet.ask(OFFICER, "ingest", "GET", "/v1/calendar", unit="330000", audience="pupils_and_parents")
        found = {one["title"]: one["cancelled"] for one in answer["items"]}
        return found.get("茶艺课取消") is True and "茶艺课撤回" not in found

    await eventually(struck_out)
    page = await opened(visits, "/calendar?q=茶艺课")

    await expect(page.locator("article")).to_have_count(1)
    await expect(page.locator("article")).to_contain_text("已取消")


async def test_it_is_usable_on_a_phone_in_both_languages(visits: Visits, plans: dict[str, UUID]) -> None:
    for language in ("zh-CN", "en"):
        page = await opened(visits, size=PHONE, language=language)

        assert await sideways(page) == 0
        assert await violations(page) == []
    assert plans


async def test_without_the_service_the_page_says_what_to_do(visits: Visits, plans: dict[str, UUID]) -> None:
    page = await opened(visits)
    await page.route("**/api/ingest/**", lambda route: route.abort())

    await page.get_by_role("searchbox").fill("陶艺")

    await expect(page.get_by_role("alert")).to_contain_text("网络不通")
    await expect(page.get_by_role("heading", name="陶艺体验")).to_be_visible()
    await page.unroute("**/api/ingest/**")
    await page.get_by_role("button", name="再试一次").click()
    await expect(page.get_by_role("alert")).to_have_count(0)
    assert plans
