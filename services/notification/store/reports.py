"""What is kept of what was heard: submissions, events that came before their submission, and obligations."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict
from typing import Any

from contracts.base import decode_open, encode
from contracts.moderation import Act
from contracts.organisations import Obligation
from services.kit.mongo import Collection, Document, Mongo, insert_once, store_guard, stream
from services.notification.domain.answering import Judged
from services.notification.domain.events import Report

REPORTS, EARLY, OBLIGATIONS = "reports", "early", "obligations"
REFUSED = "refused"


class ReportStore:
    """The read model of submissions, each in its newest state."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._reports = mongo.collection(REPORTS)
        self._early = mongo.collection(EARLY)
        self._obligations = mongo.collection(OBLIGATIONS)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(REPORTS, [{"obligation": 1}], revisioned=False)
        await self._mongo.ensure_indexes(EARLY, [{"submission": 1}], revisioned=False)
        await self._mongo.ensure_indexes(OBLIGATIONS, [], revisioned=False)

    async def keep(self, report: Report) -> None:
        """Keep a submission's newest state; an older one changes nothing."""
        await _keep_newest(self._reports, report.submission, report.revision, asdict(report))

    async def load(self, submission: str) -> Report | None:
        """A submission by id."""
        with store_guard():
            found = await self._reports.find_one({"_id": submission})
        return _report(found) if found else None

    async def settle(self, submission: str, state: str, revision: int) -> None:
        """Keep how a submission stands by its newest decision."""
        with store_guard():
            await self._reports.update_one(
                {"_id": submission, "$or": [{"settled": {"$exists": False}}, {"settled": {"$lt": revision}}]},
                {"$set": {"state": state, "settled": revision}},
            )

    async def judge(self, submission: str, judged: Judged) -> list[Judged]:
        """Keep what one decision says of returns and their answers, once; all that is kept of the submission, in no order."""
        entry = asdict(judged) | {"act": judged.act.value, "chain": list(judged.chain)}
        with store_guard():
            await self._reports.update_one(
                {"_id": submission, "judged.revision": {"$ne": judged.revision}}, {"$push": {"judged": entry}}
            )
            found = await self._reports.find_one({"_id": submission}, {"judged": 1})
        return [_judged(one) for one in (found or {}).get("judged", ())]

    async def answered(self, obligations: Sequence[str]) -> set[str]:
        """Which obligations something answers that was neither withdrawn nor refused."""
        query = {"obligation": {"$in": list(obligations)}, "withdrawn": False, "state": {"$ne": REFUSED}}
        return {document["obligation"] async for document in stream(self._reports, query, {"obligation": 1})}

    async def put_early(self, entry: str, submission: str, kind: str, body: bytes) -> None:
        """Keep an event whose submission is not known yet."""
        await insert_once(self._early, {"_id": entry, "submission": submission, "kind": kind, "body": body})

    async def early(self, submission: str) -> AsyncIterator[tuple[str, str, bytes]]:
        """Events that wait for a submission: id, kind, body."""
        async for document in stream(self._early, {"submission": submission}):
            yield document["_id"], document["kind"], bytes(document["body"])

    async def drop_early(self, entry: str) -> None:
        """Forget an event that has been told."""
        with store_guard():
            await self._early.delete_many({"_id": entry})

    async def obligation(self, obligation: str) -> Obligation | None:
        """An obligation as it was last told of."""
        with store_guard():
            found = await self._obligations.find_one({"_id": obligation})
        return decode_open(Obligation, found["state"]) if found else None

    async def keep_obligation(self, obligation: Obligation) -> None:
        """Keep an obligation's newest state."""
        fields: Document = {"revision": obligation.revision, "state": encode(obligation).decode()}
        await _keep_newest(self._obligations, obligation.obligation, obligation.revision, fields)


async def _keep_newest(collection: Collection, name: str, revision: int, fields: dict[str, Any]) -> None:
    """Insert, or lay over an older state, whatever else the document holds."""
    if await insert_once(collection, {"_id": name, **fields}):
        return
    with store_guard():
        await collection.update_one({"_id": name, "revision": {"$lt": revision}}, {"$set": fields})


def _judged(entry: Document) -> Judged:
    return Judged(**entry | {"act": Act(entry["act"]), "chain": tuple(entry["chain"])})


def _report(document: Document) -> Report:
    return Report(**{name: document[name] for name in Report.__dataclass_fields__})
