"""Lanes in MongoDB: when a person is next written to, by whom it is being done, and the letters that were claimed.

A lane is woken by lowering `due_at`, and claimed by raising its revision; a claim runs out. A letter is claimed by inserting
its id, so that whoever takes over sends the same letter under the same id.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.kit.clock import Clock
from services.kit.mongo import Document, Mongo, insert_once, store_guard
from services.notification.domain.kinds import Channel
from services.notification.domain.lanes import Lane

LANES, LETTERS = "lanes", "letters"
FETCHED = 200


class LaneStore:
    """Every way to a person that something was ever to be sent by."""

    def __init__(self, mongo: Mongo, clock: Clock, claim_seconds: float) -> None:
        self._mongo = mongo
        self._clock = clock
        self._claim = timedelta(seconds=claim_seconds)
        self._lanes = mongo.collection(LANES)
        self._letters = mongo.collection(LETTERS)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(LANES, [{"channel": 1, "due_at": 1}, {"channel": 1, "claimed_until": 1}])
        await self._mongo.ensure_indexes(LETTERS, [{"person": 1}, {"at": 1}], revisioned=False)

    async def wake(self, channel: Channel, person: str, at: datetime) -> None:
        """Let a person's lane be looked at `at` the latest."""
        first: Document = {"channel": channel.value, "person": person, "revision": 1, "number": 0}
        with store_guard():
            await self._lanes.update_one(
                {"_id": f"{channel.value}:{person}"}, {"$min": {"due_at": at}, "$setOnInsert": first}, upsert=True
            )

    async def due(self, channel: Channel, now: datetime) -> list[Lane]:
        """Lanes that are to be looked at, or whose claim has run out, the longest due first."""
        of_channel = {"channel": channel.value}
        queries = ({"due_at": {"$lte": now}}, {"claimed_until": {"$lte": now}})
        found: dict[str, Document] = {}
        for query in queries:
            with store_guard():
                documents = (
                    await self._lanes.find(of_channel | query).sort([("due_at", 1)]).limit(FETCHED).to_list(FETCHED)
                )
            found |= {document["_id"]: document for document in documents}
        return [_lane(one) for one in found.values() if (one.get("claimed_until") or now) <= now]

    async def overdue_seconds(self, channel: Channel, now: datetime) -> float:
        """For how long the lane has been due that has been for the longest time; 0 where none is."""
        query = {"channel": channel.value, "due_at": {"$lte": now}}
        with store_guard():
            found = await self._lanes.find(query, {"due_at": 1}).sort([("due_at", 1)]).limit(1).to_list(1)
        return (now - found[0]["due_at"]).total_seconds() if found else 0.0

    async def claim(self, lane: Lane, now: datetime) -> bool:
        """Take a lane for as long as a claim lasts; false where another copy was faster."""
        change: Document = {
            "$set": {"claimed_until": now + self._claim},
            "$inc": {"revision": 1},
            "$unset": {"due_at": ""},
        }
        with store_guard():
            result = await self._lanes.update_one({"_id": lane.id, "revision": lane.revision}, change)
        return bool(result.matched_count)

    async def finish(self, lane: Lane, due_at: datetime | None) -> None:
        """Give a claimed lane back as it is now, to be looked at again at `due_at`, or at what woke it meanwhile."""
        fields: Document = {
            "claimed_until": None,
            "number": lane.number,
            "last_at": lane.last_at,
            "failures": lane.failures,
            "refusals": lane.refusals,
            "blocked_until": lane.blocked_until,
        }
        change: Document = {"$set": fields, "$inc": {"revision": 1}}
        if due_at is not None:
            change["$min"] = {"due_at": due_at}
        with store_guard():
            # The claim raised the revision by one; whoever took over after it ran out has raised it further.
            await self._lanes.update_one({"_id": lane.id, "revision": lane.revision + 1}, change)

    async def letter(self, letter: str) -> list[str] | None:
        """The notices of a letter that was claimed."""
        with store_guard():
            found = await self._letters.find_one({"_id": letter})
        return list(found["notices"]) if found else None

    async def claim_letter(self, letter: str, person: str, notices: Sequence[str], now: datetime) -> bool:
        """Fix what a letter tells, once; false where it was fixed before."""
        return await insert_once(
            self._letters, {"_id": letter, "person": person, "notices": list(notices), "at": now, "state": "claimed"}
        )

    async def settle_letter(self, letter: str, state: str) -> None:
        """Say what became of a letter."""
        with store_guard():
            await self._letters.update_one({"_id": letter}, {"$set": {"state": state}})

    async def forget(self, people: Sequence[str]) -> None:
        """Delete the lanes and letters of these people."""
        lanes = [f"{channel.value}:{person}" for channel in Channel for person in people]
        with store_guard():
            await self._lanes.delete_many({"_id": {"$in": lanes}})
            await self._letters.delete_many({"person": {"$in": list(people)}})

    async def rest(self, people: Sequence[str]) -> None:
        """End what is on its way to these people. How many letters they had stays: an id is not given again to who comes back."""
        lanes = [f"{channel.value}:{person}" for channel in Channel for person in people]
        change: Document = {
            "$unset": {"due_at": "", "claimed_until": ""},
            "$set": {"failures": 0, "refusals": 0, "blocked_until": None},
            "$inc": {"revision": 1},
        }
        with store_guard():
            await self._lanes.update_many({"_id": {"$in": lanes}}, change)
            await self._letters.delete_many({"person": {"$in": list(people)}})

    async def forget_before(self, moment: datetime) -> None:
        """Delete letters that are older than `moment`."""
        with store_guard():
            await self._letters.delete_many({"at": {"$lt": moment}})


def _lane(document: Document) -> Lane:
    return Lane(
        id=document["_id"],
        person=document["person"],
        revision=document["revision"],
        number=document.get("number", 0),
        last_at=document.get("last_at"),
        failures=document.get("failures", 0),
        refusals=document.get("refusals", 0),
        blocked_until=document.get("blocked_until"),
    )
