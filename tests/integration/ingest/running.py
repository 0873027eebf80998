"""Ingest as a running application on the real servers, with the directory's topics told and tokens signed as they would be."""

import base64
import json
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import jwt
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from httpx import ASGITransport, AsyncClient, Response, TransportError

from contracts import topics
from contracts.base import Contract, decode_open, encode
from contracts.editions import shipped_editions
from contracts.envelope import Envelope, event_id
from contracts.organisations import Obligation, Organisation, PublicKey, Role
from contracts.submissions import SubmissionState
from contracts.topics import Topic
from deploy.native.servers import Servers
from services.ingest.app import create_app
from services.ingest.settings import IngestSettings
from services.kit import topics as provisioning
from services.kit.clock import FixedClock
from tests.integration.kit.clients import opened
from tests.integration.kit.waiting import eventually
from tests.unit.ingest.making import WORLD, obligation

IN_THE_WEEK = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
KEY_ID = "key-1"
SCHOOL, CITY, UNIT, OTHER_UNIT = "3633000001", "330600", "330000", "510000"
STARTING_SECONDS = 60.0


@dataclass
class Realm:
    """Servers, a prefix of their own, and the key that signs this realm's tokens."""

    settings: IngestSettings
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def token(
        self, person: str, grants: Iterable[tuple[str, Role]], at: datetime = IN_THE_WEEK, acting: str | None = None
    ) -> str:
        """A token as the directory would sign it; `acting` is a colleague who does the person's work."""
        claims = {
            "iss": self.settings.token_issuer,
            "aud": self.settings.token_audience,
            "sub": person,
            "sid": f"session-{person}",
            "iat": int(at.timestamp()),
            "exp": int((at + timedelta(days=60)).timestamp()),
            "grants": [[organisation, role.value] for organisation, role in grants],
            **({"act": {"sub": acting}} if acting else {}),
        }
        return jwt.encode(claims, self.key, algorithm="EdDSA", headers={"kid": KEY_ID})

    async def tell(self, topic: Topic, states: Sequence[tuple[str, int, Contract]]) -> None:
        """Say states on a topic as their owner would: (entity, revision, state)."""
        producer = AIOKafkaProducer(bootstrap_servers=self.settings.kafka, enable_idempotence=True)
        async with opened(producer):
            for entity, revision, state in states:
                envelope = Envelope(
                    event_id(entity, revision, topic.event_type), topic.owner, topic.event_type, entity, IN_THE_WEEK
                )
                await producer.send_and_wait(
                    self.settings.topic(topic.name), encode(state), entity.encode(), headers=envelope.headers()
                )

    async def tell_directory(
        self, organisations: Iterable[Organisation], obligations: Iterable[Obligation] = (obligation(),)
    ) -> None:
        """Say what the directory says at its start."""
        public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        encoded = base64.urlsafe_b64encode(public).rstrip(b"=").decode()
        jwk = {"kty": "OKP", "crv": "Ed25519", "x": encoded}
        key = PublicKey(key=KEY_ID, revision=1, jwk=jwk, not_after=datetime(2100, 1, 1, tzinfo=UTC))
        await self.tell(topics.KEYS, [(KEY_ID, 1, key)])
        await self.tell(topics.EDITIONS, [(one.edition, one.revision, one) for one in shipped_editions()])
        await self.tell(topics.OBLIGATIONS, [(one.obligation, one.revision, one) for one in obligations])
        await self.tell(topics.ORGANISATIONS, [(one.organisation, one.revision, one) for one in organisations])

    def environment(self) -> dict[str, str]:
        """The settings of this realm for a process."""
        known = self.settings
        return {
            "WEEKWIRE_KAFKA": known.kafka,
            "WEEKWIRE_MONGO": known.mongo,
            "WEEKWIRE_PREFIX": known.prefix,
            "WEEKWIRE_RELAY_SWEEP_SECONDS": str(known.relay_sweep_seconds),
        }

    async def said(self, topic: Topic, *, dead: bool = False) -> list[ConsumerRecord]:
        """Every record of a topic, or of its dead letters, by partition and offset."""
        name = self.settings.topic(topic.dead if dead else topic.name)
        consumer = AIOKafkaConsumer(name, bootstrap_servers=self.settings.kafka, enable_auto_commit=False)
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

    async def states_of(self, submission: UUID) -> list[SubmissionState]:
        """What was said of a submission, in order; an event that was sent again is left out."""
        records = await self.said(topics.SUBMISSIONS)
        states = [decode_open(SubmissionState, one.value) for one in records if one.key == str(submission).encode()]
        return list({state.revision: state for state in states}.values())


