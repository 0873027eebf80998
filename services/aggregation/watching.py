"""`weekwire watch`: the figures of a board as they move, a line at most every second, until interrupted."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import httpx
import orjson

from services.aggregation.domain.views import NATION
from services.kit.clock import SHANGHAI

WATCHED = "session_count,participant_visits,school_count,student_count,activity_count"
RETRY_SECONDS = 1.0
MARKS = {"exact": "", "at_least": "+", "nearly": "≈", "about": "~", "expected": "?"}
PASSING = frozenset({429, 502, 503, 504})
"""Answers of a service that is starting, full or away: it is asked again."""
SHOWN_CHARACTERS = 300
SILENT_SECONDS = 60.0
"""A stream says it is alive every quarter of a minute; one that is silent for so long has lost its line."""

Board = dict[str, Any]
Say = Callable[[str], None]


class RefusedError(Exception):
    """The service says no to the question itself, so asking again would not help."""


async def watch(arguments: list[str]) -> int:
    """Follow the live stream of a board and print its figures as they move, until interrupted; 1 where it is refused."""
    parser = argparse.ArgumentParser(prog="weekwire watch", description="Show figures moving.")
    parser.add_argument("url", help="address of the aggregation service, e.g. http://127.0.0.1:8004")
    parser.add_argument("--edition", default="2024")
    parser.add_argument("--scope", default=NATION)
    parser.add_argument("--indicator", default=WATCHED)
    parser.add_argument("--states", type=int, default=0, help="end after this many lines; 0 goes on")
    parser.add_argument("--every", type=float, default=1.0, help="seconds between two lines at least")
    parsed = parser.parse_args(arguments)
    if not parsed.url.startswith(("http://", "https://")):
        parser.error(f"{parsed.url} is no address: it begins with http:// or https://")
    query = {"edition": parsed.edition, "scope": parsed.scope, "indicator": parsed.indicator}
    watching = Watching(f"{parsed.url.rstrip('/')}/v1/counts/stream", query, _say, _complain)
    async with httpx.AsyncClient(timeout=httpx.Timeout(10.0, read=SILENT_SECONDS)) as client:
        try:
            await watching.show(client, parsed.every, parsed.states)
        except RefusedError as refused:
            _complain(str(refused))
            return 1
    return 0


@dataclass(slots=True)
class Watching:
    """One board that is followed. `say` gets the lines, `complain` what is in the way."""

    url: str
    query: Mapping[str, str]
    say: Say
    complain: Say
    _newest: Board | None = None
    _seen: str = ""
    _values: dict[str, int] = field(default_factory=dict)
    _is_away: bool = False

    async def show(self, client: httpx.AsyncClient, every_seconds: float, lines: int = 0) -> None:
        """Say a line for the newest state, at most one in so many seconds; `lines` of them, or for ever. Raises RefusedError."""
        reading = asyncio.create_task(self._read(client))
        try:
            said = 0
            while not lines or said < lines:
                await asyncio.wait([reading], timeout=every_seconds)
                if reading.done():
                    reading.result()
                if self._newest is not None:
                    self.say(self._line(self._newest))
                    self._newest, said = None, said + 1
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _read(self, client: httpx.AsyncClient) -> None:
        """Keep the newest state; comes again where the stream ends, as it does with a restart of the service."""
        while True:
            try:
                headers = {"last-event-id": self._seen} if self._seen else {}
                async with client.stream("GET", self.url, params=self.query, headers=headers) as answer:
                    if answer.status_code in PASSING:
                        self._wait(f"answers {answer.status_code}")
                    elif answer.is_success:
                        self._is_away = False
                        await self._states(answer.aiter_lines())
                    else:
                        await answer.aread()
                        raise RefusedError(_reason(answer))
            except httpx.TransportError as fault:
                self._wait(f"does not answer ({type(fault).__name__})")
            await asyncio.sleep(RETRY_SECONDS)

    async def _states(self, lines: AsyncIterator[str]) -> None:
        async for line in lines:
            if line.startswith("id:"):
                self._seen = line[3:].strip()
            elif line.startswith("data:"):
                self._newest = orjson.loads(line[5:])

    def _wait(self, why: str) -> None:
        if not self._is_away:
            self.complain(f"{self.url} {why}; trying again")
        self._is_away = True

    def _line(self, board: Board) -> str:
        at = datetime.fromisoformat(board["as_of"]).astimezone(SHANGHAI)
        return f"{at:%H:%M:%S}  " + "  ".join(self._figure(one) for one in board["figures"])

    def _figure(self, one: Board) -> str:
        """A figure with its qualifier and, in brackets, by how much it moved since the line before."""
        claimed = f" (另报 {one['claimed']:,} 未去重)" if one.get("claimed") else ""
        if one["value"] is None:
            return f"{one['name']} -{claimed}"
        moved = one["value"] - self._values.get(one["indicator"], one["value"])
        self._values[one["indicator"]] = one["value"]
        shown = partial(_shown, in_percent=one["aggregation"] == "ratio")
        by = f" ({shown(moved, '+')})" if moved else ""
        return f"{one['name']} {shown(one['value'])}{MARKS[one['qualifier']]}{by}{claimed}"


def _shown(value: int, sign: str = "", *, in_percent: bool) -> str:
    return f"{value / 100:{sign},.2f}%" if in_percent else f"{value:{sign},}"


def _reason(answer: httpx.Response) -> str:
    try:
        problem = answer.json()
        fields = [f"{one['path']}: {one['detail_en']}" for one in problem.get("fields", ())]
        said = "; ".join([problem["detail_en"], *fields])
    except (ValueError, KeyError, TypeError):
        said = answer.text[:SHOWN_CHARACTERS]
    return f"{answer.status_code}: {said}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _complain(line: str) -> None:
    sys.stderr.write(line + "\n")
