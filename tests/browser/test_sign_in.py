"""Coming in, as people do: by password, code, passkey, letter, or elsewhere; locked out, left alone, acting for a colleague."""

import base64
import re
from typing import Any
from uuid import uuid4

from playwright.async_api import CDPSession, Page, expect

from contracts.organisations import Role
from services.directory.domain.second_factor import code_at, step_at
from tests.browser.fleet import Fleet
from tests.browser.people import CITY, CITY_MANAGER, Person
from tests.browser.visits import MAY_NOT_COPY, PHONE, Visits, sideways, violations
from tests.integration.directory.providers import Issuer
from tests.integration.kit.letters import text_of
from tests.integration.kit.waiting import eventually

FIRST, OWN, OTHER = "Kaifang-2024-Yuan", "Geng-Chang-2025", "Xin-De-Mima-2026"
LINK = re.compile(r"http://\S+/sign-in/\S+#\S+")
SIGN_IN, NAME, PASSWORD = "登录", "用户名", "密码"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


async def newcomer(fleet: Fleet, password: str | None = None, **more: Any) -> Person:  # noqa: ANN401 - fields of the form.
    """Somebody new in the city whose account a manager makes, for this test alone."""
    name = f"test-{uuid4().hex[:8]}"
    form = {
        "name": name,
        "display_name": "王丽",
        "organisation": CITY,
        "grants": [{"organisation": CITY, "role": "filer"}],
    }
    await fleet.ask(CITY_MANAGER, "directory", "PUT", f"/v1/people/{name}", form | {"password": password} | more)
    return Named(name, password or "")


class Named(Person):
    """A person with a name of their own."""

    __slots__ = ("own_name",)
    own_name: str

    def __init__(self, name: str, password: str) -> None:
        super().__init__(CITY, Role.FILER, password=password)
        object.__setattr__(self, "own_name", name)

    @property
    def name(self) -> str:
        """The sign-in name, which is also the id."""
        return self.own_name


async def at_work(page: Page) -> None:
    await page.get_by_role("heading", name="我的工作", level=1).wait_for()


async def type_in(page: Page, name: str, password: str) -> None:
    await page.get_by_label(NAME, exact=True).fill(name)
    await page.get_by_label(PASSWORD, exact=True).fill(password)
    await page.get_by_role("button", name=SIGN_IN, exact=True).click()


async def change_first_password(page: Page, present: str, own: str) -> None:
    await page.get_by_label("现在的密码").fill(present)
    await page.get_by_label("新密码").fill(own)
    await page.get_by_label("再输入一次").fill(own)
    await page.get_by_role("button", name="更换密码").click()


async def settled(fleet: Fleet, visits: Visits) -> tuple[Page, Person]:
    """Somebody new who has a password of their own and is signed in, on the page of their account."""
    person = await newcomer(fleet, FIRST)
    page = await visits.open("/sign-in?to=/account")
    await type_in(page, person.name, FIRST)
    await page.get_by_role("heading", name="开始使用之前").wait_for()
    await change_first_password(page, FIRST, OWN)
    await page.get_by_role("heading", name="我的账号").wait_for()
    return page, Named(person.name, OWN)


def code_of(secret: str, fleet: Fleet) -> str:
    return code_at(base64.b32decode(secret), step_at(fleet.now))


async def test_a_handed_out_password_is_changed_before_anything_else(visits: Visits, fleet: Fleet) -> None:
    person = await newcomer(fleet, FIRST)
    page = await visits.open("/sign-in?to=/account")
    await type_in(page, person.name, FIRST)
    await page.get_by_role("heading", name="开始使用之前").wait_for()
    assert await violations(page) == []

    await page.goto("/")
    await page.get_by_role("heading", name="开始使用之前").wait_for()
    await change_first_password(page, FIRST, OWN)

    await at_work(page)


async def test_wrong_names_and_passwords_look_alike_and_a_lock_says_how_long(visits: Visits, fleet: Fleet) -> None:
    person = await newcomer(fleet, FIRST)
    page = await visits.open("/sign-in", size=PHONE)
    await type_in(page, f"nobody-{uuid4().hex[:6]}", "wrong")
    unknown = await page.get_by_role("alert").inner_text()

    for _ in range(5):
        await type_in(page, person.name, "wrong")
        await expect(page.get_by_role("button", name=SIGN_IN, exact=True)).to_be_enabled()
    assert await page.get_by_role("alert").inner_text() == unknown
    await type_in(page, person.name, FIRST)

    await expect(page.get_by_text("还需等待 29:")).to_be_visible()
    await expect(page.get_by_role("button", name=SIGN_IN, exact=True)).to_be_disabled()
    assert await violations(page) == []
    assert await sideways(page) == 0


