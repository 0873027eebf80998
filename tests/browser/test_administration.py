"""Administration without a manual: organisations, people, a sheet of schools, an edition, and the record of it all."""

import re
from uuid import uuid4

import pytest
from playwright.async_api import FilePayload, Page, expect

from services.kit.workbooks import CONTENT_TYPE, written
from tests.browser.fleet import Fleet
from tests.browser.people import (
    AUDIT_ADMINISTRATOR,
    MINISTRY_MANAGER,
    OFFICER,
    SECURITY_ADMINISTRATOR,
    SYSTEM_ADMINISTRATOR,
    UNIT_MANAGER,
    Person,
)
from tests.browser.visits import Visits

SCHOOLS = ("单位编号", "类别", "单位全称", "上级单位编号", "学校类型")


def panel(name: str) -> str:
    return f"//*[contains(@class,'ad-panel')][.//h3[normalize-space()='{name}']]"


async def open_school(page: Page, name: str) -> str:
    """Open a school below the organisation that is shown; its id, which stands in the address then."""
    await page.get_by_role("button", name="开设下级单位").click()
    form = page.locator(panel("开设下级单位"))
    await form.get_by_label("类别").select_option("school")
    await form.get_by_label("全称").fill(name)
    await form.get_by_label("编号", exact=True).fill(f"s-{uuid4().hex[:10]}")
    await form.get_by_role("button", name="保存").click()
    await expect(page.get_by_role("heading", name=name)).to_be_visible()
    return page.url.rsplit("/", 1)[1]


async def test_a_school_is_found_by_pinyin_renamed_and_its_history_tells(visits: Visits) -> None:
    mark = uuid4().hex[:6]
    page = await visits.sign_in(UNIT_MANAGER, "/administration/organisations")
    await page.get_by_role("combobox", name="查找单位").fill("shaoxing")
    await page.get_by_role("option", name=re.compile("绍兴市.*330600$")).click()
    await open_school(page, f"测试职校{mark}")

    await page.get_by_role("button", name="更名或修改").click()
    await page.get_by_label("全称").fill(f"更名职校{mark}")
    await page.get_by_role("button", name="保存").click()

    await expect(page.get_by_role("heading", name=f"更名职校{mark}")).to_be_visible()
    await page.get_by_role("button", name="历史").click()
    history = page.locator(panel("历史"))
    await expect(history.get_by_role("row").nth(1)).to_contain_text("更名")
    await expect(history.get_by_role("row").nth(1)).to_contain_text(f"测试职校{mark}")


async def test_a_merger_is_previewed_ordered_and_the_old_one_leads_on(visits: Visits) -> None:
    mark = uuid4().hex[:6]
    page = await visits.sign_in(UNIT_MANAGER, "/administration/organisations/330600")
    old = await open_school(page, f"旧校{mark}")
    await page.goto("/administration/organisations/330600")
    await open_school(page, f"新校{mark}")

    await page.goto(f"/administration/organisations/{old}")
    await page.get_by_role("button", name="并入其他单位").click()
    await page.get_by_role("combobox", name="并入哪个单位").fill(f"新校{mark}")
    await page.get_by_role("option", name=re.compile(f"新校{mark}")).click()
    await page.get_by_label("并入后的第一天").fill("2024-05-14")
    await page.get_by_role("button", name="预览").click()
    await expect(page.get_by_text(f"“旧校{mark}”从 2024-05-14 起并入“新校{mark}”")).to_be_visible()
    await page.locator(".ad-panel").get_by_role("button", name="并入其他单位").click()

    await expect(page.get_by_text("自 2024-05-13 次日起并入")).to_be_visible()


async def test_a_sheet_of_schools_is_judged_row_by_row_and_only_then_taken(visits: Visits) -> None:
    mark = uuid4().hex[:8]
    good, bad = (f"s-{mark}", "学校", f"表格校{mark}", "330600", "中职"), ("", "学校", "=1+1", "999999", "中职")
    page = await visits.sign_in(UNIT_MANAGER, "/administration/organisations")
    await page.get_by_role("button", name="批量导入单位").click()
    sheet = written("单位", SCHOOLS, [good, bad])

    await page.get_by_label("选择填好的文件").set_input_files(
        FilePayload(name="单位 汇总(最终).xlsx", mimeType=CONTENT_TYPE, buffer=sheet)
    )

    await expect(page.get_by_text("检查完毕，尚未写入。")).to_be_visible()
    await expect(page.get_by_text("C3: 单元格内容像公式")).to_be_visible()
    await expect(page.get_by_role("button", name="写入全部 1 行")).to_be_disabled()
    await page.get_by_role("button", name=re.compile("只写入通过的 1 行")).click()
    await expect(page.get_by_text("已写入，结果见下表。")).to_be_visible()
    await page.get_by_role("combobox", name="查找单位").fill(mark)
    await expect(page.get_by_role("option", name=re.compile(f"表格校{mark}"))).to_be_visible()


