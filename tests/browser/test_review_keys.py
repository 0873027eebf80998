"""Every key that `?` shows, and each longer piece of a reviewer's work, with nothing but the keyboard; dialogs before axe."""

from uuid import UUID, uuid4

from playwright.async_api import Page, expect

from tests.browser.fleet import Fleet
from tests.browser.people import CITY_REVIEWER, EDITOR, SECOND_EDITOR, THIRD_EDITOR, UNIT_APPROVER
from tests.browser.reviewing import (
    FIRST_MILLISECONDS,
    SECRET,
    alike,
    is_now,
    is_shown,
    opened,
    standing,
    waits,
    with_more,
    with_pictures,
)
from tests.browser.visits import DESK, PHONE, Visits, sideways, violations


async def narrowed(page: Page, words: str, count: int) -> None:
    """Search by keyboard from anywhere on the page, and go back to the list."""
    await page.keyboard.press("/")
    await expect(page.get_by_role("searchbox")).to_be_focused()
    await page.keyboard.type(words)
    await page.keyboard.press("Enter")
    await expect(page.locator(".line")).to_have_count(count, timeout=FIRST_MILLISECONDS)
    await page.keyboard.press("Escape")


async def claim_of(fleet: Fleet, submission: UUID) -> str | None:
    item = await standing(fleet, submission)
    return item["claim"]["person"] if item and item["claim"] else None


async def test_one_walks_the_list_takes_in_hand_and_looks_around_by_keys(visits: Visits, fleet: Fleet) -> None:
    mark = uuid4().hex[:6]
    titles = [f"按键 {mark} {number}" for number in range(2)]
    first, _second = [await waits(fleet, title) for title in titles]
    page = await visits.sign_in(CITY_REVIEWER)
    await with_more(page, first, with_pictures)
    await opened(page, first, titles[0])
    said = page.locator("[data-said]")

    await narrowed(page, mark, 2)
    await page.keyboard.press("j")
    await is_shown(page, titles[1])
    await page.keyboard.press("j")
    await expect(said).to_contain_text("已到列表尽头")
    await page.keyboard.press("k")
    await is_shown(page, titles[0])

    await page.keyboard.press("c")
    await expect(page.locator('[data-act="release"]')).to_be_visible()
    assert await claim_of(fleet, first) == CITY_REVIEWER.name
    await page.keyboard.press("c")
    await expect(page.locator('[data-act="claim"]')).to_be_visible()
    assert await claim_of(fleet, first) is None

    await expect(page.locator("figcaption").first).to_contain_text("开幕式")
    await page.keyboard.press("ArrowRight")
    await expect(page.locator("figcaption").first).to_contain_text("实训车间")
    await page.keyboard.press("ArrowLeft")
    await expect(page.locator("figcaption").first).to_contain_text("开幕式")
    await page.keyboard.press("v")
    full = page.get_by_role("dialog")
    await expect(full.locator("img")).to_be_visible()
    await page.keyboard.press("ArrowRight")
    await expect(full).to_contain_text("实训车间")
    await page.keyboard.press("Escape")
    await expect(full).to_be_hidden()

    await page.keyboard.press("e")
    await expect(page.locator(".side")).to_be_focused()
    await page.keyboard.press("m")
    await expect(page.locator("[data-mark]").first).to_be_focused()
    await page.unroute_all(behavior="ignoreErrors")


async def test_a_field_is_marked_and_the_item_returned_by_keys(visits: Visits, fleet: Fleet) -> None:
    title = "键盘退回:标题请改"
    submission = await waits(fleet, title)
    page = await visits.sign_in(CITY_REVIEWER)
    await opened(page, submission, title)

    await page.keyboard.press("m")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("问题类型")).to_be_focused()
    await page.keyboard.press("Home")
    for _ in range(3):
        await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Tab")
    await page.keyboard.type("请写全称")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator('[data-mark="content.title"]')).to_be_focused()
    await page.keyboard.press("r")
    await expect(page.get_by_role("textbox", name="退回理由")).to_be_focused()
    await page.keyboard.press("Control+Enter")
    await is_now(fleet, submission, "returned")

    item = await standing(fleet, submission)
    assert item is not None
    [mark] = item["history"][-1]["decision"]["fields"]
    assert (mark["path"], mark["code"], "请写全称" in mark["note"]) == ("content.title", "wording", True)


async def test_a_block_is_let_pass_and_another_item_refused_by_keys(visits: Visits, fleet: Fleet) -> None:
    blocked = await waits(fleet, "键盘放行:引用旧文件", text=f"展板引用旧文件“{SECRET}”。")
    refused = await waits(fleet, "键盘不予采用")
    page = await visits.sign_in(CITY_REVIEWER)
    await opened(page, blocked, "键盘放行:引用旧文件")

    await page.keyboard.press("a")
    await expect(page.get_by_role("dialog").locator("textarea").first).to_be_focused()
    await page.keyboard.type("已解密")
    await page.keyboard.press("Control+Enter")
    await is_now(fleet, blocked, "in_review", level=1)
    await opened(page, refused, "键盘不予采用")
    await page.keyboard.press("x")
    await expect(page.get_by_role("dialog").locator("textarea").first).to_be_focused()
    await page.keyboard.type("与主题不符")
    await page.keyboard.press("Control+Enter")

    await is_now(fleet, refused, "refused")
    item = await standing(fleet, blocked)
    assert item is not None
    assert item["history"][-1]["decision"]["overrides"][0]["reason"] == "已解密"


