"""What is taken away from syndication, and what it still does: the store, Kafka, a log full of what nobody can read."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from httpx import ASGITransport, AsyncClient
from prometheus_client import REGISTRY

from contracts import topics
from contracts.featured import FeaturedItem
from contracts.problems import Problem, ProblemCode
from deploy.native.servers import Servers
from services.kit.clock import FixedClock
from services.syndication.app import create_app
from services.syndication.operations.hearing import Hearing
from services.syndication.store.items import ItemStore
from tests.integration.syndication.newsroom import Says, newsroom
from tests.integration.syndication.running import (
    START,
    Syndication,
    provisioned,
    realm_on,
    running,
    token_of,
    until,
)
from tests.unit.syndication.builders import featured


async def test_newsrooms_read_their_feed_and_acknowledge_while_kafka_is_away(servers: Servers, prefix: str) -> None:
    async with provisioned(realm_on(servers, prefix)) as realm:
        async with running(realm) as before:
            made = await before.subscribe("daily")
            await before.heard(featured(item=uuid4()))
            shown = await before.feed(token_of(made))
        alone = realm.settings.model_copy(update={"kafka": "127.0.0.1:9"})
        app = create_app(alone, FixedClock(START))
        client = AsyncClient(transport=ASGITransport(app), base_url="http://syndication", timeout=60)
        async with app.router.lifespan_context(app), client:

            async def there() -> bool:
                return (await client.get("/v1/feed", headers=token_of(made))).status_code == 200

            await until(there)
            read = await client.get("/v1/feed", headers=token_of(made))
            numbers = await client.get("/v1/deliveries", headers=token_of(made))
            ready = await client.get("/health/ready")

    assert read.json() == shown
    assert [one["number"] for one in numbers.json()["deliveries"]] == [1]
    assert (ready.status_code, ready.json()["dependencies"]["kafka"]) == (503, False)


async def test_what_has_its_number_is_sent_while_kafka_is_away(servers: Servers, prefix: str) -> None:
    item = featured(item=uuid4())
    async with provisioned(realm_on(servers, prefix)) as realm, newsroom(lambda _came: Says(500)) as room:
        async with running(realm) as before:
            await before.subscribe("daily", webhook=room.address())
            await before.heard(item)
            await room.until_came(1)
        room.behave = lambda _came: Says(200)
        tried = len(room.came)
        alone = realm.settings.model_copy(update={"kafka": "127.0.0.1:9"})
        app = create_app(alone, FixedClock(START + timedelta(hours=2)))
        async with app.router.lifespan_context(app):
            await room.until_came(tried + 1)

    assert room.came[-1].body == room.came[0].body


async def test_a_store_that_goes_away_in_mid_reading_costs_no_event(
    syndication: Syndication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event comes again, and nothing behind it goes before it."""
    hear, failed = Hearing.hear, 0

    async def sometimes(self: Hearing, state: FeaturedItem, epoch: str, offset: int) -> None:
        nonlocal failed
        if failed < 3 and state.title == "难":
            failed += 1
            raise Problem(ProblemCode.STORE_AWAY)
        await hear(self, state, epoch, offset)

    await syndication.subscribe("after-the-storm", filters={"units": ["360000"]}, start={})
    with monkeypatch.context() as patched:
        patched.setattr(Hearing, "hear", sometimes)
        items = [featured(item=uuid4(), unit="360000", title=title) for title in ("易", "难", "易")]
        await syndication.heard(*items)

    assert failed == 3
    assert [one["item"] for one in await syndication.numbers("after-the-storm")] == [str(one.item) for one in items]


async def test_how_many_events_wait_is_told_while_the_store_is_away(
    syndication: Syndication, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_arguments: object) -> None:
        raise Problem(ProblemCode.STORE_AWAY)

    with monkeypatch.context() as patched:
        patched.setattr(Hearing, "hear", never)
        await syndication.realm.feature(*(featured(item=uuid4()) for _ in range(3)))

        async def told() -> bool:
            return REGISTRY.get_sample_value("weekwire_syndication_log_lag_events") == 3

        await until(told)
    await syndication.caught_up()

    async def none_waits() -> bool:
        return REGISTRY.get_sample_value("weekwire_syndication_log_lag_events") == 0

    await until(none_waits)


async def test_a_place_that_could_not_be_kept_is_read_again_without_a_second_number(
    syndication: Syndication, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach, failed = ItemStore.reach, 0

    async def once(self: ItemStore, place: Any) -> None:  # noqa: ANN401 - as the original.
        nonlocal failed
        failed += 1
        if failed == 1:
            raise Problem(ProblemCode.STORE_AWAY)
        await reach(self, place)

    await syndication.subscribe("once-only", filters={"units": ["420000"]}, start={})
    with monkeypatch.context() as patched:
        patched.setattr(ItemStore, "reach", once)
        await syndication.heard(featured(item=uuid4(), unit="420000"))

    assert failed > 1
    assert [one["number"] for one in await syndication.numbers("once-only")] == [1]


async def test_a_log_full_of_what_nobody_can_read_stops_hearing_and_calls_a_person(
    servers: Servers, prefix: str
) -> None:
    async with (
        provisioned(realm_on(servers, prefix, dead_letter_max_run=3)) as realm,
        running(realm) as service,
    ):
        await realm.tell_raw(topics.FEATURED, [(str(uuid4()), 1, b"nonsense") for _ in range(6)])

        async def stopped() -> bool:
            return (await service.client.get("/health/ready")).status_code == 503

        await until(stopped)
        letters = await realm.said(topics.FEATURED, dead=True)
        gauge = REGISTRY.get_sample_value("weekwire_consumer_stopped", {"topic": topics.FEATURED.name})

    assert len(letters) == 3
    assert gauge == 1


async def test_a_correction_while_nobody_hears_is_told_once_in_its_newest_state(servers: Servers, prefix: str) -> None:
    """Between two looks an item may have changed several times; a newsroom needs the last of it."""
    async with provisioned(realm_on(servers, prefix)) as realm:
        first = featured(item=uuid4(), title="一")
        async with running(realm) as one:
            await one.subscribe("daily")
        states = [first, *(featured(item=first.item, revision=number, title=str(number)) for number in range(2, 6))]
        await realm.feature(*states)
        async with running(realm) as two:
            await two.caught_up()
            numbers = await two.numbers("daily")

    assert numbers[-1]["item_revision"] == 5
    assert [one["number"] for one in numbers] == list(range(1, len(numbers) + 1))
