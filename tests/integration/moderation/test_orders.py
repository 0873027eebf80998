"""The queue as a reviewer looks for things in it: searched, in another order, narrowed, and the next one out of just that."""

from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts import topics
from contracts.moderation import Act
from contracts.organisations import Obligation
from contracts.submissions import ActivityReport, Kind
from deploy.native.servers import Servers
from services.kit.mongo import Mongo
from services.moderation.store.items import ITEMS
from tests.integration.moderation.running import (
    FAR_SCHOOL,
    OTHER_SCHOOL,
    Moderation,
    code_of,
    provisioned,
    realm_on,
    running,
    until,
)
from tests.integration.moderation.test_listing import CLEAN, SECRET
from tests.unit.moderation.builders import CITY, PROVINCE, START, said


@pytest.fixture
async def desk(servers: Servers, prefix: str) -> AsyncIterator[Moderation]:
    """A moderation whose queue nobody else fills."""
    async with provisioned(realm_on(servers, prefix)) as realm, running(realm) as service:
        yield service


async def listed(desk: Moderation, who: dict[str, str], path: str = "/v1/queue", **asked: Any) -> list[UUID]:  # noqa: ANN401
    """All items of a list, two a page."""
    found: list[UUID] = []
    while True:
        answer = await desk.client.get(path, headers=who, params=asked | {"limit": 2})
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += [UUID(line["submission"]) for line in page["items"]]
        if page["next"] is None:
            return found
        asked["cursor"] = page["next"]


async def taken(desk: Moderation, who: dict[str, str], **asked: Any) -> UUID | None:  # noqa: ANN401
    answer = await desk.client.post("/v1/queue/next", headers=who, json=asked)
    assert answer.status_code in {200, 204}, answer.text
    return UUID(answer.json()["item"]["submission"]) if answer.status_code == 200 else None


def titled(title: str) -> dict[str, Any]:
    return {"content": ActivityReport(title=title, no_state_secrets=True)}


async def test_an_item_is_found_by_words_of_its_title_in_any_width_and_by_the_beginning_of_its_number(
    desk: Moderation,
) -> None:
    wanted, other = await desk.filed(**titled("ＡＩ开放日(第2场)")), await desk.filed(**titled("工匠进校园"))
    who = desk.reviewer()

    assert await listed(desk, who, text="ai开放日") == [wanted]
    assert await listed(desk, who, text="(第２场") == [wanted]
    assert await listed(desk, who, text=str(wanted)[:8]) == [wanted]
    assert await listed(desk, who, text=f"{wanted}.1") == [wanted]
    assert await listed(desk, who, text="开放.校园") == []
    assert set(await listed(desk, who, text=" ")) == {wanted, other}
    assert await listed(desk, desk.editor(), "/v1/items", text="工匠") == [other]


async def test_the_queue_comes_oldest_first_or_by_the_nearest_deadline_and_says_which_that_is(desk: Moderation) -> None:
    def owed(name: str, hours: int) -> Obligation:
        due = START + timedelta(hours=hours)
        return Obligation(
            obligation=name,
            revision=1,
            edition="2024",
            debtor=CITY,
            creditor=PROVINCE,
            kind=Kind.SUMMARY,
            due_at=due,
            set_by=PROVINCE,
            source="",
        )

    obligations = [owed("later", 30), owed("sooner", 6)]
    await desk.realm.tell(topics.OBLIGATIONS, [(one.obligation, 1, one) for one in obligations])
    first = await desk.filed()
    desk.clock.advance(60)
    later = await desk.filed(obligation="later")
    desk.clock.advance(60)
    sooner = await desk.filed(obligation="sooner")
    desk.clock.advance(60)
    unknown = await desk.filed(obligation="of nobody")
    last = await desk.filed()

    async def is_due() -> bool:
        return bool((await desk.item(sooner))["due_at"])

    await until(is_due)
    who = desk.reviewer()
    assert await listed(desk, who) == [later, sooner, unknown, first, last]
    assert await listed(desk, who, order="oldest") == [first, later, sooner, *sorted([unknown, last], key=str)]
    assert await listed(desk, who, order="deadline") == [sooner, later, unknown, first, last]
    assert (await desk.item(sooner))["due_at"].startswith((START + timedelta(hours=6)).strftime("%Y-%m-%dT%H"))
    assert await taken(desk, who, order="deadline") == sooner


async def test_the_branchs_items_come_unit_by_unit_with_a_cursor_of_their_own(desk: Moderation) -> None:
    far = await desk.filed(organisation=FAR_SCHOOL)
    desk.clock.advance(60)
    own = await desk.filed()
    other = await desk.filed(organisation=OTHER_SCHOOL)
    again = await desk.filed()

    found = await listed(desk, desk.editor(), "/v1/items", order="unit")

    assert found == [*sorted([own, again], key=str), other, far]
    page = await desk.client.get("/v1/items", headers=desk.editor(), params={"order": "unit", "limit": 1})
    asked = {"cursor": page.json()["next"], "limit": 1}
    assert code_of(await desk.client.get("/v1/items", headers=desk.editor(), params=asked)) == "bad_cursor"


async def test_the_next_one_is_the_next_of_what_is_shown_and_nothing_else(desk: Moderation) -> None:
    clean, blocked = await desk.filed(content=CLEAN), await desk.filed(content=SECRET)
    for one in (clean, blocked):
        await desk.checked(one)
    who = desk.reviewer()

    assert await taken(desk, who, edition="2023") is None
    assert await taken(desk, who, text="没有这个标题") is None
    assert await taken(desk, who, found="blocked") == blocked
    assert await taken(desk, who, found="blocked") is None
    assert await taken(desk, who, found="clean", text="开放日", edition="2024") == clean


async def test_what_answers_ones_own_return_is_marked_and_found(desk: Moderation) -> None:
    mended, others = await desk.filed(), await desk.filed()
    mine, colleague = desk.reviewer(), desk.reviewer(CITY, "second")
    await desk.done(mended, Act.RETURN, mine)
    await desk.done(others, Act.RETURN, colleague)
    for one in (mended, others):
        await desk.hear(said(2, submission=one))
    fresh = await desk.filed()

    assert await listed(desk, mine, answers_mine=True) == [mended]
    assert await taken(desk, colleague, answers_mine=True) == others
    answers = (await desk.item(mended, mine))["answers"]
    assert (answers["person"], answers["organisation"], answers["version"]) == (f"{CITY}-reviewer", CITY, 1)
    assert (answers["mine"], (await desk.item(mended, colleague))["answers"]["mine"]) == (True, False)
    assert (await desk.item(fresh, mine))["answers"] is None


async def test_items_that_an_older_version_wrote_are_found_after_the_next_start(servers: Servers, prefix: str) -> None:
    realm = realm_on(servers, prefix)
    async with provisioned(realm):
        async with running(realm) as before:
            submission = await before.filed(**titled("旧版本写下的材料"))
        with closing(Mongo.connect(realm.settings, "moderation")) as mongo:
            older = {"$unset": {"sought": 1, "answers": 1, "obligation": 1}}
            await mongo.collection(ITEMS).update_one({"_id": str(submission)}, older)

        async with running(realm) as after:
            assert await listed(after, after.reviewer(), text="旧版本") == [submission]
