"""The object store goes away, completions break off, bytes never come: nothing is lost, and what is left over is removed."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from contracts.media import AssetState
from contracts.problems import Problem, ProblemCode
from deploy.native.servers import Servers
from services.media.domain.sessions import SessionState
from tests.integration.kit.waiting import eventually
from tests.integration.media.cutting import CuttingProxy
from tests.integration.media.running import PART, Media, item, provisioned, realm_on, running_media


@pytest.fixture(scope="module")
async def line(servers: Servers) -> AsyncIterator[CuttingProxy]:
    """The line between media and its object store; senders have a line of their own."""
    async with CuttingProxy.before(servers.s3) as proxy:
        yield proxy


@pytest.fixture(scope="module")
async def media(servers: Servers, prefix: str, line: CuttingProxy) -> AsyncIterator[Media]:
    realm = realm_on(servers, prefix, s3_public=servers.s3, media_finishing_seconds=0.001)
    realm.settings = realm.settings.model_copy(update={"s3": line.address})
    async with provisioned(realm), running_media(realm) as running:
        yield running


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
