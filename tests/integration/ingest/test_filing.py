"""Filing over HTTP: problems at once, verdicts, filing for others, withdrawing, dry runs, and the acts on record."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts import topics
from contracts.acts import ActEvent
from contracts.base import decode_open
from contracts.organisations import Role
from deploy.native.servers import Servers
from services.ingest.store.refusals import REFUSALS
from services.kit.mongo import Mongo
from tests.integration.ingest.running import (
    CITY,
    OTHER_UNIT,
    SCHOOL,
    UNIT,
    Ingest,
    provisioned,
    realm_on,
    report_body,
    running_ingest,
    shown,
    summary_body,
)
from tests.integration.kit.waiting import eventually
from tests.unit.ingest.making import EDITION, obligation

DUE = datetime(2024, 5, 25, 15, 59, 59, tzinfo=UTC)


@pytest.fixture
async def own(servers: Servers, prefix: str) -> AsyncIterator[Ingest]:
    """An ingest of this test's own, whose clock it may move."""
    async with provisioned(realm_on(servers, prefix)) as realm, running_ingest(realm) as running:
        yield running


async def acts(ingest: Ingest) -> list[ActEvent]:
    return [decode_open(ActEvent, one.value) for one in await ingest.realm.said(topics.ACTS["ingest"])]


async def test_all_problems_of_a_form_come_at_once_with_words_in_both_languages(ingest: Ingest) -> None:
    body = report_body(
        content={"title": " ", "activity": "Z9", "tags": [{"code": "other"}]},
        manifest=[{"name": "a.jpg", "size_bytes": 1, "sha256": "0" * 64, "kind": "photo"}],
    )

    answer = await ingest.put(uuid4(), body)

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert {one["path"]: one["code"] for one in problem["fields"]} == {
        "content.title": "missing_field",
        "content.activity": "unknown_code",
        "content.tags.0.text": "other_needs_text",
        "manifest.0.caption": "caption_missing",
        "manifest.0.credit": "credit_missing",
    }
    assert problem["facts"]["count"] == 5
    assert all(one["detail_zh"] and one["detail_en"] and one["remedy_zh"] for one in problem["fields"])


async def test_wrong_shapes_are_named_at_the_path_of_the_form(ingest: Ingest) -> None:
    body = report_body(content={"sessions": [{"when": {"start": "12 May", "end": "2024-05-14"}}], "colour": "red"})

    answer = await ingest.put(uuid4(), body)

    assert {one["path"]: one["code"] for one in answer.json()["fields"]} == {
        "content.sessions.0.when.start": "wrong_type",
        "content.colour": "unknown_field",
    }


async def test_wrong_shapes_hide_nothing_else_that_is_wrong(ingest: Ingest) -> None:
    body = report_body(content={"title": "", "activity": "Z9"})
    body["manifest"] = [{"name": "a.jpg", "size_bytes": 1, "sha256": "0" * 64, "kind": "photo", "caption": "开幕"}]

    put = await ingest.put(uuid4(), body)
    checked = await ingest.client.post("/v1/submissions:check", json=body, headers=ingest.school_filer())
    elsewhere = await ingest.put(uuid4(), body, who=ingest.as_("p-x", (OTHER_UNIT, Role.FILER)))

    assert (put.status_code, put.json()["code"], put.json()["facts"]["count"]) == (422, "invalid", 3)
    assert {one["path"] for one in put.json()["fields"]} == {
        "content.title",
        "content.activity",
        "manifest.0.credit",
    }
    assert checked.json()["fields"] == put.json()["fields"]
    assert elsewhere.json()["code"] == "forbidden"


