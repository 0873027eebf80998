"""Opaque cursors: where a list goes on, for the client to keep and never to read."""

import base64
import binascii
import json

from contracts.problems import Problem, ProblemCode
from services.moderation.store.items import Position

MAX_CURSOR_CHARACTERS = 200
MAX_NUMBER = 1 << 62


def cursor_of(position: Position) -> str:
    """The cursor of a place in a list."""
    said = json.dumps([position.band, position.waiting_since, position.submission])
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def place_cursor(since: int, name: str) -> str:
    """The cursor of a place in a list that has one band."""
    return cursor_of(Position(0, since, name))


def read_place(cursor: str) -> tuple[int, str]:
    """Since when, and the name, of the place that such a cursor names. Raises Problem(bad_cursor)."""
    position = read_cursor(cursor)
    return position.waiting_since, position.submission


def read_cursor(cursor: str) -> Position:
    """The place a cursor names. Raises Problem(bad_cursor)."""
    try:
        if len(cursor) > MAX_CURSOR_CHARACTERS:
            raise Problem(ProblemCode.BAD_CURSOR)
        padded = cursor + "=" * (-len(cursor) % 4)
        band, since, submission = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, TypeError, binascii.Error, RecursionError) as fault:
        raise Problem(ProblemCode.BAD_CURSOR) from fault
    numbers = isinstance(band, int) and isinstance(since, int) and 0 <= band < MAX_NUMBER and 0 <= since < MAX_NUMBER
    if not numbers or not isinstance(submission, str):
        raise Problem(ProblemCode.BAD_CURSOR)
    return Position(band, since, submission)
