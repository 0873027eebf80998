"""Names for the ids that a history holds, as far as whoever reads it may know them."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from contracts.base import Contract
from services.directory.api.access import Access
from services.directory.operations.desks import Desks
from services.kit.identity import Caller
from services.kit.web import closed_body

MAX_PEOPLE = 200
MAX_ID_CHARACTERS = 120


class NamesForm(Contract):
    """The ids that are asked about; each may stand more than once."""

    people: tuple[Annotated[str, Field(max_length=MAX_ID_CHARACTERS)], ...] = Field(max_length=MAX_PEOPLE)


class KnownRole(BaseModel):
    """A role in an organisation of one's branch, or above it."""

    organisation: str
    organisation_name: str
    role: str


class KnownPerson(BaseModel):
    """One person. `name` is null where it is not the reader's to know, or was erased: then roles and organisation say who it was."""

    person: str
    name: str | None
    organisation: str
    organisation_name: str
    roles: list[KnownRole]
    is_erased: bool


class KnownPeople(BaseModel):
    """Those of whom something may be known, by id; the others are not among them, whether or not there is such a person."""

    items: list[KnownPerson]


def name_routes(desks: Desks, access: Access) -> APIRouter:
    """The route of names."""
    router = APIRouter(prefix="/v1/people", tags=["people"])

    @router.post("/names")
    async def names(
        form: Annotated[NamesForm, closed_body(NamesForm)], caller: Annotated[Caller, Depends(access.caller)]
    ) -> KnownPeople:
        """Who these people are: by name in one's own branch, by role where they stand above it; of anybody else nothing."""
        found, organisations = await desks.names.names(form.people, caller)

        def called(organisation: str) -> str:
            known = organisations.get(organisation)
            return known.name if known else organisation

        return KnownPeople(
            items=[
                KnownPerson(
                    person=one.person,
                    name=one.name,
                    organisation=one.organisation,
                    organisation_name=called(one.organisation),
                    roles=[
                        KnownRole(organisation=place, organisation_name=called(place), role=role.value)
                        for place, role in one.roles
                    ],
                    is_erased=one.is_erased,
                )
                for one in found
            ]
        )

    return router
