"""A file is worked on once and told once, whatever goes away or dies in between; what nobody can help is not held against it."""

import asyncio
import errno
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from contracts.problems import Problem, ProblemCode
from services.media.decoding.shapes import DecoderDied, ScannerAway
from services.media.domain.jobs import Cause, Made
from services.media.operations.working.policy import WorkPolicy
from tests.unit.media.waiting import later
from tests.unit.media.working import Desk, soon


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A copy that works, in memory."""
    opened = Desk(tmp_path)
    opened.rooms.open()
    yield opened
    opened.rooms.close()


@pytest.fixture
def other(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A second copy beside it."""
    opened = Desk(tmp_path, holder="there", other=desk)
    opened.rooms.open()
    yield opened
    opened.rooms.close()


async def test_a_file_is_verified_made_stored_told_and_its_job_removed(desk: Desk) -> None:
    queued = await desk.upload(body=b"picture")

    assert await desk.work_one()

    told = desk.told.ready_jobs[0]
    assert isinstance(told.outcome, Made)
    assert (told.outcome.width, told.outcome.perceptual_quality, told.outcome.recipe) == (4_000, 100, "photo-1")
    digest = hashlib.sha256(b"picture").hexdigest()
    assert await desk.objects.get(f"renditions/{digest}/photo-1/w400.jpg") == digest.encode()
    assert await desk.stored(queued) is None
    assert desk.queue.estimate(queued.asset) is None
    assert desk.rooms.used_bytes == 0


@pytest.mark.parametrize(
    ("promised", "code"),
    [
        ({"size_bytes": 6}, ProblemCode.SIZE_DIFFERS),
        ({"size_bytes": 8}, ProblemCode.SIZE_DIFFERS),
        ({"sha256": "00" * 32}, ProblemCode.HASH_DIFFERS),
    ],
)
async def test_bytes_that_were_not_promised_are_refused_before_anybody_opens_them(
    desk: Desk, promised: dict[str, Any], code: ProblemCode
) -> None:
    queued = await desk.upload(body=b"picture", **promised)

    await desk.work_one()

    assert desk.told.failed_jobs == [(queued.object_key, code, True)]
    assert desk.decoder.seen == []


async def test_what_lies_in_the_file_itself_is_a_problem_that_sending_again_does_not_help(desk: Desk) -> None:
    queued = await desk.upload()
    desk.decoder.faults = [Problem(ProblemCode.PICTURE_BROKEN)]

    await desk.work_one()

    assert desk.told.failed_jobs == [(queued.object_key, ProblemCode.PICTURE_BROKEN, False)]


async def test_an_object_that_is_gone_has_to_be_sent_again(desk: Desk) -> None:
    queued = await desk.upload()
    await desk.objects.remove(queued.object_key)

    await desk.work_one()

    assert desk.told.failed_jobs == [(queued.object_key, ProblemCode.MEDIA_FAILED, True)]


async def test_the_same_bytes_are_verified_again_but_not_decoded_again(desk: Desk) -> None:
    await desk.upload("incoming/1", b"picture", organisation="a")
    await desk.upload("incoming/2", b"picture", organisation="b")

    await desk.work_one()
    await desk.work_one()

    first, second = desk.told.ready_jobs
    assert (first.outcome, first.asset == second.asset) == (second.outcome, False)
    assert len(desk.decoder.seen) == 1


async def test_what_was_made_for_an_edition_with_wider_limits_is_judged_again_by_narrower_ones(desk: Desk) -> None:
    await desk.upload("incoming/1", b"picture")
    await desk.upload("incoming/2", b"picture")
    await desk.work_one()
    desk.limits = replace(desk.limits, max_pixels=1_000_000)
    desk.decoder.faults = [Problem(ProblemCode.PICTURE_TOO_LARGE)]

    await desk.work_one()

    assert [code for _key, code, _helps in desk.told.failed_jobs] == [ProblemCode.PICTURE_TOO_LARGE]


