"""The second factor over HTTP: set up, asked for at sign-in, good once, recovered, taken away, and demanded."""

import asyncio
import base64
from dataclasses import dataclass
from typing import Any

from httpx import Response
from motor.motor_asyncio import AsyncIOMotorClient

from contracts.organisations import MINISTRY, Role
from deploy.native.servers import Servers
from services.directory.domain.second_factor import code_at, step_at
from services.directory.seed.people import person_id
from tests.integration.directory.running import PASSWORD, Directory, seeded_directory
from tests.integration.kit.waiting import eventually


@dataclass
class Device:
    """A person's authenticator, with the recovery codes on paper beside it."""

    directory: Directory
    name: str
    secret: str
    recovery: list[str]

    def code(self) -> str:
        """What it shows now."""
        return code_at(base64.b32decode(self.secret), step_at(self.directory.clock.now()))

    def next_code(self) -> str:
        """What it shows at the next step, so that it was not used yet."""
        self.directory.clock.advance(30)
        return self.code()

    async def sign_in(self, code: str | None, password: str = PASSWORD) -> Response:
        """Sign in with a code."""
        return await sign_in(self.directory, self.name, code, password)


async def sign_in(directory: Directory, name: str, code: str | None, password: str = PASSWORD) -> Response:
    body = {"name": name, "password": password} | ({"code": code} if code is not None else {})
    return await directory.client.post("/v1/sessions", json=body)


def bearer(tokens: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens['access_token']}"}


async def set_up(directory: Directory, name: str) -> Device:
    who = bearer((await sign_in(directory, name, None)).json())
    begun = (await directory.post("/v1/me/second-factor", {"password": PASSWORD}, who)).json()
    device = Device(directory, name, begun["secret"], [])
    on = await directory.put("/v1/me/second-factor", {"code": device.code()}, who)
    assert on.status_code == 200, on.text
    device.recovery = on.json()["recovery_codes"]
    return device


async def test_who_has_one_is_asked_for_its_code_and_a_code_is_good_once(directory: Directory) -> None:
    device = await set_up(directory, person_id("330000", Role.FILER))

    without = await device.sign_in(None)
    used = await device.sign_in(device.code())
    code = device.next_code()
    good, again = await device.sign_in(code), await device.sign_in(code)

    assert (without.status_code, without.json()["code"]) == (401, "second_factor_needed")
    assert (used.status_code, used.json()["code"]) == (401, "second_factor_wrong")
    assert (good.status_code, good.json()["needs"]) == (201, [])
    assert again.json()["code"] == "second_factor_wrong"


async def test_a_wrong_password_says_nothing_about_a_second_factor(directory: Directory) -> None:
    device = await set_up(directory, person_id("340000", Role.FILER))

    answer = await device.sign_in(device.next_code(), "wrong")

    assert answer.json()["code"] == "wrong_sign_in"
    assert (await device.sign_in(device.code())).status_code == 201


