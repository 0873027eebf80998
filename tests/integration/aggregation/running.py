"""Aggregation as running replicas on the real servers, with the decision log written as moderation would write it."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import uvicorn
from aiokafka import AIOKafkaProducer
from fastapi import FastAPI
from pydantic import SecretStr

from contracts import topics
from contracts.base import encode
from contracts.envelope import Envelope, event_id
from contracts.moderation import Act, Decision, DecisionEvent, Part, Standing, State
from contracts.organisations import Organisation, OrganisationKind
from contracts.submissions import FactMeasure, FactSet, Kind, Qualifier, Series, Verdict, Window
from deploy.native.servers import Servers
from services.aggregation.app import create_app
from services.aggregation.settings import AggregationSettings
from services.kit import topics as provisioning
from tests.integration.ingest.running import Realm
from tests.integration.kit.clients import opened
from tests.integration.kit.waiting import eventually

SCHOOL, CITY, UNIT, OTHER_UNIT = "3633000001", "330600", "330000", "510000"
AT = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
STARTING_SECONDS = 60.0
PARTITIONS = 4


def settings_on(servers: Servers, prefix: str, **own: Any) -> AggregationSettings:  # noqa: ANN401 - any setting.
    """Settings on these servers under a prefix of their own, at a pace fit for tests."""
    pace: dict[str, Any] = {
        "aggregation_publish_seconds": 0.2,
        "aggregation_snapshot_seconds": 3_600.0,
        "aggregation_lease_seconds": 2.0,
        "aggregation_checks_seconds": 0.5,
        "partitions": PARTITIONS,
    }
    return AggregationSettings(
        kafka=servers.kafka,
        mongo=servers.mongo,
        s3=servers.s3,
        s3_access_key=servers.s3_access_key,
        s3_secret_key=SecretStr(servers.s3_secret_key),
        prefix=f"{prefix}{secrets.token_hex(3)}-",
        **(pace | own),
    )


@dataclass
class Log:
    """The decision log of one prefix, and the realm whose tokens are valid there."""

    settings: AggregationSettings
    realm: Realm

    async def append(self, *events: DecisionEvent) -> None:
        """Append decisions in this order."""
        await self.append_raw(*((str(event.submission), encode(event)) for event in events))

    async def append_raw(self, *records: tuple[str, bytes]) -> None:
        """Append bodies as they are, keyed."""
        producer = AIOKafkaProducer(bootstrap_servers=self.settings.kafka, enable_idempotence=True)
        topic = topics.DECISIONS
        async with opened(producer):
            sent = []
            for number, (key, body) in enumerate(records):
                envelope = Envelope(event_id(key, number, topic.event_type), topic.owner, topic.event_type, key, AT)
                sent.append(
                    await producer.send(self.settings.topic(topic.name), body, key.encode(), headers=envelope.headers())
                )
            await asyncio.gather(*sent)


@asynccontextmanager
async def fresh_log(settings: AggregationSettings) -> AsyncIterator[Log]:
    """Topics under the settings' prefix with the directory told; removed at the end."""
    await provisioning.apply(settings)
    realm = Realm(settings)  # type: ignore[arg-type]  # The realm reads shared settings only.
    await realm.tell_directory(organisations())
    try:
        yield Log(settings, realm)
    finally:
        await provisioning.remove(settings)


def organisations() -> list[Organisation]:
    """A ministry, two units, a city and its school."""
    return [
        _organisation("ministry", OrganisationKind.MINISTRY, None, ("ministry",), "ministry"),
        _organisation(UNIT, OrganisationKind.PROVINCE, "ministry", ("ministry", UNIT), UNIT),
        _organisation(OTHER_UNIT, OrganisationKind.PROVINCE, "ministry", ("ministry", OTHER_UNIT), OTHER_UNIT),
        _organisation(CITY, OrganisationKind.CITY, UNIT, ("ministry", UNIT, CITY), UNIT),
        _organisation(SCHOOL, OrganisationKind.SCHOOL, CITY, ("ministry", UNIT, CITY, SCHOOL), UNIT),
    ]


