"""The counting job in Quix Streams, run from its own environment: `quix_count.py BROKER TOPIC GROUP`.

The same job as ours, the way Quix does it: the state store keeps the newest standing of each submission, changes go out as one
message a cell, are grouped by cell, and the store sums them. Prints decisions, seconds and figures as one JSON line.
"""

import json
import logging
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import Any, Protocol

from quixstreams import Application

IDLE_SECONDS = 8.0


Json = dict[str, Any]


class State(Protocol):
    """Quix's state of one key."""

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - any JSON value.
        """What is held."""
        ...

    def set(self, name: str, value: object) -> None:
        """Hold a value."""
        ...


class Job:
    """What was read and what it came to."""

    def __init__(self) -> None:
        self.figures: dict[str, int] = {}
        self.decisions = 0
        self.started = 0.0
        self.ended = 0.0

    def changes(self, value: Json, state: State) -> list[Json]:
        """Take a decision whose revision is new; give what it changes, a cell at a time."""
        self.started = self.started or time.perf_counter()
        self.decisions += 1
        known = state.get("standing")
        if known is not None and value["revision"] <= known["revision"]:
            return []
        standing = value["standing"]
        cells = list(_cells(standing))
        state.set("standing", {"revision": value["revision"], "cells": cells})
        before = [{"cell": cell, "value": -number} for cell, number in (known["cells"] if known else ())]
        return before + [{"cell": cell, "value": number} for cell, number in cells]

    def add(self, value: Json, state: State) -> None:
        """Add a change to its cell."""
        total = state.get("total", 0) + value["value"]
        state.set("total", total)
        self.figures[value["cell"]] = total
        self.ended = time.perf_counter()


def _cells(standing: Json) -> Iterator[tuple[str, int]]:
    """The facts of the counted version in every figure they belong to."""
    for facts in (standing["counted"] or {}).get("facts", ()):
        groups = [("all", "all"), ("unit", standing["unit"]), ("place", facts["place"]), ("day", facts["day"])]
        groups += [("window", facts["window"])]
        groups += [
            (by, one)
            for by, name in (("local_type", "local_types"), ("focus", "focus"), ("tag", "tags"))
            for one in facts[name]
        ]
        for measure in facts["measures"]:
            for by, label in groups:
                yield f"{measure['indicator']}/{by}/{label}", measure["value"]


def main() -> None:
    """Count the topic until nothing comes any more."""
    broker, name, group = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    job = Job()
    with tempfile.TemporaryDirectory() as folder:
        application = Application(
            broker_address=broker,
            consumer_group=group,
            auto_offset_reset="earliest",
            state_dir=folder,
            use_changelog_topics=False,
            loglevel=None,
        )
        frame = application.dataframe(application.topic(name, value_deserializer="json", key_deserializer="str"))
        frame = frame.apply(job.changes, stateful=True, expand=True).group_by("cell").update(job.add, stateful=True)
        application.run(timeout=IDLE_SECONDS)
    found = {cell: total for cell, total in sorted(job.figures.items()) if total}
    sys.stdout.write(
        json.dumps({"decisions": job.decisions, "seconds": job.ended - job.started, "figures": found}) + "\n"
    )


if __name__ == "__main__":
    main()
