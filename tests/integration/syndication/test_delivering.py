"""Deliveries on real servers: from a featured item to the desks of newsrooms that behave well, and badly."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import orjson
import pytest

from contracts.featured import FeaturedItem
from deploy.native.servers import Servers
from services.kit.clock import FixedClock
from services.kit.webhooks.signing import key_of
from services.syndication.domain.desk import Desk
from services.syndication.receiver import Acknowledging, Receiver, listening
from tests.integration.syndication.newsroom import Behaviour, Came, Hang, Newsroom, Says, newsroom
from tests.integration.syndication.processes import process_on
from tests.integration.syndication.running import Syndication, provisioned, realm_on, running, token_of, until
from tests.unit.syndication import builders
from tests.unit.syndication.builders import corrected, withdrawn


@pytest.fixture(scope="module")
async def syndication(servers: Servers, prefix: str) -> AsyncIterator[Syndication]:
    """Syndication with attempts that are given up soon."""
    async with (
        provisioned(realm_on(servers, prefix, syndication_attempt_seconds=1.0)) as realm,
        running(realm) as service,
    ):
        yield service


def fresh() -> str:
    return f"paper-{uuid4().hex[:8]}"


def featured(**changes: Any) -> FeaturedItem:  # noqa: ANN401 - any field of an item.
    """An item that nobody has heard of yet."""
    name = uuid4()
    return builders.featured(**{"item": name, "title": f"职业体验日 {name.hex[:6]}"} | changes)


def said(came: Came) -> dict[str, Any]:
    """The body of a request."""
    body: dict[str, Any] = orjson.loads(came.body)
    return body


async def subscribe(syndication: Syndication, room: Newsroom) -> tuple[str, dict[str, Any]]:
    """A newsroom that is told of what comes from now on."""
    name = fresh()
    return name, await syndication.subscribe(name, webhook=room.address(), start={"beginning": False})


async def taken(syndication: Syndication, name: str, *numbers: int) -> list[dict[str, Any]]:
    """Wait until a subscriber has taken these numbers; its log."""

    async def done() -> list[dict[str, Any]] | None:
        log = await syndication.numbers(name)
        there = {one["number"] for one in log if not one["waiting"]}
        return log if there >= set(numbers) else None

    found = await until(done)
    assert found is not None
    return found


async def tried(syndication: Syndication, name: str, number: int, attempts: int) -> dict[str, Any]:
    """Wait until a number has failed so many times; its line of the log."""

    async def done() -> dict[str, Any] | None:
        log = await syndication.numbers(name)
        return next((one for one in log if one["number"] == number and one["attempts"] >= attempts), None)

    found = await until(done)
    assert found is not None
    return found


@asynccontextmanager
async def desk(syndication: Syndication) -> AsyncIterator[tuple[str, Receiver]]:
    """A newsroom with the reference receiver, whose secret is known to it."""
    receiver = Receiver([], syndication.clock, Desk(first_number=1))
    async with listening(receiver):
        name = fresh()
        made = await syndication.subscribe(name, webhook=receiver.address, start={"beginning": False})
        receiver.keys = [key_of(made["webhook_secret"])]
        yield name, receiver


async def test_an_item_its_correction_and_its_withdrawal_reach_the_desk(syndication: Syndication) -> None:
    item = featured()
    async with desk(syndication) as (name, receiver):
        await syndication.heard(item)
        await taken(syndication, name, 1)
        shown = list(receiver.desk.items.values())
        second = corrected(item)
        await syndication.heard(second)
        await taken(syndication, name, 2)
        await syndication.heard(withdrawn(second))
        log = await taken(syndication, name, 3)

    assert [one.title for one in shown] == [item.title]
    assert [one["change"] for one in log] == ["featured", "corrected", "withdrawn"]
    assert receiver.desk.items == {}
    assert receiver.desk.missing() == []


async def test_a_secret_is_rotated_without_a_delivery_being_lost(syndication: Syndication) -> None:
    async with desk(syndication) as (name, receiver):
        renewed = await syndication.client.post(f"/v1/subscribers/{name}/webhook-secret", headers=syndication.as_())
        await syndication.heard(featured())
        await taken(syndication, name, 1)
        receiver.keys = [key_of(renewed.json()["webhook_secret"])]
        await syndication.heard(featured())
        await taken(syndication, name, 2)
        await syndication.client.delete(f"/v1/subscribers/{name}/webhook-secret/former", headers=syndication.as_())
        await syndication.heard(featured())
        await taken(syndication, name, 3)

    assert sorted(receiver.desk.numbers) == [1, 2, 3]


async def test_a_newsroom_that_hangs_delays_no_other(syndication: Syndication) -> None:
    async with newsroom(lambda _came: Hang()) as hanging, desk(syndication) as (name, receiver):
        hung, _ = await subscribe(syndication, hanging)
        await syndication.heard(featured())
        await hanging.until_came(1)
        await taken(syndication, name, 1)
        given_up = await tried(syndication, hung, 1, 1)
        await syndication.client.post(f"/v1/subscribers/{hung}/pause", headers=syndication.as_())

    assert sorted(receiver.desk.numbers) == [1]
    assert given_up["last_fault"] == "timeout"
    assert given_up["waiting"]


async def test_a_newsroom_that_answers_500_for_an_hour_then_has_everything_in_order(syndication: Syndication) -> None:
    async with newsroom(lambda _came: Says(500)) as room:
        name, _ = await subscribe(syndication, room)
        await syndication.heard(featured(), featured(), featured())
        for attempt in range(1, 10):
            await tried(syndication, name, 1, attempt)
            syndication.clock.advance(400 if attempt == 9 else 5 * 2 ** (attempt - 1))
        down = len(room.came)
        room.behave = lambda _came: Says()
        syndication.clock.advance(1_800)
        log = await taken(syndication, name, 1, 2, 3)

    assert down < 25
    assert [said(came)["number"] for came in room.came[down:]] == [1, 2, 3]
    assert len({came.body for came in room.came if said(came)["number"] == 1}) == 1
    assert len({came.headers["webhook-id"] for came in room.came if said(came)["number"] == 1}) == 1
    assert [one["state"] for one in log] == ["sent"] * 3


async def test_a_newsroom_that_redirects_inside_gets_nothing_and_nobody_inside_is_asked(
    syndication: Syndication,
) -> None:
    async with newsroom() as inside, newsroom() as room:
        room.behave = lambda _came: Says(307, {"location": f"http://localhost:{inside.port}/admin"})
        name, _ = await subscribe(syndication, room)
        await syndication.heard(featured())
        refused = await tried(syndication, name, 1, 1)
        await syndication.client.post(f"/v1/subscribers/{name}/pause", headers=syndication.as_())

    assert refused["last_fault"] == "address_not_allowed"
    assert inside.connections == 0


async def test_an_item_that_is_always_refused_holds_up_neither_a_recall_nor_other_items(
    syndication: Syndication,
) -> None:
    poison, other = featured(title="毒稿"), featured()

    def behave(came: Came) -> Behaviour:
        return Says(422 if "毒稿" in came.body.decode() else 200)

    async with newsroom(behave) as room:
        name, _ = await subscribe(syndication, room)
        await syndication.heard(poison)
        await tried(syndication, name, 1, 1)
        await syndication.heard(other, withdrawn(other))
        log = await taken(syndication, name, 3)
        syndication.clock.advance(10)
        log = await taken(syndication, name, 2, 3)
        waits = [one["number"] for one in log if one["waiting"]]
        await syndication.heard(withdrawn(poison))
        log = await taken(syndication, name, 1, 4)

    changes = {one["number"]: one["change"] for one in log}
    assert waits == [1]
    assert changes == {1: "superseded", 2: "superseded", 3: "withdrawn", 4: "withdrawn"}
    assert [said(came)["ninjs"] for came in room.came if said(came)["change"] == "superseded"] == [None, None]
    recalled = [said(came)["number"] for came in room.came if said(came)["change"] in {"withdrawn", "superseded"}]
    assert recalled == [3, 2, 4, 1]


async def test_a_newsroom_that_is_gone_is_suspended_and_resumes_from_where_it_was(syndication: Syndication) -> None:
    async with newsroom(lambda _came: Says(410)) as room:
        name, _ = await subscribe(syndication, room)
        await syndication.heard(featured())

        async def is_suspended() -> bool:
            read = await syndication.client.get(f"/v1/subscribers/{name}", headers=syndication.as_())
            return bool(read.json()["status"] == "suspended")

        await until(is_suspended)
        await syndication.heard(featured())
        room.behave = lambda _came: Says()
        syndication.clock.advance(86_400)
        before = len(room.came)
        resumed = await syndication.client.post(f"/v1/subscribers/{name}/resume", headers=syndication.as_())
        await taken(syndication, name, 1, 2)

    assert resumed.status_code == 200
    assert before == 1
    assert [said(came)["number"] for came in room.came] == [1, 1, 2]


async def test_a_newsroom_that_is_resumed_or_has_moved_need_not_wait_for_the_next_attempt(
    syndication: Syndication,
) -> None:
    def behave(came: Came) -> Behaviour:
        return Says(500 if said(came)["number"] == 1 else 422)

    async with newsroom(behave) as room, newsroom() as moved:
        name, _ = await subscribe(syndication, room)
        await syndication.heard(featured(), featured())
        for attempt, seconds in enumerate((5, 10, 20, 40, 5), 1):
            await tried(syndication, name, 1, attempt)
            syndication.clock.advance(seconds)
        await tried(syndication, name, 2, 1)
        address = f"/v1/subscribers/{name}"
        await syndication.client.post(f"{address}/pause", headers=syndication.as_())
        await syndication.client.post(f"{address}/resume", headers=syndication.as_())
        await tried(syndication, name, 1, 6)
        body = {"name": name, "webhook": moved.address()}
        await syndication.client.put(address, json=body, headers=syndication.as_() | {"If-Match": '"1"'})
        await taken(syndication, name, 1, 2)

    assert [said(came)["number"] for came in moved.came] == [1, 2]


async def test_what_was_taken_while_its_item_was_withdrawn_stays_what_was_taken(syndication: Syndication) -> None:
    answered = asyncio.Event()

    async def wait(_came: Came) -> Behaviour:
        await answered.wait()
        return Says()

    item = featured()
    async with newsroom(wait) as room:
        name, _ = await subscribe(syndication, room)
        await syndication.realm.feature(item)
        await room.until_came(1)
        await syndication.realm.feature(withdrawn(item))

        async def is_recalled() -> bool:
            return [one["number"] for one in await syndication.numbers(name)] == [1, 2]

        await until(is_recalled)
        answered.set()
        log = await taken(syndication, name, 1, 2)

    # A slow machine may give the attempt up before the answer; the number then goes out again, without its content.
    assert [one["change"] for one in log] in (["featured", "withdrawn"], ["superseded", "withdrawn"])
    assert log[0]["body"] is None or log[0]["change"] == "superseded"
    assert said(room.came[0])["change"] == "featured"


async def test_two_copies_send_each_number_once_and_in_order(syndication: Syndication) -> None:
    async with running(syndication.realm, syndication.clock.now()), newsroom() as room:
        name, _ = await subscribe(syndication, room)
        await syndication.heard(*(featured() for _ in range(30)))
        await taken(syndication, name, *range(1, 31))

    assert [said(came)["number"] for came in room.came] == list(range(1, 31))


async def test_a_kill_in_mid_delivery_loses_and_doubles_nothing(servers: Servers, prefix: str) -> None:
    kept: list[Came] = []

    def hangs_at(number: int) -> Callable[[Came], Behaviour]:
        def behave(came: Came) -> Behaviour:
            kept.append(came)
            return Hang() if said(came)["number"] == number else Says()

        return behave

    async with (
        provisioned(realm_on(servers, prefix)) as realm,
        newsroom(hangs_at(3)) as room,
        process_on(realm) as process,
    ):
        made = await process.subscribe("paper", room.address())
        items = [featured() for _ in range(5)]
        await realm.feature(*items)
        await room.until_came(3)
        process.kill()
        room.behave = hangs_at(0)
        await realm.feature(withdrawn(items[0]))
        await process.start()

        async def done() -> bool:
            return [one["number"] for one in await process.log("paper") if not one["waiting"]] == [1, 2, 3, 4, 5, 6]

        await until(done, 60)
        states = await realm.states_of("paper")

    bodies: dict[int, set[tuple[str, bytes]]] = {}
    for came in kept:
        bodies.setdefault(said(came)["number"], set()).add((came.headers["webhook-id"], came.body))
    assert sorted(bodies) == [1, 2, 3, 4, 5, 6]
    assert all(len(one) == 1 for one in bodies.values())
    assert [said(came)["number"] for came in kept].count(3) == 2
    receiver = Receiver([key_of(made["webhook_secret"])])
    for came in kept:
        receiver.clock = FixedClock(datetime.fromtimestamp(int(came.headers["webhook-timestamp"]), UTC))
        receiver.take(dict(came.headers), came.body)
    assert receiver.desk.missing() == []
    assert {one.title for one in receiver.desk.items.values()} == {one.title for one in items[1:]}
    assert {state.number for state in states if state.state == "sent"} == {1, 2, 3, 4, 5, 6}


async def test_recalls_are_acknowledged_by_the_receiver_and_stay_open_until_then(servers: Servers, prefix: str) -> None:
    heard: list[tuple[str, str | None]] = []
    receiver = Receiver([], acknowledged=lambda recall, why_not: heard.append((recall, why_not)))
    item = featured()
    async with provisioned(realm_on(servers, prefix)) as realm, listening(receiver), process_on(realm) as process:
        made = await process.subscribe("paper", receiver.address)
        receiver.keys = [key_of(made["webhook_secret"])]
        receiver.acknowledging = Acknowledging(("http://127.0.0.1:9", process.address), made["feed_token"])
        await realm.feature(item, withdrawn(item))

        async def done() -> bool:
            log = await process.log("paper")
            return bool(log) and log[-1]["state"] == "acknowledged" and not any(one["waiting"] for one in log)

        await until(done)
        await receiver.settled()
        async with process.client() as client:
            left = await client.get("/v1/recalls", headers=token_of(made))

    assert len(heard) == 1
    assert heard[0][1] is None
    assert left.json()["recalls"] == []
    assert receiver.desk.items == {}
