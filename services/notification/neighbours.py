"""Another service that is asked in the background, signed as this one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from services.kit.clock import Clock
from services.kit.service_tokens import mint_service_token

SERVICE = "notification"
ASK_SECONDS = 5.0
ItemT = TypeVar("ItemT")


class NeighbourAwayError(Exception):
    """A service does not say what it was asked; the same question may be asked later."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A service by its name and its address. `secret` is the one by which services know each other."""

    name: str
    address: str
    secret: str
    clock: Clock
    client: httpx.AsyncClient

    async def items(self, path: str, question: dict[str, Any], read: Callable[[dict[str, Any]], ItemT]) -> list[ItemT]:
        """The items of an answer, each as `read` has it. Raises NeighbourAwayError, also for an answer that nobody can read."""
        token = mint_service_token(SERVICE, self.name, self.secret, self.clock.now())
        try:
            answer = await self.client.post(
                f"{self.address}{path}",
                json=question,
                headers={"Authorization": f"Bearer {token}"},
                timeout=ASK_SECONDS,
            )
            answer.raise_for_status()
            return [read(one) for one in answer.json()["items"]]
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as fault:
            raise NeighbourAwayError(repr(fault)) from fault
