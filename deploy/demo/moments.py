"""How long it takes until a reader sees it: the live stream of a reader is followed, with the moment of every cut.

Where a decision stands in the log is asked for afterwards; it was seen with the first cut that holds it.
"""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

import httpx

from deploy.demo.client import UNAUTHORIZED, Client

RECONNECT_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Position:
    """Where a decision stands in the log."""

    partition: int
    offset: int


@dataclass(slots=True)
class Stream:
    """A reader of `GET /v1/counts/stream` with what is pending, and what it saw when (seconds of the monotonic clock)."""

    client: Client
    who: str
    edition: str
    cuts: list[tuple[float, tuple[int, ...]]] = field(default_factory=list)

    async def follow(self) -> None:
        """Follow the stream until cancelled; begins again where it ends, as a page would."""
        query = {"edition": self.edition, "incl": "pending", "indicator": "session_count"}
        async with httpx.AsyncClient(timeout=None) as http:  # noqa: S113 - a stream has no end to wait for.
            while True:
                headers = {"authorization": f"Bearer {await self.client.token(self.who)}"}
                url = f"{self.client.addresses['aggregation']}/v1/counts/stream"
                try:
                    async with http.stream("GET", url, params=query, headers=headers) as answer:
                        if answer.status_code == UNAUTHORIZED:
                            self.client.forget(self.who)
                        await self._read(answer)
                except httpx.TransportError:
                    pass
                await asyncio.sleep(RECONNECT_SECONDS)

    async def _read(self, answer: httpx.Response) -> None:
        async for line in answer.aiter_lines():
            if line.startswith("id:"):
                _epoch, _, offsets = line[3:].strip().rpartition(":")
                self.cuts.append((time.monotonic(), tuple(int(offset) for offset in offsets.split("."))))

    def seen_at(self, position: Position) -> float | None:
        """When the reader first had a state that holds this decision."""
        return next((at for at, offsets in self.cuts if offsets[position.partition] > position.offset), None)


@dataclass(frozen=True, slots=True)
class Spread:
    """Half of all were as fast as `p50` seconds, 95 of 100 as fast as `p95`; `count` were measured."""

    p50: float
    p95: float
    count: int


def spread(seconds: Iterable[float]) -> Spread | None:
    """The spread of some times; None of none."""
    ordered = sorted(seconds)
    if not ordered:
        return None
    last = len(ordered) - 1
    return Spread(ordered[round(last * 0.5)], ordered[round(last * 0.95)], len(ordered))
