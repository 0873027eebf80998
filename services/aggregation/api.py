"""Figures over HTTP: boards, the live stream, coverage, completeness, the list behind a number, the proof of one submission."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from contracts.organisations import MINISTRY
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Kind
from services.aggregation import metrics
from services.aggregation.access import may_read_item, require_branch, require_scope
from services.aggregation.boards import Board
from services.aggregation.domain.cuts import parse_cut
from services.aggregation.domain.grouping import Breakdown
from services.aggregation.domain.views import Scope
from services.aggregation.exporting import MEDIA_TYPES, Format, Language, written
from services.aggregation.owing import COLUMNS as OWING_COLUMNS
from services.aggregation.queries import Queries
from services.aggregation.questions import BoardQuestion, FigureQuestion, Page
from services.aggregation.settings import AggregationSettings
from services.aggregation.streams import Stream, cut_seen
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.objects import content_disposition
from services.kit.streams import EventStream, Streams, event_stream

FIGURE_PARTS = 3
JSON_ANSWER: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {"schema": {"type": "object"}}}}}
FILE_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {
            kind.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for kind in MEDIA_TYPES.values()
        }
    }
}
FindCaller = Callable[[Request], Awaitable[Caller | None]]
OfBoard = Annotated[BoardQuestion, Depends()]
OfFigures = Annotated[FigureQuestion, Depends()]
OnlyEdition = Annotated[str, Query(max_length=16)]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions come in: each is answered for the caller's rights only, at the cut asked for or newer."""

    queries: Queries
    behind_wait_seconds: float

    async def is_behind(self, cut: str | None) -> bool:
        """Whether the cut asked for is not reached in time. Raises Problem(bad_cut, not_ready)."""
        wanted = parse_cut(cut) if cut else None
        return not await self.queries.reach(wanted, self.behind_wait_seconds)

    def scope(self, caller: Caller | None, name: str) -> Scope:
        """The scope of this name; where there is none, only those are told so who may read everything."""
        try:
            return self.queries.boards.scope(name)
        except Problem:
            require_branch(caller, (MINISTRY,))
            raise

    def require(self, question: BoardQuestion, caller: Caller | None, *, below: bool = False) -> None:
        """Raise Problem(not_signed_in, not_found) unless the caller may read the board."""
        scope = self.scope(caller, question.scope)
        path = self.queries.boards.path_of(question.scope)
        require_scope(caller, scope, path, pending=question.pending, below=below)

    async def board(self, question: BoardQuestion, caller: Caller | None, *, below: bool = False) -> tuple[Board, bool]:
        """The board and whether it is behind; `below` tells that the answer names what lies directly below the scope."""
        behind = await self.is_behind(question.cut)
        self.require(question, caller, below=below)
        return self.queries.boards.board(question.edition, question.scope, pending=question.pending), behind


def routes(queries: Queries, settings: AggregationSettings, find_caller: FindCaller, clock: Clock) -> APIRouter:
    """The service's routes."""
    router = APIRouter(prefix="/v1", tags=["figures"])
    desk = Desk(queries, settings.aggregation_behind_wait_seconds)
    _export_route(router, desk, find_caller)
    _figure_routes(router, desk, find_caller)
    _stream_route(router, desk, settings, find_caller, clock)
    _standing_routes(router, desk, find_caller)
    _shared_routes(router, desk)
    return router


def _figure_routes(router: APIRouter, desk: Desk, find_caller: FindCaller) -> None:
    asking = Annotated[Caller | None, Depends(find_caller)]

    @router.get("/counts", response_class=Response, responses=JSON_ANSWER)
    async def counts(
        board_question: OfBoard,
        figures: OfFigures,
        caller: asking,
        as_of: Annotated[
            datetime | None, Query(description="The minute record at or before this moment; Asia/Shanghai if not told.")
        ] = None,
        *,
        exact: Annotated[
            bool, Query(description="With as_of: counted from the log itself, for the ministry, one at a time.")
        ] = False,
    ) -> Response:
        """Figures of a scope with qualifier, sources, windows, expected and declared series, at one cut."""
        if as_of is not None:
            desk.queries.require_directory()
            desk.require(board_question, caller)
            if exact:
                require_branch(caller, (MINISTRY,))
            return JSONResponse(await desk.queries.minute(board_question, figures, as_of, exact=exact))
        _board, behind = await desk.board(board_question, caller, below=_names_children(figures))
        return Response(desk.queries.counts(board_question, figures, behind=behind), media_type="application/json")

    @router.get("/counts/{figure}/sources")
    async def sources(figure: str, question: Annotated[Page, Depends()], caller: asking) -> dict[str, Any]:
        """The submissions behind a figure `<edition>:<scope>:<indicator>`: the caller's own, and the number of others."""
        parts = figure.split(":")
        if len(parts) != FIGURE_PARTS:
            raise Problem(ProblemCode.NOT_FOUND)
        if caller is None:
            raise Problem(ProblemCode.NOT_SIGNED_IN)
        board, behind = await desk.board(BoardQuestion(parts[0], parts[1], question.incl, question.cut), caller)
        page = question.cursor, question.limit
        found = desk.queries.sources(board, parts[2], lambda home: may_read_item(caller, home), page)
        return found | {"behind": behind}


