"""The public calendar over HTTP, for everybody and without a sign-in: as a list to search, and as iCalendar."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from contracts.base import encode
from contracts.problems import Problem, ProblemCode
from services.ingest.api.calendar_answers import CalendarAnswer, Names, calendar_answer
from services.ingest.api.cursors import cursor_of, read_cursor
from services.ingest.domain.calendar import Happening, Wanted, choices, found
from services.ingest.domain.icalendar import calendar_text
from services.ingest.operations.calendars import Calendars, Shown
from services.kit.directory_view import DirectoryView

ICALENDAR = "text/calendar; charset=utf-8"
KEPT_SECONDS = 60
MOST_EVENTS = 2_000
"""Events of one iCalendar file: a city's week, which is what somebody subscribes to."""
PAGE_LIMIT = 200
NAME = "职业教育活动周开放活动"
_NOT_MODIFIED: dict[int | str, dict[str, Any]] = {304: {"description": "Still what If-None-Match names"}}
_ICS: dict[int | str, dict[str, Any]] = {
    200: {"description": "iCalendar", "content": {"text/calendar": {"schema": {"type": "string"}}}},
    **_NOT_MODIFIED,
}


def calendar_routes(calendars: Calendars, view: DirectoryView, ready: Callable[[], None]) -> APIRouter:
    """The routes of the public calendar. `ready` raises Problem(not_ready) until the service can answer."""
    router = APIRouter(tags=["calendar"])
    _list_route(router, calendars, view, ready)
    _ics_routes(router, calendars, ready)
    return router


def wanted_of(
    *,
    edition: Annotated[str | None, Query(max_length=16)] = None,
    since: Annotated[date | None, Query(alias="from", description="First day, Asia/Shanghai.")] = None,
    until: Annotated[date | None, Query(alias="to", description="Last day.")] = None,
    unit: Annotated[str | None, Query(max_length=16)] = None,
    city: Annotated[str | None, Query(pattern=r"^[0-9]{6}$")] = None,
    audience: Annotated[str | None, Query(max_length=64)] = None,
    q: Annotated[str | None, Query(max_length=60)] = None,
) -> Wanted:
    """The question that a query string asks."""
    return Wanted(edition, since, until, unit, city, audience, q)


Asked = Annotated[Wanted, Depends(wanted_of)]


def _list_route(router: APIRouter, calendars: Calendars, view: DirectoryView, ready: Callable[[], None]) -> None:
    limits = Query(ge=1, le=PAGE_LIMIT, description="Items of a page.")

    @router.get("/v1/calendar", response_model=CalendarAnswer, responses=_NOT_MODIFIED)
    async def page(
        request: Request,
        wanted: Asked,
        cursor: Annotated[str | None, Query(max_length=200)] = None,
        limit: Annotated[int, limits] = 50,
    ) -> Response:
        """Open activities of accepted plans by day and time, a page of them, and by what the search can be narrowed.

        For everybody, without a sign-in. It follows the plans within seconds; `as_of` is how new it is.
        """
        ready()
        after = read_cursor(cursor) if cursor else None
        shown = await calendars.shown()

        def make() -> tuple[CalendarAnswer, str]:
            items = found(shown.happenings, wanted)
            later = [one for one in items if after is None or _place(one) > after]
            following = cursor_of(*_place(later[limit - 1])) if len(later) > limit else None
            names = Names(view, wanted.edition)
            answer = calendar_answer(later[:limit], len(items), following, choices(shown.happenings, wanted), names)
            return answer, _etag(encode(answer))

        answer, etag = await calendars.answer(shown, ("list", wanted, cursor, limit), make)
        body = encode(answer.model_copy(update={"as_of": shown.as_of}))
        return _cached(request, body, etag, "application/json")


def _ics_routes(router: APIRouter, calendars: Calendars, ready: Callable[[], None]) -> None:
    @router.get("/v1/calendar.ics", response_class=Response, responses=_ICS)
    async def subscribed(request: Request, wanted: Asked) -> Response:
        """The same search as iCalendar, to subscribe to: at most 2,000 events, from the first day on."""
        ready()
        shown = await calendars.shown()
        return await _icalendar(request, calendars, shown, wanted)

    @router.get("/v1/calendar/{submission}.ics", response_class=Response, responses=_ICS)
    async def one(request: Request, submission: UUID) -> Response:
        """The open activity of one plan as iCalendar, to be taken into one's own calendar."""
        ready()
        shown = await calendars.shown()
        if not any(happening.submission == submission for happening in shown.happenings):
            raise Problem(ProblemCode.NOT_FOUND)
        return await _icalendar(request, calendars, shown, submission)


async def _icalendar(request: Request, calendars: Calendars, shown: Shown, asked: Wanted | UUID) -> Response:
    def make() -> tuple[bytes, str]:
        if isinstance(asked, Wanted):
            chosen = found(shown.happenings, asked)[:MOST_EVENTS]
        else:
            chosen = [one for one in found(shown.happenings, Wanted()) if one.submission == asked]
        text = calendar_text(NAME, chosen, calendars.name)
        return text, _etag(text)

    text, etag = await calendars.answer(shown, ("ics", asked), make)
    return _cached(request, text, etag, ICALENDAR, {"Content-Disposition": 'inline; filename="weekwire.ics"'})


def _cached(
    request: Request, body: bytes, etag: str, media_type: str, more: Mapping[str, str] | None = None
) -> Response:
    """An answer that everybody may keep for a minute, or that the asker has it already."""
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={KEPT_SECONDS}", **(more or {})}
    if etag in {one.strip() for one in request.headers.get("if-none-match", "").split(",")}:
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, media_type)


def _etag(body: bytes) -> str:
    # Weak: the moment it is shown at is no part of what it says.
    return f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'


def _place(one: Happening) -> tuple[int, str]:
    day, starts, name = one.order
    return day.toordinal(), f"{starts} {name}"
