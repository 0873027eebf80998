"""The inbox: what a person was told, how much of it is unread, and what was read. Everybody sees their own."""

import base64
import binascii
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from contracts.problems import FieldProblem, Problem, ProblemCode
from services.kit.clock import Clock
from services.kit.identity import Caller
from services.kit.web import closed_body, invalid
from services.notification.api.answers import NoticesAnswer, ReadAnswer, UnreadAnswer, notice_answer
from services.notification.api.bodies import EARLIEST, LATEST, ReadBody
from services.notification.api.callers import CallerOf
from services.notification.domain.kinds import MANNERS, Group, NoticeKind
from services.notification.domain.notices import Notice
from services.notification.operations.streaming import MOST_UNREAD
from services.notification.store.notices import NoticeStore


def notice_routes(notices: NoticeStore, caller_of: CallerOf, clock: Clock, page_limit: int) -> APIRouter:
    """List, count, mark as read."""
    router = APIRouter(prefix="/v1/notices", tags=["notices"])
    asking = Annotated[Caller, Depends(caller_of)]

    @router.get("")
    async def page(
        *,
        caller: asking,
        cursor: Annotated[str | None, Query(max_length=500)] = None,
        group: Annotated[list[Group] | None, Query(max_length=len(Group))] = None,
        unread: bool = False,
        limit: Annotated[int, Query(ge=1, le=page_limit)] = 30,
    ) -> NoticesAnswer:
        """What the caller was told, the newest first."""
        kinds = [kind for kind in NoticeKind if MANNERS[kind].group in (group or ())]
        before = _read_cursor(cursor) if cursor else None
        found = await notices.page(caller.person, before=before, kinds=kinds, unread=unread, limit=limit + 1)
        shown = found[:limit]
        return NoticesAnswer(
            notices=tuple(notice_answer(one) for one in shown),
            unread=await notices.unread(caller.person, MOST_UNREAD),
            next=_cursor(shown[-1]) if len(found) > limit else None,
        )

    @router.get("/unread")
    async def unread_count(caller: asking) -> UnreadAnswer:
        """How many notices the caller has not read; cheap, for a page that asks again and again."""
        return UnreadAnswer(unread=await notices.unread(caller.person, MOST_UNREAD))

    @router.post("/read")
    async def read(body: Annotated[ReadBody, closed_body(ReadBody)], caller: asking) -> ReadAnswer:
        """Mark notices of the caller as read: those named, or all up to a moment."""
        if body.notices is None and body.until is None:
            raise invalid((FieldProblem("notices", ProblemCode.MISSING_FIELD),))
        marked = await notices.read(caller.person, body.notices, body.until, clock.now())
        return ReadAnswer(marked=marked, unread=await notices.unread(caller.person, MOST_UNREAD))

    return router


def _cursor(notice: Notice) -> str:
    return base64.urlsafe_b64encode(f"{notice.at.isoformat()} {notice.id}".encode()).decode()


def _read_cursor(cursor: str) -> tuple[datetime, str]:
    """The place a cursor stands for. Raises Problem(bad_cursor)."""
    try:
        at, _, notice = base64.b64decode(cursor.encode(), b"-_", validate=True).decode().partition(" ")
        moment = datetime.fromisoformat(at)
    except (binascii.Error, ValueError) as fault:
        raise Problem(ProblemCode.BAD_CURSOR) from fault
    if moment.tzinfo is None or not EARLIEST.year < moment.year < LATEST.year:
        raise Problem(ProblemCode.BAD_CURSOR)
    return moment, notice
