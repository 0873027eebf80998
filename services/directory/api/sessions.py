"""Sign-in, refresh, sign-out, the public keys, and who one is."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field, SecretStr

from contracts.base import Contract
from contracts.organisations import Organisation
from services.directory.api.access import Access, address_of, device_of
from services.directory.domain.people import PasswordForm
from services.directory.domain.sessions import Step
from services.directory.operations.desks import Desks
from services.directory.operations.sessions import SignedIn
from services.kit.identity import Caller
from services.kit.web import closed_body


class SignInForm(Contract):
    """A name and a password, and for who has a second factor its code or a recovery code."""

    name: str = Field(min_length=1, max_length=120)
    password: SecretStr = Field(min_length=1, max_length=500)
    code: SecretStr | None = Field(default=None, min_length=1, max_length=40)


class RefreshForm(Contract):
    """The refresh token of a session. It is good for one use."""

    refresh_token: SecretStr = Field(min_length=1, max_length=200)


class Tokens(BaseModel):
    """What a sign-in or a refresh gives; times are UTC."""

    person: str
    session: str
    token_type: str = "Bearer"  # noqa: S105 - the name of the scheme.
    access_token: str
    expires_in: int
    refresh_token: str
    session_ends_at: datetime
    needs: list[Step] = Field(default=[], description="First steps, for which alone this access token is good.")


class KeySet(BaseModel):
    """A JWK set (RFC 7517)."""

    keys: list[dict[str, Any]]


class Role(BaseModel):
    """A role one holds, with the name of the organisation."""

    organisation: str
    organisation_name: str
    role: str


class Me(BaseModel):
    """Who one is."""

    person: str
    name: str
    display_name: str
    organisation: str
    roles: list[Role]


def session_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of sessions."""
    router = APIRouter(prefix="/v1", tags=["sessions"])

    @router.post("/sessions", status_code=201, dependencies=[Depends(access.open)])
    async def sign_in(form: Annotated[SignInForm, closed_body(SignInForm)], request: Request) -> Tokens:
        """Begin a session. The same answer, in the same time, whatever was wrong."""
        password = form.password.get_secret_value()
        code = form.code.get_secret_value() if form.code is not None else None
        return _tokens(await desks.sessions.sign_in(form.name, password, address_of(request), device_of(request), code))

    @router.post("/sessions/refresh", dependencies=[Depends(access.open)])
    async def refresh(form: Annotated[RefreshForm, closed_body(RefreshForm)], request: Request) -> Tokens:
        """Take the next tokens of a session. A refresh token that was used before ends the session."""
        return _tokens(await desks.sessions.refresh(form.refresh_token.get_secret_value(), address_of(request)))

    @router.delete("/sessions/current", status_code=204)
    async def sign_out(caller: Annotated[Caller, Depends(access.beginner)]) -> Response:
        """End the session the access token belongs to."""
        await desks.sessions.sign_out(caller.session, caller.address)
        return Response(status_code=204)

    @router.get("/keys", dependencies=[Depends(access.open)])
    async def keys() -> KeySet:
        """The public keys that tokens are checked with."""
        return KeySet(keys=[dict(key.jwk) for key in desks.keys.public()])

    @router.get("/me")
    async def me(caller: Annotated[Caller, Depends(access.beginner)]) -> Me:
        """Who one is, and in which roles."""
        person, organisations = await desks.people.me(caller)
        return Me(
            person=person.person,
            name=person.name,
            display_name=person.display_name,
            organisation=person.organisation,
            roles=[
                Role(organisation=place, organisation_name=_name(organisations, place), role=role.value)
                for place, role in person.grants
            ],
        )

    @router.put("/me/password", status_code=204)
    async def password(
        form: Annotated[PasswordForm, closed_body(PasswordForm)], caller: Annotated[Caller, Depends(access.beginner)]
    ) -> Response:
        """Change one's own password; one's other sessions end. After a first change, refresh for a whole access token."""
        async with desks.recorder.watching("person.password", caller, f"person:{caller.person}"):
            await desks.people.change_password(form, caller)
        return Response(status_code=204)

    return router


def _tokens(signed_in: SignedIn) -> Tokens:
    return Tokens(
        person=signed_in.person,
        session=signed_in.session,
        access_token=signed_in.access_token,
        expires_in=signed_in.access_seconds,
        refresh_token=signed_in.refresh_token,
        session_ends_at=signed_in.session_ends_at,
        needs=list(signed_in.needs),
    )


def _name(organisations: dict[str, Organisation], organisation: str) -> str:
    found = organisations.get(organisation)
    return found.name if found else organisation
