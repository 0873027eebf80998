"""A unit's own windows and themes, and the chains along which items are filed."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from contracts.organisations import Organisation
from services.directory.api.access import Access, EditionId, OrganisationId
from services.directory.domain.chains import CHAINS
from services.directory.domain.units import ThemesForm, WindowForm, WindowKind
from services.directory.operations.desks import Desks
from services.kit.identity import Caller
from services.kit.web import closed_body


class ChainView(BaseModel):
    """One line of the table of chains: the first that fits an organisation says where its items go."""

    number: int
    zh: str
    en: str
    onward: str
    kinds: list[str]
    school_types: list[str]
    under: list[str]


def unit_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of what a unit says of its own."""
    router = APIRouter(prefix="/v1", tags=["organisations"])
    asking = Annotated[Caller, Depends(access.caller)]

    @router.get("/chains", dependencies=[Depends(access.open)])
    async def chains() -> list[ChainView]:
        """Along which chains items are filed, in the order in which they are tried."""
        return [
            ChainView(
                number=one.number,
                zh=one.zh,
                en=one.en,
                onward=one.onward.value,
                kinds=sorted(one.kinds),
                school_types=sorted(one.school_types or ()),
                under=sorted(one.under),
            )
            for one in CHAINS
        ]

    @router.put("/organisations/{organisation}/windows/{edition}")
    async def set_window(
        organisation: OrganisationId,
        edition: EditionId,
        form: Annotated[WindowForm, closed_body(WindowForm)],
        caller: asking,
    ) -> Organisation:
        """A unit declares its own window or activity month."""
        async with desks.recorder.watching("organisation.set_window", caller, f"organisation:{organisation}"):
            return await desks.units.set_window(organisation, edition, form, caller)

    @router.delete("/organisations/{organisation}/windows/{edition}")
    async def drop_window(
        organisation: OrganisationId,
        edition: EditionId,
        caller: asking,
        kind: Annotated[WindowKind, Query()] = "own_window",
    ) -> Organisation:
        """A unit takes its own window or activity month back."""
        async with desks.recorder.watching("organisation.set_window", caller, f"organisation:{organisation}"):
            return await desks.units.drop_window(organisation, edition, kind, caller)

    @router.put("/organisations/{organisation}/themes/{edition}")
    async def set_themes(
        organisation: OrganisationId,
        edition: EditionId,
        form: Annotated[ThemesForm, closed_body(ThemesForm)],
        caller: asking,
    ) -> Organisation:
        """A unit gives itself themes below the national one."""
        async with desks.recorder.watching("organisation.set_themes", caller, f"organisation:{organisation}"):
            return await desks.units.set_themes(organisation, edition, form, caller)

    return router
