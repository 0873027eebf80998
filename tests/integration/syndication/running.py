"""Syndication as a running application on the real servers, with the topics of directory and moderation told as they would be."""

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

import jwt
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from contracts import topics
from contracts.acts import ActEvent
from contracts.base import Contract, decode_open, encode
from contracts.deliveries import DeliveryState
from contracts.editions import shipped_editions
from contracts.envelope import Envelope, event_id
from contracts.featured import FeaturedItem
from contracts.organisations import PublicKey, Role
from contracts.topics import Topic
from deploy.native.servers import Servers
from services.kit import topics as provisioning
from services.kit.clock import FixedClock
from services.kit.directory_view import assigned
from services.syndication.app import create_app
from services.syndication.settings import SyndicationSettings
from tests.integration.kit.clients import opened
from tests.unit.syndication.builders import NOW

KEY_ID = "key-1"
MINISTRY = "ministry"
STARTING_SECONDS = 60.0
HEARING_SECONDS = 30.0
START = NOW + timedelta(minutes=30)
AnswerT = TypeVar("AnswerT")


@dataclass
class Realm:
    """Servers, a prefix of their own, and the key that signs this realm's tokens."""

    settings: SyndicationSettings
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def token(self, person: str, organisation: str, role: Role, at: datetime) -> str:
        """A token as the directory would sign it."""
        claims = {
            "iss": self.settings.token_issuer,
            "aud": self.settings.token_audience,
            "sub": person,
            "sid": f"session-{person}",
            "iat": int(at.timestamp()),
            "exp": int((at + timedelta(days=1)).timestamp()),
            "grants": [[organisation, role.value]],
        }
        return jwt.encode(claims, self.key, algorithm="EdDSA", headers={"kid": KEY_ID})

    async def tell(self, topic: Topic, states: Sequence[tuple[str, int, Contract]]) -> None:
        """Say states on a topic as their owner would: (entity, revision, state)."""
        await self.tell_raw(topic, [(name, revision, encode(state)) for name, revision, state in states])

    async def tell_raw(self, topic: Topic, records: Sequence[tuple[str, int, bytes]]) -> None:
        """Say bodies that need not be readable."""
        producer = AIOKafkaProducer(bootstrap_servers=self.settings.kafka, enable_idempotence=True)
        async with opened(producer):
            for entity, revision, body in records:
                envelope = _envelope(topic, entity, revision)
                name = self.settings.topic(topic.name)
                await producer.send_and_wait(name, body, entity.encode(), headers=envelope.headers())

    async def tell_directory(self) -> None:
        """Say what the directory says at its start."""
        public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        jwk = {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(public).rstrip(b"=").decode()}
        key = PublicKey(key=KEY_ID, revision=1, jwk=jwk, not_after=datetime(2100, 1, 1, tzinfo=UTC))
        await self.tell(topics.EDITIONS, [(one.edition, one.revision, one) for one in shipped_editions()])
        await self.tell(topics.KEYS, [(KEY_ID, 1, key)])

    async def feature(self, *states: FeaturedItem) -> None:
        """Say what moderation says."""
        await self.tell(topics.FEATURED, [(str(one.item), one.revision, one) for one in states])

    async def said(self, topic: Topic, *, dead: bool = False) -> list[ConsumerRecord]:
        """Every record of a topic, or of its dead letters, by partition and offset."""
        name = self.settings.topic(topic.dead if dead else topic.name)
        consumer = AIOKafkaConsumer(bootstrap_servers=self.settings.kafka, enable_auto_commit=False)
        async with opened(consumer):
            partitions = await assigned(consumer, [name])
            await consumer.seek_to_beginning(*partitions)
            ends = await consumer.end_offsets(partitions)
            found: list[ConsumerRecord] = []
            while any([await consumer.position(partition) < end for partition, end in ends.items()]):
                for records in (await consumer.getmany(timeout_ms=200)).values():
                    found += records
            return found

    async def states_of(self, subscriber: str) -> list[DeliveryState]:
        """What was said of a subscriber's deliveries, each revision once, by number and revision."""
        records = await self.said(topics.DELIVERIES)
        states = [decode_open(DeliveryState, one.value) for one in records if one.key == subscriber.encode()]
        return sorted(
            {(one.number, one.revision): one for one in states}.values(), key=lambda s: (s.number, s.revision)
        )

    async def acts_on(self, target: str) -> list[ActEvent]:
        """What was put on record about `target`, by time."""
        acts = {
            one.act: one
            for one in (decode_open(ActEvent, r.value) for r in await self.said(topics.ACTS["syndication"]))
        }
        return sorted((act for act in acts.values() if act.object == target), key=lambda act: act.at)


