"""The upload protocol over HTTP, authenticated by the grant alone: holding it is enough, whatever becomes of a sign-in."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query, Request, Response
from pydantic import Field

from contracts.base import Contract, encode
from contracts.problems import Problem
from services.kit.identity import Caller
from services.kit.web import closed_body
from services.media import metrics
from services.media.api.answers import (
    PartsAnswer,
    QuotaAnswer,
    SignedAnswer,
    UploadAnswer,
    parts_answer,
    quota_answer,
    signed_answer,
    upload_answer,
)
from services.media.operations.uploading import Holder, Uploading

MOST_SIGNED = 1_000
Signs = Annotated[
    int, Query(ge=0, le=MOST_SIGNED, description="Of so many missing parts the answer brings signed requests.")
]
HolderOf = Callable[[Request], Awaitable[Holder]]
CallerOf = Callable[[Request], Awaitable[Caller | None]]


class PartRequest(Contract):
    """What a client knows of a part: its length, and its SHA-256 in lower-case hexadecimal; the store checks both."""

    size_bytes: int | None = None
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")


def json_answer(answer: Contract, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """An answer as JSON."""
    return Response(encode(answer), status, headers, "application/json")


def upload_routes(uploading: Uploading, holder_of: HolderOf) -> APIRouter:
    """The routes of upload sessions."""
    router = APIRouter(tags=["uploads"])
    counted = _counting(holder_of)
    _session_routes(router, uploading, counted)
    _part_routes(router, uploading, counted)
    return router


def quota_routes(uploading: Uploading, caller_of: CallerOf) -> APIRouter:
    """The route of quotas."""
    router = APIRouter(tags=["uploads"])

    @router.get("/v1/quotas/{edition}/{organisation}", response_model=QuotaAnswer)
    async def quota(edition: str, organisation: str, caller: Annotated[Caller | None, Depends(caller_of)]) -> Response:
        """What an organisation may still send in an edition, before the first byte; for its branch."""
        return json_answer(quota_answer(uploading.quota(organisation, edition, caller)))

    return router


def _session_routes(router: APIRouter, uploading: Uploading, holder_of: HolderOf) -> None:
    @router.post(
        "/v1/uploads",
        response_model=UploadAnswer,
        responses={201: {"model": UploadAnswer, "description": "A new session"}},
    )
    async def begin(holder: Annotated[Holder, Depends(holder_of)], sign: Signs = 0) -> Response:
        """Begin to send the grant's file. 201: a new session; 200: the one that is open, or that is complete."""
        with _refusals():
            upload = await uploading.begin(holder)
            signed = await uploading.sign_missing(upload, sign)
        location = {"Location": f"/v1/uploads/{upload.session.upload}"}
        return json_answer(upload_answer(upload, signed), 201 if upload.fresh else 200, location)

    @router.get("/v1/uploads/{upload}", response_model=UploadAnswer)
    async def look(upload: str, holder: Annotated[Holder, Depends(holder_of)], sign: Signs = 0) -> Response:
        """A session with the parts that are there."""
        with _refusals():
            found = await uploading.look(upload, holder)
            return json_answer(upload_answer(found, await uploading.sign_missing(found, sign)))

    @router.post("/v1/uploads/{upload}/complete", response_model=UploadAnswer)
    async def complete(upload: str, holder: Annotated[Holder, Depends(holder_of)]) -> Response:
        """All parts are there: put them together and queue the file. Said again, it is the same answer."""
        with _refusals():
            return json_answer(upload_answer(await uploading.complete(upload, holder)))

    @router.delete("/v1/uploads/{upload}", status_code=204, response_class=Response)
    async def abort(upload: str, holder: Annotated[Holder, Depends(holder_of)]) -> Response:
        """Give an upload up; its parts are removed. Again, nothing happens."""
        with _refusals():
            await uploading.abort(upload, holder)
        return Response(status_code=204)


def _part_routes(router: APIRouter, uploading: Uploading, holder_of: HolderOf) -> None:
    @router.get("/v1/uploads/{upload}/parts", response_model=PartsAnswer)
    async def parts(upload: str, holder: Annotated[Holder, Depends(holder_of)]) -> Response:
        """The parts that are there, as the object store tells them, and the numbers of those that are missing."""
        with _refusals():
            return json_answer(parts_answer(await uploading.look(upload, holder)))

    @router.post("/v1/uploads/{upload}/parts/{number}", response_model=SignedAnswer)
    async def sign(
        upload: str,
        number: int,
        holder: Annotated[Holder, Depends(holder_of)],
        part: Annotated[PartRequest, closed_body(PartRequest), Body()] = PartRequest(),  # noqa: B008 - frozen.
    ) -> Response:
        """A signed request that puts exactly this part into the object store; sent twice, the part is there once."""
        with _refusals():
            session, request, until = await uploading.sign(upload, number, holder, part.size_bytes, part.sha256)
        return json_answer(signed_answer(session, number, request, until))


def _counting(holder_of: HolderOf) -> HolderOf:
    async def find(request: Request) -> Holder:
        with _refusals():
            return await holder_of(request)

    return find


class _refusals:  # noqa: N801 - used as a word.
    """Counts what is refused and lets it go on."""

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, _kind: object, fault: BaseException | None, _trace: object) -> None:
        """Count a problem."""
        if isinstance(fault, Problem):
            metrics.REFUSED_UPLOADS.labels(fault.code.value).inc()