async def test_a_person_is_invited_by_letter_locked_and_handed_over(visits: Visits) -> None:
    mark = uuid4().hex[:6]
    page = await visits.sign_in(UNIT_MANAGER, "/administration/people/330782")
    for name in (f"a.{mark}", f"b.{mark}"):
        await page.get_by_role("button", name="新增人员").click()
        form = page.locator(panel("新增人员"))
        await form.get_by_label("登录名").fill(name)
        await form.get_by_label("姓名").fill(name.upper())
        await form.get_by_label("电子邮箱").fill(f"{name}@example.cn")
        await form.get_by_label("审核员").check()
        await form.get_by_role("button", name="保存").click()
        await expect(form.get_by_text("邀请信已交给邮件系统发送")).to_be_visible()
        await page.get_by_role("button", name="新增人员").click()

    first = page.get_by_role("listitem").filter(has_text=f"a.{mark}").first
    await first.get_by_role("button", name=f"管理A.{mark.upper()}").click()
    await first.get_by_role("button", name="交接").click()
    await first.get_by_label("交接给").select_option(label=f"B.{mark.upper()} (b.{mark})")
    await first.locator(".ad-danger").click()

    await expect(first.get_by_text("已停用", exact=True)).to_be_visible()
    second = page.get_by_role("listitem").filter(has_text=f"b.{mark}").first
    await expect(second.get_by_text("审核员", exact=True)).to_be_visible()


async def test_an_edition_is_changed_without_code_after_a_preview(visits: Visits) -> None:
    theme = f"测试主题{uuid4().hex[:6]}"
    page = await visits.sign_in(MINISTRY_MANAGER, "/administration/editions/2025")
    await page.get_by_label("主题", exact=True).fill(theme)
    await expect(page.get_by_text("草稿已保存，尚未发布")).to_be_visible()
    await page.get_by_role("button", name="预览改动").click()
    await expect(page.get_by_role("heading", name="1 处改动")).to_be_visible()

    await page.get_by_label("发布说明").fill("主题改定")
    await page.get_by_role("button", name="发布 1 处改动").click()

    await expect(page.get_by_text("已发布，各服务几秒内生效。")).to_be_visible()
    await page.get_by_role("tab", name="发布历史").click()
    await expect(page.get_by_role("listitem").filter(has_text="主题改定").first).to_contain_text(theme)


async def test_the_audit_administrator_finds_an_act_and_proves_the_record(visits: Visits) -> None:
    manager = await visits.sign_in(UNIT_MANAGER, "/administration/organisations/330600")
    school = await open_school(manager, f"审计校{uuid4().hex[:6]}")
    page = await visits.sign_in(AUDIT_ADMINISTRATOR, "/administration/audit")

    await page.get_by_label("对象").fill(f"organisation:{school}")
    look = page.get_by_role("button", name="查询")
    for _ in range(20):
        await look.click()
        await expect(look).to_be_enabled()
        if await page.get_by_role("row").filter(has_text="organisation.open").count():
            break
        await page.wait_for_timeout(250)
    await expect(page.get_by_role("row").filter(has_text="organisation.open")).to_have_count(1)
    await expect(page.get_by_role("row").filter(has_text="organisation.open")).to_contain_text("开设单位")
    await expect(page.get_by_role("row").filter(has_text="organisation.open")).to_contain_text(UNIT_MANAGER.name)
    await page.get_by_role("button", name="校验完整性").click()

    await expect(page.get_by_text(re.compile("记录完整"))).to_be_visible()


async def test_erasing_somebody_shows_what_goes_and_asks_for_the_name(visits: Visits, fleet: Fleet) -> None:
    mark = uuid4().hex[:6]
    body = {"name": f"weg.{mark}", "display_name": "将删除", "organisation": "330700", "email": "weg@example.cn"}
    await fleet.ask(UNIT_MANAGER, "directory", "PUT", f"/v1/people/u-weg-{mark}", body)
    page = await visits.sign_in(SECURITY_ADMINISTRATOR, "/administration/people/330700")
    row = page.get_by_role("listitem").filter(has_text=f"weg.{mark}").first
    await row.get_by_role("button", name="管理将删除").click()
    await row.get_by_role("button", name="删除个人信息").first.click()
    await expect(row.get_by_text("电子邮箱", exact=True).last).to_be_visible()
    erase = row.locator(".ad-danger")
    await expect(erase).to_be_disabled()

    await row.get_by_label(re.compile("请输入登录名")).fill(f"weg.{mark}")
    await erase.click()

    await expect(page.get_by_text("(个人信息已删除)").first).to_be_visible()
    await expect(page.get_by_text(f"weg.{mark}")).to_have_count(0)


