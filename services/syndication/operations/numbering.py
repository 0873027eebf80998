"""Giving subscribers their numbers: each is told the newest state of each item, once, in the order of the log.

A number is claimed by inserting it. Whatever dies between that and the rest of the step is finished by the next to come: the
highest number there is says how far a subscriber really is.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import replace

from contracts.problems import Problem, ProblemCode
from services.kit.clock import Clock, whole_milliseconds
from services.syndication import metrics
from services.syndication.domain.cursors import Cursor
from services.syndication.domain.deliveries import Change, Delivery, superseded
from services.syndication.domain.items import Kept
from services.syndication.domain.payloads import body_of, event_id_of, sha256_of, superseded_body
from services.syndication.domain.subscribers import Status, Subscriber
from services.syndication.domain.telling import Told, to_tell
from services.syndication.operations.links import LinkMaker
from services.syndication.store.deliveries import DeliveryStore
from services.syndication.store.items import ItemStore
from services.syndication.store.subscribers import SubscriberStore

log = logging.getLogger(__name__)

CONCURRENT = 16
ATTEMPTS = 20


class Numbering:
    """The sequences of subscribers, carried on to where the log has been read."""

    def __init__(
        self,
        items: ItemStore,
        subscribers: SubscriberStore,
        deliveries: DeliveryStore,
        links: LinkMaker,
        clock: Clock,
        *,
        wake: Callable[[str], None],
    ) -> None:
        self._items = items
        self._subscribers = subscribers
        self._deliveries = deliveries
        self._links = links
        self._clock = clock
        self._wake = wake

    async def carry_on(self) -> None:
        """Bring every subscriber to the end of what has been read. Raises Problem(store_away) when one could not be."""
        end = await self._items.end()
        if end is None:
            return
        behind = [one for one in await self._subscribers.served() if one.position != end]
        room = asyncio.Semaphore(CONCURRENT)

        async def bring(one: Subscriber) -> Problem | None:
            async with room:
                try:
                    await self._bring(one.id, end)
                except Problem as problem:
                    return problem
            return None

        # One subscriber's trouble delays no other, and is told when all have been served.
        found = [problem for problem in await asyncio.gather(*map(bring, behind)) if problem]
        if found:
            raise found[0]

    async def _bring(self, name: str, end: Cursor) -> None:
        subscriber = await self._settled(name)
        start = subscriber.position if subscriber.position.epoch == end.epoch else Cursor(end.epoch, 0)
        if subscriber.status is Status.REMOVED or subscriber.position == end:
            return
        read = subscriber
        async with aclosing(self._items.between(start, end)) as found:
            async for kept in found:
                told = await self._tell(subscriber, kept)
                if told is None:
                    # Somebody else has numbered meanwhile: the next look begins from there.
                    return
                subscriber = told
        await self._subscribers.change(name, lambda now: _moved(now, read, end))

    async def _tell(self, subscriber: Subscriber, kept: Kept) -> Subscriber | None:
        """Give one item its number, if the subscriber is to hear of it; None where the number was taken by another."""
        told = await self._deliveries.told(subscriber.id, kept.state.item)
        change = to_tell(kept, told, subscriber.filters)
        if change is None:
            return subscriber
        delivery = self._delivery(subscriber, kept, change)
        if change is Change.WITHDRAWN:
            # Before the recall itself, so that nothing of the item leaves after it.
            await self._take_back(delivery)
        if not await self._deliveries.add(delivery):
            return None
        metrics.NUMBERED.labels(change.value).inc()
        counted = await self._finish(subscriber.id, delivery)
        lag = (self._clock.now() - kept.state.changed_at).total_seconds()
        metrics.FEATURED_TO_NUMBERED_SECONDS.observe(max(0.0, lag))
        self._wake(subscriber.id)
        return counted

    async def _settled(self, name: str) -> Subscriber:
        """The subscriber once every number that was claimed for it is finished."""
        while True:
            subscriber = await self._subscribers.load(name)
            if subscriber is None:
                raise Problem(ProblemCode.NOT_FOUND)
            begun = await self._deliveries.load(name, subscriber.next_number)
            if begun is None:
                return subscriber
            await self._finish(name, begun)

    async def _finish(self, name: str, delivery: Delivery) -> Subscriber:
        """What a claimed number brings with it; doing it twice changes nothing."""
        if delivery.change is not Change.SUPERSEDED:
            told = Told(delivery.item_revision, delivery.change, delivery.number)
            await self._deliveries.tell(name, delivery.item, told)
        return await self._subscribers.change(name, lambda now: _numbered(now, delivery))

    async def _take_back(self, recall: Delivery) -> None:
        """Undelivered numbers of a withdrawn item lose their content; delivered ones are forgotten here as well."""
        for one in await self._deliveries.of_item(recall.subscriber, recall.item):
            if one.number < recall.number and not one.is_recall:
                await self._deliveries.change(one.id, self._without_content)

    def _without_content(self, delivery: Delivery) -> Delivery:
        if not delivery.waiting:
            return replace(delivery, body_json=None)
        if delivery.change is Change.SUPERSEDED:
            return delivery
        if delivery.sent_at is not None:
            # It was taken once and is being sent again by hand: its number must not change, so it is not sent again.
            return replace(delivery, waiting=False, body_json=None)
        body = superseded_body(delivery.subscriber, delivery.number, delivery.item, delivery.item_revision)
        metrics.SUPERSEDED.inc()
        return superseded(delivery, body, sha256_of(body), whole_milliseconds(self._clock.now()))

    def _delivery(self, subscriber: Subscriber, kept: Kept, change: Change) -> Delivery:
        number, now = subscriber.next_number, whole_milliseconds(self._clock.now())
        body = body_of(subscriber.id, number, change, kept, self._links.for_subscriber(subscriber.id, now))
        return Delivery(
            subscriber=subscriber.id,
            number=number,
            event_id=event_id_of(subscriber.id, number),
            item=kept.state.item,
            item_revision=kept.state.revision,
            offset=kept.offset,
            change=change,
            body_json=body,
            body_sha256=sha256_of(body),
            made_at=now,
            not_before=now,
        )


def _numbered(subscriber: Subscriber, delivery: Delivery) -> Subscriber:
    if subscriber.next_number > delivery.number:
        return subscriber
    return replace(subscriber, next_number=delivery.number + 1)


def _moved(now: Subscriber, read: Subscriber, end: Cursor) -> Subscriber:
    """The subscriber at the end of what it was told; unless it was moved back meanwhile, which must not be lost."""
    return replace(now, position=end) if now.position == read.position and now.filters == read.filters else now
