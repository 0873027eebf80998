"""Notification as a running application on the real servers, with a mail server beside it and everybody's topics told."""

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

import jwt
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from contracts import topics
from contracts.acts import ActEvent
from contracts.base import Contract, decode_open, encode
from contracts.editions import shipped_editions
from contracts.envelope import Envelope, event_id
from contracts.organisations import PersonState, PublicKey, Role
from contracts.topics import Topic
from deploy.native.servers import Servers
from services.kit import topics as provisioning
from services.kit.clock import FixedClock
from services.kit.directory_view import assigned
from services.notification.app import Parts, create_app
from services.notification.drafts import Unsent
from services.notification.neighbours import NeighbourAwayError
from services.notification.settings import NotificationSettings
from tests.integration.kit.clients import opened
from tests.integration.kit.letters import MailServer
from tests.unit.notification.builders import NOW, ORGANISATIONS, PEOPLE

KEY_ID = "key-1"
STARTING_SECONDS = 60.0
WAITING_SECONDS = 30.0
AnswerT = TypeVar("AnswerT")


@dataclass
class Book:
    """Where people get their letters; unknown people get none, and `is_away` keeps it from saying anything."""

    is_away: bool = False
    without: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    async def of(self, person: str) -> str | None:
        self.asked.append(person)
        if self.is_away:
            raise NeighbourAwayError("away")
        return None if person in self.without else address_of(person)


@dataclass
class Desk:
    """Whose drafts lie unsent, as a test says; `is_away` keeps it from saying anything."""

    is_away: bool = False
    lying: list[Unsent] = field(default_factory=list)
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    async def of(self, edition: str, organisations: Sequence[str]) -> list[Unsent]:
        self.asked.append((edition, tuple(organisations)))
        if self.is_away:
            raise NeighbourAwayError("away")
        return [one for one in self.lying if one.organisation in organisations]


def address_of(person: str) -> str:
    """Where a person of the tests gets letters."""
    return f"{person}@school.example"


@dataclass
class Realm:
    """Servers, a prefix of their own, and the key that signs this realm's tokens."""

    settings: NotificationSettings
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def token(self, person: str, organisation: str, role: Role, at: datetime) -> str:
        """A token as the directory would sign it."""
        claims = {
            "iss": self.settings.token_issuer,
            "aud": self.settings.token_audience,
            "sub": person,
            "sid": f"session-{person}",
            "iat": int(at.timestamp()),
            "exp": int((at + timedelta(days=30)).timestamp()),
            "grants": [[organisation, role.value]],
        }
        return jwt.encode(claims, self.key, algorithm="EdDSA", headers={"kid": KEY_ID})

    async def tell(self, topic: Topic, *states: tuple[str, Contract]) -> None:
        """Say states on a topic as their owner would: key and state."""
        producer = AIOKafkaProducer(bootstrap_servers=self.settings.kafka, enable_idempotence=True)
        async with opened(producer):
            for key, state in states:
                revision: int = getattr(state, "revision", 1)
                envelope = Envelope(event_id(key, revision, topic.event_type), topic.owner, topic.event_type, key, NOW)
                name = self.settings.topic(topic.name)
                await producer.send_and_wait(name, encode(state), key.encode(), headers=envelope.headers())

    async def tell_directory(self, people: Sequence[PersonState] = PEOPLE) -> None:
        """Say what the directory says at its start."""
        public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        jwk = {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(public).rstrip(b"=").decode()}
        key = PublicKey(key=KEY_ID, revision=1, jwk=jwk, not_after=datetime(2100, 1, 1, tzinfo=UTC))
        await self.tell(topics.ORGANISATIONS, *((one.organisation, one) for one in ORGANISATIONS))
        await self.tell(topics.PEOPLE, *((one.person, one) for one in people))
        await self.tell(topics.EDITIONS, *((one.edition, one) for one in shipped_editions()))
        await self.tell(topics.KEYS, (KEY_ID, key))

    async def acts(self) -> list[ActEvent]:
        """What was put on record, by time."""
        name = self.settings.topic(topics.ACTS["notification"].name)
        consumer = AIOKafkaConsumer(bootstrap_servers=self.settings.kafka, enable_auto_commit=False)
        async with opened(consumer):
            partitions = await assigned(consumer, [name])
            await consumer.seek_to_beginning(*partitions)
            ends = await consumer.end_offsets(partitions)
            found: list[bytes] = []
            while any([await consumer.position(partition) < end for partition, end in ends.items()]):
                for records in (await consumer.getmany(timeout_ms=200)).values():
                    found += [record.value for record in records]
        acts = {one.act: one for one in (decode_open(ActEvent, body) for body in found)}
        return sorted(acts.values(), key=lambda one: one.at)


