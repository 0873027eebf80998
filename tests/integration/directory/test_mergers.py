"""Mergers over HTTP: children, bodies and people go over on the day, also when it stops half-way, and both histories tell."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import Response

from contracts.organisations import MINISTRY, Role
from contracts.problems import Problem, ProblemCode
from services.directory.operations.mergers import MergerDesk
from services.directory.operations.obligations import ObligationDesk
from services.directory.operations.record import Recorder
from services.directory.operations.trees import Tree
from services.directory.seed.people import person_id
from services.directory.store.database import Database
from services.kit.clock import FixedClock
from services.kit.mongo import Mongo
from tests.integration.directory.running import Directory

OLD, NEW = "140100", "330700"
LATER, HALF, OTHER = "411500", "320100", "320500"


async def get(directory: Directory, path: str) -> dict[str, Any]:
    answer = await directory.get(f"/v1/organisations/{path}", await directory.as_(MINISTRY, Role.MANAGER))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def children_of(directory: Directory, organisation: str) -> set[str]:
    who = await directory.as_(MINISTRY, Role.MANAGER)
    page = (await directory.get("/v1/organisations", who, parent=organisation, limit=500)).json()
    return {one["organisation"] for one in page["items"]}


async def merge(directory: Directory, first_day: str, old: str = OLD, new: str = NEW) -> Response:
    body = {"into": new, "first_day": first_day, "revision": (await get(directory, old))["revision"]}
    who = await directory.as_(MINISTRY, Role.MANAGER)
    return await directory.post(f"/v1/organisations/{old}/merge", body, who)


async def check_tree(directory: Directory, days_on: int = 0) -> None:
    """What the check of the tree does about mergers, done so many days from now."""
    clock = FixedClock(directory.clock.now() + timedelta(days=days_on))
    mongo = Mongo.connect(directory.settings, "directory")
    try:
        database = Database(mongo, None)
        recorder = Recorder(database.sessions, clock)
        tree = Tree(database, clock)
        obligations = ObligationDesk(database, recorder, clock)
        await MergerDesk(database, tree, obligations, recorder, clock).complete_due()
    finally:
        mongo.close()


async def test_a_merger_takes_children_and_people_along_and_both_histories_tell(directory: Directory) -> None:
    children = await children_of(directory, OLD)
    who = await directory.as_(MINISTRY, Role.MANAGER)
    asked = {"into": NEW, "first_day": "2024-05-14"}
    preview = (await directory.post(f"/v1/organisations/{OLD}/merge/preview", asked, who)).json()
    assert {one["organisation"] for one in preview["children"]} == children
    assert (preview["people"], preview["problems"]) == (5, [])

    answer = await merge(directory, "2024-05-14")

    assert answer.status_code == 200, answer.text
    assert (answer.json()["closed_on"], answer.json()["merged_into"]) == ("2024-05-13", NEW)
    assert children <= await children_of(directory, NEW)
    assert await children_of(directory, OLD) == set()
    school = await get(directory, "3614900001")
    assert school["chain"][1:] == [NEW, "330000"]
    reviewer = (await directory.get(f"/v1/people/{person_id(OLD, Role.REVIEWER)}", who)).json()
    assert (reviewer["organisation"], reviewer["grants"]) == (NEW, [{"organisation": NEW, "role": "reviewer"}])
    assert (await get(directory, f"{OLD}/present"))["organisation"] == NEW
    histories = [await get(directory, f"{one}/history") for one in (OLD, NEW)]
    assert [one["verb"] for one in histories[0]] == ["seed", "merge", "merged"]  # type: ignore[index]
    assert histories[1][-1]["before"]["organisation"] == OLD  # type: ignore[index]


async def test_the_same_merger_again_changes_nothing(directory: Directory) -> None:
    first = await merge(directory, "2024-05-14", "130100")
    again = await merge(directory, "2024-05-14", "130100")

    assert (again.status_code, again.json()) == (200, first.json())


async def test_a_merger_of_next_month_waits_for_its_day_and_can_be_called_off(directory: Directory) -> None:
    before = await children_of(directory, LATER)
    assert (await merge(directory, "2024-06-01", LATER)).status_code == 200
    assert await children_of(directory, LATER) == before
    assert (await get(directory, f"{LATER}/present"))["organisation"] == LATER

    who = await directory.as_(MINISTRY, Role.MANAGER)
    seen = {"revision": (await get(directory, LATER))["revision"]}
    again = await directory.post(f"/v1/organisations/{LATER}/reopen", seen, who)
    assert (again.json()["closed_on"], again.json()["merged_into"]) == (None, None)
    await check_tree(directory, days_on=30)
    assert await children_of(directory, LATER) == before


async def test_what_stopped_half_way_is_completed_by_the_check_of_the_tree(
    directory: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    children = await children_of(directory, HALF)
    moved: list[str] = []
    original = MergerDesk._move

    async def dies_after_one(self: MergerDesk, child: Any, parent: Any, actor: Any) -> None:  # noqa: ANN401 - passed on.
        if moved:
            raise Problem(ProblemCode.STORE_AWAY)
        moved.append(child.document_id)
        await original(self, child, parent, actor)

    with monkeypatch.context() as patched:
        patched.setattr(MergerDesk, "_move", dies_after_one)
        answer = await merge(directory, "2024-05-14", HALF, OTHER)
    assert answer.status_code == 503
    assert len(await children_of(directory, HALF)) == len(children) - 1

    await check_tree(directory)

    assert await children_of(directory, HALF) == set()
    assert children <= await children_of(directory, OTHER)
    history = await get(directory, f"{OTHER}/history")
    assert [one["verb"] for one in history].count("take_in") == 1  # type: ignore[index]


async def test_bodies_end_in_the_bodies_of_the_other_and_their_schools_follow(directory: Directory) -> None:
    answer = await merge(directory, "2024-05-14", "520000", "530000")

    assert answer.status_code == 200, answer.text
    body = await get(directory, "520000:human_resources")
    assert (body["merged_into"], body["closed_on"]) == ("530000:human_resources", "2024-05-13")
    below = await children_of(directory, "520000:human_resources")
    assert below == set()
    assert (await get(directory, "520100"))["path"] == [MINISTRY, "530000", "520100"]


async def test_unlike_ones_do_not_merge_and_the_answer_says_why(directory: Directory) -> None:
    refused = await merge(directory, "2024-05-14", "411500", "411522")

    assert refused.status_code == 422
    reasons = [field["detail_zh"] for field in refused.json()["fields"]]
    assert any("下级单位" in reason for reason in reasons)
    assert any("类别不同" in reason for reason in reasons)
