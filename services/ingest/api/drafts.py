"""Drafts over HTTP: save at every step, read, list, delete."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from services.ingest.api.answers import DraftAnswer, DraftsAnswer, draft_answer, draft_line
from services.ingest.api.cursors import cursor_of, read_cursor
from services.ingest.api.submissions import CallerOf, json_answer
from services.ingest.domain.drafts import DraftRequest
from services.ingest.operations.drafting import Drafting
from services.ingest.store.drafts import DraftPosition
from services.kit.identity import Caller
from services.kit.web import closed_body


def draft_routes(drafting: Drafting, caller_of: CallerOf, page_limit: int) -> APIRouter:
    """The routes of drafts."""
    router = APIRouter(tags=["drafts"])
    _draft_routes(router, drafting, caller_of)
    limits = Query(ge=1, le=page_limit, description="Items of a page.")

    @router.get("/v1/drafts", response_model=DraftsAnswer)
    async def page(
        caller: Annotated[Caller, Depends(caller_of)],
        cursor: str | None = None,
        limit: Annotated[int, limits] = min(50, page_limit),
    ) -> Response:
        """The caller's own drafts and their organisations', newest first, without their forms."""
        after = DraftPosition(*read_cursor(cursor)) if cursor else None
        drafts, following = await drafting.page(caller, after, limit)
        answer = DraftsAnswer(
            items=tuple(draft_line(draft) for draft in drafts),
            next=cursor_of(following.created, following.draft) if following else None,
        )
        return json_answer(answer)

    return router


def _draft_routes(router: APIRouter, drafting: Drafting, caller_of: CallerOf) -> None:
    @router.put(
        "/v1/drafts/{draft}",
        response_model=DraftAnswer,
        responses={201: {"model": DraftAnswer, "description": "A new draft"}},
    )
    async def save(
        draft: UUID,
        body: Annotated[DraftRequest, closed_body(DraftRequest)],
        request: Request,
        caller: Annotated[Caller, Depends(caller_of)],
    ) -> Response:
        """Save anything. With If-Match on its etag it replaces what was saved; what somebody else saved meanwhile is a 409."""
        saved, is_new = await drafting.save(draft, body, if_match_etag(request), caller)
        return json_answer(draft_answer(saved), 201 if is_new else 200, saved.etag)

    @router.get("/v1/drafts/{draft}", response_model=DraftAnswer)
    async def one(draft: UUID, caller: Annotated[Caller, Depends(caller_of)]) -> Response:
        """A draft with its form."""
        held = await drafting.one(draft, caller)
        return json_answer(draft_answer(held), etag=held.etag)

    @router.delete("/v1/drafts/{draft}", status_code=204, response_class=Response)
    async def delete(draft: UUID, request: Request, caller: Annotated[Caller, Depends(caller_of)]) -> Response:
        """Delete a draft; one that is gone already is no error."""
        await drafting.delete(draft, if_match_etag(request), caller)
        return Response(status_code=204)


def if_match_etag(request: Request) -> str | None:
    """The etag in If-Match, None where the header is absent."""
    raw = request.headers.get("if-match")
    return None if raw is None else raw.strip().removeprefix("W/").strip('"')
