"""What is told of files after they came: twice, too late, or while others hold the same bytes; nothing is lost or mixed up."""

import secrets
from uuid import uuid4

from contracts.media import AssetState
from contracts.problems import ProblemCode
from services.media.domain.jobs import Made
from tests.integration.kit.waiting import eventually
from tests.integration.media.running import Item, Media, item


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