async def test_of_many_who_bring_the_same_code_at_once_one_comes_in(directory: Directory) -> None:
    device = await set_up(directory, person_id("350000", Role.FILER))
    code = device.next_code()

    answers = await asyncio.gather(*(device.sign_in(code) for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) in ([201, 401, 401, 401, 401], [201, 401, 401, 401, 429])


async def test_guessing_codes_locks_although_the_password_is_right(directory: Directory) -> None:
    device = await set_up(directory, person_id("360000", Role.FILER))
    right = device.next_code()

    guesses = [(await device.sign_in(f"{(int(right) + 1 + n) % 10**6:06}x")).json()["code"] for n in range(5)]
    locked = await device.sign_in(right)

    assert guesses == ["second_factor_wrong"] * 5
    assert (locked.status_code, locked.json()["code"]) == (429, "sign_in_locked")
    directory.clock.advance(1_801)
    assert (await device.sign_in(device.code())).status_code == 201


async def test_each_of_ten_recovery_codes_opens_once(directory: Directory) -> None:
    device = await set_up(directory, person_id("370000", Role.FILER))

    assert len(set(device.recovery)) == 10
    assert (await device.sign_in(device.recovery[3])).status_code == 201
    assert (await device.sign_in(device.recovery[3])).json()["code"] == "second_factor_wrong"
    assert (await device.sign_in(device.recovery[4].lower())).status_code == 201


async def test_neither_the_secret_nor_a_recovery_code_is_stored_or_told(directory: Directory) -> None:
    device = await set_up(directory, person_id("410000", Role.FILER))

    async def recorded() -> bool:
        return any((act.verb, act.after) == ("person.second_factor", "on") for act in await directory.acts())

    await eventually(recorded)
    client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(directory.settings.mongo)
    collection = client[directory.settings.database("directory")]["second_factors"]
    stored = str(await collection.find_one({"_id": device.name}))
    client.close()
    told = "".join(act.model_dump_json() for act in await directory.acts())
    for secret in (device.secret, base64.b32decode(device.secret).hex(), *device.recovery):
        assert secret not in stored
        assert secret not in told


async def test_it_is_taken_away_with_password_and_code_alone(directory: Directory) -> None:
    device = await set_up(directory, person_id("420000", Role.FILER))
    who = bearer((await device.sign_in(device.next_code())).json())

    wrong = await directory.post("/v1/me/second-factor/remove", {"password": PASSWORD, "code": "1"}, who)
    done = await directory.post("/v1/me/second-factor/remove", {"password": PASSWORD, "code": device.next_code()}, who)

    assert (wrong.status_code, wrong.json()["code"]) == (401, "second_factor_wrong")
    assert done.status_code == 204
    assert (await device.sign_in(None)).status_code == 201


async def test_who_found_an_open_session_sets_up_nothing(directory: Directory) -> None:
    who = bearer((await sign_in(directory, person_id("430000", Role.FILER), None)).json())

    answer = await directory.post("/v1/me/second-factor", {"password": "wrong"}, who)

    assert answer.json()["code"] == "wrong_sign_in"
    assert (await directory.get("/v1/me/second-factor", who)).json() == {"is_on": False}


async def test_the_manager_takes_a_lost_one_away_and_a_manager_elsewhere_does_not(directory: Directory) -> None:
    device = await set_up(directory, person_id("330600", Role.FILER))
    path = f"/v1/people/{device.name}/second-factor"

    elsewhere = await directory.client.delete(path, headers=await directory.as_("340000", Role.MANAGER))
    assert elsewhere.status_code == 404
    assert (await device.sign_in(None)).json()["code"] == "second_factor_needed"

    done = await directory.client.delete(
        path, headers=bearer((await sign_in(directory, "p-330600-manager-1", None)).json())
    )
    assert done.status_code == 204
    assert (await device.sign_in(None)).status_code == 201


async def test_where_it_is_demanded_an_administrator_sets_it_up_before_anything_else(
    servers: Servers, prefix: str
) -> None:
    async with seeded_directory(servers, prefix, directory_second_factor_demanded=True) as strict:
        filer = (await sign_in(strict, person_id("330000", Role.FILER), None)).json()
        editor = (await sign_in(strict, person_id(MINISTRY, Role.EDITOR), None)).json()
        name = person_id(MINISTRY, Role.SYSTEM_ADMINISTRATOR)
        begun = (await sign_in(strict, name, None)).json()
        refused = await strict.get("/v1/organisations", bearer(begun))
        device = await set_up(strict, name)
        whole = (
            await strict.client.post("/v1/sessions/refresh", json={"refresh_token": begun["refresh_token"]})
        ).json()
        opened = await strict.get("/v1/organisations", bearer(whole))

    assert (filer["needs"], editor["needs"], begun["needs"]) == ([], ["second_factor"], ["second_factor"])
    assert (refused.status_code, refused.json()["code"]) == (403, "steps_needed")
    assert (whole["needs"], opened.status_code) == ([], 200)
    assert device.recovery
