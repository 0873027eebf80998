"""One upload of one file: how it is cut into parts, what may still be sent, what is missing, and how it ends."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from contracts.problems import Problem, ProblemCode
from services.kit.objects import MOST_PARTS, StoredPart

MEBIBYTE = 1_048_576
COMFORTABLE_PARTS = 1_000
"""So many parts are listed in one answer of an S3 store; a file is cut into more only where parts would grow past reason."""


class SessionState(StrEnum):
    """Where a session stands. `COMPLETING` has been told to complete; all but it, `OPEN` and `COMPLETE` ended without bytes."""

    OPEN = "open"
    COMPLETING = "completing"
    COMPLETE = "complete"
    EXPIRED = "expired"
    ABORTED = "aborted"
    SUPERSEDED = "superseded"
    FAILED = "failed"


ALIVE = frozenset({SessionState.OPEN, SessionState.COMPLETING, SessionState.COMPLETE})


@dataclass(frozen=True, slots=True)
class Session:
    """The newest session of a file. `number` counts them; each has its own object `key` and `upload_id` in the store.

    `clear_at` is from when on its parts, or an object that nobody needs, are to be removed from the object store; None where
    nothing is left to remove.
    """

    asset: UUID
    number: int
    submission: UUID
    edition: str
    organisation: str
    person: str
    name: str
    kind: str
    sha256: str
    size_bytes: int
    part_size_bytes: int
    key: str
    upload_id: str
    state: SessionState
    opened_at: datetime
    expires_at: datetime
    changed_at: datetime
    clear_at: datetime | None = None

    @property
    def upload(self) -> str:
        """The session's name in addresses."""
        return f"{self.asset}.{self.number}"

    @property
    def part_count(self) -> int:
        """How many parts there are; an empty file is one empty part."""
        return max(1, math.ceil(self.size_bytes / self.part_size_bytes))

    @property
    def is_alive(self) -> bool:
        """Whether its bytes count: they are there, or may still come."""
        return self.state in ALIVE

    def part_bytes(self, number: int) -> int:
        """How long a part is. Raises Problem(part_out_of_range)."""
        if not 1 <= number <= self.part_count:
            raise Problem(ProblemCode.PART_OUT_OF_RANGE, expected=f"1-{self.part_count}")
        if number < self.part_count:
            return self.part_size_bytes
        return self.size_bytes - (self.part_count - 1) * self.part_size_bytes

    def ended(self, state: SessionState, at: datetime, keep_seconds: float = 0.0) -> "Session":
        """The session after it ended without bytes that count; what it leaves is kept for so long."""
        return replace(self, state=state, changed_at=at, clear_at=at + timedelta(seconds=keep_seconds))

    def to_be_cleared(self, at: datetime) -> "Session":
        """The session whose object nobody needs."""
        return replace(self, clear_at=at)

    def cleared(self) -> "Session":
        """The session once nothing of it is left in the object store but what is needed."""
        return replace(self, clear_at=None)

    def at_state(self, state: SessionState, at: datetime) -> "Session":
        """The session a step further."""
        return replace(self, state=state, changed_at=at)


def part_size(size_bytes: int, least_bytes: int) -> int:
    """The part size of a file: the least one, or whole MiB so that a thousand parts are enough.

    Source: Amazon S3, multipart upload limits (5 MiB to 5 GiB a part, at most 10,000 parts).
    """
    wanted = math.ceil(size_bytes / min(COMFORTABLE_PARTS, MOST_PARTS))
    return max(least_bytes, math.ceil(wanted / MEBIBYTE) * MEBIBYTE)


def read_upload(upload: str) -> tuple[UUID, int]:
    """The file and the number of a session's name. Raises Problem(not_found)."""
    asset, _dot, number = upload.rpartition(".")
    try:
        if number.isascii() and number.isdigit() and len(number) <= 9:  # noqa: PLR2004 - more digits are no number.
            return UUID(asset), int(number)
    except ValueError:
        pass
    raise Problem(ProblemCode.NOT_FOUND)


def missing_parts(session: Session, parts: Iterable[StoredPart]) -> tuple[int, ...]:
    """The parts that have not come, or not whole, by number."""
    there = {part.number for part in parts if _fits(session, part)}
    return tuple(number for number in range(1, session.part_count + 1) if number not in there)


def whole(session: Session, parts: Iterable[StoredPart]) -> tuple[StoredPart, ...]:
    """The parts to put together, in order. Raises Problem(upload_incomplete, size_differs)."""
    came = tuple(sorted(parts, key=lambda part: part.number))
    missing = missing_parts(session, came)
    numbers = frozenset(part.number for part in came)
    absent = [number for number in missing if number not in numbers]
    if absent:
        raise Problem(ProblemCode.UPLOAD_INCOMPLETE, count=len(missing), missing=list(missing[:100]))
    found = sum(part.size_bytes for part in came)
    if missing or found != session.size_bytes:
        raise Problem(ProblemCode.SIZE_DIFFERS, expected=session.size_bytes, found=found)
    return came


def _fits(session: Session, part: StoredPart) -> bool:
    return 1 <= part.number <= session.part_count and part.size_bytes == session.part_bytes(part.number)
