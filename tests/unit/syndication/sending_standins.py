"""Sending without servers: deliveries in memory, receivers that do as they are told, a clock that is moved by hand."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

import orjson

from services.kit.clock import FixedClock
from services.kit.webhooks.sending import Answer
from services.kit.webhooks.verdicts import Verdict
from services.syndication.domain.backoff import RetryPolicy
from services.syndication.domain.deliveries import Change, Delivery, delivery_id, failed, sent
from services.syndication.domain.lanes import Lane
from services.syndication.operations.delivering import Delivering, Destination, Sizes

START = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
KEY = b"k" * 32
TAKEN = Answer(Verdict.TAKEN, "status_200", 200)
BROKEN = Answer(Verdict.FAILING, "status_500", 500)
REFUSED = Answer(Verdict.REFUSED, "status_422", 422)
GONE = Answer(Verdict.GONE, "status_410", 410)


def delivery(subscriber: str, number: int, change: Change = Change.FEATURED, *, at: datetime = START) -> Delivery:
    """A number that waits."""
    body = orjson.dumps({"number": number, "change": change.value}).decode()
    return Delivery(
        subscriber=subscriber,
        number=number,
        event_id=f"weekwire:{delivery_id(subscriber, number)}",
        item=UUID(int=number),
        item_revision=1,
        offset=number,
        change=change,
        body_json=body,
        body_sha256="",
        made_at=at,
        not_before=at,
    )


def _is_due(one: Delivery, now: datetime) -> bool:
    return one.waiting and one.not_before <= now


@dataclass
class Memory:
    """The store in memory: what several copies of sending share."""

    clock: FixedClock
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    lanes: dict[str, Lane] = field(default_factory=dict)
    suspended: dict[str, str] = field(default_factory=dict)
    away: set[str] = field(default_factory=set)

    def add(self, *new: Delivery) -> None:
        self.deliveries |= {one.id: one for one in new}

    async def subscribers_due(self, now: datetime) -> list[str]:
        return sorted({one.subscriber for one in self.deliveries.values() if _is_due(one, now)})

    async def due(self, subscriber: str, now: datetime, limit: int, *, recalls: bool = False) -> list[Delivery]:
        found = [one for one in self.deliveries.values() if one.subscriber == subscriber and _is_due(one, now)]
        wanted = [one for one in found if one.is_recall or not recalls]
        return sorted(wanted, key=lambda one: one.number)[:limit]

    async def lane(self, subscriber: str) -> Lane:
        return self.lanes.get(subscriber, Lane(subscriber, "", datetime(1970, 1, 1, tzinfo=UTC)))

    async def keep(self, lane: Lane) -> Lane | None:
        if (await self.lane(lane.subscriber)).revision != lane.revision:
            return None
        written = self.lanes[lane.subscriber] = replace(lane, revision=lane.revision + 1)
        return written

    async def took(self, delivery: Delivery, at: datetime) -> None:
        self.deliveries[delivery.id] = sent(self.deliveries[delivery.id], at)

    async def failed(self, delivery: Delivery, at: datetime, next_attempt_at: datetime, fault: str) -> None:
        self.deliveries[delivery.id] = failed(self.deliveries[delivery.id], at, next_attempt_at, fault)

    async def destination(self, subscriber: str) -> Destination | None:
        if subscriber in self.suspended or subscriber in self.away:
            return None
        return Destination(f"https://{subscriber}.example/", (KEY,))

    async def suspend(self, subscriber: str, reason: str) -> None:
        self.suspended[subscriber] = reason

    def waits(self, subscriber: str) -> list[int]:
        """The numbers that a subscriber has not taken."""
        return sorted(one.number for one in self.deliveries.values() if one.subscriber == subscriber and one.waiting)


Receives = Callable[[int, Change], Answer | Awaitable[Answer]]


@dataclass
class Newsrooms:
    """Receivers by subscriber: what each answers to a number. Everything that came is kept, in its order."""

    answers: dict[str, Receives] = field(default_factory=dict)
    came: list[tuple[str, int]] = field(default_factory=list)
    bodies: dict[tuple[str, int], set[tuple[str, bytes]]] = field(default_factory=dict)
    total_seconds: float = 10.0
    at_once: int = 0
    most_at_once: int = 0

    async def post(self, address: str, headers: dict[str, str], body: bytes) -> Answer:
        name = address.removeprefix("https://").removesuffix(".example/")
        said = orjson.loads(body)
        self.came.append((name, said["number"]))
        self.bodies.setdefault((name, said["number"]), set()).add((headers["webhook-id"], body))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(0)
            receives = self.answers.get(name)
            answer = receives(said["number"], Change(said["change"])) if receives else TAKEN
            return answer if isinstance(answer, Answer) else await answer
        finally:
            self.at_once -= 1

    def numbers(self, name: str) -> list[int]:
        """What came to one of them, in its order."""
        return [number for to, number in self.came if to == name]


@dataclass
class Sending:
    """A copy of sending with everything around it."""

    clock: FixedClock = field(default_factory=lambda: FixedClock(START))
    newsrooms: Newsrooms = field(default_factory=Newsrooms)
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    memory: Memory = field(init=False)
    delivering: Delivering = field(init=False)

    def __post_init__(self) -> None:
        self.memory = Memory(self.clock)
        self.delivering = self.copy("a")

    def copy(self, holder: str, sizes: Sizes | None = None, posts: Newsrooms | None = None) -> Delivering:
        """One more copy on the same store."""
        return Delivering(
            self.memory,
            self.memory,
            posts or self.newsrooms,
            self.clock,
            self.policy,
            sizes=sizes or Sizes(),
            holder=holder,
            chance=lambda: 1.0,
        )

    async def round(self) -> None:
        """Look once, and send what is due."""
        await self.delivering.sweep()
        await self.delivering.settled()

    async def rounds_for(self, seconds: float, every_seconds: float = 1.0) -> None:
        """Look again and again while the clock goes on."""
        for _ in range(int(seconds / every_seconds)):
            await self.round()
            self.clock.advance(every_seconds)
