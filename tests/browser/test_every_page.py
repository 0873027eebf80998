"""Every page, for whom it is made: no fault that axe knows, no sideways scrolling on a phone or enlarged, both languages.

The table names an address for each route of the pages; a route without a line fails.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from playwright.async_api import Page

from tests.browser.fleet import Fleet
from tests.browser.newsrooms import public
from tests.browser.people import (
    AUDIT_ADMINISTRATOR,
    CITY_MANAGER,
    CITY_REVIEWER,
    EDITOR,
    MINISTRY_MANAGER,
    OFFICER,
    PUBLICITY,
    SECURITY_ADMINISTRATOR,
    SYSTEM_ADMINISTRATOR,
    UNIT_MANAGER,
    UNIT_REVIEWER,
    Person,
)
from tests.browser.visits import DESK, PHONE, Visits, sideways, violations

ROOMS = Path(__file__).resolve().parents[2] / "services" / "portal" / "web" / "src" / "pages"
ROUTE = re.compile(r"path: '([^']+)'")
ENLARGED = (DESK[0] // 2, DESK[1] // 2)
"""A desk's window at 200 %: half as many pixels of the page's own fit in."""
WAITS = "() => [...document.querySelectorAll('[role=status]')].every(one => !/正在|Loading/.test(one.textContent))"


@dataclass(frozen=True, slots=True)
class Stop:
    """An address and for whom.

    `{filed}` stands for a report that waits, `{accepted}` for one that counts, `{featured}` for a public one.
    """

    path: str
    who: Person | None


EVERYWHERE = (
    Stop("/sign-in", None),
    Stop("/sign-in/forgotten", None),
    Stop("/sign-in/invitation", None),
    Stop("/sign-in/new-password", None),
    Stop("/sign-in/first-steps", OFFICER),
    Stop("/account", OFFICER),
    Stop("/board", None),
    Stop("/board", UNIT_REVIEWER),
    Stop("/board/figures/2024:nation:session_count", UNIT_REVIEWER),
    Stop("/screen", None),
    Stop("/public", None),
    Stop("/calendar", None),
    Stop("/complaints", None),
    Stop("/complaints/follow", None),
    Stop("/nothing/here", None),
    Stop("/", OFFICER),
    Stop("/reports/new", OFFICER),
    Stop("/imports", OFFICER),
    Stop("/reports/{filed}", OFFICER),
    Stop("/receipts/{accepted}.1", OFFICER),
    Stop("/review", CITY_REVIEWER),
    Stop("/review/{filed}", CITY_REVIEWER),
    Stop("/review/complaints", EDITOR),
    Stop("/newsroom", EDITOR),
    Stop("/newsroom/items/{featured}", EDITOR),
    Stop("/newsroom/clues", PUBLICITY),
    Stop("/newsroom/subscribers", EDITOR),
    Stop("/newsroom/subscribers/new", EDITOR),
    Stop("/newsroom/subscribers/nobody", EDITOR),
    Stop("/inbox", OFFICER),
    Stop("/inbox/choices", OFFICER),
    Stop("/inbox/unsubscribe", None),
    Stop("/inbox/unsubscribe?t=nothing", None),
    Stop("/inbox/banner", SYSTEM_ADMINISTRATOR),
    Stop("/completeness", CITY_MANAGER),
    Stop("/administration", UNIT_MANAGER),
    Stop("/administration/organisations/330600", UNIT_MANAGER),
    Stop("/administration/people/330600", SECURITY_ADMINISTRATOR),
    Stop("/administration/editions/2024", MINISTRY_MANAGER),
    Stop("/administration/audit", AUDIT_ADMINISTRATOR),
)


@pytest.fixture(scope="session")
async def reports(fleet: Fleet) -> dict[str, UUID]:
    """A report that waits for the city, one that counts for the nation, and one that newsrooms have."""
    filed, accepted = await fleet.file("开放日:等待审核"), await fleet.file("开放日:已经统计")
    await fleet.accept(accepted)
    return {"filed": filed, "accepted": accepted, "featured": await public(fleet, "开放日:已经推介")}


@pytest.mark.parametrize("stop", EVERYWHERE, ids=lambda stop: f"{stop.path}-{stop.who.role if stop.who else 'anybody'}")
async def test_a_page_is_usable_by_everybody(visits: Visits, reports: dict[str, UUID], stop: Stop) -> None:
    path = stop.path.format_map(reports)
    page = await (visits.sign_in(stop.who, path) if stop.who else visits.open(path))
    await shown(page)
    found = await violations(page)

    for width, height in (ENLARGED, PHONE):
        await page.set_viewport_size({"width": width, "height": height})
        wider = await sideways(page)
        if wider:
            found.append(f"{width} px: {wider} px wider than the window")
    found += await violations(page)
    await page.evaluate("() => localStorage.setItem('weekwire-language', 'en')")
    await page.reload()
    await shown(page)
    if wider := await sideways(page):
        found.append(f"in English: {wider} px wider than the window")
    found += await violations(page)

    assert found == []
    assert await page.evaluate("() => document.documentElement.lang") == "en"


def test_every_route_of_the_pages_is_visited() -> None:
    routes = {path for file in sorted(ROOMS.glob("*/routes.ts")) for path in ROUTE.findall(file.read_text("utf-8"))}
    patterns = {path: re.compile("/".join(_part(part) for part in path.split("/"))) for path in routes}

    assert len(routes) > len(EVERYWHERE) // 2
    assert [
        path for path, pattern in patterns.items() if not any(pattern.fullmatch(stop.path) for stop in EVERYWHERE)
    ] == []


def _part(part: str) -> str:
    return "[^/]+" if part.startswith(":") else re.escape(part)


async def shown(page: Page) -> None:
    """Wait until the page has its heading and nothing on it is still being loaded."""
    await page.locator("h1").first.wait_for()
    await page.wait_for_function(WAITS)
