"""Whom to ring about an item, over HTTP."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from contracts.submissions import Contact
from services.ingest.api.submissions import json_answer
from services.ingest.operations.contacts import Contacts
from services.kit.identity import Caller

CallerOf = Callable[[Request], Awaitable[Caller]]


def contact_routes(contacts: Contacts, caller_of: CallerOf) -> APIRouter:
    """The route of an item's contact."""
    router = APIRouter(tags=["submissions"])

    @router.get("/v1/submissions/{submission}/contact", response_model=Contact)
    async def masked(submission: UUID, caller: Annotated[Caller, Depends(caller_of)]) -> Response:
        """Whether there is somebody to ring about an item: name and number masked. 404 where nobody was named."""
        return json_answer(await contacts.masked(submission, caller))

    @router.post("/v1/submissions/{submission}/contact", response_model=Contact)
    async def look(submission: UUID, caller: Annotated[Caller, Depends(caller_of)]) -> Response:
        """Whom to ring about an item. Each look is put on record before it is answered: it is a person's name and number."""
        return json_answer(await contacts.look(submission, caller))

    return router
