"""Where a letter is to go: asked of the directory when it is sent, in the background, and kept nowhere."""

from dataclasses import dataclass
from typing import Protocol

import httpx

from services.kit.clock import Clock
from services.kit.service_tokens import mint_service_token
from services.notification.settings import NotificationSettings

AUDIENCE = "directory"
ASK_SECONDS = 5.0


class DirectoryAwayError(Exception):
    """The directory does not say where a letter is to go; the same question may be asked later."""


class Addresses(Protocol):
    """Who knows where people get their letters."""

    async def of(self, person: str) -> str | None:
        """A person's address; None where it has none. Raises DirectoryAwayError."""
        ...


@dataclass(frozen=True, slots=True)
class DirectoryAddresses:
    """Asks the directory, signed as this service."""

    settings: NotificationSettings
    clock: Clock
    client: httpx.AsyncClient

    async def of(self, person: str) -> str | None:
        """A person's address; None where it has none. Raises DirectoryAwayError."""
        secret = self.settings.service_secret.get_secret_value()
        token = mint_service_token("notification", AUDIENCE, secret, self.clock.now())
        try:
            answer = await self.client.post(
                f"{self.settings.directory}/v1/addresses",
                json={"people": [person]},
                headers={"Authorization": f"Bearer {token}"},
                timeout=ASK_SECONDS,
            )
            answer.raise_for_status()
            found = {one["person"]: one["email"] for one in answer.json()["items"]}
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as fault:
            raise DirectoryAwayError(repr(fault)) from fault
        address = found.get(person)
        return str(address) if address else None
