"""Bulk decisions on real servers: previewed, confirmed, interrupted, repeated, with changes in between."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.moderation import Act
from deploy.native.servers import Servers
from services.kit.mongo import Mongo
from services.moderation.store.bulk import PREVIEWS, REFUSED
from tests.integration.moderation.running import FAR_SCHOOL, Moderation, code_of, provisioned, realm_on, running, until
from tests.unit.moderation.builders import CITY, said


async def preview(moderation: Moderation, who: dict[str, str], select: dict[str, Any], **wish: Any) -> dict[str, Any]:  # noqa: ANN401
    body = {"select": select, "act": "pass_up"} | wish
    answer = await moderation.client.post("/v1/bulk-previews", headers=who, json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def confirm(moderation: Moderation, who: dict[str, str], shown: dict[str, Any], bulk: UUID) -> dict[str, Any]:
    answer = await moderation.client.put(f"/v1/bulk-decisions/{bulk}", headers=who, json={"preview": shown["preview"]})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def by_item(answer: dict[str, Any]) -> dict[UUID, Any]:
    return {UUID(line["submission"]): line for line in answer["items"]}


def ids(*submissions: UUID) -> dict[str, Any]:
    return {"submissions": [str(one) for one in submissions]}


async def test_what_has_changed_since_the_preview_is_skipped_and_listed(moderation: Moderation) -> None:
    who = moderation.reviewer()
    kept, amended, claimed, returned = [await moderation.filed() for _ in range(4)]
    shown = await preview(moderation, who, ids(kept, amended, claimed, returned))
    await moderation.hear(said(2, submission=amended))
    second = moderation.reviewer(CITY, "second")
    await moderation.client.post(f"/v1/items/{claimed}/claim", headers=second)
    await moderation.done(returned, Act.RETURN, second)

    answer = await confirm(moderation, who, shown, uuid4())

    results = by_item(answer)
    assert shown["count"] == 4
    assert (answer["done"], answer["changed"], answer["refused"]) == (1, 2, 1)
    assert results[kept]["result"] == "done"
    assert (results[amended]["result"], results[returned]["result"]) == ("changed", "changed")
    assert (results[claimed]["result"], results[claimed]["problem"]) == ("refused", "claimed_by_other")
    assert (await moderation.item(kept))["level"] == 1
    assert (await moderation.item(amended))["standing"]["level"] == 0


async def test_a_preview_lists_what_would_be_refused_and_says_nothing_of_other_branches(moderation: Moderation) -> None:
    mine, own = await moderation.filed(), await moderation.filed(filed_by=f"{CITY}-reviewer")
    foreign, unknown = await moderation.filed(organisation=FAR_SCHOOL), uuid4()

    shown = await preview(moderation, moderation.reviewer(), ids(mine, own, foreign, unknown))
    answer = await confirm(moderation, moderation.reviewer(), shown, uuid4())

    lines, results = by_item(shown), by_item(answer)
    assert (shown["count"], shown["refused"]) == (1, 3)
    assert (lines[mine]["problem"], lines[own]["problem"]) == (None, "same_person")
    assert lines[foreign] | {"submission": ""} == lines[unknown] | {"submission": ""}
    assert (lines[foreign]["problem"], lines[foreign]["title"]) == ("not_found", "")
    assert (results[mine]["result"], results[foreign]["problem"], results[unknown]["problem"]) == (
        "done",
        "not_found",
        "not_found",
    )


async def test_the_same_bulk_again_gives_the_same_results_and_takes_no_decision_twice(moderation: Moderation) -> None:
    who, bulk = moderation.reviewer(), uuid4()
    submissions = [await moderation.filed() for _ in range(3)]
    shown = await preview(moderation, who, ids(*submissions))

    answers = await asyncio.gather(*(confirm(moderation, who, shown, bulk) for _ in range(4)))
    later = await confirm(moderation, who, shown, bulk)

    assert all(answer == later for answer in answers)
    assert later["done"] == 3
    for submission in submissions:
        assert len(await moderation.events(submission, 2)) == 2
    other = await preview(moderation, who, ids(*submissions))
    taken = await moderation.client.put(f"/v1/bulk-decisions/{bulk}", headers=who, json={"preview": other["preview"]})
    assert code_of(taken) == "id_taken"


async def test_a_preview_belongs_to_its_maker_and_does_not_last(moderation: Moderation) -> None:
    submission = await moderation.filed()
    shown = await preview(moderation, moderation.reviewer(), ids(submission))
    path, body = f"/v1/bulk-decisions/{uuid4()}", {"preview": shown["preview"]}

    foreign = await moderation.client.put(path, headers=moderation.reviewer(CITY, "second"), json=body)
    moderation.clock.advance(1_801)
    late = await moderation.client.put(path, headers=moderation.reviewer(), json=body)

    assert (code_of(foreign), code_of(late)) == ("not_found", "preview_expired")
    assert (await moderation.item(submission))["level"] == 0
    acts = await moderation.acts(f"bulk:{path.rsplit('/', 1)[1]}", 2)
    assert [(act.verb, act.problem) for act in acts] == [("confirm", "not_found"), ("confirm", "preview_expired")]


async def test_a_bulk_is_taken_from_the_queue_up_to_its_cap(servers: Servers, prefix: str) -> None:
    async with (
        provisioned(realm_on(servers, prefix, moderation_bulk_limit=3)) as realm,
        running(realm) as moderation,
    ):
        filed = {await moderation.filed() for _ in range(5)}

        shown = await preview(moderation, moderation.reviewer(), {"waiting": {"edition": "2024"}})
        answer = await confirm(moderation, moderation.reviewer(), shown, uuid4())
        rest = await preview(moderation, moderation.reviewer(), {"waiting": {}})

    assert (shown["count"], shown["left_over"], answer["done"]) == (3, 2, 3)
    assert set(by_item(shown)) | set(by_item(rest)) == filed
    assert rest["left_over"] == 0


async def test_a_bulk_that_was_interrupted_goes_on_where_it_stopped(moderation: Moderation) -> None:
    who, bulk = moderation.reviewer(), uuid4()
    submissions = [await moderation.filed() for _ in range(12)]
    shown = await preview(moderation, who, ids(*submissions))
    started = asyncio.create_task(confirm(moderation, who, shown, bulk))

    async def began() -> bool:
        return bool((await moderation.item(submissions[0]))["level"] == 1)

    await until(began)
    started.cancel()
    await asyncio.gather(started, return_exceptions=True)

    answer = await confirm(moderation, who, shown, bulk)

    assert (answer["done"], answer["changed"]) == (12, 0)
    for submission in submissions:
        assert len(await moderation.events(submission, 2)) == 2


@pytest.mark.parametrize("select", [{}, {"submissions": [str(UUID(int=1))], "waiting": {}}])
async def test_items_are_selected_in_exactly_one_way(moderation: Moderation, select: dict[str, Any]) -> None:
    body = {"select": select, "act": "pass_up"}

    answer = await moderation.client.post("/v1/bulk-previews", headers=moderation.reviewer(), json=body)

    assert code_of(answer) == "invalid"
    assert answer.json()["fields"][0]["path"] == "select"


async def test_featuring_is_nothing_for_a_bulk(moderation: Moderation) -> None:
    body = {"select": ids(UUID(int=1)), "act": "feature"}

    assert (
        code_of(await moderation.client.post("/v1/bulk-previews", headers=moderation.editor(), json=body)) == "invalid"
    )


async def test_previews_and_refusals_that_are_over_are_cleared_away(servers: Servers, prefix: str) -> None:
    realm = realm_on(servers, prefix, moderation_housekeeping_seconds=0.2)
    async with provisioned(realm), running(realm) as moderation:
        submission = await moderation.filed()
        await preview(moderation, moderation.reviewer(), ids(submission))
        moderation.clock.advance(4 * 86_400)
        await preview(moderation, moderation.reviewer(), ids(submission))
        await moderation.decide(submission, Act.ACCEPT, moderation.reviewer())
        mongo = Mongo.connect(realm.settings, "moderation")
        moderation.clock.advance(4 * 86_400)

        async def only_the_later_preview_is_left() -> bool:
            previews = await mongo.collection(PREVIEWS).count_documents({})
            return previews == 1 and await mongo.collection(REFUSED).count_documents({}) == 0

        await until(only_the_later_preview_is_left)
        mongo.close()
        assert [act.problem for act in await realm.acts_of(submission)] == ["forbidden"]
