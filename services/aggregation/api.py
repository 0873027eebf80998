"""Figures over HTTP: boards, the live stream, coverage, completeness, the list behind a number, the proof of one submission."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import orjson
from fastapi import APIRouter, Depends, Query, Request, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from contracts.problems import Problem, ProblemCode
from contracts.submissions import Kind, Series, Window
from services.aggregation import answers, metrics
from services.aggregation.access import may_read_item, require_branch, require_scope
from services.aggregation.boards import Board
from services.aggregation.domain.cuts import Cut, parse_cut
from services.aggregation.domain.figures import ALL_WINDOWS
from services.aggregation.domain.grouping import Breakdown
from services.aggregation.domain.views import NATION
from services.aggregation.queries import Queries
from services.aggregation.settings import AggregationSettings
from services.kit.clock import Clock
from services.kit.identity import Caller

FIGURE_PARTS = 3
CURRENT_EDITION_NOTE = "The edition's year, as in 2024."
FindCaller = Callable[[Request], Awaitable[Caller | None]]


class Windows(StrEnum):
    """Which windows a figure adds: the edition's headline, all, or one."""

    HEADLINE = "headline"
    ALL = "all"
    WEEK = "week"
    OWN = "own"
    OUTSIDE = "outside"


class Including(StrEnum):
    """What is counted beside the accepted."""

    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    """Which board is asked for, and how fresh it must be."""

    edition: Annotated[str, Query(max_length=16, description=CURRENT_EDITION_NOTE)]
    scope: Annotated[str, Query(max_length=64, description="nation, a unit, council, department or organisation.")] = (
        NATION
    )
    incl: Annotated[Including | None, Query(description="pending takes versions in review instead; needs rights.")] = (
        None
    )
    cut: Annotated[str | None, Query(max_length=4_000, description="Answer at this cut or newer.")] = None

    @property
    def pending(self) -> bool:
        """Whether versions in review are asked for."""
        return self.incl is Including.PENDING


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """Which figures of a board are asked for."""

    indicator: Annotated[str, Query(max_length=2_000, description="Codes, comma separated; all where empty.")] = ""
    by: Annotated[str, Query(max_length=200, description="Breakdowns, comma separated.")] = ""
    windows: Windows = Windows.HEADLINE
    series: Annotated[Series, Query(description="actual or expected; declared stands beside each figure.")] = (
        Series.ACTUAL
    )

    @property
    def indicators(self) -> list[str]:
        """The codes asked for."""
        return [code for code in self.indicator.split(",") if code]

    @property
    def breakdowns(self) -> list[Breakdown]:
        """The breakdowns asked for. Raises Problem(unknown_code)."""
        try:
            return [Breakdown(name) for name in self.by.split(",") if name]
        except ValueError as fault:
            raise Problem(ProblemCode.UNKNOWN_CODE, code=self.by) from fault

    @property
    def chosen_windows(self) -> tuple[Window, ...] | None:
        """The windows to add; None for the edition's headline."""
        if self.windows is Windows.HEADLINE:
            return None
        return ALL_WINDOWS if self.windows is Windows.ALL else (Window(self.windows.value),)


def routes(queries: Queries, settings: AggregationSettings, find_caller: FindCaller, clock: Clock) -> APIRouter:
    """The service's routes."""
    router = APIRouter(prefix="/v1", tags=["figures"])
    asking = Annotated[Caller | None, Depends(find_caller)]
    of_board = Annotated[BoardQuestion, Depends()]

    async def board_for(question: BoardQuestion, caller: Caller | None) -> tuple[Board, bool]:
        wanted = parse_cut(question.cut) if question.cut else None
        reached = await queries.reach(wanted, settings.aggregation_behind_wait_seconds)
        scope = queries.boards.scope(question.scope)
        require_scope(caller, scope, queries.boards.path_of(question.scope), pending=question.pending)
        return queries.boards.board(question.edition, question.scope, pending=question.pending), not reached

    @router.get("/counts")
    async def counts(
        board_question: of_board,
        figures: Annotated[FigureQuestion, Depends()],
        caller: asking,
        as_of: Annotated[datetime | None, Query(description="The minute record at or before this moment.")] = None,
    ) -> dict[str, Any]:
        """Figures of a scope with qualifier, sources, windows, expected and declared series, at one cut."""
        if as_of is not None:
            return await queries.minute(board_question.edition, board_question.scope, as_of)
        board, behind = await board_for(board_question, caller)
        found = queries.boards.figures(
            board, figures.indicators, figures.chosen_windows, figures.breakdowns, figures.series
        )
        return answers.board_json(board, found) | {"behind": behind}

    @router.get("/counts/minutes")
    async def minutes(
        edition: Annotated[str, Query(max_length=16)], since: datetime, until: datetime
    ) -> dict[str, Any]:
        """The minutes that have a record, for the time slider."""
        return await queries.minutes(edition, since, until)

    @router.get("/counts/stream", response_class=EventSourceResponse)
    async def stream(
        request: Request, board_question: of_board, figures: Annotated[FigureQuestion, Depends()], caller: asking
    ) -> Response:
        """Server-sent events `figures`, id = cut; resumes by sending the current state unless the reader has it."""
        await board_for(board_question, caller)
        if queries.streams >= settings.aggregation_streams_max:
            raise Problem(ProblemCode.RATE_LIMITED, retry_after_seconds=10)
        seen = request.headers.get("last-event-id")
        reader = _Reader(queries, settings, clock, board_question, figures, caller)
        return EventSourceResponse(
            reader.events(parse_cut(seen) if seen else None), ping=int(settings.aggregation_heartbeat_seconds)
        )

    @router.get("/counts/{figure}/sources")
    async def sources(
        figure: str,
        caller: asking,
        incl: Including | None = None,
        cursor: Annotated[int, Query(ge=0)] = 0,
        limit: Annotated[int, Query(ge=1, le=500)] = 100,
    ) -> dict[str, Any]:
        """The submissions behind a figure `<edition>:<scope>:<indicator>`: the caller's own, and the number of others."""
        parts = figure.split(":")
        if len(parts) != FIGURE_PARTS:
            raise Problem(ProblemCode.NOT_FOUND)
        question = BoardQuestion(parts[0], parts[1], incl)
        board, _behind = await board_for(question, caller)
        if caller is None:
            raise Problem(ProblemCode.NOT_SIGNED_IN)
        return queries.sources(board, parts[2], lambda home: may_read_item(caller, home), (cursor, limit))

    _standing_routes(router, queries, board_for, find_caller)
    return router


