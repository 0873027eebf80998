"""Submissions over HTTP: put, check, read, list, take back."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import AwareDatetime

from contracts.base import Contract, encode
from contracts.moderation import State
from contracts.problems import FieldProblem, ProblemCode
from contracts.submissions import Kind
from services.ingest.api.answers import (
    CheckAnswer,
    ReceiptAnswer,
    SubmissionAnswer,
    VersionsAnswer,
    check_answer,
    receipt_answer,
    receipt_id,
    submission_answer,
)
from services.ingest.api.bodies import Sent, WithdrawRequest
from services.ingest.api.cursors import cursor_of, read_cursor
from services.ingest.api.list_answers import (
    AnswersAnswer,
    PageAnswer,
    ReceiptsAnswer,
    answers_answer,
    summary_answer,
)
from services.ingest.operations.consenting import Consenting
from services.ingest.operations.filing import Filing
from services.ingest.operations.reading import Reading
from services.ingest.store.submissions import Filter, Position
from services.kit.identity import Caller
from services.kit.web import closed_body, if_match, invalid

CallerOf = Callable[[Request], Awaitable[Caller]]
SHA256 = r"^[0-9a-f]{64}$"
MOST_RECEIPTS = 50
NO_SUBMISSION = UUID(int=0)
"""Stands for the id of a submission that is only being checked."""


def json_answer(
    answer: Contract, status: int = 200, etag: int | str | None = None, location: str | None = None
) -> Response:
    """An answer as JSON, with the headers that go with it. It may hold grants, and is kept by nobody on the way."""
    headers = {"Cache-Control": "no-store"}
    if etag is not None:
        headers["ETag"] = f'"{etag}"'
    if location is not None:
        headers["Location"] = location
    return Response(encode(answer), status, headers, "application/json")


def submission_routes(
    filing: Filing, reading: Reading, consenting: Consenting, caller_of: CallerOf, page_limit: int
) -> APIRouter:
    """The routes of submissions and receipts."""
    router = APIRouter(tags=["submissions"])
    _writing_routes(router, filing, reading, caller_of)
    _withdraw_route(router, filing, reading, caller_of)
    _consent_route(router, consenting, reading, caller_of)
    _reading_routes(router, reading, caller_of)
    _list_route(router, reading, caller_of, page_limit)
    return router


def _writing_routes(router: APIRouter, filing: Filing, reading: Reading, caller_of: CallerOf) -> None:
    @router.put(
        "/v1/submissions/{submission}",
        response_model=ReceiptAnswer,
        responses={201: {"model": ReceiptAnswer, "description": "A new version, durable"}},
    )
    async def put(
        submission: UUID,
        sent: Sent,
        request: Request,
        caller: Annotated[Caller, Depends(caller_of)],
    ) -> Response:
        """Receive a version under an id of the client's choice; the same again is the same answer.

        201: a new version, stored durably. 200: this request was received before; its receipt. With If-Match on the
        current version it amends. ETag is the version.
        """
        if sent.shapes:
            raise await filing.refusal(submission, sent.request, sent.shapes, caller)
        filed = await filing.put(submission, sent.request, if_match(request), caller)
        answer = receipt_answer(reading, filed.record, filed.version, caller)
        location = f"/v1/receipts/{receipt_id(submission, filed.version.version)}"
        return json_answer(answer, 200 if filed.outcome == "same" else 201, filed.version.version, location)

    @router.post("/v1/submissions:check", response_model=CheckAnswer)
    async def check(
        sent: Sent,
        caller: Annotated[Caller, Depends(caller_of)],
        submission: UUID = NO_SUBMISSION,
    ) -> Response:
        """Say everything a PUT would say (problems, flags, facts, verdict), and store nothing."""
        if sent.shapes:
            raise await filing.refusal(submission, sent.request, sent.shapes, caller)
        return json_answer(check_answer(await filing.check(submission, sent.request, caller)))


def _withdraw_route(router: APIRouter, filing: Filing, reading: Reading, caller_of: CallerOf) -> None:
    @router.post("/v1/submissions/{submission}/withdraw", response_model=ReceiptAnswer)
    async def withdraw(
        submission: UUID,
        request: Request,
        caller: Annotated[Caller, Depends(caller_of)],
        body: Annotated[WithdrawRequest | None, closed_body(WithdrawRequest)] = None,
    ) -> Response:
        """Take a submission back. The version seen is in If-Match or in the body; saying it again changes nothing."""
        seen = if_match(request)
        version = seen if seen is not None else body.version if body else None
        if version is None:
            raise invalid((FieldProblem("version", ProblemCode.MISSING_FIELD),))
        record = await filing.withdraw(submission, version, caller)
        return json_answer(receipt_answer(reading, record, record.versions[-1], caller), etag=record.state.version)


def _consent_route(router: APIRouter, consenting: Consenting, reading: Reading, caller_of: CallerOf) -> None:
    @router.post("/v1/submissions/{submission}/files/{sha256}/withdraw-consent", response_model=ReceiptAnswer)
    async def withdraw_consent(
        submission: UUID,
        sha256: Annotated[str, Path(pattern=SHA256)],
        caller: Annotated[Caller, Depends(caller_of)],
    ) -> Response:
        """Close a file whose people no longer agree, in every version and for good; saying it again changes nothing.

        For whoever filed it, the unit's approvers and the ministry's editors.
        """
        record = await consenting.withdraw(submission, sha256, caller)
        return json_answer(receipt_answer(reading, record, record.versions[-1], caller), etag=record.state.version)


def _reading_routes(router: APIRouter, reading: Reading, caller_of: CallerOf) -> None:
    @router.get("/v1/submissions/{submission}", response_model=SubmissionAnswer)
    async def one(submission: UUID, caller: Annotated[Caller, Depends(caller_of)]) -> Response:
        """The newest version, complete, with its receipt and what the caller may do. ETag is the version."""
        record = await reading.one(submission, caller)
        answer = submission_answer(reading, record, record.state, caller, await reading.uses(record))
        return json_answer(answer, etag=record.state.version)

    @router.get("/v1/submissions/{submission}/versions", response_model=VersionsAnswer)
    async def versions(submission: UUID, caller: Annotated[Caller, Depends(caller_of)]) -> Response:
        """Every version's receipt, oldest first."""
        record = await reading.one(submission, caller)
        answer = VersionsAnswer(
            submission=submission,
            current_version=record.state.version,
            items=tuple(receipt_answer(reading, record, version, caller) for version in record.versions),
        )
        return json_answer(answer, etag=record.state.version)

    @router.get("/v1/submissions/{submission}/versions/{version}", response_model=SubmissionAnswer)
    async def version_of(submission: UUID, version: int, caller: Annotated[Caller, Depends(caller_of)]) -> Response:
        """One version as it was sent. Its content never changes; its standing does."""
        record, said = await reading.version(submission, version, caller)
        answer = submission_answer(reading, record, said, caller, await reading.uses(record))
        return json_answer(answer, etag=version)

    @router.get("/v1/receipts/{receipt}", response_model=ReceiptAnswer)
    async def receipt_of(receipt: str, caller: Annotated[Caller, Depends(caller_of)]) -> Response:
        """A receipt: number, time, verdict, and in plain words where the version stands and whom it waits for."""
        record, version = await reading.receipt(receipt, caller)
        return json_answer(receipt_answer(reading, record, version, caller, await reading.uses(record)))

    @router.get("/v1/receipts", response_model=ReceiptsAnswer)
    async def receipts(
        caller: Annotated[Caller, Depends(caller_of)],
        receipt: Annotated[list[str], Query(max_length=MOST_RECEIPTS, description="Numbers of receipts.")],
    ) -> Response:
        """Several receipts at once, without upload grants. What is not there for the caller is left out."""
        found = await reading.receipts(receipt, caller)
        items = (receipt_answer(reading, one.record, one.version, caller, one.uses) for one in found)
        return json_answer(ReceiptsAnswer(items=tuple(one.model_copy(update={"uploads": ()}) for one in items)))

    @router.get("/v1/answers", response_model=AnswersAnswer)
    async def answers(caller: Annotated[Caller, Depends(caller_of)], edition: str, organisation: str) -> Response:
        """Which of an organisation's items answers which of its obligations, as it was ruled at receipt."""
        return json_answer(answers_answer(await reading.answers(organisation, edition, caller)))


