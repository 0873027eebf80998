"""Passkeys: one's own, and coming in with one."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel, Field, SecretStr

from contracts.base import Contract
from services.directory.api.access import Access, address_of, device_of
from services.directory.api.cookies import Cookies, page_asks
from services.directory.api.sessions import Tokens, tokens_of
from services.directory.domain.passkeys import NAME_MAX_CHARACTERS, Passkey
from services.directory.operations.desks import Desks
from services.directory.operations.passkeys import VERB
from services.directory.operations.record import acting
from services.kit.identity import Caller
from services.kit.web import closed_body

PasskeyId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,1400}$")]
Name = Annotated[str, Field(min_length=1, max_length=NAME_MAX_CHARACTERS, pattern=r"^[^\x00-\x1f]+$")]


class BeginForm(Contract):
    """One's password: who found a session open makes no passkey with it."""

    password: SecretStr = Field(min_length=1, max_length=500)


class RegisterForm(Contract):
    """What the device answered, as `PublicKeyCredential.toJSON()` gives it, and what to call the passkey."""

    credential: dict[str, Any]
    name: Name


class NameForm(Contract):
    """What to call a passkey."""

    name: Name


class EnterForm(Contract):
    """What the device answered, as `PublicKeyCredential.toJSON()` gives it."""

    credential: dict[str, Any]


class PasskeyView(BaseModel):
    """A passkey of one's own; times are UTC. A `synced` one is on several devices."""

    passkey: str
    name: str
    made_at: datetime
    used_at: datetime | None
    synced: bool


class Passkeys(BaseModel):
    """One's passkeys, the oldest first."""

    items: list[PasskeyView]


class Question(BaseModel):
    """What to hand to `navigator.credentials`, in the JSON form of WebAuthn (`parseCreationOptionsFromJSON`)."""

    options: dict[str, Any]


def passkey_routes(desks: Desks, access: Access, cookies: Cookies) -> APIRouter:
    """The routes of passkeys."""
    router = APIRouter(prefix="/v1", tags=["sessions"])
    asking = Annotated[Caller, Depends(access.owner)]

    @router.get("/me/passkeys")
    async def find(caller: asking) -> Passkeys:
        """One's passkeys."""
        return Passkeys(items=[_view(passkey) for passkey in await desks.ways.passkeys.of_person(caller.person)])

    @router.post("/me/passkeys/begin")
    async def begin(form: Annotated[BeginForm, closed_body(BeginForm)], caller: asking) -> Question:
        """Begin to make a passkey; nothing changes before the device has answered."""
        async with desks.recorder.watching(VERB, caller, f"person:{caller.person}"):
            person = await desks.sessions.check_own_password(caller, form.password.get_secret_value())
            return Question(options=await desks.ways.passkeys.begin(person))

    @router.post("/me/passkeys", status_code=201)
    async def register(form: Annotated[RegisterForm, closed_body(RegisterForm)], caller: asking) -> PasskeyView:
        """Take the device's answer."""
        async with desks.recorder.watching(VERB, caller, f"person:{caller.person}"):
            made = await desks.ways.passkeys.register(caller.person, form.credential, form.name, acting(caller))
        return _view(made)

    @router.put("/me/passkeys/{passkey}")
    async def rename(
        passkey: PasskeyId, form: Annotated[NameForm, closed_body(NameForm)], caller: asking
    ) -> PasskeyView:
        """Call a passkey something else."""
        async with desks.recorder.watching(VERB, caller, f"person:{caller.person}"):
            return _view(await desks.ways.passkeys.rename(caller.person, passkey, form.name))

    @router.delete("/me/passkeys/{passkey}", status_code=204)
    async def remove(passkey: PasskeyId, caller: asking) -> Response:
        """Let a passkey open nothing any more."""
        async with desks.recorder.watching(VERB, caller, f"person:{caller.person}"):
            await desks.ways.passkeys.remove(caller.person, passkey, acting(caller))
        return Response(status_code=204)

    @router.post("/sessions/passkey/begin", dependencies=[Depends(access.open)])
    async def begin_sign_in() -> Question:
        """Begin to come in with a passkey; no name is asked for."""
        return Question(options=await desks.ways.passkeys.begin_sign_in())

    @router.post("/sessions/passkey", status_code=201, dependencies=[Depends(access.open)])
    async def enter(form: Annotated[EnterForm, closed_body(EnterForm)], request: Request, response: Response) -> Tokens:
        """Begin a session with a passkey; it counts as both factors. The same answer whatever was wrong."""
        for_page = page_asks(request)
        begun = await desks.ways.passkeys.sign_in(form.credential, address_of(request), device_of(request))
        return tokens_of(begun, cookies if for_page else None, response)

    return router


def _view(passkey: Passkey) -> PasskeyView:
    return PasskeyView(
        passkey=passkey.passkey,
        name=passkey.name,
        made_at=passkey.made_at,
        used_at=passkey.used_at,
        synced=passkey.synced,
    )
