"""The directory as a running application on the real servers, seeded, with its clock standing in the week of 2024."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response
from pydantic import SecretStr

from contracts import topics
from contracts.acts import ActEvent
from contracts.base import decode_open
from contracts.organisations import Role
from contracts.topics import Topic
from deploy.native.servers import Servers
from services.directory.app import create_app
from services.directory.commands import seed_into
from services.directory.seed.people import person_id
from services.directory.settings import DirectorySettings
from services.directory.store.anchors import audit_objects
from services.kit import topics as provisioning
from services.kit.clock import FixedClock
from services.kit.directory_view import DirectoryView
from tests.integration.kit.clients import opened

IN_THE_WEEK = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
PASSWORD = "weekwire-demo"
STARTING_SECONDS = 60.0
ELSEWHERE = "10.0.0.9"


def settings_on(servers: Servers, prefix: str, **settings: Any) -> DirectorySettings:  # noqa: ANN401 - any setting.
    """Settings under a prefix that nobody else uses. Hashing is made cheap: these tests sign in often."""
    usual: dict[str, Any] = {
        "s3_access_key": servers.s3_access_key,
        "s3_secret_key": SecretStr(servers.s3_secret_key),
        "requests_per_minute": 1_000_000,
        "directory_hash_time_cost": 1,
        "directory_hash_memory_kib": 64,
        "relay_sweep_seconds": 0.5,
        "stop_grace_seconds": 5,
    }
    return DirectorySettings(
        kafka=servers.kafka,
        mongo=servers.mongo,
        s3=servers.s3,
        prefix=f"{prefix}{uuid4().hex[:6]}-",
        partitions=2,
        **(usual | settings),
    )


@asynccontextmanager
async def provisioned(settings: DirectorySettings) -> AsyncIterator[DirectorySettings]:
    """The settings with their topics and bucket made; these are removed at the end."""
    await provisioning.apply(settings)
    objects = audit_objects(settings)
    try:
        await objects.ensure_bucket()
        yield settings
    finally:
        await provisioning.remove(settings)
        await objects.remove_bucket()
        objects.close()


@dataclass
class Directory:
    """A running directory and clients for it."""

    settings: DirectorySettings
    app: FastAPI
    client: AsyncClient
    clock: FixedClock
    _tokens: dict[str, str] = field(default_factory=dict)

    async def sign_in(self, name: str, password: str = PASSWORD, address: str = "127.0.0.1") -> Response:
        """POST a sign-in from a network address."""
        transport = ASGITransport(self.app, client=(address, 40_000))
        async with AsyncClient(transport=transport, base_url="http://directory", timeout=60) as client:
            return await client.post("/v1/sessions", json={"name": name, "password": password})

    async def as_(self, organisation: str, role: Role, number: int = 1) -> dict[str, str]:
        """The header of a seeded person, signed in once."""
        return await self.as_person(person_id(organisation, role, number))

    async def as_person(self, name: str, password: str = PASSWORD) -> dict[str, str]:
        """The header of a person, signed in once."""
        if name not in self._tokens:
            answer = await self.sign_in(name, password)
            assert answer.status_code == 201, answer.text
            self._tokens[name] = answer.json()["access_token"]
        return {"Authorization": f"Bearer {self._tokens[name]}"}

    async def as_newcomer(self, name: str, first: str, own: str) -> dict[str, str]:
        """The header of a person with a password of their own, whose first one somebody else has given."""
        if name not in self._tokens:
            begun = (await self.sign_in(name, first)).json()
            assert begun["needs"] == ["password"], begun
            who = {"Authorization": f"Bearer {begun['access_token']}"}
            changed = await self.put("/v1/me/password", {"current": first, "wanted": own}, who)
            assert changed.status_code == 204, changed.text
            token = {"refresh_token": begun["refresh_token"]}
            answer = await self.client.post("/v1/sessions/refresh", json=token)
            assert answer.json()["needs"] == [], answer.text
            self._tokens[name] = answer.json()["access_token"]
        return {"Authorization": f"Bearer {self._tokens[name]}"}

    async def get(self, path: str, who: dict[str, str], **query: Any) -> Response:  # noqa: ANN401 - any parameter.
        """GET a path."""
        return await self.client.get(path, headers=who, params=query)

    async def put(self, path: str, body: dict[str, Any], who: dict[str, str]) -> Response:
        """PUT a path."""
        return await self.client.put(path, json=body, headers=who)

    async def post(self, path: str, body: dict[str, Any], who: dict[str, str]) -> Response:
        """POST a path."""
        return await self.client.post(path, json=body, headers=who)

    async def acts(self) -> list[ActEvent]:
        """Every act on record, by partition and offset."""
        return [decode_open(ActEvent, one.value) for one in await said(self.settings, topics.ACTS["directory"])]


@asynccontextmanager
async def running_directory(settings: DirectorySettings, at: datetime = IN_THE_WEEK) -> AsyncIterator[Directory]:
    """The directory, ready, with its clock standing at `at`."""
    clock = FixedClock(at)
    app = create_app(settings, clock)
    client = AsyncClient(transport=ASGITransport(app), base_url="http://directory", timeout=60)
    async with app.router.lifespan_context(app), client:
        await until_ready(client)
        yield Directory(settings, app, client, clock)


@asynccontextmanager
async def seeded_directory(
    servers: Servers,
    prefix: str,
    **settings: Any,  # noqa: ANN401 - any setting.
) -> AsyncIterator[Directory]:
    """A realm of its own, provisioned and seeded, with a running directory."""
    async with provisioned(settings_on(servers, prefix, **settings)) as own:
        await seed_into(own, FixedClock(IN_THE_WEEK))
        async with running_directory(own) as directory:
            yield directory


@asynccontextmanager
async def following(settings: DirectorySettings) -> AsyncIterator[DirectoryView]:
    """What any other service knows: a view fed from the topics alone."""
    view = DirectoryView()
    task = asyncio.create_task(view.follow(settings))
    try:
        async with asyncio.timeout(STARTING_SECONDS):
            await view.ready()
        yield view
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until_ready(client: AsyncClient) -> None:
    """Wait until every dependency is there."""
    async with asyncio.timeout(STARTING_SECONDS):
        while (await client.get("/health/ready")).status_code != 200:  # noqa: ASYNC110 - it waits for other processes.
            await asyncio.sleep(0.05)


async def said(settings: DirectorySettings, topic: Topic) -> list[ConsumerRecord]:
    """Every record of a topic, by partition and offset."""
    name = settings.topic(topic.name)
    consumer = AIOKafkaConsumer(name, bootstrap_servers=settings.kafka, enable_auto_commit=False)
    async with opened(consumer):
        partitions = [TopicPartition(name, number) for number in sorted(consumer.partitions_for_topic(name) or ())]
        consumer.unsubscribe()
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        ends = await consumer.end_offsets(partitions)
        found: list[ConsumerRecord] = []
        while any([await consumer.position(partition) < end for partition, end in ends.items()]):
            for records in (await consumer.getmany(timeout_ms=200)).values():
                found += records
        return found
