"""Receipts tell where an item stands: from decisions heard over Kafka, and only about the version now held."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID, uuid4

from contracts import topics
from contracts.moderation import Act, Decision, DecisionEvent, MarkedField, Part, Standing, State
from contracts.organisations import Role
from contracts.submissions import FactSet, Kind, Series, Verdict, Window
from deploy.native.servers import Servers
from tests.integration.ingest.running import (
    CITY,
    IN_THE_WEEK,
    OTHER_UNIT,
    SCHOOL,
    UNIT,
    Ingest,
    provisioned,
    realm_on,
    report_body,
    running_ingest,
    summary_body,
)
from tests.integration.kit.waiting import eventually

CHAIN = (SCHOOL, CITY, UNIT)
FACTS = FactSet(series=Series.ACTUAL, window=Window.WEEK, place="330602", measures=())


def decided(
    submission: UUID,
    revision: int,
    act: Act,
    state: State,
    *,
    version: int = 1,
    level: int = 0,
    chain: tuple[str, ...] = CHAIN,
    stage: Literal["", "counted", "featured"] = "",
    **decision: Any,  # noqa: ANN401 - any part of the decision.
) -> tuple[str, int, DecisionEvent]:
    """A decision as moderation says it."""
    said: dict[str, Any] = {
        "id": str(uuid4()),
        "act": act,
        "actor": "p-city-reviewer",
        "organisation": CITY,
        "level": level,
        "version": version,
        "at": IN_THE_WEEK,
        "rule": "test",
    } | decision
    standing = Standing(
        submission=submission,
        edition="2024",
        kind=Kind.ACTIVITY_REPORT,
        organisation=chain[0],
        unit=chain[-1],
        chain=chain,
        state=state,
        version=version,
        level=level,
        obligation=None,
        verdict=Verdict.NOT_OWED,
        received_at=IN_THE_WEEK,
        counted=Part(version=version, level=level, facts=(FACTS,)) if stage else None,
        featured=stage == "featured",
    )
    event = DecisionEvent(submission=submission, revision=revision, decision=Decision(**said), standing=standing)
    return str(submission), revision, event


async def stand(ingest: Ingest, submission: UUID, version: int = 1) -> dict[str, Any]:
    answer = await ingest.get(f"/v1/receipts/{submission}.{version}")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()["stand"]
    return found


async def until(
    ingest: Ingest, submission: UUID, holds: Callable[[dict[str, Any]], bool], version: int = 1
) -> dict[str, Any]:
    """Wait until a receipt says what is expected, and give what it says."""

    async def said() -> bool:
        return holds(await stand(ingest, submission, version))

    await eventually(said)
    return await stand(ingest, submission, version)


async def test_a_receipt_follows_its_item_along_the_chain(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, report_body())
    assert (await stand(ingest, submission))["waits_for"] == CITY

    await ingest.realm.tell(topics.DECISIONS, [decided(submission, 1, Act.RECEIVE, State.IN_REVIEW)])
    await until(ingest, submission, lambda one: one["state"] == "in_review")
    await ingest.realm.tell(topics.DECISIONS, [decided(submission, 2, Act.PASS_UP, State.IN_REVIEW, level=1)])
    passed = await until(ingest, submission, lambda one: bool(one["waits_for"] == UNIT))
    await ingest.realm.tell(topics.DECISIONS, [decided(submission, 3, Act.ACCEPT, State.ACCEPTED, level=2)])
    accepted = await until(ingest, submission, lambda one: one["state"] == "accepted")

    assert passed["waits_for_name"] == "330000局"
    assert passed["zh"] == "330600局已审核并转报，等待330000局审核。"
    assert accepted["zh"] == "330000局已审核通过。"


async def test_a_return_shows_its_reason_and_fields_and_nothing_of_it_after_the_amendment(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, report_body())
    marked = (
        MarkedField(path="content.title", note="写全称"),
        MarkedField(path="content.sessions", note="请写人次", code="unclear_number"),
    )
    await ingest.realm.tell(
        topics.DECISIONS, [decided(submission, 5, Act.RETURN, State.RETURNED, reason="标题不全", fields=marked)]
    )
    returned = await until(ingest, submission, lambda one: one["state"] == "returned")

    await ingest.put(submission, report_body(title="越城区职业体验日"), if_match=1)

    assert returned["reason"] == "标题不全"
    unnamed = {"code": None, "zh": None, "en": None}
    named = {"code": "unclear_number", "zh": "口径不清", "en": "Unclear number"}
    assert returned["fields"] == [
        {"path": "content.title", "note": "写全称", **unnamed},
        {"path": "content.sessions", "note": "请写人次", **named},
    ]
    assert (await stand(ingest, submission, 2))["state"] == "received"
    assert (await stand(ingest, submission, 1))["state"] == "replaced"
    listed = (await ingest.get("/v1/submissions?state=received&limit=200")).json()["items"]
    assert str(submission) in {one["submission"] for one in listed}


async def test_decisions_that_come_twice_late_or_for_nobody_change_nothing(ingest: Ingest) -> None:
    submission, unknown, marker = uuid4(), uuid4(), uuid4()
    await ingest.put(submission, report_body())
    await ingest.put(marker, report_body())
    accept = decided(submission, 9, Act.ACCEPT, State.ACCEPTED, level=2)
    late = decided(submission, 4, Act.RETURN, State.RETURNED, reason="旧")

    await ingest.realm.tell(topics.DECISIONS, [accept, accept, late, decided(unknown, 1, Act.RECEIVE, State.IN_REVIEW)])
    await until(ingest, submission, lambda one: one["state"] == "accepted")
    # The partition's later record shows that everything before it was handled.
    for number in range(8):
        await ingest.realm.tell(topics.DECISIONS, [decided(marker, 10 + number, Act.RECEIVE, State.IN_REVIEW)])
    await until(ingest, marker, lambda one: one["state"] == "in_review")

    assert (await stand(ingest, submission))["state"] == "accepted"
    assert (await ingest.get(f"/v1/submissions/{unknown}")).status_code == 404


async def test_an_answer_to_a_return_keeps_its_verdict_after_the_deadline(ingest: Ingest) -> None:
    submission = uuid4()

    def who() -> dict[str, str]:
        return ingest.as_("p-unit", (UNIT, Role.FILER))

    await ingest.put(submission, summary_body(), who=who())
    returned_at = IN_THE_WEEK + timedelta(days=20)
    own_chain = (UNIT,)
    await ingest.realm.tell(
        topics.DECISIONS,
        [decided(submission, 1, Act.RETURN, State.RETURNED, chain=own_chain, at=returned_at, reason="补充统计数据")],
    )

    async def heard() -> bool:
        answer = await ingest.get(f"/v1/receipts/{submission}.1", who())
        return bool(answer.json()["stand"]["state"] == "returned")

    await eventually(heard)
    told = (await ingest.get(f"/v1/receipts/{submission}.1", who())).json()["stand"]
    assert told["answer_by"] == "2024-06-06T04:00:00Z"
    assert told["zh"].endswith("理由：补充统计数据。请于 2024-06-06 12:00:00 前重新提交，时效仍按原次报送认定。")
    started = ingest.clock.now()
    ingest.clock.advance((returned_at - started).total_seconds() + 3_600)
    try:
        answered = await ingest.put(submission, summary_body("总结(修改)"), if_match=1, who=who())
        ingest.clock.advance(timedelta(days=3).total_seconds())
        too_late = await ingest.put(submission, summary_body("总结(再改)"), if_match=2, who=who())
    finally:
        ingest.clock.advance((started - ingest.clock.now()).total_seconds())

    assert (answered.status_code, answered.json()["verdict"]) == (201, "on_time")
    assert (too_late.status_code, too_late.json()["code"]) == (409, "late_refused")


async def test_what_a_reviewer_has_taken_out_takes_no_amendment(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, report_body())
    await ingest.realm.tell(
        topics.DECISIONS, [decided(submission, 1, Act.WITHDRAW, State.WITHDRAWN, reason="来电要求撤下")]
    )
    taken_out = await until(ingest, submission, lambda one: one["state"] == "withdrawn")

    amended = await ingest.put(submission, report_body(visitors=5), if_match=1)

    assert taken_out["reason"] == "来电要求撤下"
    assert (amended.status_code, amended.json()["code"]) == (409, "already_withdrawn")


async def test_a_re_attributed_item_is_seen_along_its_new_chain(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, report_body())
    newcomer = ingest.as_("p-new-unit", (OTHER_UNIT, Role.REVIEWER))
    old = ingest.as_("p-old-city", (CITY, Role.REVIEWER))
    assert (await ingest.get(f"/v1/submissions/{submission}", newcomer)).status_code == 404

    await ingest.realm.tell(
        topics.DECISIONS,
        [decided(submission, 1, Act.REATTRIBUTE, State.IN_REVIEW, chain=(SCHOOL, OTHER_UNIT))],
    )

    async def moved() -> bool:
        return (await ingest.get(f"/v1/submissions/{submission}", newcomer)).status_code == 200

    await eventually(moved)
    assert (await ingest.get(f"/v1/submissions/{submission}", old)).status_code == 404
    assert (await stand(ingest, submission))["waits_for"] == OTHER_UNIT


async def test_a_receipt_that_is_none_is_not_found(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, report_body())

    for receipt in (f"{submission}.2", f"{submission}.0", f"{submission}", "x.1", f"{submission}.٣", f"{uuid4()}.1"):
        assert (await ingest.get(f"/v1/receipts/{receipt}")).status_code == 404


async def test_a_list_tells_what_counts_and_what_is_public_also_while_a_newer_version_waits(ingest: Ingest) -> None:
    ids = [uuid4() for _ in range(3)]
    for number, submission in enumerate(ids):
        await ingest.put(submission, report_body(f"阶段{number}"))
    told = [
        decided(ids[0], 1, Act.ACCEPT, State.ACCEPTED, level=2, stage="counted"),
        decided(ids[1], 1, Act.FEATURE, State.ACCEPTED, level=2, stage="featured"),
    ]
    await ingest.realm.tell(topics.DECISIONS, told)
    for submission in ids[:2]:
        await until(ingest, submission, lambda one: one["state"] == "accepted")
    await ingest.put(ids[0], report_body("阶段0", visitors=301), if_match=1)

    async def listed(state: str) -> dict[str, Any]:
        page = await ingest.get(f"/v1/submissions?text=阶段&state={state}")
        return {one["submission"]: (one["state"], one["counted"], one["featured"]) for one in page.json()["items"]}

    assert await listed("counted") == {
        str(ids[0]): ("received", True, False),
        str(ids[1]): ("accepted", True, True),
    }
    assert await listed("featured") == {str(ids[1]): ("accepted", True, True)}
    assert await listed("received") == {
        str(ids[0]): ("received", True, False),
        str(ids[2]): ("received", False, False),
    }
    assert (await ingest.get("/v1/submission-counts?text=阶段&state=counted")).json()["total"] == 2


async def test_many_receipts_come_with_one_request_without_grants_and_without_what_is_not_the_askers(
    ingest: Ingest,
) -> None:
    mine, elsewhere = uuid4(), uuid4()
    photo = {"name": "a.jpg", "size_bytes": 1, "sha256": "c" * 64, "kind": "photo", "caption": "图", "credit": "校"}
    await ingest.put(mine, report_body("批量", manifest=[photo]))
    other = ingest.as_("p-else", (OTHER_UNIT, Role.FILER))
    await ingest.put(elsewhere, report_body("别处") | {"organisation": OTHER_UNIT}, who=other)
    one = (await ingest.get(f"/v1/receipts/{mine}.1")).json()

    many = await ingest.get(f"/v1/receipts?receipt={elsewhere}.1&receipt={mine}.1&receipt={mine}.7&receipt={uuid4()}.1")
    wrong = await ingest.get("/v1/receipts?receipt=no-receipt")

    assert one["uploads"] != []
    assert many.json()["items"] == [one | {"uploads": []}]
    assert wrong.status_code == 404


async def test_what_is_owed_is_answered_by_the_report_that_was_ruled_to_answer_it(
    servers: Servers, prefix: str
) -> None:
    first, second = uuid4(), uuid4()
    path = f"/v1/answers?edition=2024&organisation={UNIT}"
    async with provisioned(realm_on(servers, prefix)) as realm, running_ingest(realm) as ingest:
        unit = ingest.as_("p-unit", (UNIT, Role.FILER))
        await ingest.put(first, summary_body("先报的总结"), who=unit)
        before = (await ingest.get(path, unit)).json()["items"]
        returned = decided(first, 1, Act.RETURN, State.RETURNED, chain=(UNIT,), reason="缺数据")
        await realm.tell(topics.DECISIONS, [returned])
        await eventually(lambda: _answers(ingest, path, unit, "returned"))
        await ingest.put(second, summary_body("另报的总结"), who=unit)
        after = (await ingest.get(path, unit)).json()["items"]
        stranger = await ingest.get(path, ingest.as_("p-else", (OTHER_UNIT, Role.FILER)))

    assert [one["submission"] for one in before.values()] == [str(first)]
    assert [one["submission"] for one in after.values()] == [str(second)]
    assert stranger.status_code == 404


async def _answers(ingest: Ingest, path: str, who: dict[str, str], state: str) -> bool:
    items = (await ingest.get(path, who)).json()["items"]
    return all(one["state"] == state for one in items.values())
