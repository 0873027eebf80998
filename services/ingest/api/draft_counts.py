"""Whose drafts lie unsent, for the service that reminds of deadlines. Nobody signed in gets this list, and no draft is in it."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from contracts.base import Contract
from services.ingest.store.drafts import DraftStore
from services.kit.clock import Clock
from services.kit.service_tokens import calling_service
from services.kit.settings import ServiceSettings
from services.kit.web import closed_body

MAX_ORGANISATIONS = 500
CALLERS = frozenset({"notification"})


class DraftCountsForm(Contract):
    """For which edition and organisations drafts are counted."""

    edition: str = Field(min_length=1, max_length=64)
    organisations: tuple[Annotated[str, Field(max_length=64)], ...] = Field(max_length=MAX_ORGANISATIONS)


class DraftCountView(Contract):
    """How many drafts of one kind a person began for an organisation, and left."""

    organisation: str
    kind: str
    person: str
    count: int


class DraftCountsAnswer(Contract):
    """The counts; what nobody has begun is not among them."""

    items: tuple[DraftCountView, ...]


def draft_count_routes(
    drafts: DraftStore, settings: ServiceSettings, clock: Clock, ready: Callable[[], None]
) -> APIRouter:
    """The route of counts of drafts. `ready` raises Problem(not_ready) until the service can answer."""
    router = APIRouter(tags=["drafts"])
    service = calling_service(settings, clock, "ingest", CALLERS)

    @router.post("/v1/draft-counts", dependencies=[Depends(ready), Depends(service)])
    async def count(form: Annotated[DraftCountsForm, closed_body(DraftCountsForm)]) -> DraftCountsAnswer:
        """How many drafts lie unsent, by organisation, kind and who began them."""
        found = await drafts.counts(form.edition, form.organisations)
        items = (
            DraftCountView(organisation=one.organisation, kind=one.kind, person=one.person, count=one.count)
            for one in found
        )
        return DraftCountsAnswer(items=tuple(items))

    return router
