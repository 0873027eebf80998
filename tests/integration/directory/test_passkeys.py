"""Passkeys over HTTP: made by who knows the password, enough to come in, good for no other page and not after a copy was seen."""

from typing import Any

import pytest
from httpx import Response

from contracts.organisations import MINISTRY, Role
from deploy.native.servers import Servers
from services.directory.seed.people import person_id
from tests.integration.directory.authenticators import PRESENT, Authenticator
from tests.integration.directory.running import PASSWORD, Directory, seeded_directory
from tests.integration.kit.waiting import eventually

FIRST = "Kaifang-2024-Yuan"
PAGE = {"X-Weekwire-Page": "1"}


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def bearer(directory: Directory, name: str) -> dict[str, str]:
    answer = await directory.sign_in(name)
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


async def question(directory: Directory, who: dict[str, str]) -> dict[str, Any]:
    begun = await directory.post("/v1/me/passkeys/begin", {"password": PASSWORD}, who)
    assert begun.status_code == 200, begun.text
    options: dict[str, Any] = begun.json()["options"]
    return options


async def register(directory: Directory, name: str, device: Authenticator | None = None) -> Authenticator:
    device, who = device or Authenticator(), await bearer(directory, name)
    answer = device.create(await question(directory, who))
    made = await directory.post("/v1/me/passkeys", {"credential": answer, "name": "办公室电脑"}, who)
    assert made.status_code == 201, made.text
    return device


async def asked(directory: Directory) -> dict[str, Any]:
    options: dict[str, Any] = (await directory.post("/v1/sessions/passkey/begin", {}, {})).json()["options"]
    return options


async def enter(directory: Directory, device: Authenticator, headers: dict[str, str] | None = None) -> Response:
    body = {"credential": device.get(await asked(directory))}
    return await directory.post("/v1/sessions/passkey", body, headers or {})


async def test_one_comes_in_with_a_passkey_and_nothing_else(directory: Directory) -> None:
    name = person_id("330000", Role.FILER)
    device = await register(directory, name)

    first, second = await enter(directory, device), await enter(directory, device)

    assert (first.status_code, first.json()["person"], first.json()["needs"]) == (201, name, [])
    assert second.status_code == 201
    who = {"Authorization": f"Bearer {first.json()['access_token']}"}
    shown = (await directory.get("/v1/me/passkeys", who)).json()["items"]
    assert [(one["name"], one["used_at"] is None, one["synced"]) for one in shown] == [("办公室电脑", False, False)]


async def test_the_question_names_this_place_and_says_nothing_of_the_person(directory: Directory) -> None:
    name = person_id("330000", Role.FILER, 2)
    options = await question(directory, await bearer(directory, name))

    assert options["rp"]["id"] == "localhost"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert name.encode().hex() not in options["user"]["id"]
    assert (await asked(directory)).get("allowCredentials", []) == []


async def test_a_page_that_comes_in_with_a_passkey_gets_cookies(directory: Directory) -> None:
    device = await register(directory, person_id("340000", Role.FILER))

    answer = await enter(directory, device, PAGE)

    assert (answer.status_code, answer.json()["access_token"]) == (201, None)
    assert len(answer.headers.get_list("set-cookie")) == 2


async def test_an_answer_is_good_once(directory: Directory) -> None:
    device = await register(directory, person_id("350000", Role.FILER))
    body = {"credential": device.get(await asked(directory))}

    assert (await directory.post("/v1/sessions/passkey", body, {})).status_code == 201
    assert code(await directory.post("/v1/sessions/passkey", body, {})) == (401, "passkey_refused")


async def test_a_question_is_forgotten_after_five_minutes(directory: Directory) -> None:
    device = await register(directory, person_id("350000", Role.FILER, 2))
    options = await asked(directory)
    directory.clock.advance(301)

    answer = await directory.post("/v1/sessions/passkey", {"credential": device.get(options)}, {})

    assert code(answer) == (401, "passkey_refused")


@pytest.mark.parametrize(
    "altered",
    [{"origin": "http://localhost.evil.example"}, {"host": "evil.example"}, {"flags": PRESENT}, {"flags": 0}],
    ids=["a page elsewhere", "a key for elsewhere", "nobody was verified", "nobody was there"],
)
async def test_what_was_signed_for_another_page_or_without_its_owner_opens_nothing(
    directory: Directory, altered: dict[str, Any]
) -> None:
    device = await register(directory, person_id("360000", Role.FILER))
    for name, value in altered.items():
        setattr(device, name, value)

    assert code(await enter(directory, device)) == (401, "passkey_refused")


async def test_a_copy_that_counts_from_before_is_refused_and_that_is_on_record(directory: Directory) -> None:
    name = person_id("370000", Role.FILER)
    device = await register(directory, name)
    for _ in range(3):
        assert (await enter(directory, device)).status_code == 201
    device.count = 1

    assert code(await enter(directory, device)) == (401, "passkey_refused")

    async def recorded() -> bool:
        acts = await directory.acts()
        return any((act.actor, act.problem) == (name, "passkey_refused") for act in acts)

    await eventually(recorded)


async def test_a_strange_device_and_nonsense_are_refused_alike(directory: Directory) -> None:
    stranger = await enter(directory, Authenticator(handle=b"x"))
    answers = [
        await directory.post("/v1/sessions/passkey", {"credential": nonsense}, {})
        for nonsense in ({}, {"id": "x"}, Authenticator().create({"user": {"id": "eA"}, "challenge": "eA"}))
    ]

    assert {code(answer) for answer in (stranger, *answers)} == {(401, "passkey_refused")}
    assert {answer.text for answer in answers} == {stranger.text}


