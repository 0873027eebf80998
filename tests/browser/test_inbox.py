"""What happens to a report is in its officer's inbox and letter box; what everybody must know is on every page."""

import re
from uuid import uuid4

from playwright.async_api import expect

from tests.browser.fleet import Fleet
from tests.browser.people import CITY_REVIEWER, COLLEAGUE, OFFICER, SCHOOL_MANAGER, SYSTEM_ADMINISTRATOR
from tests.browser.reviewing import mended
from tests.browser.visits import PHONE, Visits, sideways, violations
from tests.integration.kit.letters import text_of
from tests.integration.kit.waiting import eventually

LETTER_SECONDS = 20.0
SOON_MILLISECONDS = 20_000


async def test_a_return_rings_the_bell_and_leads_to_the_report(visits: Visits, fleet: Fleet) -> None:
    title = f"开放日{uuid4().hex[:6]}"
    submission = await fleet.file(title)
    marked = [{"path": "sessions.0.measures.0.value", "note": "人次小于人数"}]
    await fleet.decide(submission, "return", CITY_REVIEWER, reason="人次小于人数", fields=marked)

    page = await visits.sign_in(OFFICER, "/inbox")
    notice = page.locator("[data-notice='returned']").filter(has_text=title)
    await expect(notice).to_be_visible()
    await expect(notice.get_by_role("list")).to_contain_text("人次小于人数")
    await notice.get_by_role("link", name=f"已退回：{title}").click()
    await expect(page).to_have_url(f"{fleet.address}/reports/{submission}")

    await page.goto("/inbox")
    await expect(notice.get_by_text("未读")).to_be_hidden()
    await page.get_by_label("只看未读").check()
    await expect(notice).to_be_hidden()


async def test_whoever_returned_a_report_finds_the_mended_version_in_the_inbox_and_goes_to_it(
    visits: Visits, fleet: Fleet
) -> None:
    title = f"修改{uuid4().hex[:6]}"
    submission = await fleet.file(title)
    marked = [{"path": "sessions.0.measures.0.value", "note": "人次小于人数"}]
    await fleet.decide(submission, "return", CITY_REVIEWER, reason="人次小于人数", fields=marked)
    await mended(fleet, submission, text="人次已核对。")

    async def told() -> bool:
        inbox = await fleet.ask(CITY_REVIEWER, "notification", "GET", "/v1/notices")
        return any(one["kind"] == "answered" and title in one["title_zh"] for one in inbox["notices"])

    await eventually(told)
    page = await visits.sign_in(CITY_REVIEWER, "/inbox", size=PHONE)
    notice = page.locator("[data-notice='answered']").filter(has_text=title)
    await expect(notice).to_contain_text("您退回时标出了 1 处")
    assert await sideways(page) == 0
    assert await violations(page) == []
    await notice.get_by_role("link", name=f"您退回的“{title}”已修改并重新报送").click()
    await expect(page).to_have_url(f"{fleet.address}/review/{submission}")


async def test_the_bell_rings_while_a_page_is_open_and_the_inbox_offers_what_is_new(
    visits: Visits, fleet: Fleet
) -> None:
    page = await visits.sign_in(OFFICER, "/inbox")
    await expect(page.locator("[data-notice]").first.or_(page.get_by_text("还没有通知"))).to_be_visible()
    title = f"响铃{uuid4().hex[:6]}"
    submission = await fleet.file(title)
    await fleet.decide(submission, "return", CITY_REVIEWER, reason="缺少照片")

    # Only the stream says which notice is the newest.
    await page.locator("[data-news]").click(timeout=SOON_MILLISECONDS)
    await expect(page.locator("[data-notice='returned']").filter(has_text=title)).to_be_visible()
    await expect(page.locator("[data-news]")).to_have_count(0)
    await expect(page.get_by_role("link", name=re.compile("^收件箱，[1-9]"))).to_be_visible()


async def test_without_a_stream_the_bell_asks_by_itself(visits: Visits, fleet: Fleet) -> None:
    page = await visits.sign_in(OFFICER, "/account")
    await page.route("**/notices/stream", lambda route: route.abort())
    submission = await fleet.file(f"轮询{uuid4().hex[:6]}")
    await fleet.decide(submission, "return", CITY_REVIEWER, reason="缺少照片")
    await page.goto("/inbox/choices")

    await expect(page.get_by_role("link", name=re.compile("^收件箱，[1-9]"))).to_be_visible()


