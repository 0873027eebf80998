"""Imports over HTTP: dry run, all rows or the good ones, once whatever is sent twice, and a result that can be taken."""

import io
from typing import Any
from uuid import uuid4

from httpx import Response
from openpyxl import load_workbook

from contracts.organisations import MINISTRY, Role
from services.kit.workbooks import written
from tests.integration.directory.running import Directory

SCHOOLS = ("单位编号", "类别", "单位全称", "上级单位编号", "学校类型", "学校代码", "行政区划代码")
PEOPLE = ("登录名", "姓名", "单位编号", "角色", "电子邮箱", "电话")


async def send(
    directory: Directory,
    who: dict[str, str],
    kind: str,
    sheet: bytes,
    report: str | None = None,
    **query: Any,  # noqa: ANN401 - any parameter.
) -> Response:
    path = f"/v1/imports/{report or uuid4()}"
    return await directory.client.put(path, content=sheet, headers=who, params={"kind": kind, **query})


def outcomes(answer: Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["outcome"] for row in answer.json()["rows"]]


async def test_a_dry_run_judges_every_row_and_changes_nothing(directory: Directory) -> None:
    manager = await directory.as_("330000", Role.MANAGER)
    rows = [
        ("", "学校", "新样例职校", "330681", "中职", "3633905001", ""),
        ("", "区县", "样例市", "330600", "", "", "330681"),
        ("", "学校", "别省的学校", "340100", "中职", "3634905001", ""),
        ("", "学校", "=1+1", "330600", "中职", "12", ""),
        ("", "学校", "又一所", "330600", "中职", "3633905001", ""),
    ]

    answer = await send(directory, manager, "organisations", written("s", SCHOOLS, rows))

    assert outcomes(answer) == ["new", "new", "refused", "refused", "refused"]
    assert (answer.json()["is_taken"], answer.json()["counts"]["refused"]) == (False, 3)
    refused = [[(one["cell"], one["code"]) for one in row["problems"]] for row in answer.json()["rows"]]
    assert refused[2:] == [[("D4", "forbidden")], [("C5", "formula_refused")], [("C6", "row_repeated")]]
    assert (await directory.get("/v1/organisations/330681", manager)).status_code == 404


async def test_one_refused_row_holds_all_back_unless_the_good_ones_are_wanted(directory: Directory) -> None:
    manager = await directory.as_("370000", Role.MANAGER)
    rows = [
        ("s-gut-1", "学校", "甲校", "370100", "中职", "", ""),
        ("s-gut-2", "学校", "乙校", "999999", "中职", "", ""),
    ]
    sheet = written("s", SCHOOLS, rows)

    held = await send(directory, manager, "organisations", sheet, dry_run=False)
    assert outcomes(held) == ["held_back", "refused"]
    assert (await directory.get("/v1/organisations/s-gut-1", manager)).status_code == 404

    report = str(uuid4())
    taken = await send(directory, manager, "organisations", sheet, report, dry_run=False, only_good=True)
    assert outcomes(taken) == ["new", "refused"]
    assert (await directory.get("/v1/organisations/s-gut-1", manager)).json()["chain"][1:] == ["370100", "370000"]

    again = await send(directory, manager, "organisations", sheet, report, dry_run=False, only_good=True)
    fresh = await send(directory, manager, "organisations", sheet, dry_run=False, only_good=True)
    assert again.json()["rows"] == taken.json()["rows"]
    assert outcomes(fresh) == ["same", "refused"]

    result = await directory.get(f"/v1/imports/{report}/result", manager)
    cells = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(result.content)).active.iter_rows()]  # type: ignore[union-attr]
    assert [row[2] for row in cells[1:]] == ["新建 new", "未导入 refused"]
    assert "D3" in cells[2]


async def test_accounts_without_an_address_get_a_password_that_is_shown_once(directory: Directory) -> None:
    manager = await directory.as_("420000", Role.MANAGER)
    rows = [("import.one", "一", "420100", "填报员、审核员", "", "027-1234567")]
    sheet, report = written("s", PEOPLE, rows), str(uuid4())

    taken = await send(directory, manager, "people", sheet, report, dry_run=False)

    assert outcomes(taken) == ["new"]
    (row,) = taken.json()["rows"]
    begun = await directory.sign_in("import.one", row["first_password"])
    assert begun.json()["needs"] == ["password"]
    known = (await directory.get(f"/v1/people/{row['object']}", manager)).json()
    assert [grant["role"] for grant in known["grants"]] == ["filer", "reviewer"]

    again = await send(directory, manager, "people", sheet, report, dry_run=False)
    fresh = await send(directory, manager, "people", sheet, dry_run=False)
    assert again.json()["rows"][0]["first_password"] is None
    assert (outcomes(fresh), fresh.json()["rows"][0]["first_password"]) == (["same"], None)
    other = await directory.get(f"/v1/imports/{report}", await directory.as_("430000", Role.MANAGER))
    assert other.status_code == 404


async def test_the_system_administrator_imports_accounts_and_gives_no_roles(directory: Directory) -> None:
    system = await directory.as_(MINISTRY, Role.SYSTEM_ADMINISTRATOR)
    rows = [("sys.one", "", "420100", "", "", ""), ("sys.two", "", "420100", "填报员", "", "")]

    answer = await send(directory, system, "people", written("s", PEOPLE, rows))

    assert outcomes(answer) == ["new", "refused"]
    assert answer.json()["rows"][1]["problems"][0]["code"] == "forbidden"


async def test_who_manages_nothing_imports_nothing_and_what_is_no_sheet_says_so(directory: Directory) -> None:
    filer = await directory.as_("420100", Role.FILER)
    manager = await directory.as_("420000", Role.MANAGER)

    refused = await send(directory, filer, "people", written("s", PEOPLE, []))
    unreadable = await send(directory, manager, "people", "登录名,姓名\n".encode("gbk"))
    template = await directory.get("/v1/imports/templates/people", filer)

    assert refused.status_code == 403
    assert unreadable.json()["code"] == "workbook_unreadable"
    assert load_workbook(io.BytesIO(template.content)).sheetnames[1] == "说明 Notes"
