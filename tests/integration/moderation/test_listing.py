"""What a reviewer's pages ask of lists and items beyond the queue's own order: findings, readings, names, until when."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from contracts.moderation import Act
from contracts.submissions import ActivityReport
from tests.integration.moderation.running import Moderation
from tests.unit.moderation.builders import CITY, PROVINCE, SCHOOL, START

CLEAN = ActivityReport(title="开放日", text="师生参观了生产线。", no_state_secrets=True)
INTERNAL = ActivityReport(title="开放日", text="此件不得外传。", no_state_secrets=True)
SECRET = ActivityReport(title="开放日", text="密级:机密", no_state_secrets=True)


async def found(moderation: Moderation, who: dict[str, str], path: str = "/v1/queue", **asked: Any) -> dict[str, Any]:  # noqa: ANN401
    answer = await moderation.client.get(path, headers=who, params=asked)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


def ids(page: dict[str, Any]) -> set[UUID]:
    return {UUID(line["submission"]) for line in page["items"]}


async def test_the_queue_is_narrowed_by_what_automatic_checks_found(moderation: Moderation) -> None:
    clean, warned, blocked = [await moderation.filed(content=one) for one in (CLEAN, INTERNAL, SECRET)]
    mine = {clean, warned, blocked}
    for one in mine:
        await moderation.checked(one)
    who = moderation.reviewer()

    pages = {name: await found(moderation, who, found=name) for name in ("clean", "notable", "blocked", "unchecked")}

    assert {name: ids(page) & mine for name, page in pages.items()} == {
        "clean": {clean},
        "notable": {warned, blocked},
        "blocked": {blocked},
        "unchecked": set(),
    }
    assert {page["total"] for page in pages.values()} == {None}


async def test_a_block_that_somebody_let_pass_blocks_no_more(moderation: Moderation) -> None:
    item = await moderation.filed(content=SECRET)
    [finding] = [one for one in (await moderation.checked(item))["findings"] if one["severity"] == "block"]
    override = {"finding": finding["finding"], "reason": "a quotation"}
    await moderation.done(item, Act.PASS_UP, moderation.reviewer(), overrides=[override])

    who = moderation.approver()

    assert item not in ids(await found(moderation, who, found="blocked"))
    assert item in ids(await found(moderation, who, found="notable"))


async def test_a_narrowed_list_leaves_nothing_out_between_its_pages(moderation: Moderation) -> None:
    wanted = set()
    for _ in range(3):
        wanted.add(await moderation.filed(content=INTERNAL))
        await moderation.filed(content=CLEAN)
    for one in wanted:
        await moderation.checked(one)

    seen: set[UUID] = set()
    asked: dict[str, Any] = {"found": "notable", "limit": 2}
    while True:
        page = await found(moderation, moderation.reviewer(), **asked)
        assert len(page["items"]) <= 2
        seen |= ids(page)
        if not page["next"]:
            break
        asked["cursor"] = page["next"]

    assert wanted <= seen


async def test_the_national_desk_finds_what_waits_for_which_reading_and_what_is_public(moderation: Moderation) -> None:
    read, unread, public = [await moderation.filed() for _ in range(3)]
    await moderation.accepted(read)
    await moderation.accepted(unread)
    await moderation.done(read, Act.PROOFREAD, moderation.editor(1))
    await moderation.public(public)
    who, mine = moderation.editor(2), {read, unread, public}

    accepted: dict[str, Any] = {"path": "/v1/items", "state": "accepted"}
    once = await found(moderation, who, **accepted, proofs_done=1)
    shown = await found(moderation, who, **accepted, featured=True)
    hidden = await found(moderation, who, **accepted, featured=False)

    assert ids(once) & mine == {read}
    assert (ids(shown) & mine, ids(hidden) & mine) == ({public}, {read, unread})
    assert next(one for one in once["items"] if one["submission"] == str(read))["proofs_done"] == 1


async def test_a_page_says_how_many_items_fit_in_all(moderation: Moderation) -> None:
    before = (await found(moderation, moderation.reviewer(), limit=1))["total"]
    for _ in range(3):
        await moderation.filed()

    page = await found(moderation, moderation.reviewer(), limit=1)

    assert (len(page["items"]), page["total"]) == (1, before + 3)


async def test_an_item_says_what_organisations_are_called_and_until_when_an_act_can_be_taken_back(
    moderation: Moderation,
) -> None:
    item = await moderation.filed()
    await moderation.done(item, Act.PASS_UP, moderation.reviewer())

    mine, others = await moderation.item(item, moderation.reviewer()), await moderation.item(item)

    assert {SCHOOL, CITY, PROVINCE} <= mine["names"].keys()
    assert (mine["organisation_name"], mine["unit_name"]) == (mine["names"][SCHOOL], mine["names"][PROVINCE])
    assert datetime.fromisoformat(mine["undo_until"]) >= START + timedelta(seconds=600)
    assert others["undo_until"] is None


async def test_a_marked_field_keeps_its_reason_code_and_refuses_an_unknown_one(moderation: Moderation) -> None:
    item = await moderation.filed()
    marks = [{"path": "content.title", "note": "写全称", "code": "wording"}]

    unknown = await moderation.decide(item, Act.RETURN, moderation.reviewer(), fields=[marks[0] | {"code": "no_such"}])
    kept = await moderation.done(item, Act.RETURN, moderation.reviewer(), fields=marks)

    assert unknown.status_code == 422
    assert kept["decision"]["fields"] == marks
