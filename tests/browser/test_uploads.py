"""Photos and films over a line that breaks: the receipt is there before the bytes, and every byte arrives."""

import asyncio
import hashlib
import re

from playwright.async_api import expect

from tests.browser.fleet import Fleet
from tests.browser.people import OFFICER
from tests.browser.reporting import (
    Line,
    a_film,
    add_files,
    filed,
    fill_in,
    long_film,
    photos,
    receipt_on,
    send,
    until_ready,
)
from tests.browser.visits import Visits


async def test_thirty_photos_and_a_film_arrive_whole_although_the_line_is_cut_and_the_tab_is_closed(
    visits: Visits, fleet: Fleet
) -> None:
    page = await visits.sign_in(OFFICER)
    await fill_in(page, "三十张照片和一个视频")
    chosen = [*photos(30, "cut"), a_film("cut")]
    await add_files(page, chosen)
    line = await Line(page, lasts=11).watch()

    submission = await send(page)
    await expect(page.get_by_text("个仍在上传，可以关闭页面").first).to_be_visible()
    await expect(page.locator("[data-status=sent]").first).to_be_visible()
    await line.until_broken()
    await page.context.set_offline(True)
    await page.close()
    await page.context.set_offline(False)
    later = await visits.another_page(page, "/")

    files = await until_ready(fleet, submission, 31)
    assert [file["name"] for file in files] == [file["name"] for file in chosen]
    arrived = await asyncio.gather(*(fleet.original(file["asset"]) for file in files))
    assert arrived == [file["buffer"] for file in chosen]
    assert len(await filed(fleet, "三十张照片和一个视频")) == 1
    await later.close()


async def test_what_the_browser_has_lost_is_asked_for_again_and_goes_on_from_the_parts_that_are_there(
    visits: Visits, fleet: Fleet
) -> None:
    page = await visits.sign_in(OFFICER)
    await fill_in(page, "浏览器没有保住的视频")
    await add_files(page, [a_film("lost")])
    line = await Line(page, lasts=1).watch()
    submission = await send(page)
    await line.until_broken()
    receipt = page.url
    await page.context.set_offline(True)
    await page.close()
    await page.context.set_offline(False)
    blank = await page.context.new_page()
    await blank.goto("/icon.svg")
    await blank.evaluate("() => new Promise(done => { indexedDB.deleteDatabase('uppy-blobs').onsuccess = done })")
    await blank.close()

    later = await visits.another_page(page, receipt)
    rest = await Line(later, lasts=9).watch()
    await later.get_by_text("浏览器没有保住 1 个文件的内容").wait_for()
    stranger, same = photos(1, "stranger")[0], a_film("lost") | {"name": "改了名字.mp4"}
    await later.locator("input[type=file]").set_input_files([stranger, same])

    await later.get_by_text("不是清单中的文件").wait_for()
    files = await until_ready(fleet, submission, 1)
    assert (files[0]["name"], files[0]["sha256"]) == ("开放日纪实.mp4", hashlib.sha256(long_film("lost")).hexdigest())
    assert rest.parts == 1, "the part that was there is not sent again"


async def test_uploads_go_on_over_all_pages_until_they_are_paused(visits: Visits, fleet: Fleet) -> None:
    page = await visits.sign_in(OFFICER)
    await fill_in(page, "换页继续上传")
    await add_files(page, photos(2, "pages"))
    line = await Line(page, lasts=0).watch()
    submission = await send(page)
    await page.get_by_role("complementary").get_by_role("button", name="全部暂停").click()
    line.lasts = 9
    await page.get_by_role("link", name="我的工作").click()

    bar = page.get_by_role("complementary")
    await expect(bar.get_by_text("已暂停，已传 0/2 个文件")).to_be_visible()
    assert line.parts == 0
    await bar.get_by_role("button", name="继续").click()

    await until_ready(fleet, submission, 2)
    await expect(bar).to_be_hidden()


async def test_with_media_away_there_is_a_receipt_at_once_and_the_bytes_follow(visits: Visits, fleet: Fleet) -> None:
    page = await visits.sign_in(OFFICER)
    await fill_in(page, "媒体服务暂停时报送")
    await add_files(page, photos(1, "away"))

    async with fleet.without("media"):
        submission = await send(page)
        await expect(page.get_by_text("已收到 0 个文件，1 个仍在上传")).to_be_visible()
        until = re.compile(r"文件请在 5月\d+日.*\(北京时间\)前传完，还有 \d+天\d+小时")
        await expect(page.get_by_role("article").get_by_text(until)).to_be_visible()
        await expect(page.get_by_role("complementary").get_by_text(until)).to_be_visible()
        receipt = page.url
        await page.get_by_role("link", name="我的工作").click()
        await expect(page.get_by_role("main").get_by_text(until)).to_be_visible()
        await page.goto(receipt)

    assert receipt_on(page) == submission
    await until_ready(fleet, submission, 1)
