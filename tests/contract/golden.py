"""Golden events: one real body or more of every topic, as files that no change of the models rewrites.

`tests/data/events/<topic>.<what it shows>.json`; they are read as a consumer of the topic would read them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contracts.base import Contract
from contracts.topics import Topic, all_topics

EVENTS_FOLDER = Path(__file__).parent.parent / "data" / "events"

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Golden:
    """One file: the topic it belongs to, what it shows, and the body as parsed JSON."""

    topic: Topic
    shows: str
    body: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.topic.name}.{self.shows}"


def golden_events() -> list[Golden]:
    """All golden events; a file that belongs to no topic is a mistake."""
    return [_read(path) for path in sorted(EVENTS_FOLDER.glob("*.json"))]


def _read(path: Path) -> Golden:
    topic, _, shows = path.stem.rpartition(".")
    return Golden(all_topics()[topic], shows, json.loads(path.read_text(encoding="utf-8")))


def parts_of(value: object, path: Path_ = ()) -> Iterator[tuple[Path_, Contract]]:
    """Every contract inside `value`, itself included, with the way to it."""
    if isinstance(value, Contract):
        yield path, value
        for name in type(value).model_fields:
            yield from parts_of(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from parts_of(item, (*path, index))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from parts_of(item, (*path, name))


def at(body: Any, path: Path_) -> Any:  # noqa: ANN401 - JSON.
    """What stands in `body` at `path`."""
    for step in path:
        body = body[step]
    return body
