"""Deliveries in MongoDB: one document a number of a subscriber, `_id = subscriber:number`, written whole with its events.

`told` beside it says what each subscriber was last told of each item. Moments are milliseconds since 1970, UTC.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from pydantic import TypeAdapter

from contracts import topics
from contracts.problems import Problem, ProblemCode
from services.kit.clock import Clock, milliseconds, whole_milliseconds
from services.kit.mongo import Document, GroupedWrites, Mongo, insert_once, store_guard
from services.kit.outbox import Relay, next_revision, outgoing
from services.syndication.domain.deliveries import Change, Delivery, State, delivery_id, failed, state_of
from services.syndication.domain.telling import Told

DELIVERIES = "deliveries"
TOLD = "told"
ATTEMPTS = 20

_DELIVERY: TypeAdapter[Delivery] = TypeAdapter(Delivery)


@dataclass(frozen=True, slots=True)
class Backlog:
    """What a subscriber has still to do: deliveries not taken, recalls not acknowledged, and since when."""

    waiting: int = 0
    waiting_since: datetime | None = None
    recalls: int = 0
    recalls_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a delivery log is wanted; `before` a number, `failing` what waits after a refusal."""

    before: int | None = None
    state: State | None = None
    change: Change | None = None
    failing: bool = False


class DeliveryStore:
    """The sequences of all subscribers."""

    def __init__(self, mongo: Mongo, relay: Relay, clock: Clock) -> None:
        self._mongo = mongo
        self._relay = relay
        self._clock = clock
        self._deliveries = mongo.collection(DELIVERIES)
        self._told = mongo.collection(TOLD)
        self._inserts: GroupedWrites | None = None
        self._tellings: GroupedWrites | None = None

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(
            DELIVERIES,
            [
                {"subscriber": 1, "number": 1},
                {"waiting": 1, "subscriber": 1, "number": 1},
                {"recall_open": 1, "subscriber": 1, "number": 1},
                {"item": 1},
            ],
        )
        await self._mongo.ensure_indexes(TOLD, [], revisioned=False)

    def start(self) -> None:
        """Begin to group what is written for many subscribers at once."""
        self._inserts, self._tellings = GroupedWrites(self._deliveries), GroupedWrites(self._told)

    async def stop(self) -> None:
        """Let writes under way end."""
        for writes in (self._inserts, self._tellings):
            if writes:
                await writes.close()

    def now(self) -> datetime:
        """The present moment in whole milliseconds."""
        return whole_milliseconds(self._clock.now())

    async def load(self, subscriber: str, number: int) -> Delivery | None:
        """A delivery by its number."""
        found = await self._document(delivery_id(subscriber, number))
        return delivery_of(found) if found else None

    async def add(self, delivery: Delivery) -> bool:
        """Claim a number by inserting; false where it is taken. Raises Problem(store_away)."""
        new = replace(delivery, revision=next_revision(0, self.now()))
        document = {"_id": new.id, **fields_of(new), "outbox": [event_of(new, self.now())]}
        if self._inserts is None:
            inserted = await insert_once(self._deliveries, document)
        else:
            inserted = await self._inserts.insert(document)
        if not inserted:
            return False
        self._relay.hand_over(DELIVERIES, document)
        return True

    async def change(
        self, name: str, rule: Callable[[Delivery], Delivery | None], act: Document | None = None
    ) -> Delivery | None:
        """Write what `rule` makes of a delivery with its event, on the newest state; None where it is not there or not to be.

        `act` goes on record by the same write. A rule that gives back the same delivery writes nothing. Raises
        Problem(store_away).
        """
        for _ in range(ATTEMPTS):
            found = await self._document(name)
            before = delivery_of(found) if found else None
            after = rule(before) if before else None
            if found is None or before is None or after is None or after == before:
                return after
            written = replace(after, revision=next_revision(before.revision, self.now()))
            told = [] if _said(before) == _said(written) else [event_of(written, self.now())]
            told += [act] if act else []
            if await self._replace(before, written, told):
                self._relay.hand_over(DELIVERIES, {"_id": name, "outbox": [*found.get("outbox", ()), *told]})
                return written
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)

    async def waiting_for(self, now: datetime) -> list[str]:
        """The subscribers that have a delivery which may be tried at `now`, by id."""
        query = {"waiting": True, "not_before": {"$lte": milliseconds(now)}}
        with store_guard():
            return sorted(await self._deliveries.distinct("subscriber", query))

    async def failed(self, delivery: Delivery, at: datetime, next_attempt_at: datetime, fault: str) -> Delivery | None:
        """Keep that an attempt was not taken, and when the next one may be; None where it was taken meanwhile."""
        return await self.change(
            delivery.id, lambda found: failed(found, at, next_attempt_at, fault) if found.waiting else None
        )

    async def page(self, subscriber: str, after: int, limit: int) -> list[Delivery]:
        """The numbers above `after`, by number."""
        return await self._find({"subscriber": subscriber, "number": {"$gt": after}}, limit)

    async def log(self, subscriber: str, wanted: Wanted, limit: int) -> list[Delivery]:
        """The numbers of a subscriber that fit, the newest first."""
        query: Document = {"subscriber": subscriber}
        if wanted.before is not None:
            query["number"] = {"$lt": wanted.before}
        if wanted.state is not None:
            query["state"] = wanted.state.value
        if wanted.change is not None:
            query["change"] = wanted.change.value
        if wanted.failing:
            query |= {"waiting": True, "failing": True}
        found = self._deliveries.find(query).sort([("number", -1)]).limit(limit)
        with store_guard():
            return [delivery_of(document) for document in await found.to_list(None)]

    async def of_item(self, item: UUID, limit: int) -> list[Delivery]:
        """What all subscribers were told of an item, by subscriber and number."""
        return await self._find({"item": str(item)}, limit)

    async def unread(self, subscriber: str, up_to: int) -> list[Delivery]:
        """The numbers up to one that a subscriber has not taken, by number."""
        query = {"waiting": True, "subscriber": subscriber, "number": {"$lte": up_to}}
        return await self._find(query, 0)

    async def open_recalls(self, subscriber: str | None, limit: int) -> list[Delivery]:
        """Recalls that were not acknowledged, of one subscriber or of all, oldest numbers first."""
        query: Document = {"recall_open": True}
        return await self._find(query | ({"subscriber": subscriber} if subscriber else {}), limit)

    async def backlogs(self) -> dict[str, Backlog]:
        """What each subscriber has still to do; those with nothing are left out."""
        waiting = await self._grouped({"waiting": True})
        recalls = await self._grouped({"recall_open": True})
        return {
            name: Backlog(*waiting.get(name, (0, None)), *recalls.get(name, (0, None)))
            for name in waiting.keys() | recalls.keys()
        }

    async def told(self, subscriber: str, item: UUID) -> Told | None:
        """What a subscriber was last told of an item."""
        with store_guard():
            found = await self._told.find_one({"_id": f"{subscriber}:{item}"})
        return Told(found["item_revision"], Change(found["change"]), tuple(found["numbers"])) if found else None

    async def tell(self, subscriber: str, item: UUID, told: Told) -> None:
        """Keep what a subscriber was last told; written again after a crash with the same outcome."""
        fields = {"item_revision": told.item_revision, "change": told.change.value, "numbers": list(told.numbers)}
        name = f"{subscriber}:{item}"
        if self._tellings:
            await self._tellings.update(name, {"$set": fields}, upsert=True)
            return
        with store_guard():
            await self._told.update_one({"_id": name}, {"$set": fields}, upsert=True)

    async def _replace(self, before: Delivery, after: Delivery, events: list[Document]) -> bool:
        update: Document = {"$set": fields_of(after)}
        if events:
            update["$push"] = {"outbox": {"$each": events}}
        with store_guard():
            result = await self._deliveries.update_one({"_id": before.id, "revision": before.revision}, update)
        return bool(result.matched_count)

    async def _document(self, name: str) -> Document | None:
        with store_guard():
            return await self._deliveries.find_one({"_id": name})

    async def _find(self, query: Document, limit: int) -> list[Delivery]:
        found = self._deliveries.find(query).sort([("subscriber", 1), ("number", 1)]).limit(limit)
        with store_guard():
            return [delivery_of(document) for document in await found.to_list(None)]

    async def _grouped(self, query: Document) -> dict[str, tuple[int, datetime | None]]:
        group = {"_id": "$subscriber", "count": {"$sum": 1}, "since": {"$min": "$made_at"}}
        with store_guard():
            rows = await self._deliveries.aggregate([{"$match": query}, {"$group": group}]).to_list(None)
        return {row["_id"]: (int(row["count"]), _moment(row["since"])) for row in rows}


