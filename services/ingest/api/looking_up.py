"""What a form asks while somebody fills it in: its description, suggestions, names and their keys, counts by state."""

import hashlib
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from contracts.base import encode
from contracts.submissions import Kind
from services.ingest.api.answers import DraftAnswer, draft_answer
from services.ingest.api.form_answers import FormAnswer, form_answer
from services.ingest.api.lookup_answers import (
    CountsAnswer,
    FoundAnswer,
    KeysAnswer,
    SuggestionsAnswer,
    place_answer,
    suggestions_answer,
)
from services.ingest.api.submissions import CallerOf, filtered, json_answer
from services.ingest.operations.drafting import Drafting
from services.ingest.operations.looking_up import LookingUp, Wanted
from services.ingest.operations.reading import Reading
from services.ingest.store.submissions import Filter
from services.kit.identity import Caller

FORM_KEPT = timedelta(minutes=5)
MOST_FOUND = 50
MAX_ASKED_CHARACTERS = 60


def lookup_routes(looking_up: LookingUp, reading: Reading, drafting: Drafting, caller_of: CallerOf) -> APIRouter:
    """The routes beside the filing itself."""
    router = APIRouter(tags=["forms"])
    _form_route(router, looking_up, caller_of)
    _suggestion_route(router, looking_up, caller_of)
    _keys_route(router, looking_up, reading, caller_of)
    _counts_route(router, looking_up, caller_of)
    _copy_route(router, reading, drafting, caller_of)
    return router


def _form_route(router: APIRouter, looking_up: LookingUp, caller_of: CallerOf) -> None:
    @router.get(
        "/v1/forms/{edition}/{kind}",
        response_model=FormAnswer,
        responses={304: {"description": "The form is still the one that If-None-Match names"}},
    )
    async def form(
        edition: str, kind: Kind, request: Request, _caller: Annotated[Caller, Depends(caller_of)]
    ) -> Response:
        """The form of a kind of material in an edition: fields in their order, words, limits, lists, numbers with units."""
        body = encode(form_answer(*looking_up.form(edition, kind)))
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {"ETag": etag, "Cache-Control": f"private, max-age={int(FORM_KEPT.total_seconds())}"}
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers=headers)
        return Response(body, 200, headers, "application/json")


def _suggestion_route(router: APIRouter, looking_up: LookingUp, caller_of: CallerOf) -> None:
    @router.get("/v1/suggestions", response_model=SuggestionsAnswer)
    async def suggestions(
        caller: Annotated[Caller, Depends(caller_of)], edition: str, organisation: str, kind: Kind
    ) -> Response:
        """What this organisation entered before, so that nothing is asked twice. `sums` are for a summary alone.

        For whoever may file for the organisation, or enter what it sent on paper.
        """
        found = await looking_up.suggestions(organisation, caller)
        sums = await looking_up.sums(organisation, edition, caller) if kind is Kind.SUMMARY else None
        return json_answer(suggestions_answer(found, sums, looking_up.offered(organisation, edition, caller)))


def _keys_route(router: APIRouter, looking_up: LookingUp, reading: Reading, caller_of: CallerOf) -> None:
    limits = Query(ge=1, le=MOST_FOUND, description="Names to be found.")
    asked = Query(max_length=MAX_ASKED_CHARACTERS, description="A part of the name, its code, its pinyin or initials.")

    @router.get("/v1/keys", response_model=KeysAnswer)
    async def keys(
        caller: Annotated[Caller, Depends(caller_of)],
        q: Annotated[str, asked],
        scheme: Annotated[list[str] | None, Query(max_length=10)] = None,
        organisation: str | None = None,
        limit: Annotated[int, limits] = 12,
        *,
        districts: bool = False,
    ) -> Response:
        """Schools, enterprises and other organisations that `q` may mean, those near `organisation` first.

        With `districts` they are provinces, cities and counties of GB/T 2260, whether or not they stand in the directory. Enterprises and names that stand in no directory are those that the caller's branch entered before. `key` is what a
        measure carries; None of an organisation that can host but is no school and no enterprise.
        """
        if districts:
            places = await looking_up.places(q, organisation, limit, caller)
            return json_answer(KeysAnswer(items=tuple(place_answer(place) for place in places)))
        found = await looking_up.keys(q, Wanted(frozenset(scheme or ()), organisation), limit, caller)
        items = tuple(
            FoundAnswer(
                key=one.key,
                name=one.name,
                short_name=one.short_name,
                organisation=one.organisation,
                kind=one.kind,
                path=one.path,
                where=tuple(reading.name(step) for step in one.path[1:-1]),
                source="directory" if one.organisation else "entered",
                district=None,
            )
            for one in found
        )
        return json_answer(KeysAnswer(items=items))


def _counts_route(router: APIRouter, looking_up: LookingUp, caller_of: CallerOf) -> None:
    @router.get("/v1/submission-counts", response_model=CountsAnswer)
    async def counts(
        caller: Annotated[Caller, Depends(caller_of)],
        wanted: Annotated[Filter, Depends(filtered)],
    ) -> Response:
        """How many of the caller's branch's items that fit stand in which state; what is not named is none."""
        by_state = await looking_up.counts(caller, wanted)
        return json_answer(CountsAnswer(total=sum(by_state.values()), states=by_state))


def _copy_route(router: APIRouter, reading: Reading, drafting: Drafting, caller_of: CallerOf) -> None:
    @router.put(
        "/v1/drafts/{draft}/copy",
        response_model=DraftAnswer,
        responses={201: {"model": DraftAnswer, "description": "A new draft"}},
    )
    async def copy(
        draft: UUID,
        submission: UUID,
        caller: Annotated[Caller, Depends(caller_of)],
        edition: str | None = None,
    ) -> Response:
        """Save an earlier item as a new draft, without its files, days and numbers; the same again changes nothing."""
        record = await reading.one(submission, caller)
        contact = record.contact if reading.may(record, caller).see_contact else None
        saved, is_new = await drafting.copy(draft, record.state, contact, edition, caller)
        return json_answer(draft_answer(saved), 201 if is_new else 200, saved.etag)