def _organisation(
    name: str, kind: OrganisationKind, parent: str | None, path: tuple[str, ...], unit: str
) -> Organisation:
    chain = tuple(reversed(path[1:])) or path
    return Organisation(
        organisation=name,
        revision=1,
        kind=kind,
        name=name,
        short_name=name,
        parent=parent,
        path=path,
        chain=chain,
        unit=unit,
    )


@dataclass
class Running:
    """One replica behind a real socket."""

    app: FastAPI
    client: httpx.AsyncClient
    url: str

    async def nation(self, indicator: str = "session_count", **query: str) -> dict[str, Any]:
        """The nation's figure of an indicator."""
        answer = await self.counts(indicator=indicator, **query)
        figure: dict[str, Any] = answer["figures"][0]
        return figure

    async def counts(self, **query: str) -> dict[str, Any]:
        """A board."""
        answer = await self.client.get("/v1/counts", params={"edition": "2024", **query})
        answer.raise_for_status()
        board: dict[str, Any] = answer.json()
        return board


@asynccontextmanager
async def replica(settings: AggregationSettings) -> AsyncIterator[Running]:
    """A running replica, ready; stopped at the end as on SIGTERM."""
    app = create_app(settings)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, lifespan="on"))
    serving = asyncio.create_task(server.serve())
    try:
        await eventually(lambda: server.started, STARTING_SECONDS)
        url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        async with httpx.AsyncClient(base_url=url, timeout=30) as client:

            async def is_ready() -> bool:
                return (await client.get("/health/ready")).status_code == httpx.codes.OK

            await eventually(is_ready, STARTING_SECONDS)
            yield Running(app, client, url)
    finally:
        server.should_exit = True
        await serving


def decision(
    submission: UUID | None = None,
    *,
    revision: int = 1,
    sessions: int = 3,
    state: State = State.ACCEPTED,
    counted: bool | None = None,
    chain: Sequence[str] = (SCHOOL, CITY, UNIT),
    unit: str = UNIT,
    level: int | None = None,
    **standing: Any,  # noqa: ANN401 - fields of a standing.
) -> DecisionEvent:
    """A decision event after which the submission stands as told: accepted and counted unless said otherwise."""
    name = submission or uuid4()
    is_counted = state is State.ACCEPTED if counted is None else counted
    reached = (len(chain) - 1 if is_counted else 0) if level is None else level
    part = Part(version=1, level=reached, facts=(facts(sessions),))
    return DecisionEvent(
        submission=name,
        revision=revision,
        decision=Decision(
            id=f"{name}:{revision}",
            act=Act.ACCEPT,
            actor="p-1",
            organisation=unit,
            level=reached,
            version=1,
            at=AT,
            rule="accept_at_own_level",
        ),
        standing=Standing(
            submission=name,
            edition="2024",
            kind=Kind.ACTIVITY_REPORT,
            organisation=chain[0],
            unit=unit,
            chain=tuple(chain),
            state=state,
            version=1,
            level=reached,
            obligation=None,
            verdict=Verdict.NOT_OWED,
            received_at=AT,
            counted=part if is_counted else None,
            in_review=part if state is State.IN_REVIEW else None,
            **standing,
        ),
    )


def facts(sessions: int) -> FactSet:
    """Sessions on one day of the week, with visitors, and the school by its key."""
    return FactSet(
        series=Series.ACTUAL,
        window=Window.WEEK,
        place=CITY,
        day=date(2024, 5, 14),
        measures=(
            FactMeasure(indicator="session_count", value=sessions, qualifier=Qualifier.EXACT),
            FactMeasure(indicator="participant_visits", value=sessions * 100, qualifier=Qualifier.AT_LEAST),
            FactMeasure(indicator="school_count", value=1, qualifier=Qualifier.EXACT, keys=(f"school:{SCHOOL}",)),
        ),
    )
