"""A sign-in lock is seen by those who keep the account, and lifted by hand by those who answer for its safety."""

from httpx import Response

from contracts.organisations import MINISTRY, Role
from services.directory.seed.people import person_id
from tests.integration.directory.running import ELSEWHERE, Directory
from tests.integration.directory.test_acting_for import two
from tests.integration.kit.waiting import eventually


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def lock_out(directory: Directory, name: str, address: str = "127.0.0.1") -> None:
    for _ in range(5):
        assert code(await directory.sign_in(name, "wrong", address)) == (401, "wrong_sign_in")
    assert code(await directory.sign_in(name, address=address)) == (429, "sign_in_locked")


def path(name: str) -> str:
    return f"/v1/people/{name}/locks"


async def test_who_manages_another_branch_neither_sees_nor_lifts_a_lock_and_trying_is_on_record(
    directory: Directory,
) -> None:
    name = person_id("330600", Role.FILER)
    await lock_out(directory, name, ELSEWHERE)
    stranger = await directory.as_("340000", Role.MANAGER)

    seen, lifted = (
        await directory.get(path(name), stranger),
        await directory.client.delete(path(name), headers=stranger),
    )

    assert (code(seen), code(lifted)) == ((404, "not_found"), (404, "not_found"))
    assert code(await directory.sign_in(name, address=ELSEWHERE)) == (429, "sign_in_locked")

    async def is_on_record() -> bool:
        tried = [act for act in await directory.acts() if act.verb == "person.unlock" and act.outcome == "refused"]
        return [(act.actor, act.object) for act in tried] == [("p-340000-manager-1", f"person:{name}")]

    await eventually(is_on_record)


async def test_who_lets_people_in_lifts_no_lock(directory: Directory) -> None:
    name = person_id("330600", Role.REVIEWER)
    await lock_out(directory, name)
    system = await directory.as_(MINISTRY, Role.SYSTEM_ADMINISTRATOR)
    colleague = await directory.as_("330600", Role.FILER, 2)

    assert code(await directory.client.delete(path(name), headers=system)) == (403, "forbidden")
    assert code(await directory.client.delete(path(name), headers=colleague)) == (404, "not_found")
    assert code(await directory.sign_in(name)) == (429, "sign_in_locked")


async def test_nobody_lifts_a_lock_of_their_own(directory: Directory) -> None:
    own = await directory.as_("330700", Role.MANAGER)
    name = person_id("330700", Role.MANAGER)
    await lock_out(directory, name, ELSEWHERE)

    assert code(await directory.client.delete(path(name), headers=own)) == (403, "own_lock")


async def test_a_colleague_who_acts_for_the_manager_lifts_none_and_trying_is_on_record(directory: Directory) -> None:
    lender, colleague, manager, friend = await two(directory, "350000", Role.MANAGER)
    assert (await lender.lend(friend)).status_code == 201
    assert (await colleague.act_for(manager)).status_code == 204
    name = person_id("350000", Role.FILER)
    await lock_out(directory, name)

    assert code(await directory.client.delete(path(name), headers=colleague.who)) == (403, "not_for_another")

    async def is_on_record() -> bool:
        found = [act for act in await directory.acts() if act.verb == "person.for_another"]
        return [(one.actor, one.acting_for, one.object, one.problem) for one in found] == [
            (friend, manager, f"person:{name}", "not_for_another")
        ]

    await eventually(is_on_record)


async def test_the_manager_one_level_up_sees_until_when_and_lifts_it_on_record(directory: Directory) -> None:
    name = person_id("330600", Role.MANAGER)
    manager = await directory.as_("330000", Role.MANAGER)
    await lock_out(directory, name)
    await lock_out(directory, name, ELSEWHERE)

    locks = (await directory.get(path(name), manager)).json()["items"]
    listed = (await directory.get("/v1/people", manager, organisation="330600", limit=500)).json()["items"]
    assert {(lock["what"], lock["address"]) for lock in locks} == {("password", "127.0.0.1"), ("password", ELSEWHERE)}
    locked = {one["person"]: one["locked_until"] for one in listed if one["locked_until"]}
    assert locked[name] == max(lock["until"] for lock in locks)
    for _ in range(2):
        assert (await directory.client.delete(path(name), headers=manager)).status_code == 204

    assert (await directory.get(path(name), manager)).json() == {"items": []}
    assert (await directory.get(f"/v1/people/{name}", manager)).json()["locked_until"] is None
    assert [(await directory.sign_in(name, address=one)).status_code for one in ("127.0.0.1", ELSEWHERE)] == [201, 201]

    async def is_on_record_once() -> bool:
        done = {act.act: act for act in await directory.acts() if act.object == f"person:{name}"}
        lifted = [act for act in done.values() if (act.verb, act.outcome) == ("person.unlock", "done")]
        return [(act.actor, act.organisation) for act in lifted] == [("p-330000-manager-1", "330000")]

    await eventually(is_on_record_once)


async def test_the_security_administrator_lifts_the_lock_of_an_administrator(directory: Directory) -> None:
    name = person_id(MINISTRY, Role.AUDIT_ADMINISTRATOR)
    security = await directory.as_(MINISTRY, Role.SECURITY_ADMINISTRATOR)
    manager = await directory.as_(MINISTRY, Role.MANAGER)
    await lock_out(directory, name)

    assert code(await directory.client.delete(path(name), headers=manager)) == (403, "forbidden")
    assert (await directory.client.delete(path(name), headers=security)).status_code == 204
    assert (await directory.sign_in(name)).status_code == 201


async def test_five_failures_long_ago_still_lock_for_their_whole_time(directory: Directory) -> None:
    name = person_id("360000", Role.FILER)
    for _ in range(5):
        await directory.sign_in(name, "wrong")

    directory.clock.advance(1_000)  # longer than failures are counted together

    assert code(await directory.sign_in(name)) == (429, "sign_in_locked")
    directory.clock.advance(801)
    assert (await directory.sign_in(name)).status_code == 201
