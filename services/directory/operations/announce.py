"""Announcing: every state is sent again at start and now and then, so that compacted topics hold what the database holds."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any, Protocol

from contracts import topics
from contracts.base import Contract
from contracts.topics import Topic
from services.directory import metrics
from services.directory.store.database import Database
from services.directory.store.states import Stored
from services.kit.bus import Bus
from services.kit.clock import Clock
from services.kit.outbox import outgoing

AT_ONCE = 200
PASSES = 10


class States(Protocol):
    """A store of states that are announced."""

    def every(self) -> AsyncIterator[Stored[Any]]:
        """Every state, one after another."""
        ...


class Announcer:
    """Sends states as they are, under the revision they have; who holds that revision already changes nothing."""

    def __init__(self, database: Database, bus: Bus, clock: Clock) -> None:
        self._bus = bus
        self._clock = clock
        self._kinds: tuple[tuple[Topic, States], ...] = (
            # Editions and keys first: a service is ready to answer once it has those.
            (topics.EDITIONS, database.editions),
            (topics.KEYS, database.keys),
            (topics.ORGANISATIONS, database.organisations),
            (topics.OBLIGATIONS, database.obligations),
            (topics.PEOPLE, database.people),
        )

    async def everything(self) -> int:
        """Announce every state; returns how many. Raises Problem(store_away), and KafkaError when Kafka is away."""
        return sum([await self._announce(topic, store) for topic, store in self._kinds])

    async def _announce(self, topic: Topic, store: States) -> int:
        sent: dict[str, int] = {}
        for _ in range(PASSES):
            # What changed while it was being sent is sent again: the last of a key in the log must be its newest.
            newer = [one async for one in store.every() if sent.get(one.document_id) != one.revision]
            if not newer:
                break
            for start in range(0, len(newer), AT_ONCE):
                await self._send(topic, newer[start : start + AT_ONCE])
            sent |= {one.document_id: one.revision for one in newer}
        metrics.ANNOUNCED.labels(topic.name).inc(len(sent))
        return len(sent)

    async def _send(self, topic: Topic, states: Sequence[Stored[Contract]]) -> None:
        at = self._clock.now()
        waiting = []
        for one in states:
            # The key of a state is its own id, which for keys is not the document's.
            entity = str(getattr(one.state, topic_entity(topic)))
            event = outgoing(topic, entity, one.revision, one.state, at)
            waiting.append(await self._bus.send(event["topic"], event["key"], event["headers"], event["body"]))
        await asyncio.gather(*waiting)


def topic_entity(topic: Topic) -> str:
    """The field of a topic's state that names the entity, which is also the key."""
    return "key" if topic is topics.KEYS else topic.key
