"""What everybody may know of people: roles and language on a topic of its own, and nothing that names anybody."""

from contracts import topics
from contracts.base import decode_open
from contracts.organisations import PersonState, Role
from services.kit.service_tokens import mint_service_token
from tests.integration.directory.running import Directory, said
from tests.integration.kit.waiting import eventually

FORM = {"name": "wang.wu", "display_name": "王五", "organisation": "330000", "phone": "0571-8888"}


async def states(directory: Directory, person: str) -> list[PersonState]:
    records = await said(directory.settings, topics.PEOPLE)
    return [decode_open(PersonState, one.value) for one in records if one.key == person.encode() and one.value]


async def test_everybody_who_was_seeded_is_announced_at_the_start(directory: Directory) -> None:
    (state, *_) = await states(directory, "p-330000-reviewer-1")

    assert [(grant.organisation, grant.role) for grant in state.grants] == [("330000", Role.REVIEWER)]
    assert (state.organisation, state.closed, state.language) == ("330000", False, "zh-CN")


async def test_every_change_of_a_person_is_said_and_no_name_with_it(directory: Directory) -> None:
    manager = await directory.as_("330000", Role.MANAGER)
    grants = [{"organisation": "330000", "role": "filer"}]
    made = await directory.put("/v1/people/wang-wu", {**FORM, "grants": grants}, manager)
    assert made.status_code == 201, made.text
    left = {**FORM, "grants": [], "closed": True, "revision": made.json()["revision"]}
    ended = await directory.put("/v1/people/wang-wu", left, manager)
    assert ended.status_code == 200, ended.text

    async def all_said() -> bool:
        return {one.revision for one in await states(directory, "wang-wu")} >= {ended.json()["revision"]}

    await eventually(all_said)

    # The relay may say one twice; who reads goes by revision.
    by_revision = {one.revision: one for one in await states(directory, "wang-wu")}
    first, last = (by_revision[revision] for revision in sorted(by_revision))
    assert [grant.role for grant in first.grants] == [Role.FILER]
    assert (last.revision, last.closed, last.grants) == (ended.json()["revision"], True, ())
    everything = b"".join(one.value or b"" for one in await said(directory.settings, topics.PEOPLE))
    assert "王五".encode() not in everything
    assert b"0571" not in everything
    assert b"wang.wu" not in everything


async def test_a_service_learns_where_people_are_written_to_and_nobody_else_does(directory: Directory) -> None:
    manager = await directory.as_("330600", Role.MANAGER)
    form = {**FORM, "name": "li.liu", "organisation": "330600", "email": "li@example.cn", "language": "en"}
    made = await directory.put("/v1/people/li-liu", form, manager)
    assert made.status_code == 201, made.text
    gone = {**form, "name": "gone", "closed": True}
    assert (await directory.put("/v1/people/gone", gone, manager)).status_code == 201
    asked = {"people": ["li-liu", "gone", "nobody"]}

    def as_service(name: str, audience: str = "directory") -> dict[str, str]:
        secret = directory.settings.service_secret.get_secret_value()
        token = mint_service_token(name, audience, secret, directory.clock.now())
        return {"Authorization": f"Bearer {token}"}

    answer = await directory.post("/v1/addresses", asked, as_service("notification"))

    assert answer.status_code == 200, answer.text
    expected = {"person": "li-liu", "email": "li@example.cn", "display_name": "王五", "language": "en"}
    assert answer.json() == {"items": [expected]}
    refused = [
        await directory.post("/v1/addresses", asked, who)
        for who in (manager, as_service("media"), as_service("notification", "media"), {})
    ]
    assert [one.status_code for one in refused] == [401, 403, 401, 401]
