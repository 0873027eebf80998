"""The browser ends, or the session does: what was typed is there again, what is being sent goes on, and it is sent once."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Page, Route, expect

from tests.browser.fleet import Fleet
from tests.browser.people import OFFICER
from tests.browser.reporting import (
    PARTS,
    Line,
    a_film,
    add_files,
    begin,
    filed,
    fill_in,
    long_film,
    photo,
    photos,
    send,
    title_of,
    until_ready,
)
from tests.browser.visits import Visits, let_in
from tests.integration.kit.waiting import eventually

HAS_WORKER = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
MINUTE_MILLISECONDS = 60_000
SIGNED_OUT = "已退出登录"


@dataclass
class Gate:
    """Stands before the object store: parts that come wait until it is opened."""

    page: Page
    waiting: int = 0
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    async def until_parts_wait(self) -> None:
        """Wait until a part stands before it."""
        await eventually(lambda: self.waiting > 0)

    async def close(self) -> "Gate":
        """Let no part through."""
        await self.page.route(PARTS, self._pass)
        return self

    async def _pass(self, route: Route) -> None:
        if route.request.method == "PUT":
            self.waiting += 1
            await self.opened.wait()
        await route.continue_()


async def test_a_draft_written_without_a_line_is_there_after_the_browser_was_restarted_and_is_sent_once(
    visits: Visits, fleet: Fleet, tmp_path: Path
) -> None:
    title, picture = "浏览器重启前写的活动", photo("restart-0")
    page = await visits.from_folder(tmp_path)
    await let_in(page, OFFICER)
    await page.goto("/")
    await page.wait_for_function(HAS_WORKER)
    await page.reload()
    await begin(page, "activity_report", "")
    await page.context.set_offline(True)
    await fill_in(page, title)
    await add_files(page, photos(1, "restart"))
    await expect(page.locator("[data-state=device]")).to_be_visible()
    await page.context.close()

    page = await visits.from_folder(tmp_path, offline=True)
    await page.goto("/")
    await page.get_by_role("link", name=title).click()
    await expect(title_of(page)).to_have_value(title)
    await expect(page.get_by_label("说明(必填)")).to_have_value("第 1 张:学生体验数控操作")
    await page.get_by_role("button", name="报送", exact=True).click()
    await page.get_by_text("网络恢复后会自动报送，只报送一次").wait_for()
    await page.context.set_offline(False)

    await expect(page.get_by_text(f"“{title}”已报送。")).to_be_visible()
    [line] = await filed(fleet, title)
    [file] = await until_ready(fleet, line["submission"], 1)
    assert await fleet.original(file["asset"]) == picture


async def test_a_film_goes_on_from_its_parts_after_the_browser_was_restarted(
    visits: Visits, fleet: Fleet, tmp_path: Path
) -> None:
    page = await visits.from_folder(tmp_path)
    await let_in(page, OFFICER)
    await fill_in(page, "浏览器重启时的视频")
    await add_files(page, [a_film("reborn")])
    line = await Line(page, lasts=1).watch()
    submission = await send(page)
    await line.until_broken()
    await page.context.close()

    page = await visits.from_folder(tmp_path)
    rest = await Line(page, lasts=9).watch()
    await page.goto("/")

    [file] = await until_ready(fleet, submission, 1)
    assert await fleet.original(file["asset"]) == long_film("reborn")
    assert rest.parts == 1, "the part that was there is not sent again"
    assert len(await filed(fleet, "浏览器重启时的视频")) == 1


async def test_an_upload_goes_on_while_its_sender_was_signed_out_for_being_idle_and_nothing_is_lost(
    visits: Visits, fleet: Fleet
) -> None:
    title, unfinished = "离开座位时还在上传", "还没写完的稿件"
    page = await visits.by_clock(OFFICER)
    await fill_in(page, title)
    await add_files(page, [*photos(2, "idle"), a_film("idle")])
    gate = await Gate(page).close()
    submission = await send(page)
    await gate.until_parts_wait()
    await page.get_by_role("link", name="我的工作").click()
    await page.get_by_role("link", name="+ 稿件").click()
    await title_of(page).fill(unfinished)

    await page.clock.fast_forward(29 * MINUTE_MILLISECONDS)
    await page.clock.fast_forward(2 * MINUTE_MILLISECONDS)
    dialog = page.get_by_role("dialog", name=SIGNED_OUT)
    await expect(dialog).to_be_visible()
    assert (await page.context.request.get("/api/directory/v1/me")).status == 401
    gate.opened.set()
    files = await until_ready(fleet, submission, 3)

    await expect(dialog).to_be_visible()
    await dialog.get_by_label("密码", exact=True).fill(OFFICER.password)
    await dialog.get_by_role("button", name="登录", exact=True).click()
    await expect(dialog).to_be_hidden()
    await expect(title_of(page)).to_have_value(unfinished)
    await expect(page.locator("[data-state=saved]")).to_be_visible()
    assert len(await filed(fleet, title)) == 1
    assert [await fleet.original(file["asset"]) for file in files] == [
        photo("idle-0"),
        photo("idle-1"),
        long_film("idle"),
    ]
