"""The object store goes away, completions break off, bytes never come: nothing is lost, and what is left over is removed."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts import topics
from contracts.editions import shipped_editions
from contracts.media import AssetState
from contracts.organisations import Organisation, OrganisationKind, Role
from contracts.problems import Problem, ProblemCode
from deploy.native.servers import Servers
from services.media.domain.jobs import Made
from services.media.domain.sessions import SessionState
from tests.integration.kit.waiting import eventually
from tests.integration.media.cutting import CuttingProxy
from tests.integration.media.running import PART, SCHOOL, Item, Media, item, provisioned, realm_on, running_media

QUOTA_BYTES = 12_000_000


@pytest.fixture(scope="module")
async def line(servers: Servers) -> AsyncIterator[CuttingProxy]:
    """The line between media and its object store; senders have a line of their own."""
    async with CuttingProxy.before(servers.s3) as proxy:
        yield proxy


@pytest.fixture(scope="module")
async def media(servers: Servers, prefix: str, line: CuttingProxy) -> AsyncIterator[Media]:
    realm = realm_on(servers, prefix, s3_public=servers.s3, media_finishing_seconds=0.001)
    realm.settings = realm.settings.model_copy(update={"s3": line.address})
    limits = {"media_bytes_per_organisation": QUOTA_BYTES}
    realm.editions = tuple(
        one.model_copy(update={"limits": one.limits.model_copy(update=limits)}) for one in shipped_editions()
    )
    async with provisioned(realm), running_media(realm) as running:
        yield running


@pytest.fixture(autouse=True)
async def _room(media: Media) -> AsyncIterator[None]:
    """Every test begins with the whole quota."""
    yield
    async for document in media.parts.uploads._collection.find({"alive": True}):
        await media.parts.sessions.end(UUID(document["_id"]), SessionState.ABORTED)


def cut(line: CuttingProxy) -> None:
    line.is_cut.set()
    line._drop()


async def test_with_the_object_store_away_uploads_wait_and_nothing_else_does(media: Media, line: CuttingProxy) -> None:
    sent, late = item(secrets.token_bytes(PART + 9)), item(b"late")
    body = sent.files[0][1]
    upload = (await media.begin(sent.grant())).json()["upload"]
    await media.put_part(sent.grant(), upload, 1, body[:PART])

    cut(line)
    try:
        refused = [
            await media.begin(late.grant()),
            await media.complete(sent.grant(), upload),
            await media.client.get(f"/v1/uploads/{upload}/parts", headers=media.holding(sent.grant())),
        ]
        signed = await media.put_part(sent.grant(), upload, 2, body[PART:])
        await media.tell(sent)
        not_ready = await media.client.get("/health/ready")
    finally:
        line.heal()
    done = await media.complete(sent.grant(), upload)

    assert [(one.status_code, one.json()["code"]) for one in refused] == [(503, "object_store_away")] * 3
    assert all(int(one.headers["retry-after"]) > 0 for one in refused)
    assert signed == 200
    assert [name for name, good in not_ready.json()["dependencies"].items() if not good] == ["object_store"]
    assert (done.status_code, done.json()["asset_state"]) == (200, "uploaded")


def breaks_once(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, *, after: bool) -> None:
    """Let one step fail once as where the process had ended, before or after it did what it does."""
    real: Callable[..., Awaitable[Any]] = getattr(owner, name)
    calls = 0

    async def broken(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the step takes and gives.
        nonlocal calls
        calls += 1
        if calls == 1 and not after:
            raise Problem(ProblemCode.STORE_AWAY)
        found = await real(*arguments, **named)
        if calls == 1:
            raise Problem(ProblemCode.STORE_AWAY)
        return found

    monkeypatch.setattr(owner, name, broken)


STEPS = {
    "parts put together": ("objects", "complete"),
    "bytes held": ("blobs", "hold"),
    "record written": ("records", "replace"),
    "work queued": ("queue", "enqueue"),
}


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("by_sweep", [False, True], ids=["by the sender", "by a sweep"])
@pytest.mark.parametrize("step", STEPS)
async def test_a_completion_that_breaks_off_is_finished(
    media: Media, monkeypatch: pytest.MonkeyPatch, step: str, *, by_sweep: bool, after: bool
) -> None:
    sent = item(secrets.token_bytes(500))
    await media.tell(sent)
    upload = (await media.begin(sent.grant())).json()["upload"]
    await media.put_part(sent.grant(), upload, 1, sent.files[0][1])
    owner, name = STEPS[step]

    with monkeypatch.context() as patch:
        breaks_once(patch, getattr(media.parts, owner), name, after=after)
        broken = await media.complete(sent.grant(), upload)
        media.clock.advance(1)
        if by_sweep:
            await media.parts.sweeping.finish_uploads()
        else:
            await media.complete(sent.grant(), upload)

    assert broken.status_code == 503
    stored = await media.parts.uploads.load(sent.asset())
    assert stored is not None
    assert stored.session.state is SessionState.COMPLETE
    assert await media.state_of(sent) is AssetState.UPLOADED
    jobs = await media.jobs_of(sent)
    assert [job.object_key for job in jobs] == [stored.session.key]


async def test_what_is_never_completed_is_removed_and_its_file_has_failed(media: Media) -> None:
    sent = item(secrets.token_bytes(PART + 1), secrets.token_bytes(20))
    await media.tell(sent)
    upload = (await media.begin(sent.grant())).json()["upload"]
    await media.put_part(sent.grant(), upload, 1, sent.files[0][1][:PART])
    due_seconds = next(one for one in media.realm.editions if one.edition == "2024").rules.files_due_seconds

    media.clock.advance(media.realm.settings.media_session_seconds + 1)
    await media.sweep()
    expired = await media.complete(sent.grant(), upload)
    left = await media.parts.objects.uploads(f"incoming/{sent.asset()}")
    early = await media.state_of(sent)
    media.clock.advance(due_seconds)
    await media.sweep()
    refused = await media.begin(sent.grant())
    status = await media.status(sent.asset(1), sent.grant(1))

    assert (expired.status_code, expired.json()["code"]) == (410, "upload_expired")
    assert left == ()
    assert early is AssetState.AWAITED
    assert (refused.status_code, refused.json()["code"]) == (422, "bytes_never_came")
    assert (status.status_code, status.json()["retry_helps"]) == (422, False)

    await media.tell(sent, 2, version=2, change="amended")
    again = await media.send(sent, 1, version=2)
    assert again.json()["asset_state"] == "uploaded"


async def test_what_is_on_its_way_when_its_time_runs_out_may_arrive(media: Media) -> None:
    sent = item(secrets.token_bytes(30))
    rules = next(one for one in media.realm.editions if one.edition == "2024").rules
    began = media.clock.now() - timedelta(seconds=rules.files_due_seconds - 10)
    await media.tell(sent, version_received_at=began)
    upload = (await media.begin(sent.grant())).json()["upload"]

    media.clock.advance(60)
    await media.sweep()
    await media.put_part(sent.grant(), upload, 1, sent.files[0][1])
    done = await media.complete(sent.grant(), upload)

    assert (done.status_code, done.json()["asset_state"]) == (200, "uploaded")


async def test_an_organisation_sends_no_more_than_its_quota_and_sees_what_is_left(media: Media) -> None:
    large, small = item(secrets.token_bytes(QUOTA_BYTES - 1_000)), item(secrets.token_bytes(2_000))
    await media.parts.quotas.refresh()
    begun = await media.begin(large.grant())
    again = await media.begin(large.grant())

    refused = await media.begin(small.grant())
    await media.client.delete(f"/v1/uploads/{begun.json()['upload']}", headers=media.holding(large.grant()))
    taken = await media.begin(small.grant())
    await media.parts.quotas.refresh()

    assert begun.json()["quota"] == {
        "used_bytes": QUOTA_BYTES - 1_000,
        "limit_bytes": QUOTA_BYTES,
        "remaining_bytes": 1_000,
    }
    assert again.json()["quota"] == begun.json()["quota"]
    assert (refused.status_code, refused.json()["code"]) == (413, "media_quota_exceeded")
    assert refused.json()["facts"]["remaining"] == 1_000
    assert taken.status_code == 201
    assert media.parts.quotas.used_bytes(SCHOOL, "2024") == 2_000


async def test_what_is_left_of_a_quota_is_seen_before_the_first_byte_by_the_branch_alone(media: Media) -> None:
    await media.parts.quotas.refresh()
    school = Organisation(
        organisation=SCHOOL,
        revision=1,
        kind=OrganisationKind.SCHOOL,
        name="学校",
        short_name="学校",
        parent="330600",
        path=("ministry", "330000", "330600", SCHOOL),
        chain=(SCHOOL, "330600", "330000"),
        unit="330000",
    )
    await media.realm.tell(topics.ORGANISATIONS, [(SCHOOL, 1, school)])
    await media.begin(item(secrets.token_bytes(2_000)).grant())
    path = f"/v1/quotas/2024/{SCHOOL}"

    async def known() -> bool:
        return (await media.client.get(path, headers=media.as_("p-filer", (SCHOOL, Role.FILER)))).status_code == 200

    await eventually(known)
    filer = await media.client.get(path, headers=media.as_("p-filer", (SCHOOL, Role.FILER)))
    asked = {
        "city": media.as_("p-city", ("330600", Role.REVIEWER)),
        "elsewhere": media.as_("p-else", ("510000", Role.REVIEWER)),
        "administrator": media.as_("p-a", ("ministry", Role.SYSTEM_ADMINISTRATOR)),
        "nobody": {},
    }
    statuses = {name: (await media.client.get(path, headers=who)).status_code for name, who in asked.items()}

    assert filer.json() == {
        "used_bytes": 2_000,
        "limit_bytes": QUOTA_BYTES,
        "remaining_bytes": QUOTA_BYTES - 2_000,
    }
    assert statuses == {"city": 200, "elsewhere": 404, "administrator": 404, "nobody": 401}


async def test_many_that_begin_at_once_pass_no_quota_and_one_file_that_begins_twice_counts_once(media: Media) -> None:
    await media.parts.quotas.refresh()
    grants = [replace(item(secrets.token_bytes(20)).grant(), size_bytes=QUOTA_BYTES // 2) for _ in range(6)]

    begun = await asyncio.gather(*(media.begin(grant) for grant in grants * 2))

    statuses = [{first.status_code, again.status_code} for first, again in zip(begun[:6], begun[6:], strict=True)]
    assert sorted(map(sorted, statuses)) == [[200, 201]] * 2 + [[413]] * 4


async def test_an_upload_that_the_object_store_lost_begins_anew(media: Media) -> None:
    sent = item(secrets.token_bytes(40))
    upload = (await media.begin(sent.grant())).json()["upload"]
    stored = await media.parts.uploads.load(sent.asset())
    assert stored is not None
    await media.parts.objects.abort(stored.session.key, stored.session.upload_id)

    lost = await media.complete(sent.grant(), upload)
    done = await media.send(sent)

    assert (lost.status_code, lost.json()["code"]) == (410, "upload_expired")
    assert done.json()["state"] == "complete"
    assert done.json()["upload"] != upload


async def test_uploads_that_no_session_knows_are_aborted(media: Media) -> None:
    sent = item(secrets.token_bytes(40))
    await media.begin(sent.grant())
    await media.parts.objects.begin(f"incoming/{sent.asset()}/7", "application/octet-stream")

    async def one_left() -> bool:
        await media.parts.sweeping.remove_strays()
        left = await media.parts.objects.uploads(f"incoming/{sent.asset()}")
        return [one.key for one in left] == [f"incoming/{sent.asset()}/1"]

    # The store dates an upload by its own clock, so that a stray may be too young for the first look.
    await eventually(one_left)


async def test_sixty_files_of_one_item_at_once_lose_no_change(media: Media) -> None:
    sent = item(*(secrets.token_bytes(50) for _ in range(60)))
    await media.tell(sent)

    answers = await asyncio.gather(*(media.send(sent, number) for number in range(60)))

    assert {one.status_code for one in answers} == {200}
    stored = await media.parts.records.load(sent.submission)
    assert stored is not None
    assert {held.asset.state for held in stored.record.files} == {AssetState.UPLOADED}

    async def said() -> bool:
        states = await media.realm.states_of(sent.submission)
        return bool(states) and {one.state for one in states[-1].assets} == {AssetState.UPLOADED}

    await eventually(said)


async def test_an_outcome_that_is_told_twice_or_too_late_changes_nothing(media: Media) -> None:
    sent, gone = item(secrets.token_bytes(60)), item(secrets.token_bytes(61))
    for one in (sent, gone):
        await media.tell(one)
        await media.send(one)
    jobs = {one.submission: (await media.jobs_of(one))[0] for one in (sent, gone)}
    made = Made("image/jpeg", "photo-1", 10, 10)

    await media.parts.outcomes.ready(jobs[sent.submission], made)
    first = await media.parts.records.load(sent.submission)
    await media.parts.outcomes.ready(jobs[sent.submission], made)
    await media.parts.outcomes.failed(jobs[sent.submission], ProblemCode.PICTURE_BROKEN, retry_helps=False)
    second = await media.parts.records.load(sent.submission)
    await media.tell(gone, 2, withdrawn=True, change="withdrawn")
    await media.parts.outcomes.ready(jobs[gone.submission], made)
    blob = await media.parts.blobs.load(gone.line(0).sha256)

    assert first is not None
    assert second is not None
    assert first.record == second.record
    assert await media.state_of(sent) is AssetState.READY
    assert blob is not None
    assert blob.holders == ()


async def test_a_file_that_was_left_out_and_promised_again_while_it_was_worked_on_has_to_come_again(
    media: Media,
) -> None:
    sent = item(secrets.token_bytes(62))
    await media.tell(sent)
    await media.send(sent)
    (overtaken,) = await media.jobs_of(sent)
    made = Made("image/jpeg", "photo-1", 10, 10)

    await media.tell(sent, 2, version=2, change="amended", manifest=())
    await media.sweep()
    await media.tell(sent, 3, version=3, change="amended")
    await media.parts.outcomes.ready(overtaken, made)
    awaited = await media.state_of(sent)
    await media.send(sent, version=3)
    (job,) = [one for one in await media.jobs_of(sent) if one.object_key != overtaken.object_key]
    await media.parts.outcomes.ready(job, made)
    await media.sweep()

    assert awaited is AssetState.AWAITED
    stored = await media.parts.records.load(sent.submission)
    held = stored.record.find(sent.line(0).sha256) if stored else None
    assert held is not None
    assert held.asset.state is AssetState.READY
    assert await media.parts.objects.get(held.original or "none") == sent.files[0][1]


async def test_an_item_that_is_taken_back_leaves_another_items_work_on_the_same_bytes_alone(media: Media) -> None:
    body = secrets.token_bytes(63)
    first, second = item(body), item(body)
    for one in (first, second):
        await media.tell(one)
        await media.send(one)
        (job,) = await media.jobs_of(one)
        await media.parts.outcomes.ready(job, Made("image/jpeg", "photo-1", 10, 10))
        await media.parts.jobs.remove(job)
        media.parts.queue.drop(job)
    marked = tuple(line.model_copy(update={"ai_generated": True}) for line in second.lines())

    await media.tell(second, 2, version=2, change="amended", manifest=marked)
    await eventually(lambda: _has_work(media, second))
    await media.tell(first, 2, withdrawn=True, change="withdrawn")
    await media.sweep()

    assert await _has_work(media, second)


async def _has_work(media: Media, sent: Item) -> bool:
    return len(await media.jobs_of(sent)) == 1


async def test_a_promise_of_another_size_changes_nothing_that_is_known_of_verified_bytes(media: Media) -> None:
    sent, other = item(secrets.token_bytes(64)), uuid4()
    await media.tell(sent)
    await media.send(sent)
    (job,) = await media.jobs_of(sent)
    await media.parts.outcomes.ready(job, Made("image/jpeg", "photo-1", 10, 10))

    await media.parts.blobs.hold(sent.line(0).sha256, 7, other)

    blob = await media.parts.blobs.load(sent.line(0).sha256)
    assert blob is not None
    assert blob.size_bytes == 64
    await media.parts.blobs.let_go(sent.line(0).sha256, other, media.clock.now())


async def test_an_event_whose_consequences_broke_off_is_settled_by_a_sweep(
    media: Media, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = item(secrets.token_bytes(70))
    await media.tell(sent)
    await media.send(sent)
    with monkeypatch.context() as patch:
        breaks_once(patch, media.parts.blobs, "let_go", after=False)
        state = sent.state(2, withdrawn=True, change="withdrawn", version_received_at=media.clock.now())
        with pytest.raises(Problem):
            await media.parts.hearing.submission(state)
    stored = await media.parts.records.load(sent.submission)
    assert stored is not None
    assert stored.record.touched

    await media.sweep()

    settled = await media.parts.records.load(sent.submission)
    blob = await media.parts.blobs.load(sent.line(0).sha256)
    assert settled is not None
    assert not settled.record.touched
    assert blob is not None
    assert blob.holders == ()
    assert await media.parts.objects.keys(f"incoming/{sent.asset()}/") == []


async def test_bytes_that_failed_on_our_side_are_kept_for_whoever_finds_out_why(media: Media) -> None:
    ours, theirs = item(secrets.token_bytes(80)), item(secrets.token_bytes(81))
    for sent, code in ((ours, ProblemCode.MEDIA_FAILED), (theirs, ProblemCode.PICTURE_BROKEN)):
        await media.send(sent)
        (job,) = await media.jobs_of(sent)
        await media.parts.outcomes.failed(job, code, retry_helps=code is ProblemCode.MEDIA_FAILED)

    await media.sweep()
    kept = [await media.parts.objects.keys(f"incoming/{sent.asset()}/") for sent in (ours, theirs)]
    media.clock.advance(media.realm.settings.media_keep_seconds + 1)
    await media.sweep()
    left = await media.parts.objects.keys(f"incoming/{ours.asset()}/")

    assert [len(found) for found in kept] == [1, 0]
    assert left == []
