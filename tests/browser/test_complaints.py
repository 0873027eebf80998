"""A member of the public complains without signing in, the ministry's desk answers, and the answer is read with number and code."""

from uuid import uuid4

from playwright.async_api import Page, Route, expect

from tests.browser.fleet import Fleet
from tests.browser.newsrooms import fresh, public
from tests.browser.people import EDITION, EDITOR, MINISTRY_MANAGER, OFFICER
from tests.browser.visits import PHONE, Visits, sideways, violations
from tests.integration.kit.waiting import eventually


async def write(page: Page, text: str) -> None:
    """Write a complaint and send it."""
    await page.get_by_label("具体情况").fill(text)
    await page.get_by_role("button", name="提交", exact=True).click()


async def given(page: Page) -> tuple[str, str]:
    """Number and code, as shown this once."""
    await page.locator("[data-receipt]").wait_for()
    return await page.locator("[data-number]").inner_text(), await page.locator("[data-secret]").inner_text()


async def test_the_public_complains_about_an_item_the_desk_settles_it_and_the_answer_is_read(
    visits: Visits, fleet: Fleet
) -> None:
    title = f"被投诉的公开材料 {fresh()}"
    item = await public(fleet, title)
    page = await visits.open(f"/complaints?item={item}", size=PHONE)
    await page.get_by_label("泄露个人信息").check()
    await write(page, "照片里有我的孩子,请处理。")
    number, code = await given(page)
    await expect(page.locator("[data-receipt]")).to_contain_text(title)
    assert await violations(page) == []
    assert await sideways(page) == 0
    await page.get_by_role("link", name="查看投诉办理情况").click()
    await expect(page.locator("[data-complaint]")).to_contain_text("办理中")

    desk = await visits.sign_in(EDITOR, "/review/complaints")
    form = desk.locator(f'[data-settle="{number}"]')
    await form.get_by_label("答复").fill("已核实:监护人签过同意书。")
    await form.get_by_role("button", name="办结").click()
    await expect(form).to_be_hidden()

    await page.goto("/complaints/follow")
    await page.get_by_label("编号").fill(number)
    await page.get_by_label("查询码").fill(f"{code}x")
    await page.get_by_role("button", name="查询").click()
    await expect(page.get_by_role("alert")).to_contain_text("查询码不对")
    await page.get_by_label("查询码").fill(code)
    await page.get_by_role("button", name="查询").click()
    await expect(page.locator("[data-complaint]")).to_contain_text("内容维持不变")
    await expect(page.locator("[data-answer]")).to_have_text("已核实:监护人签过同意书。")


async def test_what_was_written_outlives_a_lost_answer_and_opens_one_complaint(visits: Visits) -> None:
    text = f"页面上的字太小了 {fresh()}"

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort()

    page = await visits.open("/complaints")
    await page.route("**/api/moderation/v1/complaints", lose, times=1)
    await write(page, text)
    await expect(page.get_by_role("alert")).to_contain_text("网络不通")
    await page.reload()
    await expect(page.get_by_label("具体情况")).to_have_value(text)
    await page.get_by_role("button", name="提交", exact=True).click()
    number, _ = await given(page)

    desk = await visits.sign_in(MINISTRY_MANAGER, "/review/complaints")
    await expect(desk.get_by_text(text)).to_have_count(1)
    form = desk.locator(f'[data-settle="{number}"]')
    await form.get_by_label("答复").fill("已加大字号。")
    await form.get_by_role("button", name="办结").click()
    await page.get_by_role("link", name="查看投诉办理情况").click()
    await expect(page.locator("[data-answer]")).to_have_text("已加大字号。")


async def test_a_family_complains_about_an_activity_of_the_calendar_and_is_told_once_it_is_gone(
    visits: Visits, fleet: Fleet
) -> None:
    title, plan = f"投诉用的开放日 {fresh()}", uuid4()
    session = {
        "when": {"start": "2024-05-16", "end": "2024-05-16"},
        "place": {"kind": "district", "code": "330602", "name": "实训楼"},
    }
    content = {"kind": "plan", "title": title, "no_state_secrets": True, "open_to_public": True, "sessions": [session]}
    body = {"edition": EDITION, "organisation": OFFICER.organisation, "content": content}
    await fleet.ask(OFFICER, "ingest", "PUT", f"/v1/submissions/{plan}", body)
    await fleet.accept(plan)
    page = await visits.open("/calendar")

    async def listed() -> bool:
        await page.reload()
        await page.get_by_role("heading", level=1).wait_for()
        await page.get_by_label("搜索").first.fill(title)
        return await page.get_by_role("link", name=f"反映问题：{title}").is_visible()

    await eventually(listed)
    await page.get_by_role("link", name=f"反映问题：{title}").click()
    await expect(page.locator("[data-about]")).to_contain_text(title)
    await fleet.ask(OFFICER, "ingest", "POST", f"/v1/submissions/{plan}/withdraw", {"version": 1})

    async def gone() -> bool:
        found = await fleet.ask(OFFICER, "moderation", "GET", f"/v1/items/{plan}")
        return bool(found["standing"]["state"] == "withdrawn")

    await eventually(gone)
    await write(page, "地址不对,去了没有人。")
    await expect(page.get_by_role("alert")).to_contain_text("现在已不公开")
    await page.get_by_role("button", name="作为一般意见提交").click()
    await expect(page.get_by_label("具体情况")).to_have_value("地址不对,去了没有人。")
    await page.get_by_role("button", name="提交", exact=True).click()
    await given(page)
