"""Sealing: every act that a service says gets one place in the chain of its topic and partition, once, by event id.

Acts that wait while others are stored are stored together. A crash between an entry and its note is made good before
anything else is sealed, and so is what another copy did, whose claim on a place shows at the insert.
"""

import asyncio
from dataclasses import dataclass, field

from aiokafka import ConsumerRecord

from contracts.acts import ACT_TYPE, ActEvent
from contracts.envelope import event_id
from contracts.problems import Problem, ProblemCode
from services.directory import metrics
from services.directory.domain.chain import Act, Head, Sealing, chained
from services.directory.store.chain import ChainStore, body_digest
from services.kit import metrics as kit_metrics
from services.kit.clock import Clock, milliseconds

TOGETHER = 200
"""Acts that are stored at once at most."""


@dataclass(slots=True, eq=False)
class _Waiting:
    act: Act
    done: bool = False
    differs: bool = False


@dataclass(slots=True)
class _Chain:
    """One chain as this copy knows it. `head` is None until it was looked up, and again after a fault."""

    name: str
    topic: str
    head: Head | None = None
    known_number: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: list[_Waiting] = field(default_factory=list)


class Sealer:
    """Seals what the directory hears. Of several copies each has its own partitions; where two meet, the store decides."""

    def __init__(self, store: ChainStore, sealing: Sealing, clock: Clock) -> None:
        self._store = store
        self._sealing = sealing
        self._clock = clock
        self._chains: dict[str, _Chain] = {}
        self.is_open = False

    async def hear(self, topic: str, event: ActEvent, record: ConsumerRecord) -> None:
        """Seal one act; returns when it has its place.

        Raises Problem(store_away, not_ready), and Problem(conflict) where its event id was sealed with another body: that
        is set aside for a person, since neither may be lost and neither may replace the other.
        """
        if not self.is_open:
            raise Problem(ProblemCode.NOT_READY)
        name = f"{topic}:{record.partition}"
        chain = self._chains.setdefault(name, _Chain(name, topic))
        body = (record.value or b"").decode()
        mine = _Waiting(Act(event_id(event.act, event.revision, ACT_TYPE), body, record.offset))
        chain.waiting.append(mine)
        try:
            async with chain.turn:
                while not mine.done:
                    await self._seal(chain)
        finally:
            if mine in chain.waiting:
                chain.waiting.remove(mine)
        if mine.differs:
            kit_metrics.REVISION_CONFLICTS.labels(topic).inc()
            raise Problem(ProblemCode.CONFLICT, revision=event.revision)

    async def _seal(self, chain: _Chain) -> None:
        """Store what waits, oldest first. It stays in the queue until it is known to be stored."""
        head = chain.head or await self._look_up(chain)
        batch = chain.waiting[:TOGETHER]
        first = {waiting.act.event: waiting.act for waiting in reversed(batch)}
        known = await self._store.known(chain.name, list(first))
        fresh = [waiting.act for waiting in batch if first[waiting.act.event] is waiting.act]
        fresh = [act for act in fresh if act.event not in known]
        if fresh:
            entries = chained(self._sealing, chain.name, head, fresh, milliseconds(self._clock.now()))
            chain.head = None
            if not await self._store.append(entries):
                # Another copy was here: look at what it sealed, and then whether anything is left to do.
                return
            await self._store.remember(entries)
            chain.head, chain.known_number = entries[-1].head, entries[-1].number
        metrics.AUDIT_SEALED.labels(chain.topic).inc(len(fresh))
        metrics.AUDIT_REPEATS.labels(chain.topic).inc(len(batch) - len(fresh))
        sealed = known | {act.event: body_digest(act.body) for act in fresh}
        for waiting in batch:
            waiting.done = True
            waiting.differs = sealed[waiting.act.event] != body_digest(waiting.act.body)
        chain.waiting = [waiting for waiting in chain.waiting if not waiting.done]

    async def _look_up(self, chain: _Chain) -> Head:
        """The chain's end, after noting the events of every entry that may lack its note: those of the last store."""
        if not chain.known_number:
            chain.known_number = (await self._store.heads()).get(chain.name, 0)
        head = await self._store.head(chain.name, chain.known_number)
        first = max(1, min(chain.known_number, head.number) - TOGETHER + 1)
        while first <= head.number:
            last = min(head.number, first + TOGETHER - 1)
            found = await self._store.entries(chain.name, first, last)
            await self._store.remember([found[number] for number in sorted(found)])
            first = last + 1
        chain.head, chain.known_number = head, head.number
        return head
