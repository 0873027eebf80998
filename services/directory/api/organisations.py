"""Organisations: read by everybody who is signed in, written by the manager of the branch above."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from contracts.organisations import Organisation, OrganisationKind
from services.directory.api.access import (
    BOTH,
    Access,
    Cursor,
    Limit,
    OrganisationId,
    Page,
    after,
    created,
    page_of,
)
from services.directory.domain.identifiers import ORGANISATION_PATTERN
from services.directory.domain.organisations import CloseForm, MoveForm, OrganisationForm
from services.directory.operations.desks import Desks
from services.kit.identity import Caller
from services.kit.web import closed_body

Filter = Annotated[str | None, Query(pattern=ORGANISATION_PATTERN)]


def organisation_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of organisations."""
    router = APIRouter(prefix="/v1/organisations", tags=["organisations"])
    _reading(router, desks, access)
    _writing(router, desks, access)
    return router


def _reading(router: APIRouter, desks: Desks, access: Access) -> None:
    @router.get("", dependencies=[Depends(access.caller)])
    async def find(
        *,
        parent: Filter = None,
        unit: Filter = None,
        kind: Annotated[OrganisationKind | None, Query()] = None,
        q: Annotated[
            str | None,
            Query(max_length=50, pattern=r"^[^\x00]*$", description="Part of a name, its pinyin, or a code."),
        ] = None,
        within: Annotated[str | None, Query(pattern=ORGANISATION_PATTERN, description="In this one's branch.")] = None,
        closed: Annotated[bool | None, Query(description="Only closed ones, or only open ones.")] = None,
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[Organisation]:
        """Organisations by id. Names and places are open to everybody who is signed in."""
        found = await desks.organisations.page(
            parent=parent,
            unit=unit,
            kind=kind.value if kind else None,
            text=q,
            within=within,
            is_closed=closed,
            after=after(cursor),
            limit=limit + 1,
        )
        return page_of(found, limit, "organisation")

    @router.get("/{organisation}", dependencies=[Depends(access.caller)])
    async def get(organisation: OrganisationId) -> Organisation:
        """One organisation."""
        return await desks.organisations.get(organisation)

    @router.get("/{organisation}/history", dependencies=[Depends(access.caller)])
    async def history(organisation: OrganisationId) -> list[dict[str, Any]]:
        """What was changed, oldest first, with the values before. Who did it is in the audit log."""
        return await desks.organisations.history(organisation)


def _writing(router: APIRouter, desks: Desks, access: Access) -> None:
    asking = Annotated[Caller, Depends(access.caller)]

    @router.put("/{organisation}", responses=BOTH)
    async def put(
        organisation: OrganisationId,
        form: Annotated[OrganisationForm, closed_body(OrganisationForm)],
        caller: asking,
        response: Response,
    ) -> Organisation:
        """Open an organisation, or amend it; amending names the revision that was seen."""
        async with desks.recorder.watching("organisation.put", caller, f"organisation:{organisation}"):
            state, is_new = await desks.organisations.put(organisation, form, caller)
        response.status_code = created(is_new=is_new)
        return state

    @router.post("/{organisation}/move")
    async def move(
        organisation: OrganisationId, form: Annotated[MoveForm, closed_body(MoveForm)], caller: asking
    ) -> Organisation:
        """Put it under another parent, with everything below it. Submissions follow only by re-attribution."""
        async with desks.recorder.watching("organisation.move", caller, f"organisation:{organisation}"):
            return await desks.organisations.move(organisation, form, caller)

    @router.post("/{organisation}/close")
    async def close(
        organisation: OrganisationId, form: Annotated[CloseForm, closed_body(CloseForm)], caller: asking
    ) -> Organisation:
        """Give it its last day; it stays readable."""
        async with desks.recorder.watching("organisation.close", caller, f"organisation:{organisation}"):
            return await desks.organisations.close(organisation, form, caller)