@pytest.mark.parametrize(
    ("who", "shown", "forbidden"),
    [
        (SYSTEM_ADMINISTRATOR, {"单位", "人员", "全站公告"}, "audit"),
        (SECURITY_ADMINISTRATOR, {"单位", "人员"}, "editions"),
        (AUDIT_ADMINISTRATOR, {"审计"}, "people"),
        (OFFICER, set(), "organisations"),
    ],
    ids=lambda value: value.role.value if isinstance(value, Person) else "",
)
async def test_each_sees_their_own_rooms_and_another_one_by_address_is_refused(
    visits: Visits, who: Person, shown: set[str], forbidden: str
) -> None:
    page = await visits.sign_in(who, f"/administration/{forbidden}")
    await expect(page.get_by_role("heading", name="您没有查看本页的权限")).to_be_visible()

    await page.goto("/administration")
    if shown:
        await expect(page.locator("main h2 a").first).to_be_visible()
    assert set(await page.locator("main h2 a").all_inner_texts()) == shown


async def test_departments_and_councils_are_added_renamed_ordered_and_ended_without_code(
    visits: Visits, fleet: Fleet
) -> None:
    page = await visits.sign_in(MINISTRY_MANAGER, "/administration/editions/2023")
    await page.get_by_role("tab", name="部门", exact=True).click()
    before = await fleet.ask(MINISTRY_MANAGER, "directory", "GET", "/v1/editions/2023")
    first, second, third = (one["code"] for one in before["departments"][:3])
    mark = uuid4().hex[:6]

    await page.get_by_role("button", name="添加部门").click()
    await page.get_by_role("button", name="预览改动").click()
    wrong = page.get_by_label("名称", exact=True).last
    await expect(wrong).to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_role("heading", name="有 1 处须改正才能发布")).to_be_visible()
    await wrong.fill(f"国家数据局{mark}")
    added = page.locator("details[open]").last
    await added.get_by_role("button", name="添加活动").click()
    await added.get_by_label("活动名称").fill("数据工匠进校园")
    await page.locator(f"[data-entry='{second}'] summary").click()
    await page.locator(f"[data-entry='{second}']").get_by_role("button", name=re.compile("^上移")).first.click()
    await page.locator(f"[data-entry='{third}'] summary").click()
    await page.locator(f"[data-entry='{third}']").get_by_role("button", name=re.compile("^停用")).first.click()
    await expect(page.get_by_text("发布后停用以下 1 项")).to_be_visible()
    await page.get_by_role("button", name="预览改动").click()
    await expect(page.get_by_role("cell", name=re.compile(before["departments"][2]["name"])).first).to_be_visible()
    await page.get_by_label("发布说明").fill("部门调整")
    await page.get_by_role("button", name=re.compile(r"发布 \d+ 处改动")).click()
    await expect(page.get_by_text("已发布，各服务几秒内生效。")).to_be_visible()

    after = await fleet.ask(MINISTRY_MANAGER, "directory", "GET", "/v1/editions/2023")
    codes = [one["code"] for one in after["departments"]]
    assert codes[:2] == [second, first]
    assert third not in codes
    assert (after["departments"][-1]["name"], after["departments"][-1]["activities"][0]["name"]) == (
        f"国家数据局{mark}",
        "数据工匠进校园",
    )


async def test_the_banner_is_a_room_of_administration_for_who_may_set_it(visits: Visits) -> None:
    page = await visits.sign_in(SYSTEM_ADMINISTRATOR, "/administration")
    await page.get_by_role("main").get_by_role("link", name="全站公告").last.click()
    await expect(page.get_by_role("button", name="在所有页面显示")).to_be_visible()
    await expect(page.get_by_role("navigation", name="管理").get_by_role("link", name="单位")).to_be_visible()

    other = await visits.sign_in(MINISTRY_MANAGER, "/inbox/banner")
    await expect(other.get_by_role("button", name="在所有页面显示")).to_have_count(0)
