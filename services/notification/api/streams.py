"""The stream of an inbox, for pages that show what is unread and must not ask again and again."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from sse_starlette import ServerSentEvent

from services.kit.identity import Caller
from services.kit.streams import EventStream, event_stream
from services.notification.api.answers import InboxAnswer, notice_answer
from services.notification.api.callers import CallerOf
from services.notification.operations.streaming import Inbox, Streaming

LONGEST_ID = 100
ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "model": InboxAnswer,
        "description": "What each `inbox` event carries.",
        "content": {EventStream.media_type: {"schema": {"type": "object"}}},
    }
}


def stream_routes(streaming: Streaming, caller_of: CallerOf) -> APIRouter:
    """One's own inbox, live."""
    router = APIRouter(prefix="/v1/notices", tags=["notices"])
    asking = Annotated[Caller, Depends(caller_of)]

    @router.get("/stream", response_class=EventStream, responses=ANSWER)
    async def stream(request: Request, caller: asking) -> Response:
        """Server-sent events: `inbox` with how much is unread and the newest notice whenever that changed, else `alive`.

        Whoever comes back with `Last-Event-ID` is sent the inbox only if it is another by now. The stream ends with the
        caller's token.
        """
        streaming.streams.require_room(caller.person)
        states = streaming.states(caller, request.headers.get("last-event-id", "")[:LONGEST_ID])
        return event_stream(_events(states), streaming.heartbeat_seconds)

    return router


async def _events(states: AsyncGenerator[Inbox | None]) -> AsyncIterator[ServerSentEvent]:
    # A reader that leaves gives its place back at once, and not when somebody collects what is left of it.
    async with aclosing(states):
        async for inbox in states:
            if inbox is None:
                yield ServerSentEvent(data="{}", event="alive")
                continue
            newest = notice_answer(inbox.newest) if inbox.newest else None
            answer = InboxAnswer(unread=inbox.unread, newest=newest)
            yield ServerSentEvent(data=answer.model_dump_json(), event="inbox", id=inbox.mark)
