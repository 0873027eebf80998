"""Jobs in MongoDB, one small document each. Every change is guarded by `{_id, revision}` alone, which every server finds by index.

The revision is the fence of the lease: taking, prolonging and ending all raise it, so a worker that was overtaken changes
nothing. The token tells, after an answer that was lost, whether a lease in the document is one's own.
"""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from contracts.problems import ProblemCode
from services.kit.clock import milliseconds
from services.kit.mongo import Document, Mongo, compare_and_set, insert_once, store_guard, stream
from services.media.domain.jobs import Cause, Job, Lease, Made, Outcome, Refused

JOBS = "jobs"

_MADE = TypeAdapter(Made)


class JobStore:
    """The jobs of this service, as they stand in the store."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(JOBS)

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        await self._mongo.ensure_indexes(JOBS, [{"revision": 1}])

    async def insert(self, job: Job) -> bool:
        """Store a new job; false where it is there already. Raises Problem(store_away)."""
        return await insert_once(self._collection, document_of(job))

    async def load(self, job: str) -> Job | None:
        """A job as it stands, or None. Raises Problem(store_away)."""
        with store_guard():
            document = await self._collection.find_one({"_id": job})
        return job_of(document) if document else None

    async def replace(self, job: Job, revision: int) -> bool:
        """Store a job that still has `revision`; false where somebody else was faster. Raises Problem(store_away)."""
        return await compare_and_set(self._collection, document_of(job), revision)

    async def remove(self, job: Job) -> bool:
        """Delete a job that still has its revision. Raises Problem(store_away)."""
        with store_guard():
            result = await self._collection.delete_one({"_id": job.job, "revision": job.revision})
        return bool(result.deleted_count)

    async def revisions(self) -> AsyncIterator[tuple[str, int]]:
        """Every job's id and revision. Raises Problem(store_away)."""
        async for document in stream(self._collection, {}, {"revision": 1}):
            yield document["_id"], document["revision"]

    async def some(self, jobs: Sequence[str]) -> AsyncIterator[Job]:
        """Those of these jobs that are still there. Raises Problem(store_away)."""
        async for document in stream(self._collection, {"_id": {"$in": list(jobs)}}):
            yield job_of(document)

    async def changed_since(self, revision: int) -> AsyncIterator[Job]:
        """The jobs that were changed from this moment on: a revision is never lower than its milliseconds since 1970."""
        async for document in stream(self._collection, {"revision": {"$gte": revision}}):
            yield job_of(document)


def document_of(job: Job) -> Document:
    """The document of a job; moments are milliseconds since 1970, UTC."""
    lease = job.lease
    return {
        "_id": job.job,
        "object": job.object_key,
        "revision": job.revision,
        "asset": str(job.asset),
        "submission": str(job.submission),
        "edition": job.edition,
        "organisation": job.organisation,
        "unit": job.unit,
        "kind": job.kind,
        "sha256": job.sha256,
        "size_bytes": job.size_bytes,
        "ai_generated": job.ai_generated,
        "queued": milliseconds(job.queued_at),
        "attempts": job.attempts,
        "setbacks": job.setbacks,
        "not_before": milliseconds(job.not_before) if job.not_before else None,
        "cause": job.cause.value if job.cause else None,
        "lease": {"token": lease.token, "holder": lease.holder, "until": milliseconds(lease.until)} if lease else None,
        "outcome": _outcome_fields(job.outcome) if job.outcome else None,
        "ended": milliseconds(job.ended_at) if job.ended_at else None,
    }


def job_of(document: Document) -> Job:
    """The job that a document holds."""
    lease, outcome, cause = document["lease"], document["outcome"], document["cause"]
    return Job(
        asset=UUID(document["asset"]),
        submission=UUID(document["submission"]),
        edition=document["edition"],
        organisation=document["organisation"],
        unit=document["unit"],
        kind=document["kind"],
        object_key=document["object"],
        sha256=document["sha256"],
        size_bytes=document["size_bytes"],
        ai_generated=document["ai_generated"],
        queued_at=_moment(document["queued"]),
        attempts=document["attempts"],
        setbacks=document["setbacks"],
        not_before=_moment(document["not_before"]) if document["not_before"] else None,
        cause=Cause(cause) if cause else None,
        lease=Lease(lease["token"], lease["holder"], _moment(lease["until"])) if lease else None,
        outcome=_outcome_of(outcome) if outcome else None,
        ended_at=_moment(document["ended"]) if document["ended"] else None,
        revision=document["revision"],
    )


def made_json(made: Made) -> bytes:
    """What was made as JSON, for whoever finds the same bytes again."""
    return _MADE.dump_json(made)


def made_of(body: bytes) -> Made:
    """What was made, from its JSON. Raises ValueError where it is none."""
    return _MADE.validate_json(body)


def _outcome_fields(outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Made):
        return {"made": made_json(outcome).decode()}
    return {"refused": outcome.code.value, "retry_helps": outcome.retry_helps, "facts": dict(outcome.facts)}


def _outcome_of(fields: dict[str, Any]) -> Outcome:
    if "made" in fields:
        return made_of(fields["made"].encode())
    return Refused(ProblemCode(fields["refused"]), fields["retry_helps"], fields["facts"])


def _moment(value: int) -> datetime:
    return datetime.fromtimestamp(value / 1_000, UTC)
