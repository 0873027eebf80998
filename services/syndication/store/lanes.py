"""Sending's side of the deliveries: what is due, the lanes' leases, and marks that share round trips.

A mark is a compare-and-set on the delivery that was sent; marks of many lanes travel together, which is most of what a
delivery costs here. Moments are milliseconds since 1970, UTC.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pydantic import TypeAdapter
from pymongo import UpdateOne
from pymongo.errors import BulkWriteError

from contracts.problems import Problem, ProblemCode
from services.kit.clock import Clock, milliseconds, whole_milliseconds
from services.kit.mongo import RETRY_AFTER_SECONDS, Document, Mongo, compare_and_set, insert_once, store_guard
from services.kit.outbox import Relay, next_revision
from services.syndication.domain.deliveries import Change, Delivery, sent
from services.syndication.domain.lanes import Lane, after_success
from services.syndication.store.deliveries import DELIVERIES, DeliveryStore, delivery_of, event_of, fields_of

LANES = "lanes"
NOBODY = ""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
MAX_BATCH = 200
ATTEMPTS = 20

_LANE: TypeAdapter[Lane] = TypeAdapter(Lane)


@dataclass(slots=True)
class _Mark:
    before: Delivery
    after: Delivery
    event: Document
    done: asyncio.Future[bool]


class LaneStore:
    """What sending reads and writes."""

    def __init__(self, mongo: Mongo, deliveries: DeliveryStore, relay: Relay, clock: Clock) -> None:
        self._mongo = mongo
        self._store = deliveries
        self._relay = relay
        self._clock = clock
        self._deliveries = mongo.collection(DELIVERIES)
        self._lanes = mongo.collection(LANES)
        self._marks: list[_Mark] = []
        self._writer: asyncio.Task[None] | None = None

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(LANES, [])

    async def subscribers_due(self, now: datetime) -> list[str]:
        """Who has a number that may be tried at `now`."""
        return await self._store.waiting_for(now)

    async def due(self, subscriber: str, now: datetime, limit: int, *, recalls: bool = False) -> list[Delivery]:
        """The lowest numbers (of recalls alone, where asked) that it has not taken and that may be tried at `now`."""
        query: Document = {"waiting": True, "subscriber": subscriber, "not_before": {"$lte": milliseconds(now)}}
        if recalls:
            query["change"] = Change.WITHDRAWN.value
        with store_guard():
            found = await self._deliveries.find(query).sort([("number", 1)]).limit(limit).to_list(limit)
        return [delivery_of(document) for document in found]

    async def lane(self, subscriber: str) -> Lane:
        """The subscriber's lane as it stands."""
        with store_guard():
            found = await self._lanes.find_one({"_id": subscriber})
        return _LANE.validate_json(found["lane"]) if found else Lane(subscriber, NOBODY, LONG_AGO)

    async def keep(self, lane: Lane) -> Lane | None:
        """Write a lane as it was read and changed; None where another has written it meanwhile. Raises Problem(store_away)."""
        written = replace(lane, revision=lane.revision + 1)
        fields = _LANE.dump_json(written).decode()
        document: Document = {"_id": lane.subscriber, "revision": written.revision, "lane": fields}
        known = lane.revision > 0
        done = compare_and_set(self._lanes, document, lane.revision) if known else insert_once(self._lanes, document)
        return written if await done else None

    async def begin_anew(self, subscriber: str) -> None:
        """Let everything that waits be tried at once: a person has resumed the subscriber. Raises Problem(store_away)."""
        now = whole_milliseconds(self._clock.now())
        later: Document = {"waiting": True, "subscriber": subscriber, "not_before": {"$gt": milliseconds(now)}}
        with store_guard():
            found = await self._deliveries.find(later, {"_id": 1}).to_list(None)
        for one in found:
            await self._store.change(one["_id"], lambda delivery: replace(delivery, not_before=now))
        for _ in range(ATTEMPTS):
            lane = await self.lane(subscriber)
            if not lane.revision or await self.keep(after_success(lane)):
                return

    async def took(self, delivery: Delivery, at: datetime) -> None:
        """Keep that the subscriber took this content under this number. Raises Problem(store_away)."""
        after = replace(sent(delivery, at), revision=next_revision(delivery.revision, at))
        mark = _Mark(delivery, after, event_of(after, at), asyncio.get_running_loop().create_future())
        self._marks.append(mark)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_marks())
        if not await mark.done:
            await self._store.change(delivery.id, lambda found: _taken_meanwhile(found, delivery, at))

    async def failed(self, delivery: Delivery, at: datetime, next_attempt_at: datetime, fault: str) -> None:
        """Keep that it did not, and when the next attempt may be. Raises Problem(store_away)."""
        await self._store.failed(delivery, at, next_attempt_at, fault)

    async def _write_marks(self) -> None:
        """Write what has gathered until nothing is left; marks that come meanwhile make the next batch."""
        while self._marks:
            batch = self._marks[:MAX_BATCH]
            del self._marks[:MAX_BATCH]
            try:
                missed = await self._write_batch(batch)
            except Exception as fault:  # noqa: BLE001 - the fault belongs to the waiting lanes, who raise it.
                for mark in batch:
                    if not mark.done.done():
                        mark.done.set_exception(fault)
                continue
            for mark in batch:
                hit = mark.before.id not in missed
                if hit:
                    self._relay.hand_over(DELIVERIES, {"_id": mark.before.id, "outbox": [mark.event]})
                if not mark.done.done():
                    mark.done.set_result(hit)

    async def _write_batch(self, batch: list[_Mark]) -> set[str]:
        """Write these marks; which of them found their delivery changed, so that nothing was written."""
        updates = [
            UpdateOne(
                {"_id": mark.before.id, "revision": mark.before.revision},
                {"$set": fields_of(mark.after), "$push": {"outbox": mark.event}},
            )
            for mark in batch
        ]
        with store_guard():
            try:
                result = await self._deliveries.bulk_write(updates, ordered=False)
            except BulkWriteError as fault:
                # Some may be written: what is not marked is sent again, the same under the same number.
                raise Problem(ProblemCode.STORE_AWAY, retry_after_seconds=RETRY_AFTER_SECONDS) from fault
            return set() if result.matched_count == len(batch) else await self._missed(batch)

    async def _missed(self, batch: list[_Mark]) -> set[str]:
        revisions = {mark.before.id: mark.after.revision for mark in batch}
        found = self._deliveries.find({"_id": {"$in": list(revisions)}}, {"revision": 1, "waiting": 1})
        # Somebody else may have written in the same millisecond, but nobody else marks what this copy has in hand.
        return {one["_id"] async for one in found if one["waiting"] or one["revision"] != revisions[one["_id"]]}


def _taken_meanwhile(found: Delivery, took: Delivery, at: datetime) -> Delivery:
    """What was taken stands, though its number lost its content while it was under way; the content itself is forgotten."""
    if not found.waiting:
        return found
    if found.change is Change.SUPERSEDED and took.change is not Change.SUPERSEDED:
        found = replace(found, change=took.change, body_json=None, body_sha256=took.body_sha256)
    return sent(found, at)
