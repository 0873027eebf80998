"""A job: one uploaded file to work on, who works on it, how often it was tried, and how it ended.

Every change makes a new job under a higher revision. The revision is what a lease is fenced by: whoever was overtaken
holds an old one, and can change nothing any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from contracts.media import Rendition
from contracts.problems import ProblemCode
from services.kit.clock import milliseconds

FileKind = Literal["photo", "video", "document"]
KINDS: tuple[FileKind, ...] = ("photo", "video", "document")


class Cause(StrEnum):
    """Why a job was not done at the last try."""

    STORE_AWAY = "store_away"
    SCANNER_AWAY = "scanner_away"
    NO_ROOM = "no_room"
    STOPPED = "stopped"
    WORKER_LOST = "worker_lost"
    DECODER_DIED = "decoder_died"
    TOO_SLOW = "too_slow"
    MISTAKE = "mistake"

    @property
    def counts(self) -> bool:
        """Whether a try that ended so is one of those that are limited; for the first four no file can be blamed."""
        return self not in BLAMELESS


BLAMELESS = frozenset({Cause.STORE_AWAY, Cause.SCANNER_AWAY, Cause.NO_ROOM, Cause.STOPPED})


@dataclass(frozen=True, slots=True)
class Made:
    """What a file turned out to be, and what was made of it by which recipe. Sizes are in pixels, milliseconds, bytes."""

    media_type: str
    recipe: str
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    perceptual_hash: str | None = None
    perceptual_quality: int | None = None
    renditions: tuple[Rendition, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file is not taken. `retry_helps` says whether sending it again can help; `facts` fill the problem's text."""

    code: ProblemCode
    retry_helps: bool
    facts: Mapping[str, Any] = field(default_factory=dict)


Outcome = Made | Refused


@dataclass(frozen=True, slots=True)
class Lease:
    """Who works on a job, under which token, and until when nobody else may."""

    token: str
    holder: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Job:
    """One uploaded file to work on, in the object `object_key`. Every upload session has an object of its own.

    `attempts` are the tries that count, the one under way included; `setbacks` are all that came to nothing. Until
    `not_before` a retry waits, and from there on it stands in the order as if it had been uploaded then.
    """

    asset: UUID
    submission: UUID
    edition: str
    organisation: str
    unit: str
    kind: FileKind
    object_key: str
    sha256: str
    size_bytes: int
    ai_generated: bool
    queued_at: datetime
    attempts: int = 0
    setbacks: int = 0
    not_before: datetime | None = None
    cause: Cause | None = None
    lease: Lease | None = None
    outcome: Outcome | None = None
    ended_at: datetime | None = None
    revision: int = 0

    @property
    def job(self) -> str:
        """The job's id: the file and the object, since several items may have files in one object."""
        return f"{self.asset}:{self.object_key}"

    @property
    def in_order_since(self) -> datetime:
        """The moment that decides its place among the files of its organisation."""
        return self.not_before or self.queued_at

    def hidden_until(self, now: datetime) -> datetime | None:
        """Until when nobody may take it: its lease or its delay; None where it may be taken now."""
        until = self.lease.until if self.lease else self.not_before
        return until if until and until > now else None

    def is_worked_on(self, now: datetime) -> bool:
        """Whether a lease is in force."""
        return self.outcome is None and self.lease is not None and self.lease.until > now


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """When a job is tried again: delays double from `first_delay_seconds`, and up to half of each is left to chance.

    After `attempts` tries that count, the file has failed with its cause on record; sending it again may help then.
    """

    first_delay_seconds: float = 2.0
    max_delay_seconds: float = 60.0
    attempts: int = 5

    def delay_seconds(self, setbacks: int, chance: float) -> float:
        """How long to wait after so many setbacks; `chance` lies in [0, 1) and keeps retries apart from one another."""
        doubled = self.first_delay_seconds * 2.0 ** min(max(setbacks - 1, 0), 30)
        return min(doubled, self.max_delay_seconds) * (1.0 - chance / 2)

    def worn_out(self, job: Job) -> bool:
        """Whether a job has had all its tries, before the next one begins."""
        return job.attempts >= self.attempts


def taken(job: Job, lease: Lease, now: datetime) -> Job:
    """The job as its taker works on it. A lease that ran out tells that the worker before was lost."""
    lost = job.lease is not None
    return replace(
        job,
        lease=lease,
        attempts=job.attempts + 1,
        setbacks=job.setbacks + lost,
        cause=Cause.WORKER_LOST if lost else job.cause,
        revision=_next_revision(job, now),
    )


def renewed(job: Job, until: datetime, now: datetime) -> Job:
    """The job with its lease prolonged."""
    if job.lease is None:
        return job
    return replace(job, lease=replace(job.lease, until=until), revision=_next_revision(job, now))


def adopted(job: Job, lease: Lease, now: datetime) -> Job:
    """The job, already ended, with somebody else to tell its outcome."""
    return replace(job, lease=lease, revision=_next_revision(job, now))


def put_back(job: Job, cause: Cause, delay_seconds: float, now: datetime) -> Job:
    """The job as others find it after a try that came to nothing; one that is nobody's fault is not counted."""
    delay = timedelta(seconds=delay_seconds)
    return replace(
        job,
        lease=None,
        attempts=job.attempts - (not cause.counts),
        setbacks=job.setbacks + (cause is not Cause.STOPPED),
        not_before=now + delay if delay else job.not_before,
        cause=cause,
        revision=_next_revision(job, now),
    )


def ended(job: Job, outcome: Outcome, now: datetime) -> Job:
    """The job with its outcome inside; the lease stays, so that its worker applies the outcome before others do."""
    return replace(job, outcome=outcome, ended_at=now, revision=_next_revision(job, now))


def given_up(cause: Cause) -> Refused:
    """What is said of a file after its last try. What is too slow again and again is so because of what it is."""
    facts = {"cause": cause.value}
    if cause is Cause.TOO_SLOW:
        return Refused(ProblemCode.DECODE_LIMIT, retry_helps=False, facts=facts)
    return Refused(ProblemCode.MEDIA_FAILED, retry_helps=True, facts=facts)


def is_stuck(job: Job, now: datetime, limit_seconds: float, retries: RetryPolicy) -> bool:
    """Whether somebody should look: ended and not told for `limit_seconds`, or at its last try."""
    if job.ended_at is not None:
        return (now - job.ended_at).total_seconds() > limit_seconds
    return job.attempts >= retries.attempts - 1 and job.attempts > 1


def _next_revision(job: Job, now: datetime) -> int:
    """Never lower than the milliseconds of `now`, so that a restored database never gives one twice."""
    return max(job.revision + 1, milliseconds(now))
