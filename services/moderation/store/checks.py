"""What was checked and what came of it: one document a version of a submission, guarded by its revision.

It holds all that the checks look at (the version as ingest said it, the files as media did), so that they run, and rules are
tried, without anybody else. `changed` is when it was last written, in milliseconds since 1970, UTC.
"""

import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from contracts.base import decode_open, encode
from contracts.media import MediaState
from contracts.submissions import SubmissionState
from services.kit.mongo import Document, GroupedWrites, Mongo, insert_once, store_guard, stream
from services.moderation.checks.findings import CheckReport

CHECKED = "checked_versions"
MOST_UNCHECKED = 1_000


class CheckStatus(StrEnum):
    """Whether a version has been checked. `UNCHECKED` ones crashed a check: a person looks at them all the same, and knows."""

    PENDING = "pending"
    CHECKED = "checked"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Checked:
    """One version with its report; `fault` is what a check crashed with.

    `state` is None where media spoke of the version first, or where only results were asked for.
    """

    submission: UUID
    version: int
    content_sha256: str = ""
    state: SubmissionState | None = None
    media: MediaState | None = None
    status: CheckStatus = CheckStatus.PENDING
    report: CheckReport | None = None
    fault: str | None = None
    revision: int = 0


class CheckStore:
    """The checked versions of this service."""

    def __init__(self, mongo: Mongo) -> None:
        self._mongo = mongo
        self._collection = mongo.collection(CHECKED)
        self._inserts: GroupedWrites | None = None

    async def prepare(self) -> None:
        """Create the indexes. Raises Problem(store_away)."""
        indexes = ({"changed": 1}, {"status": 1}, {"received": -1}, {"edition": 1, "received": -1})
        await self._mongo.ensure_indexes(CHECKED, indexes)

    def start(self) -> None:
        """Begin to group concurrent inserts."""
        self._inserts = GroupedWrites(self._collection)

    async def stop(self) -> None:
        """Let inserts under way end."""
        if self._inserts:
            await self._inserts.close()

    async def load(self, submission: UUID, version: int) -> Checked | None:
        """One version."""
        with store_guard():
            document = await self._collection.find_one({"_id": _id(submission, version)})
        return _read(document) if document else None

    async def reports(self, versions: Iterable[tuple[UUID, int]]) -> dict[UUID, Checked]:
        """What came of these versions, by submission, without what was looked at."""
        names = [_id(submission, version) for submission, version in versions]
        with store_guard():
            left_out = {"state": 0, "media": 0}
            found = await self._collection.find({"_id": {"$in": names}}, left_out).to_list(None)
        return {checked.submission: checked for checked in map(_read, found)}

    async def keep(self, before: Checked | None, after: Checked, changed: int) -> bool:
        """Write a version; false when somebody else was faster. Raises Problem(store_away)."""
        fields = _fields(after, before.revision + 1 if before else 1, changed)
        name = _id(after.submission, after.version)
        if before is None:
            document = {"_id": name, **fields}
            return await (self._inserts.insert(document) if self._inserts else insert_once(self._collection, document))
        with store_guard():
            result = await self._collection.update_one({"_id": name, "revision": before.revision}, {"$set": fields})
        return bool(result.matched_count)

    async def unchecked(self) -> list[tuple[UUID, int]]:
        """The versions on which a check crashed; at most a thousand."""
        query = {"status": CheckStatus.UNCHECKED.value}
        with store_guard():
            rows = await self._collection.find(query, {"_id": 1}).limit(MOST_UNCHECKED).to_list(MOST_UNCHECKED)
        return [_names(row["_id"]) for row in rows]

    async def changed_since(self, moment: int) -> AsyncIterator[tuple[Checked, int]]:
        """Every version written at or after a moment (milliseconds), each with when it was, in no order."""
        left_out = {"report": 0}
        async for document in stream(self._collection, {"changed": {"$gte": moment}}, left_out):
            yield _read(document), int(document["changed"])

    async def newest(self, edition: str | None, limit: int) -> list[Checked]:
        """The versions received last, the newest first."""
        query: Document = {"received": {"$gt": 0}} | ({"edition": edition} if edition else {})
        with store_guard():
            found = await self._collection.find(query).sort([("received", -1)]).limit(limit).to_list(limit)
        return [_read(document) for document in found]


def _id(submission: UUID, version: int) -> str:
    return f"{submission}:{version}"


def _names(name: str) -> tuple[UUID, int]:
    submission, _, version = name.partition(":")
    return UUID(submission), int(version)


def _fields(checked: Checked, revision: int, changed: int) -> Document:
    state, report = checked.state, checked.report
    return {
        "revision": revision,
        "changed": changed,
        "status": checked.status.value,
        "content_sha256": checked.content_sha256,
        "edition": state.edition if state else None,
        "received": round(state.version_received_at.timestamp() * 1_000) if state else 0,
        "rule_set": report.rule_set if report else None,
        "fault": checked.fault,
        "state": encode(state) if state else None,
        "media": encode(checked.media) if checked.media else None,
        "report": json.dumps(report.as_json(), ensure_ascii=False) if report else None,
    }


def _read(document: Document) -> Checked:
    submission, version = _names(document["_id"])
    state, media, report = document.get("state"), document.get("media"), document.get("report")
    return Checked(
        submission=submission,
        version=version,
        content_sha256=document["content_sha256"],
        state=decode_open(SubmissionState, bytes(state)) if state else None,
        media=decode_open(MediaState, bytes(media)) if media else None,
        status=CheckStatus(document["status"]),
        report=CheckReport.from_json(json.loads(report)) if report else None,
        fault=document["fault"],
        revision=document["revision"],
    )
