"""Sending: each subscriber has its own lane, in which its numbers go out one at a time under a lease.

A crash between an attempt and its mark sends the same number again, with the same content and event id. Lanes that fail or
are slow share places of their own, so that receivers which hang cannot take the places of those that answer.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from contracts.problems import Problem
from services.kit.clock import Clock, whole_milliseconds
from services.kit.webhooks.sending import Answer
from services.kit.webhooks.signing import signed_headers
from services.kit.webhooks.verdicts import Verdict
from services.syndication import metrics
from services.syndication.domain import lanes
from services.syndication.domain.backoff import RetryPolicy
from services.syndication.domain.deliveries import Delivery
from services.syndication.domain.lanes import Attempt, Lane

PAGE = 100
PAGE_SECONDS = 1.0
MARGIN = 1.2
"""By how much a lane must outlast the longest attempt before one begins."""
SLOW_SECONDS = 2.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a subscriber is reached, and the keys that sign for it, the newest first."""

    address: str
    keys: tuple[bytes, ...]


class Destinations(Protocol):
    """What sending asks of the subscribers."""

    async def destination(self, subscriber: str) -> Destination | None:
        """Where to send, and the keys that sign, the newest first; None for who is paused, suspended or gone, or reads by itself."""
        ...

    async def suspend(self, subscriber: str, reason: str) -> None:
        """Send no more until a person resumes it. Its numbers go on, and nothing is dropped."""
        ...


class Sequences(Protocol):
    """What sending asks of the store. Every call may raise Problem(store_away)."""

    async def subscribers_due(self, now: datetime) -> list[str]:
        """Who has a number that may be tried at `now`."""
        ...

    async def due(self, subscriber: str, now: datetime, limit: int, *, recalls: bool = False) -> list[Delivery]:
        """The lowest numbers (of recalls alone, where asked) that it has not taken and that may be tried at `now`."""
        ...

    async def lane(self, subscriber: str) -> Lane:
        """The subscriber's lane as it stands."""
        ...

    async def keep(self, lane: Lane) -> Lane | None:
        """Write a lane as it was read and changed; None where another has written it meanwhile."""
        ...

    async def took(self, delivery: Delivery, at: datetime) -> None:
        """Keep that the subscriber took this content under this number."""
        ...

    async def failed(self, delivery: Delivery, at: datetime, next_attempt_at: datetime, fault: str) -> object:
        """Keep that it did not, and when the next attempt may be."""
        ...


