"""What only a real MongoDB can show: durability through a power cut, a failover, and that every query uses an index.

These run where a `mongod` is on the PATH; elsewhere the report says that they were skipped.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from contracts.moderation import Act
from contracts.organisations import Role
from contracts.problems import Problem, ProblemCode
from deploy.native.provision import real_mongod
from deploy.native.servers import Servers
from services.kit.mongo import GroupedWrites, Mongo
from services.kit.settings import ServiceSettings
from tests.integration.ingest.running import UNIT, Ingest, report_body, running_ingest, summary_body
from tests.integration.ingest.running import provisioned as provisioned_ingest
from tests.integration.ingest.running import realm_on as ingest_on
from tests.integration.moderation.running import Moderation, running
from tests.integration.moderation.running import provisioned as provisioned_moderation
from tests.integration.moderation.running import realm_on as moderation_on
from tests.integration.replica_set import ReplicaSet, replica_set

pytestmark = [
    pytest.mark.real_mongod,
    pytest.mark.skipif(
        real_mongod() is None, reason="no mongod on the PATH: durability, failover and index use are not shown"
    ),
]
WRITERS = 8
WRITING_SECONDS = 3.0


@pytest.fixture
def mongods(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReplicaSet]:
    with replica_set(tmp_path_factory.mktemp("replica-set")) as made:
        yield made


@asynccontextmanager
async def writing(mongo: Mongo) -> AsyncIterator[set[str]]:
    """Writers that insert one document after another all the time; the names that the store has confirmed so far."""
    writes, leaving = GroupedWrites(mongo.collection("things")), asyncio.Event()
    confirmed: set[str] = set()

    async def write() -> None:
        while not leaving.is_set():
            name = str(uuid4())
            try:
                await writes.insert({"_id": name})
            except Problem as problem:
                if problem.code is not ProblemCode.STORE_AWAY:
                    raise
                await asyncio.sleep(0.1)
            else:
                confirmed.add(name)

    writers = [asyncio.create_task(write()) for _writer in range(WRITERS)]
    try:
        yield confirmed
    finally:
        leaving.set()
        await asyncio.gather(*writers)
        await writes.close()


@asynccontextmanager
async def database(mongods: ReplicaSet) -> AsyncIterator[Mongo]:
    mongo = Mongo.connect(ServiceSettings(mongo=mongods.address, prefix="real-"), "tests")
    await mongo.probe()
    try:
        yield mongo
    finally:
        mongo.close()


async def lost(mongo: Mongo, confirmed: set[str]) -> set[str]:
    return confirmed - {one["_id"] async for one in mongo.collection("things").find({})}


async def test_what_was_confirmed_is_there_after_all_members_lost_their_power(mongods: ReplicaSet) -> None:
    async with database(mongods) as mongo:
        async with writing(mongo) as confirmed:
            await asyncio.sleep(WRITING_SECONDS)
            for port in mongods.ports:
                await asyncio.to_thread(mongods.kill, port)
            for port in mongods.ports:
                await asyncio.to_thread(mongods.start, port)
            await asyncio.to_thread(mongods.primary)
            before = len(confirmed)
            await asyncio.sleep(WRITING_SECONDS)

        assert not mongo.embedded
        assert len(confirmed) > before > 0
        assert await lost(mongo, confirmed) == set()


async def test_when_the_primary_dies_another_takes_over_and_nothing_confirmed_is_lost(mongods: ReplicaSet) -> None:
    async with database(mongods) as mongo:
        async with writing(mongo) as confirmed:
            await asyncio.sleep(WRITING_SECONDS)
            first = await asyncio.to_thread(mongods.primary)
            await asyncio.to_thread(mongods.kill, first)
            second = await asyncio.to_thread(mongods.primary)
            before = len(confirmed)
            await asyncio.sleep(WRITING_SECONDS)

        assert second != first
        assert len(confirmed) > before > 0
        assert await lost(mongo, confirmed) == set()


@asynccontextmanager
async def profiled(settings: ServiceSettings, service: str) -> AsyncIterator[list[dict[str, Any]]]:
    """Every operation of a service's database while inside that looked through a whole collection for some documents."""
    found: list[dict[str, Any]] = []
    mongo = Mongo.connect(settings, service)
    try:
        await mongo.database.command("profile", 2)
        yield found
        await mongo.database.command("profile", 0)
        async for done in mongo.collection("system.profile").find({"planSummary": "COLLSCAN"}):
            command = done.get("command", {})
            if command.get("filter") or command.get("q") or command.get("query"):
                found.append(command)
    finally:
        mongo.close()


async def test_every_query_of_ingest_uses_an_index(servers: Servers, prefix: str, mongods: ReplicaSet) -> None:
    realm = ingest_on(replace(servers, mongo=mongods.address), prefix, relay_sweep_seconds=0.2)
    async with (
        provisioned_ingest(realm),
        running_ingest(realm) as ingest,
        profiled(realm.settings, "ingest") as scans,
    ):
        await _use_ingest(ingest)
        await asyncio.sleep(1)

    assert scans == []


async def _use_ingest(ingest: Ingest) -> None:
    submission, province = uuid4(), ingest.as_("p-u", (UNIT, Role.APPROVER))
    assert (await ingest.put(submission, report_body())).status_code == 201
    assert (await ingest.put(submission, report_body(visitors=7), if_match=1)).status_code == 201
    await ingest.put(uuid4(), summary_body(), who=ingest.as_("p-f", (UNIT, Role.FILER)))
    for query in ("", "?kind=summary", "?edition=2024&state=received", f"?unit={UNIT}", "?limit=1"):
        assert (await ingest.get(f"/v1/submissions{query}", province)).status_code == 200
    for path in (
        f"submissions/{submission}",
        f"submissions/{submission}/versions",
        f"receipts/{submission}.1",
        "drafts",
    ):
        assert (await ingest.get(f"/v1/{path}")).status_code == 200


async def test_every_query_of_moderation_uses_an_index(servers: Servers, prefix: str, mongods: ReplicaSet) -> None:
    realm = moderation_on(replace(servers, mongo=mongods.address), prefix)
    async with (
        provisioned_moderation(realm),
        running(realm) as moderation,
        profiled(realm.settings, "moderation") as scans,
    ):
        await _use_moderation(moderation)
        await asyncio.sleep(2)

    assert scans == []


async def _use_moderation(moderation: Moderation) -> None:
    accepted, returned = await moderation.filed(), await moderation.filed()
    await moderation.accepted(accepted)
    await moderation.done(returned, Act.RETURN, moderation.reviewer())
    for path in ("queue", "items", "items?state=accepted", "queue?kind=activity_report"):
        answer = await moderation.client.get(f"/v1/{path}", headers=moderation.reviewer())
        assert answer.status_code == 200
    await moderation.client.post("/v1/queue/next", headers=moderation.reviewer(), json={})
    assert (await moderation.item(accepted))["state"] == "accepted"
