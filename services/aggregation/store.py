"""What replicas share in MongoDB: the lease, digests by offset, minute records, the newest publication, letters written.

The only file of this service that knows its collections. Figures themselves are never kept here: they follow from the log.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from contracts.submissions import Qualifier, Window
from services.aggregation.domain.cuts import Cut, parse_cut
from services.aggregation.domain.figures import Total
from services.kit.clock import Clock
from services.kit.leases import Lease
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard

LEASES, CHECKPOINTS, MINUTES, PUBLICATIONS, LETTERS = "leases", "checkpoints", "minutes", "publications", "letters"


Figures = Mapping[str, Total]


@dataclass(frozen=True, slots=True)
class Publication:
    """What was last said to the world of an edition, and at which cut.

    `minute` is the newest minute with a record. `static` is the key of the static file, `before` that of the one it
    replaced, which a slow reader may still be fetching. `complete` tells whether everything was said, not begun only.
    """

    edition: str
    revision: int
    cut: Cut
    minute: datetime
    static: str | None
    before: str | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Minute:
    """The headline figures of the nation and of every unit at a moment, by scope and indicator."""

    edition: str
    at: datetime
    cut: Cut
    windows: tuple[Window, ...]
    scopes: Mapping[str, Figures]


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
        return await self.checkpoint(name) == (standings, figures)

    async def checkpoint(self, name: str) -> tuple[str, str] | None:
        """The digests that a replica recorded at an offset, of standings and of figures; None where none did."""
        with store_guard():
            known = await self._mongo.collection(CHECKPOINTS).find_one({"_id": name})
        return None if known is None else (known["standings"], known["figures"])

    async def record_minute(self, minute: Minute) -> bool:
        """Keep the figures of a minute under its own moment; the first writer wins."""
        document = {
            "_id": f"{minute.edition}:{_begun(minute.at):%Y%m%d%H%M}",
            "edition": minute.edition,
            "at": minute.at,
            "cut": str(minute.cut),
            "windows": [window.value for window in minute.windows],
            "scopes": {scope: {code: _row(total) for code, total in of.items()} for scope, of in minute.scopes.items()},
        }
        return await insert_once(self._mongo.collection(MINUTES), document)

    async def minute_at(self, edition: str, at: datetime) -> Minute | None:
        """The newest minute record not after `at`."""
        query = {"edition": edition, "at": {"$lte": at}}
        with store_guard():
            found = await self._mongo.collection(MINUTES).find(query).sort("at", -1).limit(1).to_list(1)
        return _minute(found[0]) if found else None

    async def minutes(self, edition: str, since: datetime, until: datetime, limit: int) -> list[Document]:
        """Minute records in a span, oldest first, without their figures."""
        query = {"edition": edition, "at": {"$gte": since, "$lte": until}}
        with store_guard():
            cursor = self._mongo.collection(MINUTES).find(query, {"scopes": 0}).sort("at", 1).limit(limit)
            return await cursor.to_list(limit)

    async def publication(self, edition: str) -> Publication | None:
        """What was last said of an edition."""
        with store_guard():
            found = await self._mongo.collection(PUBLICATIONS).find_one({"_id": edition})
        if found is None:
            return None
        return Publication(
            edition,
            found["revision"],
            parse_cut(found["cut"]),
            found["minute"],
            found["static"],
            found["before"],
            found["complete"],
        )

    async def publish(self, new: Publication, after: int | None) -> bool:
        """Take the place of the publication with revision `after` (None: of none); false where another was faster."""
        document = {
            "_id": new.edition,
            "revision": new.revision,
            "cut": str(new.cut),
            "minute": new.minute,
            "static": new.static,
            "before": new.before,
            "complete": new.complete,
        }
        collection = self._mongo.collection(PUBLICATIONS)
        if after is None:
            return await insert_once(collection, document)
        return await compare_and_set(collection, document, after)

    async def has_letter(self, name: str) -> bool:
        """Whether the dead letter of this name (`epoch:partition:offset`) was acknowledged already."""
        with store_guard():
            return await self._mongo.collection(LETTERS).find_one({"_id": name}) is not None

    async def letter_written(self, name: str) -> None:
        """Remember that a dead letter was acknowledged, so that no replica writes it again."""
        await insert_once(self._mongo.collection(LETTERS), {"_id": name})

    async def ping(self) -> bool:
        """Whether the database answers."""
        return await self._mongo.ping()


def _begun(at: datetime) -> datetime:
    return at - timedelta(seconds=at.second, microseconds=at.microsecond)


def _row(total: Total) -> list[Any]:
    return [total.value, total.qualifier.value, total.sources, total.claimed, total.claimed_qualifier.value]


def _minute(document: Document) -> Minute:
    def total(row: list[Any]) -> Total:
        value, qualifier, sources, claimed, claimed_qualifier = row
        return Total(value, Qualifier(qualifier), sources, claimed, Qualifier(claimed_qualifier))

    return Minute(
        edition=document["edition"],
        at=document["at"],
        cut=parse_cut(document["cut"]),
        windows=tuple(Window(window) for window in document["windows"]),
        scopes={scope: {code: total(row) for code, row in of.items()} for scope, of in document["scopes"].items()},
    )
