"""Who one is, and one's own password."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from contracts.base import Contract
from contracts.organisations import Language, Organisation, OrganisationKind
from services.directory.api.access import Access
from services.directory.domain.people import PasswordForm
from services.directory.domain.sessions import Step
from services.directory.operations.desks import Desks
from services.kit.identity import Caller
from services.kit.web import closed_body


class Role(BaseModel):
    """A role one holds, with the name of the organisation."""

    organisation: str
    organisation_name: str
    role: str


class LanguageForm(Contract):
    """The language one is written to in."""

    language: Language


class Home(BaseModel):
    """The organisation that one belongs to; `path` runs from the ministry to it, `unit` is its reporting unit."""

    organisation: str
    name: str
    short_name: str
    kind: OrganisationKind
    unit: str
    path: list[str]


class Me(BaseModel):
    """Who one is. `acting` is the colleague who acts for the person in this session, `acting_name` what to call that one."""

    person: str
    name: str
    display_name: str
    organisation: str
    home: Home | None
    roles: list[Role]
    email: str | None
    language: Language
    needs: list[Step]
    idle_seconds: float
    acting: str | None = None
    acting_name: str | None = None


def me_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of oneself."""
    router = APIRouter(prefix="/v1", tags=["sessions"])

    @router.get("/me")
    async def me(caller: Annotated[Caller, Depends(access.beginner)]) -> Me:
        """Who one is, and in which roles."""
        person, organisations = await desks.people.me(caller)
        return Me(
            person=person.person,
            name=person.name,
            display_name=person.display_name,
            organisation=person.organisation,
            home=_home(organisations.get(person.organisation)),
            email=person.email,
            language=person.language,
            needs=list(await desks.sessions.needs(caller.session)),
            idle_seconds=await desks.sessions.idle_seconds(caller.session),
            acting=caller.acting,
            acting_name=await desks.people.called(caller.acting) if caller.acting else None,
            roles=[
                Role(organisation=place, organisation_name=_name(organisations, place), role=role.value)
                for place, role in person.grants
            ],
        )

    @router.put("/me/language", status_code=204)
    async def language(
        form: Annotated[LanguageForm, closed_body(LanguageForm)], caller: Annotated[Caller, Depends(access.owner)]
    ) -> Response:
        """Choose in which language one is written to."""
        await desks.people.set_language(form.language, caller)
        return Response(status_code=204)

    @router.put("/me/password", status_code=204)
    async def password(
        form: Annotated[PasswordForm, closed_body(PasswordForm)], caller: Annotated[Caller, Depends(access.owner)]
    ) -> Response:
        """Change one's own password; one's other sessions end. After a first change, refresh for a whole access token."""
        async with desks.recorder.watching("person.password", caller, f"person:{caller.person}"):
            await desks.people.change_password(form, caller)
        return Response(status_code=204)

    return router


def _home(found: Organisation | None) -> Home | None:
    if found is None:
        return None
    return Home(
        organisation=found.organisation,
        name=found.name,
        short_name=found.short_name,
        kind=found.kind,
        unit=found.unit,
        path=list(found.path),
    )


def _name(organisations: dict[str, Organisation], organisation: str) -> str:
    found = organisations.get(organisation)
    return found.name if found else organisation
