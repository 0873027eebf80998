"""Opaque cursors: where a list goes on, for the client to keep and never to read."""

import base64
import binascii
import json

from contracts.problems import Problem, ProblemCode

MAX_CURSOR_CHARACTERS = 200


def cursor_of(created: int, name: str) -> str:
    """The cursor of the place after the item `name` made at `created`."""
    return base64.urlsafe_b64encode(json.dumps([created, name]).encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[int, str]:
    """The place a cursor names. Raises Problem(bad_cursor)."""
    try:
        if len(cursor) > MAX_CURSOR_CHARACTERS:
            raise Problem(ProblemCode.BAD_CURSOR)
        padded = cursor + "=" * (-len(cursor) % 4)
        created, name = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, TypeError, binascii.Error, RecursionError) as fault:
        raise Problem(ProblemCode.BAD_CURSOR) from fault
    if not isinstance(created, int) or not isinstance(name, str) or not 0 <= created < 1 << 62:
        raise Problem(ProblemCode.BAD_CURSOR)
    return created, name
