"""Moderation as a running application on the real servers, with the topics of directory and ingest told as they would be."""

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from uuid import UUID, uuid4

import jwt
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from contracts import topics
from contracts.acts import ActEvent
from contracts.base import Contract, decode_open, encode
from contracts.editions import shipped_editions
from contracts.envelope import Envelope, event_id
from contracts.featured import FeaturedItem
from contracts.media import Asset, MediaState, asset_id
from contracts.moderation import Act, DecisionEvent
from contracts.organisations import Organisation, OrganisationKind, PublicKey, Role
from contracts.submissions import SubmissionState
from contracts.topics import Topic
from deploy.native.servers import Servers
from services.kit import topics as provisioning
from services.kit.clock import FixedClock
from services.kit.directory_view import assigned
from services.moderation.app import create_app
from services.moderation.settings import ModerationSettings
from tests.integration.kit.clients import opened
from tests.unit.moderation.builders import CITY, MINISTRY, PROVINCE, SCHOOL, START, media, said

KEY_ID = "key-1"
OTHER_CITY, OTHER_SCHOOL = "330200x", "3633000002"
FAR_PROVINCE, FAR_CITY, FAR_SCHOOL, COUNCIL = "340000", "340100", "3634000001", "C08"
STARTING_SECONDS = 60.0
HEARING_SECONDS = 30.0
Grant = tuple[str, Role]
AnswerT = TypeVar("AnswerT")


def organisation(name: str, kind: OrganisationKind, *above: str, revision: int = 1) -> Organisation:
    """An organisation below the ministry; `above` runs from its parent to its unit."""
    chain = (name, *above)
    return Organisation(
        organisation=name,
        revision=revision,
        kind=kind,
        name=name,
        short_name=name,
        parent=above[0] if above else (None if name == MINISTRY else MINISTRY),
        path=(MINISTRY,) if name == MINISTRY else (MINISTRY, *reversed(chain)),
        chain=chain,
        unit=chain[-1],
    )


WORLD = (
    organisation(MINISTRY, OrganisationKind.MINISTRY),
    organisation(PROVINCE, OrganisationKind.PROVINCE),
    organisation(CITY, OrganisationKind.CITY, PROVINCE),
    organisation(OTHER_CITY, OrganisationKind.CITY, PROVINCE),
    organisation(SCHOOL, OrganisationKind.SCHOOL, CITY, PROVINCE),
    organisation(OTHER_SCHOOL, OrganisationKind.SCHOOL, OTHER_CITY, PROVINCE),
    organisation(FAR_PROVINCE, OrganisationKind.PROVINCE),
    organisation(FAR_CITY, OrganisationKind.CITY, FAR_PROVINCE),
    organisation(FAR_SCHOOL, OrganisationKind.SCHOOL, FAR_CITY, FAR_PROVINCE),
    organisation(COUNCIL, OrganisationKind.COUNCIL),
)
CHAINS = {one.organisation: one.chain for one in WORLD}


@dataclass
class Realm:
    """Servers, a prefix of their own, and the key that signs this realm's tokens."""

    settings: ModerationSettings
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def token(self, person: str, grants: Iterable[Grant], at: datetime) -> str:
        """A token as the directory would sign it."""
        claims = {
            "iss": self.settings.token_issuer,
            "aud": self.settings.token_audience,
            "sub": person,
            "sid": f"session-{person}",
            "iat": int(at.timestamp()),
            "exp": int((at + timedelta(days=1)).timestamp()),
            "grants": [[name, role.value] for name, role in grants],
        }
        return jwt.encode(claims, self.key, algorithm="EdDSA", headers={"kid": KEY_ID})

    async def tell(self, topic: Topic, states: Sequence[tuple[str, int, Contract]]) -> None:
        """Say states on a topic as their owner would: (entity, revision, state)."""
        await self.tell_raw(
            topic, [(_envelope(topic, name, revision), encode(state)) for name, revision, state in states]
        )

    async def tell_raw(self, topic: Topic, records: Sequence[tuple[Envelope, bytes]]) -> None:
        """Say bodies that need not be readable."""
        producer = AIOKafkaProducer(bootstrap_servers=self.settings.kafka, enable_idempotence=True)
        async with opened(producer):
            for envelope, body in records:
                name = self.settings.topic(topic.name)
                await producer.send_and_wait(name, body, envelope.subject.encode(), headers=envelope.headers())

    async def tell_directory(self, organisations: Iterable[Organisation] = WORLD) -> None:
        """Say what the directory says at its start."""
        public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        jwk = {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(public).rstrip(b"=").decode()}
        key = PublicKey(key=KEY_ID, revision=1, jwk=jwk, not_after=datetime(2100, 1, 1, tzinfo=UTC))
        await self.tell(topics.EDITIONS, [(one.edition, one.revision, one) for one in shipped_editions()])
        await self.tell(topics.ORGANISATIONS, [(one.organisation, one.revision, one) for one in organisations])
        await self.tell(topics.KEYS, [(KEY_ID, 1, key)])

    async def tell_submissions(self, *states: SubmissionState) -> None:
        """Say what ingest says."""
        await self.tell(topics.SUBMISSIONS, [(str(one.submission), one.revision, one) for one in states])

    async def tell_media(self, *states: MediaState) -> None:
        """Say what media says."""
        await self.tell(topics.MEDIA, [(str(one.submission), one.revision, one) for one in states])

    async def featured(self, item: UUID) -> list[FeaturedItem]:
        """What newsrooms were told of an item, in order; an event that was sent again is left out."""
        records = await self.said(topics.FEATURED)
        told = [decode_open(FeaturedItem, one.value) for one in records if one.key == str(item).encode()]
        return list({one.revision: one for one in told}.values())

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

    async def decisions_of(self, submission: UUID) -> list[DecisionEvent]:
        """What was said of a submission, in order; an event that was sent again is left out."""
        records = await self.said(topics.DECISIONS)
        events = [decode_open(DecisionEvent, one.value) for one in records if one.key == str(submission).encode()]
        return list({event.revision: event for event in events}.values())

    async def acts_of(self, submission: UUID) -> list[ActEvent]:
        """What was put on record about a submission, by time."""
        return await self.acts_on(f"submission:{submission}")

    async def acts_on(self, target: str) -> list[ActEvent]:
        """What was put on record about anything that is acted on, by time."""
        records = await self.said(topics.ACTS["moderation"])
        acts = {act.act: act for act in (decode_open(ActEvent, one.value) for one in records)}
        return sorted((act for act in acts.values() if act.object == target), key=lambda act: act.at)


