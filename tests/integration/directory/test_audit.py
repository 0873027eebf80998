"""The audit record on real servers: every act once, whoever crashes; only the audit administrator reads; every change is found."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer, ConsumerRecord

from contracts import topics
from contracts.acts import ACT_TYPE, ActEvent
from contracts.base import encode
from contracts.envelope import event_id
from contracts.organisations import MINISTRY, Role
from contracts.problems import Problem, ProblemCode
from deploy.native.servers import Servers
from services.directory import audit_commands
from services.directory.domain.chain import Act, chained
from services.directory.operations.anchoring import LEASE_ROUNDS, Anchoring
from services.directory.operations.sealing import Sealer
from services.directory.operations.verifying import Findings, Verifier
from services.directory.seed.people import person_id
from services.directory.settings import DirectorySettings
from services.directory.store.anchors import AnchorStore, audit_objects
from services.directory.store.chain import ENTRIES, HEADS, ChainStore
from services.kit.clock import FixedClock, milliseconds
from services.kit.mongo import Mongo
from services.kit.objects import S3Objects
from tests.integration.directory.running import IN_THE_WEEK, Directory, settings_on
from tests.integration.kit.clients import opened
from tests.integration.kit.waiting import eventually

TOPIC = "ingest.acts.v1"
CHAIN = f"{TOPIC}:0"
AUDITOR = person_id(MINISTRY, Role.AUDIT_ADMINISTRATOR)


def act(number: int, **fields: Any) -> ActEvent:  # noqa: ANN401 - any field of an act.
    at = IN_THE_WEEK.replace(minute=number)
    said: dict[str, Any] = {
        "act": f"act-{number}",
        "revision": milliseconds(at),
        "at": at,
        "service": "ingest",
        "verb": "submission.put",
        "actor": "p-1",
        "organisation": "330600",
        "object": f"submission:{number}",
        "outcome": "done",
    }
    return ActEvent(**said | fields)


def record(event: ActEvent, offset: int = 0) -> ConsumerRecord:
    return ConsumerRecord(
        topic=TOPIC,
        partition=0,
        offset=offset,
        timestamp=0,
        timestamp_type=0,
        key=b"330600",
        value=encode(event),
        checksum=None,
        serialized_key_size=0,
        serialized_value_size=0,
        headers=(),
    )


@dataclass
class Realm:
    """A record of its own with nothing running over it."""

    settings: DirectorySettings
    mongo: Mongo
    objects: S3Objects
    clock: FixedClock

    def __post_init__(self) -> None:
        self.store = ChainStore(self.mongo)
        self.anchors = AnchorStore(self.objects)
        self.ring = self.settings.audit_ring
        self.verifier = Verifier(self.store, self.anchors, self.ring, self.clock)

    def sealer(self) -> Sealer:
        sealer = Sealer(self.store, self.ring.current, self.clock)
        sealer.is_open = True
        return sealer

    def anchoring(self, holder: str = "a") -> Anchoring:
        lease = self.store.lease(holder, 60 * LEASE_ROUNDS, self.clock)
        return Anchoring(self.store, self.anchors, self.ring.current, self.clock, lease=lease, verifier=self.verifier)

    async def seal(self, *numbers: int) -> None:
        sealer = self.sealer()
        for number in numbers:
            await sealer.hear(TOPIC, act(number), record(act(number), number))

    async def numbers(self) -> list[str]:
        found = await self.store.entries(CHAIN, 1, 50)
        return [found[number].event.split(":")[0] for number in sorted(found)]

    async def kinds(self) -> set[str]:
        return {fault.kind for fault in (await self.verifier.verify()).faults}


@pytest.fixture
async def realm(servers: Servers, prefix: str) -> AsyncIterator[Realm]:
    settings = settings_on(servers, prefix)
    mongo, objects = Mongo.connect(settings, "directory"), audit_objects(settings)
    await objects.ensure_bucket()
    try:
        yield Realm(settings, mongo, objects, FixedClock(IN_THE_WEEK))
    finally:
        await mongo.client.drop_database(settings.database("directory"))
        await objects.remove_bucket()
        objects.close()
        mongo.close()


@pytest.fixture
async def anchored(realm: Realm) -> Realm:
    """Six acts; three anchors, over the first two, four and six."""
    anchoring = realm.anchoring()
    for pair in ((1, 2), (3, 4), (5, 6)):
        await realm.seal(*pair)
        assert await anchoring.once() is not None
        realm.clock.advance(60)
    assert await realm.kinds() == set()
    return realm


async def edit(realm: Realm, number: int, **fields: Any) -> None:  # noqa: ANN401 - any field.
    await realm.mongo.collection(ENTRIES).update_one({"_id": f"{CHAIN}:{number}"}, {"$set": fields})


async def remove(realm: Realm, *numbers: int) -> None:
    for number in numbers:
        await realm.mongo.collection(ENTRIES).delete_one({"_id": f"{CHAIN}:{number}"})


async def test_an_act_that_comes_again_keeps_its_one_place(realm: Realm) -> None:
    await realm.seal(1, 2, 1)
    await realm.seal(2, 3)

    assert await realm.numbers() == ["act-1", "act-2", "act-3"]


async def test_a_crash_between_the_entry_and_its_note_doubles_nothing(realm: Realm) -> None:
    await realm.seal(1)
    head = await realm.store.head(CHAIN)
    lost = Act(event_id("act-2", act(2).revision, ACT_TYPE), encode(act(2)).decode(), 2)
    await realm.store.append(chained(realm.ring.current, CHAIN, head, [lost], 0))

    await realm.seal(2, 3)

    assert await realm.numbers() == ["act-1", "act-2", "act-3"]
    assert await realm.kinds() == set()


async def test_two_copies_that_seal_the_same_acts_make_one_chain(realm: Realm) -> None:
    one, other = realm.sealer(), realm.sealer()

    for number in range(1, 8):
        for sealer in (one, other) if number % 2 else (other, one):
            await sealer.hear(TOPIC, act(number), record(act(number), number))

    assert await realm.numbers() == [f"act-{number}" for number in range(1, 8)]
    assert await realm.kinds() == set()


async def test_an_act_with_a_known_id_and_another_body_is_set_aside(realm: Realm) -> None:
    await realm.seal(1)
    other = act(1, actor="p-2")

    with pytest.raises(Problem) as refused:
        await realm.sealer().hear(TOPIC, other, record(other, 9))

    assert refused.value.code is ProblemCode.CONFLICT
    assert await realm.numbers() == ["act-1"]


async def test_an_edit_is_found(anchored: Realm) -> None:
    await edit(anchored, 3, body=encode(act(3, actor="p-9")).decode(), actor="p-9")

    assert await anchored.kinds() == {"edited"}


async def test_an_edit_that_recomputes_a_hash_without_the_key_is_found(anchored: Realm) -> None:
    body = encode(act(6, actor="p-9")).decode()
    await edit(anchored, 6, body=body, actor="p-9", mac=hashlib.sha256(body.encode()).hexdigest())

    assert await anchored.kinds() == {"edited", "rewritten"}


async def test_an_edit_of_what_is_searched_by_is_found(anchored: Realm) -> None:
    await edit(anchored, 3, actor="p-9")

    assert await anchored.kinds() == {"fields_differ"}


async def test_a_field_that_was_taken_out_is_found(anchored: Realm) -> None:
    await anchored.mongo.collection(ENTRIES).update_one({"_id": f"{CHAIN}:2"}, {"$unset": {"body": 1, "offset": 1}})

    assert "edited" in await anchored.kinds()


async def test_a_gap_is_found(anchored: Realm) -> None:
    await remove(anchored, 3)

    assert await anchored.kinds() == {"gap"}


async def test_another_order_is_found(anchored: Realm) -> None:
    entries = anchored.mongo.collection(ENTRIES)
    second = await entries.find_one({"_id": f"{CHAIN}:2"})
    third = await entries.find_one({"_id": f"{CHAIN}:3"})
    assert second is not None
    assert third is not None
    await remove(anchored, 2, 3)
    await entries.insert_many([third | {"_id": f"{CHAIN}:2"}, second | {"_id": f"{CHAIN}:3"}])

    assert "reordered" in await anchored.kinds()


async def test_an_entry_beside_every_chain_is_found(anchored: Realm) -> None:
    entries = anchored.mongo.collection(ENTRIES)
    third = await entries.find_one({"_id": f"{CHAIN}:3"})
    assert third is not None
    await entries.insert_one(third | {"_id": f"{CHAIN}:99999"})

    assert await anchored.kinds() == {"stray"}


async def test_a_tail_that_was_cut_is_found(anchored: Realm) -> None:
    await remove(anchored, 5, 6)
    await anchored.mongo.collection(HEADS).update_one({"_id": CHAIN}, {"$set": {"number": 4}})

    assert await anchored.kinds() == {"cut"}
    assert [fault.kind for fault in await anchored.verifier.anchored_heads_stand()] == ["cut"]


async def test_a_chain_that_was_removed_whole_is_found(anchored: Realm) -> None:
    for name in await anchored.mongo.database.list_collection_names():
        await anchored.mongo.collection(name).delete_many({})

    assert await anchored.kinds() == {"cut"}


async def test_a_tail_that_grew_again_after_a_cut_is_found(anchored: Realm) -> None:
    await remove(anchored, 5, 6)
    await anchored.mongo.collection(HEADS).update_one({"_id": CHAIN}, {"$set": {"number": 4}})
    await anchored.seal(7, 8, 9)

    assert await anchored.kinds() == {"rewritten"}


async def test_a_cut_of_the_tail_with_its_anchors_is_told_by_where_the_proof_ends(anchored: Realm) -> None:
    await remove(anchored, 5, 6)
    await anchored.mongo.collection(HEADS).update_one({"_id": CHAIN}, {"$set": {"number": 4}})
    await anchored.objects.remove("heads/000000000003")
    anchored.clock.advance(1_800)

    findings = await anchored.verifier.verify()

    assert {fault.kind for fault in findings.faults} == {"anchors_end"}
    assert findings.proven_until_ms == milliseconds(IN_THE_WEEK) + 60_000
    assert [(chain.entries, chain.anchored) for chain in findings.chains] == [(4, 4)]


async def test_the_next_anchor_of_a_running_directory_shows_that_some_were_removed(realm: Realm) -> None:
    anchoring = realm.anchoring()
    for number in (1, 2, 3):
        await realm.seal(number)
        await anchoring.once()
    await realm.objects.remove("heads/000000000003")
    await realm.seal(4)

    await anchoring.once()

    assert await realm.kinds() == {"anchor_missing"}


async def test_an_anchor_is_added_when_something_was_sealed_and_by_one_copy(realm: Realm) -> None:
    await realm.seal(1)
    one, other = realm.anchoring("a"), realm.anchoring("b")
    assert await one.once() is not None

    assert await one.once() is None
    assert await other.once() is None
    realm.clock.advance(3_600)
    await realm.seal(2)
    made = await other.once()

    assert made is not None
    assert (made.number, made.heads[CHAIN].number) == (2, 2)
    assert await realm.kinds() == set()


async def test_an_export_can_be_checked_with_the_key_alone(anchored: Realm) -> None:
    lines = [line async for line in anchored.verifier.export()]
    key = anchored.settings.directory_audit_key.get_secret_value().encode()

    seal = hmac.new(key, "".join(lines[:-1]).encode(), "sha256").hexdigest()

    assert json.loads(lines[-1])["mac"] == seal
    assert [json.loads(line)["number"] for line in lines[1:-1]] == [1, 2, 3, 4, 5, 6]


async def test_the_command_tells_faults_and_ends_with_one(
    anchored: Realm, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit_commands, "DirectorySettings", lambda: anchored.settings)
    monkeypatch.setattr(audit_commands, "service_clock", lambda _ahead: anchored.clock)
    assert await audit_commands.audit(["verify"]) == audit_commands.WHOLE
    assert "6 acts in 1 chains" in capsys.readouterr().out
    await remove(anchored, 3)

    assert await audit_commands.audit(["verify"]) == audit_commands.FAULTY
    assert f"FAULT gap {CHAIN}:3" in capsys.readouterr().out
    assert await audit_commands.audit(["export", CHAIN]) == audit_commands.WHOLE
    assert len(capsys.readouterr().out.splitlines()) == 7
    assert await audit_commands.audit([]) == audit_commands.MISUSED


def test_the_command_says_what_is_not_proven() -> None:
    assert audit_commands.told(Findings()) == "0 acts in 0 chains, nothing is anchored yet: whole\n"


async def sealed(directory: Directory, **asked: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any filter.
    answer = await directory.get("/v1/audit", await directory.as_person(AUDITOR), **asked)
    assert answer.status_code == 200, answer.text
    return [item["act"] for item in answer.json()["items"]]


async def test_what_people_do_and_are_refused_is_read_by_the_audit_administrator_alone(directory: Directory) -> None:
    for role in (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.MANAGER):
        refused = await directory.get("/v1/audit", await directory.as_(MINISTRY, role))
        assert refused.status_code == 403
    manager = person_id(MINISTRY, Role.MANAGER)

    async def is_on_record() -> bool:
        return bool(await sealed(directory, actor=manager, outcome="refused", verb="audit.read"))

    await eventually(is_on_record)
    assert (await directory.client.get("/v1/audit")).status_code == 401


async def test_reading_the_record_is_on_record(directory: Directory) -> None:
    await sealed(directory, object="submission:nothing")

    async def is_on_record() -> bool:
        found = await sealed(directory, actor=AUDITOR, verb="audit.read", outcome="done")
        return "object=submission:nothing" in {one["after"] for one in found}

    await eventually(is_on_record)


async def test_acts_of_every_service_are_sealed_and_found_by_every_filter(directory: Directory) -> None:
    settings = directory.settings
    producer = AIOKafkaProducer(bootstrap_servers=settings.kafka)
    async with opened(producer):
        for service in ("media", "syndication"):
            for number in range(3):
                event = act(number, service=service, act=f"{service}-{number}", verb="asset.put")
                headers = [("ce_id", b"x"), ("ce_source", service.encode()), ("ce_type", ACT_TYPE.encode())]
                headers += [("ce_specversion", b"1.0"), ("content-type", b"application/json")]
                headers += [("ce_subject", b"s"), ("ce_time", event.at.isoformat().encode())]
                name = settings.topic(topics.ACTS[service].name)
                await producer.send_and_wait(name, encode(event), key=b"330600", headers=headers)

    async def are_sealed() -> bool:
        return len(await sealed(directory, verb="asset.put")) == 6

    await eventually(are_sealed)
    assert len(await sealed(directory, service="media", organisation="330600")) == 3
    since, until = IN_THE_WEEK.replace(minute=1), IN_THE_WEEK.replace(minute=2)
    inside = await sealed(directory, verb="asset.put", since=since.isoformat(), until=until.isoformat())
    assert {one["object"] for one in inside} == {"submission:1"}
    assert await sealed(directory, verb="asset.put", outcome="refused") == []


async def test_pages_hold_every_act_once_newest_first(directory: Directory) -> None:
    who = await directory.as_person(AUDITOR)

    async def enough() -> bool:
        return len(await sealed(directory, service="directory", outcome="done")) > 2

    await eventually(enough)
    whole = (await directory.get("/v1/audit", who, service="directory", outcome="refused")).json()["items"]
    paged: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        asked = {"service": "directory", "outcome": "refused", "limit": 1} | ({"cursor": cursor} if cursor else {})
        page = (await directory.get("/v1/audit", who, **asked)).json()
        paged += page["items"]
        cursor = page["next"]
        if cursor is None:
            break

    assert paged == whole
    assert [item["place"] for item in paged] == sorted((item["place"] for item in paged), reverse=True)
