"""Acting for another: what one lends and has been lent, and switching there and back."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, Field

from contracts.base import Contract
from services.directory.api.access import Access
from services.directory.domain.delegations import Delegation, DelegationForm
from services.directory.domain.identifiers import PERSON_PATTERN
from services.directory.operations.delegations import VERB
from services.directory.operations.desks import Desks
from services.kit.identity import Caller
from services.kit.web import closed_body

DelegationId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


class ActingForm(Contract):
    """For whom one acts from now on; oneself ends it."""

    person: str = Field(pattern=PERSON_PATTERN)


class DelegationView(BaseModel):
    """Who may act for whom until when; times are UTC. `name` is that of the other one."""

    delegation: str
    person: str
    colleague: str
    name: str
    until: datetime
    made_at: datetime
    note: str


class Delegations(BaseModel):
    """What is in force, the newest first."""

    lent: list[DelegationView]
    borrowed: list[DelegationView]


class Colleague(BaseModel):
    """Somebody of the same organisation."""

    person: str
    name: str
    display_name: str


class Colleagues(BaseModel):
    """Whom one might let act, by id."""

    items: list[Colleague]


def delegation_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of acting for another."""
    router = APIRouter(prefix="/v1", tags=["delegations"])
    asking = Annotated[Caller, Depends(access.caller)]
    owning = Annotated[Caller, Depends(access.in_person)]

    @router.get("/me/delegations")
    async def find(caller: asking) -> Delegations:
        """What one has lent, and for whom one may act."""
        ways = desks.ways.delegations
        lent = [] if caller.acting else await ways.lent(caller)
        return Delegations(
            lent=[_view(one, name) for one, name in lent],
            borrowed=[_view(one, name) for one, name in await ways.borrowed(caller)],
        )

    @router.get("/me/colleagues")
    async def colleagues(caller: owning) -> Colleagues:
        """Whom one might let act."""
        found = await desks.ways.delegations.colleagues(caller)
        return Colleagues(
            items=[Colleague(person=one.person, name=one.name, display_name=one.display_name) for one in found]
        )

    @router.post("/me/delegations", status_code=201)
    async def lend(form: Annotated[DelegationForm, closed_body(DelegationForm)], caller: owning) -> DelegationView:
        """Let a colleague act for oneself until then. What is one's own alone is not lent."""
        async with desks.recorder.watching(VERB, caller, f"person:{caller.person}"):
            return _view(await desks.ways.delegations.lend(form, caller), "")

    @router.delete("/me/delegations/{delegation}", status_code=204)
    async def take_back(delegation: DelegationId, caller: owning) -> Response:
        """Take back what one has lent, or give back what one was lent; ended already changes nothing."""
        async with desks.recorder.watching(VERB, caller, f"person:{caller.person}"):
            await desks.ways.delegations.take_back(delegation, caller)
        return Response(status_code=204)

    @router.post("/sessions/acting", status_code=204)
    async def switch(form: Annotated[ActingForm, closed_body(ActingForm)], caller: asking) -> Response:
        """Act for a person from now on, or for oneself again; then refresh for the access token that says so."""
        async with desks.recorder.watching("session.acting", caller, f"person:{form.person}"):
            await desks.ways.delegations.take_up(form.person, caller)
        return Response(status_code=204)

    return router


def _view(delegation: Delegation, name: str) -> DelegationView:
    return DelegationView(
        delegation=delegation.delegation,
        person=delegation.person,
        colleague=delegation.colleague,
        name=name,
        until=delegation.until,
        made_at=delegation.made_at,
        note=delegation.note,
    )