async def test_a_second_factor_is_set_up_by_a_picture_and_asked_for_from_then_on(visits: Visits, fleet: Fleet) -> None:
    page, person = await settled(fleet, visits)
    factor = page.locator("section", has=page.get_by_role("heading", name="双重验证"))
    await factor.get_by_label("请输入密码确认是您本人").fill(OWN)
    await factor.get_by_role("button", name="开始绑定").click()
    secret = (await factor.locator("code").inner_text()).replace(" ", "")
    await expect(factor.get_by_role("img", name="二维码")).to_be_visible()
    await factor.get_by_label("身份验证器显示的 6 位口令").fill(code_of(secret, fleet))
    await factor.get_by_role("button", name="确认并开启").click()

    await expect(factor.locator("li code")).to_have_count(10)
    assert await violations(page) == []
    recovery = await factor.locator("li code").first.inner_text()
    await page.evaluate(MAY_NOT_COPY)
    await factor.get_by_role("button", name="复制").click()
    await page.wait_for_function("code => getSelection().toString().includes(code)", arg=recovery)
    await factor.get_by_label("我已保存恢复码").check()
    await factor.get_by_role("button", name="完成").click()
    await expect(factor.get_by_text("已开启")).to_be_visible()

    again = await visits.open("/sign-in")
    await type_in(again, person.name, OWN)
    await again.get_by_label("动态口令或恢复码").fill(recovery)
    await again.get_by_role("button", name=SIGN_IN, exact=True).click()
    await at_work(again)


async def authenticator(page: Page) -> CDPSession:
    """A device that verifies its user, in the browser of a page."""
    session = await page.context.new_cdp_session(page)
    await session.send("WebAuthn.enable")
    await session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return session


async def test_a_passkey_is_made_and_is_enough_to_come_in(visits: Visits, fleet: Fleet) -> None:
    page, person = await settled(fleet, visits)
    await authenticator(page)
    passkeys = page.locator("section", has=page.get_by_role("heading", name="通行密钥"))
    await passkeys.get_by_label("请输入密码确认是您本人").fill(OWN)
    await passkeys.get_by_label("名称").fill("办公室电脑")
    await passkeys.get_by_role("button", name="在本设备上添加").click()
    await expect(passkeys.get_by_text("办公室电脑")).to_be_visible()

    await page.get_by_role("button", name="退出", exact=True).click()
    await page.get_by_role("button", name="使用通行密钥").click()

    await at_work(page)
    await page.goto("/account")
    await expect(page.get_by_text(person.name, exact=True)).to_be_visible()
    await expect(page.get_by_text("最近使用")).to_be_visible()


async def test_one_signs_in_elsewhere_and_who_is_unknown_here_is_told_so(
    visits: Visits, fleet: Fleet, elsewhere: Issuer
) -> None:
    person = await newcomer(fleet)
    page = await visits.open("/sign-in?to=/account")
    for name, known in ((f"nobody-{uuid4().hex[:6]}", False), (person.name, True)):
        if known:
            path = f"/v1/people/{person.name}/identities"
            await fleet.ask(CITY_MANAGER, "directory", "POST", path, {"value": person.name})
            await page.context.clear_cookies()
            await page.goto("/sign-in?to=/account")
        await page.get_by_role("link", name="用统一身份认证进入").click()
        await page.wait_for_url(f"{elsewhere.address}/**")
        await page.locator("input[name=login]").fill(name)
        await page.locator("input[name=password]").fill("x")
        await page.locator("button[type=submit]").click()
        await page.locator("button[type=submit]").click()
        if not known:
            await expect(page.get_by_text("该身份没有与本系统的账号关联")).to_be_visible()

    await page.wait_for_url("**/account")
    await expect(page.get_by_text(person.name, exact=True)).to_be_visible()


async def letter_link(fleet: Fleet, address: str, count: int = 1) -> str:
    """The link of the newest letter to an address."""

    async def came() -> bool:
        return len(fleet.letters.to(address)) >= count

    await eventually(came)
    found = LINK.search(text_of(fleet.letters.to(address)[-1]))
    assert found
    return found.group()