@dataclass
class Moderation:
    """A running moderation and a client for it."""

    realm: Realm
    client: AsyncClient
    clock: FixedClock
    app: FastAPI | None = None

    def as_(self, person: str, *grants: Grant) -> dict[str, str]:
        """The header of a signed-in person."""
        return {"Authorization": f"Bearer {self.realm.token(person, grants, self.clock.now())}"}

    def reviewer(self, of: str = CITY, name: str = "reviewer") -> dict[str, str]:
        """A reviewer of an organisation."""
        return self.as_(f"{of}-{name}", (of, Role.REVIEWER))

    def approver(self, of: str = PROVINCE, name: str = "approver") -> dict[str, str]:
        """An approver of an organisation."""
        return self.as_(f"{of}-{name}", (of, Role.APPROVER))

    def editor(self, number: int = 1) -> dict[str, str]:
        """One of the ministry's editors."""
        return self.as_(f"editor-{number}", (MINISTRY, Role.EDITOR))

    async def filed(self, **changes: Any) -> UUID:  # noqa: ANN401 - any field of what ingest says.
        """Let ingest say a new submission, and wait until moderation has it."""
        submission = changes.pop("submission", None) or uuid4()
        organisation_id = changes.get("organisation", SCHOOL)
        chain = changes.pop("chain", CHAINS[organisation_id])
        await self.hear(said(submission=submission, chain=chain, unit=chain[-1], **changes))
        return submission

    async def hear(self, *states: SubmissionState) -> None:
        """Let ingest say states, and wait until moderation has heard the newest of each submission."""
        await self.realm.tell_submissions(*states)
        for submission in {state.submission for state in states}:
            newest = max((one for one in states if one.submission == submission), key=lambda one: one.revision)
            await until(partial(self._has_heard, newest))

    async def item(self, submission: UUID, who: dict[str, str] | None = None) -> dict[str, Any]:
        """An item as somebody sees it; the ministry's editor unless told otherwise."""
        answer = await self.client.get(f"/v1/items/{submission}", headers=who or self.editor())
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    async def decide(
        self,
        submission: UUID,
        act: Act,
        who: dict[str, str],
        version: int = 1,
        **fields: Any,  # noqa: ANN401 - as above.
    ) -> Response:
        """PUT a decision under a new id, or the one given as `decision`."""
        decision = fields.pop("decision", None) or uuid4()
        body = {"act": act.value, "version": version, "reason": "because"} | fields
        return await self.client.put(f"/v1/items/{submission}/decisions/{decision}", json=body, headers=who)

    async def done(
        self,
        submission: UUID,
        act: Act,
        who: dict[str, str],
        version: int = 1,
        **fields: Any,  # noqa: ANN401 - as above.
    ) -> dict[str, Any]:
        """A decision that must be taken."""
        answer = await self.decide(submission, act, who, version, **fields)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    async def accepted(self, submission: UUID, version: int = 1) -> None:
        """Take a school's item of the first province along its chain."""
        await self.done(submission, Act.PASS_UP, self.reviewer(CITY), version)
        await self.done(submission, Act.ACCEPT, self.approver(PROVINCE), version)

    async def public(self, submission: UUID, version: int = 1) -> None:
        """Take a school's item along its chain, let three people proofread it, and feature it."""
        await self.accepted(submission, version)
        await self.checked(submission)
        for number in (1, 2, 3):
            await self.done(submission, Act.PROOFREAD, self.editor(number), version)
        await self.done(submission, Act.FEATURE, self.editor(3), version)

    async def checked(self, submission: UUID, state: str = "checked") -> dict[str, Any]:
        """What automatic checks said of the newest version, once they have."""

        async def done() -> dict[str, Any]:
            check: dict[str, Any] = (await self.item(submission))["check"]
            return check if check["state"] == state else {}

        return await until(done)

    async def told(self, item: UUID, least: int) -> list[FeaturedItem]:
        """What newsrooms were told of an item, once it is at least so much."""

        async def enough() -> list[FeaturedItem]:
            told = await self.realm.featured(item)
            return told if len(told) >= least else []

        return await until(enough)

    async def events(self, submission: UUID, least: int) -> list[DecisionEvent]:
        """The decisions on Kafka, once there are at least so many."""

        async def enough() -> list[DecisionEvent]:
            events = await self.realm.decisions_of(submission)
            return events if len(events) >= least else []

        return await until(enough)

    async def acts(self, target: str, least: int) -> list[ActEvent]:
        """The acts on record about `target`, once there are at least so many."""

        async def enough() -> list[ActEvent]:
            acts = await self.realm.acts_on(target)
            return acts if len(acts) >= least else []

        return await until(enough)

    async def _has_heard(self, state: SubmissionState) -> bool:
        answer = await self.client.get(f"/v1/items/{state.submission}", headers=self.editor())
        if answer.status_code != 200:
            return False
        item = answer.json()
        withdrawn = item["state"] == "withdrawn" or not state.withdrawn
        return bool(item["version"] == state.version and withdrawn)


