"""Routes of bulk acts: preview, confirmation, and the re-attribution of an organisation that has moved."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from contracts.problems import FieldProblem, ProblemCode
from services.kit.identity import Caller
from services.kit.web import closed_body, invalid
from services.moderation.api.answers import BulkAnswer, PreviewAnswer, bulk_answer, preview_answer
from services.moderation.api.bodies import BulkBody, BulkPreviewBody, ReattributionBody
from services.moderation.api.bodies import Selection as SelectionBody
from services.moderation.api.items import CallerOf, Lists
from services.moderation.operations.bulks import Bulks, Selection


def bulk_routes(bulks: Bulks, lists: Lists, caller_of: CallerOf) -> APIRouter:
    """Bulk previews, bulk decisions, re-attributions."""
    router = APIRouter(prefix="/v1", tags=["bulk"])
    signed = Annotated[Caller, Depends(caller_of)]

    @router.post("/bulk-previews")
    async def preview(body: Annotated[BulkPreviewBody, closed_body(BulkPreviewBody)], caller: signed) -> PreviewAnswer:
        """Say what one act would do to each of many items; nothing is decided yet."""
        return preview_answer(await bulks.preview(_selection(body.select, lists), body.wish, caller))

    @router.put("/bulk-decisions/{bulk}")
    async def confirm(bulk: UUID, body: Annotated[BulkBody, closed_body(BulkBody)], caller: signed) -> BulkAnswer:
        """Carry out what was previewed, on exactly those revisions; the same request again gets the same results."""
        return bulk_answer(bulk, await bulks.confirm(bulk, body.preview, caller))

    @router.put("/reattributions/{move}")
    async def reattribute(
        move: UUID, body: Annotated[ReattributionBody, closed_body(ReattributionBody)], caller: signed
    ) -> BulkAnswer:
        """Take the items of an organisation that has moved along to its new unit and chain, each by its own decision."""
        results = await bulks.reattribute(move, body.organisation, body.edition, body.reason, caller)
        return bulk_answer(move, results)

    return router


def _selection(body: SelectionBody, lists: Lists) -> Selection:
    """What is selected. Raises Problem(invalid) unless exactly one way of selecting is given."""
    if (body.submissions is None) == (body.waiting is None):
        raise invalid((FieldProblem("select", ProblemCode.KEYS_OR_VALUE),))
    if body.waiting is not None:
        return Selection(wanted=lists.filter_of(body.waiting))
    return Selection(submissions=body.submissions or ())
