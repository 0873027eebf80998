"""Signing in elsewhere: out to the provider and back, and as whom people are known there. And what the sign-in page offers."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, Field, SecretStr

from contracts.base import Contract
from contracts.problems import Problem, ProblemCode
from services.directory.api.access import Access, PersonId, address_of, device_of
from services.directory.api.cookies import Cookies
from services.directory.domain.oidc import BACK_MAX_CHARACTERS, VALUE_MAX_CHARACTERS, Identity
from services.directory.operations.desks import Desks
from services.directory.operations.oidc import VERB
from services.kit.identity import Caller
from services.kit.web import closed_body

SEE_OTHER = 303
PAGE = "/sign-in"
SAID_MAX_CHARACTERS = 4_000
IdentityId = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
SHOWN = frozenset({ProblemCode.OIDC_REFUSED, ProblemCode.OIDC_UNKNOWN, ProblemCode.OIDC_AWAY, ProblemCode.NOT_READY})


class CodeForm(Contract):
    """A code of the second factor, or a recovery code."""

    code: SecretStr = Field(min_length=1, max_length=40)


class IdentityForm(Contract):
    """As whom a person is known at the provider: the value of the claim that the setting names."""

    value: str = Field(min_length=1, max_length=VALUE_MAX_CHARACTERS, pattern=r"^[^\x00-\x1f]+$")


class IdentityView(BaseModel):
    """As whom a person is known at the provider; times are UTC."""

    identity: str
    issuer: str
    claim: str
    value: str
    made_by: str
    made_at: datetime
    used_at: datetime | None


class Identities(BaseModel):
    """As whom a person is known, the oldest first."""

    items: list[IdentityView]


class WaysView(BaseModel):
    """What the sign-in page offers. `elsewhere` is what to call the provider, absent where there is none."""

    letters: bool
    elsewhere: str | None


def oidc_routes(desks: Desks, access: Access, cookies: Cookies) -> APIRouter:
    """The routes of signing in elsewhere."""
    router = APIRouter(prefix="/v1", tags=["sessions"])
    asking = Annotated[Caller, Depends(access.in_person)]

    @router.get("/ways")
    async def ways() -> WaysView:
        """What the sign-in page offers beside password and passkey."""
        oidc = desks.ways.oidc
        return WaysView(letters=desks.ways.postman.is_configured, elsewhere=oidc.name if oidc.is_configured else None)

    @router.get("/sessions/oidc/start", status_code=SEE_OTHER, response_class=Response)
    async def start(back: Annotated[str, Query(max_length=BACK_MAX_CHARACTERS)] = "/") -> Response:
        """Out to the provider."""
        try:
            await access.open()
            leaving = await desks.ways.oidc.leave(back)
        except Problem as problem:
            return _shown(problem)
        answer = _to(leaving.address)
        cookies.set_way(answer, leaving.browser)
        return answer

    @router.get("/sessions/oidc/callback", status_code=SEE_OTHER, response_class=Response)
    async def callback(request: Request) -> Response:
        """Back from the provider: into a session of the page, or to the sign-in page with what was wrong."""
        said = {name: value[:SAID_MAX_CHARACTERS] for name, value in request.query_params.items()}
        try:
            await access.open()
            browser = cookies.way(request)
            begun, back = await desks.ways.oidc.come_back(said, browser, address_of(request), device_of(request))
        except Problem as problem:
            return _shown(problem)
        answer = _to(back)
        cookies.set(answer, begun.access_token, begun.refresh_token, begun.idle_seconds)
        cookies.clear_way(answer)
        return answer

    @router.post("/sessions/code", status_code=204)
    async def code(
        form: Annotated[CodeForm, closed_body(CodeForm)], caller: Annotated[Caller, Depends(access.owner)]
    ) -> Response:
        """Give the code that a session owes which was begun elsewhere; then refresh for a whole access token."""
        async with desks.recorder.watching("session.code", caller, f"session:{caller.session}"):
            await desks.sessions.give_code(caller, form.code.get_secret_value())
        return Response(status_code=204)

    @router.get("/people/{person}/identities")
    async def find(person: PersonId, caller: asking) -> Identities:
        """As whom somebody of one's branch is known at the provider."""
        return Identities(items=[_view(one) for one in await desks.ways.oidc.identities(person, caller)])

    @router.post("/people/{person}/identities", status_code=201)
    async def link(
        person: PersonId, form: Annotated[IdentityForm, closed_body(IdentityForm)], caller: asking
    ) -> IdentityView:
        """Enter as whom somebody is known at the provider."""
        async with desks.recorder.watching(VERB, caller, f"person:{person}"):
            return _view(await desks.ways.oidc.link(person, form.value, caller))

    @router.delete("/people/{person}/identities/{identity}", status_code=204)
    async def unlink(person: PersonId, identity: IdentityId, caller: asking) -> Response:
        """Let nobody come in as this person from the provider any more."""
        async with desks.recorder.watching(VERB, caller, f"person:{person}"):
            await desks.ways.oidc.unlink(person, identity, caller)
        return Response(status_code=204)

    return router


def _to(address: str) -> Response:
    return Response(status_code=SEE_OTHER, headers={"Location": address, "Cache-Control": "no-store"})


def _shown(problem: Problem) -> Response:
    """People stand before a browser here: they are told by a page, not by JSON."""
    if problem.code not in SHOWN:
        raise problem
    return _to(f"{PAGE}?{urlencode({'problem': problem.code.value})}")


def _view(identity: Identity) -> IdentityView:
    return IdentityView(
        identity=identity.identity,
        issuer=identity.issuer,
        claim=identity.claim,
        value=identity.value,
        made_by=identity.made_by,
        made_at=identity.made_at,
        used_at=identity.used_at,
    )
