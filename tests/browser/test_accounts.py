"""Letting people in, from the page of an organisation's people: invitations, identities elsewhere, locks lifted by hand."""

import re
from typing import Any
from uuid import uuid4

import httpx
from playwright.async_api import Locator, Page, expect

from tests.browser.fleet import Fleet
from tests.browser.people import CITY_MANAGER, SECURITY_ADMINISTRATOR, UNIT_MANAGER
from tests.browser.visits import MAY_NOT_COPY, PHONE, Visits, sideways, violations

PLACE = "330782"
SELECTED = """text => {
  const { value, selectionStart, selectionEnd } = document.activeElement
  return value.slice(selectionStart, selectionEnd) === text
}"""


async def newcomer(fleet: Fleet, **more: Any) -> str:  # noqa: ANN401 - fields of an account.
    """An account in a city; its sign-in name, which is also the end of its id."""
    name = f"z.{uuid4().hex[:8]}"
    form = {"name": name, "display_name": f"人员{name[2:]}", "organisation": PLACE} | more
    await fleet.ask(UNIT_MANAGER, "directory", "PUT", f"/v1/people/{name}", form)
    return name


async def opened(page: Page, name: str) -> Locator:
    """The row of a person, opened with the keyboard."""
    row = page.get_by_role("listitem").filter(has_text=name).first
    await row.get_by_role("button", name=re.compile(name[2:])).press("Enter")
    return row


