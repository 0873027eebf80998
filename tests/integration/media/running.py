"""Media as a running application on the real servers, with topics told as their owners would, and a sender of bytes."""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import jwt
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response, TransportError
from pydantic import SecretStr

from contracts import topics
from contracts.base import Contract, decode_open, encode
from contracts.editions import Edition, shipped_editions
from contracts.envelope import Envelope, event_id
from contracts.media import AssetState, MediaState, asset_id
from contracts.organisations import PublicKey, Role
from contracts.submissions import File, Kind, PhotoSet, SubmissionState, Verdict
from contracts.topics import Topic
from deploy.native.servers import Servers
from services.kit import topics as provisioning
from services.kit.clock import FixedClock
from services.kit.objects import S3Objects
from services.kit.tickets import Grant, mint_grant
from services.media.app import BUCKET, Parts, create_app
from services.media.domain.jobs import Job
from services.media.settings import MediaSettings
from services.media.store.jobs import job_of
from tests.integration.kit.clients import opened
from tests.integration.kit.waiting import eventually

IN_THE_WEEK = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
KEY_ID = "key-1"
SCHOOL, CITY, UNIT, OTHER_UNIT = "3633000001", "330600", "330000", "510000"
CHAIN = (SCHOOL, CITY, UNIT)
STARTING_SECONDS = 60.0
MEBIBYTE = 1_048_576
PART = 5 * MEBIBYTE


