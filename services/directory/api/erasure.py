"""Erasure of a person's data, for the security administrator: look at what is kept, then erase what was seen."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from contracts.base import Contract
from services.directory.api.access import Access, PersonId
from services.directory.operations.desks import Desks
from services.directory.operations.erasure import ErasurePreview
from services.kit.identity import Caller
from services.kit.web import closed_body


class ErasureForm(Contract):
    """The revision that the preview showed."""

    revision: int


class ErasureView(BaseModel):
    """What is kept of a person: fields that hold something, and documents by collection. After an erasure both are empty."""

    person: str
    revision: int
    fields: list[str]
    traces: dict[str, int]
    is_erased: bool


def erasure_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of erasure."""
    router = APIRouter(prefix="/v1/people", tags=["people"])
    asking = Annotated[Caller, Depends(access.caller)]

    @router.get("/{person}/erasure")
    async def preview(person: PersonId, caller: asking) -> ErasureView:
        """What is kept of a person and would be erased."""
        async with desks.recorder.watching("person.erase", caller, f"person:{person}"):
            return _view(await desks.erasure.preview(person, caller))

    @router.post("/{person}/erasure")
    async def erase(
        person: PersonId, form: Annotated[ErasureForm, closed_body(ErasureForm)], caller: asking
    ) -> ErasureView:
        """Erase it. The id stays, so that figures and the audit record stay whole; nothing brings the rest back."""
        async with desks.recorder.watching("person.erase", caller, f"person:{person}"):
            return _view(await desks.erasure.erase(person, form.revision, caller))

    return router


def _view(found: ErasurePreview) -> ErasureView:
    return ErasureView(
        person=found.person,
        revision=found.revision,
        fields=list(found.fields),
        traces=found.traces,
        is_erased=found.is_erased,
    )