async def test_who_found_an_open_session_makes_no_passkey_with_it(directory: Directory) -> None:
    who = await bearer(directory, person_id("410000", Role.FILER))

    assert code(await directory.post("/v1/me/passkeys/begin", {"password": "wrong"}, who)) == (401, "wrong_sign_in")


async def test_the_answer_to_somebody_elses_question_makes_nothing(directory: Directory) -> None:
    mine, theirs = [await bearer(directory, person_id("420000", Role.FILER, number)) for number in (1, 2)]
    answer = Authenticator().create(await question(directory, theirs))

    made = await directory.post("/v1/me/passkeys", {"credential": answer, "name": "x"}, mine)

    assert code(made) == (401, "passkey_refused")
    entering = Authenticator().create({**(await asked(directory)), "user": {"id": "eA"}})
    made = await directory.post("/v1/me/passkeys", {"credential": entering, "name": "x"}, mine)
    assert code(made) == (401, "passkey_refused"), "nor does the answer to another kind of question"


async def test_a_device_registers_once_and_nobody_takes_over_its_passkey(directory: Directory) -> None:
    device = await register(directory, person_id("430000", Role.FILER))
    who = await bearer(directory, person_id("430000", Role.FILER, 2))

    again = device.create(await question(directory, who))
    made = await directory.post("/v1/me/passkeys", {"credential": again, "name": "x"}, who)

    assert code(made) == (401, "passkey_refused")


async def test_a_passkey_is_renamed_and_removed_by_its_owner_alone(directory: Directory) -> None:
    device = await register(directory, person_id("440000", Role.FILER))
    mine, theirs = [await bearer(directory, person_id("440000", Role.FILER, number)) for number in (1, 2)]
    (shown,) = (await directory.get("/v1/me/passkeys", mine)).json()["items"]
    path = f"/v1/me/passkeys/{shown['passkey']}"

    assert (await directory.put(path, {"name": "x"}, theirs)).status_code == 404
    assert (await directory.client.delete(path, headers=theirs)).status_code == 404
    assert (await directory.put(path, {"name": "手机"}, mine)).json()["name"] == "手机"
    assert (await enter(directory, device)).status_code == 201
    assert (await directory.client.delete(path, headers=mine)).status_code == 204

    assert code(await enter(directory, device)) == (401, "passkey_refused")
    assert (await directory.get("/v1/me/passkeys", mine)).json()["items"] == []


async def test_each_refused_act_on_ones_passkeys_is_on_record(directory: Directory) -> None:
    name = person_id("510000", Role.FILER)
    who, strange = await bearer(directory, name), "/v1/me/passkeys/of-somebody-else"

    answers = [
        await directory.post("/v1/me/passkeys/begin", {"password": "wrong"}, who),
        await directory.post("/v1/me/passkeys", {"credential": {}, "name": "x"}, who),
        await directory.put(strange, {"name": "x"}, who),
        await directory.client.delete(strange, headers=who),
    ]

    problems = ["wrong_sign_in", "passkey_refused", "not_found", "not_found"]
    assert [answer.json()["code"] for answer in answers] == problems

    async def recorded() -> bool:
        once = {act.act: act for act in await directory.acts() if (act.verb, act.actor) == ("person.passkey", name)}
        said = sorted((act.object, act.outcome, act.problem) for act in once.values())
        return said == [(f"person:{name}", "refused", problem) for problem in sorted(problems)]

    await eventually(recorded)


async def test_the_manager_takes_lost_passkeys_away(directory: Directory) -> None:
    name = person_id("330600", Role.FILER)
    device = await register(directory, name)
    manager = await bearer(directory, person_id("330600", Role.MANAGER))

    taken = await directory.client.delete(f"/v1/people/{name}/second-factor", headers=manager)

    assert taken.status_code == 204
    assert code(await enter(directory, device)) == (401, "passkey_refused")


async def test_who_gave_a_first_password_away_keeps_no_key_beside_it(directory: Directory) -> None:
    manager = await bearer(directory, person_id("330600", Role.MANAGER))
    form = {"name": "xin.ren", "organisation": "330600", "password": FIRST}
    assert (await directory.put("/v1/people/xin.ren", form, manager)).status_code == 201
    begun = (await directory.sign_in("xin.ren", FIRST)).json()

    who = {"Authorization": f"Bearer {begun['access_token']}"}
    answer = await directory.post("/v1/me/passkeys/begin", {"password": FIRST}, who)

    assert code(answer) == (403, "steps_needed")


async def test_there_are_ten_passkeys_at_most(directory: Directory) -> None:
    name = person_id("450000", Role.FILER)
    for _ in range(10):
        await register(directory, name)

    answer = await directory.post("/v1/me/passkeys/begin", {"password": PASSWORD}, await bearer(directory, name))

    assert code(answer) == (409, "too_many_passkeys")


async def test_a_passkey_counts_as_both_factors_where_two_are_demanded(servers: Servers, prefix: str) -> None:
    async with seeded_directory(servers, prefix, directory_second_factor_demanded=True) as strict:
        name = person_id(MINISTRY, Role.SYSTEM_ADMINISTRATOR)
        device = await register(strict, name)

        with_password = (await strict.sign_in(name)).json()
        with_passkey = (await enter(strict, device)).json()
        who = {"Authorization": f"Bearer {with_passkey['access_token']}"}
        opened = await strict.get("/v1/organisations", who)

    assert (with_password["needs"], with_passkey["needs"]) == (["second_factor"], [])
    assert opened.status_code == 200
