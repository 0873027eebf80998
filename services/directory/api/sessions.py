"""Sign-in, refresh, sign-out, and the public keys."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, Field, SecretStr

from contracts.base import Contract
from contracts.problems import Problem, ProblemCode
from services.directory.api.access import Access, address_of, device_of
from services.directory.api.cookies import Cookies, page_asks, refresh_cookie
from services.directory.domain.sessions import Step
from services.directory.operations.desks import Desks
from services.directory.operations.sessions import SignedIn
from services.kit.web import closed_body, problem_response


class SignInForm(Contract):
    """A name and a password, and for who has a second factor its code or a recovery code."""

    name: str = Field(min_length=1, max_length=120)
    password: SecretStr = Field(min_length=1, max_length=500)
    code: SecretStr | None = Field(default=None, min_length=1, max_length=40)


class RefreshForm(Contract):
    """The refresh token of a session, good for one use. A page leaves it out: its cookie brings it."""

    refresh_token: SecretStr | None = Field(default=None, min_length=1, max_length=200)


class Tokens(BaseModel):
    """What a sign-in or a refresh gives; times are UTC. A page (`X-Weekwire-Page`) gets the tokens as cookies, not here."""

    person: str
    session: str
    token_type: str = "Bearer"  # noqa: S105 - the name of the scheme.
    access_token: str | None
    expires_in: int
    refresh_token: str | None
    session_ends_at: datetime
    idle_seconds: float = Field(description="The session ends after this much time without a refresh.")
    acting: str | None = Field(default=None, description="The colleague who acts for the person.")
    needs: list[Step] = Field(default=[], description="First steps, for which alone this access token is good.")


class KeySet(BaseModel):
    """A JWK set (RFC 7517)."""

    keys: list[dict[str, Any]]


def session_routes(desks: Desks, access: Access, cookies: Cookies) -> APIRouter:
    """The routes of sessions."""
    router = APIRouter(prefix="/v1", tags=["sessions"])

    @router.post("/sessions", status_code=201, dependencies=[Depends(access.open)])
    async def sign_in(
        form: Annotated[SignInForm, closed_body(SignInForm)], request: Request, response: Response
    ) -> Tokens:
        """Begin a session. The same answer, in the same time, whatever was wrong."""
        for_page = page_asks(request)
        password = form.password.get_secret_value()
        code = form.code.get_secret_value() if form.code is not None else None
        begun = await desks.sessions.sign_in(form.name, password, address_of(request), device_of(request), code)
        return tokens_of(begun, cookies if for_page else None, response)

    @router.post("/sessions/refresh", response_model=Tokens, dependencies=[Depends(access.open)])
    async def refresh(
        form: Annotated[RefreshForm, closed_body(RefreshForm)], request: Request, response: Response
    ) -> Tokens | Response:
        """Take the next tokens of a session. A refresh token that was used before ends the session."""
        for_page = page_asks(request)
        held = refresh_cookie(request) if for_page else None
        given = form.refresh_token.get_secret_value() if form.refresh_token is not None else held
        if given is None:
            raise Problem(ProblemCode.NOT_SIGNED_IN)
        if not for_page:
            return tokens_of(await desks.sessions.refresh(given, address_of(request)), None, response)
        try:
            refreshed = await desks.sessions.refresh(given, address_of(request), cookies.grace_seconds)
        except Problem as problem:
            if problem.code is not ProblemCode.TOKEN_INVALID:
                raise
            # Kept, they would go on being refused where anybody may look without them.
            left = problem_response(problem, request)
            cookies.clear(left)
            return left
        return tokens_of(refreshed, cookies, response)

    @router.delete("/sessions/current", status_code=204)
    async def sign_out(request: Request) -> Response:
        """End the session the access token belongs to; a page may leave it also when its access token has ended before."""
        left = Response(status_code=204)
        held = refresh_cookie(request) if page_asks(request) else None
        if held is None:
            caller = await access.beginner(request)
            await desks.sessions.sign_out(caller.session, caller.address)
        else:
            await access.open()
            await desks.sessions.leave(held, address_of(request))
        cookies.clear(left)
        return left

    @router.get("/keys", dependencies=[Depends(access.open)])
    async def keys() -> KeySet:
        """The public keys that tokens are checked with."""
        return KeySet(keys=[dict(key.jwk) for key in desks.keys.public()])

    return router


def tokens_of(signed_in: SignedIn, cookies: Cookies | None, response: Response) -> Tokens:
    """The answer with the tokens in it, or for a page in the cookies of the response."""
    if cookies is not None:
        cookies.set(response, signed_in.access_token, signed_in.refresh_token, signed_in.idle_seconds)
    response.headers["Cache-Control"] = "no-store"
    return Tokens(
        person=signed_in.person,
        session=signed_in.session,
        access_token=None if cookies else signed_in.access_token,
        expires_in=signed_in.access_seconds,
        refresh_token=None if cookies else signed_in.refresh_token,
        session_ends_at=signed_in.session_ends_at,
        idle_seconds=signed_in.idle_seconds,
        acting=signed_in.acting,
        needs=list(signed_in.needs),
    )
