"""Signing in, refreshing and signing out, as a client sees it, and what any other service makes of the token."""

import asyncio

import pytest
from httpx import Response

from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from deploy.native.servers import Servers
from services.directory.commands import seed_into
from services.directory.seed.people import person_id
from services.directory.tokens import make_private_key
from services.kit.clock import FixedClock
from services.kit.identity import Grant, read_token
from tests.integration.directory.running import (
    ELSEWHERE,
    IN_THE_WEEK,
    PASSWORD,
    Directory,
    following,
    provisioned,
    running_directory,
    settings_on,
)
from tests.integration.kit.waiting import eventually

NEW_PASSWORD = "Kaifang-2024-Yuan"


async def refresh(directory: Directory, token: str) -> Response:
    return await directory.client.post("/v1/sessions/refresh", json={"refresh_token": token})


async def test_any_service_checks_a_token_without_asking_the_directory(directory: Directory) -> None:
    answer = await directory.sign_in(person_id("330000", Role.REVIEWER))
    assert answer.status_code == 201, answer.text

    async with following(directory.settings) as view:
        caller = read_token(answer.json()["access_token"], view, directory.settings, directory.clock)

    assert caller.person == "p-330000-reviewer-1"
    assert caller.session == answer.json()["session"]
    assert caller.grants == (Grant("330000", Role.REVIEWER),)


async def test_the_published_keys_are_those_on_the_topic(directory: Directory) -> None:
    async with following(directory.settings) as view:
        told = {key.key for key in view.keys.values()}

    published = (await directory.client.get("/v1/keys")).json()["keys"]

    assert {key["kid"] for key in published} == told
    assert all(set(key) == {"kty", "crv", "x", "use", "alg", "kid"} for key in published)


async def test_a_wrong_name_and_a_wrong_password_are_answered_alike(directory: Directory) -> None:
    wrong_password = await directory.sign_in(person_id("330000", Role.FILER), "wrong")
    wrong_name = await directory.sign_in("nobody-of-that-name", "wrong")

    assert wrong_password.status_code == wrong_name.status_code == 401
    assert wrong_password.json() == wrong_name.json()
    assert wrong_password.headers["WWW-Authenticate"] == "Bearer"


async def test_capitals_in_a_name_do_not_matter(directory: Directory) -> None:
    assert (await directory.sign_in("P-330000-Filer-2")).status_code == 201


async def test_too_many_failures_lock_the_name_at_that_address_alone_and_for_a_while(directory: Directory) -> None:
    name = person_id("340000", Role.FILER)
    for _ in range(5):
        assert (await directory.sign_in(name, "wrong")).status_code == 401

    locked = await directory.sign_in(name)
    assert (locked.status_code, locked.json()["code"]) == (429, "sign_in_locked")
    assert int(locked.headers["Retry-After"]) == 1_800
    assert (await directory.sign_in(name, address=ELSEWHERE)).status_code == 201
    assert (await directory.sign_in(person_id("340000", Role.FILER, 2))).status_code == 201

    directory.clock.advance(1_801)
    assert (await directory.sign_in(name)).status_code == 201
    assert (await directory.sign_in(name, "wrong")).status_code == 401


async def test_a_name_that_does_not_exist_is_locked_just_the_same(directory: Directory) -> None:
    answers = [await directory.sign_in("nobody-at-all", "wrong") for _ in range(6)]

    assert [answer.json()["code"] for answer in answers] == ["wrong_sign_in"] * 5 + ["sign_in_locked"]


async def test_guesses_sent_at_the_same_time_are_counted_like_others(directory: Directory) -> None:
    name = person_id("350000", Role.FILER)

    answers = await asyncio.gather(*(directory.sign_in(name, f"wrong-{number}") for number in range(30)))

    assert sum(answer.status_code == 401 for answer in answers) <= 5
    assert {answer.status_code for answer in answers} == {401, 429}


async def test_a_refresh_token_is_good_once_and_a_copy_ends_the_session(directory: Directory) -> None:
    first = (await directory.sign_in(person_id("360000", Role.FILER))).json()
    second = await refresh(directory, first["refresh_token"])
    assert second.status_code == 200
    assert second.json()["session"] == first["session"]

    stolen = await refresh(directory, first["refresh_token"])
    rightful = await refresh(directory, second.json()["refresh_token"])

    assert (stolen.status_code, stolen.json()["code"]) == (401, "token_invalid")
    assert (rightful.status_code, rightful.json()["code"]) == (401, "token_invalid")
    after = await directory.get("/v1/me", {"Authorization": f"Bearer {second.json()['access_token']}"})
    assert after.json()["code"] == "token_invalid"


async def test_of_two_refreshes_at_once_at_most_one_succeeds(directory: Directory) -> None:
    token = (await directory.sign_in(person_id("370000", Role.FILER))).json()["refresh_token"]

    answers = await asyncio.gather(*(refresh(directory, token) for _ in range(5)))

    assert sum(answer.status_code == 200 for answer in answers) <= 1
    assert {answer.status_code for answer in answers} <= {200, 401}


@pytest.mark.parametrize("made_up", ["x", "x.y", ".", "0" * 32 + ".secret"])
async def test_a_made_up_refresh_token_is_refused(directory: Directory, made_up: str) -> None:
    assert (await refresh(directory, made_up)).json()["code"] == "token_invalid"


