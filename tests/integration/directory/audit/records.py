"""Acts as they come, a record of its own to seal them in, and ways to tamper with it."""

from dataclasses import dataclass
from typing import Any

from aiokafka import ConsumerRecord

from contracts.acts import ActEvent
from contracts.base import encode
from contracts.organisations import MINISTRY, Role
from services.directory.operations.anchoring import LEASE_ROUNDS, Anchoring
from services.directory.operations.sealing import Sealer
from services.directory.operations.verifying import Verifier
from services.directory.seed.people import person_id
from services.directory.settings import DirectorySettings
from services.directory.store.anchors import AnchorStore
from services.directory.store.chain import ENTRIES, ChainStore
from services.kit.clock import FixedClock, milliseconds
from services.kit.mongo import Mongo
from services.kit.objects import S3Objects
from tests.integration.directory.running import IN_THE_WEEK

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


async def edit(realm: Realm, number: int, **fields: Any) -> None:  # noqa: ANN401 - any field.
    await realm.mongo.collection(ENTRIES).update_one({"_id": f"{CHAIN}:{number}"}, {"$set": fields})


async def remove(realm: Realm, *numbers: int) -> None:
    for number in numbers:
        await realm.mongo.collection(ENTRIES).delete_one({"_id": f"{CHAIN}:{number}"})
