"""Who did something is told by name or by role, never by an id; how something came, why it came back and who used it, in words."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from playwright.async_api import Page, expect

from tests.browser.fleet import IN_THE_WEEK, Fleet
from tests.browser.newsrooms import fresh, public, subscribed
from tests.browser.people import CITY, CITY_REVIEWER, EDITION, EDITOR, OFFICER, SCHOOL, UNIT_APPROVER
from tests.browser.reviewing import is_now, opened, waits
from tests.browser.visits import PHONE, Visits, sideways, violations
from tests.integration.kit.waiting import eventually

YESTERDAY = IN_THE_WEEK - timedelta(days=1)


def body_of(title: str) -> dict[str, Any]:
    """A manuscript of the school, as somebody files it."""
    content: dict[str, Any] = {
        "kind": "manuscript",
        "title": title,
        "text": "三百名小学生走进实训室,体验数控操作。" * 20,
    }
    content |= {"credit": "本报记者", "no_state_secrets": True}
    return {"edition": EDITION, "organisation": SCHOOL, "content": content}


async def on_paper(fleet: Fleet, title: str) -> UUID:
    """What a school sent by fax, typed in by the city's clerk."""
    submission = uuid4()
    entry = {"received_at": YESTERDAY.isoformat(), "channel": "fax", "reference": "传真117"}
    await fleet.ask(
        CITY_REVIEWER, "ingest", "PUT", f"/v1/submissions/{submission}", body_of(title) | {"entered": entry}
    )
    return submission


async def line_of(page: Page, title: str) -> Any:  # noqa: ANN401 - a locator.
    """The line of an item in My work, once its receipt has come."""
    await page.goto("/")
    await page.get_by_label("标题含有").fill(title)
    line = page.locator("li", has=page.get_by_role("link", name=title)).last
    await expect(line).to_be_visible()
    return line


async def test_history_and_readings_name_people_below_and_say_the_role_of_those_above(
    visits: Visits, fleet: Fleet
) -> None:
    title = f"姓名与职务 {fresh()}"
    submission = await waits(fleet, title)
    await fleet.accept(submission)
    await fleet.decide(submission, "proofread", EDITOR)
    filer, reviewer, approver = [await name_of(fleet, who.name) for who in (OFFICER, CITY_REVIEWER, UNIT_APPROVER)]
    province = await visits.sign_in(UNIT_APPROVER)
    city = await visits.sign_in(CITY_REVIEWER)
    editor = await visits.sign_in(EDITOR)

    await opened(province, submission, title)
    history = province.locator(".history")
    await expect(history).to_contain_text(filer)
    await expect(history).to_contain_text(reviewer)
    await expect(history).to_contain_text("· 您")
    await opened(city, submission, title)
    await expect(city.locator(".history")).to_contain_text("· 签发人")
    assert approver not in await city.locator("main").inner_text()
    await opened(editor, submission, title)
    await expect(editor.locator(".readings")).to_contain_text("初审一校 您")

    for page in (province, city, editor):
        shown = await page.locator(".whole").inner_text()
        assert "p-33" not in shown
        assert "p-ministry" not in shown
        assert await violations(page) == []


async def name_of(fleet: Fleet, person: str) -> str:
    """What the directory calls a person, to somebody who may know all."""
    found = await fleet.ask(EDITOR, "directory", "POST", "/v1/people/names", {"people": [person]})
    return str(found["items"][0]["name"])


