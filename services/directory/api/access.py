"""Who is at the door: the caller of a request, with a session that still goes on, and pages of lists."""

import base64
import binascii
from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Path, Query, Request
from pydantic import BaseModel

from contracts.problems import Problem, ProblemCode
from services.directory.domain.identifiers import (
    EDITION_PATTERN,
    OBLIGATION_PATTERN,
    ORGANISATION_PATTERN,
    PERSON_PATTERN,
)
from services.directory.domain.sessions import Step, audience_of
from services.directory.operations.desks import Desks
from services.directory.operations.record import acting
from services.kit.clock import Clock
from services.kit.directory_view import DirectoryView
from services.kit.identity import SAFE_METHODS, Caller, signed_in
from services.kit.settings import ServiceSettings

ItemT = TypeVar("ItemT")
DEVICE_MAX_CHARACTERS = 300
FOR_ANOTHER = "person.for_another"
"""The act of a colleague who tries what is not lent."""

OrganisationId = Annotated[str, Path(pattern=ORGANISATION_PATTERN)]
PersonId = Annotated[str, Path(pattern=PERSON_PATTERN)]
SessionId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
EditionId = Annotated[str, Path(pattern=EDITION_PATTERN)]
ObligationId = Annotated[str, Path(pattern=OBLIGATION_PATTERN)]
Cursor = Annotated[str | None, Query(max_length=400, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=500, description="Items a page.")]


class Page(BaseModel, Generic[ItemT]):
    """One page of a list; `next` is the cursor of the page after it, absent on the last."""

    items: list[ItemT]
    next: str | None = None


def page_of(items: Sequence[ItemT], limit: int, name: str) -> Page[ItemT]:
    """The page made from one item more than `limit`; `name` is the field by which the list is ordered."""
    shown = list(items[:limit])
    return Page(items=shown, next=_cursor(str(getattr(shown[-1], name))) if len(items) > limit else None)


def after(cursor: str | None) -> str | None:
    """The id after which a page begins. Raises Problem(bad_cursor)."""
    if cursor is None:
        return None
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        found = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (UnicodeError, binascii.Error) as fault:
        raise Problem(ProblemCode.BAD_CURSOR) from fault
    if not found or not found.isprintable():
        raise Problem(ProblemCode.BAD_CURSOR)
    return found


def _cursor(last: str) -> str:
    return base64.urlsafe_b64encode(last.encode("ascii")).rstrip(b"=").decode("ascii")


class Access:
    """Dependencies of routes. A caller's token is checked as in every service, and here the session as well."""

    def __init__(self, desks: Desks, view: DirectoryView, settings: ServiceSettings, clock: Clock) -> None:
        self._desks = desks
        self._signed_in = signed_in(view, settings, clock)
        beginning = settings.model_copy(update={"token_audience": audience_of(settings.token_audience, list(Step))})
        self._beginning = signed_in(view, beginning, clock)

    async def open(self) -> None:
        """Raises Problem(not_ready) until the database has been opened."""
        if not self._desks.is_open:
            raise Problem(ProblemCode.NOT_READY)

    async def caller(self, request: Request) -> Caller:
        """The caller. Raises Problem(not_signed_in, token_expired, token_invalid, steps_needed, not_ready)."""
        caller, needs_steps = await self._find(request)
        if needs_steps:
            needs = await self._desks.sessions.needs(caller.session)
            # Done since, but the token is the one from before.
            code = ProblemCode.STEPS_NEEDED if needs else ProblemCode.TOKEN_EXPIRED
            raise Problem(code, needs=", ".join(needs))
        return caller

    async def beginner(self, request: Request) -> Caller:
        """The same, also where first steps are still to be done: for the routes by which they are done."""
        return (await self._find(request))[0]

    async def in_person(self, request: Request) -> Caller:
        """The caller, not a colleague who acts: for accounts, which nobody lends. Problem(not_for_another) besides."""
        return await self._in_person(request, await self.caller(request))

    async def owner(self, request: Request) -> Caller:
        """The same where it is about one's own account, which nobody else touches: Problem(not_for_another)."""
        return await self._in_person(request, await self.beginner(request))

    async def _in_person(self, request: Request, caller: Caller) -> Caller:
        if caller.acting is None:
            return caller
        problem = Problem(ProblemCode.NOT_FOR_ANOTHER)
        if request.method not in SAFE_METHODS:
            whose = request.path_params.get("person", caller.person)
            await self._desks.recorder.refused(FOR_ANOTHER, acting(caller), f"person:{whose}", problem)
        raise problem

    async def _find(self, request: Request) -> tuple[Caller, bool]:
        await self.open()
        needs_steps = False
        try:
            caller = await self._signed_in(request)
        except Problem as problem:
            if problem.code is not ProblemCode.TOKEN_INVALID:
                raise
            caller, needs_steps = await self._beginning(request), True
        await self._desks.sessions.check_token(caller)
        return caller, needs_steps


def address_of(request: Request) -> str | None:
    """The network address of a request."""
    return request.client.host if request.client else None


def device_of(request: Request) -> str:
    """What the browser calls itself, as far as it can be shown."""
    said = request.headers.get("user-agent", "")[:DEVICE_MAX_CHARACTERS]
    return "".join(character for character in said if character.isprintable())


def created(*, is_new: bool) -> int:
    """201 for what is new, 200 for what was there."""
    return 201 if is_new else 200


BOTH: dict[int | str, dict[str, Any]] = {201: {"description": "New"}, 200: {"description": "There already, or changed"}}
