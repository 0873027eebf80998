"""People over HTTP: a manager makes and changes people inside the branch, and knows nobody outside it."""

from typing import Any

from contracts.organisations import Role
from services.directory.domain.people import PersonForm
from tests.integration.directory.running import Directory
from tests.integration.kit.waiting import eventually

FIRST_PASSWORD, SECOND_PASSWORD = "Kaifang-2024-Yuan", "Geng-Chang-2025"


def person(name: str, *grants: tuple[str, str], home: str = "330600", **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field.
    return {
        "name": name,
        "display_name": "王丽",
        "organisation": home,
        "phone": "0575-85131234",
        "grants": [{"organisation": place, "role": role} for place, role in grants],
        "password": FIRST_PASSWORD,
    } | fields


async def test_a_manager_makes_a_person_who_then_signs_in(directory: Directory) -> None:
    manager = await directory.as_("330600", Role.MANAGER)
    body = person("Wang.Li", ("330600", "filer"), ("3633900003", "reviewer"))

    first = await directory.put("/v1/people/wang-li", body, manager)
    again = await directory.put("/v1/people/wang-li", body, manager)

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert "password" not in first.text
    me = (await directory.get("/v1/me", await directory.as_person("wang.li", FIRST_PASSWORD))).json()
    assert (me["person"], me["organisation"]) == ("wang-li", "330600")
    assert me["roles"] == [
        {"organisation": "330600", "organisation_name": "绍兴市", "role": "filer"},
        {"organisation": "3633900003", "organisation_name": "绍兴市中等专业学校(样例)", "role": "reviewer"},
    ]


async def test_a_name_belongs_to_one_person(directory: Directory) -> None:
    manager = await directory.as_("330700", Role.MANAGER)
    await directory.put("/v1/people/erste", person("li.ming", ("330700", "filer"), home="330700"), manager)

    second = await directory.put("/v1/people/zweite", person("LI.MING", ("330700", "filer"), home="330700"), manager)

    assert (second.status_code, second.json()["code"]) == (409, "id_taken")


async def test_a_changed_role_is_in_the_next_token(directory: Directory) -> None:
    manager = await directory.as_("340000", Role.MANAGER)
    body = person("zhao.qi", ("340100", "filer"), home="340100")
    state = (await directory.put("/v1/people/zhao-qi", body, manager)).json()
    tokens = (await directory.sign_in("zhao.qi", FIRST_PASSWORD)).json()

    changed = person("zhao.qi", ("340100", "approver"), home="340100", revision=state["revision"])
    assert (await directory.put("/v1/people/zhao-qi", changed | {"password": None}, manager)).status_code == 200
    await directory.client.post("/v1/sessions/refresh", json={"refresh_token": tokens["refresh_token"]})

    me = (await directory.get("/v1/me", await directory.as_person("zhao.qi", FIRST_PASSWORD))).json()
    assert [role["role"] for role in me["roles"]] == ["approver"]


async def test_a_new_password_from_the_manager_ends_the_sessions(directory: Directory) -> None:
    manager = await directory.as_("350000", Role.MANAGER)
    body = person("sun.ba", ("350100", "filer"), home="350100")
    state = (await directory.put("/v1/people/sun-ba", body, manager)).json()
    tokens = (await directory.sign_in("sun.ba", FIRST_PASSWORD)).json()

    reset = body | {"password": SECOND_PASSWORD, "revision": state["revision"]}
    assert (await directory.put("/v1/people/sun-ba", reset, manager)).status_code == 200

    who = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert (await directory.get("/v1/me", who)).status_code == 401
    assert (await directory.sign_in("sun.ba", FIRST_PASSWORD)).status_code == 401
    assert (await directory.sign_in("sun.ba", SECOND_PASSWORD)).status_code == 201


async def test_who_has_left_does_not_come_in_any_more(directory: Directory) -> None:
    manager = await directory.as_("360000", Role.MANAGER)
    body = person("qian.jiu", ("360100", "filer"), home="360100")
    state = (await directory.put("/v1/people/qian-jiu", body, manager)).json()
    tokens = (await directory.sign_in("qian.jiu", FIRST_PASSWORD)).json()

    closed = await directory.put("/v1/people/qian-jiu", body | {"closed": True, "revision": state["revision"]}, manager)

    assert closed.json()["closed"] is True
    refresh = await directory.client.post("/v1/sessions/refresh", json={"refresh_token": tokens["refresh_token"]})
    assert refresh.status_code == 401
    assert (await directory.sign_in("qian.jiu", FIRST_PASSWORD)).json()["code"] == "wrong_sign_in"


async def test_roles_are_given_inside_the_branch_only(directory: Directory) -> None:
    manager = await directory.as_("330000", Role.MANAGER)

    outside = await directory.put("/v1/people/n-1", person("n.1", ("340100", "filer")), manager)
    above = await directory.put("/v1/people/n-2", person("n.2", ("ministry", "reader")), manager)
    editor = await directory.put("/v1/people/n-3", person("n.3", ("330600", "editor")), manager)
    nowhere = await directory.put("/v1/people/n-4", person("n.4", ("999999", "filer")), manager)

    assert [answer.status_code for answer in (outside, above, editor, nowhere)] == [403, 403, 422, 422]
    assert nowhere.json()["fields"][0]["code"] == "unknown_organisation"


async def test_people_of_another_branch_are_not_there_for_a_manager(directory: Directory) -> None:
    zhejiang, anhui = await directory.as_("330000", Role.MANAGER), await directory.as_("340000", Role.MANAGER)
    theirs = "p-330600-filer-1"

    seen = await directory.get(f"/v1/people/{theirs}", zhejiang)
    hidden = await directory.get(f"/v1/people/{theirs}", anhui)
    taken = await directory.put(f"/v1/people/{theirs}", person("x.y", ("340100", "filer"), home="340100"), anhui)
    listed = await directory.get("/v1/people", zhejiang, organisation="330600", limit=500)
    unlisted = await directory.get("/v1/people", anhui, organisation="330600")

    assert seen.status_code == 200
    assert (hidden.status_code, taken.status_code, unlisted.status_code) == (404, 404, 404)
    assert theirs in {one["person"] for one in listed.json()["items"]}


async def test_the_list_of_people_is_paged(directory: Directory) -> None:
    manager = await directory.as_("ministry", Role.MANAGER)
    found: list[str] = []
    cursor = None
    while True:
        query = {"organisation": "ministry", "limit": 4} | ({"cursor": cursor} if cursor else {})
        page = (await directory.get("/v1/people", manager, **query)).json()
        found += [one["person"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert len(found) == len(set(found)) == 11
    assert found == sorted(found)


async def test_it_takes_two_administrators_to_make_a_third(directory: Directory) -> None:
    manager, system, security = [
        await directory.as_("ministry", role)
        for role in (Role.MANAGER, Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)
    ]
    account = person("audit.2", home="ministry")
    named = {**account, "grants": [{"organisation": "ministry", "role": "audit_administrator"}]}
    for who in (manager, system, security):
        assert (await directory.put("/v1/people/audit-2", named, who)).status_code == 403

    made = await directory.put("/v1/people/audit-2", account, system)
    assert made.status_code == 201, made.text
    of_account = {**named, "password": None, "revision": made.json()["revision"]}
    assert (await directory.put("/v1/people/audit-2", of_account, system)).status_code == 403
    given = await directory.put("/v1/people/audit-2", of_account, security)
    assert given.status_code == 200, given.text

    renamed = {**of_account, "email": "a@example.cn", "revision": given.json()["revision"]}
    assert (await directory.put("/v1/people/audit-2", renamed, system)).status_code == 403


async def test_administrators_hold_no_other_role_and_give_themselves_none(directory: Directory) -> None:
    security = await directory.as_("ministry", Role.SECURITY_ADMINISTRATOR)
    path = "/v1/people/p-ministry-audit_administrator-1"
    known = (await directory.get(path, security)).json()
    both = [*known["grants"], {"organisation": "ministry", "role": "reader"}]
    own = (await directory.get("/v1/people/p-ministry-security_administrator-1", security)).json()

    refused = await directory.put(path, form_of(known, grants=both), security)
    himself = await directory.put(f"/v1/people/{own['person']}", form_of(own, grants=[]), security)

    assert refused.json()["fields"][0]["code"] == "roles_apart"
    assert himself.json()["code"] == "own_rights"


async def test_the_last_of_an_office_stays(directory: Directory) -> None:
    security = await directory.as_("ministry", Role.SECURITY_ADMINISTRATOR)
    known = (await directory.get("/v1/people/p-ministry-system_administrator-1", security)).json()

    without = await directory.put(f"/v1/people/{known['person']}", form_of(known, grants=[]), security)
    closed = await directory.put(f"/v1/people/{known['person']}", form_of(known, closed=True), security)

    assert [one.json()["code"] for one in (without, closed)] == ["last_administrator"] * 2


def form_of(known: dict[str, Any], **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any field.
    """The form that says what is known, but for the changes."""
    return {name: value for name, value in known.items() if name in PersonForm.model_fields} | changes


async def test_no_name_and_no_phone_of_a_person_leaves_the_directory(directory: Directory) -> None:
    manager = await directory.as_("370000", Role.MANAGER)
    body = person("zhou.shi", ("370100", "filer"), home="370100", phone="0531-99990000", display_name="周十一")
    await directory.put("/v1/people/zhou-shi", body, manager)

    async def recorded() -> bool:
        return any(act.object == "person:zhou-shi" for act in await directory.acts())

    await eventually(recorded)
    shown = "".join(act.model_dump_json() for act in await directory.acts())
    assert "周十一" not in shown
    assert "0531-99990000" not in shown
    assert "zhou.shi" not in shown
