"""The queue under a reviewer's eyes: it renews itself, is searched, the next one obeys it, and nothing that was typed is lost."""

from uuid import uuid4

from playwright.async_api import Page, expect

from contracts.organisations import Role
from tests.browser.fleet import IN_THE_WEEK, Fleet
from tests.browser.people import CITY_REVIEWER, EDITION, OFFICER, SCHOOL, Person
from tests.browser.reviewing import FIRST_MILLISECONDS, Item, is_now, is_shown, mended, opened, renewed, standing, waits
from tests.browser.visits import DESK, PHONE, Visits, sideways, violations

COLLEAGUE = Person(CITY_REVIEWER.organisation, Role.APPROVER)


async def search(page: Page, words: str) -> None:
    """Narrow the list to what has these words in its title."""
    await page.get_by_role("searchbox").fill(words)
    await page.keyboard.press("Enter")
    await expect(page.locator(".line").first).to_contain_text(words, timeout=FIRST_MILLISECONDS)


async def test_what_colleagues_do_shows_by_itself_and_nothing_moves_from_under_the_reader(
    visits: Visits, fleet: Fleet
) -> None:
    mark = uuid4().hex[:6]
    titles = [f"同事办理 {mark} {number}" for number in range(4)]
    read, claimed, passed, ticked = [await waits(fleet, title) for title in titles]
    page = await visits.sign_in(CITY_REVIEWER)
    await opened(page, read, titles[0])
    await search(page, mark)
    await expect(page.locator(".line")).to_have_count(4)
    await page.get_by_label(f"选择“{titles[3]}”").check()
    await page.locator(f'[data-line="{passed}"] input').focus()

    await fleet.ask(COLLEAGUE, "moderation", "POST", f"/v1/items/{claimed}/claim")
    for submission in (passed, read, ticked):
        await fleet.decide(submission, "pass_up", COLLEAGUE)
    await renewed(page)

    await expect(page.locator(f'[data-line="{passed}"]')).to_have_count(0)
    await expect(page.locator(f'[data-line="{claimed}"]')).to_contain_text("他人处理中")
    # What is read stays at its place, says what became of it, and offers nothing that is over.
    await expect(page.locator(f'[data-line="{read}"]')).to_contain_text("已不在此列表")
    await expect(page.locator("[data-place]")).to_contain_text("第 1 件")
    await expect(page.locator("[data-happened]")).to_contain_text("通过并报上级")
    await expect(page.locator(".bar .why")).to_contain_text("不在您所在单位的审核环节")
    await expect(page.locator("[data-said]")).to_contain_text("已选的 1 件已由他人办理")
    assert await page.evaluate("() => document.activeElement.closest('[data-line]') !== null")


async def test_a_newer_version_waits_until_the_reader_wants_it(visits: Visits, fleet: Fleet) -> None:
    submission = await waits(fleet, "新版本:正在看的")
    page = await visits.sign_in(CITY_REVIEWER)
    await opened(page, submission, "新版本:正在看的")

    await mended(fleet, submission, title="新版本:刚报来的")
    await renewed(page)
    await expect(page.locator("[data-newer]")).to_contain_text("第 2 版")
    await is_shown(page, "新版本:正在看的")
    await page.locator("[data-newer] button").click()

    await is_shown(page, "新版本:刚报来的")


async def test_a_list_that_could_not_be_renewed_says_of_when_it_is(visits: Visits, fleet: Fleet) -> None:
    submission = await waits(fleet, "列表未能更新")
    page = await visits.by_clock(CITY_REVIEWER, IN_THE_WEEK)
    await opened(page, submission, "列表未能更新")
    # No answer at all, since each tells the page the services' time, for which nothing has passed.
    await page.route("**/api/**", lambda route: route.abort())

    await page.clock.run_for(120_000)
    # What was on its way before may have come meanwhile.
    await page.clock.run_for(120_000)

    await expect(page.locator(".stale")).to_contain_text("暂时未能更新")
    await expect(page.locator(f'[data-line="{submission}"]')).to_be_attached()


async def test_the_next_one_is_one_of_those_that_are_shown(visits: Visits, fleet: Fleet) -> None:
    mark = uuid4().hex[:6]
    first, second = await waits(fleet, f"领取 {mark} 先到"), await waits(fleet, f"领取 {mark} 后到")
    await waits(fleet, "领取 其他材料")
    page = await visits.sign_in(CITY_REVIEWER, "/review")
    await search(page, mark)

    await page.locator("[data-place]").click()
    await page.keyboard.press("n")
    await is_shown(page, f"领取 {mark} 先到")
    await page.keyboard.press("n")
    await is_shown(page, f"领取 {mark} 后到")
    await page.keyboard.press("n")

    await expect(page.locator("[data-said]")).to_contain_text("没有可领取的材料")
    for submission in (first, second):
        item = await standing(fleet, submission)
        assert item is not None
        assert item["claim"]["person"] == CITY_REVIEWER.name