def _moment(value: int) -> datetime:
    return datetime.fromtimestamp(value / 1_000, UTC)


def _said(delivery: Delivery) -> tuple[object, ...]:
    """What the topic would say, the revision apart."""
    return (delivery.change, delivery.state, delivery.sent_at, delivery.acknowledged_at, delivery.uses)


def event_of(delivery: Delivery, at: datetime) -> Document:
    """What the topic says of a delivery, ready for an outbox."""
    """The outbox entry that says how a delivery stands."""
    return outgoing(topics.DELIVERIES, delivery.id, delivery.revision, state_of(delivery), at, key=delivery.subscriber)


def fields_of(delivery: Delivery) -> Document:
    """Everything of a document but its id and its outbox."""
    """Everything of a document but its id and its outbox."""
    return {
        "revision": delivery.revision,
        "subscriber": delivery.subscriber,
        "number": delivery.number,
        "item": str(delivery.item),
        "change": delivery.change.value,
        "state": delivery.state.value,
        "failing": delivery.last_fault is not None,
        "waiting": delivery.waiting,
        "recall_open": delivery.is_recall and delivery.acknowledged_at is None,
        "not_before": milliseconds(delivery.not_before),
        "made_at": milliseconds(delivery.made_at),
        "delivery": _DELIVERY.dump_json(delivery).decode(),
    }


def delivery_of(document: Document) -> Delivery:
    """The delivery that a document holds."""
    """The delivery that a document holds."""
    return _DELIVERY.validate_json(document["delivery"])
