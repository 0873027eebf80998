"""Whose drafts lie unsent: asked of ingest when a deadline comes near, in the background, and kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from services.notification.neighbours import Neighbour

ORGANISATIONS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Unsent:
    """How many drafts of one kind a person began for an organisation, and left."""

    organisation: str
    kind: str
    person: str
    count: int


class Drafts(Protocol):
    """Who knows of drafts."""

    async def of(self, edition: str, organisations: Sequence[str]) -> list[Unsent]:
        """The drafts that lie for organisations in an edition. Raises NeighbourAwayError."""
        ...


@dataclass(frozen=True, slots=True)
class IngestDrafts:
    """Asks ingest."""

    ingest: Neighbour

    async def of(self, edition: str, organisations: Sequence[str]) -> list[Unsent]:
        """The drafts that lie for organisations in an edition. Raises NeighbourAwayError."""
        found: list[Unsent] = []
        for start in range(0, len(organisations), ORGANISATIONS_AT_ONCE):
            some = organisations[start : start + ORGANISATIONS_AT_ONCE]
            question = {"edition": edition, "organisations": list(some)}
            found += await self.ingest.items("/v1/draft-counts", question, _read)
        return found


def _read(item: dict[str, Any]) -> Unsent:
    return Unsent(str(item["organisation"]), str(item["kind"]), str(item["person"]), int(item["count"]))
