"""Invitations, forgotten passwords, and what the page behind a letter's link shows and does."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field, SecretStr

from contracts.base import Contract
from contracts.organisations import Language
from services.directory.api.access import Access, PersonId, address_of
from services.directory.domain.links import LetterState, Link, Purpose
from services.directory.operations.desks import Desks
from services.directory.operations.links import Chosen
from services.kit.identity import Caller
from services.kit.web import closed_body

TOKEN_MAX_CHARACTERS = 200


class ForgottenForm(Contract):
    """The name one signs in with."""

    name: str = Field(min_length=1, max_length=120)


class LinkForm(Contract):
    """The token of a link: what stands behind `#` in a letter's address; nothing, where it was cut off on the way."""

    token: SecretStr = Field(max_length=TOKEN_MAX_CHARACTERS)


class ChoiceForm(Contract):
    """A password chosen with a link; an invited person may also choose another name to sign in with, and what to be called."""

    token: SecretStr = Field(max_length=TOKEN_MAX_CHARACTERS)
    password: SecretStr = Field(min_length=1, max_length=500)
    name: str | None = Field(default=None, min_length=1, max_length=120, pattern=r"^[^\s\x00-\x1f]+$")
    display_name: str | None = Field(default=None, max_length=50)


class LinkView(BaseModel):
    """Whom a link is for; `ends_at` is UTC."""

    purpose: Purpose
    name: str
    display_name: str
    organisation: str
    organisation_name: str
    language: Language
    ends_at: datetime


class ChosenView(BaseModel):
    """The name to sign in with from now on."""

    name: str


class InvitationView(BaseModel):
    """How far an invitation has come; times are UTC. `letter_fault` is what the mail server said.

    Where it is given by hand, `letter` is none, and `link` is its address: it comes this once.
    """

    state: Literal["open", "used", "revoked", "too_old"]
    letter: LetterState
    letter_fault: str
    made_by: str | None
    made_at: datetime
    ends_at: datetime
    link: str | None = None


def link_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of links."""
    router = APIRouter(prefix="/v1", tags=["links"])
    asking = Annotated[Caller, Depends(access.in_person)]

    @router.post("/people/{person}/invitation", status_code=201)
    async def invite(
        person: PersonId,
        caller: asking,
        response: Response,
        *,
        by_hand: Annotated[bool, Query(description="No letter: the answer holds the link, this once.")] = False,
    ) -> InvitationView:
        """Send a letter with a link to choose a password; a letter sent before opens nothing any more."""
        response.headers["Cache-Control"] = "no-store"
        async with desks.recorder.watching("person.invitation_letter", caller, f"person:{person}"):
            if not by_hand:
                return _view(await desks.ways.links.invite(person, caller), desks)
            made, address = await desks.ways.links.invite_by_hand(person, caller)
        return _view(made, desks, address)

    @router.get("/people/{person}/invitation")
    async def invitation(person: PersonId, caller: asking) -> InvitationView:
        """The last invitation of somebody in one's branch; where there was none: 404."""
        return _view(await desks.ways.links.invitation(person, caller), desks)

    @router.delete("/people/{person}/invitation", status_code=204)
    async def revoke(person: PersonId, caller: asking) -> Response:
        """Take an invitation back; one that has ended is left as it is."""
        async with desks.recorder.watching("person.invitation_letter", caller, f"person:{person}"):
            await desks.ways.links.revoke(person, caller)
        return Response(status_code=204)

    @router.post("/passwords/forgotten", status_code=202, dependencies=[Depends(access.open)])
    async def forgotten(form: Annotated[ForgottenForm, closed_body(ForgottenForm)], request: Request) -> Response:
        """Ask for a letter with a link. The same answer, in the same time, whether or not there is such a person."""
        await desks.ways.links.forgotten(form.name, address_of(request))
        return Response(status_code=202)

    @router.post("/links/look", dependencies=[Depends(access.open)])
    async def look(form: Annotated[LinkForm, closed_body(LinkForm)]) -> LinkView:
        """Whom a link is for; it is not used up by that."""
        link, stored, organisation = await desks.ways.links.look(form.token.get_secret_value())
        person = stored.person
        return LinkView(
            purpose=link.purpose,
            name=person.name,
            display_name=person.display_name,
            organisation=person.organisation,
            organisation_name=organisation,
            language=person.language,
            ends_at=link.ends_at,
        )

    @router.post("/links/use", dependencies=[Depends(access.open)])
    async def use(form: Annotated[ChoiceForm, closed_body(ChoiceForm)], request: Request) -> ChosenView:
        """Choose a password with a link; it is then used up, and whoever was signed in is signed out."""
        chosen = Chosen(form.password.get_secret_value(), form.name, form.display_name)
        person = await desks.ways.links.use(form.token.get_secret_value(), chosen, address_of(request))
        return ChosenView(name=person.name)

    return router


def _view(link: Link, desks: Desks, address: str | None = None) -> InvitationView:
    state: Literal["open", "used", "revoked", "too_old"] = "open"
    if link.ended_at is not None:
        state = "used" if link.ended_by == "used" else "revoked"
    elif link.ends_at <= desks.ways.links.now():
        state = "too_old"
    return InvitationView(
        state=state,
        letter=link.letter,
        letter_fault=link.letter_fault,
        made_by=link.made_by,
        made_at=link.made_at,
        ends_at=link.ends_at,
        link=address,
    )
