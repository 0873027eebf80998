"""Routes of single items and of the lists they lie in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from contracts.moderation import State
from contracts.submissions import Kind
from services.kit.identity import Caller
from services.kit.web import closed_body
from services.moderation.api.answers import (
    ClaimAnswer,
    Claimed,
    Item,
    KeptAnswer,
    Line,
    Page,
    claim_answer,
    item_of,
    kept_answer,
    line_of,
)
from services.moderation.api.bodies import DecisionBody, NextBody, QueueFilter
from services.moderation.api.cursors import cursor_of, read_cursor
from services.moderation.domain.record import Record
from services.moderation.operations.ledger import Ledger, scope_of
from services.moderation.operations.listing import Wanted, listed
from services.moderation.operations.narrowing import Found, Inside
from services.moderation.operations.reviewing import Reviewing, at_desks
from services.moderation.store.checks import Checked
from services.moderation.store.items import Claimed as ClaimedBy
from services.moderation.store.items import Filter
from services.moderation.store.orders import Order

CallerOf = Callable[[Request], Awaitable[Caller]]
Code = Annotated[str | None, Query(max_length=64)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed to, and which page of it."""

    edition: Code = None
    kind: Kind | None = None
    unit: Code = None
    organisation: Code = None
    state: State | None = None
    waits_for: Annotated[str | None, Query(max_length=64, description="The organisation whose turn it is.")] = None
    older_than_seconds: Annotated[int | None, Query(ge=0, le=31_536_000, description="Waiting at least so long.")] = (
        None
    )
    claimed: Annotated[ClaimedBy | None, Query(description="free, mine, or in others' hands.")] = None
    found: Annotated[Found | None, Query(description="What automatic checks said of the newest version.")] = None
    featured: Annotated[bool | None, Query(description="Whether some version of it is public now.")] = None
    proofs_done: Annotated[int | None, Query(ge=0, le=3, description="Proof readings of the newest version.")] = None
    text: Annotated[str | None, Query(max_length=100, description="In the title, or the number's beginning.")] = None
    answers_mine: Annotated[bool, Query(description="Only what answers a return that the caller made.")] = False
    order: Annotated[Order, Query(description="Urgent bands, longest waiting, nearest deadline, or by unit.")] = (
        Order.URGENT
    )
    cursor: Annotated[str | None, Query(max_length=300, description="`next` of the page before.")] = None
    limit: Annotated[int, Query(ge=1, le=1_000, description="Items a page.")] = 50


class Lists:
    """Pages of items for a caller, in the order of the queue."""

    def __init__(self, ledger: Ledger, reviewing: Reviewing, page_limit: int) -> None:
        self._ledger = ledger
        self._reviewing = reviewing
        self._page_limit = page_limit

    def filter_of(self, asked: Asked | QueueFilter) -> Filter:
        """The filter that a queue and a bulk have in common, with ages turned into moments."""
        seconds = asked.older_than_seconds
        found = Filter(
            edition=asked.edition,
            kind=asked.kind.value if asked.kind else None,
            unit=asked.unit,
            organisation=asked.organisation,
            older_than=None if seconds is None else self._ledger.now() - timedelta(seconds=seconds),
        )
        if not isinstance(asked, Asked | NextBody):
            return found
        return replace(found, text=asked.text, answers_mine=asked.answers_mine, order=asked.order)

    async def page(self, asked: Asked, wanted: Filter, caller: Caller) -> Page:
        """A page of what is wanted, and how many items the caller's branch has in each state under the same filter."""
        now, scope = self._ledger.now(), scope_of(caller)
        asking = (caller.hands, now)
        after = read_cursor(asked.cursor, asked.order) if asked.cursor else None
        limit = min(asked.limit, self._page_limit)
        inside = Inside(asked.found, asked.featured, asked.proofs_done)
        page = await listed(self._reviewing, Wanted(scope, wanted, inside, asking), after, limit)
        counted = replace(self.filter_of(asked), older_than=None)
        return Page(
            items=tuple(self._line(stored.record, caller, now, page.checked) for stored in page.items),
            next=cursor_of(page.following) if page.following else None,
            counts=await self._ledger.items.counts(scope, counted, asking),
            total=page.total,
        )

    def _line(self, record: Record, caller: Caller, now: datetime, checked: dict[UUID, Checked]) -> Line:
        seen = self._reviewing.seen(record, caller, checked.get(record.standing.submission))
        return line_of(seen, caller.hands, now)


def item_routes(ledger: Ledger, reviewing: Reviewing, lists: Lists, caller_of: CallerOf) -> APIRouter:
    """Items, decisions and claims."""
    router = APIRouter(prefix="/v1/items", tags=["items"])
    signed = Annotated[Caller, Depends(caller_of)]

    @router.get("")
    async def find(asked: Annotated[Asked, Depends()], caller: signed) -> Page:
        """The items of the caller's branch, whatever their state."""
        waits_for = (asked.waits_for,) if asked.waits_for is not None else None
        wanted = replace(lists.filter_of(asked), waits_for=waits_for, state=asked.state, claimed=asked.claimed)
        return await lists.page(asked, wanted, caller)

    @router.get("/{submission}")
    async def read(submission: UUID, caller: signed, response: Response) -> Item:
        """One item complete, with what the caller may do. The ETag is the version to decide on."""
        item = item_of(await reviewing.read(submission, caller), caller.hands, ledger.now())
        response.headers["ETag"] = f'"{item.version}"'
        return item

    @router.put("/{submission}/decisions/{decision}")
    async def decide(
        submission: UUID, decision: UUID, body: Annotated[DecisionBody, closed_body(DecisionBody)], caller: signed
    ) -> KeptAnswer:
        """Decide on an item under an id of one's own choice; the same request again gets the same answer."""
        return kept_answer(await reviewing.decide(submission, body.command(decision), caller))

    @router.post("/{submission}/claim")
    async def claim(submission: UUID, caller: signed) -> ClaimAnswer:
        """Take an item in hand, or renew one's claim, for the lease that the edition sets."""
        return claim_answer(await reviewing.claim(submission, caller), caller.hands)

    @router.delete("/{submission}/claim/{token}", status_code=204)
    async def release(
        submission: UUID, token: Annotated[str, Path(min_length=1, max_length=64)], caller: signed
    ) -> None:
        """Give an item back."""
        await reviewing.release(submission, caller, token)

    return router


def queue_routes(ledger: Ledger, reviewing: Reviewing, lists: Lists, caller_of: CallerOf) -> APIRouter:
    """What waits for the caller's own desks."""
    router = APIRouter(prefix="/v1/queue", tags=["queue"])
    signed = Annotated[Caller, Depends(caller_of)]

    @router.get("")
    async def find(asked: Annotated[Asked, Depends()], caller: signed) -> Page:
        """The items whose turn is at one of the caller's desks: urgent bands first, inside a band the oldest; or as asked."""
        wanted = at_desks(caller, replace(lists.filter_of(asked), claimed=asked.claimed))
        return await lists.page(asked, wanted, caller)

    @router.post("/next", responses={204: {"description": "Nothing is free that the caller may judge"}})
    async def take_next(
        body: Annotated[NextBody, closed_body(NextBody)], caller: signed, response: Response
    ) -> Claimed | None:
        """Take the next item that is free and the caller's to judge, of those that a list narrowed like this shows."""
        taken = await reviewing.claim_next(lists.filter_of(body), Inside(found=body.found), caller)
        if taken is None:
            response.status_code = 204
            return None
        seen, claim = taken
        return Claimed(claim=claim_answer(claim, caller.hands), item=item_of(seen, caller.hands, ledger.now()))

    return router