async def test_several_are_chosen_previewed_and_judged_by_keys(visits: Visits, fleet: Fleet) -> None:
    mark = uuid4().hex[:6]
    titles = [f"键盘批量 {mark} {number}" for number in range(2)]
    items = [await waits(fleet, title) for title in titles]
    page = await visits.sign_in(CITY_REVIEWER)
    await opened(page, items[0], titles[0])
    await narrowed(page, mark, 2)

    await page.keyboard.press("s")
    await page.keyboard.press("j")
    await is_shown(page, titles[1])
    await page.keyboard.press("s")
    await page.keyboard.press("b")
    await expect(page.locator("input[name=bulk-act]:checked")).to_be_focused()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Tab")
    await page.keyboard.type("请补充照片")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await page.keyboard.press("b")
    await expect(page.locator("input[name=bulk-act]:checked")).to_be_focused()
    await expect(page.get_by_label("理由")).to_have_value("请补充照片")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-confirm]")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-close-bulk]")).to_be_focused()
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("dialog")).to_be_hidden()
    for submission in items:
        await is_now(fleet, submission, "returned")


async def test_likeness_is_compared_and_a_duplicate_marked_by_keys(visits: Visits, fleet: Fleet) -> None:
    text = "师生参观实训车间并座谈。"
    other, submission = await waits(fleet, "并排比较:先报", text=text), await waits(fleet, "并排比较:后报", text=text)
    page = await visits.sign_in(UNIT_APPROVER)
    await with_more(page, submission, alike(other))
    await opened(page, submission, "并排比较:后报")

    await page.keyboard.press("e")
    compare = page.get_by_role("button", name="并排比较(1)")
    for _ in range(6):
        await page.keyboard.press("Tab")
        if await compare.evaluate("button => button === document.activeElement"):
            break
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="并排比较")
    await expect(dialog.locator("mark")).to_have_count(2)
    await expect(dialog).to_contain_text("并排比较:先报")
    assert await violations(page) == []
    await dialog.get_by_role("button", name="认定本件为重复报送").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-said]")).to_contain_text("认定重复")
    await page.unroute_all(behavior="ignoreErrors")

    item = await standing(fleet, submission)
    assert item is not None
    assert item["is_duplicate"]


async def test_the_national_desk_reads_and_makes_public_by_keys(visits: Visits, fleet: Fleet) -> None:
    title = "键盘公开:职业体验"
    submission = await waits(fleet, title)
    await fleet.accept(submission)
    for who in (EDITOR, SECOND_EDITOR):
        await fleet.decide(submission, "proofread", who)
    page = await visits.sign_in(THIRD_EDITOR)
    await opened(page, submission, title)

    await page.keyboard.press("p")
    await expect(page.locator("[data-said]")).to_contain_text("完成校对")
    await expect(page.locator('[data-act="feature"]')).to_have_attribute("aria-disabled", "false")
    await page.keyboard.press("f")
    await expect(page.get_by_role("dialog").locator("[data-send]")).to_be_focused()
    await page.keyboard.press("Enter")

    await expect(page.locator("[data-said]")).to_contain_text(f"推介：{title}")
    item = await standing(fleet, submission)
    assert item is not None
    assert item["featured"]


async def test_dialogs_have_no_fault_that_axe_knows_in_both_languages_and_on_a_phone(
    visits: Visits, fleet: Fleet
) -> None:
    text = f"展板引用旧文件“{SECRET}”。"
    other, submission = await waits(fleet, "对话框:先报", text=text), await waits(fleet, "对话框:后报", text=text)
    for language, size in (("zh-CN", DESK), ("en", PHONE)):
        page = await visits.sign_in(CITY_REVIEWER, language=language, size=size)
        await opened(page, submission, "对话框:后报")
        for key in ("?", "r", "x", "a"):
            await page.keyboard.press(key)
            await fits(page)
        await page.keyboard.press("s")
        await page.keyboard.press("b")
        await expect(page.locator("input[name=bulk-act]:checked")).to_be_focused()
        await page.locator("[data-preview]").click()
        await expect(page.locator(".el-dialog [role=status]")).to_be_visible()
        await fits(page)
        await with_more(page, submission, alike(other))
        await opened(page, submission, "对话框:后报")
        await page.locator(".card .ww-row button").nth(1).click()
        await expect(page.get_by_role("dialog").locator("mark")).to_have_count(2)
        await fits(page)
        await page.unroute_all(behavior="ignoreErrors")


async def fits(page: Page) -> None:
    """The open dialog has no fault that axe knows and is no wider than its window; it is closed after."""
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    assert await violations(page) == []
    assert await sideways(page) <= 0
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
