"""Writing and sending reports as an officer does, and looking at what the services then have."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from PIL import Image
from playwright.async_api import FilePayload, Page, Request, Route, expect

from deploy.demo.client import RefusedError
from deploy.demo.pictures import film
from tests.browser.fleet import Fleet
from tests.browser.people import EDITION, OFFICER, Person
from tests.integration.kit.waiting import eventually

PARTS = "**/*weekwire-media/**"
"""Where the bytes of files go: straight to the object store."""
IS_PART = re.compile(r"weekwire-media/")
PART_BYTES = 8 * 1024 * 1024
LONG_NAME = "校园开放日暨职业体验活动现场——中小学生与家长走进实训车间(第三批·下午场)合影" + "长" * 20
READY_SECONDS = 60.0
NOT_FOUND = 404


@cache
def photo(seed: str) -> bytes:
    """A small photo, like no other."""
    draw = Random(seed)
    picture = Image.frombytes("RGB", (160, 120), draw.randbytes(160 * 120 * 3))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=60)
    return buffer.getvalue()


@cache
def long_film(seed: str, parts: int = 2) -> bytes:
    """A film that goes up in some parts: its pictures, and room that nothing stands in."""
    pictures = film(seed)
    room = PART_BYTES * (parts - 1) + 100_000 - len(pictures)
    return pictures + room.to_bytes(4, "big") + b"free" + bytes(room - 8)


def photos(count: int, seed: str) -> list[FilePayload]:
    """Photos to choose, with names as cameras and officers give them."""
    return [
        {"name": f"{LONG_NAME}{number:02}.jpg", "mimeType": "image/jpeg", "buffer": photo(f"{seed}-{number}")}
        for number in range(count)
    ]


def a_film(seed: str) -> FilePayload:
    """A film to choose."""
    return {"name": "开放日纪实.mp4", "mimeType": "video/mp4", "buffer": long_film(seed)}


async def begin(page: Page, kind: str, title: str) -> None:
    """Open the form of a kind and give it a title."""
    await page.goto(f"/reports/new?kind={kind}")
    await title_of(page).fill(title)


def title_of(page: Page) -> Any:  # noqa: ANN401 - a locator.
    """The field of the title."""
    return page.locator("[id='input-content.title']")


async def fill_in(page: Page, title: str, visitors: str = "300") -> None:
    """All that an activity report needs: title, a session with its visitors, and that nothing in it is secret."""
    await begin(page, "activity_report", title)
    await page.locator("input[type=date]").first.fill("2024-05-14")
    await page.get_by_label("现场参加人数", exact=True).first.fill(visitors)
    await page.get_by_label("已确认内容不涉密").check()


async def add_files(page: Page, files: Sequence[FilePayload]) -> None:
    """Choose files, and say of each photo what it shows and who took it."""
    await page.locator("input[type=file][multiple]").set_input_files(files)
    captions = page.get_by_label("说明(必填)")
    count = sum(file["mimeType"] == "image/jpeg" for file in files)
    await expect(captions).to_have_count(count)
    for number in range(count):
        await captions.nth(number).fill(f"第 {number + 1} 张:学生体验数控操作")
    if count > 2:
        await page.get_by_label("全部照片的拍摄者").fill("王老师")
        await page.get_by_role("button", name="填入空白处").click()
    else:
        for number in range(count):
            await page.get_by_label("拍摄者(必填)").nth(number).fill("王老师")


async def send(page: Page) -> UUID:
    """Send the report; its id, from the receipt that opens."""
    await page.get_by_role("button", name="报送", exact=True).click()
    await page.wait_for_url("**/receipts/**")
    return receipt_on(page)


def receipt_on(page: Page) -> UUID:
    """The report whose receipt is open."""
    return UUID(page.url.rsplit("/", 1)[-1].split(".")[0])


async def filed(fleet: Fleet, title: str, who: Person = OFFICER) -> list[dict[str, Any]]:
    """What was received under a title."""
    path = f"/v1/submissions?organisation={who.organisation}&edition={EDITION}&limit=200"
    page = await fleet.ask(who, "ingest", "GET", path)
    return [line for line in page["items"] if line["title"] == title]


async def until_ready(fleet: Fleet, submission: UUID, count: int, who: Person = OFFICER) -> list[dict[str, Any]]:
    """Wait until all bytes of a report are there and were found to be what was promised."""
    files: list[dict[str, Any]] = []

    async def ready() -> bool:
        try:
            answer = await fleet.ask(who, "media", "GET", f"/v1/submissions/{submission}/media")
        except RefusedError as refused:
            if refused.status != NOT_FOUND:
                raise
            # Media has not heard of it yet.
            return False
        files[:] = [one["asset"] for one in answer["files"]]
        return len(files) == count and all(one["state"] == "ready" for one in files)

    await eventually(ready, READY_SECONDS)
    return files


@dataclass
class Line:
    """The line to the object store: it counts parts, and breaks after `lasts` of them."""

    page: Page
    lasts: int
    parts: int = 0
    arrived: int = 0
    broken: int = 0

    async def until_broken(self) -> None:
        """Wait until it has broken, and the parts before that have arrived."""

        async def is_broken() -> bool:
            return self.broken > 0 and self.arrived == self.lasts

        await eventually(is_broken, READY_SECONDS)

    async def watch(self) -> "Line":
        """Stand in the way of every part."""
        await self.page.route(PARTS, self._pass)
        self.page.on("requestfinished", self._count)
        return self

    def _count(self, request: Request) -> None:
        if request.method == "PUT" and IS_PART.search(request.url):
            self.arrived += 1

    async def _pass(self, route: Route) -> None:
        if route.request.method != "PUT":
            # A picture that is shown is no part that is sent.
            await route.continue_()
            return
        if self.parts >= self.lasts:
            self.broken += 1
            await route.abort("internetdisconnected")
            return
        self.parts += 1
        await route.continue_()
