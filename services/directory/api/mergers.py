"""Mergers of organisations, and the calling off of what has not come about yet."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from contracts.organisations import Organisation
from services.directory.api.access import Access, OrganisationId
from services.directory.domain.mergers import MergeForm
from services.directory.domain.organisations import ReopenForm
from services.directory.operations.desks import Desks
from services.kit.identity import Caller
from services.kit.web import closed_body


class MergerPreview(BaseModel):
    """What a merger would do: what goes over, how many people, and everything that stands against it."""

    children: list[Organisation]
    people: int
    problems: list[dict[str, Any]]


def merger_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of mergers."""
    router = APIRouter(prefix="/v1/organisations", tags=["organisations"])
    asking = Annotated[Caller, Depends(access.caller)]

    @router.get("/{organisation}/present", dependencies=[Depends(access.caller)])
    async def present(organisation: OrganisationId) -> Organisation:
        """The organisation that an id stands for today: itself, or the one it has become part of."""
        return await desks.mergers.present(organisation)

    @router.post("/{organisation}/merge/preview")
    async def preview(
        organisation: OrganisationId, form: Annotated[MergeForm, closed_body(MergeForm)], caller: asking
    ) -> MergerPreview:
        """What a merger would do; nothing is changed."""
        async with desks.recorder.watching("organisation.merge", caller, f"organisation:{organisation}"):
            found = await desks.mergers.preview(organisation, form, caller)
        problems = [problem.as_json() for problem in found.problems]
        return MergerPreview(children=list(found.children), people=found.people, problems=problems)

    @router.post("/{organisation}/merge")
    async def merge(
        organisation: OrganisationId, form: Annotated[MergeForm, closed_body(MergeForm)], caller: asking
    ) -> Organisation:
        """Make it part of another from a day on. Children, bodies and people go over then; submissions do not."""
        async with desks.recorder.watching("organisation.merge", caller, f"organisation:{organisation}"):
            return await desks.mergers.merge(organisation, form, caller)

    @router.post("/{organisation}/reopen")
    async def reopen(
        organisation: OrganisationId, form: Annotated[ReopenForm, closed_body(ReopenForm)], caller: asking
    ) -> Organisation:
        """Call off a closing or a merger whose day has not come."""
        async with desks.recorder.watching("organisation.reopen", caller, f"organisation:{organisation}"):
            return await desks.mergers.reopen(organisation, form, caller)

    return router
