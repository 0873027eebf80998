"""Acting for another: lent to a named colleague until a day, seen by everybody, and never what is one's own alone."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from httpx import Response

from contracts.organisations import MINISTRY, Role
from services.directory.seed.people import person_id
from services.kit.identity import Grant, read_token
from tests.integration.directory.running import PASSWORD, Directory, following
from tests.integration.directory.test_people import form_of
from tests.integration.kit.waiting import eventually

OWN = "Geng-Chang-2025"


def code(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


class Person:
    """Somebody with a session of their own."""

    def __init__(self, directory: Directory, tokens: dict[str, Any]) -> None:
        self.directory, self.tokens = directory, tokens

    @property
    def who(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens['access_token']}"}

    async def refresh(self) -> None:
        body = {"refresh_token": self.tokens["refresh_token"]}
        answer = await self.directory.post("/v1/sessions/refresh", body, {})
        assert answer.status_code == 200, answer.text
        self.tokens = answer.json()

    async def lend(self, colleague: str, days: float = 3, **more: str) -> Response:
        until = self.directory.clock.now() + timedelta(days=days)
        body = {"colleague": colleague, "until": until.isoformat()} | more
        return await self.directory.post("/v1/me/delegations", body, self.who)

    async def act_for(self, person: str) -> Response:
        answer = await self.directory.post("/v1/sessions/acting", {"person": person}, self.who)
        if answer.status_code == 204:
            await self.refresh()
        return answer

    async def me(self) -> dict[str, Any]:
        found: dict[str, Any] = (await self.directory.get("/v1/me", self.who)).json()
        return found


async def enter(directory: Directory, name: str) -> Person:
    answer = await directory.sign_in(name)
    assert answer.status_code == 201, answer.text
    return Person(directory, answer.json())


async def two(directory: Directory, place: str, role: Role = Role.FILER) -> tuple[Person, Person, str, str]:
    """A person who lends, a colleague who may then act, and the ids of both."""
    names = person_id(place, role), person_id(place, Role.REVIEWER)
    lender, colleague = [await enter(directory, name) for name in names]
    return lender, colleague, *names


async def test_a_colleague_acts_with_the_persons_roles_and_both_are_named(directory: Directory) -> None:
    lender, colleague, name, other = await two(directory, "330000")
    lent = await lender.lend(other, note="出差")
    assert lent.status_code == 201, lent.text

    (offer,) = (await directory.get("/v1/me/delegations", colleague.who)).json()["borrowed"]
    assert (offer["person"], offer["note"], bool(offer["name"])) == (name, "出差", True)
    assert (await colleague.act_for(name)).status_code == 204

    async with following(directory.settings) as view:
        caller = read_token(colleague.tokens["access_token"], view, directory.settings, directory.clock)
    assert (caller.person, caller.acting, caller.hands) == (name, other, other)
    assert caller.grants == (Grant("330000", Role.FILER),)
    me = await colleague.me()
    assert (me["person"], me["acting"], bool(me["acting_name"])) == (name, other, True)
    assert (colleague.tokens["person"], colleague.tokens["acting"]) == (name, other)

    assert (await colleague.act_for(other)).status_code == 204
    me = await colleague.me()
    assert (me["person"], me["acting"]) == (other, None)


async def test_what_is_done_meanwhile_names_both_on_record(directory: Directory) -> None:
    lender, colleague, name, other = await two(directory, "340000", Role.MANAGER)
    await lender.lend(other)
    await colleague.act_for(name)
    school = {"kind": "school", "name": "合肥市新办中专", "short_name": "新办", "parent": "340000"} | {
        "school_type": "secondary"
    }

    opened = await directory.put("/v1/organisations/s-hefei", school, colleague.who)
    refused = await directory.put("/v1/organisations/s-jinan", school | {"parent": "370000"}, colleague.who)

    assert (opened.status_code, refused.status_code) == (201, 403), refused.text

    async def recorded() -> bool:
        acts = [act for act in await directory.acts() if act.acting_for == name]
        return {(act.actor, act.organisation, act.outcome) for act in acts} == {
            (other, "340000", "done"),
            (other, "340000", "refused"),
        }

    await eventually(recorded)
    acts = {(act.verb, act.actor, act.object, act.after) for act in await directory.acts()}
    assert ("session.acting", other, f"person:{name}", "taken up") in acts
    assert ("person.delegation", name) in {(verb, actor) for verb, actor, _, _ in acts}


async def test_what_is_ones_own_is_nobody_elses(directory: Directory) -> None:
    lender, colleague, name, other = await two(directory, "350000", Role.MANAGER)
    await lender.lend(other)
    await colleague.act_for(name)
    who, post, put = colleague.who, directory.post, directory.put
    form = {"name": "x", "organisation": "350000", "password": OWN}

    answers = {
        "password": await put("/v1/me/password", {"current": PASSWORD, "wanted": OWN}, who),
        "language": await put("/v1/me/language", {"language": "en"}, who),
        "second factor": await post("/v1/me/second-factor", {"password": PASSWORD}, who),
        "passkeys": await directory.get("/v1/me/passkeys", who),
        "devices": await directory.get("/v1/me/sessions", who),
        "lending on": await colleague.lend(person_id("350000", Role.FILER)),
        "accounts": await put("/v1/people/new-one", form, who),
        "first password": await put(f"/v1/people/{name}", form, who),
        "invitation": await post(f"/v1/people/{name}/invitation", {}, who),
        "identity": await post(f"/v1/people/{name}/identities", {"value": "x"}, who),
        "hand-over": await post(f"/v1/people/{name}/hand-over", {"to": other}, who),
        "sessions": await directory.client.delete(f"/v1/people/{name}/sessions", headers=who),
        "many accounts": await directory.client.put(f"/v1/imports/{uuid4()}?kind=people", content=b"x", headers=who),
        "lost device": await directory.client.delete(f"/v1/people/{name}/second-factor", headers=who),
    }

    assert {what: code(answer) for what, answer in answers.items()} == dict.fromkeys(answers, (403, "not_for_another"))
    # What is no account may be imported by a colleague, too: this is a sheet that cannot be read.
    organisations = await directory.client.put(f"/v1/imports/{uuid4()}?kind=organisations", content=b"x", headers=who)
    assert code(organisations) == (422, "workbook_unreadable")

    async def each_is_on_record() -> bool:
        tried = {act.act: act for act in await directory.acts() if act.verb == "person.for_another"}
        # Looking at passkeys and devices is no act.
        return [(act.actor, act.acting_for) for act in tried.values()] == [(other, name)] * (len(answers) - 2)

    await eventually(each_is_on_record)


async def test_an_administrators_office_is_not_lent(directory: Directory) -> None:
    administrator = await enter(directory, person_id(MINISTRY, Role.AUDIT_ADMINISTRATOR))

    answer = await administrator.lend(person_id(MINISTRY, Role.MANAGER))

    assert code(answer) == (409, "nothing_to_lend")


async def test_none_of_the_three_administrators_acts_for_anybody(directory: Directory) -> None:
    manager = await enter(directory, person_id(MINISTRY, Role.MANAGER))
    auditor = person_id(MINISTRY, Role.AUDIT_ADMINISTRATOR)
    offered = (await directory.get("/v1/me/colleagues", manager.who)).json()["items"]

    refused = await manager.lend(auditor)

    assert refused.json()["fields"][0]["code"] == "no_colleague"
    assert auditor not in {one["person"] for one in offered}
    assert person_id(MINISTRY, Role.EDITOR) in {one["person"] for one in offered}


async def test_who_becomes_an_administrator_acts_for_nobody_any_more(directory: Directory) -> None:
    lender, colleague, name, other = await two(directory, MINISTRY)
    security = await directory.as_(MINISTRY, Role.SECURITY_ADMINISTRATOR)
    assert (await lender.lend(other)).status_code == 201
    assert (await colleague.act_for(name)).status_code == 204
    known = (await directory.get(f"/v1/people/{other}", security)).json()
    role = [{"organisation": MINISTRY, "role": "audit_administrator"}]

    named = await directory.put(f"/v1/people/{other}", form_of(known, grants=role), security)

    assert named.status_code == 200, named.text
    assert code(await directory.get("/v1/me", colleague.who)) == (401, "token_expired")
    await colleague.refresh()
    assert (await colleague.me())["person"] == other
    assert code(await colleague.act_for(name)) == (403, "not_lent")


async def test_nobody_acts_for_whom_they_were_not_asked_to(directory: Directory) -> None:
    lender, colleague, name, other = await two(directory, "360000")
    third = await enter(directory, person_id("360000", Role.APPROVER))
    await lender.lend(other)

    assert code(await third.act_for(name)) == (403, "not_lent")
    assert code(await lender.act_for(other)) == (403, "not_lent")
    assert (await colleague.act_for(name)).status_code == 204
    assert code(await colleague.act_for(person_id("360000", Role.APPROVER))) == (403, "not_lent")


async def test_it_ends_on_its_day_and_at_once_where_it_is_taken_back(directory: Directory) -> None:
    lender, colleague, name, other = await two(directory, "370000")
    lent = (await lender.lend(other)).json()["delegation"]
    await colleague.act_for(name)
    acted = dict(colleague.tokens)

    taken = await directory.client.delete(f"/v1/me/delegations/{lent}", headers=lender.who)
    assert taken.status_code == 204
    refused = await directory.get("/v1/me", {"Authorization": f"Bearer {acted['access_token']}"})
    assert code(refused) == (401, "token_expired")
    await colleague.refresh()
    assert (await colleague.me())["person"] == other
    assert code(await colleague.act_for(name)) == (403, "not_lent")

    assert (await lender.lend(other, days=0.001)).status_code == 201
    assert (await colleague.act_for(name)).status_code == 204
    directory.clock.advance(87)
    await colleague.refresh()
    assert (await colleague.me())["person"] == other
    assert (await directory.get("/v1/me/delegations", lender.who)).json() == {"lent": [], "borrowed": []}


async def test_the_colleague_may_give_it_back_and_a_third_may_not(directory: Directory) -> None:
    lender, colleague, _, other = await two(directory, "410000")
    third = await enter(directory, person_id("410000", Role.APPROVER))
    path = f"/v1/me/delegations/{(await lender.lend(other)).json()['delegation']}"

    assert (await directory.client.delete(path, headers=third.who)).status_code == 404
    assert (await directory.client.delete(path, headers=colleague.who)).status_code == 204
    assert (await directory.get("/v1/me/delegations", colleague.who)).json()["borrowed"] == []


async def test_it_is_lent_to_a_colleague_for_a_month_at_most(directory: Directory) -> None:
    lender, _, name, other = await two(directory, "420000")
    listed = (await directory.get("/v1/me/colleagues", lender.who)).json()["items"]
    assert other in {one["person"] for one in listed}
    assert name not in {one["person"] for one in listed}

    for answer, path in (
        (await lender.lend(person_id("430000", Role.REVIEWER)), "colleague"),
        (await lender.lend("nobody"), "colleague"),
        (await lender.lend(name), "colleague"),
        (await lender.lend(other, days=-1), "until"),
        (await lender.lend(other, days=32), "until"),
    ):
        assert (answer.status_code, [one["path"] for one in answer.json()["fields"]]) == (422, [path])


async def test_signing_out_while_acting_ends_the_colleagues_session_alone(directory: Directory) -> None:
    lender, colleague, name, other = await two(directory, "430000")
    await lender.lend(other)
    await colleague.act_for(name)

    left = await directory.client.delete("/v1/sessions/current", headers=colleague.who)

    assert left.status_code == 204
    assert code(await directory.get("/v1/me", colleague.who)) == (401, "token_invalid")
    assert (await lender.me())["person"] == name
