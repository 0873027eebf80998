"""What goes on by itself: announcements at every start, keys that follow each other, a seed that may run again."""

import asyncio
import time
from collections.abc import AsyncIterator

import jwt
import pytest
from aiokafka import AIOKafkaProducer

from contracts import topics
from contracts.base import encode
from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from deploy.native.servers import Servers
from services.directory.commands import seed_into
from services.directory.seed.people import person_id
from services.directory.seed.sample import sample_organisations
from services.directory.settings import DirectorySettings
from services.directory.store.database import Database
from services.directory.tokens import make_private_key
from services.kit.clock import FixedClock
from services.kit.identity import read_token
from services.kit.mongo import Mongo
from tests.integration.directory.running import (
    IN_THE_WEEK,
    Directory,
    following,
    provisioned,
    running_directory,
    said,
    settings_on,
)
from tests.integration.kit.clients import opened
from tests.integration.kit.waiting import eventually

SEED_SECONDS = 60.0
"""Bound of a seed on a machine that is doing other things; alone it takes about four seconds."""

OWED = 11 * 77


@pytest.fixture
async def realm(servers: Servers, prefix: str) -> AsyncIterator[DirectorySettings]:
    async with provisioned(settings_on(servers, prefix, directory_key_check_seconds=0.05)) as settings:
        yield settings


async def revisions(settings: DirectorySettings) -> dict[str, dict[str, int]]:
    mongo = Mongo.connect(settings, "directory")
    try:
        database = Database(mongo, None)
        return {
            "organisations": await database.organisations.revisions(),
            "editions": await database.editions.revisions(),
            "obligations": await database.obligations.revisions(),
            "people": dict.fromkeys(await database.people.ids(), 0),
        }
    finally:
        mongo.close()


async def test_a_second_seed_changes_nothing_and_both_are_quick(realm: DirectorySettings) -> None:
    began = time.monotonic()
    first = await seed_into(realm, FixedClock(IN_THE_WEEK))
    took_seconds = time.monotonic() - began
    before = await revisions(realm)

    second = await seed_into(realm, FixedClock(IN_THE_WEEK))

    assert first.startswith(f"{len(sample_organisations())} organisations, 3288 people, {OWED} obligations made")
    assert second.startswith("0 organisations, 0 people, 0 obligations made")
    assert await revisions(realm) == before
    assert took_seconds < SEED_SECONDS


async def test_a_seed_never_undoes_what_a_manager_did(realm: DirectorySettings) -> None:
    await seed_into(realm, FixedClock(IN_THE_WEEK))
    async with running_directory(realm) as directory:
        manager = await directory.as_("330000", Role.MANAGER)
        state = (await directory.get("/v1/organisations/330600", manager)).json()
        names = ("kind", "short_name", "parent", "gb2260", "revision")
        body = {name: state[name] for name in names} | {"name": "绍兴市(改)"}
        assert (await directory.put("/v1/organisations/330600", body, manager)).status_code == 200

        await seed_into(realm, FixedClock(IN_THE_WEEK))

        assert (await directory.get("/v1/organisations/330600", manager)).json()["name"] == "绍兴市(改)"


async def test_every_state_is_announced_at_every_start_under_its_old_revision(realm: DirectorySettings) -> None:
    await seed_into(realm, FixedClock(IN_THE_WEEK))
    async with running_directory(realm):
        pass
    told = {topic.name: len(await said(realm, topic)) for topic in (topics.ORGANISATIONS, topics.OBLIGATIONS)}

    async with running_directory(realm):
        pass

    for topic in (topics.ORGANISATIONS, topics.OBLIGATIONS):
        records = await said(realm, topic)
        newest = {record.key: record.value for record in records}
        assert len(records) == told[topic.name] + len(newest)
        assert len({(record.key, record.value) for record in records}) == len(newest)


async def test_an_older_state_that_came_last_is_mended_by_the_next_start(realm: DirectorySettings) -> None:
    await seed_into(realm, FixedClock(IN_THE_WEEK))
    province = next(one for one in sample_organisations() if one.organisation == "330000")
    producer = AIOKafkaProducer(bootstrap_servers=realm.kafka)
    stale = province.model_copy(update={"name": "old name", "revision": 1})
    async with opened(producer):
        await producer.send_and_wait(realm.topic(topics.ORGANISATIONS.name), encode(stale), b"330000")

    async with running_directory(realm):
        records = [record for record in await said(realm, topics.ORGANISATIONS) if record.key == b"330000"]

    # What a compacted topic keeps of a key is its last record.
    assert "浙江省" in records[-1].value.decode()


async def test_the_directory_begins_without_a_seed_and_hears_of_one_later(realm: DirectorySettings) -> None:
    async with running_directory(realm) as directory:
        assert (await directory.sign_in("anybody")).status_code == 401

        await seed_into(realm, FixedClock(IN_THE_WEEK))

        assert (await directory.sign_in(person_id("330000", Role.FILER))).status_code == 201
        async with following(realm) as view:
            await eventually(lambda: len(view.organisations) == len(sample_organisations()))
            await eventually(lambda: len(list(view.all_obligations())) == OWED)


async def test_a_restart_keeps_the_key_and_the_sessions(realm: DirectorySettings) -> None:
    await seed_into(realm, FixedClock(IN_THE_WEEK))
    async with running_directory(realm) as first:
        tokens = (await first.sign_in(person_id("330000", Role.FILER))).json()
        keys = (await first.client.get("/v1/keys")).json()

    async with running_directory(realm) as second:
        assert (await second.client.get("/v1/keys")).json() == keys
        who = {"Authorization": f"Bearer {tokens['access_token']}"}
        assert (await second.get("/v1/me", who)).status_code == 200
        answer = await second.client.post("/v1/sessions/refresh", json={"refresh_token": tokens["refresh_token"]})
        assert answer.status_code == 200


