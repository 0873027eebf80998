"""One act on many items: previewed first, then carried out on exactly the revisions that were previewed.

What changed since is skipped and listed. Every item's decision has an id that follows from the bulk's, so that a repeated
or interrupted bulk takes each decision once.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from contracts.moderation import Act
from contracts.problems import Problem, ProblemCode
from services.moderation.domain.decide import Command, Decided, decide, repeated
from services.moderation.domain.record import Kept, Person, Record
from services.moderation.domain.rules import Surroundings

BULK_ACTS = frozenset({Act.PASS_UP, Act.ACCEPT, Act.RETURN, Act.REFUSE, Act.MARK_DUPLICATE, Act.NAME_JOINT})
"""Acts that make sense for many items at once with one reason."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done to every item of a bulk."""

    act: Act
    reason: str | None = None
    target: UUID | None = None
    joint_activity: str | None = None


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One item of a preview: the revision and version the decision will be bound to, or the problem that forbids it.

    Of an item that is not there, or not for the caller to see, nothing else is said.
    """

    submission: UUID
    revision: int = 0
    version: int = 0
    title: str = ""
    problem: ProblemCode | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a bulk would do, for one person, until `expires_at`."""

    preview: str
    person: str
    wish: Wish
    lines: tuple[PreviewLine, ...]
    expires_at: datetime


class Result(StrEnum):
    """What became of one item of a bulk. `CHANGED` items were touched since the preview and are left alone."""

    DONE = "done"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of one item: the revision its decision made, or the problem that refused it."""

    submission: UUID
    result: Result
    revision: int | None = None
    problem: ProblemCode | None = None


def decision_id(bulk: UUID, submission: UUID) -> str:
    """The id of the decision that a bulk takes on one item."""
    return str(uuid5(bulk, str(submission)))


def command_for(wish: Wish, bulk: UUID, line: PreviewLine) -> Command:
    """The decision that a bulk asks for on one item."""
    return Command(
        decision=decision_id(bulk, line.submission),
        act=wish.act,
        version=line.version,
        reason=wish.reason,
        target=wish.target,
        joint_activity=wish.joint_activity,
    )


def preview_line(record: Record, wish: Wish, person: Person, around: Surroundings) -> PreviewLine:
    """Try the act on an item without keeping it; the line says whether it would be allowed, and what it is bound to."""
    standing = record.standing
    line = PreviewLine(standing.submission, record.revision, standing.version, record.newest.content.title)
    try:
        decide(record, command_for(wish, standing.submission, line), person, around, record.revision + 1)
    except Problem as problem:
        return PreviewLine(line.submission, line.revision, line.version, line.title, problem.code)
    return line


def require_open(preview: Preview, person: Person, now: datetime) -> None:
    """Raise Problem(not_found) for another person's preview, Problem(preview_expired) once its time is over."""
    if preview.person != person.person:
        raise Problem(ProblemCode.NOT_FOUND)
    if now > preview.expires_at:
        raise Problem(ProblemCode.PREVIEW_EXPIRED)


def decide_line(
    record: Record, command: Command, line: PreviewLine, person: Person, *, around: Surroundings, revision: int
) -> Decided | Kept | Result:
    """Carry out one item of a bulk: a decision, the one taken before, or CHANGED where the revision moved on.

    Raises the problems of `decide`.
    """
    earlier = repeated(record, command, person)
    if earlier:
        return earlier
    if record.revision != line.revision:
        return Result.CHANGED
    return decide(record, command, person, around, revision)
