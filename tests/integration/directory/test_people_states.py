"""What everybody may know of people: roles and language on a topic of its own, and nothing that names anybody."""

from contracts import topics
from contracts.base import decode_open
from contracts.organisations import PersonState, Role
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
        return len(await states(directory, "wang-wu")) == 2

    await eventually(all_said)

    first, last = await states(directory, "wang-wu")
    assert [grant.role for grant in first.grants] == [Role.FILER]
    assert (last.revision, last.closed, last.grants) == (ended.json()["revision"], True, ())
    everything = b"".join(one.value or b"" for one in await said(directory.settings, topics.PEOPLE))
    assert "王五".encode() not in everything
    assert b"0571" not in everything
    assert b"wang.wu" not in everything
