"""Newsrooms: the ministry orders one, its real webhook is tried and fed, its secret rotated, and it works with its token alone."""

from functools import partial
from uuid import UUID

from playwright.async_api import expect

from services.kit.webhooks.signing import check, key_of
from tests.browser.fleet import Fleet
from tests.browser.newsrooms import SECRET, deliveries, fresh, public, subscribed
from tests.browser.people import EDITOR, OFFICER, OTHER_PUBLICITY, OTHER_UNIT, PUBLICITY, UNIT
from tests.browser.visits import DESK, PHONE, Visits, sideways, violations
from tests.integration.kit.waiting import eventually
from tests.integration.syndication.newsroom import Says, newsroom


async def recalled(fleet: Fleet, item: UUID) -> bool:
    """Whether newsrooms were told that an item is withdrawn."""
    found = await fleet.ask(EDITOR, "syndication", "GET", "/v1/recalls")
    return any(one["item"] == str(item) for one in found["recalls"])


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

    await eventually(partial(recalled, fleet, item))
    await page.goto("/newsroom")
    await page.get_by_role("region", name="撤稿通知").locator("[data-ack]").click()
    await expect(page.get_by_role("region", name="撤稿通知")).to_be_hidden()
    await page.goto(f"/newsroom/items/{item}")
    await expect(page.get_by_role("heading", level=1)).to_have_text("已撤稿：请停止使用")
    assert title not in await page.locator("main").inner_text()


async def test_an_open_page_shows_a_recall_without_being_asked(visits: Visits, fleet: Fleet) -> None:
    name = fresh()
    staff = await visits.sign_in(EDITOR)
    token, _ = await subscribed(staff, name)
    title = f"页面开着时撤稿 {name}"
    item = await public(fleet, title)
    page = await visits.open("/newsroom")
    await page.clock.install()
    await page.get_by_label("订阅令牌").fill(token)
    await page.get_by_role("button", name="进入").click()
    await expect(page.get_by_role("link", name=title)).to_be_visible()
    reading = await visits.another_page(page, f"/newsroom/items/{item}")
    await reading.evaluate("token => sessionStorage.setItem('weekwire-feed-token', token)", token)
    await reading.clock.install()
    await reading.reload()
    await expect(reading.get_by_role("heading", level=1)).to_have_text(title)

    await fleet.decide(item, "unfeature", EDITOR, reason="事实有误")
    await eventually(partial(recalled, fleet, item))
    for one in (page, reading):
        await one.clock.fast_forward(20_000)

    await expect(page.get_by_role("region", name="撤稿通知")).to_be_visible()
    await expect(page.get_by_role("link", name=title)).to_be_hidden()
    await expect(page.get_by_role("heading", name="已撤稿：请停止使用").first).to_be_visible()
    await expect(reading.get_by_role("heading", level=1)).to_have_text("已撤稿：请停止使用")


async def test_a_feed_is_read_at_the_address_that_is_shown_until_the_subscriber_is_ended(
    visits: Visits, fleet: Fleet
) -> None:
    name = fresh()
    page = await visits.sign_in(EDITOR)
    token, _ = await subscribed(page, name)
    title = f"按订阅地址读取 {name}"
    item = await public(fleet, title)
    await page.goto(f"/newsroom/subscribers/{name}")
    await expect(page.locator("[data-feed]")).to_have_count(3)
    addresses = await page.locator("[data-feed]").all_inner_texts()
    reader = await visits.open("/sign-in")
    headers = {"Authorization": f"Bearer {token}"}

    async def fed() -> bool:
        texts = [await (await reader.request.get(one, headers=headers)).text() for one in addresses]
        return all(str(item) in text and title in text for text in texts)

    await eventually(fed)
    await page.locator("[data-end]").click()
    await expect(page.get_by_role("heading", name=f"终止“教育日报 {name}”的订阅？")).to_be_visible()
    await page.get_by_role("button", name="不终止").click()
    assert (await reader.request.get(addresses[0], headers=headers)).ok
    await page.locator("[data-end]").click()
    await page.locator("[data-end-now]").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("的订阅已终止")
    assert [(await reader.request.get(one, headers=headers)).status for one in addresses] == [401, 401, 401]
    await page.get_by_role("link", name="全部订阅单位").click()
    await expect(page.get_by_role("link", name=f"教育日报 {name}")).to_be_hidden()


async def test_the_list_and_a_subscriber_show_what_their_filters_take(visits: Visits, fleet: Fleet) -> None:
    name, other = fresh(), fresh()
    page = await visits.sign_in(EDITOR)
    for subscriber, unit in ((name, UNIT), (other, OTHER_UNIT)):
        order = {"name": subscriber, "filters": {"units": [unit], "kinds": ["activity_report"]}}
        await fleet.ask(EDITOR, "syndication", "PUT", f"/v1/subscribers/{subscriber}", order)
    title = f"按条件筛选 {name}"
    item = await public(fleet, title)

    async def told() -> bool:
        found = await fleet.ask(EDITOR, "syndication", "GET", f"/v1/items/{item}/deliveries")
        return name in {one["subscriber"] for one in found["deliveries"]}

    await eventually(told)
    await page.goto(f"/newsroom/subscribers/{name}")
    await expect(page.locator('[data-delivery="1"]')).to_contain_text(title)
    # The log is one: what came after this item was weighed for both.
    await page.goto(f"/newsroom/subscribers/{other}")
    await expect(page.get_by_role("heading", level=1)).to_have_text(other)
    await expect(page.locator("[data-delivery]")).to_have_count(0)

    await page.goto("/newsroom")
    link = page.get_by_role("link", name=title)
    await page.get_by_label("标题").fill(title)
    await expect(link).to_be_visible()
    for label, fits, not_fits in (("报送单位", UNIT, OTHER_UNIT), ("材料类型", "activity_report", "case")):
        await page.get_by_label(label).select_option(not_fits)
        await expect(link).to_be_hidden()
        await page.get_by_label(label).select_option(fits)
        await expect(link).to_be_visible()
    for label in ("活动类型", "渠道"):
        await page.get_by_label(label).select_option(index=1)
        await expect(link).to_be_hidden()
        await page.get_by_label(label).select_option("")
        await expect(link).to_be_visible()


async def test_an_office_of_publicity_finds_the_clues_of_its_own_province_alone(visits: Visits, fleet: Fleet) -> None:
    title = f"值得报道的看点 {fresh()}"
    submission = await fleet.file(title, text="老工匠带着孩子们做一只木鸢。", highlight=True)
    await fleet.accept(submission)
    page = await visits.sign_in(PUBLICITY)
    await page.get_by_role("navigation", name="主导航").get_by_role("link", name="宣传线索").click()
    card = page.get_by_role("article").filter(has_text=title)
    await expect(card).to_contain_text("尚未推介，不得直接刊发")
    await card.get_by_text("内容", exact=True).click()
    await expect(card).to_contain_text("老工匠带着孩子们做一只木鸢。")
    assert await violations(page) == []
    await page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert await sideways(page) == 0

    other = await visits.sign_in(OTHER_PUBLICITY, "/newsroom/clues")
    await expect(other.get_by_role("heading", level=1)).to_have_text("宣传线索")
    await expect(other.get_by_text("还没有可供报道的线索")).to_be_visible()
    await other.goto("/newsroom")
    await expect(other.get_by_role("heading", level=1)).to_be_visible()
    await expect(other.get_by_label("订阅令牌")).to_be_hidden()


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
