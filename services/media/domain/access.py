"""Who may see a file: anybody while it is public, its branch while it is not taken back, the press in full size by ticket."""

from enum import StrEnum

from contracts.organisations import MINISTRY, Role
from contracts.problems import Problem, ProblemCode
from services.media.domain.record import Held, Record

READING = frozenset({Role.FILER, Role.REVIEWER, Role.APPROVER, Role.MANAGER, Role.EDITOR, Role.READER})
"""Who sees the items of a branch. The three administrators run the system and see no items."""
PRESS = "press.jpg"
ORIGINAL = "original"
"""The file as it was sent, under its own name: for the branch alone."""


class Seen(StrEnum):
    """By which right a rendition is shown."""

    PUBLIC = "public"
    PRESS = "press"
    BRANCH = "branch"


def scope_of(record: Record) -> tuple[str, ...]:
    """The organisations whose people see the files of an item: its chain, and the ministry."""
    return tuple(dict.fromkeys((*record.chain, MINISTRY)))


def right_to(record: Record, held: Held, name: str, *, of_branch: bool, has_ticket: bool) -> Seen:
    """By which right somebody sees a rendition. Raises Problem(asset_withdrawn, not_found).

    That a file was taken back is told to those who may have seen it; to others it never was there.
    """
    if record.is_closed(held):
        known = of_branch or has_ticket or record.featured
        raise Problem(ProblemCode.ASSET_WITHDRAWN if known else ProblemCode.NOT_FOUND)
    if of_branch:
        return Seen.BRANCH
    if name == ORIGINAL or not record.is_public(held):
        raise Problem(ProblemCode.NOT_FOUND)
    if name != PRESS:
        return Seen.PUBLIC
    if not has_ticket:
        raise Problem(ProblemCode.NOT_FOUND)
    return Seen.PRESS


def file_name(held: Held, name: str) -> str | None:
    """Under which name a rendition is saved; None for what is shown on a page. The original's name is told byte for byte."""
    if name == ORIGINAL:
        return held.asset.name
    if name == PRESS:
        stem, dot, _ending = held.asset.name.rpartition(".")
        return f"{stem if dot and stem else held.asset.name}.jpg"
    return None