async def test_renditions_with_the_mark_of_a_machines_picture_are_not_those_without(desk: Desk) -> None:
    await desk.upload("incoming/1", b"picture")
    await desk.upload("incoming/2", b"picture", ai_generated=True)

    await desk.work_one()
    await desk.work_one()

    assert len(desk.decoder.seen) == 2
    assert len({told.outcome.recipe for told in desk.told.ready_jobs if isinstance(told.outcome, Made)}) == 2


async def test_the_object_store_going_away_is_a_retry_and_never_a_failure(desk: Desk) -> None:
    queued = await desk.upload()
    desk.objects.away = True
    for _try in range(20):
        assert not await desk.work_one()
        desk.clock.advance(61)
    waiting = await desk.stored(queued)
    desk.objects.away = False

    await desk.work_one()

    assert waiting is not None
    assert (waiting.attempts, waiting.setbacks, waiting.cause) == (0, 20, Cause.STORE_AWAY)
    assert [told.job for told in desk.told.ready_jobs] == [queued.job]
    assert desk.told.failed_jobs == []


async def test_a_read_that_ends_quietly_too_early_is_no_wrong_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    queued = await desk.upload(body=b"picture" * 100)
    whole = desk.objects.stream

    async def cut(key: str):  # type: ignore[no-untyped-def] # noqa: ANN202 - an asynchronous generator.
        async for piece in whole(key):
            yield piece[:50]

    monkeypatch.setattr(desk.objects, "stream", cut)
    await desk.work_one()

    stored = await desk.stored(queued)
    assert stored is not None
    assert (stored.cause, desk.told.failed_jobs) == (Cause.STORE_AWAY, [])


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        (ScannerAway("no answer"), Cause.SCANNER_AWAY),
        (OSError(errno.ENOSPC, "disk full"), Cause.NO_ROOM),
        (ConnectionResetError(), Cause.STORE_AWAY),
        (Problem(ProblemCode.NOT_READY), Cause.STORE_AWAY),
        (DecoderDied("killed"), Cause.DECODER_DIED),
        (ZeroDivisionError(), Cause.MISTAKE),
    ],
)
async def test_what_may_pass_is_tried_again_after_a_while_with_its_cause_on_record(
    desk: Desk, fault: Exception, cause: Cause
) -> None:
    queued = await desk.upload()
    desk.decoder.faults = [fault]

    went_on = await desk.work_one()

    stored = await desk.stored(queued)
    assert stored is not None
    assert (stored.cause, stored.lease, went_on) == (cause, None, cause.counts)
    assert not await desk.work_one()
    desk.clock.advance(2)
    assert await desk.work_one()
    assert len(desk.told.ready_jobs) == 1


async def test_a_file_that_kills_its_decoder_every_time_fails_in_the_end_and_says_why(desk: Desk) -> None:
    queued = await desk.upload()
    desk.decoder.faults = [DecoderDied("killed") for _try in range(9)]

    for _try in range(9):
        await desk.work_one()
        desk.clock.advance(61)

    assert desk.told.failed_jobs == [(queued.object_key, ProblemCode.MEDIA_FAILED, True)]
    assert len(desk.decoder.seen) == desk.policy.retries.attempts


async def test_a_file_that_kills_its_worker_every_time_fails_without_killing_another(desk: Desk) -> None:
    queued = await desk.upload()
    for _death in range(5):
        stored = await desk.stored(queued)
        assert stored is not None
        await desk.worker._take(stored)
        desk.clock.advance(31)
        await desk.queue.refresh()

    await desk.work_one()

    assert desk.told.failed_jobs == [(queued.object_key, ProblemCode.MEDIA_FAILED, True)]
    assert desk.decoder.seen == []


async def test_of_two_copies_that_want_the_same_file_one_gets_it(desk: Desk, other: Desk) -> None:
    await desk.upload()
    await other.queue.refresh()

    await asyncio.gather(desk.work_one(), other.work_one())

    assert len(desk.told.ready_jobs) == 1
    assert len(desk.decoder.seen) + len(other.decoder.seen) == 1
    assert not await other.work_one()


