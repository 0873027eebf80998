"""Where a letter is to go: asked of the directory when it is sent, in the background, and kept nowhere."""

from dataclasses import dataclass
from typing import Protocol

from services.notification.neighbours import Neighbour


class Addresses(Protocol):
    """Who knows where people get their letters."""

    async def of(self, person: str) -> str | None:
        """A person's address; None where it has none. Raises NeighbourAwayError."""
        ...


@dataclass(frozen=True, slots=True)
class DirectoryAddresses:
    """Asks the directory."""

    directory: Neighbour

    async def of(self, person: str) -> str | None:
        """A person's address; None where it has none. Raises NeighbourAwayError."""
        found = await self.directory.items(
            "/v1/addresses", {"people": [person]}, lambda one: (one["person"], one["email"])
        )
        address = dict(found).get(person)
        return str(address) if address else None