@dataclass
class Realm:
    """Servers, a prefix of their own, and the key that signs this realm's tokens."""

    settings: MediaSettings
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    editions: tuple[Edition, ...] = field(default_factory=shipped_editions)

    def token(self, person: str, grants: Iterable[tuple[str, Role]], at: datetime = IN_THE_WEEK) -> str:
        """A token as the directory would sign it."""
        claims = {
            "iss": self.settings.token_issuer,
            "aud": self.settings.token_audience,
            "sub": person,
            "sid": f"session-{person}",
            "iat": int(at.timestamp()),
            "exp": int((at + timedelta(days=60)).timestamp()),
            "grants": [[organisation, role.value] for organisation, role in grants],
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

    async def tell_directory(self) -> None:
        """Say what the directory says at its start, as far as media listens."""
        public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        encoded = base64.urlsafe_b64encode(public).rstrip(b"=").decode()
        jwk = {"kty": "OKP", "crv": "Ed25519", "x": encoded}
        key = PublicKey(key=KEY_ID, revision=1, jwk=jwk, not_after=datetime(2100, 1, 1, tzinfo=UTC))
        await self.tell(topics.KEYS, [(KEY_ID, 1, key)])
        await self.tell(topics.EDITIONS, [(one.edition, one.revision, one) for one in self.editions])

    async def said(self, topic: Topic) -> list[ConsumerRecord]:
        """Every record of a topic, by partition and offset."""
        name = self.settings.topic(topic.name)
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

    async def states_of(self, submission: UUID) -> list[MediaState]:
        """What was said of a submission's files, in order."""
        records = await self.said(topics.MEDIA)
        return [decode_open(MediaState, one.value) for one in records if one.key == str(submission).encode()]

    def environment(self) -> dict[str, str]:
        """The settings of this realm for a process."""
        known = self.settings
        chosen = {name: getattr(known, name) for name in known.model_fields_set}
        plain = {
            name: value.get_secret_value() if isinstance(value, SecretStr) else str(value)
            for name, value in chosen.items()
        }
        return {f"WEEKWIRE_{name.upper()}": value for name, value in plain.items()}


@dataclass(frozen=True)
class Item:
    """A submission of the school with its files, as ingest would say it and grant their upload."""

    submission: UUID
    files: tuple[tuple[str, bytes], ...]
    kinds: tuple[str, ...] = ()

    def lines(self) -> tuple[File, ...]:
        """The manifest."""
        return tuple(self.line(number) for number in range(len(self.files)))

    def line(self, number: int) -> File:
        """A line of the manifest."""
        name, body = self.files[number]
        kind: Any = self.kinds[number] if self.kinds else "photo"
        return File(name=name, size_bytes=len(body), sha256=hashlib.sha256(body).hexdigest(), kind=kind, caption="图")

    def asset(self, number: int = 0) -> UUID:
        """The id of a file."""
        return asset_id(self.submission, self.line(number).sha256)

    def state(self, revision: int, **fields: Any) -> SubmissionState:  # noqa: ANN401 - any field of a state.
        """What ingest says of it."""
        said: dict[str, Any] = {
            "submission": self.submission,
            "revision": revision,
            "version": 1,
            "change": "received",
            "edition": "2024",
            "kind": Kind.PHOTO_SET,
            "organisation": SCHOOL,
            "unit": UNIT,
            "chain": CHAIN,
            "filed_by": "p-filer",
            "content": PhotoSet(title="职业体验日", no_state_secrets=True),
            "manifest": self.lines(),
            "content_sha256": "0" * 64,
            "verdict": Verdict.NOT_OWED,
            "received_at": IN_THE_WEEK,
            "version_received_at": IN_THE_WEEK,
        }
        return SubmissionState(**(said | fields))

    def grant(self, number: int = 0, *, version: int = 1, at: datetime = IN_THE_WEEK) -> Grant:
        """The right to send one of its files."""
        line = self.line(number)
        return Grant(
            submission=self.submission,
            version=version,
            edition="2024",
            submission_kind=Kind.PHOTO_SET,
            organisation=SCHOOL,
            unit=UNIT,
            person="p-filer",
            name=line.name,
            sha256=line.sha256,
            size_bytes=line.size_bytes,
            kind=line.kind,
            expires_at=int((at + timedelta(days=300)).timestamp()),
        )


def item(*bodies: bytes, kinds: tuple[str, ...] = ()) -> Item:
    """A submission with these files."""
    return Item(uuid4(), tuple((f"职教活动周-{number}.jpg", body) for number, body in enumerate(bodies)), kinds)


@dataclass
class Media:
    """A running media service, a client for it, one for the object store, and its parts."""

    realm: Realm
    client: AsyncClient
    clock: FixedClock
    store: AsyncClient
    app: FastAPI | None = None

    @property
    def parts(self) -> Parts:
        """What the running service is made of, for tests that do its chores by hand."""
        assert self.app is not None
        found: Parts = self.app.state.parts
        return found

    async def sweep(self) -> None:
        """Do every chore once."""
        for step in self.parts.sweeping.steps():
            await step()

    def as_(self, person: str, *grants: tuple[str, Role]) -> dict[str, str]:
        """The header of a signed-in person."""
        return {"Authorization": f"Bearer {self.realm.token(person, grants, self.clock.now())}"}

    def holding(self, grant: Grant) -> dict[str, str]:
        """The header of whoever holds a grant."""
        return {"X-Weekwire-Grant": mint_grant(grant, self.realm.settings.ticket_secret.get_secret_value())}

    async def tell(self, said: Item, revision: int = 1, **fields: Any) -> None:  # noqa: ANN401 - as above.
        """Say a submission as ingest would, and wait until media has taken it over."""
        state = said.state(revision, **({"version_received_at": self.clock.now()} | fields))
        await self.realm.tell(topics.SUBMISSIONS, [(str(said.submission), revision, state)])
        await eventually(lambda: self._has_heard(said.submission, revision))

    async def _has_heard(self, submission: UUID, revision: int) -> bool:
        stored = await self.parts.records.load(submission)
        heard = stored.record.heard if stored else None
        # What follows from an event (bytes let go of, uploads ended) belongs to its being heard.
        return stored is not None and heard is not None and heard.revision >= revision and not stored.record.touched

    async def begin(self, grant: Grant) -> Response:
        """Begin an upload."""
        return await self.client.post("/v1/uploads", headers=self.holding(grant))

    async def sign(self, grant: Grant, upload: str, number: int, **part: Any) -> Response:  # noqa: ANN401 - fields of a part.
        """Ask for a signed part."""
        path = f"/v1/uploads/{upload}/parts/{number}"
        return await self.client.post(path, headers=self.holding(grant), json=part)

    async def put_part(self, grant: Grant, upload: str, number: int, piece: bytes, sha256: str | None = None) -> int:
        """Send a part as a client would; the store's status."""
        signed = (await self.sign(grant, upload, number, **({"sha256": sha256} if sha256 else {}))).json()
        answer = await self.store.put(signed["url"], content=piece, headers=signed["headers"])
        return answer.status_code

    async def complete(self, grant: Grant, upload: str) -> Response:
        """Say that all parts are there."""
        return await self.client.post(f"/v1/uploads/{upload}/complete", headers=self.holding(grant))

    async def send(self, said: Item, number: int = 0, **grant: Any) -> Response:  # noqa: ANN401 - fields of a grant.
        """Send a whole file; the answer to its completion."""
        held = said.grant(number, **grant)
        upload = (await self.begin(held)).json()
        body, size = said.files[number][1], upload["part_size_bytes"]
        for part in upload["missing"]:
            status = await self.put_part(held, upload["upload"], part, body[(part - 1) * size : part * size])
            assert status == 200, status
        return await self.complete(held, upload["upload"])

    async def status(self, asset: UUID, grant: Grant) -> Response:
        """How far a file has come."""
        return await self.client.get(f"/v1/media/{asset}", headers=self.holding(grant))

    async def until(self, asset: UUID, grant: Grant, done: Callable[[int], bool], seconds: float = 60.0) -> Response:
        """Wait until a file's status is such."""

        async def is_done() -> bool:
            return done((await self.status(asset, grant)).status_code)

        await eventually(is_done, seconds)
        return await self.status(asset, grant)

    async def jobs_of(self, said: Item) -> list[Job]:
        """The work that is queued for an item."""
        documents = self.parts.jobs._collection.find({"submission": str(said.submission)})
        return [job_of(document) async for document in documents]

    async def state_of(self, said: Item, number: int = 0) -> AssetState:
        """The state of a file, as the record has it."""
        stored = await self.parts.records.load(said.submission)
        held = stored.record.find(said.line(number).sha256) if stored else None
        assert held is not None
        return held.asset.state


def realm_on(servers: Servers, prefix: str, **settings: Any) -> Realm:  # noqa: ANN401 - any setting.
    """A realm under a prefix that nobody else uses, without work and sweeps unless they are asked for."""
    quiet = {
        "requests_per_minute": 1_000_000,
        "media_photo_workers": 0,
        "media_film_workers": 0,
        "media_sweep_seconds": 3_600.0,
    }
    return Realm(
        MediaSettings(
            kafka=servers.kafka,
            mongo=servers.mongo,
            s3=servers.s3,
            s3_access_key=servers.s3_access_key,
            s3_secret_key=SecretStr(servers.s3_secret_key),
            prefix=f"{prefix}{uuid4().hex[:6]}-",
            partitions=2,
            **(quiet | settings),
        )
    )


@asynccontextmanager
async def provisioned(realm: Realm) -> AsyncIterator[Realm]:
    """The realm with its topics made and the directory told; topics and objects are removed at the end."""
    await provisioning.apply(realm.settings)
    await realm.tell_directory()
    try:
        yield realm
    finally:
        await provisioning.remove(realm.settings)
        await _remove_bucket(realm)


async def _remove_bucket(realm: Realm) -> None:
    objects = S3Objects(realm.settings, BUCKET)
    try:
        await objects.ensure_bucket()
        for upload in await objects.uploads(""):
            await objects.abort(upload.key, upload.upload_id)
        for key in await objects.keys(""):
            await objects.remove(key)
        await asyncio.to_thread(objects._client.remove_bucket, objects.bucket)
    finally:
        objects.close()


@asynccontextmanager
async def running_media(realm: Realm, at: datetime = IN_THE_WEEK) -> AsyncIterator[Media]:
    """Media, ready, with its clock standing at `at`."""
    clock = FixedClock(at)
    app = create_app(realm.settings, clock)
    async with app.router.lifespan_context(app):
        transport = ASGITransport(app)
        async with (
            AsyncClient(transport=transport, base_url="http://media", timeout=60) as client,
            AsyncClient(timeout=60) as store,
        ):
            await until_ready(client)
            # The sweep of the start is over before a test counts on what it finds.
            await eventually(lambda: app.state.parts.sweeping.rounds > 0)
            yield Media(realm, client, clock, store, app)


async def until_ready(client: AsyncClient) -> None:
    """Wait until every dependency is there."""

    async def ready() -> bool:
        try:
            return (await client.get("/health/ready")).status_code == 200
        except TransportError:
            return False

    await eventually(ready, STARTING_SECONDS)
