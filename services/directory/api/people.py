"""People, for the managers of their branch."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field

from contracts.base import Contract
from contracts.organisations import Language
from services.directory.api.access import BOTH, Access, Cursor, Limit, Page, PersonId, after, created, page_of
from services.directory.domain.identifiers import ORGANISATION_PATTERN, PERSON_PATTERN
from services.directory.domain.people import Person, PersonForm
from services.directory.operations.desks import Desks
from services.kit.identity import Caller
from services.kit.web import closed_body


class GrantView(BaseModel):
    """A role in an organisation."""

    organisation: str
    role: str


class PersonView(BaseModel):
    """A person as managers see one; a password is never shown, not even as a hash."""

    person: str
    revision: int
    name: str
    display_name: str
    organisation: str
    phone: str | None
    email: str | None
    language: Language
    grants: list[GrantView]
    closed: bool
    is_erased: bool = False


class HandOverForm(Contract):
    """Who takes over."""

    to: str = Field(pattern=PERSON_PATTERN)


class HandedOver(BaseModel):
    """Both as they are now: who left has no role, and the successor has those of both."""

    left: PersonView
    successor: PersonView


def people_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of people."""
    router = APIRouter(prefix="/v1/people", tags=["people"])
    asking = Annotated[Caller, Depends(access.caller)]

    @router.get("")
    async def find(
        caller: asking,
        organisation: Annotated[str, Query(pattern=ORGANISATION_PATTERN)],
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[PersonView]:
        """The people who belong to an organisation of one's branch; of any other: 404."""
        found = await desks.people.page(organisation, caller, after(cursor), limit + 1)
        return page_of([_view(person) for person in found], limit, "person")

    @router.get("/{person}")
    async def get(person: PersonId, caller: asking) -> PersonView:
        """One person of one's branch; of any other: 404."""
        return _view(await desks.people.get(person, caller))

    @router.put("/{person}", responses=BOTH)
    async def put(
        person: PersonId,
        form: Annotated[PersonForm, closed_body(PersonForm)],
        caller: Annotated[Caller, Depends(access.in_person)],
        response: Response,
    ) -> PersonView:
        """Make a person, or change one; every role lies inside one's branch."""
        async with desks.recorder.watching("person.put", caller, f"person:{person}"):
            state, is_new = await desks.people.put(person, form, caller)
        response.status_code = created(is_new=is_new)
        return _view(state)

    @router.post("/{person}/hand-over")
    async def hand_over(
        person: PersonId, form: Annotated[HandOverForm, closed_body(HandOverForm)], caller: asking
    ) -> HandedOver:
        """Give everything the person may do to another one, and close the account."""
        async with desks.recorder.watching("person.hand_over", caller, f"person:{person}"):
            left, successor = await desks.handing_over.hand_over(person, form.to, caller)
        return HandedOver(left=_view(left), successor=_view(successor))

    @router.delete("/{person}/sessions", status_code=204)
    async def end_sessions(person: PersonId, caller: asking) -> Response:
        """Sign the person out everywhere, as where a device was lost."""
        async with desks.recorder.watching("person.sessions", caller, f"person:{person}"):
            await desks.people.end_sessions(person, caller)
        return Response(status_code=204)

    @router.delete("/{person}/second-factor", status_code=204)
    async def remove_second_factor(person: PersonId, caller: Annotated[Caller, Depends(access.in_person)]) -> Response:
        """Take away the second factor and the passkeys of somebody who lost the device and the recovery codes."""
        async with desks.recorder.watching("person.second_factor", caller, f"person:{person}"):
            await desks.ways.take_away_factors(person, caller)
        return Response(status_code=204)

    return router


def _view(person: Person) -> PersonView:
    return PersonView(
        person=person.person,
        revision=person.revision,
        name=person.name,
        display_name=person.display_name,
        organisation=person.organisation,
        phone=person.phone,
        email=person.email,
        language=person.language,
        grants=[GrantView(organisation=place, role=role.value) for place, role in person.grants],
        closed=person.closed,
        is_erased=person.is_erased,
    )