async def test_two_copies_that_start_at_once_make_one_key_between_them(realm: DirectorySettings) -> None:
    async with running_directory(realm) as one, running_directory(realm) as other:
        published = [await copy.client.get("/v1/keys") for copy in (one, other)]

    assert published[0].json() == published[1].json()
    assert len(published[0].json()["keys"]) == 1


async def names(directory: Directory) -> set[str]:
    return {key["kid"] for key in (await directory.client.get("/v1/keys")).json()["keys"]}


async def signed_with(directory: Directory) -> tuple[str, str]:
    """A fresh token, and the name of the key it names."""
    token = (await directory.sign_in(person_id("330000", Role.FILER))).json()["access_token"]
    return token, jwt.get_unverified_header(token)["kid"]


async def test_a_key_is_published_before_it_signs_and_until_its_last_token_has_ended(realm: DirectorySettings) -> None:
    await seed_into(realm, FixedClock(IN_THE_WEEK))
    async with running_directory(realm) as directory, following(realm) as view:
        (first,) = await names(directory)
        directory.clock.advance(realm.directory_key_sign_seconds - 1_000)

        async def published() -> bool:
            return len(await names(directory)) == 2

        await eventually(published)
        second = (await names(directory) - {first}).pop()
        await eventually(lambda: second in view.keys)
        old_token, old_key = await signed_with(directory)
        directory.clock.advance(1_000)
        new_token, new_key = await signed_with(directory)
        assert (old_key, new_key) == (first, second)
        assert directory.clock.now().timestamp() > 0
        directory.clock.advance(-500)
        for token in (old_token, new_token):
            assert read_token(token, view, realm, directory.clock).person == "p-330000-filer-1"
        directory.clock.advance(500 + 661)
        assert await names(directory) == {second}


async def test_a_key_given_by_setting_follows_the_one_before_without_a_gap(realm: DirectorySettings) -> None:
    await seed_into(realm, FixedClock(IN_THE_WEEK))
    current, following_key = make_private_key(), make_private_key()
    first = realm.model_validate(
        realm.model_dump() | {"directory_signing_key": current.pem(), "directory_next_signing_key": following_key.pem()}
    )
    second = realm.model_validate(realm.model_dump() | {"directory_signing_key": following_key.pem()})

    async with running_directory(first) as directory:
        assert await names(directory) == {current.name, following_key.name}
        token, key = await signed_with(directory)
        assert key == current.name
    async with running_directory(second) as directory, following(realm) as view:
        assert await names(directory) == {current.name, following_key.name}
        assert (await signed_with(directory))[1] == following_key.name
        assert read_token(token, view, realm, directory.clock).person == "p-330000-filer-1"
        directory.clock.advance(3_600 + 700)
        assert await names(directory) == {following_key.name}
        with pytest.raises(Problem) as refused:
            read_token(token, view, realm, directory.clock)
        assert refused.value.code in {ProblemCode.TOKEN_EXPIRED, ProblemCode.TOKEN_INVALID}


async def test_kafka_away_changes_are_taken_and_told_later(frail_servers: Servers, prefix: str) -> None:
    async with provisioned(settings_on(frail_servers, prefix)) as settings:
        await seed_into(settings, FixedClock(IN_THE_WEEK))
        async with running_directory(settings) as directory:
            manager = await directory.as_("330000", Role.MANAGER)
            await asyncio.to_thread(frail_servers.stop_one, "kafka")
            try:
                window = {"start": "2024-05-01", "end": "2024-05-31"}
                answer = await directory.put("/v1/organisations/330000/windows/2024", window, manager)
                assert answer.status_code == 200
                ready = (await directory.client.get("/health/ready")).json()
                assert ready["dependencies"]["kafka"] is False
            finally:
                await asyncio.to_thread(frail_servers.start_one, "kafka")

            async with following(settings) as view:

                def told() -> bool:
                    known = view.organisation("330000")
                    return known is not None and len(known.windows) == 1

                await eventually(told, 60)


async def test_mongo_away_is_told_and_the_same_request_settles_it(frail_servers: Servers, prefix: str) -> None:
    async with provisioned(settings_on(frail_servers, prefix)) as settings:
        await seed_into(settings, FixedClock(IN_THE_WEEK))
        async with running_directory(settings) as directory:
            manager = await directory.as_("330000", Role.MANAGER)
            body = {
                "edition": "2024",
                "debtor": "330600",
                "creditor": "330000",
                "kind": "case",
                "due_at": "2024-05-20T00:00:00+08:00",
            }
            await asyncio.to_thread(frail_servers.stop_one, "mongo")
            try:
                away = await directory.put("/v1/obligations/zj-case", body, manager)
                assert (away.status_code, away.json()["code"]) == (503, "store_away")
                assert int(away.headers["Retry-After"]) > 0
            finally:
                await asyncio.to_thread(frail_servers.start_one, "mongo")

            async def settled() -> bool:
                return (await directory.put("/v1/obligations/zj-case", body, manager)).status_code in {200, 201}

            await eventually(settled, 60)
            answer = await directory.put("/v1/obligations/zj-case", body, manager)
            assert answer.status_code == 200
