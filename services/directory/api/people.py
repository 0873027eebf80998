"""People, for the managers of their branch."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel

from contracts.organisations import Language
from services.directory.api.access import BOTH, Access, Cursor, Limit, Page, PersonId, after, created, page_of
from services.directory.domain.identifiers import ORGANISATION_PATTERN
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
        caller: asking,
        response: Response,
    ) -> PersonView:
        """Make a person, or change one; every role lies inside one's branch."""
        async with desks.recorder.watching("person.put", caller, f"person:{person}"):
            state, is_new = await desks.people.put(person, form, caller)
        response.status_code = created(is_new=is_new)
        return _view(state)

    @router.delete("/{person}/second-factor", status_code=204)
    async def remove_second_factor(person: PersonId, caller: asking) -> Response:
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
