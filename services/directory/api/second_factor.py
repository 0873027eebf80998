"""One's own second factor: begin, confirm with a first code, and take away."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field, SecretStr

from contracts.base import Contract
from services.directory.api.access import Access
from services.directory.operations.desks import Desks
from services.directory.operations.record import acting
from services.kit.identity import Caller
from services.kit.web import closed_body

VERB = "person.second_factor"


class BeginForm(Contract):
    """One's password: who found a session open gives its owner no second factor."""

    password: SecretStr = Field(min_length=1, max_length=500)


class CodeForm(Contract):
    """The six digits that the device shows."""

    code: SecretStr = Field(min_length=1, max_length=40)


class RemovalForm(Contract):
    """One's password and a code, or a recovery code."""

    password: SecretStr = Field(min_length=1, max_length=500)
    code: SecretStr = Field(min_length=1, max_length=40)


class FactorState(BaseModel):
    """Whether one signs in with a second factor."""

    is_on: bool


class BegunView(BaseModel):
    """What the authenticator needs, shown this once."""

    secret: str
    uri: str


class RecoveryCodes(BaseModel):
    """Each is good once in place of a code; they are shown this once."""

    recovery_codes: list[str]


def second_factor_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of one's own second factor."""
    router = APIRouter(prefix="/v1/me/second-factor", tags=["sessions"])
    asking = Annotated[Caller, Depends(access.owner)]

    @router.get("")
    async def state(caller: asking) -> FactorState:
        """Whether it is on."""
        return FactorState(is_on=await desks.second_factors.is_on(caller.person))

    @router.post("")
    async def begin(form: Annotated[BeginForm, closed_body(BeginForm)], caller: asking) -> BegunView:
        """A fresh secret for the device; nothing changes before a first code has confirmed it."""
        async with desks.recorder.watching(VERB, caller, f"person:{caller.person}"):
            person = await desks.sessions.check_own_password(caller, form.password.get_secret_value())
            begun = await desks.second_factors.begin(person)
        return BegunView(secret=begun.secret, uri=begun.uri)

    @router.put("")
    async def confirm(form: Annotated[CodeForm, closed_body(CodeForm)], caller: asking) -> RecoveryCodes:
        """Switch it on with a first code. Where it was demanded, refresh for a whole access token."""
        async with desks.recorder.watching(VERB, caller, f"person:{caller.person}"):
            codes = await desks.second_factors.confirm(caller.person, form.code.get_secret_value(), acting(caller))
        return RecoveryCodes(recovery_codes=list(codes))

    @router.post("/remove", status_code=204)
    async def remove(form: Annotated[RemovalForm, closed_body(RemovalForm)], caller: asking) -> Response:
        """Take it away."""
        async with desks.recorder.watching(VERB, caller, f"person:{caller.person}"):
            await desks.sessions.check_own_password(caller, form.password.get_secret_value())
            await desks.sessions.check_code(caller.person, form.code.get_secret_value())
            await desks.second_factors.remove(caller.person, acting(caller))
        return Response(status_code=204)

    return router