@dataclass
class Notification:
    """A running notification and a client for it."""

    realm: Realm
    client: AsyncClient
    clock: FixedClock
    app: FastAPI
    book: Book
    desk: Desk

    @property
    def made(self) -> Parts:
        """What the service is made of."""
        made: Parts = self.app.state.made
        return made

    def as_(self, person: str, organisation: str, role: Role = Role.FILER) -> dict[str, str]:
        """The header of a signed-in person."""
        return {"Authorization": f"Bearer {self.realm.token(person, organisation, role, self.clock.now())}"}

    async def inbox(self, person: str, **asked: Any) -> dict[str, Any]:  # noqa: ANN401 - any query.
        """A person's inbox."""
        answer = await self.client.get("/v1/notices", params=asked, headers=self.as_(person, "3633000123"))
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    async def kinds(self, person: str) -> list[str]:
        """The kinds of a person's notices, the newest first."""
        return [one["kind"] for one in (await self.inbox(person, limit=100))["notices"]]

    async def has_told(self, person: str, *kinds: str) -> list[str]:
        """Wait until a person was told all of these kinds; the kinds it was told."""

        async def told() -> list[str] | None:
            found = await self.kinds(person)
            return found if set(kinds) <= set(found) else None

        found = await until(told)
        assert found is not None
        return found

    async def send_all(self) -> None:
        """Send whatever is due by the clock, here and now."""
        while await self.made.sending.look():
            pass


async def until(question: Callable[[], Awaitable[AnswerT]], seconds: float = WAITING_SECONDS) -> AnswerT:
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


def realm_on(servers: Servers, prefix: str, mail: MailServer | None = None, **settings: Any) -> Realm:  # noqa: ANN401 - any.
    """A realm under a prefix that nobody else uses. Background looks are rare: tests look when they want to."""
    fields: dict[str, Any] = {
        "requests_per_minute": 1_000_000,
        "relay_sweep_seconds": 1.0,
        "notification_poll_seconds": 3_600.0,
        "notification_reminding_seconds": 3_600.0,
        "notification_housekeeping_seconds": 3_600.0,
        "notification_allowed_hosts": "127.0.0.1",
        "smtp": f"127.0.0.1:{mail.port}" if mail else "",
        "smtp_tls": "none",
    } | settings
    return Realm(
        NotificationSettings(
            kafka=servers.kafka, mongo=servers.mongo, prefix=f"{prefix}{uuid4().hex[:6]}-", partitions=2, **fields
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
async def running(
    realm: Realm, at: datetime = NOW, book: Book | None = None, desk: Desk | None = None
) -> AsyncIterator[Notification]:
    """Notification, ready, with its clock standing at `at`. It looks for deadlines once by itself when it starts."""
    clock, known, drafts = FixedClock(at), book or Book(), desk or Desk()
    app = create_app(realm.settings, clock, known, drafts)
    client = AsyncClient(transport=ASGITransport(app), base_url="http://notification", timeout=60)
    async with app.router.lifespan_context(app), client:

        async def is_ready() -> bool:
            return (await client.get("/health/ready")).status_code == 200

        await until(is_ready, STARTING_SECONDS)
        # Tests send when they want to, and nobody else does.
        app.state.made.tellers.woken = lambda: None
        yield Notification(realm, client, clock, app, known, drafts)
