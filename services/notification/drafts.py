"""Whose drafts lie unsent: asked of ingest when a deadline comes near, in the background, and kept nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from services.kit.clock import Clock
from services.kit.service_tokens import mint_service_token
from services.notification.settings import NotificationSettings

AUDIENCE = "ingest"
ASK_SECONDS = 5.0
ORGANISATIONS_AT_ONCE = 500


class IngestAwayError(Exception):
    """Ingest does not say whose drafts lie unsent; the same question may be asked later."""


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
        """The drafts that lie for organisations in an edition. Raises IngestAwayError."""
        ...


@dataclass(frozen=True, slots=True)
class IngestDrafts:
    """Asks ingest, signed as this service."""

    settings: NotificationSettings
    clock: Clock
    client: httpx.AsyncClient

    async def of(self, edition: str, organisations: Sequence[str]) -> list[Unsent]:
        """The drafts that lie for organisations in an edition. Raises IngestAwayError."""
        found: list[Unsent] = []
        for start in range(0, len(organisations), ORGANISATIONS_AT_ONCE):
            some = organisations[start : start + ORGANISATIONS_AT_ONCE]
            found += await self._ask({"edition": edition, "organisations": list(some)})
        return found

    async def _ask(self, question: dict[str, Any]) -> list[Unsent]:
        secret = self.settings.service_secret.get_secret_value()
        token = mint_service_token("notification", AUDIENCE, secret, self.clock.now())
        try:
            answer = await self.client.post(
                f"{self.settings.ingest}/v1/draft-counts",
                json=question,
                headers={"Authorization": f"Bearer {token}"},
                timeout=ASK_SECONDS,
            )
            answer.raise_for_status()
            return [
                Unsent(str(one["organisation"]), str(one["kind"]), str(one["person"]), int(one["count"]))
                for one in answer.json()["items"]
            ]
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as fault:
            raise IngestAwayError(repr(fault)) from fault
