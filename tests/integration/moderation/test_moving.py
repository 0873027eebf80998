"""An organisation moves: its items stay where they are until somebody above the move takes them along."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
from httpx import Response

from contracts import topics
from contracts.moderation import Act
from contracts.organisations import OrganisationKind, Role
from deploy.native.servers import Servers
from tests.integration.moderation.running import (
    FAR_CITY,
    FAR_PROVINCE,
    OTHER_CITY,
    Moderation,
    code_of,
    organisation,
    provisioned,
    realm_on,
    running,
    until,
)
from tests.unit.moderation.builders import CITY, MINISTRY, PROVINCE, SCHOOL, said


@pytest.fixture
async def moving(servers: Servers, prefix: str) -> AsyncIterator[Moderation]:
    """A moderation whose organisations may move."""
    async with provisioned(realm_on(servers, prefix)) as realm, running(realm) as service:
        yield service


async def move(moving: Moderation, *above: str) -> None:
    """Let the directory say where the school belongs now, and wait until the items' reads know it."""
    probe = await moving.filed()
    moved = organisation(SCHOOL, OrganisationKind.SCHOOL, *above, revision=2)
    await moving.realm.tell(topics.ORGANISATIONS, [(SCHOOL, 2, moved)])
    manager = moving.as_("manager", (MINISTRY, Role.MANAGER))

    async def is_known() -> bool:
        return bool((await moving.item(probe, manager))["may_reattribute"])

    await until(is_known)


async def take_along(
    moving: Moderation, who: dict[str, str], name: UUID | None = None, reason: str = "moved"
) -> Response:
    body = {"organisation": SCHOOL, "edition": "2024", "reason": reason}
    return await moving.client.put(f"/v1/reattributions/{name or uuid4()}", headers=who, json=body)


async def test_to_another_province_the_ministry_takes_the_items_along(moving: Moderation) -> None:
    counted, passed = await moving.filed(), await moving.filed()
    await moving.accepted(counted)
    await moving.done(passed, Act.PASS_UP, moving.reviewer())
    await move(moving, FAR_CITY, FAR_PROVINCE)
    assert (await moving.item(counted))["unit"] == PROVINCE

    refused = await take_along(moving, moving.as_("m", (PROVINCE, Role.MANAGER)))
    name = uuid4()
    answer = await take_along(moving, moving.as_("mm", (MINISTRY, Role.MANAGER)), name)
    again = await take_along(moving, moving.as_("mm", (MINISTRY, Role.MANAGER)), name)

    other = await take_along(moving, moving.as_("mm", (MINISTRY, Role.MANAGER)), name, reason="moved house")

    assert {line["problem"] for line in refused.json()["items"]} == {"forbidden"}
    assert code_of(other) == "id_taken"
    assert (answer.json()["done"], answer.json()["refused"]) == (3, 0)
    assert again.json() == answer.json()
    standing = (await moving.item(counted))["standing"]
    assert (standing["unit"], standing["state"]) == (FAR_PROVINCE, "accepted")
    assert (standing["counted"]["version"], standing["counted"]["level"]) == (1, 2)
    waiting = await moving.item(passed)
    assert (waiting["level"], waiting["waits_for"], waiting["unit"]) == (0, FAR_CITY, FAR_PROVINCE)
    newest = (await moving.events(counted, 4))[-1]
    assert (newest.decision.act, newest.standing.unit) == (Act.REATTRIBUTE, FAR_PROVINCE)


async def test_inside_a_province_its_manager_does_and_the_new_city_reviews(moving: Moderation) -> None:
    submission = await moving.filed()
    await move(moving, OTHER_CITY, PROVINCE)

    answer = await take_along(moving, moving.as_("m", (PROVINCE, Role.MANAGER)))

    assert answer.json()["done"] == 2
    assert code_of(await moving.decide(submission, Act.PASS_UP, moving.reviewer(CITY))) == "not_found"
    await moving.done(submission, Act.PASS_UP, moving.reviewer(OTHER_CITY))
    await moving.hear(said(2, submission=submission))
    assert (await moving.item(submission))["waits_for"] == OTHER_CITY


async def test_without_a_reason_or_rights_nothing_moves(moving: Moderation) -> None:
    await moving.filed()
    await move(moving, OTHER_CITY, PROVINCE)

    silent = await take_along(moving, moving.as_("m", (PROVINCE, Role.MANAGER)), reason=" ")
    stranger = await take_along(moving, moving.as_("s", (FAR_PROVINCE, Role.MANAGER)))

    assert (code_of(silent), code_of(stranger)) == ("reason_needed", "not_found")
    acts = await moving.acts(f"organisation:{SCHOOL}", 2)
    assert {(act.verb, act.actor, act.problem) for act in acts} == {
        ("reattribute", "m", "reason_needed"),
        ("reattribute", "s", "not_found"),
    }
