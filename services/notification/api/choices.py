"""Choices: channels by group, quiet hours, a webhook of one's own, and the way out of letters."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from services.kit.identity import Caller, in_person
from services.kit.web import closed_body
from services.notification.api.answers import (
    ChoicesAnswer,
    TrialAnswer,
    WebhookAnswer,
    choices_answer,
    trial_answer,
    webhook_answer,
)
from services.notification.api.bodies import ChoicesBody, WebhookBody
from services.notification.api.callers import CallerOf
from services.notification.domain.unsubscribing import unsubscribe_page, unsubscribing
from services.notification.operations.choosing import Choosing
from services.notification.operations.ledger import Ledger, acting

NO_STORE = "no-store"


def choice_routes(choosing: Choosing, caller_of: CallerOf, *, has_letters: bool) -> APIRouter:
    """Read and keep choices."""
    router = APIRouter(prefix="/v1/choices", tags=["choices"])
    asking = Annotated[Caller, Depends(caller_of)]

    @router.get("")
    async def read(caller: asking) -> ChoicesAnswer:
        """By which channels the caller is told what."""
        return choices_answer(await choosing.choices(caller.person), has_letters=has_letters)

    @router.put("")
    async def put(
        body: Annotated[ChoicesBody, closed_body(ChoicesBody)], caller: Annotated[Caller, Depends(in_person(caller_of))]
    ) -> ChoicesAnswer:
        """Choose, over the revision that was seen."""
        channels = {group: frozenset(chosen) for group, chosen in body.channels.items()}
        chosen = await choosing.choose(caller.person, channels, body.quiet.hours(), body.revision)
        return choices_answer(chosen, has_letters=has_letters)

    return router


def webhook_routes(choosing: Choosing, ledger: Ledger, caller_of: CallerOf) -> APIRouter:
    """A person's webhook: name, read, test, rotate, remove."""
    router = APIRouter(prefix="/v1/webhook", tags=["webhook"])
    asking = Annotated[Caller, Depends(in_person(caller_of))]

    @router.get("")
    async def read(caller: asking) -> WebhookAnswer | None:
        """The caller's webhook, null where there is none."""
        found = await choosing.endpoint(caller.person)
        return webhook_answer(found) if found else None

    @router.put("")
    async def put(
        body: Annotated[WebhookBody, closed_body(WebhookBody)], caller: asking, response: Response
    ) -> WebhookAnswer:
        """Name a webhook; a new one's secret is shown this once."""
        response.headers["Cache-Control"] = NO_STORE
        async with ledger.on_record(acting(caller), "webhook.put", f"person:{caller.person}"):
            made = await choosing.put_endpoint(caller, body.url)
        return webhook_answer(made.endpoint, made)

    @router.delete("", status_code=204)
    async def remove(caller: asking) -> None:
        """Call it no more."""
        await choosing.remove_endpoint(caller)

    @router.post("/secret")
    async def rotate(caller: asking, response: Response) -> WebhookAnswer:
        """A new secret, shown this once."""
        response.headers["Cache-Control"] = NO_STORE
        made = await choosing.rotate(caller)
        return webhook_answer(made.endpoint, made)

    @router.post("/test")
    async def test(caller: asking) -> TrialAnswer:
        """Call it once, and say what came of it."""
        return trial_answer(await choosing.test(caller))

    return router


def unsubscribe_routes(choosing: Choosing, secret: str, pages: str) -> APIRouter:
    """The way out of letters, for whoever holds one: no sign-in."""
    router = APIRouter(prefix="/v1/unsubscribe", tags=["choices"])
    token = Annotated[str, Query(max_length=2_000)]

    @router.get("", status_code=303, response_class=RedirectResponse)
    async def ask(t: token) -> str:
        """To a page with one button: programs that look at every link of a letter end nothing."""
        return unsubscribe_page(pages, t)

    @router.post("", status_code=204)
    async def end(t: token, request: Request) -> None:
        """No more letters to whom the link belongs (RFC 8058); the inbox stays."""
        await choosing.end_letters(unsubscribing(t, secret), request.client.host if request.client else None)

    return router
