"""Routes of numbered deliveries and of recalls, for newsrooms with their feed token and for the ministry."""

from dataclasses import asdict, dataclass
from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Path, Query, Response

from services.kit.identity import Caller
from services.kit.web import closed_body
from services.kit.webhooks.signing import signed_headers
from services.syndication.api.access import CallerOf, Reader, ReaderOf
from services.syndication.api.answers import (
    DeliveryAnswer,
    DeliveryList,
    RecallAnswer,
    RecallList,
    delivery_answer,
    recall_answer,
)
from services.syndication.api.bodies import UseBody
from services.syndication.api.subscribers import SubscriberId
from services.syndication.domain.deliveries import Change, Delivery, State
from services.syndication.operations.acknowledging import Acknowledging
from services.syndication.operations.ledger import Ledger, actor_of
from services.syndication.store.deliveries import Wanted

Number = Annotated[int, Path(ge=1, le=1 << 53)]
From = Annotated[int, Query(ge=1, le=1 << 53)]
After = Annotated[int, Query(ge=0, le=1 << 53)]


@dataclass(frozen=True)
class LogAsked:
    """What a log is narrowed to. `failing`: what waits after an attempt that was not taken."""

    before: Annotated[int | None, Query(ge=1, le=1 << 53)] = None
    state: Annotated[State | None, Query()] = None
    change: Annotated[Change | None, Query()] = None
    failing: Annotated[bool, Query()] = False

    @property
    def wanted(self) -> Wanted:
        """As the store knows it."""
        return Wanted(self.before, self.state, self.change, self.failing)


def delivery_routes(
    acknowledging: Acknowledging, ledger: Ledger, ministry_of: CallerOf, reader_of: ReaderOf
) -> APIRouter:
    """A newsroom's own numbers, the ministry's log of them, uses, and sending once more."""
    router = APIRouter(prefix="/v1", tags=["deliveries"])
    ministry = Annotated[Caller, Depends(ministry_of)]
    reader = Annotated[Reader, Depends(reader_of)]
    limits = Annotated[int, Query(ge=1, le=acknowledging.page_limit)]

    @router.get("/deliveries")
    async def own(who: reader, after: After = 0, limit: limits = 50) -> DeliveryList:
        """One's own numbers above `after`; asking says that everything up to it has arrived."""
        return _list(await acknowledging.pull(who.own(), after, limit), after)

    @router.get("/deliveries/digest")
    async def digest(who: reader, first: From, last: From) -> Response:
        """First, last, count and one hash over the bodies of one's own numbers, signed like a delivery where one has a secret."""
        found, signing = await acknowledging.digest(who.own(), first, last)
        body = orjson.dumps(asdict(found))
        name = f"weekwire:digest:{found.subscriber}:{found.first}-{found.last}"
        headers = signed_headers(name, last, acknowledging.now(), body, signing.keys) if signing else {}
        return Response(body, headers=headers, media_type="application/json")

    @router.post("/deliveries/{number}/use")
    async def use(number: Number, body: Annotated[UseBody, closed_body(UseBody)], who: reader) -> DeliveryAnswer:
        """Say where and when an item was used; the same again changes nothing."""
        newsroom = who.own()
        async with ledger.on_record(who.actor, "use", f"delivery:{newsroom.id}:{number}"):
            return delivery_answer(await acknowledging.use(newsroom, number, body.use(), who.actor))

    @router.get("/subscribers/{subscriber}/deliveries")
    async def kept(subscriber: SubscriberId, who: reader, after: After = 0, limit: limits = 50) -> DeliveryList:
        """The delivery log of a subscriber: what went out under which number, when, and what came of it."""
        who.may_read(subscriber)
        return _list(await acknowledging.log(subscriber, after, limit), after)

    @router.get("/subscribers/{subscriber}/log")
    async def newest(
        subscriber: SubscriberId, who: reader, asked: Annotated[LogAsked, Depends()], limit: limits = 50
    ) -> DeliveryList:
        """The same log for who looks through it: the newest first, narrowed; `before` the last number of the page before."""
        who.may_read(subscriber)
        return _list(await acknowledging.newest(subscriber, asked.wanted, limit), 0)

    @router.post("/subscribers/{subscriber}/deliveries/{number}/resend")
    async def resend(subscriber: SubscriberId, number: Number, caller: ministry) -> DeliveryAnswer:
        """Send a number once more, as it is; not once its item was withdrawn."""
        actor, target = actor_of(caller), f"delivery:{subscriber}:{number}"
        async with ledger.on_record(actor, "resend", target):
            return delivery_answer(await acknowledging.resend(subscriber, number, actor))

    return router


def recall_routes(acknowledging: Acknowledging, ledger: Ledger, reader_of: ReaderOf) -> APIRouter:
    """Recalls that are outstanding, and their acknowledgement."""
    router = APIRouter(prefix="/v1/recalls", tags=["recalls"])
    reader = Annotated[Reader, Depends(reader_of)]

    @router.get("")
    async def outstanding(who: reader) -> RecallList:
        """Recalls that were not acknowledged: one's own, or to the ministry those of all."""
        found = await acknowledging.recalls(who.subscriber.id if who.subscriber else None, acknowledging.page_limit)
        now = acknowledging.now()
        return RecallList(recalls=tuple(recall_answer(one, now) for one in found))

    @router.post("/{recall}/ack")
    async def acknowledge(recall: Annotated[str, Path(max_length=80)], who: reader) -> RecallAnswer:
        """Say that the item has been taken down. Said again, it gets the first answer."""
        async with ledger.on_record(who.actor, "acknowledge", f"delivery:{recall}"):
            found = await acknowledging.acknowledge(recall, who.own(), who.actor)
        return recall_answer(found, acknowledging.now())

    return router


def _list(found: list[Delivery], after: int) -> DeliveryList:
    return DeliveryList(
        deliveries=tuple(delivery_answer(one) for one in found), last=found[-1].number if found else after
    )