def _export_route(router: APIRouter, desk: Desk, find_caller: FindCaller) -> None:
    asking = Annotated[Caller | None, Depends(find_caller)]

    @router.get("/counts/export", response_class=StreamingResponse, responses=FILE_ANSWER)
    async def export(
        board_question: OfBoard,
        figures: OfFigures,
        caller: asking,
        form: Annotated[Format, Query(alias="format")] = Format.CSV,
        lang: Language = "zh-CN",
    ) -> StreamingResponse:
        """A board as a file, a row a figure and group at one cut; what looks like a formula is marked as text."""
        await desk.board(board_question, caller, below=_names_children(figures))
        found = desk.queries.export(board_question, figures, lang)
        name = f"weekwire-{board_question.edition}-{board_question.scope}.{form.value}"
        disposition = {"Content-Disposition": content_disposition(name)}
        return StreamingResponse(written(form, found, lang), media_type=MEDIA_TYPES[form], headers=disposition)


def _names_children(figures: FigureQuestion) -> bool:
    return Breakdown.CHILD in figures.breakdowns


def _stream_route(
    router: APIRouter, desk: Desk, settings: AggregationSettings, find_caller: FindCaller, clock: Clock
) -> None:
    asking = Annotated[Caller | None, Depends(find_caller)]
    queries = desk.queries
    streams = Streams(settings.aggregation_streams_max, metrics.STREAMS)

    @router.get("/counts/stream", response_class=EventStream)
    async def stream(
        request: Request,
        board_question: OfBoard,
        figures: OfFigures,
        caller: asking,
        *,
        alive: Annotated[
            bool, Query(description="Also say `alive` with `known_until` while nothing is newer.")
        ] = False,
    ) -> Response:
        """Server-sent events `figures`, id = cut; resumes by sending the current state unless the reader has it."""
        await desk.board(board_question, caller, below=_names_children(figures))
        # What is wrong with the question has to be said before the stream begins.
        queries.counts(board_question, figures)
        streams.require_room()
        events = Stream(queries, streams, settings, clock, board_question, figures, caller, alive).events(
            cut_seen(request.headers.get("last-event-id"))
        )
        return event_stream(events, settings.aggregation_heartbeat_seconds)


def _standing_routes(router: APIRouter, desk: Desk, find_caller: FindCaller) -> None:
    asking = Annotated[Caller | None, Depends(find_caller)]

    @router.get("/coverage")
    async def coverage(
        board_question: OfBoard, caller: asking, since: date | None = None, until: date | None = None
    ) -> dict[str, Any]:
        """Days by children of a scope: what was held, highlights apart, and the gaps; below a unit its branch only."""
        board, behind = await desk.board(board_question, caller, below=True)
        return desk.queries.coverage(board, since, until) | {"behind": behind}

    @router.get("/completeness")
    async def completeness(board_question: OfBoard, caller: asking, kind: Kind | None = None) -> dict[str, Any]:
        """Who owes what below a scope, whether it came and in time, and for whom it waits; the caller's branch only."""
        behind = await desk.is_behind(board_question.cut)
        scope = desk.scope(caller, board_question.scope)
        require_branch(caller, desk.queries.boards.path_of(MINISTRY if scope.nation else scope.name))
        return desk.queries.completeness(board_question.edition, scope, kind) | {"behind": behind}

    @router.get("/completeness/export", response_class=StreamingResponse, responses=FILE_ANSWER)
    async def completeness_file(
        board_question: OfBoard,
        caller: asking,
        kind: Kind | None = None,
        form: Annotated[Format, Query(alias="format")] = Format.XLSX,
        lang: Language = "zh-CN",
    ) -> StreamingResponse:
        """The same as a file, a row an obligation; what looks like a formula is marked as text."""
        await desk.is_behind(board_question.cut)
        scope = desk.scope(caller, board_question.scope)
        require_branch(caller, desk.queries.boards.path_of(MINISTRY if scope.nation else scope.name))
        found = desk.queries.owing_file(board_question.edition, scope, kind, lang)
        name = f"weekwire-{board_question.edition}-{board_question.scope}-completeness.{form.value}"
        disposition = {"Content-Disposition": content_disposition(name)}
        pieces = written(form, found, lang, OWING_COLUMNS)
        return StreamingResponse(pieces, media_type=MEDIA_TYPES[form], headers=disposition)

    @router.get("/submissions/{submission}/proof")
    async def proof(
        submission: UUID, caller: asking, cut: Annotated[str | None, Query(max_length=4_000)] = None
    ) -> dict[str, Any]:
        """Whether a submission is counted, in which figures, by which revision, where in the log, and when."""
        if caller is None:
            raise Problem(ProblemCode.NOT_SIGNED_IN)
        behind = await desk.is_behind(cut)
        return desk.queries.proof(submission, lambda home: may_read_item(caller, home)) | {"behind": behind}


def _shared_routes(router: APIRouter, desk: Desk) -> None:
    @router.get("/counts/minutes")
    async def minutes(edition: OnlyEdition, since: datetime, until: datetime) -> dict[str, Any]:
        """The minutes that have a record, for the time slider."""
        return await desk.queries.minutes(edition, since, until)

    @router.get("/checks")
    async def checks(edition: OnlyEdition) -> dict[str, Any]:
        """The published checks of an edition at one cut: every difference must be 0, and the buckets add up to the received."""
        await desk.is_behind(None)
        return desk.queries.checks(edition)

    @router.get("/static/{edition}")
    async def static(edition: str) -> Response:
        """The static snapshot of public figures that was written last."""
        return Response(await desk.queries.static(edition), media_type="application/json")