@dataclass
class Syndication:
    """A running syndication and a client for it."""

    realm: Realm
    client: AsyncClient
    clock: FixedClock
    app: FastAPI

    def as_(self, role: Role = Role.EDITOR, organisation: str = MINISTRY) -> dict[str, str]:
        """The header of a signed-in person; one of the ministry's editors unless told otherwise."""
        token = self.realm.token(f"{organisation}-{role.value}", organisation, role, self.clock.now())
        return {"Authorization": f"Bearer {token}"}

    async def subscribe(self, name: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of the body.
        """Make a subscriber."""
        body = {"name": name, "start": {"beginning": True}} | fields
        answer = await self.client.put(f"/v1/subscribers/{name}", json=body, headers=self.as_())
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    async def feed(self, header: dict[str, str] | None = None, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - as above.
        """A page of the feed; as the ministry sees it unless told otherwise."""
        answer = await self.client.get("/v1/feed", params=asked, headers=header or self.as_())
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    async def heard(self, *states: FeaturedItem) -> None:
        """Let moderation say states, and wait until every event of the log has been heard and numbered."""
        await self.realm.feature(*states)
        await self.caught_up()

    async def caught_up(self) -> None:
        """Wait until every event of the log has been heard, and every subscriber told."""
        end = len(await self.realm.said(topics.FEATURED))

        async def done() -> bool:
            cursor = await self._end()
            if int(cursor.rpartition(".")[2]) < end:
                return False
            every = (await self.client.get("/v1/subscribers", headers=self.as_())).json()["subscribers"]
            return all(one["cursor"] == cursor for one in every)

        await until(done)

    async def _end(self) -> str:
        body = await self.feed(limit=200)
        while body["more"]:
            body = await self.feed(limit=200, cursor=body["cursor"])
        return str(body["cursor"])

    async def numbers(self, subscriber: str) -> list[dict[str, Any]]:
        """A subscriber's deliveries as the ministry sees them, by number."""
        answer = await self.client.get(
            f"/v1/subscribers/{subscriber}/deliveries", params={"limit": 200}, headers=self.as_()
        )
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["deliveries"]
        return found


def token_of(made: dict[str, Any]) -> dict[str, str]:
    """The header of a newsroom."""
    return {"Authorization": f"Bearer {made['feed_token']}"}


async def until(question: Callable[[], Awaitable[AnswerT]], seconds: float = HEARING_SECONDS) -> AnswerT:
    """Ask again and again until the answer is yes (or something that is there), and return it."""
    async with asyncio.timeout(seconds):
        while True:
            answer = await question()
            if answer:
                return answer
            await asyncio.sleep(0.05)


def code_of(answer: Response) -> str:
    """The problem code of an answer."""
    assert answer.status_code >= 400, answer.text
    return str(answer.json()["code"])


def realm_on(servers: Servers, prefix: str, **settings: Any) -> Realm:  # noqa: ANN401 - any setting.
    """A realm under a prefix that nobody else uses."""
    fields: dict[str, Any] = {
        "requests_per_minute": 1_000_000,
        "relay_sweep_seconds": 1.0,
        "syndication_poll_seconds": 0.2,
        "syndication_allowed_hosts": "127.0.0.1",
    } | settings
    return Realm(
        SyndicationSettings(
            kafka=servers.kafka,
            mongo=servers.mongo,
            s3=servers.s3,
            prefix=f"{prefix}{uuid4().hex[:6]}-",
            partitions=2,
            **fields,
        )
    )


@asynccontextmanager
async def provisioned(realm: Realm) -> AsyncIterator[Realm]:
    """The realm with its topics made and the directory told; the topics are removed at the end."""
    await provisioning.apply(realm.settings)
    await realm.tell_directory()
    try:
        yield realm
    finally:
        await provisioning.remove(realm.settings)


@asynccontextmanager
async def running(realm: Realm, at: datetime = START) -> AsyncIterator[Syndication]:
    """Syndication, ready, with its clock standing at `at`."""
    clock = FixedClock(at)
    app = create_app(realm.settings, clock)
    client = AsyncClient(transport=ASGITransport(app), base_url="http://syndication", timeout=60)
    async with app.router.lifespan_context(app), client:
        await until_ready(client)
        yield Syndication(realm, client, clock, app)


async def until_ready(client: AsyncClient) -> None:
    """Wait until every dependency is there."""

    async def is_ready() -> bool:
        return (await client.get("/health/ready")).status_code == 200

    await until(is_ready, STARTING_SECONDS)


def _envelope(topic: Topic, entity: str, revision: int) -> Envelope:
    return Envelope(event_id(entity, revision, topic.event_type), topic.owner, topic.event_type, entity, START)
