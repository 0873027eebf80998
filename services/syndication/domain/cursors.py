"""A feed's cursor: `<epoch>.<offset>`, the log it belongs to and the next offset to read."""

from dataclasses import dataclass

from contracts.problems import Problem, ProblemCode

MAX_CHARACTERS = 64
MAX_DIGITS = 18


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """A place in the log of featured items. It compares within one log only."""

    epoch: str
    offset: int

    def __str__(self) -> str:
        return f"{self.epoch}.{self.offset}"


def read_cursor(text: str | None, end: Cursor) -> Cursor:
    """The place that a reader names; the beginning of the log where none is named.

    `end` is how far this service has read. Raises Problem(bad_cursor) for what is no cursor at all, Problem(cursor_gone) for
    one of another log or beyond the end: the reader then begins anew without one and keeps only what it gets.
    """
    if text is None:
        return Cursor(end.epoch, 0)
    epoch, dot, digits = text.rpartition(".")
    if not dot or len(text) > MAX_CHARACTERS or not (digits.isascii() and digits.isdigit()) or len(digits) > MAX_DIGITS:
        raise Problem(ProblemCode.BAD_CURSOR)
    cursor = Cursor(epoch, int(digits))
    if cursor.epoch != end.epoch or cursor.offset > end.offset:
        raise Problem(ProblemCode.CURSOR_GONE)
    return cursor