async def test_an_invited_person_comes_in_by_the_letter_and_by_another_where_the_password_is_forgotten(
    visits: Visits, fleet: Fleet
) -> None:
    address = f"{uuid4().hex[:8]}@school.example"
    person = await newcomer(fleet, email=address)
    await fleet.ask(CITY_MANAGER, "directory", "POST", f"/v1/people/{person.name}/invitation", {})
    page = await visits.open(await letter_link(fleet, address))
    await expect(page.get_by_role("heading", name="启用账号")).to_be_visible()
    assert await violations(page) == []
    await page.get_by_label("新密码").fill(OWN)
    await page.get_by_label("再输入一次").fill(OWN)
    await page.get_by_role("button", name="保存密码并登录").click()
    await at_work(page)

    other = await visits.open("/sign-in")
    await other.get_by_role("link", name="忘记密码").click()
    await other.get_by_label(NAME).fill(person.name)
    await other.get_by_role("button", name="发送邮件").click()
    await expect(other.get_by_text("邮件已经发出")).to_be_visible()
    await other.goto(await letter_link(fleet, address, 2))
    await other.get_by_label("新密码").fill(OTHER)
    await other.get_by_label("再输入一次").fill(OTHER)
    await other.get_by_role("button", name="保存密码并登录").click()
    await at_work(other)


async def test_who_leaves_the_page_alone_is_warned_signed_out_and_comes_back_to_what_was_typed(
    visits: Visits, fleet: Fleet
) -> None:
    page, person = await settled(fleet, visits)
    await page.clock.install()
    await page.goto("/account")
    second = await visits.another_page(page, "/sign-in/forgotten")
    await second.get_by_role("button", name="发送邮件").wait_for()
    typed = page.get_by_label("现在的密码")
    await typed.fill("half typed")

    await page.clock.fast_forward(28 * 60 * 1000 + 5_000)
    await expect(page.get_by_text("再过")).to_be_visible()
    await expect(page.get_by_role("button", name="继续工作")).to_be_visible()
    # Any key says that somebody is there.
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("再过")).to_be_hidden()
    await page.clock.fast_forward(29 * 60 * 1000)
    await page.clock.fast_forward(2 * 60 * 1000)

    dialog = page.get_by_role("dialog", name="已退出登录")
    await expect(dialog).to_be_visible()
    assert await violations(page) == []
    await expect(second.get_by_role("dialog", name="已退出登录")).to_be_visible()
    refused = await page.context.request.get("/api/directory/v1/me")
    assert refused.status == 401, "and the server knows"
    await dialog.get_by_label(PASSWORD, exact=True).fill(person.password)
    await dialog.get_by_role("button", name=SIGN_IN, exact=True).click()

    await expect(dialog).to_be_hidden()
    await expect(second.get_by_role("dialog", name="已退出登录")).to_be_hidden()
    await expect(typed).to_have_value("half typed")


async def test_a_colleague_acts_for_another_under_a_band_on_every_page(visits: Visits, fleet: Fleet) -> None:
    page, person = await settled(fleet, visits)
    until = fleet.now.replace(hour=15).isoformat()
    who = CITY_MANAGER
    await fleet.ask(who, "directory", "POST", "/v1/me/delegations", {"colleague": person.name, "until": until})

    await page.reload()
    await page.get_by_role("button", name=re.compile("^代.+办理$")).click()
    band = page.get_by_text("每一步都会记录两人")
    await expect(band).to_be_visible()
    await page.goto("/account")
    await expect(band).to_be_visible()
    await expect(page.get_by_text("只能由")).to_be_visible()
    assert await violations(page) == []
    await page.get_by_role("button", name="结束代办").click()

    await expect(band).to_be_hidden()
    assert (await page.context.request.get("/api/directory/v1/me")).ok


async def test_the_account_fits_a_phone_and_has_no_fault_in_either_language(visits: Visits, fleet: Fleet) -> None:
    person = Named(CITY_MANAGER.name, CITY_MANAGER.password)
    for language, heading in (("zh-CN", "我的账号"), ("en", "My account")):
        page = await visits.sign_in(person, "/account", language=language, size=PHONE)
        await page.get_by_role("heading", name=heading).wait_for()
        assert await sideways(page) == 0
        assert await violations(page) == []
    assert fleet.address