async def test_a_return_is_in_the_letter_box_in_the_officers_language_and_its_link_leads_to_the_report(
    visits: Visits, fleet: Fleet
) -> None:
    address = f"{uuid4().hex[:8]}@school.example"
    path = f"/v1/people/{COLLEAGUE.name}"
    known = await fleet.ask(SCHOOL_MANAGER, "directory", "GET", path)
    kept = {name: known[name] for name in ("name", "display_name", "organisation", "grants", "revision")}
    await fleet.ask(SCHOOL_MANAGER, "directory", "PUT", path, kept | {"email": address})
    title = f"信件{uuid4().hex[:6]}"
    submission = await fleet.file(title)
    await fleet.decide(submission, "return", CITY_REVIEWER, reason="缺少照片")

    def came() -> bool:
        return any(title in str(letter["Subject"]) for letter in fleet.letters.to(address))

    await eventually(came, LETTER_SECONDS)
    (letter,) = [one for one in fleet.letters.to(address) if title in str(one["Subject"])]
    link = f"{fleet.address}/reports/{submission}"
    assert link in text_of(letter)
    page = await visits.sign_in(COLLEAGUE, link.removeprefix(fleet.address))
    await expect(page.get_by_label("标题", exact=False).first).to_have_value(title)


async def test_choices_are_kept_as_they_are_ticked(visits: Visits) -> None:
    page = await visits.sign_in(OFFICER, "/inbox/choices")
    tick = page.get_by_role("checkbox", name="审核进展：邮件")
    was = await tick.is_checked()
    await tick.set_checked(not was)
    await expect(page.get_by_text("已保存。")).to_be_visible()
    await page.reload()

    await expect(tick).to_be_checked(checked=not was)
    await expect(page.get_by_role("checkbox", name="退回与未通过：网页收件箱")).to_be_disabled()
    await page.get_by_label("地址").fill("https://10.0.0.1/in")
    await page.get_by_role("button", name="保存地址").click()
    await expect(page.get_by_text("address_not_allowed")).to_be_visible()


async def test_an_incident_is_told_on_every_page_also_to_who_is_not_signed_in(visits: Visits) -> None:
    administrator = await visits.sign_in(SYSTEM_ADMINISTRATOR, "/inbox/banner")
    text = f"照片上传暂停{uuid4().hex[:4]},文字可以照常报送。"
    await administrator.get_by_label("中文", exact=True).fill(text)
    await administrator.get_by_label("英文", exact=True).fill("Photos cannot be sent; text can.")
    await administrator.get_by_label("故障").check()
    await administrator.get_by_role("button", name="在所有页面显示").click()
    await expect(administrator.get_by_text("正在所有页面显示。")).to_be_visible()

    visitor = await visits.open("/board")
    await expect(visitor.locator("[data-banner]")).to_contain_text(text)
    english = await visits.open("/board", language="en")
    await expect(english.locator("[data-banner]")).to_contain_text("text can")

    await administrator.get_by_role("button", name="撤下").click()
    await expect(administrator.get_by_text("目前没有显示公告。")).to_be_visible()
    await visitor.reload()
    await expect(visitor.locator("[data-banner]")).to_have_count(0)


async def test_the_inbox_reads_well_on_a_phone_and_to_a_screen_reader(visits: Visits, fleet: Fleet) -> None:
    submission = await fleet.file(f"手机{uuid4().hex[:6]}")
    await fleet.decide(submission, "pass_up", CITY_REVIEWER)
    for path in ("/inbox", "/inbox/choices"):
        for language in ("zh-CN", "en"):
            page = await visits.sign_in(OFFICER, path, size=PHONE, language=language)
            await expect(page.get_by_role("heading", level=1)).to_be_visible()
            await expect(
                page.get_by_role("main").get_by_role("list").or_(page.get_by_role("table")).first
            ).to_be_visible()
            assert await sideways(page) <= 0
            assert await violations(page) == []
