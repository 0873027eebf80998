"""One's sessions over HTTP: seen by device, ended from another one, and ended by themselves when nobody is there."""

from typing import Any

from contracts.organisations import MINISTRY, Role
from services.directory.seed.people import person_id
from tests.integration.directory.running import Directory
from tests.integration.kit.waiting import eventually


async def signed_in(directory: Directory, name: str, device: str = "Firefox") -> dict[str, Any]:
    body = {"name": name, "password": "weekwire-demo"}
    answer = await directory.client.post("/v1/sessions", json=body, headers={"User-Agent": device})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def bearer(tokens: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens['access_token']}"}


async def refresh(directory: Directory, tokens: dict[str, Any]) -> int:
    answer = await directory.client.post("/v1/sessions/refresh", json={"refresh_token": tokens["refresh_token"]})
    if answer.status_code == 200:
        tokens |= answer.json()
    return answer.status_code


async def test_one_sees_on_which_devices_one_is_signed_in(directory: Directory) -> None:
    name = person_id("330000", Role.FILER)
    phone, desk = await signed_in(directory, name, "Phone"), await signed_in(directory, name, "Desk\tx" + "y" * 400)

    shown = (await directory.get("/v1/me/sessions", bearer(desk))).json()["items"]

    by_session = {one["session"]: one for one in shown}
    assert set(by_session) == {phone["session"], desk["session"]}
    assert (by_session[phone["session"]]["device"], by_session[phone["session"]]["current"]) == ("Phone", False)
    assert by_session[desk["session"]]["current"]
    assert by_session[desk["session"]]["device"].startswith("Deskxyy")
    assert len(by_session[desk["session"]]["device"]) < 301
    assert by_session[phone["session"]]["address"] == "127.0.0.1"


async def test_a_session_is_ended_from_another_device_and_that_is_on_record(directory: Directory) -> None:
    name = person_id("340000", Role.FILER)
    lost, here = await signed_in(directory, name), await signed_in(directory, name)

    ended = await directory.client.delete(f"/v1/me/sessions/{lost['session']}", headers=bearer(here))

    assert ended.status_code == 204
    assert await refresh(directory, lost) == 401
    assert (await directory.get("/v1/me", bearer(lost))).json()["code"] == "token_invalid"
    assert [one["session"] for one in (await directory.get("/v1/me/sessions", bearer(here))).json()["items"]] == [
        here["session"]
    ]

    async def recorded() -> bool:
        acts = await directory.acts()
        return any((act.object, act.after) == (f"session:{lost['session']}", "device") for act in acts)

    await eventually(recorded)


async def test_all_other_sessions_end_together_and_this_one_goes_on(directory: Directory) -> None:
    name = person_id("350000", Role.FILER)
    others, here = [await signed_in(directory, name) for _ in range(2)], await signed_in(directory, name)

    assert (await directory.client.delete("/v1/me/sessions", headers=bearer(here))).status_code == 204

    assert [await refresh(directory, other) for other in others] == [401, 401]
    assert await refresh(directory, here) == 200


async def test_a_session_of_somebody_else_is_not_there_and_trying_is_on_record(directory: Directory) -> None:
    theirs, me = await signed_in(directory, person_id("360000", Role.FILER)), person_id("360000", Role.FILER, 2)
    mine = await signed_in(directory, me)

    answer = await directory.client.delete(f"/v1/me/sessions/{theirs['session']}", headers=bearer(mine))

    assert answer.status_code == 404
    assert await refresh(directory, theirs) == 200

    async def recorded() -> bool:
        tried = [act for act in await directory.acts() if (act.verb, act.outcome) == ("session.end", "refused")]
        target = f"session:{theirs['session']}"
        return {(act.actor, act.object, act.problem) for act in tried} == {(me, target, "not_found")}

    await eventually(recorded)


async def test_an_administrator_is_signed_out_after_ten_minutes_and_a_filer_is_not(directory: Directory) -> None:
    administrator = await signed_in(directory, person_id(MINISTRY, Role.SYSTEM_ADMINISTRATOR))
    filer = await signed_in(directory, person_id("370000", Role.FILER))
    assert (administrator["expires_in"], filer["expires_in"]) == (300, 600)
    directory.clock.advance(600)
    assert await refresh(directory, administrator) == 200

    directory.clock.advance(601)

    assert await refresh(directory, administrator) == 401
    assert await refresh(directory, filer) == 200