async def test_a_lock_is_seen_with_its_end_and_lifted_by_hand(visits: Visits, fleet: Fleet) -> None:
    name = await newcomer(fleet, password="Kaifang-2024-Yuan")
    async with httpx.AsyncClient(base_url=fleet.address) as client:
        wrong = {"name": name, "password": "falsch"}
        answers = [await client.post("/api/directory/v1/sessions", json=wrong) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    page = await visits.sign_in(UNIT_MANAGER, f"/administration/people/{PLACE}")
    tag = page.get_by_role("listitem").filter(has_text=name).get_by_text(re.compile("登录已锁定至 .*:"))
    await expect(tag).to_be_visible()

    row = await opened(page, name)
    await row.get_by_role("button", name="登录锁定").press("Enter")
    await expect(row.get_by_text(re.compile(r"密码连续输错，来自 .*，锁定至"))).to_be_visible()
    assert await violations(page) == []
    await row.get_by_role("button", name="解除锁定").press("Enter")

    await expect(row.get_by_text("可以立即再试。", exact=False).last).to_be_visible()
    await expect(tag).to_have_count(0)


async def test_who_has_no_address_is_handed_a_link_that_is_shown_once(visits: Visits, fleet: Fleet) -> None:
    name = await newcomer(fleet)
    page = await visits.sign_in(UNIT_MANAGER, f"/administration/people/{PLACE}")
    row = await opened(page, name)
    await row.get_by_role("button", name="邀请", exact=True).press("Enter")
    await expect(row.get_by_text("这个账号没有登记电子邮箱，不能发信", exact=False)).to_be_visible()
    await expect(row.get_by_role("button", name="发送邀请信")).to_have_count(0)

    await row.get_by_role("button", name="生成一次性链接", exact=True).press("Enter")
    await row.get_by_role("button", name="确认生成一次性链接").press("Enter")
    link = await row.get_by_label("一次性链接").input_value()
    await expect(row.get_by_text("一次性链接已生成，对方还没有使用", exact=False)).to_be_visible()
    await page.evaluate(MAY_NOT_COPY)
    await row.get_by_role("button", name="复制链接").press("Enter")
    await expect(row.get_by_label("一次性链接")).to_be_focused()
    await page.wait_for_function(SELECTED, arg=link)
    await expect(row.get_by_role("alert")).to_have_count(0)

    guest = await visits.open(link)
    await expect(guest.get_by_role("heading", name="启用账号")).to_be_visible()
    await row.get_by_role("button", name="收回邀请", exact=True).press("Enter")
    await row.get_by_role("button", name="确认收回邀请").press("Enter")
    await expect(row.get_by_text("邀请已收回，链接打不开了。")).to_be_visible()
    await expect(row.get_by_label("一次性链接")).to_have_count(0)
    guest = await visits.open(link)
    await expect(guest.get_by_text("链接已失效", exact=False)).to_be_visible()


async def test_a_letter_that_was_sent_is_followed_and_sent_again(visits: Visits, fleet: Fleet) -> None:
    name = await newcomer(fleet, email="box@example.cn")
    page = await visits.sign_in(UNIT_MANAGER, f"/administration/people/{PLACE}")
    row = await opened(page, name)
    await row.get_by_role("button", name="邀请", exact=True).click()
    await expect(row.get_by_text("还没有发过邀请。")).to_be_visible()
    await row.get_by_role("button", name="发送邀请信", exact=True).click()
    await expect(row.get_by_text("box@example.cn", exact=False)).to_be_visible()
    await row.get_by_role("button", name="确认发送邀请信").click()

    await expect(row.get_by_role("button", name="重新发送邀请信", exact=True)).to_be_visible()
    await expect(row.get_by_text(re.compile("邀请信(已发出，对方还没有使用|正在等待发送)"))).to_be_visible()


async def test_an_identity_is_bound_to_one_person_and_released_on_a_phone_in_english(
    visits: Visits, fleet: Fleet
) -> None:
    name, other = await newcomer(fleet), await newcomer(fleet)
    value = f"{name}.with.a.rather.long.name.of.the.office@school.example.cn"
    await fleet.ask(UNIT_MANAGER, "directory", "POST", f"/v1/people/{other}/identities", {"value": value})
    page = await visits.sign_in(UNIT_MANAGER, f"/administration/people/{PLACE}", language="en", size=PHONE)
    row = await opened(page, name)
    await row.get_by_role("button", name="Identities elsewhere").press("Enter")
    field = row.get_by_label(re.compile("^Identity at "))
    await field.fill(value)
    await field.press("Enter")
    await expect(row.get_by_text("This identity is linked with another account.", exact=False)).to_be_visible()

    await field.fill(f"own.{value}")
    await field.press("Enter")
    await expect(row.get_by_text("Bound.", exact=True)).to_be_visible()
    await expect(row.get_by_text(f"own.{value}", exact=True)).to_be_visible()
    assert await violations(page) == []
    assert await sideways(page) <= 0
    await row.get_by_role("button", name=re.compile("^Release")).press("Enter")
    await row.get_by_role("button", name=re.compile("^Confirm: Release")).press("Enter")

    await expect(row.get_by_text("No identity is bound.")).to_be_visible()


async def test_who_gives_roles_enters_no_identity_and_sends_no_invitation(visits: Visits, fleet: Fleet) -> None:
    name = await newcomer(fleet)
    page = await visits.sign_in(SECURITY_ADMINISTRATOR, f"/administration/people/{PLACE}")
    row = await opened(page, name)

    await row.get_by_role("button", name="外部身份").click()
    await expect(row.get_by_text("没有绑定外部身份。")).to_be_visible()
    await expect(row.get_by_role("button", name="绑定", exact=True)).to_have_count(0)
    await expect(row.get_by_role("button", name="邀请", exact=True)).to_have_count(0)


async def test_ones_own_lock_is_left_to_others(visits: Visits, fleet: Fleet) -> None:
    page = await visits.sign_in(CITY_MANAGER, "/administration/people/330600")
    async with httpx.AsyncClient(base_url=fleet.address, headers={"X-Forwarded-For": "10.1.1.1"}) as client:
        for _ in range(6):
            await client.post("/api/directory/v1/sessions", json={"name": CITY_MANAGER.name, "password": "falsch"})
    try:
        await page.reload()
        row = page.get_by_role("listitem").filter(has_text=CITY_MANAGER.name).first
        await row.get_by_role("button", name=re.compile("管理")).click()
        await row.get_by_role("button", name="登录锁定").click()

        await expect(row.get_by_text("自己的锁定由他人解除", exact=False)).to_be_visible()
        await expect(row.get_by_role("button", name="解除锁定")).to_have_count(0)
    finally:
        await fleet.ask(UNIT_MANAGER, "directory", "DELETE", f"/v1/people/{CITY_MANAGER.name}/locks")
