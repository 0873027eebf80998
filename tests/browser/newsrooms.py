"""What tests of newsrooms and of complaints share: items that are public, and newsrooms that were ordered."""

import json
from uuid import UUID, uuid4

from playwright.async_api import Page

from deploy.demo.client import RefusedError
from tests.browser.fleet import Fleet
from tests.browser.people import EDITOR, SECOND_EDITOR, THIRD_EDITOR
from tests.integration.kit.waiting import eventually
from tests.integration.syndication.newsroom import Newsroom

TOKEN, SECRET = "#once-token", "#once-secret"


def fresh() -> str:
    """An id that no newsroom has."""
    return f"paper-{uuid4().hex[:8]}"


async def public(fleet: Fleet, title: str) -> UUID:
    """A report that counts, was read by three people and is public."""
    submission = await fleet.file(title, text="三百名小学生走进实训室。")
    await fleet.accept(submission)
    await featured(fleet, submission)
    return submission


async def featured(fleet: Fleet, submission: UUID) -> None:
    """Three people read what was accepted, and it becomes public."""
    for who in (EDITOR, SECOND_EDITOR, THIRD_EDITOR):
        await fleet.decide(submission, "proofread", who)
    unchecked = [{"finding": "unchecked", "reason": "急稿"}]

    async def is_public() -> bool:
        try:
            await fleet.decide(submission, "feature", THIRD_EDITOR, overrides=unchecked)
        except RefusedError as refused:
            # Moderation may hear that the files are there a moment after media has said so.
            if refused.code != "files_missing":
                raise
            return False
        return True

    await eventually(is_public)


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