async def test_signing_out_ends_the_session(directory: Directory) -> None:
    tokens = (await directory.sign_in(person_id("410000", Role.FILER))).json()
    who = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert (await directory.get("/v1/me", who)).status_code == 200

    left = await directory.client.delete("/v1/sessions/current", headers=who)

    assert left.status_code == 204
    assert (await directory.get("/v1/me", who)).json()["code"] == "token_invalid"
    assert (await refresh(directory, tokens["refresh_token"])).json()["code"] == "token_invalid"


async def test_a_session_nobody_refreshes_ends(directory: Directory) -> None:
    tokens = (await directory.sign_in(person_id("420000", Role.FILER))).json()
    directory.clock.advance(1_700)
    tokens = (await refresh(directory, tokens["refresh_token"])).json()
    directory.clock.advance(1_801)

    assert (await refresh(directory, tokens["refresh_token"])).json()["code"] == "token_invalid"


async def test_an_old_access_token_is_told_to_be_refreshed(directory: Directory) -> None:
    tokens = (await directory.sign_in(person_id("420000", Role.FILER, 2))).json()
    directory.clock.advance(700)

    old = await directory.get("/v1/me", {"Authorization": f"Bearer {tokens['access_token']}"})
    assert old.json()["code"] == "token_expired"
    assert (await refresh(directory, tokens["refresh_token"])).status_code == 200


async def test_a_new_password_opens_and_ends_every_other_session(directory: Directory) -> None:
    name = person_id("430000", Role.FILER)
    here, elsewhere = [(await directory.sign_in(name)).json() for _ in range(2)]
    who = {"Authorization": f"Bearer {here['access_token']}"}

    weak = await directory.put("/v1/me/password", {"current": PASSWORD, "wanted": "short"}, who)
    wrong = await directory.put("/v1/me/password", {"current": "wrong", "wanted": NEW_PASSWORD}, who)
    done = await directory.put("/v1/me/password", {"current": PASSWORD, "wanted": NEW_PASSWORD}, who)

    assert (weak.status_code, weak.json()["fields"][0]["code"]) == (422, "weak_password")
    assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong_sign_in")
    assert done.status_code == 204
    assert (await directory.sign_in(name)).status_code == 401
    assert (await directory.sign_in(name, NEW_PASSWORD)).status_code == 201
    assert (await refresh(directory, elsewhere["refresh_token"])).status_code == 401
    assert (await refresh(directory, here["refresh_token"])).status_code == 200


async def test_who_holds_a_token_cannot_guess_the_password_with_it(directory: Directory) -> None:
    who = await directory.as_("450000", Role.FILER)

    answers = [
        await directory.put("/v1/me/password", {"current": f"wrong-{number}", "wanted": NEW_PASSWORD}, who)
        for number in range(7)
    ]

    assert [answer.status_code for answer in answers] == [401] * 5 + [429] * 2


async def test_sign_ins_are_on_record_and_no_typed_name_or_password_is(directory: Directory) -> None:
    secret = "my-password-in-the-wrong-box"
    await directory.sign_in(secret, "x")
    await directory.sign_in(person_id("440000", Role.FILER), "wrong")
    await directory.sign_in(person_id("440000", Role.FILER))

    async def recorded() -> bool:
        acts = [act for act in await directory.acts() if act.actor == "p-440000-filer-1"]
        return {(act.verb, act.outcome, act.problem) for act in acts} == {
            ("session.begin", "refused", "wrong_sign_in"),
            ("session.begin", "done", None),
        }

    await eventually(recorded)
    acts = await directory.acts()
    assert any(act.actor == "unknown" and act.outcome == "refused" for act in acts)
    assert all(secret not in act.model_dump_json() for act in acts)
    assert {act.address for act in acts} >= {"127.0.0.1"}


async def test_production_opens_to_no_password_that_everybody_knows(servers: Servers, prefix: str) -> None:
    name = person_id("330000", Role.FILER)
    async with provisioned(settings_on(servers, prefix)) as demo_settings:
        await seed_into(demo_settings, FixedClock(IN_THE_WEEK))
        async with running_directory(demo_settings) as demo:
            before = (await demo.sign_in(name)).json()["access_token"]
            demo_key = (await demo.client.get("/v1/keys")).json()["keys"][0]["kid"]
        own = settings_on(
            servers,
            prefix,
            production=True,
            s3_access_key="a-key-of-our-own",
            s3_secret_key="a-secret-of-our-own",
            directory_seed_password=NEW_PASSWORD,
            directory_signing_key=make_private_key().pem(),
            directory_second_factor_key="a-key-that-seals-second-factors-here",
            directory_audit_key="an-audit-key-of-our-own-of-32-characters",
        ).model_copy(update={"prefix": demo_settings.prefix})
        async with running_directory(own) as production:
            assert (await production.sign_in(name)).status_code == 401
            published = (await production.client.get("/v1/keys")).json()["keys"]
            assert demo_key not in {key["kid"] for key in published}
            async with following(own) as view:
                production.clock.advance(1)
                with pytest.raises(Problem) as refused:
                    read_token(before, view, own, production.clock)
            assert refused.value.code is ProblemCode.TOKEN_INVALID
