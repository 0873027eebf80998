"""Erasure: everything that says who a person is goes, the id stays, and the audit record is as whole as before."""

from contracts import topics
from contracts.base import decode_open
from contracts.organisations import MINISTRY, PersonState, Role
from tests.integration.directory.erasing import everything_stored, faults_of
from tests.integration.directory.running import Directory, said
from tests.integration.kit.waiting import eventually

FORM = {
    "name": "sun.qi",
    "display_name": "孙七",
    "organisation": "330600",
    "phone": "0575-4444",
    "email": "sunqi@example.cn",
    "grants": [{"organisation": "330600", "role": "filer"}],
    "password": "Kaifang-2024-Yuan",
}
TRACES = ("孙七", "sun.qi", "0575-4444", "sunqi@example.cn")


async def test_nothing_is_left_that_says_who_it_was_and_the_record_is_whole(directory: Directory) -> None:
    manager = await directory.as_("330600", Role.MANAGER)
    security = await directory.as_(MINISTRY, Role.SECURITY_ADMINISTRATOR)
    assert (await directory.put("/v1/people/sun-qi", FORM, manager)).status_code == 201
    own = await directory.as_newcomer("sun.qi", "Kaifang-2024-Yuan", "Geng-Chang-2025")
    assert (await directory.sign_in("sun.qi", "wrong", "10.9.8.7")).status_code == 401
    before = await everything_stored(directory)
    assert [trace for trace in TRACES if trace not in before] == []

    preview = (await directory.get("/v1/people/sun-qi/erasure", security)).json()
    assert set(preview["fields"]) == {"name", "display_name", "email", "phone", "grants"}
    assert (preview["traces"]["sessions"], preview["traces"]["attempts"]) == (1, 1)
    stale = await directory.post("/v1/people/sun-qi/erasure", {"revision": preview["revision"] - 1}, security)
    assert stale.json()["code"] == "conflict"
    seen = {"revision": preview["revision"]}
    done = await directory.post("/v1/people/sun-qi/erasure", seen, security)
    assert done.status_code == 200, done.text

    async def is_wiped() -> bool:
        again = await directory.post("/v1/people/sun-qi/erasure", seen, security)
        return again.status_code == 200 and again.json()["traces"] == {}

    await eventually(is_wiped)
    stored = await everything_stored(directory)
    assert [trace for trace in TRACES if trace in stored] == []
    assert (await directory.get("/v1/me", own)).status_code == 401
    assert (await directory.sign_in("sun.qi", "Geng-Chang-2025")).json()["code"] == "wrong_sign_in"
    left = (await directory.get("/v1/people/sun-qi", security)).json()
    assert (left["is_erased"], left["closed"], left["grants"], left["email"]) == (True, True, [], None)
    again = await directory.put("/v1/people/sun-qi", {**FORM, "revision": left["revision"]}, manager)
    assert again.json()["code"] == "wrong_state"
    records = [one for one in await said(directory.settings, topics.PEOPLE) if one.key == b"sun-qi"]
    assert decode_open(PersonState, records[-1].value).is_erased
    assert "person.erase" in {act.verb for act in await directory.acts() if act.object == "person:sun-qi"}
    assert await faults_of(directory) == []


async def test_administrators_and_oneself_are_not_erased(directory: Directory) -> None:
    security = await directory.as_(MINISTRY, Role.SECURITY_ADMINISTRATOR)
    codes = []
    for role in (Role.AUDIT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR):
        path = f"/v1/people/p-ministry-{role.value}-1/erasure"
        preview = (await directory.get(path, security)).json()
        codes.append((await directory.post(path, {"revision": preview["revision"]}, security)).json()["code"])

    assert codes == ["wrong_state", "own_rights"]
