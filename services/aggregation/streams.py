"""An open stream of a board: the current state whenever it is newer than what the reader has."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from sse_starlette import ServerSentEvent

from contracts.problems import Problem
from services.aggregation.domain.cuts import Cut, parse_cut
from services.aggregation.queries import Queries
from services.aggregation.questions import BoardQuestion, FigureQuestion
from services.aggregation.settings import AggregationSettings
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.streams import Streams, rights_seconds


def cut_seen(last_event_id: str | None) -> Cut | None:
    """What a reader that comes back has; an id that nobody here gave is as good as none."""
    try:
        return parse_cut(last_event_id or "")
    except Problem:
        return None


@dataclass(frozen=True, slots=True)
class Stream:
    """One reader's stream; the caller's rights were checked when it was opened.

    A reader that asks for it (`alive`) is also told, when nothing is newer, until when that is known: pages cannot see the
    comments by which a stream says that it is alive.
    """

    queries: Queries
    streams: Streams
    settings: AggregationSettings
    clock: Clock
    board_question: BoardQuestion
    figure_question: FigureQuestion
    caller: Caller | None
    alive: bool = False

    async def events(self, seen: Cut | None) -> AsyncIterator[ServerSentEvent]:
        """The current state whenever it is newer than what the reader has; ends when the reader's token ends."""
        with self.streams.held():
            while rights_seconds(self.caller, self.clock) > 0:
                cut = self.queries.replica.cut
                if self.queries.replica.ready.is_set() and cut.newer_than(seen):
                    seen, state = cut, self.queries.counts(self.board_question, self.figure_question)
                    yield ServerSentEvent(data=state.decode(), event="figures", id=str(cut))
                    await asyncio.sleep(self.settings.aggregation_stream_seconds)
                else:
                    await self.queries.next_change(self._patience_seconds())
                    if self.alive and not self.queries.replica.cut.newer_than(seen):
                        yield self._alive()
                        await asyncio.sleep(self.settings.aggregation_stream_seconds)

    def _alive(self) -> ServerSentEvent:
        known = self.queries.known_until()
        return ServerSentEvent(data=json.dumps({"known_until": known}), event="alive")

    def _patience_seconds(self) -> float:
        every = self.settings.aggregation_alive_seconds if self.alive else self.settings.aggregation_heartbeat_seconds
        return min(every, max(0.0, rights_seconds(self.caller, self.clock)))
