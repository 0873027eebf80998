"""What tests of review have in common: items that wait and are checked, items opened, and items with more in them than was filed."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from playwright.async_api import Page, Route, expect

from deploy.demo.client import RefusedError, Request
from tests.browser.fleet import Fleet
from tests.browser.people import CITY_REVIEWER, EDITION, OFFICER, SCHOOL, Person
from tests.integration.kit.waiting import eventually

FIRST_MILLISECONDS = 15_000
"""For what a page shows first; everything after that is quick."""
SECRET = "密级:机密"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f0003860180e5a0d1c5"
    "0000000049454e44ae426082"
)
"""A picture of one point, as PNG."""
Item = dict[str, Any]


async def waits(fleet: Fleet, title: str, **content: Any) -> UUID:  # noqa: ANN401 - fields of a report.
    """A report that waits for the city, checked and heard of."""
    submission = await fleet.file(title, **content)

    async def is_there() -> bool:
        return await standing(fleet, submission) is not None

    await eventually(is_there)
    return submission


async def standing(fleet: Fleet, submission: UUID, who: Person = CITY_REVIEWER) -> Item | None:
    """The item as somebody has it from the interface; None where there is none (yet) or it is not checked yet."""
    try:
        item: Item = await fleet.ask(who, "moderation", "GET", f"/v1/items/{submission}")
    except RefusedError as refused:
        if refused.status != HTTPStatus.NOT_FOUND:
            raise
        return None
    return item if item["check_state"] == "checked" else None


async def is_now(
    fleet: Fleet, submission: UUID, state: str, level: int | None = None, version: int | None = None
) -> None:
    """Wait until an item stands so."""

    async def stands() -> bool:
        item = await standing(fleet, submission)
        wanted = {"state": state, "level": level, "version": version}
        return item is not None and all(value is None or item[name] == value for name, value in wanted.items())

    await eventually(stands)


async def mended(fleet: Fleet, submission: UUID, version: int = 2, **content: Any) -> None:  # noqa: ANN401 - as above.
    """Let the officer send the next version, and wait until it is heard of and checked."""
    filed = await fleet.ask(OFFICER, "ingest", "GET", f"/v1/submissions/{submission}")
    body = {"edition": EDITION, "organisation": SCHOOL, "content": filed["content"] | content}
    path, seen = f"/v1/submissions/{submission}", {"If-Match": f'"{version - 1}"'}
    await fleet.client.send(Request(OFFICER.name, "ingest", "PUT", path, body, headers=seen))
    await is_now(fleet, submission, "in_review", version=version)


async def opened(page: Page, submission: UUID, title: str) -> None:
    """Go to an item's own address and wait until it is shown."""
    await page.goto(f"/review/{submission}")
    await is_shown(page, title)


async def is_shown(page: Page, title: str) -> None:
    """Wait until an item is open."""
    await expect(page.locator(".whole h2").first).to_have_text(title, timeout=FIRST_MILLISECONDS)


async def renewed(page: Page) -> None:
    """Come back to the tab, which renews what it shows."""
    await page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")


async def with_more(page: Page, submission: UUID, change: Callable[[Item], Item]) -> None:
    """Let the page be told of more in an item than was filed: pictures, findings."""

    async def answer(route: Route) -> None:
        came = await route.fetch()
        await route.fulfill(response=came, body=json.dumps(change(await came.json())))

    async def picture(route: Route) -> None:
        await route.fulfill(body=PIXEL, content_type="image/png")

    await page.route(f"**/api/moderation/v1/items/{submission}", answer)
    await page.route("**/api/media/v1/media/**", picture)


def with_pictures(item: Item) -> Item:
    """The item with two photos that are ready."""
    consent = {"identifiable_minors": False, "under_14": False, "on_file": False, "reference": None}
    files = [
        {
            "name": f"{caption}.jpg",
            "sha256": f"{number:064d}",
            "kind": "photo",
            "caption": caption,
            "credit": "王老师",
            "consent": consent,
            "consent_missing": False,
            "state": "ready",
            "asset": f"00000000-0000-4000-8000-{number:012d}",
            "renditions": ["w400.webp", "w1600.webp"],
            "problem": None,
        }
        for number, caption in enumerate(("开幕式", "实训车间"))
    ]
    return item | {"files": files}


def alike(other: UUID) -> Callable[[Item], Item]:
    """The item with a finding that its text is like another's."""

    def change(item: Item) -> Item:
        finding = {
            "finding": "alike-1",
            "rule": "alike",
            "rule_version": 1,
            "severity": "warn",
            "path": "content.text",
            "start": 0,
            "end": 4,
            "evidence": "",
            "zh": "与另一件相似",
            "en": "Like another item",
            "about": [
                {
                    "submission": str(other),
                    "edition": item["edition"],
                    "organisation": item["organisation"],
                    "path": "content.text",
                    "start": 0,
                    "end": 4,
                    "own_start": 0,
                    "own_end": 4,
                }
            ],
            "hidden": 0,
            "proposals": [{"act": "mark_duplicate", "target": str(other)}],
            "override": None,
        }
        return item | {"check": item["check"] | {"findings": [finding]}}

    return change
