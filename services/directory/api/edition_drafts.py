"""Editions before they are published: the ministry's drafts, a preview of what one does, publishing, and what was published."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field

from contracts.base import Contract
from contracts.editions import Edition
from services.directory.api.access import BOTH, Access, EditionId, created
from services.directory.operations.desks import Desks
from services.directory.operations.edition_drafts import EditionPreview
from services.directory.store.edition_drafts import Draft
from services.kit.identity import Caller
from services.kit.web import closed_body

SHOWN = 200


class DraftForm(Contract):
    """A wanted edition, which may still be wrong, and the revision of the draft that was seen (absent: there was none)."""

    state: Edition
    revision: int | None = None


class PublishForm(Contract):
    """The revision of the draft that was seen, and why it is published."""

    revision: int
    note: str = Field(default="", max_length=500)


class DraftView(BaseModel):
    """A draft: its own revision, who wrote it last, and the edition as it would be."""

    edition: str
    revision: int
    by: str
    at: datetime
    state: Edition


class ChangeView(BaseModel):
    """One field before and after."""

    path: str
    before: str | None
    after: str | None


class DueView(BaseModel):
    """One obligation and its date before and after."""

    obligation: str
    debtor: str
    before: datetime | None
    after: datetime | None


class ObligationsView(BaseModel):
    """What becomes of obligations, in numbers and by the first of each. Verdicts that were passed stay as they are."""

    made: int
    moved: int
    ended: int
    kept: int
    examples: list[DueView]
    overdue: list[str]
    too_late: list[str]


class PreviewView(BaseModel):
    """What a wanted edition changes. `is_stale`: another one was published since it was begun."""

    base_revision: int
    is_stale: bool
    problems: list[dict[str, Any]]
    changes: list[ChangeView]
    obligations: ObligationsView


class PublishedView(BaseModel):
    """One publication: when, why, and which fields it changed."""

    revision: int
    at: datetime
    note: str
    changes: list[ChangeView]


def edition_draft_routes(desks: Desks, access: Access) -> APIRouter:
    """The routes of drafts."""
    router = APIRouter(prefix="/v1/editions", tags=["editions"])
    asking = Annotated[Caller, Depends(access.caller)]

    @router.get("/{edition}/history", dependencies=[Depends(access.caller)])
    async def history(edition: EditionId) -> list[PublishedView]:
        """What was published, oldest first. Who did it is in the audit record."""
        return [PublishedView.model_validate(one) for one in await desks.editions.history(edition)]

    @router.get("/{edition}/draft")
    async def get(edition: EditionId, caller: asking) -> DraftView:
        """The draft of an edition."""
        return _view(await desks.edition_drafts.get(edition, caller))

    @router.put("/{edition}/draft")
    async def put(edition: EditionId, form: Annotated[DraftForm, closed_body(DraftForm)], caller: asking) -> DraftView:
        """Keep a draft, right or wrong; nobody else sees it."""
        async with desks.recorder.watching("edition.draft", caller, f"edition:{edition}"):
            return _view(await desks.edition_drafts.put(edition, form.state, form.revision, caller))

    @router.delete("/{edition}/draft", status_code=204)
    async def drop(edition: EditionId, caller: asking) -> Response:
        """Throw the draft away."""
        async with desks.recorder.watching("edition.draft", caller, f"edition:{edition}"):
            await desks.edition_drafts.drop(edition, caller)
        return Response(status_code=204)

    @router.post("/{edition}/preview")
    async def preview(
        edition: EditionId, wanted: Annotated[Edition, closed_body(Edition)], caller: asking
    ) -> PreviewView:
        """What a wanted edition would change; nothing is."""
        async with desks.recorder.watching("edition.draft", caller, f"edition:{edition}"):
            return _preview(await desks.edition_drafts.preview(edition, wanted, caller))

    @router.post("/{edition}/publish", responses=BOTH)
    async def publish(
        edition: EditionId,
        form: Annotated[PublishForm, closed_body(PublishForm)],
        caller: asking,
        response: Response,
    ) -> Edition:
        """Publish the draft that was seen; every service takes it over within seconds."""
        async with desks.recorder.watching("edition.put", caller, f"edition:{edition}"):
            state, is_new = await desks.edition_drafts.publish(edition, form.revision, form.note, caller)
        response.status_code = created(is_new=is_new)
        return state

    return router


def _view(draft: Draft) -> DraftView:
    return DraftView(edition=draft.edition, revision=draft.revision, by=draft.by, at=draft.at, state=draft.state)


def _preview(found: EditionPreview) -> PreviewView:
    owed = found.obligations
    examples = [*owed.moved, *owed.made, *owed.ended][:SHOWN]
    return PreviewView(
        base_revision=found.base_revision,
        is_stale=found.is_stale,
        problems=[problem.as_json() for problem in found.problems],
        changes=[ChangeView(path=one.path, before=one.before, after=one.after) for one in found.changes],
        obligations=ObligationsView(
            made=len(owed.made),
            moved=len(owed.moved),
            ended=len(owed.ended),
            kept=owed.kept,
            examples=[
                DueView(obligation=one.obligation, debtor=one.debtor, before=one.before, after=one.after)
                for one in examples
            ],
            overdue=list(owed.overdue[:SHOWN]),
            too_late=list(owed.too_late[:SHOWN]),
        ),
    )
