"""Servers are taken away and come back: what was accepted is said later, what was not is a problem, and nothing is lost."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import closing

import httpx
import pytest
import uvloop
from aiokafka import ConsumerRecord

from contracts.problems import Problem, ProblemCode
from deploy.native.servers import Servers
from services.kit import producer
from services.kit.clients import GRACE_SECONDS
from services.kit.mongo import Mongo, compare_and_set, insert_once
from services.kit.objects import AWAY, S3Objects
from services.kit.settings import ServiceSettings
from tests.integration.kit.notes import NOTES, Note, everything, provision, write
from tests.integration.kit.running import CLOCK, connected, meanwhile, serving
from tests.integration.kit.things import THINGS, change, database, grouped, thing
from tests.integration.kit.waiting import eventually

GIVES_UP_WITHIN_SECONDS = 4 * GRACE_SECONDS
SETTINGS_AT_FIRST = {name: value for name, value in os.environ.items() if name.startswith("WEEKWIRE_")}


@pytest.fixture
async def settings(frail_servers: Servers, frail_settings: ServiceSettings) -> AsyncIterator[ServiceSettings]:
    await provision(frail_settings, NOTES)
    yield frail_settings
    for name in ("kafka", "mongo", "s3"):
        await asyncio.to_thread(frail_servers.start_one, name)


@pytest.fixture
def objects(settings: ServiceSettings) -> Iterator[S3Objects]:
    with closing(S3Objects(settings, "tests")) as opened:
        yield opened


@pytest.mark.usefixtures("frail_servers")
def test_servers_that_may_be_taken_away_leave_the_settings_of_all_others_as_they_are() -> None:
    settings_now = {name: value for name, value in os.environ.items() if name.startswith("WEEKWIRE_")}

    assert settings_now == SETTINGS_AT_FIRST


async def test_while_kafka_is_away_changes_are_accepted_and_said_when_it_is_back(
    settings: ServiceSettings, frail_servers: Servers
) -> None:
    await kafka_goes_and_comes(settings, frail_servers, at_once=False)


async def test_a_power_cut_of_kafka_loses_nothing_on_the_loop_that_services_run_on_though_requests_time_out(
    settings: ServiceSettings, frail_servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(producer, "REQUEST_TIMEOUT_MS", 1_000)
    await asyncio.to_thread(uvloop.run, kafka_goes_and_comes(settings, frail_servers, at_once=True))


async def kafka_goes_and_comes(settings: ServiceSettings, servers: Servers, *, at_once: bool) -> None:
    async with database(settings) as mongo, serving(settings, mongo) as service:
        await service.bus.start()
        service.relay.start()
        written = [await change(mongo, "before", CLOCK)]
        service.relay.hand_over(THINGS, written[0])
        await asyncio.wait_for(service.relay.drained(), 20)
        assert await service.bus.ping()

        await asyncio.to_thread(servers.stop_one, "kafka", at_once=at_once)
        for _turn in range(3):
            for name in ("a", "b"):
                written.append(await change(mongo, name, CLOCK))
                service.relay.hand_over(THINGS, written[-1])
        await asyncio.sleep(3)
        assert service.relay.pending == 2
        assert not await service.bus.ping()

        await asyncio.to_thread(servers.start_one, "kafka")
        await asyncio.wait_for(service.relay.drained(), 60)
        wanted = {(document["_id"], document["revision"]) for document in written}
        await eventually(lambda: set(service.heard) == wanted, seconds=60)
        assert await service.bus.ping()
        await service.stop()
    order = [json.loads(record.value) for record in await everything(settings, NOTES.name)]
    for name in ("a", "b"):
        revisions = [note["revision"] for note in order if note["note"] == name]
        assert list(dict.fromkeys(revisions)) == sorted(set(revisions)), "an event appeared first after a later one"


async def test_a_service_starts_while_kafka_is_away_and_stops_then_too(
    settings: ServiceSettings, frail_servers: Servers
) -> None:
    await asyncio.to_thread(frail_servers.stop_one, "kafka")
    async with (
        database(settings) as mongo,
        connected(settings) as idle,
        meanwhile(idle.start()) as given_up,
        serving(settings, mongo) as service,
        meanwhile(service.bus.start()) as starting,
    ):
        service.relay.start()
        service.relay.hand_over(THINGS, await change(mongo, "early", CLOCK))
        await asyncio.sleep(1.5)
        assert not starting.done()
        assert not await service.bus.ping()
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            # A start that is in the middle of connecting ends that first.
            await asyncio.wait_for(given_up, GIVES_UP_WITHIN_SECONDS)

        await asyncio.to_thread(frail_servers.start_one, "kafka")
        await asyncio.wait_for(starting, 60)
        await asyncio.wait_for(service.relay.drained(), 60)
        await eventually(lambda: [name for name, _revision in service.heard] == ["early"], seconds=60)

        await asyncio.to_thread(frail_servers.stop_one, "kafka")
        late = await change(mongo, "late", CLOCK)
        service.relay.hand_over(THINGS, late)
        # The relay's grace and the consumer's, one after the other at worst; the rest is for a busy machine.
        await asyncio.wait_for(service.stop(), 2 * settings.stop_grace_seconds + GIVES_UP_WITHIN_SECONDS)
        assert await mongo.collection(THINGS).find_one({"_id": "late"}) == late


async def test_while_mongodb_is_away_writes_are_problems_and_the_same_write_settles_them_later(
    settings: ServiceSettings, frail_servers: Servers
) -> None:
    async with database(settings) as mongo, grouped(mongo) as writes:
        first = thing("first", 1, CLOCK)
        assert await writes.insert(first)

        await asyncio.to_thread(frail_servers.stop_one, "mongo")
        attempts = (
            writes.insert(thing("second", 1, CLOCK)),
            insert_once(mongo.collection(THINGS), thing("third", 1, CLOCK)),
            compare_and_set(mongo.collection(THINGS), thing("first", 2, CLOCK), 1),
        )
        for ended in await asyncio.gather(*attempts, return_exceptions=True):
            assert isinstance(ended, Problem)
            assert ended.code is ProblemCode.STORE_AWAY
        assert not await mongo.ping()

        await asyncio.to_thread(frail_servers.start_one, "mongo")
        assert await mongo.ping()
        assert await writes.insert(thing("second", 1, CLOCK))
        assert not await writes.insert(first)
        assert await compare_and_set(mongo.collection(THINGS), thing("first", 2, CLOCK), 1)


async def test_an_event_that_comes_while_mongodb_is_away_waits_in_its_place(
    settings: ServiceSettings, frail_servers: Servers
) -> None:
    async with database(settings) as mongo, connected(settings) as bus:
        tries = 0

        async def keep(event: Note, _record: ConsumerRecord) -> None:
            nonlocal tries
            tries += 1
            await insert_once(mongo.collection("kept"), {"_id": f"{event.note}:{event.revision}"})

        bus.subscribe(NOTES, "keepers", keep)
        await bus.start()
        await asyncio.to_thread(frail_servers.stop_one, "mongo")
        await write(settings, *(Note(note="n", revision=revision) for revision in (1, 2, 3)))
        await eventually(lambda: tries >= 2)
        await asyncio.to_thread(frail_servers.start_one, "mongo")
        await eventually(lambda: _count_is(mongo, 3), seconds=40)

    assert await everything(settings, NOTES.dead) == []


async def _count_is(mongo: Mongo, number: int) -> bool:
    return await mongo.collection("kept").count_documents({}) == number


async def test_the_relay_survives_mongodb_away_after_kafka_acknowledged(
    settings: ServiceSettings, frail_servers: Servers
) -> None:
    async with database(settings) as mongo, serving(settings, mongo) as service:
        await service.bus.start()
        document = await change(mongo, "n", CLOCK)
        await asyncio.to_thread(frail_servers.stop_one, "mongo")
        service.relay.start()
        service.relay.hand_over(THINGS, document)
        await eventually(lambda: ("n", document["revision"]) in service.heard)
        assert service.relay.pending == 1

        await asyncio.to_thread(frail_servers.start_one, "mongo")
        await asyncio.wait_for(service.relay.drained(), 60)
        await service.stop()
        found = await mongo.collection(THINGS).find_one({"_id": "n"})

    assert found is not None
    assert found["outbox"] == []


async def test_while_the_object_store_is_away_it_says_so_and_works_again_afterwards(
    objects: S3Objects, frail_servers: Servers
) -> None:
    await objects.ensure_bucket()
    await objects.put("kept", b"1", "text/plain")

    await asyncio.to_thread(frail_servers.stop_one, "s3")
    assert not await objects.ping()
    with pytest.raises(AWAY):
        await objects.put("lost", b"2", "text/plain")
    with pytest.raises(AWAY):
        await objects.get("kept")

    await asyncio.to_thread(frail_servers.start_one, "s3")
    assert await objects.ping()
    assert await objects.get("kept") == b"1"


async def test_an_object_store_that_goes_away_in_mid_read_is_told_and_never_taken_for_the_end(
    objects: S3Objects, frail_servers: Servers
) -> None:
    body = bytes(40_000_000)
    await objects.ensure_bucket()
    await objects.put("long", body, "application/octet-stream")
    upload = await objects.begin("later", "video/mp4")
    pieces = aiter(objects.stream("long"))
    assert await anext(pieces)

    async def rest() -> list[bytes]:
        return [piece async for piece in pieces]

    await asyncio.to_thread(frail_servers.stop_one, "s3", at_once=True)
    with pytest.raises(AWAY):
        await rest()

    await asyncio.to_thread(frail_servers.start_one, "s3")
    assert b"".join([piece async for piece in objects.stream("long")]) == body
    signed = await objects.sign_part("later", upload, 1, 3, sha256=None, expires_seconds=60)
    async with httpx.AsyncClient() as client:
        assert (await client.put(signed.url, content=b"abc")).status_code == 200
    await objects.complete("later", upload, await objects.parts("later", upload))
    assert await objects.get("later") == b"abc"
