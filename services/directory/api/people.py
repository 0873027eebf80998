"""People, for the managers of their branch."""

from datetime import datetime
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
    locked_until: datetime | None = Field(
        default=None, description="UTC; until when too many failures lock the person out somewhere."
    )


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
    keeping = Annotated[Caller, Depends(access.in_person)]

    async def seen(*people: Person) -> list[PersonView]:
        locked = await desks.locks.until(people)
        return [_view(person, locked.get(person.person)) for person in people]

    @router.get("")
    async def find(
        caller: asking,
        organisation: Annotated[str, Query(pattern=ORGANISATION_PATTERN)],
        cursor: Cursor = None,
        limit: Limit = 100,
    ) -> Page[PersonView]:
        """The people who belong to an organisation of one's branch; of any other: 404."""
        found = await desks.people.page(organisation, caller, after(cursor), limit + 1)
        return page_of(await seen(*found), limit, "person")

    @router.get("/{person}")
    async def get(person: PersonId, caller: asking) -> PersonView:
        """One person of one's branch; of any other: 404."""
        return (await seen(await desks.people.get(person, caller)))[0]

    @router.put("/{person}", responses=BOTH)
    async def put(
        person: PersonId,
        form: Annotated[PersonForm, closed_body(PersonForm)],
        caller: keeping,
        response: Response,
    ) -> PersonView:
        """Make a person, or change one; every role lies inside one's branch."""
        async with desks.recorder.watching("person.put", caller, f"person:{person}"):
            state, is_new = await desks.people.put(person, form, caller)
        response.status_code = created(is_new=is_new)
        return (await seen(state))[0]

    @router.post("/{person}/hand-over")
    async def hand_over(
        person: PersonId, form: Annotated[HandOverForm, closed_body(HandOverForm)], caller: keeping
    ) -> HandedOver:
        """Give everything the person may do to another one, and close the account."""
        async with desks.recorder.watching("person.hand_over", caller, f"person:{person}"):
            both = await desks.handing_over.hand_over(person, form.to, caller)
        left, successor = await seen(*both)
        return HandedOver(left=left, successor=successor)

    @router.delete("/{person}/sessions", status_code=204)
    async def end_sessions(person: PersonId, caller: keeping) -> Response:
        """Sign the person out everywhere, as where a device was lost."""
        async with desks.recorder.watching("person.sessions", caller, f"person:{person}"):
            await desks.people.end_sessions(person, caller)
        return Response(status_code=204)

    @router.delete("/{person}/second-factor", status_code=204)
    async def remove_second_factor(person: PersonId, caller: keeping) -> Response:
        """Take away the second factor and the passkeys of somebody who lost the device and the recovery codes."""
        async with desks.recorder.watching("person.second_factor", caller, f"person:{person}"):
            await desks.ways.take_away_factors(person, caller)
        return Response(status_code=204)

    return router


def _view(person: Person, locked_until: datetime | None) -> PersonView:
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
        locked_until=locked_until,
    )
