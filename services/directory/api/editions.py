"""Editions: open to everybody, since dates and lists are what the notice publishes; written by the ministry."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from contracts.editions import Edition
from services.directory.api.access import BOTH, Access, EditionId, created
from services.directory.operations.desks import Desks
from services.kit.identity import Caller
from services.kit.web import closed_body


def edition_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of editions."""
    router = APIRouter(prefix="/v1/editions", tags=["editions"])

    @router.get("", dependencies=[Depends(access.open)])
    async def find() -> list[Edition]:
        """All editions, oldest first."""
        return await desks.editions.every()

    @router.get("/{edition}", dependencies=[Depends(access.open)])
    async def get(edition: EditionId) -> Edition:
        """One edition, complete."""
        return await desks.editions.get(edition)

    @router.put("/{edition}", responses=BOTH)
    async def put(
        edition: EditionId,
        wanted: Annotated[Edition, closed_body(Edition)],
        caller: Annotated[Caller, Depends(access.caller)],
        response: Response,
    ) -> Edition:
        """Change an edition (its `revision` is the one seen), or add one (`revision` 0)."""
        async with desks.recorder.watching("edition.put", caller, f"edition:{edition}"):
            state, is_new = await desks.editions.put(edition, wanted, caller)
        response.status_code = created(is_new=is_new)
        return state

    return router