async def filtered(
    *,
    edition: str | None = None,
    kind: Kind | None = None,
    unit: str | None = None,
    organisation: str | None = None,
    state: State | Literal["received", "counted", "featured"] | None = None,
    changed_since: AwareDatetime | None = None,
    text: Annotated[str | None, Query(max_length=100)] = None,
) -> Filter:
    """A FastAPI dependency: which of the caller's branch's items are asked for, in a list or in numbers."""
    chosen_kind, chosen_state = kind.value if kind else None, str(state) if state else None
    return Filter(edition, chosen_kind, unit, organisation, chosen_state, changed_since, text)


def _list_route(router: APIRouter, reading: Reading, caller_of: CallerOf, page_limit: int) -> None:
    limits = Query(ge=1, le=page_limit, description="Items of a page.")

    @router.get("/v1/submissions", response_model=PageAnswer)
    async def page(
        caller: Annotated[Caller, Depends(caller_of)],
        wanted: Annotated[Filter, Depends(filtered)],
        *,
        cursor: str | None = None,
        limit: Annotated[int, limits] = min(50, page_limit),
    ) -> Response:
        """What the caller's branch has filed, newest first; pages stay where they are while new items come in.

        `state` is `received` until moderation has said something about the newest version; `counted` and `featured` ask for
        what has a version in the figures, or public. `text` stands in the title.
        """
        after = Position(*read_cursor(cursor)) if cursor else None
        items, following = await reading.page(caller, wanted, after, limit)
        answer = PageAnswer(
            items=tuple(summary_answer(item) for item in items),
            next=cursor_of(following.created, following.submission) if following else None,
        )
        return json_answer(answer)
