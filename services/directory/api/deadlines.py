"""A level's own deadline for everybody below it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from contracts.organisations import Obligation
from services.directory.api.access import Access, EditionId, OrganisationId
from services.directory.domain.deadlines import DeadlineForm
from services.directory.operations.desks import Desks
from services.kit.identity import Caller
from services.kit.web import closed_body


class AskedView(BaseModel):
    """What became of asking one of them: the obligation, or the problem."""

    debtor: str
    obligation: Obligation | None
    problem: dict[str, Any] | None


class DeadlineView(BaseModel):
    """How many were asked, how many could not be, and each."""

    asked: int
    refused: int
    items: list[AskedView]


def deadline_routes(desks: Desks, access: Access) -> APIRouter:
    """The route of deadlines."""
    router = APIRouter(prefix="/v1/organisations", tags=["obligations"])

    @router.put("/{organisation}/deadlines/{edition}")
    async def put(
        organisation: OrganisationId,
        edition: EditionId,
        form: Annotated[DeadlineForm, closed_body(DeadlineForm)],
        caller: Annotated[Caller, Depends(access.caller)],
    ) -> DeadlineView:
        """Ask everybody directly below, or those who are named, for a kind of material by a date before one's own."""
        async with desks.recorder.watching("obligation.put", caller, f"organisation:{organisation}"):
            found = await desks.deadlines.set(organisation, edition, form, caller)
        items = [
            AskedView(
                debtor=one.debtor,
                obligation=one.obligation,
                problem=one.problem.as_json() if one.problem is not None else None,
            )
            for one in found
        ]
        refused = sum(one.problem is not None for one in items)
        return DeadlineView(asked=len(items) - refused, refused=refused, items=items)

    return router