async def test_an_item_is_found_by_its_number_and_the_list_comes_in_another_order(visits: Visits, fleet: Fleet) -> None:
    mark = uuid4().hex[:6]
    submission = await waits(fleet, f"按编号查找 {mark}")
    await waits(fleet, f"按编号查找 {mark} 之二")
    page = await visits.sign_in(CITY_REVIEWER, "/review")
    await page.get_by_role("searchbox").fill(f"{submission}.1")

    await expect(page.locator(".line")).to_have_count(1, timeout=FIRST_MILLISECONDS)
    await search(page, mark)
    async with page.expect_request(lambda asked: "order=oldest" in asked.url):
        await page.get_by_label("排列顺序").select_option("oldest")
    await expect(page.locator(".line").first).to_have_attribute("data-line", str(submission))
    await page.get_by_role("searchbox").fill("没有这样的标题")
    await expect(page.get_by_text("没有符合条件的材料")).to_be_visible()


async def test_what_was_typed_survives_escape_and_reload_until_it_is_sent(visits: Visits, fleet: Fleet) -> None:
    title = "写到一半的话"
    submission = await waits(fleet, title)
    page = await visits.sign_in(CITY_REVIEWER)
    await opened(page, submission, title)
    reason = page.get_by_role("textbox", name="退回理由")

    await page.keyboard.press("r")
    await expect(reason).to_be_focused()
    await page.keyboard.type("人数与正文不一致,请")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await page.reload()
    await is_shown(page, title)
    await page.keyboard.press("r")
    await expect(reason).to_have_value("人数与正文不一致,请")
    await expect(reason).to_be_focused()
    await page.keyboard.press("End")
    await page.keyboard.type("核对")
    await page.keyboard.press("Control+Enter")
    await is_now(fleet, submission, "returned")

    item = await standing(fleet, submission)
    assert item is not None
    assert item["history"][-1]["decision"]["reason"] == "人数与正文不一致,请核对"
    await mended(fleet, submission, title="写到一半的话(二)")
    await opened(page, submission, "写到一半的话(二)")
    await page.keyboard.press("r")
    await expect(reason).to_have_value("")


async def test_a_mended_version_shows_what_it_changed_and_whose_return_it_answers(visits: Visits, fleet: Fleet) -> None:
    mark = uuid4().hex[:6]
    text = "上午参观实训车间,约三百人。下午座谈。"
    submission = await waits(fleet, f"改了什么 {mark}", text=text)
    marks = [
        {"path": "content.text", "note": "请核对人数", "code": "unclear_number"},
        {"path": "content.sessions", "note": "请补充场次", "code": "incomplete"},
    ]
    await fleet.decide(submission, "return", CITY_REVIEWER, reason="请按标记修改", fields=marks)
    await is_now(fleet, submission, "returned")
    await mended(fleet, submission, title=f"改了什么 {mark} 新", text=text.replace("约三百人", "三百人次"))
    await waits(fleet, f"未曾退回 {mark}")
    # Higher than screens are, so that nothing lies half under the bar of acts, which axe takes for too small.
    for language, size in (("zh-CN", (DESK[0], 1_800)), ("en", (PHONE[0], 1_800))):
        page = await visits.sign_in(CITY_REVIEWER, language=language, size=size)
        await opened(page, submission, f"改了什么 {mark} 新")
        changes = page.locator("[data-changes]")
        await expect(changes.locator("del", has_text="约三百人。")).to_be_visible(timeout=FIRST_MILLISECONDS)
        await expect(changes.locator("ins", has_text="三百人次。")).to_be_visible()
        await expect(changes.locator("dl > div").first).to_contain_text("请核对人数")
        await expect(changes.locator("[data-unchanged]")).to_contain_text("请补充场次")
        assert await violations(page) == []
        assert await sideways(page) <= 0

    page = await visits.sign_in(CITY_REVIEWER, f"/review/{submission}")
    await expect(page.locator("[data-answers]")).to_contain_text("这一版答复您", timeout=FIRST_MILLISECONDS)
    await search(page, mark)
    await expect(page.locator(".line")).to_have_count(2)
    await page.locator("[aria-controls=review-filters]").click()
    await page.get_by_label("只看答复我退回的").check()
    await expect(page.locator(".line")).to_have_count(1)
    await expect(page.locator(".line")).to_contain_text("答复您的退回")


async def test_whom_to_ring_is_masked_until_a_reviewer_asks_for_it(visits: Visits, fleet: Fleet) -> None:
    submission, title = uuid4(), "联系人:需要电话核对"
    visitors = {"indicator": "attendee_count", "value": 300}
    session = {"when": {"start": "2024-05-14", "end": "2024-05-14"}, "place": {"kind": "district", "code": "330602"}}
    content: Item = {"kind": "activity_report", "title": title, "no_state_secrets": True}
    content["sessions"] = [session | {"measures": [visitors]}]
    contact = {"name": "李老师", "phone": "0575-88880000"}
    body = {"edition": EDITION, "organisation": SCHOOL, "content": content, "contact": contact}
    await fleet.ask(OFFICER, "ingest", "PUT", f"/v1/submissions/{submission}", body)
    await is_now(fleet, submission, "in_review")
    page = await visits.sign_in(CITY_REVIEWER)
    await opened(page, submission, title)

    shown = page.locator(".whole [data-contact]")
    await expect(shown).to_contain_text("李** ****0000")
    assert "88880000" not in await page.content()
    await shown.get_by_role("button").click()

    await expect(shown).to_contain_text("李老师 0575-88880000 (已记入审计)")
