"""Obligations: national ones are read by everybody who is signed in, others by the branch; each level sets its own."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from contracts.organisations import Obligation
from contracts.submissions import Kind
from services.directory.api.access import BOTH, Access, Cursor, Limit, ObligationId, Page, after, created, page_of
from services.directory.domain.identifiers import EDITION_PATTERN, ORGANISATION_PATTERN
from services.directory.domain.obligations import ObligationForm
from services.directory.operations.desks import Desks
from services.kit.identity import Caller
from services.kit.web import closed_body

Filter = Annotated[str | None, Query(pattern=ORGANISATION_PATTERN)]


def obligation_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of obligations."""
    router = APIRouter(prefix="/v1/obligations", tags=["obligations"])
    asking = Annotated[Caller, Depends(access.caller)]

    @router.get("")
    async def find(
        *,
        caller: asking,
        edition: Annotated[str | None, Query(pattern=EDITION_PATTERN)] = None,
        debtor: Filter = None,
        creditor: Filter = None,
        kind: Annotated[Kind | None, Query()] = None,
        cancelled: Annotated[bool, Query(description="Cancelled ones as well.")] = False,
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[Obligation]:
        """Who owes what to whom by when, by id: national ones, and those of one's own branch."""
        asked = {"edition": edition, "debtor": debtor, "creditor": creditor, "kind": kind.value if kind else None}
        query = {name: value for name, value in asked.items() if value is not None}
        found = await desks.obligations.page(query, caller, cancelled=cancelled, after=after(cursor), limit=limit + 1)
        return page_of(found, limit, "obligation")

    @router.get("/{obligation}")
    async def get(obligation: ObligationId, caller: asking) -> Obligation:
        """One obligation, national or of one's own branch; of any other: 404."""
        return await desks.obligations.get(obligation, caller)

    @router.put("/{obligation}", responses=BOTH)
    async def put(
        obligation: ObligationId,
        form: Annotated[ObligationForm, closed_body(ObligationForm)],
        caller: asking,
        response: Response,
    ) -> Obligation:
        """Set an obligation for an organisation directly below, due earlier than one's own."""
        async with desks.recorder.watching("obligation.put", caller, f"obligation:{obligation}"):
            state, is_new = await desks.obligations.put(obligation, form, caller)
        response.status_code = created(is_new=is_new)
        return state

    @router.delete("/{obligation}")
    async def cancel(obligation: ObligationId, caller: asking) -> Obligation:
        """End an obligation; it stays readable as cancelled."""
        async with desks.recorder.watching("obligation.cancel", caller, f"obligation:{obligation}"):
            return await desks.obligations.cancel(obligation, caller)

    return router