async def test_a_worker_that_wakes_after_its_lease_ends_nothing_that_another_has_done(desk: Desk, other: Desk) -> None:
    asleep, awake = asyncio.Event(), asyncio.Event()

    async def sleep() -> None:
        asleep.set()
        await awake.wait()

    desk.decoder.first = sleep
    queued = await desk.upload()
    sleeping = asyncio.create_task(desk.work_one())
    await asleep.wait()
    desk.clock.advance(31)
    await other.queue.refresh()
    assert await other.work_one()

    awake.set()
    assert await sleeping

    assert [told.job for told in desk.told.ready_jobs] == [queued.job]
    told = desk.told.ready_jobs[0]
    assert (told.attempts, told.cause) == (2, Cause.WORKER_LOST)
    assert await desk.stored(queued) is None


async def test_a_lost_lease_ends_the_work_at_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, policy=WorkPolicy(lease_seconds=0.03))
    desk.rooms.open()
    queued = await desk.upload()
    desk.decoder.first = asyncio.Event().wait  # type: ignore[assignment] # It never returns.
    working = asyncio.create_task(desk.work_one())
    await soon(lambda: bool(desk.decoder.seen))
    stored = await desk.stored(queued)
    assert stored is not None
    assert stored.lease is not None

    await desk.store.replace(
        replace(stored, lease=replace(stored.lease, token="another's"), revision=stored.revision + 1_000),
        stored.revision,
    )

    done, _still = await asyncio.wait({working}, timeout=10)
    desk.rooms.close()
    assert done == {working}
    assert desk.told.ready_jobs == []


async def test_a_lease_is_kept_while_the_work_goes_on(tmp_path: Path) -> None:
    desk = Desk(tmp_path, policy=WorkPolicy(lease_seconds=0.03))
    desk.rooms.open()
    queued = await desk.upload()
    done = asyncio.Event()

    async def wait() -> None:
        await done.wait()

    desk.decoder.first = wait
    working = asyncio.create_task(desk.work_one())
    await soon(lambda: bool(desk.decoder.seen))
    taken = desk.store.documents[queued.job]["revision"]
    await soon(lambda: desk.store.documents[queued.job]["revision"] != taken)
    done.set()

    assert await working
    desk.rooms.close()
    assert len(desk.told.ready_jobs) == 1
    assert desk.told.ready_jobs[0].attempts == 1


async def test_an_end_whose_answer_was_lost_is_found_and_told_once(desk: Desk) -> None:
    queued = await desk.upload()

    async def lose_the_next_answer() -> None:
        desk.store.silent = 1

    desk.decoder.first = lose_the_next_answer

    await desk.work_one()

    assert [told.job for told in desk.told.ready_jobs] == [queued.job]
    assert await desk.stored(queued) is None


async def test_the_store_going_away_before_the_end_throws_nothing_away(desk: Desk) -> None:
    await desk.upload()

    async def go_away() -> None:
        desk.store.away = True

    desk.decoder.first = go_away
    working = asyncio.create_task(desk.work_one())
    await soon(lambda: desk.store.away)
    await asyncio.sleep(0.01)
    desk.store.away = False

    assert await working
    assert len(desk.told.ready_jobs) == len(desk.decoder.seen) == 1


async def test_a_file_of_another_school_is_next_after_the_one_that_is_worked_on(desk: Desk) -> None:
    for number in range(30):
        await desk.upload(f"incoming/{number}", bytes([number]), organisation="flooding")
    await desk.work_one()
    lone = await desk.upload("incoming/lone", b"lone", organisation="other", queued_at=later(60))
    estimate = desk.queue.estimate(lone.asset)

    await desk.work_one()
    await desk.work_one()

    assert lone.job in [told.job for told in desk.told.ready_jobs]
    assert estimate is not None
    assert estimate.position <= 2
