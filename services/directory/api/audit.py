"""The audit record, for the ministry's audit administrator alone; who reads it is on record, and so is who was refused."""

import asyncio
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import AwareDatetime, BaseModel

from contracts.organisations import MINISTRY, Role
from services.directory.api.access import Access, Cursor, Limit, Page, after, page_of
from services.directory.domain.chain import Entry
from services.directory.operations.audit import Asked, Audit
from services.directory.operations.desks import Desks
from services.directory.operations.record import acting
from services.kit.identity import Caller
from services.kit.workbooks import CONTENT_TYPE, written

Exact = Annotated[str | None, Query(max_length=200)]
READERS = frozenset({Role.AUDIT_ADMINISTRATOR})
TARGET = "audit:acts"
SHEET_ROWS = 5_000
SHOWN_FAULTS = 100
SHEET_FIELDS = (
    "chain",
    "number",
    "at",
    "service",
    "verb",
    "actor",
    "organisation",
    "on_behalf_of",
    "address",
    "object",
    "before",
    "after",
    "outcome",
    "problem",
)


class SealedAct(BaseModel):
    """One act with its place in the chain. `act` is the event as its service said it; `place` orders the list."""

    place: str
    chain: str
    number: int
    event: str
    sealed_at_ms: int
    mac: str
    act: dict[str, Any]


class FaultView(BaseModel):
    """One fault that a verification found."""

    kind: str
    chain: str
    number: int
    detail: str


class Verified(BaseModel):
    """What a verification found. Entries above `anchored` stand under the key alone; times are milliseconds, UTC."""

    is_whole: bool
    entries: int
    anchored: int
    proven_until_ms: int | None
    faults: list[FaultView]


def audit_routes(desks: Desks, audit: Audit, access: Access) -> APIRouter:
    """The route of the audit record."""
    router = APIRouter(prefix="/v1/audit", tags=["audit"])
    asking = Annotated[Caller, Depends(access.caller)]

    @router.get("")
    async def read(
        caller: asking,
        asked: Annotated[Asked, Depends(_asked)],
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[SealedAct]:
        """Acts of all services, newest first."""
        async with desks.recorder.watching("audit.read", caller, TARGET):
            caller.require(READERS, (MINISTRY,))
        begin = after(cursor)
        # What cannot be put on record is not shown.
        await desks.recorder.read("audit.read", acting(caller, (MINISTRY,), READERS), TARGET, asked.in_words())
        found = await audit.page(asked, begin, limit + 1)
        return page_of([_view(place, entry) for place, entry in found], limit, "place")

    @router.get("/sheet", response_class=Response)
    async def sheet(caller: asking, asked: Annotated[Asked, Depends(_asked)]) -> Response:
        """The newest acts that fit, as a sheet, at most 5,000."""
        await _put_on_record(desks, caller, "audit.export", asked.in_words())
        found = await audit.page(asked, None, SHEET_ROWS)
        body = await asyncio.to_thread(written, "审计 Audit", SHEET_FIELDS, [_line(entry) for _, entry in found])
        headers = {"Content-Disposition": 'attachment; filename="audit.xlsx"', "Cache-Control": "no-store"}
        return Response(body, media_type=CONTENT_TYPE, headers=headers)

    @router.get("/export", response_class=StreamingResponse)
    async def export(caller: asking) -> StreamingResponse:
        """The whole record as JSON lines; the last one is the seal over all before it (`weekwire audit export`)."""
        await _put_on_record(desks, caller, "audit.export", "everything")
        headers = {"Content-Disposition": 'attachment; filename="audit.jsonl"', "Cache-Control": "no-store"}
        return StreamingResponse(audit.verifier.export(), media_type="application/x-ndjson", headers=headers)

    @router.post("/verify")
    async def verify(caller: asking) -> Verified:
        """Read the whole record and say whether it is whole (`weekwire audit verify`); it may take a while."""
        await _put_on_record(desks, caller, "audit.verify", "everything")
        found = await audit.verify_once()
        return Verified(
            is_whole=not found.faults,
            entries=sum(one.entries for one in found.chains),
            anchored=sum(one.anchored for one in found.chains),
            proven_until_ms=found.proven_until_ms,
            faults=[
                FaultView(kind=one.kind, chain=one.chain, number=one.number, detail=one.detail)
                for one in found.faults[:SHOWN_FAULTS]
            ],
        )

    return router


async def _put_on_record(desks: Desks, caller: Caller, verb: str, words: str) -> None:
    """Refuse whoever is no audit administrator; what cannot be put on record is not shown."""
    async with desks.recorder.watching(verb, caller, TARGET):
        caller.require(READERS, (MINISTRY,))
    await desks.recorder.read(verb, acting(caller, (MINISTRY,), READERS), TARGET, words)


def _line(entry: Entry) -> list[str]:
    act = orjson.loads(entry.body)
    return [entry.chain, str(entry.number), *(str(act.get(name) or "") for name in SHEET_FIELDS[2:])]


def _asked(
    *,
    actor: Exact = None,
    organisation: Exact = None,
    service: Exact = None,
    verb: Exact = None,
    object: Exact = None,  # noqa: A002 - the field's name in an act.
    outcome: Annotated[Literal["done", "refused"] | None, Query()] = None,
    since: Annotated[AwareDatetime | None, Query(description="The first moment.")] = None,
    until: Annotated[AwareDatetime | None, Query(description="The first moment that is out.")] = None,
) -> Asked:
    fields = {
        "actor": actor,
        "organisation": organisation,
        "service": service,
        "verb": verb,
        "object": object,
        "outcome": outcome,
    }
    return Asked({name: value for name, value in fields.items() if value is not None}, since, until)


def _view(place: str, entry: Entry) -> SealedAct:
    return SealedAct(
        place=place,
        chain=entry.chain,
        number=entry.number,
        event=entry.event,
        sealed_at_ms=entry.sealed_at_ms,
        mac=entry.mac,
        act=orjson.loads(entry.body),
    )
