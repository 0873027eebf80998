"""The running whole and a browser before it, for all tests of pages; see fleet.py, people.py and visits.py."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator, Generator, Iterator
from typing import Any

import pytest
from playwright.async_api import Browser, async_playwright

from deploy.demo.client import Client
from deploy.demo.stage import Stage
from deploy.native.servers import Servers
from deploy.native.supervisor import SERVICES
from tests.browser.fleet import Fleet, staged
from tests.browser.visits import FOLDER, Visits
from tests.integration.directory.providers import Issuer, issuer
from tests.integration.kit.letters import MailServer, mail_server

CHROMIUM_SETTING = "WEEKWIRE_CHROMIUM"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAIT_MILLISECONDS = 15_000
OUTCOME = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
async def letters() -> AsyncIterator[MailServer]:
    """A real mail server, to which all services send."""
    async with mail_server() as server:
        yield server


@pytest.fixture(scope="session")
async def elsewhere() -> AsyncIterator[Issuer]:
    """A real OpenID Connect provider, where people may sign in, too."""
    async with issuer() as running:
        yield running


@pytest.fixture(scope="session")
def stage(frail_servers: Servers, letters: MailServer, elsewhere: Issuer) -> Iterator[Stage]:
    """Services, gateway and pages, one set for all tests of pages."""
    with staged(frail_servers, letters, elsewhere.address) as made:
        yield made


@pytest.fixture(scope="session")
async def fleet(stage: Stage, letters: MailServer) -> AsyncIterator[Fleet]:
    """The running whole, and somebody who speaks to its interface."""
    async with Client({service: stage.address(service) for service in SERVICES}) as client:
        yield Fleet(stage, letters, client)


@pytest.fixture(scope="session")
def launch() -> dict[str, Any]:
    """How the system's own browser is started."""
    program = os.environ.get(CHROMIUM_SETTING) or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if program is None:
        pytest.skip("chromium is not installed: `make doctor` tells how to get it")
    return {"executable_path": program, "args": list(CHROMIUM_OPTIONS)}


@pytest.fixture(scope="session")
async def chromium(launch: dict[str, Any]) -> AsyncIterator[Browser]:
    """The running browser, in which each visit has a context of its own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**launch)
        yield browser
        await browser.close()


@pytest.fixture
async def visits(
    fleet: Fleet, chromium: Browser, launch: dict[str, Any], request: pytest.FixtureRequest
) -> AsyncIterator[Visits]:
    """Opens pages for a test; at its end no page has thrown anything, and none has asked for what its policy forbids."""
    opened = Visits(chromium, fleet.address, launch)
    yield opened
    if request.node.stash.get(OUTCOME, True):
        await _take_pictures(opened, request.node.name)
    await opened.close()
    assert opened.faults == []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have measured."""
    for report in terminalreporter.stats.get("passed", ()):
        for name, measured in report.user_properties:
            terminalreporter.write_line(f"{name}: {measured}")


async def _take_pictures(opened: Visits, name: str) -> None:
    """What the pages of a failed test show, for whoever has to find out why."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    plain = re.sub(r"[^\w.-]+", "-", name)[:120]
    for number, page in enumerate(await opened.pages()):
        async with asyncio.timeout(10):
            await page.screenshot(path=FOLDER / f"{plain}-{number}.png")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note whether a test failed, so that its fixtures can show why."""
    report = yield
    if call.when == "call":
        item.stash[OUTCOME] = report.failed
    return report
