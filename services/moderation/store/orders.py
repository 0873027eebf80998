"""In which orders lists come, and the place in one of them where a list goes on."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from services.kit.mongo import Document

Key = int | str


class Order(StrEnum):
    """The order of a list: urgent bands first, the longest waiting, the nearest deadline, or unit by unit."""

    URGENT = "urgent"
    OLDEST = "oldest"
    DEADLINE = "deadline"
    UNIT = "unit"


FIELDS = MappingProxyType(
    {
        Order.URGENT: ("band", "waiting_since", "_id"),
        Order.OLDEST: ("waiting_since", "_id"),
        Order.UNIT: ("unit", "organisation", "waiting_since", "_id"),
    }
)
"""By which fields each order sorts. Deadlines stand in no document: they are the directory's, and may be moved."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a list, after the item with these keys; it stays where it is while new items come in."""

    keys: tuple[Key, ...]


def position_of(order: Order, document: Document) -> Position:
    """The place of a document in an order."""
    return Position(tuple(document[name] for name in FIELDS[order]))


def later(order: Order, position: Position) -> list[Document]:
    """What comes after a place, as alternatives of a query."""
    names, found = FIELDS[order], []
    for index, name in enumerate(names):
        same = dict(zip(names[:index], position.keys, strict=False))
        found.append({**same, name: {"$gt": position.keys[index]}})
    return found
