"""An erasure ends every way in and everything lent; it may stop anywhere and be asked for again, and every road tells of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from contracts import topics
from contracts.base import decode_open
from contracts.organisations import MINISTRY, PersonState, Role
from contracts.problems import Problem, ProblemCode
from services.directory.domain.links import LetterState, Link, Purpose
from services.directory.domain.oidc import Identity
from services.directory.domain.passkeys import Passkey
from services.directory.operations.announce import Announcer
from services.kit.acts import Actor
from services.kit.bus import Bus
from services.kit.identity import Caller, Grant
from services.kit.service_tokens import mint_service_token
from tests.integration.directory.erasing import erasure_desk, everything_stored, faults_of, stored
from tests.integration.directory.running import Directory, said
from tests.integration.kit.waiting import eventually

CITY = "330600"
FIRST, OWN = "Kaifang-2024-Yuan", "Geng-Chang-2025"
SECURITY = Caller("p-ministry-security_administrator-1", "s", (Grant(MINISTRY, Role.SECURITY_ADMINISTRATOR),), 0)


@dataclass(frozen=True)
class Person:
    """Somebody with a passkey, a sign-in elsewhere, an open invitation, and something lent either way."""

    person: str
    who: dict[str, str]
    colleague: dict[str, str]


async def somebody(directory: Directory, name: str) -> Person:
    manager = await directory.as_(CITY, Role.MANAGER)
    grants = [{"organisation": CITY, "role": "filer"}]
    for one in (name, f"{name}-friend"):
        form = {"name": one, "organisation": CITY, "email": f"{one}@example.cn", "grants": grants, "password": FIRST}
        assert (await directory.put(f"/v1/people/{one}", form, manager)).status_code == 201
    who, friend = [await directory.as_newcomer(one, FIRST, OWN) for one in (name, f"{name}-friend")]
    until = (directory.clock.now() + timedelta(days=3)).isoformat()
    for lender, colleague in ((who, f"{name}-friend"), (friend, name)):
        form = {"colleague": colleague, "until": until, "note": "住院"}
        assert (await directory.post("/v1/me/delegations", form, lender)).status_code == 201
    now = directory.clock.now()
    async with stored(directory) as database:
        identity = Identity(f"{name}-id", 1, name, "https://sso.example", "email", f"{name}@example.cn", "m", now)
        await database.oidc.put(None, identity)
        await database.passkeys.put(None, Passkey(f"{name}-key", 1, name, b"", 0, "办公电脑", now, synced=False))
        ends_at = now + timedelta(days=7)
        link = Link(f"{name}-link", 1, Purpose.INVITATION, name, "0" * 64, now, ends_at, letter=LetterState.SENT)
        await database.links.put(None, link)
    return Person(name, who, friend)


async def erase(directory: Directory, person: str) -> dict[str, Any]:
    security = await directory.as_(MINISTRY, Role.SECURITY_ADMINISTRATOR)
    path = f"/v1/people/{person}/erasure"
    preview = (await directory.get(path, security)).json()
    answer = await directory.post(path, {"revision": preview["revision"]}, security)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def verbs_of(directory: Directory, person: str) -> list[str]:
    """What was done to a person, once an act: the relay may say one twice."""
    done = {
        act.act: act.verb
        for act in await directory.acts()
        if act.outcome == "done" and act.object == f"person:{person}"
    }
    return sorted(done.values())


async def test_every_way_in_and_everything_lent_ends_on_record(directory: Directory) -> None:
    gone = await somebody(directory, "gone")
    assert (await directory.post("/v1/sessions/acting", {"person": "gone"}, gone.colleague)).status_code == 204

    await erase(directory, "gone")

    assert (await directory.get("/v1/me", gone.who)).status_code == 401
    assert (await directory.get("/v1/me/delegations", gone.colleague)).json() == {"lent": [], "borrowed": []}
    assert (await directory.get("/v1/me", gone.colleague)).json()["person"] == "gone-friend"
    async with stored(directory) as database:
        assert await database.oidc.of_person("gone") == []
        assert await database.passkeys.of_person("gone") == []
        (lent,), (borrowed,) = (
            await database.delegations.by_person("gone"),
            await database.delegations.to_colleague("gone"),
        )
        assert [one.delegation.note for one in (lent, borrowed)] == ["", ""]
        assert None not in {one.delegation.ended_at for one in (lent, borrowed)}

    async def all_on_record() -> bool:
        ended = {"person.passkey", "person.identity", "person.delegation", "person.invitation_letter", "person.erase"}
        return ended <= set(await verbs_of(directory, "gone"))

    async def no_address_left() -> bool:
        await erase(directory, "gone")
        return "gone@example.cn" not in await everything_stored(directory)

    await eventually(all_on_record)
    await eventually(no_address_left)
    assert await faults_of(directory) == []


async def test_asked_twice_it_is_the_same_and_nothing_is_on_record_anew(directory: Directory) -> None:
    await somebody(directory, "twice")
    security = await directory.as_(MINISTRY, Role.SECURITY_ADMINISTRATOR)

    async def is_wiped() -> bool:
        return bool((await erase(directory, "twice"))["traces"] == {})

    await eventually(is_wiped)
    before = await verbs_of(directory, "twice")
    again = await directory.post("/v1/people/twice/erasure", {"revision": 0}, security)

    assert (again.status_code, again.json()["is_erased"], again.json()["traces"]) == (200, True, {})
    assert await verbs_of(directory, "twice") == before
    assert before.count("person.erase") == 1


@pytest.mark.parametrize("finisher", ["the administrator", "the directory"])
async def test_what_stopped_half_way_is_finished_when_asked_again_and_by_itself(
    directory: Directory, finisher: str
) -> None:
    name = "half-" + finisher.rpartition(" ")[2]
    await somebody(directory, name)

    async def away(_person: str, _actor: Actor) -> None:
        raise Problem(ProblemCode.STORE_AWAY)

    async with erasure_desk(directory, lambda endings: (endings[0], away)) as stopped:
        seen = (await stopped.preview(name, SECURITY)).revision
        with pytest.raises(Problem, match="store_away"):
            await stopped.erase(name, seen, SECURITY)
    async with stored(directory) as database:
        assert len(await database.oidc.of_person(name)) == 1
        assert len(await database.passkeys.of_person(name)) == 1
    assert (await directory.sign_in(name, OWN)).json()["code"] == "wrong_sign_in"

    async def is_finished() -> bool:
        if finisher == "the administrator":
            return bool((await erase(directory, name))["traces"] == {})
        async with erasure_desk(directory) as whole:
            await whole.complete()
            return (await whole.preview(name, SECURITY)).traces == {}

    await eventually(is_finished)
    async with stored(directory) as database:
        assert (await database.oidc.of_person(name), await database.passkeys.of_person(name)) == ([], [])

    async def is_on_record() -> bool:
        return (await verbs_of(directory, name)).count("person.erase") == 1

    await eventually(is_on_record)
    assert await faults_of(directory) == []


async def told(directory: Directory, person: str) -> list[PersonState]:
    records = await said(directory.settings, topics.PEOPLE)
    return [decode_open(PersonState, one.value) for one in records if one.key == person.encode() and one.value]


async def test_an_erasure_that_was_stored_and_not_sent_is_told_by_the_sweep_and_by_each_announcement(
    directory: Directory,
) -> None:
    await somebody(directory, "untold")
    async with erasure_desk(directory) as silent:
        await silent.erase("untold", (await silent.preview("untold", SECURITY)).revision, SECURITY)

    async def swept() -> bool:
        return any(one.is_erased for one in await told(directory, "untold"))

    await eventually(swept)
    before = sum(one.is_erased for one in await told(directory, "untold"))
    bus = Bus(directory.settings, directory.clock)
    await bus.start()
    try:
        async with stored(directory) as database:
            await Announcer(database, bus, directory.clock).everything()
    finally:
        await bus.stop()
    states = await told(directory, "untold")
    assert sum(one.is_erased for one in states) == before + 1
    assert (states[-1].is_erased, states[-1].closed, states[-1].grants) == (True, True, ())


async def test_nobody_is_told_any_more_where_an_erased_person_is_written_to_or_what_the_name_was(
    directory: Directory,
) -> None:
    gone = await somebody(directory, "unwritten")
    await erase(directory, "unwritten")

    secret = directory.settings.service_secret.get_secret_value()
    token = mint_service_token("notification", "directory", secret, directory.clock.now())
    service = {"Authorization": f"Bearer {token}"}
    asked = {"people": ["unwritten"]}
    named = (await directory.post("/v1/people/names", asked, gone.colleague)).json()["items"]

    assert (await directory.post("/v1/addresses", asked, service)).json() == {"items": []}
    assert [(one["name"], one["is_erased"]) for one in named] == [(None, True)]
