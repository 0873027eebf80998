"""Clues for coverage on real servers: offices of publicity read those of their own province, and nobody else's."""

from datetime import date
from typing import Any
from uuid import UUID

from contracts.organisations import MINISTRY, OrganisationKind, Role
from contracts.submissions import Kind, Plan, Session, Span
from deploy.native.servers import Servers
from tests.integration.moderation.running import (
    FAR_PROVINCE,
    WORLD,
    Moderation,
    code_of,
    organisation,
    provisioned,
    realm_on,
    running,
)
from tests.unit.moderation.builders import CITY, PROVINCE

TUESDAY = date(2024, 5, 14)
OFFICES = tuple(
    organisation(f"{unit}:{body}", OrganisationKind.BODY, unit).model_copy(update={"body": body})
    for unit in (PROVINCE, FAR_PROVINCE)
    for body in ("publicity", "cyberspace", "education")
)


def reader(moderation: Moderation, of: str) -> dict[str, str]:
    return moderation.as_(f"{of}-reader", (of, Role.READER))


async def clues(moderation: Moderation, who: dict[str, str], **asked: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    answer = await moderation.client.get("/v1/clues", headers=who, params=asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["clues"]
    return found


async def plan(moderation: Moderation, title: str) -> UUID:
    session = Session(when=Span(start=TUESDAY, end=TUESDAY), starts="09:00", address="示范路1号")
    content = Plan(title=title, open_to_public=True, sessions=(session,), no_state_secrets=True)
    submission = await moderation.filed(kind=Kind.PLAN, content=content)
    await moderation.accepted(submission)
    return submission


async def test_offices_of_publicity_read_what_their_own_province_has_accepted(servers: Servers, prefix: str) -> None:
    async with provisioned(realm_on(servers, prefix), (*WORLD, *OFFICES)) as realm, running(realm) as moderation:
        first, second = await plan(moderation, "开放日一"), await plan(moderation, "开放日二")
        await moderation.accepted(await moderation.filed())

        for office in (f"{PROVINCE}:publicity", f"{PROVINCE}:cyberspace"):
            found = await clues(moderation, reader(moderation, office))
            assert {one["item"] for one in found} == {str(first), str(second)}
            [session] = found[0]["sessions"]
            assert (session["start"], session["starts"], session["address"]) == ("2024-05-14", "09:00", "示范路1号")
        by_title = await clues(moderation, reader(moderation, f"{PROVINCE}:publicity"), text="开放日二")
        assert [one["item"] for one in by_title] == [str(second)]

        others = [reader(moderation, f"{FAR_PROVINCE}:{body}") for body in ("publicity", "cyberspace")]
        others += [reader(moderation, f"{PROVINCE}:education"), moderation.reviewer(FAR_PROVINCE)]
        for who in others:
            assert await clues(moderation, who) == []
        for who in (moderation.reviewer(CITY), moderation.approver(PROVINCE), moderation.editor()):
            assert len(await clues(moderation, who)) == 2
        administrator = moderation.as_("admin", (MINISTRY, Role.AUDIT_ADMINISTRATOR))
        assert code_of(await moderation.client.get("/v1/clues", headers=administrator)) == "forbidden"
        assert code_of(await moderation.client.get("/v1/clues")) == "not_signed_in"
        # A clue opens nothing else of the item: its history, its contact and its pictures stay with the branch.
        item = await moderation.client.get(f"/v1/items/{first}", headers=reader(moderation, f"{PROVINCE}:publicity"))
        assert code_of(item) == "not_found"

        page = await moderation.client.get("/v1/clues", headers=moderation.editor(), params={"limit": 1})
        following = await clues(moderation, moderation.editor(), limit=1, cursor=page.json()["next"])
        assert {page.json()["clues"][0]["item"], following[0]["item"]} == {str(first), str(second)}
