"""Invitations and forgotten passwords by letters, with a real mail server: once, for a while, uniform, and never lost."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from httpx import Response
from motor.motor_asyncio import AsyncIOMotorClient

from contracts.organisations import MINISTRY, Role
from deploy.native.servers import Servers
from services.directory.seed.people import person_id
from tests.integration.directory.running import PASSWORD, Directory, seeded_directory
from tests.integration.kit.letters import MailServer, mail_server, text_of
from tests.integration.kit.waiting import eventually

OWN, OTHER = "Geng-Chang-2025", "Kaifang-2024-Yuan"
LINK = re.compile(r"http://localhost:8080/sign-in/(invitation|new-password)#(\S+)")
SCHOOLS_BOX = "office@school.example"


@dataclass
class Realm:
    """A directory with a mail server beside it."""

    directory: Directory
    server: MailServer

    async def manager(self, organisation: str = "330600") -> dict[str, str]:
        """The header of a manager."""
        return await self.directory.as_(organisation, Role.MANAGER)

    async def newcomer(self, name: str, email: str | None = SCHOOLS_BOX, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - a form.
        """An account that a manager made, without a password."""
        form = {"name": name, "display_name": "王丽", "organisation": "330600", "grants": [], "email": email} | more
        form["grants"] = [{"organisation": "330600", "role": "filer"}]
        made = await self.directory.put(f"/v1/people/{name}", form, await self.manager())
        assert made.status_code == 201, made.text
        return form

    async def invite(self, name: str, who: dict[str, str] | None = None) -> Response:
        """Ask for an invitation."""
        path = f"/v1/people/{name}/invitation"
        return await self.directory.post(path, {}, who if who is not None else await self.manager())

    async def letters(self, count: int, to: str = SCHOOLS_BOX) -> list[str]:
        """The tokens of the letters to an address, once there are so many."""

        async def came() -> bool:
            return len(self.server.to(to)) >= count

        await eventually(came)
        found = [LINK.search(text_of(letter)) for letter in self.server.to(to)]
        assert all(found)
        return [one[2] for one in found if one]

    async def use(self, token: str, password: str = OWN, **more: str) -> Response:
        """Choose a password with a link."""
        body = {"token": token, "password": password} | more
        return await self.directory.post("/v1/links/use", body, {})

    async def forget(self, name: str) -> Response:
        """Ask for a letter about a forgotten password."""
        return await self.directory.post("/v1/passwords/forgotten", {"name": name}, {})


@pytest.fixture(scope="module")
async def open_realm(servers: Servers, prefix: str) -> AsyncIterator[Realm]:
    async with mail_server() as server:
        smtp = {"smtp": f"127.0.0.1:{server.port}", "smtp_tls": "none", "directory_post_seconds": 0.05}
        async with seeded_directory(servers, prefix, **smtp) as directory:
            yield Realm(directory, server)


@pytest.fixture
def realm(open_realm: Realm) -> Realm:
    open_realm.server.kept.clear()
    open_realm.server.answers.clear()
    return open_realm


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_an_invited_person_chooses_name_and_password_and_signs_in(realm: Realm) -> None:
    await realm.newcomer("li.na")
    invited = await realm.invite("li.na")
    (token,) = await realm.letters(1)

    seen = (await realm.directory.post("/v1/links/look", {"token": token}, {})).json()
    done = await realm.use(token, name="li.na.2024", display_name="李娜")
    signed_in = await realm.directory.sign_in("li.na.2024", OWN)

    assert (invited.status_code, invited.json()["state"], invited.json()["letter"]) == (201, "open", "waiting")
    assert (seen["purpose"], seen["name"], seen["organisation"]) == ("invitation", "li.na", "330600")
    assert (done.status_code, done.json()) == (200, {"name": "li.na.2024"})
    assert (signed_in.status_code, signed_in.json()["needs"]) == (201, [])
    who = {"Authorization": f"Bearer {signed_in.json()['access_token']}"}
    me = (await realm.directory.get("/v1/me", who)).json()
    assert (me["person"], me["display_name"], me["email"]) == ("li.na", "李娜", SCHOOLS_BOX)
    assert (await realm.directory.sign_in("li.na", OWN)).status_code == 401


async def test_a_letter_names_the_organisation_and_the_day_in_the_persons_language(realm: Realm) -> None:
    await realm.newcomer("chen.yu", "chen@school.example")
    await realm.newcomer("john.smith", "john@school.example", language="en", display_name="John")
    await realm.invite("chen.yu")
    await realm.invite("john.smith")
    await realm.letters(1, "chen@school.example")
    await realm.letters(1, "john@school.example")

    (chinese,), (english,) = realm.server.to("chen@school.example"), realm.server.to("john@school.example")

    assert "绍兴" in text_of(chinese)
    assert "chen.yu" in text_of(chinese)
    assert "2024-05-21 12:00" in text_of(chinese), "a week after the day on which the clock stands, in Shanghai"
    assert english["Subject"].startswith("Your account")
    assert "2024-05-21 12:00" in text_of(english)


async def test_a_link_is_good_once(realm: Realm) -> None:
    await realm.newcomer("once")
    await realm.invite("once")
    (token,) = await realm.letters(1)

    assert (await realm.use(token)).status_code == 200
    again = await realm.use(token, OTHER)

    assert code(again) == (410, "link_ended")
    assert code(await realm.directory.post("/v1/links/look", {"token": token}, {})) == (410, "link_ended")
    assert (await realm.directory.sign_in("once", OTHER)).status_code == 401
    state = (await realm.directory.get("/v1/people/once/invitation", await realm.manager())).json()
    assert (state["state"], state["letter"]) == ("used", "sent")


async def test_only_the_newest_letter_opens_and_a_revoked_one_does_not(realm: Realm) -> None:
    await realm.newcomer("twice")
    await realm.invite("twice")
    await realm.letters(1)
    await realm.invite("twice")
    first, second = await realm.letters(2)

    assert code(await realm.use(first)) == (410, "link_ended")
    manager = await realm.manager()
    revoked = await realm.directory.client.delete("/v1/people/twice/invitation", headers=manager)
    assert revoked.status_code == 204
    assert code(await realm.use(second)) == (410, "link_ended")
    state = (await realm.directory.get("/v1/people/twice/invitation", manager)).json()
    assert state["state"] == "revoked"


async def test_an_invitation_ends_after_a_week(realm: Realm) -> None:
    await realm.newcomer("late")
    await realm.invite("late")
    (token,) = await realm.letters(1)
    realm.directory.clock.advance(604_800)
    realm.directory._tokens.clear()

    assert code(await realm.use(token)) == (410, "link_ended")
    state = (await realm.directory.get("/v1/people/late/invitation", await realm.manager())).json()
    assert state["state"] == "too_old"


async def test_a_weak_password_or_a_name_that_is_taken_uses_no_link_up(realm: Realm) -> None:
    await realm.newcomer("picky")
    await realm.invite("picky")
    (token,) = await realm.letters(1)

    weak = await realm.use(token, "short")
    taken = await realm.use(token, name=person_id("330600", Role.MANAGER))

    assert (weak.json()["fields"][0]["path"], weak.json()["fields"][0]["code"]) == ("password", "weak_password")
    assert (taken.json()["fields"][0]["path"], taken.json()["fields"][0]["code"]) == ("name", "id_taken")
    assert (await realm.use(token)).status_code == 200


@pytest.mark.parametrize("made_up", ["x", "x.y", "0" * 32 + ".secret", ".", ""])
async def test_a_made_up_link_opens_nothing_nor_does_one_without_its_end(realm: Realm, made_up: str) -> None:
    looked_at = await realm.directory.post("/v1/links/look", {"token": made_up}, {})

    assert code(looked_at) == (410, "link_ended")
    assert code(await realm.use(made_up)) == (410, "link_ended")


async def test_who_may_not_manage_the_person_sends_no_invitation(realm: Realm) -> None:
    await realm.newcomer("guarded")

    assert (await realm.invite("guarded", await realm.manager("340000"))).status_code == 404
    assert (await realm.invite("guarded", await realm.directory.as_("330600", Role.FILER))).status_code == 404
    administrator = person_id(MINISTRY, Role.SYSTEM_ADMINISTRATOR)
    assert (await realm.invite(administrator)).status_code == 404
    await realm.newcomer("no.address", None)
    assert code(await realm.invite("no.address")) == (409, "address_missing")
    assert not realm.server.kept


async def test_who_has_no_address_gets_a_link_by_hand_which_is_told_once(realm: Realm) -> None:
    await realm.newcomer("by.hand", None)
    path, manager = "/v1/people/by.hand/invitation", await realm.manager()

    first = await realm.directory.post(f"{path}?by_hand=true", {}, manager)
    second = await realm.directory.post(f"{path}?by_hand=true", {}, manager)
    seen = (await realm.directory.get(path, manager)).json()

    assert (second.status_code, second.headers["Cache-Control"]) == (201, "no-store")
    assert (seen["state"], seen["letter"], seen["link"], seen["made_by"]) == (
        "open",
        "none",
        None,
        "p-330600-manager-1",
    )
    old, new = [LINK.fullmatch(answer.json()["link"]) for answer in (first, second)]
    assert old is not None
    assert new is not None
    assert code(await realm.use(old[2])) == (410, "link_ended")
    assert (await realm.use(new[2])).status_code == 200
    assert (await realm.directory.sign_in("by.hand", OWN)).json()["needs"] == []
    assert (await realm.directory.get(path, manager)).json()["state"] == "used"
    assert not realm.server.kept

    async def on_record() -> bool:
        said = [act.after for act in await realm.directory.acts() if act.verb == "person.invitation_letter"]
        return "made, given by hand" in said

    await eventually(on_record)
    told = "".join(act.model_dump_json() for act in await realm.directory.acts())
    assert new[2] not in told


async def test_a_forgotten_password_is_chosen_anew_and_ends_every_session(realm: Realm) -> None:
    await realm.newcomer("forgetful")
    await realm.invite("forgetful")
    (first,) = await realm.letters(1)
    await realm.use(first)
    session = (await realm.directory.sign_in("forgetful", OWN)).json()
    failed = [(await realm.directory.sign_in("forgetful", "wrong")).status_code for _ in range(6)]
    assert failed[-1] == 429

    assert (await realm.forget("Forgetful")).status_code == 202
    _, token = await realm.letters(2)
    used_before = await realm.use(token, OWN)
    done = await realm.use(token, OTHER)

    assert used_before.json()["fields"][0]["code"] == "password_used"
    assert done.status_code == 200
    refreshed = await realm.directory.post("/v1/sessions/refresh", {"refresh_token": session["refresh_token"]}, {})
    assert refreshed.status_code == 401
    assert (await realm.directory.sign_in("forgetful", OTHER)).status_code == 201, "and the lock is off at this address"


async def test_who_there_is_cannot_be_told_from_the_answer(realm: Realm) -> None:
    await realm.newcomer("known")
    await realm.newcomer("unreachable", None)

    answers = [await realm.forget(name) for name in ("known", "unreachable", "nobody-of-that-name")]
    await realm.letters(1)

    assert {(answer.status_code, answer.text) for answer in answers} == {(202, "")}
    assert len(realm.server.kept) == 1


async def test_nobodys_box_is_filled_with_letters(realm: Realm) -> None:
    await realm.newcomer("patient", "patient@school.example")

    answers = [await realm.forget("patient") for _ in range(4)]
    unknown = [await realm.forget("nobody-patient") for _ in range(4)]

    expected = [202, 202, 202, 429]
    assert [one.status_code for one in answers] == [one.status_code for one in unknown] == expected
    await realm.letters(1, "patient@school.example")
    assert len(realm.server.to("patient@school.example")) <= 3


async def test_a_link_ends_when_another_password_comes_into_force(realm: Realm) -> None:
    form = await realm.newcomer("overtaken")
    await realm.forget("overtaken")
    (token,) = await realm.letters(1)
    known = (await realm.directory.get("/v1/people/overtaken", await realm.manager())).json()

    given = await realm.directory.put(
        "/v1/people/overtaken", form | {"password": OTHER, "revision": known["revision"]}, await realm.manager()
    )

    assert given.status_code == 200, given.text
    assert code(await realm.use(token)) == (410, "link_ended")


async def test_a_letter_waits_while_the_mail_server_is_away_and_is_sent_once(realm: Realm) -> None:
    await realm.newcomer("patience", "busy@school.example")
    realm.server.answers["busy@school.example"] = "450 box busy"
    await realm.invite("patience")

    async def put_off() -> bool:
        state = (await realm.directory.get("/v1/people/patience/invitation", await realm.manager())).json()
        return "450" in state["letter_fault"] and state["letter"] == "waiting"

    await eventually(put_off)
    assert not realm.server.kept
    realm.server.answers.clear()
    realm.directory.clock.advance(61)
    (token,) = await realm.letters(1, "busy@school.example")
    realm.directory.clock.advance(61)
    await realm.directory.client.get("/health/ready")

    assert (await realm.use(token)).status_code == 200
    assert len(realm.server.to("busy@school.example")) == 1


async def test_a_manager_sees_that_nobody_has_the_address(realm: Realm) -> None:
    await realm.newcomer("typo", "typo@school.example")
    realm.server.answers["typo@school.example"] = "550 nobody here"
    await realm.invite("typo")

    async def told() -> bool:
        state = (await realm.directory.get("/v1/people/typo/invitation", await realm.manager())).json()
        return state["letter"] == "refused" and "nobody here" in state["letter_fault"]

    await eventually(told)


async def test_letters_are_on_record_and_neither_address_nor_token_is_told_or_stored(realm: Realm) -> None:
    await realm.newcomer("recorded", "recorded@school.example")
    await realm.invite("recorded")
    (token,) = await realm.letters(1, "recorded@school.example")
    await realm.use(token)

    async def on_record() -> bool:
        acts = {(act.verb, act.actor, act.after) for act in await realm.directory.acts()}
        invited = ("person.invitation_letter", person_id("330600", Role.MANAGER), "made")
        return acts >= {invited, ("person.password", "recorded", "invitation")}

    await eventually(on_record)
    told = "".join(act.model_dump_json() for act in await realm.directory.acts())
    client: AsyncIOMotorClient[dict[str, Any]] = AsyncIOMotorClient(realm.directory.settings.mongo)
    links = client[realm.directory.settings.database("directory")]["links"]
    stored = str(await links.find({}).to_list(None))
    client.close()
    assert token not in stored
    assert token.partition(".")[2] not in stored
    assert "school.example" not in told + stored


async def test_without_a_mail_server_a_manager_hands_out_a_first_password(servers: Servers, prefix: str) -> None:
    async with seeded_directory(servers, prefix) as silent:
        name = person_id("330600", Role.FILER)
        manager = await silent.as_("330600", Role.MANAGER)
        known = (await silent.get(f"/v1/people/{name}", manager)).json()
        form = {key: known[key] for key in ("name", "display_name", "organisation", "grants", "revision")}
        form |= {"email": SCHOOLS_BOX, "password": OTHER}
        assert (await silent.put(f"/v1/people/{name}", form, manager)).status_code == 200

        invited = await silent.post(f"/v1/people/{name}/invitation", {}, manager)
        forgotten = await silent.post("/v1/passwords/forgotten", {"name": name}, {})

        assert (await silent.get("/v1/ways", {})).json() == {"letters": False, "elsewhere": None}
        assert (await silent.get("/v1/sessions/oidc/start", {}, back="/")).status_code == 404
        assert code(invited) == code(forgotten) == (409, "post_missing")
        assert (await silent.sign_in(name, OTHER)).json()["needs"] == ["password"]
        assert PASSWORD != OTHER
