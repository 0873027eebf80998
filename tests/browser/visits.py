"""Browsers as people have them: one context a visit, and nobody leaves a fault of the page unnoticed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.browser.people import Person

DESK, PHONE, LARGE_SCREEN = (1366, 768), (360, 740), (1920, 1080)
ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "services" / "portal" / "web" / "node_modules" / "axe-core" / "axe.min.js"
FOLDER = ROOT / "build" / "browser"
# What a browser says of every answer of 400 and more, and of a line that is cut: pages say it better, and tests look there.
OF_THE_NETWORK = re.compile(r"Failed to load resource|net::ERR_")
NOT_PASSED = "violations"
MAY_NOT_COPY = "() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError')) }"
"""A browser that lets no page write to its clipboard."""
CHOOSE_LANGUAGE = "localStorage.getItem('weekwire-language') ?? localStorage.setItem('weekwire-language', 'LANGUAGE')"


@dataclass
class Visits:
    """Opens pages for one test. `faults` are what pages threw and what their policy forbade; a test may take some out.

    `launch` are the options with which a browser is started.
    """

    browser: Browser
    address: str
    launch: Mapping[str, Any]
    faults: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    async def open(
        self,
        path: str = "/",
        *,
        language: str = "zh-CN",
        size: tuple[int, int] = DESK,
        **context: Any,  # noqa: ANN401 - any option of a context.
    ) -> Page:
        """A browser of its own, with nobody signed in, on a page.

        `context` are options of Playwright's contexts: `service_workers="allow"` for a page that must work offline.
        """
        page = await self._context(language, size, context)
        await page.goto(path)
        return page

    async def sign_in(
        self,
        who: Person,
        path: str = "/",
        *,
        language: str = "zh-CN",
        size: tuple[int, int] = DESK,
        **context: Any,  # noqa: ANN401 - as above.
    ) -> Page:
        """A browser of its own in which somebody has signed in, on a page."""
        page = await self._context(language, size, context)
        await let_in(page, who)
        await page.goto(path)
        return page

    async def by_clock(self, who: Person, time: datetime | None = None) -> Page:
        """A browser of its own in which somebody has signed in, on no page yet; its pages go by a clock that the test may turn.

        `time` is what it shows first, the present where there is none. A page that stands while its clock is laid sees the
        year 1970 for a moment, and would take everybody in it for idle.
        """
        page = await self._context("zh-CN", DESK, {})
        await let_in(page, who)
        await page.clock.install(time=time)
        return page

    async def from_folder(self, folder: Path, **context: Any) -> Page:  # noqa: ANN401 - as above.
        """A browser that keeps all it has in a folder, as people's do.

        Once its context is closed, its process has ended; from the same folder it is that browser after a restart.
        """
        options = self._options("zh-CN", DESK, {"service_workers": "allow", **context})
        kept = await self.browser.browser_type.launch_persistent_context(folder, **self.launch, **options)
        await kept.add_init_script(CHOOSE_LANGUAGE.replace("LANGUAGE", "zh-CN"))
        self.contexts.append(kept)
        page = kept.pages[0] if kept.pages else await kept.new_page()
        self._watch(page)
        return page

    async def another_page(self, page: Page, path: str = "/") -> Page:
        """A second tab of the same browser."""
        other = await page.context.new_page()
        self._watch(other)
        await other.goto(path)
        return other

    async def close(self) -> None:
        """End all visits."""
        for context in self.contexts:
            await context.close()

    async def pages(self) -> list[Page]:
        """All open pages."""
        return [page for context in self.contexts for page in context.pages]

    async def _context(self, language: str, size: tuple[int, int], options: Mapping[str, Any]) -> Page:
        context = await self.browser.new_context(**self._options(language, size, options))
        # As on a device on which this language was chosen before; whoever changes it keeps the change.
        await context.add_init_script(CHOOSE_LANGUAGE.replace("LANGUAGE", language))
        self.contexts.append(context)
        page = await context.new_page()
        self._watch(page)
        return page

    def _options(self, language: str, size: tuple[int, int], options: Mapping[str, Any]) -> dict[str, Any]:
        width, height = size
        return {
            "base_url": self.address,
            "locale": language,
            "timezone_id": "Asia/Shanghai",
            "viewport": {"width": width, "height": height},
            "reduced_motion": "reduce",
            # A worker that answers from what it has kept would hide what the gateway says; tests of it ask for it.
            "service_workers": "block",
            **options,
        }

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda fault: self.faults.append(f"{page.url}: {fault}"))
        page.on("console", lambda said: self._note(page, said))

    def _note(self, page: Page, said: ConsoleMessage) -> None:
        if said.type == "error" and not OF_THE_NETWORK.search(said.text):
            self.faults.append(f"{page.url}: {said.text}")


async def let_in(page: Page, who: Person) -> None:
    """Sign somebody in, in the browser of a page."""
    answer = await page.context.request.post(
        "/api/directory/v1/sessions",
        data={"name": who.name, "password": who.password},
        headers={"X-Weekwire-Page": "1"},
    )
    assert answer.ok, await answer.text()


async def violations(page: Page) -> list[str]:
    """What axe finds on a page as it stands, by the rules of WCAG 2.2 AA; empty where all is well."""
    if not await page.evaluate("() => 'axe' in window"):
        # Evaluated by the debugger, it is no inline script, which the page's policy would refuse.
        await page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = await page.evaluate("tags => window.axe.run(document, { runOnly: { type: 'tag', values: tags } })", tags)
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {', '.join(str(node['target']) for node in one['nodes'])}"
        for one in found[NOT_PASSED]
    ]


async def sideways(page: Page) -> int:
    """By how many pixels a page is wider than its window."""
    return int(await page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"))
