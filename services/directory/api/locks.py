"""Locks after too many failures, of people in one's branch: how long they last, and lifting them by hand."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from services.directory.api.access import Access, PersonId
from services.directory.domain.sessions import Locked
from services.directory.operations.desks import Desks
from services.directory.operations.locks import VERB
from services.kit.identity import Caller


class LockView(BaseModel):
    """One lock; `until` is UTC. `address` is where a password was wrong too often, absent where a code was, from wherever."""

    what: Locked
    address: str | None
    until: datetime


class Locks(BaseModel):
    """How a person is locked out now, what ends first first."""

    items: list[LockView]


def lock_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of locks."""
    router = APIRouter(prefix="/v1/people", tags=["people"])

    @router.get("/{person}/locks")
    async def find(person: PersonId, caller: Annotated[Caller, Depends(access.caller)]) -> Locks:
        """How somebody of one's branch is locked out; of anybody else: 404."""
        found = await desks.locks.of_person(person, caller)
        return Locks(items=[LockView(what=lock.what, address=lock.address, until=lock.until) for lock in found])

    @router.delete("/{person}/locks", status_code=204)
    async def lift(person: PersonId, caller: Annotated[Caller, Depends(access.in_person)]) -> Response:
        """Let somebody try again at once; the failures before are forgotten. Nobody lifts a lock of their own."""
        async with desks.recorder.watching(VERB, caller, f"person:{person}"):
            await desks.locks.lift(person, caller)
        return Response(status_code=204)

    return router