class Posts(Protocol):
    """What sending asks of the network."""

    @property
    def total_seconds(self) -> float:
        """The longest that one attempt takes."""
        ...

    async def post(self, address: str, headers: dict[str, str], body: bytes) -> Answer:
        """POST a JSON body; whatever happens is an answer."""
        ...


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much goes on at once, and for how long a lane is held without a sign of life.

    `slow_places` of the attempts at once are for lanes that fail or are slow; all others share `places`.
    """

    places: int = 64
    slow_places: int = 32
    lease_seconds: float = 20.0
    poll_seconds: float = 1.0


@dataclass(slots=True)
class _Page:
    """What a lane has read of its due numbers, and when; `news` once somebody says that there is more.

    What goes out next is judged as of the reading: a number that has become due since is not passed over for a later one.
    """

    as_of: datetime
    due: list[Delivery] = field(default_factory=list)
    recalls: list[Delivery] = field(default_factory=list)
    read_at: float = 0.0
    full: bool = False
    news: bool = False

    @property
    def has_more_behind(self) -> bool:
        """Whether what is stored goes on where this ends."""
        return self.news or (self.full and not self.due)

    def is_old(self, now_seconds: float) -> bool:
        """Whether what was read may no longer be what is."""
        return self.has_more_behind or now_seconds - self.read_at > PAGE_SECONDS

    def drop(self, delivery: Delivery) -> None:
        """Take one out that is not to be sent from this page again."""
        self.due = [one for one in self.due if one.number != delivery.number]
        self.recalls = [one for one in self.recalls if one.number != delivery.number]


class Delivering:
    """The lanes of this copy. `chance` draws from 0 to 1; `holder` names the copy."""

    def __init__(
        self,
        sequences: Sequences,
        destinations: Destinations,
        posts: Posts,
        clock: Clock,
        policy: RetryPolicy,
        *,
        sizes: Sizes,
        holder: str,
        chance: Callable[[], float],
    ) -> None:
        self._sequences = sequences
        self._destinations = destinations
        self._posts = posts
        self._clock = clock
        self._policy = policy
        self._sizes = sizes
        self._holder = holder
        self._chance = chance
        self._places = asyncio.Semaphore(sizes.places)
        self._slow_places = asyncio.Semaphore(sizes.slow_places)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._pages: dict[str, _Page] = {}
        self._slow: set[str] = set()
        self._stopping = False

    async def run(self) -> None:
        """Look for what is due for ever; `wake` need not wait for it."""
        while True:
            try:
                await self.sweep()
            except Problem as problem:
                log.warning("sending has to wait", extra={"code": problem.code.value})
            except Exception:
                # A look that fails must not be the last one: nobody would be sent anything.
                log.exception("looking for deliveries failed")
            await asyncio.sleep(self._sizes.poll_seconds)

    async def sweep(self) -> None:
        """Open a lane for everybody who has something due."""
        for subscriber in await self._sequences.subscribers_due(self._now()):
            self._open(subscriber)

    def wake(self, subscriber: str) -> None:
        """There is news for a subscriber: look at once, before its next number."""
        if (page := self._pages.get(subscriber)) is not None:
            page.news = True
        self._open(subscriber)

    async def settled(self) -> None:
        """Wait until no lane is open."""
        while self._running:
            await asyncio.gather(*self._running.values())

    async def stop(self, grace_seconds: float) -> None:
        """Let attempts under way end within the grace; what is cut off is sent again under its number."""
        self._stopping = True
        open_lanes = list(self._running.values())
        if open_lanes:
            await asyncio.wait(open_lanes, timeout=grace_seconds)
        for lane in open_lanes:
            lane.cancel()
        await asyncio.gather(*open_lanes, return_exceptions=True)

    def _now(self) -> datetime:
        return whole_milliseconds(self._clock.now())

    def _open(self, subscriber: str) -> None:
        if subscriber not in self._running and not self._stopping:
            self._running[subscriber] = asyncio.create_task(self._lane(subscriber))

    async def _lane(self, subscriber: str) -> None:
        page = self._pages[subscriber] = _Page(self._now())
        try:
            await self._go_through(subscriber, page)
        except Problem as problem:
            log.warning("a lane has to wait", extra={"subscriber": subscriber, "code": problem.code.value})
        except Exception:
            # The other lanes go on, and the next look opens this one again.
            log.exception("a lane failed", extra={"subscriber": subscriber})
        finally:
            del self._running[subscriber], self._pages[subscriber]
        if page.news:
            self._open(subscriber)

    async def _go_through(self, subscriber: str, page: _Page) -> None:
        """Send what is due, as long as this copy holds the lane."""
        seen = await self._sequences.lane(subscriber)
        if not seen.may_be_taken(self._holder, self._now()):
            return
        destination = await self._read(subscriber, page)
        # Looking costs no write: a lane that rests is looked at every time.
        if destination is None or lanes.next_to_send(seen, page.due, page.recalls, page.as_of) is None:
            return
        # Who held the lane since it was seen may have sent what was read: then it is not taken.
        lane = await self._sequences.keep(replace(seen, holder=self._holder, until=self._until()))
        while lane is not None and not self._stopping:
            if page.is_old(asyncio.get_running_loop().time()):
                destination = await self._read(subscriber, page)
            delivery = lanes.next_to_send(lane, page.due, page.recalls, page.as_of)
            if destination is None or (delivery is None and not page.has_more_behind):
                break
            if delivery is not None:
                lane = await self._try(lane, delivery, destination, page)
        if lane is not None:
            await self._sequences.keep(lanes.released(lane, self._now()))

    async def _read(self, subscriber: str, page: _Page) -> Destination | None:
        """Read anew what is due, and where it goes."""
        page.as_of = now = self._now()
        page.news = False
        page.read_at = asyncio.get_running_loop().time()
        destination = await self._destinations.destination(subscriber)
        page.due = await self._sequences.due(subscriber, now, PAGE) if destination else []
        page.full = len(page.due) == PAGE
        # Recalls lie at the end of a long backlog; in a short one they have been read already.
        page.recalls = [one for one in page.due if one.is_recall]
        if page.full:
            page.recalls = await self._sequences.due(subscriber, now, PAGE, recalls=True)
        return destination

    def _until(self) -> datetime:
        return self._now() + timedelta(seconds=self._sizes.lease_seconds)

    async def _try(self, lane: Lane, delivery: Delivery, destination: Destination, page: _Page) -> Lane | None:
        """One attempt; the lane afterwards, None where it has passed to another copy or to a person."""
        async with self._slow_places if self._is_slow(lane) else self._places:
            if not lane.covers(self._posts.total_seconds * MARGIN, self._now()):
                # Written, not taken anew: who held it meanwhile has sent what this copy has read.
                renewed = await self._sequences.keep(replace(lane, until=self._until()))
                if renewed is None:
                    return None
                lane = renewed
            answer = await self._attempt(delivery, destination)
        page.drop(delivery)
        if answer.verdict is Verdict.TAKEN:
            return await self._taken(lane, delivery)
        return await self._not_taken(lane, delivery, answer)

    def _is_slow(self, lane: Lane) -> bool:
        return lane.failing_since is not None or lane.subscriber in self._slow

    async def _attempt(self, delivery: Delivery, destination: Destination) -> Answer:
        body = (delivery.body_json or "").encode()
        headers = signed_headers(delivery.event_id, delivery.number, self._clock.now(), body, destination.keys)
        loop = asyncio.get_running_loop()
        begun = loop.time()
        answer = await self._posts.post(destination.address, headers, body)
        seconds = loop.time() - begun
        metrics.ATTEMPT_SECONDS.observe(seconds)
        metrics.ATTEMPTS.labels(answer.verdict.value, answer.why).inc()
        (self._slow.add if seconds > SLOW_SECONDS else self._slow.discard)(delivery.subscriber)
        return answer

    async def _taken(self, lane: Lane, delivery: Delivery) -> Lane | None:
        now = self._now()
        await self._sequences.took(delivery, now)
        metrics.DELIVERED.labels(delivery.change.value).inc()
        metrics.NUMBERED_TO_DELIVERED_SECONDS.labels(delivery.change.value).observe(
            max(0.0, (now - delivery.made_at).total_seconds())
        )
        after = lanes.after_success(lane)
        return lane if after == lane else await self._sequences.keep(after)

    async def _not_taken(self, lane: Lane, delivery: Delivery, answer: Answer) -> Lane | None:
        now = self._now()
        attempt = Attempt(answer.verdict, self._chance(), answer.retry_after_seconds)
        after, again_at = lanes.after_failure(lane, delivery, attempt, now, self._policy)
        log.warning(
            "a delivery was not taken",
            extra={"delivery": delivery.id, "why": answer.why, "said": answer.said, "again_at": again_at.isoformat()},
        )
        if self._policy.suspends(answer.verdict, after.failing_since or now, now):
            await self._suspend(after, delivery, answer.why)
            return None
        # The lane first: after a crash between the two it rests, and its numbers keep their order.
        kept = await self._sequences.keep(after)
        if kept is not None:
            await self._sequences.failed(delivery, now, again_at, answer.why)
        return kept

    async def _suspend(self, lane: Lane, delivery: Delivery, why: str) -> None:
        """Call a person. Once that one resumes the subscriber, everything begins anew, and at once."""
        now = self._now()
        await self._destinations.suspend(lane.subscriber, why)
        await self._sequences.keep(lanes.released(lanes.after_success(lane), now))
        await self._sequences.failed(delivery, now, now, why)
