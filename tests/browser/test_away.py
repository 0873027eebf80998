"""A server or service is away: each page says what still works, what is stored, and loses nothing that was typed."""

from playwright.async_api import Page, expect

from tests.browser.fleet import Fleet
from tests.browser.people import CITY_REVIEWER, OFFICER
from tests.browser.reporting import add_files, begin, filed, fill_in, photo, photos, send, title_of, until_ready
from tests.browser.reviewing import is_now, opened, waits
from tests.browser.test_board import BOARD, number, sessions, shows_more
from tests.browser.test_drafts import until_saved
from tests.browser.visits import Visits
from tests.integration.kit.waiting import eventually

PATIENCE_MILLISECONDS = 30_000
SAID = "[data-said]"


async def test_with_kafka_away_reports_are_received_and_decided_and_the_board_catches_up(
    visits: Visits, fleet: Fleet
) -> None:
    title = "消息队列暂停时报送"
    waiting = await waits(fleet, "消息队列暂停时审核")
    board = await visits.open(BOARD)
    before = await number(sessions(board))
    officer = await visits.sign_in(OFFICER)
    await fill_in(officer, title)
    reviewer = await visits.sign_in(CITY_REVIEWER)
    await opened(reviewer, waiting, "消息队列暂停时审核")

    async with fleet.without("kafka"):
        submission = await send(officer)
        await expect(officer.get_by_role("heading", name="回执")).to_be_visible()
        await reviewer.locator('[data-act="pass_up"]').click()
        await expect(reviewer.locator(SAID)).to_contain_text("通过并报上级：消息队列暂停时审核")
        assert await number(sessions(board)) == before

    assert len(await filed(fleet, title)) == 1
    await fleet.accept(submission)
    await shows_more(sessions(board), before)


async def test_with_the_database_away_what_is_typed_stays_and_goes_on_when_it_is_back(
    visits: Visits, fleet: Fleet
) -> None:
    waiting = await waits(fleet, "数据库暂停时退回")
    officer = await visits.sign_in(OFFICER)
    await begin(officer, "manuscript", "数据库暂停")
    await until_saved(officer)
    reviewer = await visits.sign_in(CITY_REVIEWER)
    await opened(reviewer, waiting, "数据库暂停时退回")
    await reviewer.locator('[data-act="return"]').click()
    dialog = reviewer.get_by_role("dialog")
    reason = dialog.get_by_label("退回理由")
    board = await visits.open(BOARD)
    before = await number(sessions(board))

    async with fleet.without("mongo"):
        await title_of(officer).fill("数据库暂停时打的字")
        await expect(officer.get_by_text("已保存在本机，网络恢复后自动上传")).to_be_visible()
        await reason.fill("数据库暂停时写的理由")
        await reviewer.locator("[data-send]").click()
        await expect(dialog.get_by_role("alert")).to_contain_text("再试", timeout=PATIENCE_MILLISECONDS)
        await expect(reason).to_have_value("数据库暂停时写的理由")
        assert await number(sessions(board)) == before, "what counts is in memory"

    await until_saved(officer)
    await eventually(lambda: has_title(fleet, officer, "数据库暂停时打的字"), 10)
    await reviewer.locator("[data-send]").click()
    await is_now(fleet, waiting, "returned")
    item = await fleet.ask(CITY_REVIEWER, "moderation", "GET", f"/v1/items/{waiting}")
    assert [one["decision"]["reason"] for one in item["history"] if one.get("decision")][-1] == "数据库暂停时写的理由"


async def has_title(fleet: Fleet, page: Page, title: str) -> bool:
    """Whether the server has the draft of a page under a title."""
    draft = page.url.split("?")[0].rsplit("/", 1)[-1]
    return bool((await fleet.ask(OFFICER, "ingest", "GET", f"/v1/drafts/{draft}"))["title"] == title)


async def test_with_media_away_typing_and_adding_files_go_on_and_every_byte_follows(
    visits: Visits, fleet: Fleet
) -> None:
    title = "媒体服务暂停时填写"
    page = await visits.sign_in(OFFICER)

    async with fleet.without("media"):
        await fill_in(page, title)
        await add_files(page, photos(2, "typed"))
        await until_saved(page)
        await page.reload()
        await expect(title_of(page)).to_have_value(title)
        await expect(page.get_by_label("说明(必填)").nth(1)).to_have_value("第 2 张:学生体验数控操作")
        await expect(page.get_by_text("个文件的内容不在本机")).to_have_count(0)
        submission = await send(page)
        await expect(page.get_by_text("已收到 0 个文件，2 个仍在上传，可以关闭页面")).to_be_visible()

    files = await until_ready(fleet, submission, 2)
    assert [await fleet.original(file["asset"]) for file in files] == [photo("typed-0"), photo("typed-1")]
    assert len(await filed(fleet, title)) == 1
    await expect(page.get_by_text("仍在上传，可以关闭页面")).to_have_count(0)


async def test_with_aggregation_away_reports_are_received_and_a_proof_comes_later_by_itself(
    visits: Visits, fleet: Fleet
) -> None:
    counted = await fleet.file("统计服务暂停前通过")
    await fleet.accept(counted)
    page = await visits.sign_in(OFFICER)
    await fill_in(page, "统计服务暂停时报送")

    async with fleet.without("aggregation"):
        await send(page)
        await page.goto(f"/receipts/{counted}.1")
        proof = page.locator("section", has=page.get_by_role("heading", name="统计凭证")).get_by_role("status")
        await expect(proof).to_have_text("正在读取……")
        await expect(proof).to_have_text(
            "统计服务暂时不可用，回执不受影响，稍后自动显示。", timeout=PATIENCE_MILLISECONDS
        )

    await expect(page.get_by_text("已计入统计", exact=True)).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    assert len(await filed(fleet, "统计服务暂停时报送")) == 1