async def test_what_came_by_fax_says_so_to_reviewers_on_the_receipt_and_in_my_work(
    visits: Visits, fleet: Fleet
) -> None:
    title = f"传真来的案例 {fresh()}"
    submission = await on_paper(fleet, title)
    await is_now(fleet, submission, "in_review")
    said = "传真"
    reviewer = await visits.sign_in(UNIT_APPROVER)
    officer = await visits.sign_in(OFFICER)

    await opened(reviewer, submission, title)
    entry = reviewer.locator(".entry")
    await expect(entry).to_contain_text("代录")
    await expect(entry).to_contain_text(said)
    await expect(entry).to_contain_text("来件编号：传真117")
    await expect(await line_of(officer, title)).to_contain_text("代录")
    await officer.get_by_role("link", name=title).last.click()
    came = officer.locator(".came")
    await expect(came).to_contain_text("5月13日")
    await expect(came).to_contain_text("时效按收到时间认定")

    phone = await visits.sign_in(OFFICER, f"/receipts/{submission}.1", language="en", size=PHONE)
    await expect(phone.locator(".came")).to_contain_text("Typed in by")
    assert await violations(phone) == []
    assert await sideways(phone) <= 0


async def test_a_report_that_the_city_files_for_a_school_says_so(visits: Visits, fleet: Fleet) -> None:
    title = f"代报 {fresh()}"
    submission = uuid4()
    await fleet.ask(CITY_REVIEWER, "ingest", "PUT", f"/v1/submissions/{submission}", body_of(title))
    city = (await fleet.ask(OFFICER, "directory", "GET", f"/v1/organisations/{CITY}"))["name"]

    page = await visits.sign_in(OFFICER)

    await expect(await line_of(page, title)).to_contain_text(f"由 {city} 代为报送")


async def test_why_a_field_is_marked_stands_in_my_work_and_at_the_field_in_both_languages(
    visits: Visits, fleet: Fleet
) -> None:
    title = f"退回并标记 {fresh()}"
    submission = await waits(fleet, title)
    mark = {"path": "content.title", "note": "请写学校全称", "code": "wording"}
    await fleet.decide(submission, "return", CITY_REVIEWER, reason="见标记", fields=[mark])
    for language, reason in (("zh-CN", "用语不规范"), ("en", "Wording")):
        page = await visits.sign_in(OFFICER, language=language)
        back = page.locator("li", has=page.get_by_role("link", name=title)).first
        await expect(back).to_contain_text(reason)
        await expect(back).to_contain_text("请写学校全称")

        await page.goto(f"/reports/{submission}")

        at_the_field = page.locator("[id='field-content.title']")
        await expect(at_the_field).to_contain_text(reason)
        await expect(at_the_field).to_contain_text("请写学校全称")
        assert await violations(page) == []


async def test_whoever_filed_it_learns_which_newsrooms_used_it(visits: Visits, fleet: Fleet) -> None:
    name = fresh()
    staff = await visits.sign_in(EDITOR)
    token, _ = await subscribed(staff, name)
    title = f"媒体采用 {name}"
    item = await public(fleet, title)
    number = await first_number(fleet, name)
    use = {"address": "https://paper.example/a/1", "used_at": IN_THE_WEEK.isoformat()}
    answer = await staff.context.request.post(
        f"/api/syndication/v1/deliveries/{number}/use",
        data=use,
        headers={"Authorization": f"Bearer {token}"},
    )
    assert answer.ok, await answer.text()

    async def heard() -> bool:
        receipt = await fleet.ask(OFFICER, "ingest", "GET", f"/v1/receipts/{item}.1")
        return receipt["used"] is not None

    await eventually(heard)
    page = await visits.sign_in(OFFICER)
    line = await line_of(page, title)
    await expect(line).to_contain_text("已被 1 家媒体采用")
    await expect(line).to_contain_text("已推介")
    await page.get_by_role("link", name=title).last.click()
    await expect(page.get_by_role("heading", name="已被 1 家媒体采用")).to_be_visible()
    await expect(page.get_by_role("link", name="https://paper.example/a/1")).to_be_visible()
    assert await violations(page) == []


async def first_number(fleet: Fleet, subscriber: str) -> int:
    """The number under which the first item went to a subscriber."""
    numbers: list[int] = []

    async def there() -> bool:
        log = await fleet.ask(EDITOR, "syndication", "GET", f"/v1/subscribers/{subscriber}/deliveries")
        numbers[:] = [one["number"] for one in log["deliveries"]]
        return bool(numbers)

    await eventually(there)
    return numbers[0]
