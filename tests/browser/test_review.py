"""Review as a city, a province and the ministry do it: in the page, and wholly by keyboard."""

from uuid import UUID, uuid4

from playwright.async_api import expect

from contracts.organisations import Role
from tests.browser.fleet import Fleet
from tests.browser.people import (
    CITY_REVIEWER,
    EDITOR,
    OTHER_UNIT_REVIEWER,
    SECOND_EDITOR,
    THIRD_EDITOR,
    UNIT_APPROVER,
    Person,
)
from tests.browser.reviewing import FIRST_MILLISECONDS, SECRET, is_now, mended, opened, standing, waits
from tests.browser.visits import DESK, PHONE, Visits, sideways, violations

MANY = 400


async def test_a_return_marks_fields_and_the_mended_version_shows_what_was_asked(visits: Visits, fleet: Fleet) -> None:
    title = "开放日:人数待核对"
    submission = await waits(fleet, title)
    page = await visits.sign_in(CITY_REVIEWER)
    await opened(page, submission, title)

    await page.locator('[data-mark="content.sessions"]').click()
    await page.get_by_label("问题类型").select_option("unclear_number")
    await page.get_by_label("给填报人的说明").fill("人数请写人次")
    await page.get_by_role("button", name="确定").click()
    await page.locator('[data-act="return"]').click()
    await expect(page.get_by_role("dialog")).to_contain_text("人数请写人次")
    await page.locator("[data-send]").click()
    await is_now(fleet, submission, "returned")
    mark = await marked(fleet, submission)
    assert (mark["path"], mark["note"], mark["code"]) == ("content.sessions", "人数请写人次", "unclear_number")

    await mended(fleet, submission, title="开放日:人次已核对")
    await opened(page, submission, "开放日:人次已核对")

    await expect(page.locator("[id='row-content.sessions']")).to_contain_text("人数请写人次")
    await page.locator('[data-act="pass_up"]').click()
    await is_now(fleet, submission, "in_review", level=1)
    province = await visits.sign_in(UNIT_APPROVER)
    await opened(province, submission, "开放日:人次已核对")
    await province.locator('[data-act="accept"]').click()
    await is_now(fleet, submission, "accepted")


async def marked(fleet: Fleet, submission: UUID) -> dict[str, str]:
    """The field that the newest return has marked."""
    item = await fleet.ask(CITY_REVIEWER, "moderation", "GET", f"/v1/items/{submission}")
    [mark] = item["history"][-1]["decision"]["fields"]
    found: dict[str, str] = mark
    return found


async def test_an_item_is_judged_and_taken_back_with_nothing_but_keys(visits: Visits, fleet: Fleet) -> None:
    titles = ["键盘审核:第一件", "键盘审核:第二件"]
    first, second = [await waits(fleet, title) for title in titles]
    page = await visits.sign_in(CITY_REVIEWER)
    await opened(page, first, titles[0])
    said = page.locator("[data-said]")

    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="快捷键")).to_be_hidden()
    await page.keyboard.press("a")
    await expect(said).to_contain_text("通过并报上级：键盘审核:第一件")
    await is_now(fleet, first, "in_review", level=1)
    await expect(page.locator("[data-undo]")).to_be_visible()
    await page.keyboard.press("u")
    await expect(said).to_contain_text("已撤销：键盘审核:第一件")
    await is_now(fleet, first, "in_review", level=0)

    await opened(page, second, titles[1])
    await page.keyboard.press("r")
    await expect(page.get_by_label("退回理由")).to_be_focused()
    # Keys that are typed are text, and do nothing else.
    await page.keyboard.type("jkarx 请补充照片")
    await page.keyboard.press("Control+Enter")
    await is_now(fleet, second, "returned")
    item = await fleet.ask(CITY_REVIEWER, "moderation", "GET", f"/v1/items/{second}")
    assert item["history"][-1]["decision"]["reason"] == "jkarx 请补充照片"


async def test_many_are_judged_at_once_after_a_preview_that_leaves_out_what_has_changed(
    visits: Visits, fleet: Fleet
) -> None:
    mark = uuid4().hex[:6]
    titles = [f"批量办理 {mark} 第{number}件" for number in range(3)]
    kept, changed, own = [await waits(fleet, title) for title in titles]
    page = await visits.sign_in(CITY_REVIEWER)
    await opened(page, kept, titles[0])
    for title in titles:
        await page.get_by_label(f"选择“{title}”").check()

    await page.locator("[data-bulk]").click()
    await page.locator("[data-preview]").click()
    await expect(page.get_by_role("dialog")).to_contain_text("将对 3 件通过并报上级")
    await fleet.decide(changed, "return", CITY_REVIEWER, reason="另有问题")
    await page.locator("[data-confirm]").click()
    await expect(page.get_by_role("dialog")).to_contain_text("已办理 2 件；1 件在预览后有变化，已跳过")
    await expect(page.get_by_role("dialog").locator(".bad")).to_contain_text(titles[1])
    await is_now(fleet, kept, "in_review", level=1)
    await page.locator("[data-undo-bulk]").click()

    await expect(page.get_by_role("dialog")).to_contain_text("已撤销 2 件")
    for submission in (kept, own):
        await is_now(fleet, submission, "in_review", level=0)


