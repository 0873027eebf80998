"""Without a line: what is on the device from the first visit on, what comes to be there later, and what says that it is not."""

from playwright.async_api import Page, expect

from tests.browser.people import OFFICER
from tests.browser.reporting import title_of
from tests.browser.visits import Visits, violations

HAS_WORKER = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
KINDS = 7
KEPT_FORMS = """async () => {
    // Opened before the pages have made it, it would be made here, and empty.
    if (!(await indexedDB.databases()).some(one => one.name === 'weekwire')) return 0;
    const opened = await new Promise((done, failed) => {
        const asked = indexedDB.open('weekwire');
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => failed(asked.error);
    });
    if (![...opened.objectStoreNames].includes('answers')) { opened.close(); return 0; }
    const keys = await new Promise(done => {
        const asked = opened.transaction('answers').objectStore('answers').getAllKeys();
        asked.onsuccess = () => done(asked.result);
    });
    opened.close();
    return keys.filter(key => String(key).includes('/v1/forms/')).length;
}"""


async def with_worker(visits: Visits) -> Page:
    """The officer's first page, with what it keeps on the device."""
    page = await visits.sign_in(OFFICER, service_workers="allow")
    await page.wait_for_function(HAS_WORKER)
    return page


async def test_the_pages_can_be_installed(visits: Visits) -> None:
    page = await with_worker(visits)
    devtools = await page.context.new_cdp_session(page)

    manifest = await devtools.send("Page.getAppManifest")
    errors = await devtools.send("Page.getInstallabilityErrors")

    assert manifest["errors"] == []
    found = {one["errorId"] for one in errors["installabilityErrors"]}
    # A test's own context keeps nothing, which browsers never install from.
    assert found - {"in-incognito"} == set()
    for icon in ("/icon-192.png", "/icon-512.png", "/icon-maskable-512.png"):
        answer = await page.request.get(icon)
        assert (answer.status, answer.headers["content-type"]) == (200, "image/png")


async def test_a_report_of_a_kind_that_was_never_opened_is_begun_without_a_line(visits: Visits) -> None:
    page = await with_worker(visits)
    await page.wait_for_function(f"async () => await ({KEPT_FORMS})() === {KINDS}")
    await page.context.set_offline(True)

    await page.goto("/reports/new?kind=video")

    await expect(title_of(page)).to_be_visible()
    await title_of(page).fill("断网时开始填的视频")
    await expect(page.locator("[data-state=device]")).to_be_visible()


async def test_a_page_that_is_not_on_the_device_says_so_and_opens_once_the_line_is_back(visits: Visits) -> None:
    page = await with_worker(visits)
    await page.context.set_offline(True)
    await page.get_by_role("navigation", name="主导航").get_by_role("link", name="实时统计").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("这一页还没有保存在本机")
    assert await violations(page) == []

    await page.context.set_offline(False)
    await expect(page.get_by_role("heading", level=1)).not_to_have_text("这一页还没有保存在本机")
    await expect(page.locator("main")).to_contain_text("活动场次")
    await page.context.set_offline(True)
    await page.reload()

    await expect(page.locator("main")).to_contain_text("活动场次")
    visits.faults[:] = [one for one in visits.faults if "dynamically imported module" not in one]
