"""Newsrooms: the ministry orders one, its real webhook is tried and fed, its secret rotated, and it works with its token alone."""

import json
from uuid import UUID, uuid4

from playwright.async_api import Page, expect

from services.kit.webhooks.signing import check, key_of
from tests.browser.fleet import Fleet
from tests.browser.people import EDITOR, OFFICER, SECOND_EDITOR, THIRD_EDITOR
from tests.browser.visits import DESK, PHONE, Visits, sideways, violations
from tests.integration.kit.waiting import eventually
from tests.integration.syndication.newsroom import Newsroom, Says, newsroom

TOKEN, SECRET = "#once-token", "#once-secret"


def fresh() -> str:
    return f"paper-{uuid4().hex[:8]}"


async def public(fleet: Fleet, title: str) -> UUID:
    """A report that counts, was read by three people and is public."""
    submission = await fleet.file(title, text="三百名小学生走进实训室。")
    await fleet.accept(submission)
    for who in (EDITOR, SECOND_EDITOR, THIRD_EDITOR):
        await fleet.decide(submission, "proofread", who)
    unchecked = [{"finding": "unchecked", "reason": "急稿"}]
    await fleet.decide(submission, "feature", THIRD_EDITOR, overrides=unchecked)
    return submission


async def subscribed(page: Page, name: str, webhook: str = "") -> tuple[str, str]:
    """Order a subscriber in the page; its token and, where it has a webhook, its secret, each as shown this once."""
    await page.goto("/newsroom/subscribers/new")
    await page.get_by_label("单位名称").fill(f"教育日报 {name}")
    await page.get_by_label("标识").fill(name)
    await page.get_by_label("推送地址").fill(webhook)
    await page.get_by_role("button", name="开通订阅").click()
    await page.locator("[data-shown-once]").wait_for()
    secret = await page.locator(SECRET).input_value() if webhook else ""
    return await page.locator(TOKEN).input_value(), secret


def deliveries(room: Newsroom, item: UUID) -> list[dict[str, object]]:
    """What came of an item."""
    return [body for body in (json.loads(came.body) for came in room.came) if body["item"] == str(item)]


async def test_a_newsroom_is_ordered_tried_and_fed_and_its_log_shows_all_of_it(visits: Visits, fleet: Fleet) -> None:
    name = fresh()
    async with newsroom(lambda _came: Says(204)) as room:
        page = await visits.sign_in(EDITOR)
        _, secret = await subscribed(page, name, room.address())
        await page.locator("[data-test-call]").click()
        await expect(page.locator("[data-tried]")).to_contain_text("对方已收下")
        assert check(room.came[0].headers, room.came[0].body, [key_of(secret)], fleet.now).number == 0
        await page.locator("[data-noted]").click()
        await expect(page.locator("[data-status]")).to_contain_text("正常推送")
        assert secret not in await page.content()

        item = await public(fleet, f"推介给新闻单位 {name}")
        await eventually(lambda: deliveries(room, item) != [])
        [body] = deliveries(room, item)
        assert body["change"] == "featured"
        await page.reload()
        row = page.locator('[data-delivery="1"]')
        await expect(row).to_contain_text(f"推介给新闻单位 {name}")
        await expect(row).to_contain_text("已收下")
        await row.locator("[data-resend]").click()
        await eventually(lambda: len(deliveries(room, item)) == 2)

    assert deliveries(room, item)[0] == deliveries(room, item)[1]


async def test_two_secrets_hold_while_one_is_rotated_and_a_broken_receiver_is_told_in_words(
    visits: Visits, fleet: Fleet
) -> None:
    name = fresh()
    async with newsroom() as room:
        page = await visits.sign_in(EDITOR)
        _, first = await subscribed(page, name, room.address())
        await page.locator("[data-noted]").click()
        await page.locator("[data-rotate]").click()
        second = await page.locator(SECRET).input_value()
        await expect(page.locator("[data-secrets]")).to_contain_text("2 个有效")
        await page.locator("[data-test-call]").click()
        await expect(page.locator("[data-tried]")).to_contain_text("对方已收下")
        for secret in (first, second):
            assert check(room.came[0].headers, room.came[0].body, [key_of(secret)], fleet.now).number == 0
        await page.locator("[data-end-former]").click()
        await expect(page.locator("[data-secrets]")).to_contain_text("1 个有效")

        room.behave = lambda _came: Says(401)
        await page.locator("[data-test-call]").click()
        await expect(page.locator("[data-tried]")).to_contain_text("多半是密钥不一致")
        await page.locator("[data-pause]").click()
        await expect(page.locator("[data-status]")).to_contain_text("已暂停")
        await page.locator("[data-resume]").click()
        await expect(page.locator("[data-status]")).to_contain_text("正常推送")


async def test_a_newsroom_works_with_its_token_alone_until_an_item_is_withdrawn(visits: Visits, fleet: Fleet) -> None:
    name = fresh()
    staff = await visits.sign_in(EDITOR)
    token, _ = await subscribed(staff, name)
    title = f"凭令牌查看 {name}"
    item = await public(fleet, title)
    page = await visits.open("/newsroom")

    await page.get_by_label("订阅令牌").fill(f"{token}x")
    await page.get_by_role("button", name="进入").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await page.get_by_label("订阅令牌").fill(token)
    await page.get_by_role("button", name="进入").click()
    await page.get_by_label("标题").fill(title)
    await page.get_by_role("link", name=title).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(title)
    await page.get_by_label("刊发地址").fill("https://paper.example/a/1")
    await page.get_by_role("button", name="登记").click()
    await expect(page.locator(".use")).to_contain_text("https://paper.example/a/1 ·")
    await staff.goto(f"/newsroom/items/{item}")
    await expect(staff.get_by_role("link", name="https://paper.example/a/1")).to_be_visible()

    await fleet.decide(item, "unfeature", EDITOR, reason="事实有误")

    async def recalled() -> bool:
        found = await fleet.ask(EDITOR, "syndication", "GET", "/v1/recalls")
        return any(one["item"] == str(item) for one in found["recalls"])

    await eventually(recalled)
    await page.goto("/newsroom")
    await page.get_by_role("region", name="撤稿通知").locator("[data-ack]").click()
    await expect(page.get_by_role("region", name="撤稿通知")).to_be_hidden()
    await page.goto(f"/newsroom/items/{item}")
    await expect(page.get_by_role("heading", level=1)).to_have_text("已撤稿:请停止使用")
    assert title not in await page.locator("main").inner_text()


async def test_who_has_no_business_here_is_told_so(visits: Visits) -> None:
    page = await visits.sign_in(OFFICER, "/newsroom")
    await expect(page.get_by_role("heading", name="新闻单位入口")).to_be_visible()

    await page.goto("/newsroom/subscribers")

    await expect(page.get_by_role("alert")).to_contain_text("没有查看本页的权限")


async def test_a_featured_item_and_a_full_log_fit_a_phone_and_have_no_fault_that_axe_knows(
    visits: Visits, fleet: Fleet
) -> None:
    name = fresh()
    staff = await visits.sign_in(EDITOR)
    await subscribed(staff, name)
    item = await public(fleet, f"各页检查 {name}")
    paths = (f"/newsroom/items/{item}", f"/newsroom/subscribers/{name}")
    for language, size in (("zh-CN", DESK), ("en", PHONE)):
        page = await visits.sign_in(EDITOR, language=language, size=size)
        for path in paths:
            await page.goto(path)
            await page.get_by_role("heading", level=1).wait_for()

            assert await violations(page) == [], path
            assert await sideways(page) <= 0, path
