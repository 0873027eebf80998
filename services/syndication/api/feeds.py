"""Routes of feeds: JSON with ninjs bodies, Atom, JSON Feed; one item. With ETag, Last-Modified and a limit a token."""

import hashlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

import orjson
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import AwareDatetime

from contracts.problems import Problem, ProblemCode
from contracts.submissions import Kind
from services.kit.rates import RateLimit
from services.syndication import metrics
from services.syndication.api.access import Reader, ReaderOf
from services.syndication.domain.feeds import Page, atom, entry_body, json_feed
from services.syndication.domain.telling import Filters
from services.syndication.operations.reading import Asked, Read, Reading
from services.syndication.settings import SyndicationSettings

VALUES = 50
DEFAULT_LIMIT = 50
Values = Annotated[tuple[str, ...], Query(max_length=VALUES)]


def asked_filters(
    unit: Values = (),
    type: Values = (),  # noqa: A002 - the name of the parameter in the address.
    tag: Values = (),
    kind: Annotated[tuple[Kind, ...], Query(max_length=VALUES)] = (),
    edition: Values = (),
) -> Filters:
    """The filters of an address; each may be given several times, and any of its values is enough."""
    return Filters(edition, tuple(one.value for one in kind), unit, type, tag)


@dataclass(frozen=True)
class Place:
    """From where a reader goes on: a cursor, else a moment, else the beginning."""

    cursor: Annotated[str | None, Query(max_length=64)] = None
    since: Annotated[AwareDatetime | None, Query()] = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a feed comes in, and its media type."""

    name: str
    media_type: str


JSON, ATOM = Form("feed", "application/json"), Form("atom", "application/atom+xml")
FEED, ITEM = Form("json_feed", "application/feed+json"), Form("item", "application/json")


@dataclass(frozen=True, slots=True)
class Limited:
    """A reader within its limit, and what the answer says of that limit."""

    reader: Reader
    headers: dict[str, str]


def _limited(reader_of: ReaderOf, per_minute: int) -> Callable[..., object]:
    limit = RateLimit(per_minute)

    async def within(reader: Annotated[Reader, Depends(reader_of)]) -> Limited:
        if reader.subscriber is None:
            return Limited(reader, {})
        now_seconds = time.monotonic()
        wait_seconds = limit.wait_seconds(reader.subscriber.id, now_seconds)
        if wait_seconds:
            raise Problem(ProblemCode.RATE_LIMITED, retry_after_seconds=max(1, math.ceil(wait_seconds)))
        left = limit.left(reader.subscriber.id, now_seconds)
        reset_seconds = math.ceil((per_minute - left) * 60 / per_minute)
        return Limited(
            reader,
            {
                "RateLimit-Limit": str(per_minute),
                "RateLimit-Remaining": str(left),
                "RateLimit-Reset": str(reset_seconds),
            },
        )

    return within


def feed_routes(reading: Reading, reader_of: ReaderOf, settings: SyndicationSettings) -> APIRouter:
    """The feeds, to feed tokens and to the ministry's own people."""
    router = APIRouter(prefix="/v1", tags=["feeds"])
    reader = Annotated[Limited, Depends(_limited(reader_of, settings.syndication_feed_requests_per_minute))]
    wanted = Annotated[Filters, Depends(asked_filters)]
    limits = Annotated[int, Query(ge=1, le=settings.syndication_page_limit)]
    base = settings.base

    @router.get("/feed")
    async def feed(
        request: Request,
        who: reader,
        filters: wanted,
        place: Annotated[Place, Depends()],
        limit: limits = DEFAULT_LIMIT,
    ) -> Response:
        """Items in the order of the log from a cursor (or a moment, or the beginning) on; keep `cursor` for the next time."""
        read = await reading.page(Asked(place.cursor, place.since, limit, filters), who.reader.subscriber)
        links = reading.links(who.reader.subscriber)
        body = {
            "items": [entry_body(entry, links) for entry in read.entries],
            "cursor": str(read.following),
            "more": read.more,
        }
        return _answer(request, who, JSON, orjson.dumps(body), read)

    @router.get("/feed.atom")
    async def feed_atom(
        request: Request,
        who: reader,
        filters: wanted,
        cursor: Annotated[str | None, Query(max_length=64)] = None,
        limit: limits = DEFAULT_LIMIT,
    ) -> Response:
        """The same as Atom: from a cursor on, or without one the newest first; what is gone as `at:deleted-entry`."""
        read = await _read(reading, cursor, limit, filters, who)
        page = _page(request, base, read, with_cursor=cursor is not None)
        body = atom(page, reading.links(who.reader.subscriber))
        return _answer(request, who, ATOM, body, read)

    @router.get("/feed.json")
    async def feed_json(
        request: Request,
        who: reader,
        filters: wanted,
        cursor: Annotated[str | None, Query(max_length=64)] = None,
        limit: limits = DEFAULT_LIMIT,
    ) -> Response:
        """The same as JSON Feed 1.1."""
        read = await _read(reading, cursor, limit, filters, who)
        page = _page(request, base, read, with_cursor=cursor is not None)
        body = orjson.dumps(json_feed(page, reading.links(who.reader.subscriber)))
        return _answer(request, who, FEED, body, read)

    @router.get("/feed/items/{item}")
    async def one(item: UUID, request: Request, who: reader) -> Response:
        """One item in its newest state."""
        entry = await reading.one(item, who.reader.subscriber)
        body = orjson.dumps(entry_body(entry, reading.links(who.reader.subscriber)))
        return _answer(request, who, ITEM, body, None)

    return router


async def _read(reading: Reading, cursor: str | None, limit: int, filters: Filters, who: Limited) -> Read:
    asked = Asked(cursor, None, limit, filters)
    if cursor is None:
        return await reading.newest(asked, who.reader.subscriber)
    return await reading.page(asked, who.reader.subscriber)


def _page(request: Request, base: str, read: Read, *, with_cursor: bool) -> Page:
    """The page under its own address and with that of the next, filters and limit included."""
    said = [(name, value) for name, value in request.query_params.multi_items() if name != "cursor"]
    here = [*said, *([("cursor", str(read.start))] if with_cursor else [])]
    address = f"{base}{request.url.path}"
    following = f"{address}?{urlencode([*said, ('cursor', str(read.following))])}" if with_cursor else None
    return Page(read.entries, read.changed_at, f"{address}?{urlencode(here)}" if here else address, following)


def _answer(request: Request, who: Limited, form: Form, body: bytes, read: Read | None) -> Response:
    """The answer, or 304 where the reader has it. A moment is no proof that nothing came since, so only the ETag decides."""
    metrics.FEED_READS.labels(form.name).inc()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    # Pages depend on the token, and a withdrawal must be seen at the next look.
    headers = who.headers | {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Authorization"}
    if read is not None and read.entries:
        headers["Last-Modified"] = format_datetime(read.changed_at, usegmt=True)
    asked = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in asked or "*" in asked:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=form.media_type)
