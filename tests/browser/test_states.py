"""Every page where what it asks for does not come: away, not allowed, or nothing there. It says so, under a heading, with a way on.

Each person signs in once and looks at all pages that are made for them. What tells who somebody is and which edition it is comes as
ever: a page that does not even know that is the subject of other tests.
"""

import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import groupby
from typing import Any

import pytest
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route
from playwright.async_api import TimeoutError as TookTooLong

from tests.browser.people import Person
from tests.browser.test_every_page import EVERYWHERE, WAITS, Stop
from tests.browser.visits import Visits, violations

COMES = ("/v1/me", "/v1/sessions", "/v1/editions")
SOMETHING = "00000000-0000-4000-8000-000000000000"
FORBIDDEN = {
    "code": "forbidden",
    "status": 403,
    "detail_zh": "没有权限。",
    "detail_en": "Not allowed.",
    "remedy_zh": "请联系上级单位的管理员。",
    "remedy_en": "Ask the level above.",
    "facts": {},
}
AGAIN = "再试一次"
NOT_ALLOWED = ("没有查看本页的权限", "没有权限", "请先登录")
ASKS_FOR_NOTHING = {
    "/sign-in",
    "/sign-in/forgotten",
    "/sign-in/invitation",
    "/sign-in/new-password",
    "/sign-in/first-steps",
    "/complaints",
    "/complaints/follow",
    "/nothing/here",
    "/reports/new",
    "/inbox/unsubscribe",
    "/inbox/unsubscribe?t=nothing",
    "/inbox/banner",
    "/newsroom/subscribers/new",
    "/account",
    "/administration",
}
"""Forms that send and do not load, and pages that show what the session says: there is nothing that could fail to come."""
GROUPS = [
    (who, list(stops)) for who, stops in groupby(sorted(EVERYWHERE, key=lambda one: str(one.who)), lambda one: one.who)
]
Answer = Callable[[Route], Awaitable[None]]


async def away(route: Route) -> None:
    """As the gateway answers where a service is gone."""
    await route.fulfill(status=503, headers={"Retry-After": "5"}, body="")


async def forbidden(route: Route) -> None:
    """As a service answers who may not."""
    await route.fulfill(status=403, content_type="application/problem+json", body=json.dumps(FORBIDDEN))


async def nothing(route: Route) -> None:
    """As a service answers that has nothing: every list of an answer is empty."""
    if route.request.method != "GET" or "event-stream" in route.request.headers.get("accept", ""):
        await route.continue_()
        return
    # Whoever goes on to the next page no longer waits for what the one before has asked for.
    with suppress(PlaywrightError):
        answer = await route.fetch()
        if answer.ok and "json" in answer.headers.get("content-type", ""):
            await route.fulfill(response=answer, json=emptied(await answer.json()))
        else:
            await route.fulfill(response=answer)


def emptied(said: Any) -> Any:  # noqa: ANN401 - any answer.
    """An answer without what its lists hold."""
    if isinstance(said, list):
        return []
    if not isinstance(said, dict):
        return said
    gone = {name: [] if isinstance(value, list) else value for name, value in said.items()}
    return gone | {name: 0 for name in ("total", "unread") if isinstance(gone.get(name), int)}


async def look(page: Page, stop: Stop) -> str:
    """Open a page, wait until it has come to rest, and give what it shows; empty where it has no heading."""
    await page.goto(stop.path.format(filed=SOMETHING, accepted=SOMETHING, featured=SOMETHING))
    try:
        await page.locator("h1").first.wait_for(timeout=8_000)
        await page.wait_for_function(WAITS, timeout=8_000)
    except TookTooLong:
        return ""
    return await page.locator("body").inner_text()


@pytest.mark.parametrize(("who", "stops"), GROUPS, ids=lambda one: one.name if isinstance(one, Person) else None)
async def test_every_page_says_what_does_not_come(visits: Visits, who: Person | None, stops: list[Stop]) -> None:
    page = await (visits.sign_in(who, "/calendar") if who else visits.open("/calendar"))
    found: list[str] = []
    answer: Answer = away

    async def answered(route: Route) -> None:
        path = route.request.url.split("?")[0]
        await (route.continue_() if path.endswith(COMES) else answer(route))

    await page.route("**/api/**", answered)
    for stop in stops:
        said = await look(page, stop)
        if not said:
            found.append(f"{stop.path} away: no heading, or it waits for ever")
        elif stop.path not in ASKS_FOR_NOTHING and AGAIN not in said and stop.path not in GOES_ON_BY_ITSELF:
            found.append(f"{stop.path} away: no way to try again")
        found += [f"{stop.path} away: {one}" for one in await violations(page)]

    answer = forbidden
    for stop in stops:
        said = await look(page, stop)
        if not said:
            found.append(f"{stop.path} forbidden: no heading, or it waits for ever")
        elif stop.path not in ASKS_FOR_NOTHING | SHOWS_THE_REST and not any(one in said for one in NOT_ALLOWED):
            found.append(f"{stop.path} forbidden: does not say so")
        found += [f"{stop.path} forbidden: {one}" for one in await violations(page)]

    answer = nothing
    for stop in stops:
        if "{" not in stop.path and not await look(page, stop):
            found.append(f"{stop.path} empty: no heading, or it waits for ever")

    assert not found, "\n".join(found)


GOES_ON_BY_ITSELF = {"/board", "/screen", "/public"}
"""Pages that ask again by themselves and show the age of what they have."""
SHOWS_THE_REST = {"/", "/board", "/screen", "/public", "/newsroom", "/newsroom/items/{featured}"}
"""Pages of several parts, of which one may be closed to somebody, and those with a door of their own."""