async def test_a_body_that_does_not_declare_its_length_is_counted_while_it_is_read(ingest: Ingest) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 100_000

    answer = await ingest.client.put(f"/v1/submissions/{uuid4()}", content=endless(), headers=ingest.school_filer())

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_a_body_that_is_too_large_is_refused_before_it_is_read(ingest: Ingest) -> None:
    answer = await ingest.client.put(
        f"/v1/submissions/{uuid4()}", content=b"x" * 2_000_001, headers=ingest.school_filer()
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_without_a_token_nothing_is_received(ingest: Ingest) -> None:
    answer = await ingest.client.put(f"/v1/submissions/{uuid4()}", json=report_body())

    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_a_province_files_for_its_school_and_it_is_recorded(ingest: Ingest) -> None:
    submission = uuid4()

    answer = await ingest.put(submission, report_body(), who=ingest.as_("p-province", (UNIT, Role.FILER)))

    assert answer.status_code == 201, shown(answer)
    assert (answer.json()["organisation"], answer.json()["filed_from"]) == (SCHOOL, UNIT)

    async def on_record() -> bool:
        return any(one.object == f"submission:{submission}" for one in await acts(ingest))

    await eventually(on_record)
    (act,) = [one for one in await acts(ingest) if one.object == f"submission:{submission}"]
    assert (act.verb, act.actor, act.organisation, act.on_behalf_of) == ("submit", "p-province", UNIT, SCHOOL)
    assert (act.before, act.after, act.outcome) == (None, "version 1", "done")


@pytest.mark.parametrize(
    "grant",
    [(OTHER_UNIT, Role.FILER), (SCHOOL, Role.READER), ("ministry", Role.EDITOR), (CITY, Role.SYSTEM_ADMINISTRATOR)],
)
async def test_who_may_not_file_is_refused_and_the_refusal_is_on_record(
    ingest: Ingest, grant: tuple[str, Role]
) -> None:
    submission = uuid4()

    answer = await ingest.put(submission, report_body(), who=ingest.as_("p-nobody", grant))

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")

    async def on_record() -> bool:
        return any(one.object == f"submission:{submission}" for one in await acts(ingest))

    await eventually(on_record)
    (act,) = [one for one in await acts(ingest) if one.object == f"submission:{submission}"]
    assert (act.verb, act.actor, act.outcome, act.problem) == ("submit", "p-nobody", "refused", "forbidden")


async def test_a_summary_is_on_time_then_late_with_a_reason_then_refused(own: Ingest) -> None:
    def who() -> dict[str, str]:
        return own.as_("p-unit", (UNIT, Role.FILER))

    on_time = await own.put(uuid4(), summary_body(), who=who())
    own.clock.advance((DUE - own.clock.now()).total_seconds() + 60)
    unexplained = await own.put(uuid4(), summary_body(), who=who())
    explained = await own.put(uuid4(), summary_body(late_reason="网络中断"), who=who())
    own.clock.advance(timedelta(days=4).total_seconds())
    submission = uuid4()
    refused = await own.put(submission, summary_body(late_reason="网络中断"), who=who())

    assert (on_time.json()["verdict"], on_time.json()["obligation"]) == ("on_time", "2024:summary:330000")
    assert (unexplained.status_code, unexplained.json()["code"]) == (422, "late_needs_reason")
    assert "2024-05-25 23:59:59" in unexplained.json()["detail_zh"]
    assert (explained.json()["verdict"], explained.json()["late_reason"]) == ("late_accepted", "网络中断")
    assert (refused.status_code, refused.json()["code"]) == (409, "late_refused")
    assert (await own.get(f"/v1/submissions/{submission}", who())).status_code == 404

    async def on_record() -> bool:
        said = {(one.object, one.problem) for one in await acts(own) if one.outcome == "refused"}
        return said == {(f"submission:{submission}", "late_refused")}

    await eventually(on_record)


async def test_each_of_several_obligations_is_answered_by_a_submission_of_its_own(
    servers: Servers, prefix: str
) -> None:
    sooner = obligation(obligation="preview", due_at=datetime(2024, 5, 20, tzinfo=UTC))
    async with provisioned(realm_on(servers, prefix)) as realm:
        await realm.tell(topics.OBLIGATIONS, [(sooner.obligation, sooner.revision, sooner)])
        async with running_ingest(realm) as own:
            who = own.as_("p-unit", (UNIT, Role.FILER))
            first, second = uuid4(), uuid4()
            answers = [
                await own.put(first, summary_body("预报"), who=who),
                await own.put(second, summary_body("总结"), who=who),
                await own.put(second, summary_body("总结二"), if_match=1, who=who),
            ]
            await own.client.post(f"/v1/submissions/{first}/withdraw", json={"version": 1}, headers=who)
            answers.append(await own.put(uuid4(), summary_body("再报"), who=who))

    told = [one.json()["obligation"] for one in answers]
    assert told == ["preview", "2024:summary:330000", "2024:summary:330000", "preview"]


async def test_refusals_are_cleared_once_they_are_said(servers: Servers, prefix: str) -> None:
    realm = realm_on(servers, prefix, ingest_housekeeping_seconds=0.2)
    mongo = Mongo.connect(realm.settings, "ingest")
    async with provisioned(realm), running_ingest(realm) as own:
        for _ in range(3):
            await own.put(uuid4(), report_body(), who=own.as_("p-x", (OTHER_UNIT, Role.FILER)))

        async def kept() -> int:
            return int(await mongo.collection(REFUSALS).count_documents({}))

        async def said() -> bool:
            return len({one.act for one in await acts(own)}) == 3

        async def cleared() -> bool:
            return await kept() == 0

        try:
            await eventually(said)
            assert await kept() == 3
            own.clock.advance(2 * 3_600)
            await eventually(cleared)
        finally:
            mongo.close()


async def test_a_repeat_is_settled_after_its_deadline_like_before(own: Ingest) -> None:
    submission, body = uuid4(), summary_body()
    first = await own.put(submission, body, who=own.as_("p-unit", (UNIT, Role.FILER)))
    own.clock.advance(timedelta(days=30).total_seconds())

    again = await own.put(submission, body, who=own.as_("p-unit", (UNIT, Role.FILER)))

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["verdict"] == "on_time"


async def test_a_dry_run_says_everything_and_stores_nothing(ingest: Ingest) -> None:
    submission = uuid4()
    body = report_body(content={"measures": [{"indicator": "session_count", "value": 40}]})
    bad = report_body(content={"measures": [{"indicator": "adoption_rate", "value": 40}]})

    good_said = await ingest.client.post(
        f"/v1/submissions:check?submission={submission}", json=body, headers=ingest.school_filer()
    )
    bad_said = await ingest.client.post("/v1/submissions:check", json=bad, headers=ingest.school_filer())

    assert good_said.status_code == 200, shown(good_said)
    assert good_said.json()["flags"] == ["count_differs:session_count"]
    assert good_said.json()["refusal"] is None
    assert good_said.json()["verdict"] == "not_owed"
    assert good_said.json()["facts"][0]["place"] == "330602"
    assert [one["code"] for one in bad_said.json()["problems"]] == ["computed_indicator"]
    assert bad_said.json()["refusal"]["code"] == "invalid"
    assert (await ingest.get(f"/v1/submissions/{submission}")).status_code == 404


async def test_a_dry_run_knows_what_stands_under_the_id(ingest: Ingest) -> None:
    held, elsewhere = uuid4(), uuid4()
    stranger = ingest.as_("p-x", (OTHER_UNIT, Role.FILER))
    await ingest.put(held, report_body())
    await ingest.put(elsewhere, report_body() | {"organisation": OTHER_UNIT}, who=stranger)

    async def refused(submission: UUID, body: dict[str, Any]) -> str | None:
        path = f"/v1/submissions:check?submission={submission}"
        answer = await ingest.client.post(path, json=body, headers=ingest.school_filer())
        refusal = answer.json()["refusal"]
        return str(refusal["code"]) if refusal else None

    assert await refused(held, report_body(visitors=9)) is None
    assert await refused(held, summary_body() | {"organisation": SCHOOL}) == "id_taken"
    assert await refused(elsewhere, report_body()) == "id_taken"
    await ingest.client.post(f"/v1/submissions/{held}/withdraw", json={"version": 1}, headers=ingest.school_filer())
    assert await refused(held, report_body(visitors=9)) == "already_withdrawn"
    assert await refused(held, report_body()) is None


async def test_withdrawing_is_said_once_and_repeated_without_effect(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, report_body())
    path = f"/v1/submissions/{submission}/withdraw"

    unseen = await ingest.client.post(path, headers=ingest.school_filer())
    stale = await ingest.client.post(path, json={"version": 3}, headers=ingest.school_filer())
    first = await ingest.client.post(path, headers=ingest.school_filer() | {"If-Match": '"1"'})
    again = await ingest.client.post(path, json={"version": 1}, headers=ingest.school_filer())

    assert unseen.json()["fields"][0]["path"] == "version"
    assert (stale.status_code, stale.json()["code"], stale.headers["etag"]) == (409, "stale_version", '"1"')
    assert (first.status_code, first.json()["stand"]["state"]) == (200, "withdrawn")
    assert again.json() == first.json()

    async def said() -> bool:
        return len(await ingest.realm.states_of(submission)) == 2

    await eventually(said)
    received, withdrawn = await ingest.realm.states_of(submission)
    assert (withdrawn.change, withdrawn.withdrawn, withdrawn.version) == ("withdrawn", True, 1)
    assert withdrawn.revision > received.revision
    assert withdrawn.content == received.content


async def test_what_is_withdrawn_takes_no_new_version_but_settles_old_ones(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, report_body())
    await ingest.client.post(
        f"/v1/submissions/{submission}/withdraw", json={"version": 1}, headers=ingest.school_filer()
    )

    amended = await ingest.put(submission, report_body(visitors=9), if_match=1)
    repeated = await ingest.put(submission, report_body())

    assert (amended.status_code, amended.json()["code"]) == (409, "already_withdrawn")
    assert (repeated.status_code, repeated.json()["stand"]["state"]) == (200, "withdrawn")


async def test_only_who_filed_takes_back(ingest: Ingest) -> None:
    submission = uuid4()
    await ingest.put(submission, report_body())
    path = f"/v1/submissions/{submission}/withdraw"

    reviewer = await ingest.client.post(path, json={"version": 1}, headers=ingest.as_("p-c", (CITY, Role.REVIEWER)))
    stranger = await ingest.client.post(path, json={"version": 1}, headers=ingest.as_("p-x", (OTHER_UNIT, Role.FILER)))

    assert (reviewer.status_code, reviewer.json()["code"]) == (403, "forbidden")
    assert (stranger.status_code, stranger.json()["code"]) == (404, "not_found")


async def test_a_report_too_large_for_its_topic_is_refused_before_it_is_stored(servers: Servers, prefix: str) -> None:
    realm = realm_on(servers, prefix, body_limit_bytes=8_000_000)
    names = [f"name:{'企' * 90}{number}" for number in range(4_000)]
    measures = [{"indicator": name, "keys": names} for name in ("enterprise_count", "enterprise_visited_count")]
    body = report_body(content={"measures": measures})
    submission = uuid4()

    async with provisioned(realm), running_ingest(realm) as running:
        answer = await running.put(submission, body)
        missing = await running.get(f"/v1/submissions/{submission}")

    assert (answer.status_code, answer.json()["code"]) == (413, "event_too_large")
    assert missing.status_code == 404


async def test_the_quota_of_an_organisation_ends_its_new_submissions_also_after_a_restart(
    servers: Servers, prefix: str
) -> None:
    limits = EDITION.limits.model_copy(update={"submissions_per_organisation": 2})
    strict = EDITION.model_copy(update={"limits": limits, "revision": EDITION.revision + 1})
    realm, submission = realm_on(servers, prefix), uuid4()
    async with provisioned(realm):
        await realm.tell(topics.EDITIONS, [(strict.edition, strict.revision, strict)])
        async with running_ingest(realm) as running:
            await running.put(submission, report_body())
            second = await running.put(uuid4(), report_body())
            third = await running.put(uuid4(), report_body())
        async with running_ingest(realm) as again:
            fourth = await again.put(uuid4(), report_body())
            amended = await again.put(submission, report_body(visitors=9), if_match=1)

    assert [second.status_code, third.status_code, fourth.status_code] == [201, 429, 429]
    assert (third.json()["code"], third.json()["facts"]["limit"]) == ("quota_exceeded", 2)
    assert amended.status_code == 201


async def test_a_submission_has_so_many_versions_and_no_more(servers: Servers, prefix: str) -> None:
    realm, submission = realm_on(servers, prefix, ingest_versions_per_submission=2), uuid4()
    async with provisioned(realm), running_ingest(realm) as own:
        await own.put(submission, report_body(visitors=1))
        second = await own.put(submission, report_body(visitors=2), if_match=1)
        third = await own.put(submission, report_body(visitors=3), if_match=2)
        repeated = await own.put(submission, report_body(visitors=2), if_match=1)

    assert [second.status_code, third.status_code, repeated.status_code] == [201, 409, 200]
    assert third.json()["code"] == "too_many_versions"
