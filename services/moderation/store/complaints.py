"""Complaints in MongoDB, one document each under the id its sender chose, with its events until Kafka has them."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import TypeAdapter

from services.kit.clock import milliseconds
from services.kit.mongo import Document, Mongo, insert_once, store_guard
from services.moderation.domain.complaint import Complaint
from services.moderation.store.items import Scope

COMPLAINTS = "complaints"
OPEN = "open"

_COMPLAINT: TypeAdapter[Complaint] = TypeAdapter(Complaint)


@dataclass(frozen=True, slots=True)
class KeptComplaint:
    """A complaint as it was read, with the digest of the request that opened it, its revision and its outbox."""

    complaint: Complaint
    body_sha256: str
    revision: int
    outbox: tuple[Document, ...]


class ComplaintStore:
    """The complaints of this service."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(COMPLAINTS)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        order = {"received": 1, "_id": 1}
        indexes = ({"number": 1}, {"item": 1, "state": 1}, {**order}, {"state": 1, **order}, {"unit": 1, **order})
        await self._mongo.ensure_indexes(COMPLAINTS, indexes)

    async def open(self, complaint: Complaint, body_sha256: str, outbox: list[Document]) -> Document | None:
        """Store a new complaint durably; None where there is one under its id. The answer is what the relay takes."""
        document: Document = {
            "_id": str(complaint.complaint),
            "body_sha256": body_sha256,
            "revision": 1,
            "outbox": outbox,
            **_fields(complaint),
        }
        return document if await insert_once(self._collection, document) else None

    async def load(self, complaint: UUID) -> KeptComplaint | None:
        """A complaint by the id its sender chose."""
        return await self._one({"_id": str(complaint)})

    async def numbered(self, number: str) -> KeptComplaint | None:
        """A complaint by the number on its receipt."""
        return await self._one({"number": number})

    async def settle(self, before: KeptComplaint, complaint: Complaint, outbox: list[Document]) -> Document | None:
        """Write a settlement with its events; None when somebody else was faster."""
        name = str(complaint.complaint)
        update: Document = {
            "$set": {"revision": before.revision + 1, **_fields(complaint)},
            "$push": {"outbox": {"$each": outbox}},
        }
        with store_guard():
            result = await self._collection.update_one({"_id": name, "revision": before.revision}, update)
        return {"_id": name, "outbox": [*before.outbox, *outbox]} if result.matched_count else None

    async def page(self, scope: Scope, state: str | None, after: tuple[int, str] | None, limit: int) -> list[Complaint]:
        """Complaints about the items of some units, those that have waited longest first."""
        query: Document = dict(scope.units())
        if state is not None:
            query["state"] = state
        if after is not None:
            received, name = after
            query["$or"] = [{"received": {"$gt": received}}, {"received": received, "_id": {"$gt": name}}]
        with store_guard():
            found = self._collection.find(query).sort([("received", 1), ("_id", 1)]).limit(limit)
            documents = await found.to_list(limit)
        return [_read(document).complaint for document in documents]

    async def open_about(self, item: UUID) -> int:
        """How many open complaints there are about an item."""
        with store_guard():
            return await self._collection.count_documents({"item": str(item), "state": OPEN})

    async def waiting(self) -> tuple[int, int | None]:
        """How many complaints are open, and since when the oldest is, in milliseconds since 1970, UTC."""
        with store_guard():
            count = await self._collection.count_documents({"state": OPEN})
            oldest = await self._collection.find_one({"state": OPEN}, {"received": 1}, sort=[("received", 1)])
        return count, int(oldest["received"]) if oldest else None

    async def _one(self, query: Document) -> KeptComplaint | None:
        with store_guard():
            document = await self._collection.find_one(query)
        return _read(document) if document else None


def _fields(complaint: Complaint) -> Document:
    settlement = complaint.settlement
    return {
        "number": complaint.number,
        "item": str(complaint.item) if complaint.item else None,
        "unit": complaint.unit,
        "received": milliseconds(complaint.received_at),
        "state": settlement.outcome.value if settlement else OPEN,
        "complaint": _COMPLAINT.dump_json(complaint).decode(),
    }


def _read(document: Document) -> KeptComplaint:
    complaint = _COMPLAINT.validate_json(document["complaint"])
    return KeptComplaint(complaint, document["body_sha256"], document["revision"], tuple(document.get("outbox", ())))
