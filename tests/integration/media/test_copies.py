"""Two copies of media on the same servers: whoever asks either gets one truth, and one of them sweeps."""

import asyncio
import secrets
from collections.abc import AsyncIterator

import pytest

from contracts.media import AssetState
from contracts.problems import ProblemCode
from deploy.native.servers import Servers
from services.media.domain.sessions import SessionState
from tests.integration.media.running import Media, item, provisioned, realm_on, running_media


@pytest.fixture(scope="module")
async def both(servers: Servers, prefix: str) -> AsyncIterator[tuple[Media, Media]]:
    realm = realm_on(servers, prefix)
    async with provisioned(realm), running_media(realm) as one, running_media(realm) as other:
        yield one, other


async def test_a_file_that_is_begun_and_completed_at_both_is_one_session_and_one_job(both: tuple[Media, Media]) -> None:
    one, other = both
    sent = item(secrets.token_bytes(900))

    begun = await asyncio.gather(*(copy.begin(sent.grant()) for copy in both * 3))
    upload = begun[0].json()["upload"]
    await other.put_part(sent.grant(), upload, 1, sent.files[0][1])
    done = await asyncio.gather(*(copy.complete(sent.grant(), upload) for copy in both * 3))

    assert {answer.json()["upload"] for answer in begun} == {upload}
    assert {answer.status_code for answer in done} == {200}
    assert {answer.json()["state"] for answer in done} == {"complete"}
    jobs = await one.jobs_of(sent)
    assert len(jobs) == 1
    blob = await one.parts.blobs.load(sent.line(0).sha256)
    assert blob is not None
    assert blob.holders == (str(sent.submission),)


async def test_files_of_one_item_that_come_in_at_both_lose_no_change(both: tuple[Media, Media]) -> None:
    sent = item(*(secrets.token_bytes(40) for _ in range(12)))

    await asyncio.gather(*(both[number % 2].send(sent, number) for number in range(12)))
    await both[0].tell(sent)

    stored = await both[1].parts.records.load(sent.submission)
    assert stored is not None
    assert [held.asset.state for held in stored.record.files] == [AssetState.UPLOADED] * 12
    assert stored.record.early == ()


async def test_a_problem_that_is_told_again_does_not_hit_what_was_sent_since(both: tuple[Media, Media]) -> None:
    one, other = both
    sent = item(secrets.token_bytes(70))
    await one.send(sent)
    (job,) = await one.jobs_of(sent)
    await one.parts.outcomes.failed(job, ProblemCode.HASH_DIFFERS, retry_helps=True)
    again = await other.send(sent)

    await one.parts.outcomes.failed(job, ProblemCode.HASH_DIFFERS, retry_helps=True)

    stored = await one.parts.uploads.load(sent.asset())
    assert again.json()["upload"].endswith(".2")
    assert await one.state_of(sent) is AssetState.UPLOADED
    assert stored is not None
    assert stored.session.state is SessionState.COMPLETE


async def test_the_quota_of_one_copy_follows_the_other_by_counting(both: tuple[Media, Media]) -> None:
    one, other = both
    sent = item(secrets.token_bytes(5_000))
    grant = sent.grant()
    await one.begin(grant)

    await other.parts.quotas.refresh()
    used = other.parts.quotas.used_bytes(grant.organisation, grant.edition)
    await one.parts.quotas.refresh()

    assert used == one.parts.quotas.used_bytes(grant.organisation, grant.edition) >= 5_000