@dataclass
class Ingest:
    """A running ingest and a client for it."""

    realm: Realm
    client: AsyncClient
    clock: FixedClock

    def as_(self, person: str, *grants: tuple[str, Role], acting: str | None = None) -> dict[str, str]:
        """The header of a signed-in person, or of a colleague who acts for them."""
        return {"Authorization": f"Bearer {self.realm.token(person, grants, self.clock.now(), acting)}"}

    def school_filer(self) -> dict[str, str]:
        """The header of the school's filer."""
        return self.as_("p-school-filer", (SCHOOL, Role.FILER))

    async def put(
        self, submission: UUID, body: dict[str, Any], if_match: int | None = None, who: dict[str, str] | None = None
    ) -> Response:
        """PUT a submission."""
        headers = dict(who or self.school_filer())
        if if_match is not None:
            headers["If-Match"] = f'"{if_match}"'
        return await self.client.put(f"/v1/submissions/{submission}", json=body, headers=headers)

    async def get(self, path: str, who: dict[str, str] | None = None) -> Response:
        """GET a path."""
        return await self.client.get(path, headers=who or self.school_filer())


def report_body(title: str = "职业体验日", visitors: int = 300, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of the body.
    """The body of an activity report of the school."""
    content = {
        "kind": "activity_report",
        "title": title,
        "no_state_secrets": True,
        "sessions": [
            {
                "when": {"start": "2024-05-14", "end": "2024-05-14"},
                "place": {"kind": "district", "code": "330602"},
                "measures": [{"indicator": "attendee_count", "value": visitors}],
            }
        ],
    } | fields.pop("content", {})
    return {"edition": "2024", "organisation": SCHOOL, "content": content} | fields


def summary_body(title: str = "总结", **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - as above.
    """The body of the province's summary."""
    content = {"kind": "summary", "title": title, "no_state_secrets": True}
    return {"edition": "2024", "organisation": UNIT, "content": content} | fields


def realm_on(servers: Servers, prefix: str, **settings: Any) -> Realm:  # noqa: ANN401 - any setting.
    """A realm under a prefix that nobody else uses."""
    return Realm(
        IngestSettings(
            kafka=servers.kafka,
            mongo=servers.mongo,
            s3=servers.s3,
            prefix=f"{prefix}{uuid4().hex[:6]}-",
            partitions=2,
            **({"requests_per_minute": 1_000_000} | settings),
        )
    )


@asynccontextmanager
async def provisioned(
    realm: Realm, organisations: Iterable[Organisation] = tuple(WORLD.values())
) -> AsyncIterator[Realm]:
    """The realm with its topics made and the directory told; the topics are removed at the end."""
    await provisioning.apply(realm.settings)
    await realm.tell_directory(organisations)
    try:
        yield realm
    finally:
        await provisioning.remove(realm.settings)


@asynccontextmanager
async def running_ingest(realm: Realm, at: datetime = IN_THE_WEEK) -> AsyncIterator[Ingest]:
    """Ingest, ready, with its clock standing at `at`."""
    clock = FixedClock(at)
    app = create_app(realm.settings, clock)
    async with app.router.lifespan_context(app):
        transport = ASGITransport(app)
        async with AsyncClient(transport=transport, base_url="http://ingest", timeout=60) as client:
            await until_ready(client)
            yield Ingest(realm, client, clock)


@asynccontextmanager
async def calling(realm: Realm, address: str) -> AsyncIterator[Ingest]:
    """A client for an ingest that runs as a process, by the machine's own clock."""
    async with AsyncClient(base_url=address, timeout=60) as client:
        await until_ready(client)
        yield Ingest(realm, client, FixedClock(datetime.now(UTC)))


async def until_ready(client: AsyncClient) -> None:
    """Wait until every dependency is there."""

    async def ready() -> bool:
        try:
            return (await client.get("/health/ready")).status_code == 200
        except TransportError:
            return False

    await eventually(ready, STARTING_SECONDS)


def shown(response: Response) -> str:
    """A response for a failing assertion."""
    return f"{response.status_code} {json.dumps(response.json(), ensure_ascii=False)[:2_000]}"
