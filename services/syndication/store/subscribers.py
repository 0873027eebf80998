"""Subscribers in MongoDB: one document each, written whole with its acts, guarded by its revision; and refused acts."""

from collections.abc import Callable
from dataclasses import replace

from pydantic import TypeAdapter

from contracts.problems import Problem, ProblemCode
from services.kit.clock import Clock
from services.kit.mongo import Document, Mongo, insert_once, store_guard, stream
from services.kit.outbox import Relay, next_revision
from services.syndication.domain.subscribers import Status, Subscriber

SUBSCRIBERS = "subscribers"
REFUSED = "refused"
ATTEMPTS = 20

Rule = Callable[[Subscriber], Subscriber]
ActOf = Callable[[Subscriber, Subscriber], Document | None]
_SUBSCRIBER: TypeAdapter[Subscriber] = TypeAdapter(Subscriber)


class SubscriberStore:
    """Every subscriber there has been."""

    def __init__(self, mongo: Mongo, relay: Relay, clock: Clock) -> None:
        self._mongo = mongo
        self._relay = relay
        self._clock = clock
        self._collection = mongo.collection(SUBSCRIBERS)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(SUBSCRIBERS, [{"status": 1}])

    async def load(self, subscriber: str) -> Subscriber | None:
        """A subscriber by id, whatever its state."""
        with store_guard():
            found = await self._collection.find_one({"_id": subscriber})
        return _subscriber_of(found) if found else None

    async def add(self, subscriber: Subscriber, act: Document) -> Subscriber | None:
        """Keep a new subscriber; None where there is one of this id. Raises Problem(store_away)."""
        new = replace(subscriber, revision=next_revision(0, self._clock.now()))
        document = {"_id": new.id, **_fields_of(new), "outbox": [act]}
        if not await insert_once(self._collection, document):
            return None
        self._relay.hand_over(SUBSCRIBERS, document)
        return new

    async def change(self, subscriber: str, rule: Rule, act_of: ActOf | None = None) -> Subscriber:
        """Write what `rule` makes of a subscriber, on its newest state, with the act of it; nothing where it makes no change.

        Raises Problem(not_found, store_away) and what `rule` raises.
        """
        for _ in range(ATTEMPTS):
            with store_guard():
                found = await self._collection.find_one({"_id": subscriber})
            if found is None:
                raise Problem(ProblemCode.NOT_FOUND)
            before = _subscriber_of(found)
            after = rule(before)
            if after == before:
                return before
            written = replace(after, revision=next_revision(before.revision, self._clock.now()))
            act = act_of(before, written) if act_of else None
            update: Document = {"$set": _fields_of(written)}
            if act:
                update["$push"] = {"outbox": act}
            with store_guard():
                result = await self._collection.update_one({"_id": subscriber, "revision": before.revision}, update)
            if result.matched_count:
                if act:
                    self._relay.hand_over(SUBSCRIBERS, {"_id": subscriber, "outbox": [*found.get("outbox", ()), act]})
                return written
        raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=1)

    async def keep(self, subscriber: Subscriber) -> bool:
        """Write a subscriber as it was read and changed; false where somebody else was faster. Raises Problem(store_away)."""
        written = replace(subscriber, revision=next_revision(subscriber.revision, self._clock.now()))
        query = {"_id": subscriber.id, "revision": subscriber.revision}
        with store_guard():
            result = await self._collection.update_one(query, {"$set": _fields_of(written)})
        return bool(result.matched_count)

    async def served(self) -> list[Subscriber]:
        """Every subscriber that is not removed, by id."""
        query = {"status": {"$ne": Status.REMOVED.value}}
        return sorted(
            [_subscriber_of(document) async for document in stream(self._collection, query)], key=lambda one: one.id
        )


class RefusalStore:
    """Acts that were refused, each in a document of its own until Kafka has it."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(REFUSED)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(REFUSED, [])

    async def put(self, act: str, event: Document) -> Document:
        """Store one refused act durably; the answer is what the relay takes."""
        document: Document = {"_id": act, "revision": 1, "outbox": [event]}
        await insert_once(self._collection, document)
        return document

    async def forget_sent(self) -> int:
        """Delete what Kafka has acknowledged; the audit chain has it now."""
        with store_guard():
            result = await self._collection.delete_many({"outbox": []})
        return int(result.deleted_count)


def _fields_of(subscriber: Subscriber) -> Document:
    return {
        "revision": subscriber.revision,
        "status": subscriber.status.value,
        "subscriber": _SUBSCRIBER.dump_json(subscriber).decode(),
    }


def _subscriber_of(document: Document) -> Subscriber:
    return _SUBSCRIBER.validate_json(document["subscriber"])
