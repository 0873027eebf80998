"""Two copies side by side: one hears and numbers, both answer, and the other takes over when the first falls silent."""

import asyncio
from uuid import uuid4

from deploy.native.servers import Servers
from services.syndication.store.items import ItemStore
from tests.integration.syndication.running import Syndication, provisioned, realm_on, running, until
from tests.unit.syndication.builders import featured, withdrawn


def holder(one: Syndication, other: Syndication) -> tuple[Syndication, Syndication]:
    """The copy that holds the lease, and the other."""
    return (one, other) if one.app.state.made.lease.held else (other, one)


async def silent(*_arguments: object) -> bool:
    """As a lease is for a copy that hangs: it is not renewed."""
    return False


async def test_either_copy_answers_and_when_one_falls_silent_the_other_goes_on(servers: Servers, prefix: str) -> None:
    async with provisioned(realm_on(servers, prefix)) as realm, running(realm) as one, running(realm) as other:
        await one.subscribe("daily")
        first, second = featured(item=uuid4()), featured(item=uuid4())
        await one.heard(first)
        assert await one.feed() == await other.feed()

        reads, waits = holder(one, other)
        reads.app.state.made.lease.renew = silent
        await until(lambda: _lost(reads, waits))
        await waits.heard(second, withdrawn(first))

        assert await one.feed() == await other.feed()
        assert await one.numbers("daily") == await other.numbers("daily")
        numbers = await one.numbers("daily")

    assert [(number["number"], number["change"]) for number in numbers] == [
        (1, "superseded"),
        (2, "featured"),
        (3, "withdrawn"),
    ]


async def test_a_copy_that_wakes_late_never_moves_the_place_in_the_log_back(servers: Servers, prefix: str) -> None:
    """A feed whose end went back would send every newsroom into a full resync."""
    async with provisioned(realm_on(servers, prefix)) as realm, running(realm) as service:
        await service.heard(*(featured(item=uuid4()) for _ in range(5)))
        items: ItemStore = service.app.state.made.items
        end = await items.end()
        assert end is not None
        late = [type(end)(end.epoch, offset) for offset in range(5)]

        await asyncio.gather(*(items.reach(place) for place in late), items.reach(type(end)("another", 9)))

        assert await items.end() == end


async def _lost(reads: Syndication, waits: Syndication) -> bool:
    for copy in (reads, waits):
        copy.clock.advance(5)
    return bool(waits.app.state.made.lease.held)
