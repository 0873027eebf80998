"""Passwords over HTTP: the one that somebody else gave is changed before anything else, and old ones do not come back."""

from itertools import pairwise
from typing import Any

import pytest

from contracts.organisations import MINISTRY, Role
from contracts.problems import Problem, ProblemCode
from deploy.native.servers import Servers
from services.directory.commands import seed_into
from services.directory.seed.people import person_id
from services.directory.tokens import make_private_key
from services.kit.clock import FixedClock
from services.kit.identity import read_token
from tests.integration.directory.running import (
    IN_THE_WEEK,
    Directory,
    following,
    provisioned,
    running_directory,
    settings_on,
)

FIRST_PASSWORD = "Kaifang-2024-Yuan"


async def introduced(directory: Directory, name: str, place: str) -> dict[str, Any]:
    """A new person of a place, signed in with the password that the manager has given."""
    manager = await directory.as_(place, Role.MANAGER)
    grants = [{"organisation": place, "role": "manager"}]
    body = {"name": name, "organisation": place, "grants": grants, "password": FIRST_PASSWORD}
    assert (await directory.put(f"/v1/people/{name}", body, manager)).status_code == 201
    answer = await directory.sign_in(name, FIRST_PASSWORD)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def bearer(tokens: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens['access_token']}"}


async def refreshed(directory: Directory, tokens: dict[str, Any]) -> dict[str, Any]:
    answer = await directory.client.post("/v1/sessions/refresh", json={"refresh_token": tokens["refresh_token"]})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def change(directory: Directory, who: dict[str, str], current: str, wanted: str) -> tuple[int, str]:
    """The status, and the code of the problem or of its only field."""
    answer = await directory.put("/v1/me/password", {"current": current, "wanted": wanted}, who)
    if answer.status_code == 204:
        return 204, ""
    said = answer.json()
    return answer.status_code, said["fields"][0]["code"] if "fields" in said else said["code"]


async def test_with_a_given_password_one_may_only_change_it(directory: Directory) -> None:
    tokens = await introduced(directory, "xin.ren", "330600")

    other = await directory.get("/v1/organisations", bearer(tokens))
    me = await directory.get("/v1/me", bearer(tokens))
    again = await refreshed(directory, tokens)

    assert tokens["needs"] == again["needs"] == ["password"]
    assert (other.status_code, other.json()["code"], other.json()["facts"]) == (
        403,
        "steps_needed",
        {"needs": "password"},
    )
    assert me.status_code == 200
    async with following(directory.settings) as view:
        with pytest.raises(Problem) as refused:
            read_token(tokens["access_token"], view, directory.settings, directory.clock)
    assert refused.value.code is ProblemCode.TOKEN_INVALID


async def test_after_the_first_change_a_refresh_opens_everything(directory: Directory) -> None:
    tokens = await introduced(directory, "xin.ren.2", "330600")

    assert await change(directory, bearer(tokens), FIRST_PASSWORD, FIRST_PASSWORD) == (422, "password_used")
    assert await change(directory, bearer(tokens), FIRST_PASSWORD, "Geng-Chang-2025") == (204, "")
    old = await directory.get("/v1/organisations", bearer(tokens))
    whole = await refreshed(directory, tokens)

    assert old.json()["code"] == "token_expired"
    assert whole["needs"] == []
    assert (await directory.get("/v1/organisations", bearer(whole))).status_code == 200
    async with following(directory.settings) as view:
        caller = read_token(whole["access_token"], view, directory.settings, directory.clock)
    assert caller.person == "xin.ren.2"


async def test_a_password_from_the_manager_has_to_be_changed_again(directory: Directory) -> None:
    who = await directory.as_("330700", Role.MANAGER)
    await introduced(directory, "xin.ren.3", "330700")
    await directory.as_newcomer("xin.ren.3", FIRST_PASSWORD, "Geng-Chang-2025")
    state = (await directory.get("/v1/people/xin.ren.3", who)).json()
    body = {name: state[name] for name in ("name", "organisation", "grants", "revision")}

    assert (await directory.put("/v1/people/xin.ren.3", body | {"password": "Wang-Le-2026"}, who)).status_code == 200

    assert (await directory.sign_in("xin.ren.3", "Wang-Le-2026")).json()["needs"] == ["password"]


async def test_the_last_five_passwords_are_refused_and_the_one_before_them_is_not(directory: Directory) -> None:
    await introduced(directory, "xin.ren.4", "340100")
    passwords = [f"Geng-Chang-{year}" for year in range(2025, 2031)]
    who = await directory.as_newcomer("xin.ren.4", FIRST_PASSWORD, passwords[0])
    for current, wanted in pairwise(passwords):
        assert await change(directory, who, current, wanted) == (204, "")

    answers = [await change(directory, who, passwords[-1], used) for used in passwords[1:]]

    assert answers == [(422, "password_used")] * 5
    assert await change(directory, who, passwords[-1], passwords[0]) == (204, "")


async def test_a_change_of_roles_forgets_no_password(directory: Directory) -> None:
    manager = await directory.as_("350000", Role.MANAGER)
    tokens = await introduced(directory, "xin.ren.5", "350000")
    state = (await directory.get("/v1/people/xin.ren.5", manager)).json()
    body = {name: state[name] for name in ("name", "organisation", "revision")} | {"display_name": "王"}

    assert (await directory.put("/v1/people/xin.ren.5", body, manager)).status_code == 200

    assert (await refreshed(directory, tokens))["needs"] == ["password"]
    assert await change(directory, bearer(tokens), FIRST_PASSWORD, FIRST_PASSWORD) == (422, "password_used")


async def test_in_production_the_first_administrators_begin_with_a_change(servers: Servers, prefix: str) -> None:
    async with provisioned(settings_on(servers, prefix)) as demo:
        own = settings_on(
            servers,
            prefix,
            production=True,
            s3_access_key="a-key-of-our-own",
            s3_secret_key="a-secret-of-our-own",
            directory_seed_password=FIRST_PASSWORD,
            directory_signing_key=make_private_key().pem(),
            directory_second_factor_key="a-key-that-seals-second-factors-here",
            directory_audit_key="an-audit-key-of-our-own-of-32-characters",
        ).model_copy(update={"prefix": demo.prefix})
        await seed_into(own, FixedClock(IN_THE_WEEK))
        async with running_directory(own) as production:
            begun = await production.sign_in(person_id(MINISTRY, Role.SYSTEM_ADMINISTRATOR), FIRST_PASSWORD)

    assert begun.json()["needs"] == ["password"]