async def until(question: Callable[[], Awaitable[AnswerT]], seconds: float = HEARING_SECONDS) -> AnswerT:
    """Ask again and again until the answer is yes (or something that is there), and return it."""
    async with asyncio.timeout(seconds):
        while True:
            answer = await question()
            if answer:
                return answer
            await asyncio.sleep(0.05)


def files_of(submission: UUID, *assets: Asset, revision: int = 1, version: int = 1) -> MediaState:
    """What media says of a submission's files: assets of the builders, under the submission's own ids."""
    own = tuple(one.model_copy(update={"asset": asset_id(submission, one.sha256)}) for one in assets)
    return media(*own, submission=submission, revision=revision, version=version)


def code_of(answer: Response) -> str:
    """The problem code of an answer."""
    assert answer.status_code >= 400, answer.text
    return str(answer.json()["code"])


def realm_on(servers: Servers, prefix: str, **settings: Any) -> Realm:  # noqa: ANN401 - any setting.
    """A realm under a prefix that nobody else uses."""
    fields = {
        "requests_per_minute": 1_000_000,
        "relay_sweep_seconds": 1.0,
        "moderation_complaints_per_minute": 1_000_000,
        "moderation_rules_seconds": 0.1,
    } | settings
    return Realm(
        ModerationSettings(
            kafka=servers.kafka,
            mongo=fields.pop("mongo", servers.mongo),
            s3=servers.s3,
            prefix=f"{prefix}{uuid4().hex[:6]}-",
            partitions=2,
            **fields,
        )
    )


@asynccontextmanager
async def provisioned(realm: Realm, organisations: Iterable[Organisation] = WORLD) -> AsyncIterator[Realm]:
    """The realm with its topics made and the directory told; the topics are removed at the end."""
    await provisioning.apply(realm.settings)
    await realm.tell_directory(organisations)
    try:
        yield realm
    finally:
        await provisioning.remove(realm.settings)


@asynccontextmanager
async def running(realm: Realm, at: datetime = START) -> AsyncIterator[Moderation]:
    """Moderation, ready, with its clock standing at `at`."""
    clock = FixedClock(at)
    app = create_app(realm.settings, clock)
    client = AsyncClient(transport=ASGITransport(app), base_url="http://moderation", timeout=60)
    async with app.router.lifespan_context(app), client:
        await until_ready(client)
        yield Moderation(realm, client, clock, app)


async def until_ready(client: AsyncClient) -> None:
    """Wait until every dependency is there."""

    async def is_ready() -> bool:
        return (await client.get("/health/ready")).status_code == 200

    await until(is_ready, STARTING_SECONDS)


def _envelope(topic: Topic, entity: str, revision: int) -> Envelope:
    return Envelope(event_id(entity, revision, topic.event_type), topic.owner, topic.event_type, entity, START)
