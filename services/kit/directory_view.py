"""What a service keeps of the directory: organisations, editions, obligations and keys, read from compacted topics at every start.

No service asks the directory while it handles a request; the view answers from memory and follows the topics.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from pydantic import ValidationError

from contracts import topics
from contracts.base import Contract, decode_open
from contracts.editions import Edition
from contracts.organisations import Obligation, Organisation, PersonState, PublicKey, Role
from contracts.submissions import Kind
from services.kit import metrics
from services.kit.consuming import opened
from services.kit.settings import ServiceSettings

log = logging.getLogger(__name__)

READ_TIMEOUT_MS = 500
METADATA_MAX_AGE_MS = 30_000
RETRY_SECONDS = 1.0

_TOPICS = {topic.event: topic for topic in (topics.EDITIONS, topics.ORGANISATIONS, topics.OBLIGATIONS, topics.KEYS)}
_TOPIC_OF: dict[type[Contract], topics.Topic] = {topic.event: topic for topic in (*_TOPICS.values(), topics.PEOPLE)}
_StateT = TypeVar("_StateT", Organisation, Edition, Obligation, PublicKey, PersonState)


class DirectoryView:
    """The directory as last announced. Reads are synchronous; `ready()` waits until the topics' ends were reached once.

    `with_people` also follows who holds which roles, which only a service that turns to people needs.
    """

    def __init__(self, *, with_people: bool = False) -> None:
        self._heard = tuple(_TOPIC_OF.values()) if with_people else tuple(_TOPICS.values())
        self.people: dict[str, PersonState] = {}
        self._holders: dict[str, set[str]] = defaultdict(set)
        self.organisations: dict[str, Organisation] = {}
        self.editions: dict[str, Edition] = {}
        self.keys: dict[str, PublicKey] = {}
        self._obligations: dict[str, Obligation] = {}
        self._children: dict[str, set[str]] = defaultdict(set)
        self._owed: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._ready = asyncio.Event()

    def organisation(self, organisation: str) -> Organisation | None:
        """An organisation by id."""
        return self.organisations.get(organisation)

    def edition(self, edition: str) -> Edition | None:
        """An edition by id."""
        return self.editions.get(edition)

    def children(self, organisation: str) -> list[Organisation]:
        """The organisations directly below, by id."""
        return [self.organisations[child] for child in sorted(self._children.get(organisation, ()))]

    def obligations(self, edition: str, debtor: str, kind: Kind | None = None) -> list[Obligation]:
        """What an organisation owes in an edition, earliest first, cancelled ones left out."""
        owed = (self._obligations[name] for name in self._owed.get((edition, debtor), ()))
        found = [one for one in owed if not one.cancelled and (kind is None or one.kind is kind)]
        return sorted(found, key=lambda one: (one.due_at, one.obligation))

    def obligation(self, obligation: str) -> Obligation | None:
        """An obligation by id, also a cancelled one."""
        return self._obligations.get(obligation)

    def all_obligations(self) -> Iterable[Obligation]:
        """Every obligation, cancelled ones included."""
        return self._obligations.values()

    def holders(self, organisation: str, roles: Iterable[Role]) -> list[PersonState]:
        """Who holds one of `roles` in exactly this organisation, by id, closed people left out."""
        wanted = frozenset(roles)
        people = (self.people[person] for person in sorted(self._holders.get(organisation, ())))
        return [
            one
            for one in people
            if not one.closed
            and any(grant.organisation == organisation and grant.role in wanted for grant in one.grants)
        ]

    @property
    def is_ready(self) -> bool:
        """Whether the view has reached the topics' ends once and knows an edition and a key."""
        return self._ready.is_set()

    async def ready(self) -> None:
        """Wait until the view can be relied on."""
        await self._ready.wait()

    def adopt(self, state: Contract) -> None:
        """Take over one announced state; one whose revision is not above the known one changes nothing."""
        if isinstance(state, Organisation) and _newer(state, self.organisations.get(state.organisation)):
            self._place(state)
        elif isinstance(state, Edition) and _newer(state, self.editions.get(state.edition)):
            self.editions[state.edition] = state
        elif isinstance(state, Obligation) and _newer(state, self._obligations.get(state.obligation)):
            self._owe(state)
        elif isinstance(state, PublicKey) and _newer(state, self.keys.get(state.key)):
            self.keys[state.key] = state
        elif isinstance(state, PersonState) and _newer(state, self.people.get(state.person)):
            self._grant(state)

    def _place(self, organisation: Organisation) -> None:
        known = self.organisations.get(organisation.organisation)
        if known and known.parent:
            self._children[known.parent].discard(known.organisation)
        if organisation.parent:
            self._children[organisation.parent].add(organisation.organisation)
        self.organisations[organisation.organisation] = organisation

    def _owe(self, obligation: Obligation) -> None:
        known = self._obligations.get(obligation.obligation)
        if known:
            self._owed[known.edition, known.debtor].discard(known.obligation)
        self._owed[obligation.edition, obligation.debtor].add(obligation.obligation)
        self._obligations[obligation.obligation] = obligation

    def _grant(self, person: PersonState) -> None:
        known = self.people.get(person.person)
        for grant in known.grants if known else ():
            self._holders[grant.organisation].discard(person.person)
        for grant in person.grants:
            self._holders[grant.organisation].add(person.person)
        self.people[person.person] = person

    async def follow(self, settings: ServiceSettings) -> None:
        """Read the directory's topics from their beginning and go on for ever; survives Kafka's absence and any other fault."""
        while True:
            try:
                await self._follow_once(settings)
            except (KafkaError, OSError) as fault:
                log.warning("directory topics are away", extra={"fault": repr(fault)})
            except Exception:
                # A view that nobody refreshes any more would go on answering, with yesterday's keys and branches.
                log.exception("following the directory failed")
            await asyncio.sleep(RETRY_SECONDS)

    async def _follow_once(self, settings: ServiceSettings) -> None:
        """Read until the topics have other partitions than at the start, or Kafka's absence ends the consumer."""
        table = {settings.topic(topic.name): topic for topic in self._heard}
        consumer = AIOKafkaConsumer(
            bootstrap_servers=settings.kafka.split(","),
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            metadata_max_age_ms=METADATA_MAX_AGE_MS,
        )
        async with opened(consumer):
            partitions = await assigned(consumer, list(table))
            ends = await consumer.end_offsets(partitions)
            while _partitions(consumer, list(table)) == partitions:
                batch = await consumer.getmany(timeout_ms=READ_TIMEOUT_MS)
                for records in batch.values():
                    for record in records:
                        self._read(table[record.topic], record)
                if not self._ready.is_set() and await self._caught_up(consumer, ends):
                    self._ready.set()

    async def _caught_up(self, consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> bool:
        if not self.editions or not self.keys:
            return False
        reached = [await consumer.position(partition) >= end for partition, end in ends.items()]
        return all(reached)

    def _read(self, topic: topics.Topic, record: ConsumerRecord) -> None:
        if record.value is None:
            return
        try:
            self.adopt(decode_open(topic.event, record.value))
        except ValidationError:
            metrics.DEAD_LETTERS.labels(topic.name, "unreadable_event").inc()
            log.exception("unreadable state", extra={"topic": topic.name, "offset": record.offset})


def _newer(state: _StateT, known: _StateT | None) -> bool:
    if known is not None and state.revision == known.revision and state != known:
        metrics.REVISION_CONFLICTS.labels(_TOPIC_OF[type(state)].name).inc()
        log.error("one revision, two contents", extra={"state": repr(state)[:200]})
    return known is None or state.revision > known.revision


async def assigned(consumer: AIOKafkaConsumer, names: list[str]) -> list[TopicPartition]:
    """Assign every partition of `names` by hand, waiting until provisioning has made the topics.

    The consumer has started and has no assignment yet: it then asks for all topics, which creates none where a cluster
    still creates on demand.
    """
    while True:
        await consumer._client.force_metadata_update()  # noqa: SLF001 - aiokafka has no public refresh for unassigned topics.
        if all(consumer.partitions_for_topic(name) for name in names):
            break
        await asyncio.sleep(RETRY_SECONDS / 4)
    partitions = _partitions(consumer, names)
    consumer.assign(partitions)
    return partitions


def _partitions(consumer: AIOKafkaConsumer, names: list[str]) -> list[TopicPartition]:
    numbers = {name: sorted(consumer.partitions_for_topic(name) or ()) for name in names}
    return [TopicPartition(name, number) for name in names for number in numbers[name]]
