"""The audit record, for the ministry's audit administrator alone; who reads it is on record, and so is who was refused."""

from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, BaseModel

from contracts.organisations import MINISTRY, Role
from services.directory.api.access import Access, Cursor, Limit, Page, after, page_of
from services.directory.domain.chain import Entry
from services.directory.operations.audit import Asked, Audit
from services.directory.operations.desks import Desks
from services.directory.operations.record import acting
from services.kit.identity import Caller

Exact = Annotated[str | None, Query(max_length=200)]
READERS = frozenset({Role.AUDIT_ADMINISTRATOR})
TARGET = "audit:acts"


class SealedAct(BaseModel):
    """One act with its place in the chain. `act` is the event as its service said it; `place` orders the list."""

    place: str
    chain: str
    number: int
    event: str
    sealed_at_ms: int
    mac: str
    act: dict[str, Any]


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

    return router


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
