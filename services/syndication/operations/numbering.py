"""Giving subscribers their numbers: each is told the newest state of each item, once, in the order of the log.

A number is claimed by inserting it. Whatever dies between that and the rest of the step is finished by the next to come: the
highest number there is says how far a subscriber really is.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import replace

from services.kit.clock import Clock, whole_milliseconds
from services.syndication import metrics
from services.syndication.domain.cursors import Cursor
from services.syndication.domain.deliveries import Change, Delivery, delivery_id, superseded
from services.syndication.domain.items import Kept
from services.syndication.domain.payloads import body_of, event_id_of, sha256_of, superseded_body
from services.syndication.domain.subscribers import Subscriber
from services.syndication.domain.telling import Told, to_tell, told_now
from services.syndication.operations.links import LinkMaker
from services.syndication.store.deliveries import DeliveryStore
from services.syndication.store.items import ItemStore
from services.syndication.store.subscribers import SubscriberStore

log = logging.getLogger(__name__)

CONCURRENT = 64


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
        """Bring every subscriber to the end of what has been read. Raises Problem(store_away) where that is not known.

        One that cannot be brought there delays no other and is tried again at the next call.
        """
        end = await self._items.end()
        if end is None:
            return
        room = asyncio.Semaphore(CONCURRENT)

        async def bring(one: Subscriber) -> None:
            async with room:
                try:
                    await self._bring(one, end)
                except Exception:
                    metrics.NUMBERING_FAILURES.inc()
                    log.exception("a subscriber could not be numbered", extra={"subscriber": one.id})

        await asyncio.gather(*(bring(one) for one in await self._subscribers.served() if one.position != end))

    async def _bring(self, read: Subscriber, end: Cursor) -> None:
        """Tell one subscriber everything up to `end`, and keep how far it is, unless it was changed meanwhile."""
        subscriber: Subscriber | None = await self._settled(read)
        start = read.position if read.position.epoch == end.epoch else Cursor(end.epoch, 0)
        async with aclosing(self._items.between(start, end)) as found:
            async for kept in found:
                subscriber = await self._tell(subscriber, kept) if subscriber else None
        # Where somebody else has numbered or changed it meanwhile, the next look begins from what there is then.
        if subscriber is not None:
            await self._subscribers.keep(replace(subscriber, position=end))

    async def _settled(self, subscriber: Subscriber) -> Subscriber:
        """The subscriber once every number that was claimed for it is finished."""
        while (begun := await self._deliveries.load(subscriber.id, subscriber.next_number)) is not None:
            told = await self._deliveries.told(subscriber.id, begun.item)
            subscriber = await self._finish(subscriber, begun, told)
        return subscriber

    async def _tell(self, subscriber: Subscriber, kept: Kept) -> Subscriber | None:
        """Give one item its number, if the subscriber is to hear of it; None where the number was taken by another."""
        told = await self._deliveries.told(subscriber.id, kept.state.item)
        change = to_tell(kept, told, subscriber.filters)
        if change is None:
            return subscriber
        delivery = self._delivery(subscriber, kept, change)
        if change is Change.WITHDRAWN and told is not None:
            # Before the recall itself, so that nothing of the item leaves after it.
            await self._take_back(subscriber.id, told.numbers)
        if not await self._deliveries.add(delivery):
            return None
        self._wake(subscriber.id)
        metrics.NUMBERED.labels(change.value).inc()
        return await self._finish(subscriber, delivery, told)

    async def _finish(self, subscriber: Subscriber, delivery: Delivery, told: Told | None) -> Subscriber:
        """The subscriber after a claimed number, which stands in what it was told; doing it twice changes nothing."""
        if delivery.change is not Change.SUPERSEDED:
            after = told_now(told, delivery.item_revision, delivery.change, delivery.number)
            await self._deliveries.tell(subscriber.id, delivery.item, after)
        return replace(subscriber, next_number=delivery.number + 1)

    async def _take_back(self, subscriber: str, numbers: Sequence[int]) -> None:
        """Undelivered numbers of a withdrawn item lose their content; delivered ones are forgotten here as well."""
        for number in numbers:
            await self._deliveries.change(delivery_id(subscriber, number), self._without_content)

    def _without_content(self, delivery: Delivery) -> Delivery:
        if delivery.is_recall:
            return delivery
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
