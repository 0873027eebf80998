"""The whole chain with a small, steady load: reports are filed, passed up and accepted, by clients that try again until answered."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx
from aiokafka import AIOKafkaProducer, ConsumerRecord

from contracts import topics
from contracts.organisations import Role
from deploy.native.servers import CHECKOUT, Servers
from deploy.native.supervisor import Supervisor
from services.kit.clock import SystemClock
from tests.integration.ingest.running import CITY, SCHOOL, UNIT, Realm, provisioned, realm_on, report_body

SERVICES = ("ingest", "moderation", "aggregation")
RETRY_SECONDS = 0.2
GIVE_UP_SECONDS = 120.0
PAUSE_SECONDS = 0.02
FILERS = 4
Desk = tuple[str, str, Role]
"""An act, and of which organisation and role whoever does it is."""
ALONG_THE_CHAIN: tuple[Desk, ...] = (("pass_up", CITY, Role.REVIEWER), ("accept", UNIT, Role.APPROVER))
AGAIN = frozenset({404, 429, 500, 502, 503})
"""Answers after which a client sends the same again: the service or its dependency is away, or has not heard of the item yet."""


@dataclass
class Chain:
    """Running services and the load on them. `accepted` are the submissions whose acceptance was answered."""

    supervisor: Supervisor
    realm: Realm
    client: httpx.AsyncClient
    environment: Mapping[str, str]
    filed: set[UUID] = field(default_factory=set)
    accepted: set[UUID] = field(default_factory=set)
    server_errors: int = 0

    def sign_in(self, organisation: str, role: Role) -> dict[str, str]:
        """The header of a person with a role in an organisation."""
        token = self.realm.token(f"p-{organisation}-{role.value}", [(organisation, role)], SystemClock().now())
        return {"Authorization": f"Bearer {token}"}

    async def file(self) -> UUID:
        """File one report, sending the request again until it is answered."""
        submission = uuid4()
        body = report_body(title=f"职业体验日 {submission}")
        await self._until_done("ingest", f"submissions/{submission}", body, self.sign_in(SCHOOL, Role.FILER))
        self.filed.add(submission)
        return submission

    async def judge(self, submission: UUID, desks: Sequence[Desk] = ALONG_THE_CHAIN) -> None:
        """Take a report along its chain, sending each request again until it is answered."""
        for act, organisation, role in desks:
            path = f"items/{submission}/decisions/{uuid4()}"
            who = self.sign_in(organisation, role)
            await self._until_done("moderation", path, {"act": act, "version": 1}, who)
        self.accepted.add(submission)

    async def decision_on(self, submission: UUID) -> ConsumerRecord:
        """The newest decision on a submission, as it stands in the log."""
        said = [one for one in await self.realm.said(topics.DECISIONS) if one.key == str(submission).encode()]
        return max(said, key=lambda record: int(record.offset))

    async def append(self, like: ConsumerRecord, body: bytes) -> None:
        """Write a body to the log of decisions that nobody checked, under the key and headers of another record."""
        producer = AIOKafkaProducer(bootstrap_servers=self.realm.settings.kafka, enable_idempotence=True)
        await producer.start()
        try:
            await producer.send_and_wait(like.topic, body, like.key, like.partition, headers=list(like.headers))
        finally:
            await producer.stop()

    async def command(self, *arguments: str) -> str:
        """Run `weekwire` as an operator would, under the settings of this chain; what it said."""
        done = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "services", *arguments],
            cwd=CHECKOUT,
            env={**os.environ, **self.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return str(done.stdout)

    async def nation(self) -> dict[str, Any]:
        """The nation's sessions."""
        address = self.supervisor.unit("aggregation").address
        answer = await self.client.get(
            f"{address}/v1/counts", params={"edition": "2024", "indicator": "session_count", "by": "unit,place,day"}
        )
        answer.raise_for_status()
        figure: dict[str, Any] = answer.json()["figures"][0]
        return figure

    async def checks(self) -> dict[str, Any]:
        """The published checks."""
        address = self.supervisor.unit("aggregation").address
        answer = await self.client.get(f"{address}/v1/checks", params={"edition": "2024"})
        answer.raise_for_status()
        checks: dict[str, Any] = answer.json()
        return checks

    async def settled(self) -> bool:
        """Whether every accepted report is counted and everything received stands somewhere."""
        try:
            figure, checks = await self.nation(), await self.checks()
        except httpx.HTTPError:
            return False
        return bool(figure["sources"] == len(self.accepted)) and checks["received_difference"] == 0

    async def _until_done(self, service: str, path: str, body: dict[str, Any], who: dict[str, str]) -> None:
        async with asyncio.timeout(GIVE_UP_SECONDS):
            while True:
                try:
                    address = f"{self.supervisor.unit(service).address}/v1/{path}"
                    answer = await self.client.put(address, json=body, headers=who)
                except httpx.TransportError:
                    await asyncio.sleep(RETRY_SECONDS)
                    continue
                self.server_errors += answer.status_code == httpx.codes.INTERNAL_SERVER_ERROR
                if answer.status_code not in AGAIN:
                    answer.raise_for_status()
                    return
                await asyncio.sleep(RETRY_SECONDS)


@asynccontextmanager
async def running_chain(servers: Servers, prefix: str) -> AsyncIterator[Chain]:
    """The three services of the spine under one supervisor, the directory told; removed at the end."""
    async with provisioned(realm_on(servers, prefix)) as realm:
        environment = servers.environment() | {
            "WEEKWIRE_PREFIX": realm.settings.prefix,
            "WEEKWIRE_REQUESTS_PER_MINUTE": "1000000",
            "WEEKWIRE_RELAY_SWEEP_SECONDS": "2",
            "WEEKWIRE_AGGREGATION_SNAPSHOT_SECONDS": "1",
        }
        with Supervisor(environment).running() as supervisor:
            await asyncio.to_thread(supervisor.start_all, SERVICES)
            limits = httpx.Limits(keepalive_expiry=1.0)
            async with httpx.AsyncClient(timeout=30, limits=limits) as client:
                yield Chain(supervisor, realm, client, environment)


@asynccontextmanager
async def under_load(chain: Chain) -> AsyncIterator[None]:
    """Reports come in all the time; at the end the ones under way are taken to their end."""
    stop = asyncio.Event()

    async def file() -> None:
        while not stop.is_set():
            await chain.judge(await chain.file())
            await asyncio.sleep(PAUSE_SECONDS)

    filing = [asyncio.create_task(file()) for _ in range(FILERS)]
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(*filing)
