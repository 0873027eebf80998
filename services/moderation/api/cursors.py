"""Opaque cursors: where a list goes on, for the client to keep and never to read."""

import base64
import binascii
import json

from contracts.problems import Problem, ProblemCode
from services.moderation.store.orders import Key, Order, Position

MAX_CURSOR_CHARACTERS = 300
MAX_NUMBER = 1 << 62
_SHAPES: dict[Order, tuple[type[Key], ...]] = {
    Order.URGENT: (int, int, str),
    Order.OLDEST: (int, str),
    Order.DEADLINE: (int, int, str),
    Order.UNIT: (str, str, int, str),
}


def cursor_of(position: Position) -> str:
    """The cursor of a place in a list."""
    said = json.dumps(position.keys)
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def place_cursor(since: int, name: str) -> str:
    """The cursor of a place in a list that has one order."""
    return cursor_of(Position((since, name)))


def read_place(cursor: str) -> tuple[int, str]:
    """Since when, and the name, of the place that such a cursor names. Raises Problem(bad_cursor)."""
    since, name = read_cursor(cursor, Order.OLDEST).keys
    return int(since), str(name)


def read_cursor(cursor: str, order: Order) -> Position:
    """The place a cursor names in a list of this order. Raises Problem(bad_cursor)."""
    try:
        if len(cursor) > MAX_CURSOR_CHARACTERS:
            raise Problem(ProblemCode.BAD_CURSOR)
        padded = cursor + "=" * (-len(cursor) % 4)
        keys = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, TypeError, binascii.Error, RecursionError) as fault:
        raise Problem(ProblemCode.BAD_CURSOR) from fault
    if not isinstance(keys, list) or tuple(map(type, keys)) != _SHAPES[order] or not all(map(_is_sane, keys)):
        raise Problem(ProblemCode.BAD_CURSOR)
    return Position(tuple(keys))


def _is_sane(key: Key) -> bool:
    return isinstance(key, str) or 0 <= key < MAX_NUMBER
