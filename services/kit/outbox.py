"""Durable before yes: outgoing events live in the document that caused them until Kafka has acknowledged them.

A document carries `outbox`, a list of events, oldest first. The relay is handed the document, always sends its whole
pending outbox, and removes by event id only the acknowledged run from the oldest on; a rare sweep sends what a crash left.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from contracts.base import Contract, encode
from contracts.envelope import Envelope, event_id
from contracts.problems import Problem, ProblemCode
from contracts.topics import Topic
from services.kit import metrics
from services.kit.clock import Clock, milliseconds
from services.kit.mongo import Document, GroupedWrites, Mongo, store_guard

log = logging.getLogger(__name__)

HEADROOM_BYTES = 16_384
SHARDS = 16
MAX_HELD = 20_000
FIRST_BACKOFF_SECONDS = 0.2
MAX_BACKOFF_SECONDS = 5.0
SWEEP_LIMIT = 2_000


def next_revision(last: int, now: datetime) -> int:
    """The revision after `last`: never lower than the milliseconds of `now`, so that a restored database never reuses one."""
    return max(last + 1, milliseconds(now))


def outgoing(
    topic: Topic, entity: str, revision: int, event: Contract, at: datetime, *, key: str | None = None
) -> Document:
    """One outbox entry of a document: an event for `topic`, keyed by `entity` unless `key` says otherwise.

    Raises Problem(event_too_large) before anything is stored.
    """
    body = encode(event)
    limit = topic.max_event_bytes - HEADROOM_BYTES
    if len(body) > limit:
        raise Problem(ProblemCode.EVENT_TOO_LARGE, limit=limit)
    envelope = Envelope(
        id=event_id(entity, revision, topic.event_type),
        source=topic.owner,
        type=topic.event_type,
        subject=entity,
        time=at,
        traceparent=metrics.current_traceparent(),
    )
    return {
        "id": envelope.id,
        "topic": topic.name,
        "key": key or entity,
        "headers": [[name, value.decode()] for name, value in envelope.headers()],
        "body": body,
    }


class Sends(Protocol):
    """What the relay needs of the bus."""

    async def send(
        self, topic: str, key: str, headers: Sequence[tuple[str, str]], body: bytes
    ) -> "asyncio.Future[Any]":
        """Begin to send one event; the future ends when the cluster has acknowledged it."""
        ...


@dataclass(slots=True, eq=False)
class _Held:
    collection: str
    document_id: object
    events: list[Document]


class Relay:
    """Sends outboxes. A document always goes through the same queue, so its events keep their order within a process."""

    def __init__(
        self, bus: Sends, mongo: Mongo, collections: tuple[str, ...], clock: Clock, sweep_seconds: float
    ) -> None:
        self._bus = bus
        self._mongo = mongo
        self._clock = clock
        self._sweep_seconds = sweep_seconds
        self._collections = collections
        self._writes: dict[str, GroupedWrites] = {}
        self._queues: list[deque[_Held]] = [deque() for _ in range(SHARDS)]
        self._wakes = [asyncio.Event() for _ in range(SHARDS)]
        self._held: dict[tuple[str, object], int] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._passed_over = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin sending, and sweep at once for what an earlier crash left."""
        self._writes = {name: GroupedWrites(self._mongo.collection(name)) for name in self._collections}
        self._tasks = [asyncio.create_task(self._run(shard)) for shard in range(SHARDS)]
        self._tasks.append(asyncio.create_task(self._sweep_for_ever()))

    async def stop(self, grace_seconds: float) -> None:
        """Send what is held, for at most `grace_seconds`; the rest stays in its documents."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), grace_seconds)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writes in self._writes.values():
            await writes.close()

    def hand_over(self, collection: str, document: Document) -> None:
        """Take the outbox of a document that has just been written durably."""
        self._hold(_Held(collection, document["_id"], list(document.get("outbox", ()))))

    @property
    def pending(self) -> int:
        """Documents held here whose events are not yet acknowledged."""
        return len(self._held)

    async def drained(self) -> None:
        """Wait until nothing that is held here is pending."""
        await self._idle.wait()

    def _hold(self, held: _Held) -> None:
        if not held.events:
            return
        if len(self._held) >= MAX_HELD:
            # Its events are safe in the document, and memory is not endless: a sweep follows as soon as there is room.
            self._passed_over.set()
            return
        name = (held.collection, held.document_id)
        self._held[name] = self._held.get(name, 0) + 1
        self._idle.clear()
        shard = hash(name) % SHARDS
        self._queues[shard].append(held)
        self._wakes[shard].set()
        metrics.OUTBOX_PENDING.set(len(self._held))

    def _let_go(self, held: _Held) -> None:
        name = (held.collection, held.document_id)
        left = self._held.get(name, 1) - 1
        if left:
            self._held[name] = left
        else:
            self._held.pop(name, None)
        if not self._held:
            self._idle.set()
        metrics.OUTBOX_PENDING.set(len(self._held))

    async def _run(self, shard: int) -> None:
        queue, wake = self._queues[shard], self._wakes[shard]
        backoff_seconds = FIRST_BACKOFF_SECONDS
        while True:
            await wake.wait()
            if not queue:
                wake.clear()
                continue
            batch = [queue.popleft() for _ in range(len(queue))]
            left = await self._send(batch)
            if not left:
                backoff_seconds = FIRST_BACKOFF_SECONDS
                continue
            queue.extendleft(reversed(left))
            metrics.OUTBOX_RETRIES.inc()
            await asyncio.sleep(backoff_seconds)
            backoff_seconds = min(backoff_seconds * 2, MAX_BACKOFF_SECONDS)

    async def _send(self, batch: list[_Held]) -> list[_Held]:
        """Send a batch; returns what must be tried again, in order."""
        sent = [(held, await self._publish(held)) for held in batch]
        settled = await asyncio.gather(*(self._settle(held, futures) for held, futures in sent))
        left: list[_Held] = []
        for held, done in zip(batch, settled, strict=True):
            if done:
                self._let_go(held)
            else:
                left.append(held)
        return left

    async def _publish(self, held: _Held) -> list[asyncio.Future[Any]]:
        futures: list[asyncio.Future[Any]] = []
        for event in held.events:
            try:
                futures.append(
                    await self._bus.send(event["topic"], event["key"], event["headers"], bytes(event["body"]))
                )
            except Exception as fault:  # noqa: BLE001 - whatever keeps an event from Kafka is retried, never lost.
                log.warning("relay cannot send", extra={"event": event["id"], "fault": repr(fault)})
                break
        return futures

    async def _settle(self, held: _Held, futures: list[asyncio.Future[Any]]) -> bool:
        """Remove the acknowledged run, from the oldest event on; true when nothing is left."""
        acknowledged: list[str] = []
        results = await asyncio.gather(*futures, return_exceptions=True)
        for event, result in zip(held.events, results, strict=False):
            if isinstance(result, BaseException):
                log.warning("event not acknowledged", extra={"event": event["id"], "fault": repr(result)})
                break
            acknowledged.append(event["id"])
        if acknowledged:
            pull = {"$pull": {"outbox": {"id": {"$in": acknowledged}}}}
            try:
                await self._writes[held.collection].update(held.document_id, pull)
            except Exception as fault:  # noqa: BLE001 - an event that is not removed is sent again, which readers pass over.
                log.warning("outbox not cleared", extra={"event": acknowledged[0], "fault": repr(fault)})
                return False
            held.events = held.events[len(acknowledged) :]
            metrics.OUTBOX_SENT.inc(len(acknowledged))
        return not held.events

    async def _sweep_for_ever(self) -> None:
        while True:
            full = False
            for name in self._collections:
                try:
                    full = await self._sweep(name) or full
                except Exception as fault:  # noqa: BLE001 - the sweep is what finds the lost: it outlives every fault.
                    log.warning("sweep failed", extra={"fault": repr(fault)})
            # Where there is more than one look could hold, the next comes as soon as this one's have been sent.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._more_to_find(at_once=full), self._sweep_seconds)

    async def _more_to_find(self, *, at_once: bool) -> None:
        if not at_once:
            await self._passed_over.wait()
        self._passed_over.clear()
        await self._idle.wait()

    async def _sweep(self, name: str) -> bool:
        """Hold what a crash left in one collection; true where there may be more."""
        query = {"outbox.id": {"$exists": True}}
        with store_guard():
            found = self._mongo.collection(name).find(query, {"outbox": 1}).limit(SWEEP_LIMIT)
            left = await found.to_list(SWEEP_LIMIT)
        for document in left:
            if (name, document["_id"]) not in self._held:
                metrics.OUTBOX_SWEPT.inc()
                self.hand_over(name, document)
        return len(left) == SWEEP_LIMIT