async def test_who_may_not_judge_is_told_why(visits: Visits, fleet: Fleet) -> None:
    passed, taken = await waits(fleet, "为何不能办理：已报上级"), await waits(fleet, "为何不能办理：他人领取")
    await fleet.decide(passed, "pass_up", CITY_REVIEWER)
    colleague = Person(CITY_REVIEWER.organisation, Role.APPROVER)
    await fleet.ask(colleague, "moderation", "POST", f"/v1/items/{taken}/claim")
    page = await visits.sign_in(CITY_REVIEWER)

    await opened(page, passed, "为何不能办理：已报上级")
    await expect(page.locator(".bar .why")).to_contain_text("不在您所在单位的审核环节")
    await opened(page, taken, "为何不能办理：他人领取")
    await expect(page.locator(".bar .why")).to_contain_text("正由他人处理")
    await page.locator('[data-act="pass_up"]').click(force=True)

    await expect(page.locator("[data-said]")).to_contain_text("正由他人处理")
    item = await standing(fleet, taken)
    assert item is not None
    assert item["level"] == 0


async def test_another_units_item_is_not_there_and_the_page_says_so_kindly(visits: Visits, fleet: Fleet) -> None:
    submission = await waits(fleet, "他省材料不可见")
    page = await visits.sign_in(OTHER_UNIT_REVIEWER)

    await page.goto(f"/review/{submission}")

    await expect(page.locator("[data-not-found]")).to_contain_text("没有找到这件材料", timeout=FIRST_MILLISECONDS)
    assert "他省材料不可见" not in await page.content()


async def test_a_block_passes_only_with_a_reason_that_stays_on_record(visits: Visits, fleet: Fleet) -> None:
    submission = await waits(fleet, "含密级字样的引用", text=f"展板引用旧文件“{SECRET}”,已解密。")
    page = await visits.sign_in(CITY_REVIEWER)
    await opened(page, submission, "含密级字样的引用")
    await expect(page.locator("mark.block")).to_contain_text("密级")

    await page.locator('[data-act="pass_up"]').click()
    dialog = page.get_by_role("dialog")
    await page.locator("[data-send]").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("每个须说明的问题都要写明理由")
    await dialog.locator("textarea").first.fill("展板内容已解密")
    await page.locator("[data-send]").click()
    await is_now(fleet, submission, "in_review", level=1)

    item = await fleet.ask(UNIT_APPROVER, "moderation", "GET", f"/v1/items/{submission}")
    assert [one["reason"] for one in item["history"][-1]["decision"]["overrides"]] == ["展板内容已解密"]


async def test_three_readings_by_three_people_make_an_item_public(visits: Visits, fleet: Fleet) -> None:
    title = "三审三校:职业体验日"
    submission = await waits(fleet, title)
    await fleet.accept(submission)
    pages = [await visits.sign_in(who, f"/review/{submission}") for who in (EDITOR, SECOND_EDITOR, THIRD_EDITOR)]

    for page in pages:
        await page.reload()
        await expect(page.locator(".whole h2").first).to_have_text(title, timeout=FIRST_MILLISECONDS)
        await page.locator('[data-act="proofread"]').click()
        await expect(page.locator("[data-said]")).to_contain_text("完成校对")
    await pages[-1].locator('[data-act="feature"]').click()
    dialog = pages[-1].get_by_role("dialog")
    for reading in ("初审一校", "复审二校", "终审三校"):
        await expect(dialog).to_contain_text(reading)
    await pages[-1].locator("[data-send]").click()

    await expect(pages[-1].locator("[data-said]")).to_contain_text("推介")
    item = await fleet.ask(EDITOR, "moderation", "GET", f"/v1/items/{submission}")
    assert item["featured"] is True


async def test_hundreds_of_items_scroll_with_only_those_in_sight_on_the_page(visits: Visits, fleet: Fleet) -> None:
    page = await visits.sign_in(CITY_REVIEWER)
    line = await fleet.ask(CITY_REVIEWER, "moderation", "GET", "/v1/queue", limit="1")
    if not line["items"]:
        await waits(fleet, "列表滚动")
        line = await fleet.ask(CITY_REVIEWER, "moderation", "GET", "/v1/queue", limit="1")
    many = [line["items"][0] | {"submission": str(uuid4()), "title": f"第{number}件"} for number in range(MANY)]
    answer = line | {"items": many, "next": None, "total": MANY}

    await page.route("**/api/moderation/v1/queue*", lambda route: route.fulfill(json=answer))
    await page.goto("/review")
    await expect(page.locator("[data-place]")).to_contain_text(f"共 {MANY} 件", timeout=FIRST_MILLISECONDS)
    seen = []
    for _ in range(5):
        await page.locator(".box").evaluate("box => { box.scrollTop = box.scrollTop + box.scrollHeight / 5 }")
        await page.wait_for_function("() => document.querySelector('.line') !== null")
        seen.append(await page.locator(".line").count())

    await expect(page.get_by_text(f"第{MANY - 1}件", exact=True)).to_be_visible()
    assert max(seen) < MANY / 4


async def test_review_fits_a_phone_and_has_no_fault_that_axe_knows(visits: Visits, fleet: Fleet) -> None:
    submission = await waits(fleet, "手机审核", text=f"展板引用“{SECRET}”。")
    for language, size in (("zh-CN", DESK), ("en", PHONE)):
        page = await visits.sign_in(CITY_REVIEWER, f"/review/{submission}", language=language, size=size)
        await expect(page.locator(".whole h2").first).to_have_text("手机审核", timeout=FIRST_MILLISECONDS)
        await page.locator('[data-act="return"]').wait_for()

        assert await violations(page) == []
        assert await sideways(page) <= 0
