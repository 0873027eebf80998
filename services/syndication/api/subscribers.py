"""Routes of subscribers: made and changed by the ministry's editors and managers, read also by the newsroom itself."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from services.kit.identity import Caller
from services.kit.web import closed_body, if_match
from services.syndication.api.access import CallerOf, Reader, ReaderOf
from services.syndication.api.answers import (
    MadeAnswer,
    SubscriberAnswer,
    SubscriberList,
    TriedAnswer,
    made_answer,
    subscriber_answer,
    tried_answer,
)
from services.syndication.api.bodies import SUBSCRIBER_PATTERN, StartBody, SubscriberBody
from services.syndication.domain.subscribers import Subscriber
from services.syndication.operations.ledger import Ledger, actor_of
from services.syndication.operations.subscribing import Subscribing
from services.syndication.operations.trying import Trying

SubscriberId = Annotated[str, Path(pattern=SUBSCRIBER_PATTERN)]


def _tag(response: Response, subscriber: Subscriber) -> None:
    response.headers["ETag"] = f'"{subscriber.version}"'
    # What is shown once must stay in no cache on the way.
    response.headers["Cache-Control"] = "no-store"


def subscriber_routes(
    subscribing: Subscribing, ledger: Ledger, ministry_of: CallerOf, reader_of: ReaderOf
) -> APIRouter:
    """Make, read, list, change, remove."""
    router = APIRouter(prefix="/v1/subscribers", tags=["subscribers"])
    ministry = Annotated[Caller, Depends(ministry_of)]
    reader = Annotated[Reader, Depends(reader_of)]

    @router.get("")
    async def every(_caller: ministry) -> SubscriberList:
        """Every subscriber that is served."""
        return SubscriberList(subscribers=tuple(subscriber_answer(one) for one in await subscribing.all()))

    @router.get("/{subscriber}")
    async def read(subscriber: SubscriberId, who: reader, response: Response) -> SubscriberAnswer:
        """A subscriber, to the ministry and to itself."""
        who.may_read(subscriber)
        found = await subscribing.load(subscriber)
        _tag(response, found)
        return subscriber_answer(found)

    @router.put("/{subscriber}")
    async def put(
        subscriber: SubscriberId,
        body: Annotated[SubscriberBody, closed_body(SubscriberBody)],
        request: Request,
        caller: ministry,
        response: Response,
    ) -> MadeAnswer:
        """Make a subscriber under an id of your choice, or change it with If-Match. Token and secret are shown this once."""
        actor = actor_of(caller)
        async with ledger.on_record(actor, "subscribe", f"subscriber:{subscriber}"):
            found, shown, made = await subscribing.put(
                subscriber, body.order(), body.start.start(), if_match(request), actor
            )
        _tag(response, found)
        response.status_code = 201 if made else 200
        return made_answer(found, shown)

    @router.delete("/{subscriber}")
    async def remove(subscriber: SubscriberId, caller: ministry) -> SubscriberAnswer:
        """Serve it no more. Its record stays, so that its id and its numbers are never used again."""
        async with ledger.on_record(actor_of(caller), "unsubscribe", f"subscriber:{subscriber}"):
            return subscriber_answer(await subscribing.remove(subscriber, actor_of(caller)))

    return router


def trial_routes(trying: Trying, ledger: Ledger, ministry_of: CallerOf) -> APIRouter:
    """The test call."""
    router = APIRouter(prefix="/v1/subscribers/{subscriber}", tags=["subscribers"])
    ministry = Annotated[Caller, Depends(ministry_of)]

    @router.post("/test")
    async def test(subscriber: SubscriberId, caller: ministry, response: Response) -> TriedAnswer:
        """Call the webhook now, signed as a delivery is (number 0, `change: test`, no item), and say what came of it."""
        actor = actor_of(caller)
        async with ledger.on_record(actor, "test", f"subscriber:{subscriber}"):
            tried = await trying.call(subscriber, actor)
        # Its signature would hold for minutes: it stays in no cache.
        response.headers["Cache-Control"] = "no-store"
        return tried_answer(tried)

    return router


def subscriber_act_routes(subscribing: Subscribing, ledger: Ledger, ministry_of: CallerOf) -> APIRouter:
    """Pause, resume, backfill, and what is shown once."""
    router = APIRouter(prefix="/v1/subscribers/{subscriber}", tags=["subscribers"])
    ministry = Annotated[Caller, Depends(ministry_of)]

    @router.post("/pause")
    async def pause(subscriber: SubscriberId, caller: ministry) -> SubscriberAnswer:
        """Send nothing for a while; its numbers go on and wait."""
        async with ledger.on_record(actor_of(caller), "pause", f"subscriber:{subscriber}"):
            return subscriber_answer(await subscribing.pause(subscriber, actor_of(caller)))

    @router.post("/resume")
    async def resume(subscriber: SubscriberId, caller: ministry) -> SubscriberAnswer:
        """Send again, from where it was, each number as it stands."""
        async with ledger.on_record(actor_of(caller), "resume", f"subscriber:{subscriber}"):
            return subscriber_answer(await subscribing.resume(subscriber, actor_of(caller)))

    @router.post("/backfill")
    async def backfill(
        subscriber: SubscriberId, body: Annotated[StartBody, closed_body(StartBody)], caller: ministry
    ) -> SubscriberAnswer:
        """Tell once more from a moment, a cursor or the beginning; what it has in its newest state is not told again."""
        async with ledger.on_record(actor_of(caller), "backfill", f"subscriber:{subscriber}"):
            return subscriber_answer(await subscribing.backfill(subscriber, body.start(), actor_of(caller)))

    @router.post("/feed-token")
    async def token(subscriber: SubscriberId, caller: ministry, response: Response) -> MadeAnswer:
        """A new feed token, shown this once; the former one works on for a day."""
        async with ledger.on_record(actor_of(caller), "renew_token", f"subscriber:{subscriber}"):
            found, shown = await subscribing.new_token(subscriber, actor_of(caller))
        _tag(response, found)
        return made_answer(found, shown)

    @router.post("/webhook-secret")
    async def secret(subscriber: SubscriberId, caller: ministry, response: Response) -> MadeAnswer:
        """A new webhook secret, shown this once; both sign until the rotation is finished."""
        async with ledger.on_record(actor_of(caller), "rotate_secret", f"subscriber:{subscriber}"):
            found, shown = await subscribing.new_secret(subscriber, actor_of(caller))
        _tag(response, found)
        return made_answer(found, shown)

    @router.delete("/webhook-secret/former")
    async def finish(subscriber: SubscriberId, caller: ministry) -> SubscriberAnswer:
        """Finish a rotation: only the newest secret signs from now on."""
        async with ledger.on_record(actor_of(caller), "finish_rotation", f"subscriber:{subscriber}"):
            return subscriber_answer(await subscribing.finish_rotation(subscriber, actor_of(caller)))

    return router
