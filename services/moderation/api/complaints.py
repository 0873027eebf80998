"""Routes of complaints: anybody opens one and looks it up with the receipt; desks list them, and the ministry's settles them."""

import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from pydantic import Field

from contracts.base import Contract
from contracts.problems import Problem, ProblemCode
from services.kit.clock import milliseconds
from services.kit.identity import Caller
from services.kit.rates import RateLimit
from services.kit.web import closed_body
from services.moderation.api.cursors import place_cursor, read_place
from services.moderation.domain.complaint import About, Complaint, Contact, Outcome
from services.moderation.operations.complaints import Asked, Complaints

REASON_CHARACTERS = 2_000
SECRET_HEADER = "X-Weekwire-Secret"  # noqa: S105 - the name of a header.
CallerOf = Callable[[Request], Awaitable[Caller]]
Ready = Callable[[], None]
Number = Annotated[str, Path(min_length=1, max_length=40, description="The number on the receipt.")]


class ContactBody(Contract):
    """How the sender may be reached; all of it may be left out."""

    name: str = Field(default="", max_length=50)
    phone: str = Field(default="", max_length=30)
    email: str = Field(default="", max_length=100)


class ComplaintBody(Contract):
    """A complaint about a public item or about none, under an id of the sender's choice: sent twice, it opens one."""

    complaint: UUID
    item: UUID | None = None
    about: About
    text: str = Field(min_length=5, max_length=2_000)
    contact: ContactBody = ContactBody()

    @property
    def asked(self) -> Asked:
        """What is asked for."""
        contact = Contact(self.contact.name, self.contact.phone, self.contact.email)
        return Asked(self.complaint, self.item, self.about, self.text, contact)


class SettlementBody(Contract):
    """What came of it, which the item's own decisions must have brought about, and why."""

    outcome: Outcome
    reason: str = Field(min_length=1, max_length=REASON_CHARACTERS)


class Receipt(Contract):
    """What whoever complained is told. `secret` comes with the receipt alone; with it and the number one looks it up."""

    number: str
    item: UUID | None
    title: str
    about: About
    received_at: datetime
    state: str
    outcome: Outcome | None = None
    reason: str | None = None
    settled_at: datetime | None = None
    secret: str | None = None


class DeskLine(Contract):
    """A complaint at a desk. `contact` is empty for every desk but the ministry's."""

    number: str
    item: UUID | None
    version: int | None
    unit: str
    title: str
    about: About
    text: str
    contact_name: str
    contact_phone: str
    contact_email: str
    received_at: datetime
    state: str
    outcome: Outcome | None
    reason: str | None
    settled_by: str | None
    settled_at: datetime | None


class DeskPage(Contract):
    """Complaints, those that have waited longest first; `next` is the cursor of the page after."""

    complaints: tuple[DeskLine, ...]
    next: str | None


def public_routes(complaints: Complaints, ready: Ready, per_minute: int) -> APIRouter:
    """What anybody may do: complain, and look up what became of it."""
    router = APIRouter(prefix="/v1/complaints", tags=["complaints"])
    limit = RateLimit(per_minute)

    @router.post("")
    async def open_one(body: Annotated[ComplaintBody, closed_body(ComplaintBody)], request: Request) -> Receipt:
        """Complain about a public item, or in general, without signing in. The same request again gets the same receipt."""
        ready()
        _refuse_rate(limit, request)
        complaint = await complaints.open(body.asked)
        return _receipt(complaint).model_copy(update={"secret": complaint.secret})

    @router.get("/{number}")
    async def look_up(
        number: Number, request: Request, secret: Annotated[str, Header(alias=SECRET_HEADER, max_length=100)]
    ) -> Receipt:
        """Where a complaint stands, for whoever has the number and the secret of its receipt."""
        ready()
        _refuse_rate(limit, request)
        return _receipt(await complaints.look_up(number, secret))

    return router


def desk_routes(complaints: Complaints, caller_of: CallerOf) -> APIRouter:
    """What desks do: list complaints, and settle them."""
    router = APIRouter(prefix="/v1/complaints", tags=["complaints"])
    signed = Annotated[Caller, Depends(caller_of)]

    @router.get("")
    async def find(
        caller: signed,
        state: Annotated[str | None, Query(max_length=20, description="open, or an outcome.")] = None,
        cursor: Annotated[str | None, Query(max_length=200)] = None,
        limit_items: Annotated[int, Query(alias="limit", ge=1, le=200)] = 50,
    ) -> DeskPage:
        """The complaints of the caller's desks: of the ministry's all, of a unit's those about its own items."""
        after = read_place(cursor) if cursor else None
        found = await complaints.page(caller, state, after, limit_items + 1)
        shown = found[:limit_items]
        more = len(found) > limit_items
        following = place_cursor(milliseconds(shown[-1].received_at), str(shown[-1].complaint)) if more else None
        return DeskPage(complaints=tuple(_line(one) for one in shown), next=following)

    @router.put("/{number}/settlement")
    async def settle(
        number: Number, body: Annotated[SettlementBody, closed_body(SettlementBody)], caller: signed
    ) -> DeskLine:
        """Settle a complaint. What it says must be so: an item is withdrawn or corrected by a decision on the item."""
        return _line(await complaints.settle(number, body.outcome, body.reason, caller))

    return router


def _refuse_rate(limit: RateLimit, request: Request) -> None:
    address = request.client.host if request.client else "unknown"
    wait_seconds = limit.wait_seconds(address, time.monotonic())
    if wait_seconds:
        raise Problem(ProblemCode.RATE_LIMITED, retry_after_seconds=max(1, round(wait_seconds)))


def _receipt(complaint: Complaint) -> Receipt:
    settlement = complaint.settlement
    return Receipt(
        number=complaint.number,
        item=complaint.item,
        title=complaint.title,
        about=complaint.about,
        received_at=complaint.received_at,
        state=settlement.outcome.value if settlement else "open",
        outcome=settlement.outcome if settlement else None,
        reason=settlement.reason if settlement else None,
        settled_at=settlement.at if settlement else None,
    )


def _line(complaint: Complaint) -> DeskLine:
    settlement = complaint.settlement
    return DeskLine(
        number=complaint.number,
        item=complaint.item,
        version=complaint.version,
        unit=complaint.unit,
        title=complaint.title,
        about=complaint.about,
        text=complaint.text,
        contact_name=complaint.contact.name,
        contact_phone=complaint.contact.phone,
        contact_email=complaint.contact.email,
        received_at=complaint.received_at,
        state=settlement.outcome.value if settlement else "open",
        outcome=settlement.outcome if settlement else None,
        reason=settlement.reason if settlement else None,
        settled_by=settlement.person if settlement else None,
        settled_at=settlement.at if settlement else None,
    )