def _standing_routes(
    router: APIRouter,
    queries: Queries,
    board_for: Callable[[BoardQuestion, Caller | None], Awaitable[tuple[Board, bool]]],
    find_caller: FindCaller,
) -> None:
    asking = Annotated[Caller | None, Depends(find_caller)]
    of_board = Annotated[BoardQuestion, Depends()]

    @router.get("/coverage")
    async def coverage(
        board_question: of_board, caller: asking, since: datetime | None = None, until: datetime | None = None
    ) -> dict[str, Any]:
        """Days by children of a scope: what was held, highlights apart, and the gaps."""
        board, behind = await board_for(board_question, caller)
        return queries.coverage(board, since, until) | {"behind": behind}

    @router.get("/completeness")
    async def completeness(board_question: of_board, caller: asking, kind: Kind | None = None) -> dict[str, Any]:
        """Who owes what below a scope, whether it came and in time, and for whom it waits; the caller's branch only."""
        scope = queries.boards.scope(board_question.scope)
        require_branch(caller, queries.boards.path_of("ministry" if scope.nation else scope.name))
        return queries.completeness(board_question.edition, scope, kind)

    @router.get("/submissions/{submission}/proof")
    async def proof(
        submission: UUID, caller: asking, cut: Annotated[str | None, Query(max_length=4_000)] = None
    ) -> dict[str, Any]:
        """Whether a submission is counted, in which figures, by which revision, where in the log, and when."""
        if caller is None:
            raise Problem(ProblemCode.NOT_SIGNED_IN)
        await queries.reach(parse_cut(cut) if cut else None, 2.0)
        return queries.proof(submission, lambda home: may_read_item(caller, home))

    @router.get("/checks")
    async def checks(edition: Annotated[str, Query(max_length=16)]) -> dict[str, Any]:
        """The published checks of an edition at one cut: every difference must be 0, and the buckets add up to the received."""
        return queries.checks(edition)

    @router.get("/static/{edition}")
    async def static(edition: str) -> Response:
        """The static snapshot of public figures that was written last."""
        return Response(await queries.static(edition), media_type="application/json")


@dataclass(frozen=True, slots=True)
class _Reader:
    """One open stream."""

    queries: Queries
    settings: AggregationSettings
    clock: Clock
    board_question: BoardQuestion
    figure_question: FigureQuestion
    caller: Caller | None

    async def events(self, seen: Cut | None) -> AsyncIterator[ServerSentEvent]:
        """The current state whenever it is newer than what the reader has; ends when the reader's token ends."""
        self.queries.streams += 1
        metrics.STREAMS.inc()
        try:
            while self._rights_last():
                cut = self.queries.replica.cut
                if cut.newer_than(seen):
                    seen = cut
                    yield ServerSentEvent(data=self._state().decode(), event="figures", id=str(cut))
                    await asyncio.sleep(self.settings.aggregation_stream_seconds)
                else:
                    await self.queries.next_change(self.settings.aggregation_heartbeat_seconds)
        finally:
            self.queries.streams -= 1
            metrics.STREAMS.dec()

    def _rights_last(self) -> bool:
        return self.caller is None or self.clock.now().timestamp() < self.caller.expires_at

    def _state(self) -> bytes:
        board = self.queries.boards.board(
            self.board_question.edition, self.board_question.scope, pending=self.board_question.pending
        )
        question = self.figure_question
        found = self.queries.boards.figures(
            board, question.indicators, question.chosen_windows, question.breakdowns, question.series
        )
        return orjson.dumps(answers.board_json(board, found))
