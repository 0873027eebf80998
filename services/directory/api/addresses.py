"""Where people are written to, for services that send letters behind their requests. Nobody signed in gets this list."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from contracts.base import Contract
from contracts.organisations import Language
from services.directory import metrics
from services.directory.api.access import Access
from services.directory.operations.desks import Desks
from services.kit.clock import Clock
from services.kit.service_tokens import calling_service
from services.kit.settings import ServiceSettings
from services.kit.web import closed_body

MAX_PEOPLE = 1_000
CALLERS = frozenset({"notification"})


class AddressesForm(Contract):
    """Whose addresses are asked for."""

    people: tuple[str, ...] = Field(max_length=MAX_PEOPLE)


class AddressView(BaseModel):
    """Where one person is written to, as what, and in which language; without an address nothing can be sent."""

    person: str
    email: str | None
    display_name: str
    language: Language


class Addresses(BaseModel):
    """The addresses; who is closed, erased or unknown is not among them."""

    items: list[AddressView]


def address_routes(desks: Desks, access: Access, settings: ServiceSettings, clock: Clock) -> APIRouter:
    """The route of addresses."""
    router = APIRouter(prefix="/v1/addresses", tags=["people"])
    service = calling_service(settings, clock, "directory", CALLERS)

    @router.post("", dependencies=[Depends(access.open), Depends(service)])
    async def find(form: Annotated[AddressesForm, closed_body(AddressesForm)]) -> Addresses:
        """Where these people are written to."""
        found = [stored.person for stored in await desks.people.by_ids(form.people)]
        items = [
            AddressView(
                person=one.person, email=one.email, display_name=one.display_name or one.name, language=one.language
            )
            for one in found
            if not one.closed
        ]
        metrics.ADDRESSES_GIVEN.inc(len(items))
        return Addresses(items=items)

    return router
