"""Servers that go away and processes that die: what was answered is kept, what was not is settled by asking again."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from contracts import topics
from contracts.acts import ActEvent
from contracts.base import decode_open
from contracts.organisations import Role
from contracts.submissions import SubmissionState
from deploy.native.servers import Servers
from deploy.native.supervisor import Supervisor
from services.ingest.store.submissions import SUBMISSIONS
from services.kit.mongo import Mongo
from tests.integration.ingest.running import (
    OTHER_UNIT,
    Ingest,
    Realm,
    calling,
    provisioned,
    realm_on,
    report_body,
    running_ingest,
    shown,
)
from tests.integration.kit.waiting import eventually


@pytest.fixture
def servers(frail_servers: Servers) -> Servers:
    """The faults below are not to hit whoever shares the session's servers."""
    return frail_servers


@pytest.fixture
async def realm(servers: Servers, prefix: str) -> AsyncIterator[Realm]:
    async with provisioned(realm_on(servers, prefix, stop_grace_seconds=0.5, relay_sweep_seconds=0.5)) as found:
        yield found


async def away(servers: Servers, name: str) -> None:
    await asyncio.to_thread(servers.stop_one, name)


async def back(servers: Servers, name: str) -> None:
    await asyncio.to_thread(servers.start_one, name)


async def pending(realm: Realm) -> int:
    """Documents that still have events to send."""
    mongo = Mongo.connect(realm.settings, "ingest")
    try:
        return int(await mongo.collection(SUBMISSIONS).count_documents({"outbox.id": {"$exists": True}}))
    finally:
        mongo.close()


async def until_said(ingest: Ingest, submissions: list[str]) -> None:
    async def said() -> bool:
        keys = {one.key.decode() for one in await ingest.realm.said(topics.SUBMISSIONS)}
        return set(submissions) <= keys

    await eventually(said, 60)


async def test_with_kafka_away_a_report_is_received_and_said_later(servers: Servers, realm: Realm) -> None:
    submissions = [uuid4() for _ in range(5)]
    async with running_ingest(realm) as ingest:
        await away(servers, "kafka")
        try:
            answers = [await ingest.put(one, report_body()) for one in submissions]
            amended = await ingest.put(submissions[0], report_body(visitors=7), if_match=1)
            waiting = await pending(realm)
        finally:
            await back(servers, "kafka")

        assert [one.status_code for one in answers] == [201] * 5
        assert amended.status_code == 201
        assert waiting == 5
        await until_said(ingest, [str(one) for one in submissions])

        async def both() -> bool:
            return [one.version for one in await realm.states_of(submissions[0])] == [1, 2]

        await eventually(both, 60)

        async def cleared() -> bool:
            return await pending(realm) == 0

        await eventually(cleared, 60)


async def test_with_the_store_away_nothing_is_confirmed_and_the_same_put_settles_it(
    servers: Servers, realm: Realm
) -> None:
    submission = uuid4()
    async with running_ingest(realm) as ingest:
        await away(servers, "mongo")
        try:
            unanswered = await ingest.put(submission, report_body())
            not_read = await ingest.get(f"/v1/submissions/{submission}")
            not_ready = await ingest.client.get("/health/ready")
        finally:
            await back(servers, "mongo")

        async def settled() -> bool:
            return (await ingest.put(submission, report_body())).status_code in {200, 201}

        await eventually(settled, 60)
        again = await ingest.put(submission, report_body())

        assert (unanswered.status_code, unanswered.json()["code"]) == (503, "store_away"), shown(unanswered)
        assert int(unanswered.headers["retry-after"]) > 0
        assert not_read.status_code == 503
        assert not_ready.json()["dependencies"]["mongo"] is False
        assert (again.status_code, again.json()["version"]) == (200, 1)
        await until_said(ingest, [str(submission)])
        assert {one.version for one in await realm.states_of(submission)} == {1}


async def test_a_refusal_stays_a_refusal_with_the_store_away(servers: Servers, realm: Realm) -> None:
    async with running_ingest(realm) as ingest:
        stranger = ingest.as_("p-stranger", (OTHER_UNIT, Role.FILER))
        await away(servers, "mongo")
        try:
            answer = await ingest.put(uuid4(), report_body(), who=stranger)
        finally:
            await back(servers, "mongo")

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


async def test_what_a_killed_process_left_is_said_by_the_next(servers: Servers, realm: Realm) -> None:
    submissions = [uuid4() for _ in range(3)]
    with Supervisor(realm.environment()).running() as running:
        first = await asyncio.to_thread(running.start, "ingest")
        async with calling(realm, first.address) as ingest:
            stranger = ingest.as_("p-stranger", (OTHER_UNIT, Role.FILER))
            await away(servers, "kafka")
            try:
                answers = [await ingest.put(one, report_body()) for one in submissions]
                refused = await ingest.put(submissions[0], report_body(), who=stranger)
                await asyncio.to_thread(running.kill, "ingest")
            finally:
                await back(servers, "kafka")
        second = await asyncio.to_thread(running.start_again, "ingest")
        async with calling(realm, second.address) as successor:
            await until_said(successor, [str(one) for one in submissions])
            repeated = await successor.put(submissions[0], report_body())

            async def refusal_said() -> bool:
                records = await realm.said(topics.ACTS["ingest"])
                return any(decode_open(ActEvent, one.value).outcome == "refused" for one in records)

            await eventually(refusal_said, 60)

    assert [one.status_code for one in (*answers, refused, repeated)] == [201, 201, 201, 403, 200]


async def test_relay_and_sweep_racing_lose_and_reorder_nothing(servers: Servers, prefix: str) -> None:
    hasty = realm_on(servers, prefix, relay_sweep_seconds=0.02)
    async with provisioned(hasty), running_ingest(hasty) as ingest:
        submissions = [uuid4() for _ in range(40)]

        async def write(number: int) -> None:
            await ingest.put(submissions[number], report_body())
            await ingest.put(submissions[number], report_body(visitors=number), if_match=1)

        await asyncio.gather(*(write(number) for number in range(len(submissions))))

        async def cleared() -> bool:
            return await pending(hasty) == 0

        await eventually(cleared, 60)
        told: dict[str, list[SubmissionState]] = {str(one): [] for one in submissions}
        for record in await hasty.said(topics.SUBMISSIONS):
            told[record.key.decode()].append(decode_open(SubmissionState, record.value))
        for states in told.values():
            # An event may come again after a newer one, and none comes before an older one has come once.
            first_met = list({state.revision: state.version for state in states}.values())
            assert first_met == [1, 2]


async def test_the_service_starts_before_its_servers(servers: Servers, prefix: str) -> None:
    realm = realm_on(servers, prefix)
    await away(servers, "mongo")
    try:
        async with provisioned(realm):
            starting = asyncio.create_task(_first_put(realm))
            await asyncio.sleep(2)
            assert not starting.done()
            await back(servers, "mongo")
            status = await asyncio.wait_for(starting, 90)
    finally:
        await back(servers, "mongo")

    assert status == 201


async def _first_put(realm: Realm) -> int:
    async with running_ingest(realm) as ingest:
        return (await ingest.put(uuid4(), report_body())).status_code
