"""Files over HTTP: how far they have come, and what is made of them, by a redirect that is good for seconds."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

import orjson
from fastapi import APIRouter, Depends, Request, Response

from services.kit.identity import Caller
from services.kit.web import PROBLEM_MEDIA_TYPE
from services.media.api.answers import FileAnswer, FilesAnswer, file_answer, files_answer
from services.media.api.uploads import json_answer
from services.media.domain.access import Seen
from services.media.domain.progress import status_of
from services.media.operations.looking import Looking, Progress, Viewer

ViewerOf = Callable[[Request], Awaitable[Viewer]]
CallerOf = Callable[[Request], Awaitable[Caller | None]]
FOUND = 302
PENDING = frozenset({202, 206})
LEAST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 1, 60


def file_routes(looking: Looking, viewer_of: ViewerOf, caller_of: CallerOf) -> APIRouter:
    """The routes of files."""
    router = APIRouter(tags=["media"])
    _progress_routes(router, looking, viewer_of)
    _link_route(router, looking, caller_of)
    return router


def _progress_routes(router: APIRouter, looking: Looking, viewer_of: ViewerOf) -> None:
    @router.get("/v1/media/{asset}", response_model=FileAnswer, responses=_pending(FileAnswer))
    async def one(asset: UUID, request: Request, viewer: Annotated[Viewer, Depends(viewer_of)]) -> Response:
        """How far a file has come, for its sender or its branch.

        202: awaited or in work; 206: some of it is there; 200: ready; 422: failed, with what is wrong and what helps.
        """
        progress = await looking.progress(asset, viewer)
        status = status_of(progress.asset)
        if progress.problem is not None:
            return _failed(progress, request)
        return json_answer(file_answer(progress), status, _wait((progress,), status))

    @router.get("/v1/submissions/{submission}/media", response_model=FilesAnswer, responses=_pending(FilesAnswer))
    async def all_of(submission: UUID, viewer: Annotated[Viewer, Depends(viewer_of)]) -> Response:
        """How far the files of a submission have come. 422 where nothing is to be waited for and something has failed."""
        record, found = await looking.all_of(submission, viewer)
        answer = files_answer(record, found)
        return json_answer(answer, answer.status, _wait(found, answer.status))


def _link_route(router: APIRouter, looking: Looking, caller_of: CallerOf) -> None:
    @router.get("/v1/media/{asset}/{rendition}", status_code=FOUND, response_class=Response)
    async def link(
        asset: UUID,
        rendition: str,
        caller: Annotated[Caller | None, Depends(caller_of)],
        ticket: str | None = None,
    ) -> Response:
        """A redirect to what is made of a file, checked at every request.

        Open to all while a featured item shows the file; `press.jpg` with a press ticket. People of the item's branch see
        what is there in any state that is not withdrawn, and `original` under its own name.
        """
        found = await looking.link(asset, rendition, caller, ticket)
        reach = "public" if found.seen is Seen.PUBLIC else "private"
        headers = {
            "Location": found.url,
            "Cache-Control": f"{reach}, max-age={found.cache_seconds}",
            "Vary": "Authorization, Cookie",
        }
        return Response(status_code=FOUND, headers=headers)


def _pending(model: type[FileAnswer] | type[FilesAnswer]) -> dict[int | str, dict[str, object]]:
    return {
        202: {"model": model, "description": "Awaited or in work"},
        206: {"model": model, "description": "Some of it is there"},
    }


def _wait(found: tuple[Progress, ...], status: int) -> dict[str, str]:
    """When asking again is worth while."""
    if status not in PENDING:
        return {}
    seconds = min((one.estimate.seconds for one in found if one.estimate), default=LONGEST_WAIT_SECONDS / 10)
    return {"Retry-After": str(round(min(max(seconds, LEAST_WAIT_SECONDS), LONGEST_WAIT_SECONDS)))}


def _failed(progress: Progress, request: Request) -> Response:
    """The file's own problem (RFC 9457), with the file and whether sending it again can help as further members."""
    answer = file_answer(progress)
    problem = progress.problem.as_json(request.url.path) if progress.problem else {}
    body = {
        **problem,
        "status": status_of(progress.asset),
        "retry_helps": progress.asset.retry_helps,
        "asset": answer.asset.model_dump(mode="json"),
    }
    return Response(orjson.dumps(body, default=str), status_of(progress.asset), None, PROBLEM_MEDIA_TYPE)
