"""What replicas share in MongoDB: the lease, digests by offset, minute records, the newest publication, letters written.

The only file of this service that knows its collections. Figures themselves are never kept here: they follow from the log.
"""

from datetime import datetime
from typing import Any

from services.aggregation.domain.cuts import Cut, parse_cut
from services.kit.clock import Clock
from services.kit.leases import Lease
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard

LEASES, CHECKPOINTS, MINUTES, PUBLICATIONS, LETTERS = "leases", "checkpoints", "minutes", "publications", "letters"


class AggregationStore:
    """Documents of the service `aggregation`."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo

    async def prepare(self) -> None:
        """Create indexes. Raises Problem(store_away)."""
        await self._mongo.probe()
        for name in (LEASES, PUBLICATIONS):
            await self._mongo.ensure_indexes(name, [])
        await self._mongo.ensure_indexes(MINUTES, [{"edition": 1, "at": 1}], revisioned=False)

    def lease(self, name: str, holder: str, seconds: float, clock: Clock) -> Lease:
        """The lease of the shared duties."""
        return Lease(self._mongo.collection(LEASES), name, holder, seconds, clock)

    async def record_checkpoint(self, name: str, standings: str, figures: str) -> bool:
        """Record the digests at an offset, or compare them with what another replica recorded; false where they differ."""
        collection = self._mongo.collection(CHECKPOINTS)
        if await insert_once(collection, {"_id": name, "standings": standings, "figures": figures}):
            return True
        with store_guard():
            known = await collection.find_one({"_id": name})
        return known is not None and known["standings"] == standings and known["figures"] == figures

    async def record_minute(self, edition: str, minute: datetime, cut: Cut, figures: dict[str, Any]) -> bool:
        """Keep the national and unit figures of a minute; the first writer wins."""
        document = {
            "_id": f"{edition}:{minute:%Y%m%d%H%M}",
            "edition": edition,
            "at": minute,
            "cut": str(cut),
            "scopes": figures,
        }
        return await insert_once(self._mongo.collection(MINUTES), document)

    async def minute_at(self, edition: str, at: datetime) -> Document | None:
        """The newest minute record not after `at`."""
        query = {"edition": edition, "at": {"$lte": at}}
        with store_guard():
            found = await self._mongo.collection(MINUTES).find(query).sort("at", -1).limit(1).to_list(1)
        return found[0] if found else None

    async def minutes(self, edition: str, since: datetime, until: datetime, limit: int) -> list[Document]:
        """Minute records in a span, oldest first, without their figures."""
        query = {"edition": edition, "at": {"$gte": since, "$lte": until}}
        with store_guard():
            cursor = self._mongo.collection(MINUTES).find(query, {"scopes": 0}).sort("at", 1).limit(limit)
            return await cursor.to_list(limit)

    async def advance(self, name: str, cut: Cut) -> bool:
        """Claim the publication of `cut` under `name`; false where a cut that is not older was published already."""
        collection = self._mongo.collection(PUBLICATIONS)
        with store_guard():
            known = await collection.find_one({"_id": name})
        if known is None:
            return await insert_once(collection, {"_id": name, "revision": 1, "cut": str(cut)})
        if not cut.newer_than(parse_cut(known["cut"])):
            return False
        return await compare_and_set(
            collection, {"_id": name, "revision": known["revision"] + 1, "cut": str(cut)}, known["revision"]
        )

    async def claim_letter(self, name: str) -> bool:
        """Whether the dead letter `partition:offset` of an epoch is still unwritten; the caller then writes it."""
        with store_guard():
            return await self._mongo.collection(LETTERS).find_one({"_id": name}) is None

    async def letter_written(self, name: str) -> None:
        """Remember that a dead letter was acknowledged, so that no replica writes it again."""
        await insert_once(self._mongo.collection(LETTERS), {"_id": name})

    async def ping(self) -> bool:
        """Whether the database answers."""
        return await self._mongo.ping()
