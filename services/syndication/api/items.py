"""Routes of featured items as people look through them: the newest first, found by title, and who took one."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.kit.identity import Caller
from services.syndication.api.access import CallerOf, Reader, ReaderOf
from services.syndication.api.answers import (
    DeliveryList,
    FeaturedAnswer,
    FeaturedList,
    delivery_answer,
    featured_answer,
)
from services.syndication.api.feeds import asked_filters
from services.syndication.domain.telling import Filters
from services.syndication.operations.acknowledging import Acknowledging
from services.syndication.operations.reading import Asked, Reading

TITLE_CHARACTERS = 100


def featured_routes(
    reading: Reading, acknowledging: Acknowledging, ministry_of: CallerOf, reader_of: ReaderOf
) -> APIRouter:
    """Featured items for pages, to the ministry's people and to newsrooms with their feed token."""
    router = APIRouter(prefix="/v1/items", tags=["items"])
    reader = Annotated[Reader, Depends(reader_of)]
    ministry = Annotated[Caller, Depends(ministry_of)]
    wanted = Annotated[Filters, Depends(asked_filters)]

    @router.get("")
    async def newest(
        who: reader,
        filters: wanted,
        title: Annotated[str, Query(max_length=TITLE_CHARACTERS, description="Part of a title.")] = "",
        cursor: Annotated[str | None, Query(max_length=64, description="`next` of the page before.")] = None,
        limit: Annotated[int, Query(ge=1, le=acknowledging.page_limit)] = 50,
    ) -> FeaturedList:
        """Items in their newest state, the newest first; what is withdrawn stands among them as gone."""
        read = await reading.newest(Asked(cursor, None, limit, filters, title), who.subscriber)
        links = reading.links(who.subscriber)
        return FeaturedList(
            items=tuple(featured_answer(entry, links) for entry in read.entries),
            next=str(read.following) if read.more else None,
        )

    @router.get("/{item}")
    async def one(item: UUID, who: reader) -> FeaturedAnswer:
        """One item in its newest state."""
        entry = await reading.one(item, who.subscriber)
        return featured_answer(entry, reading.links(who.subscriber))

    @router.get("/{item}/deliveries")
    async def takers(item: UUID, _caller: ministry) -> DeliveryList:
        """Who was told of an item under which number, who took it and who has used it where; without bodies."""
        found = await acknowledging.of_item(item)
        shown = tuple(delivery_answer(one).model_copy(update={"body": None}) for one in found)
        return DeliveryList(deliveries=shown, last=0)

    return router
