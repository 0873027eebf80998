"""A subscriber's own sequence: unbroken, never changed, carried on through crashes, repeats and another log."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from contracts import topics
from contracts.problems import Problem, ProblemCode
from deploy.native.servers import Servers
from services.kit import topics as provisioning
from services.kit.mongo import Mongo
from services.syndication.domain.telling import Told
from services.syndication.operations.numbering import Numbering
from services.syndication.store.deliveries import DeliveryStore
from tests.integration.syndication.running import Syndication, code_of, provisioned, realm_on, running, token_of, until
from tests.unit.syndication.builders import corrected, featured, withdrawn


def fresh() -> str:
    return f"news-{uuid4().hex[:8]}"


def told(numbers: list[dict[str, Any]]) -> list[tuple[int, str, int]]:
    return [(one["number"], one["change"], one["item_revision"]) for one in numbers]


async def test_a_subscriber_gets_its_own_unbroken_numbers(syndication: Syndication) -> None:
    first, other = featured(item=uuid4(), unit="510000"), featured(item=uuid4(), unit="520000")
    await syndication.subscribe(one := fresh(), filters={"units": ["510000"]})
    await syndication.subscribe(both := fresh(), filters={"units": ["510000", "520000"]})

    await syndication.heard(first, other)
    second = corrected(first)
    await syndication.heard(second)
    await syndication.heard(withdrawn(second))

    assert told(await syndication.numbers(one)) == [(1, "superseded", 1), (2, "superseded", 2), (3, "withdrawn", 3)]
    assert [(n, c) for n, c, _ in told(await syndication.numbers(both))] == [
        (1, "superseded"),
        (2, "featured"),
        (3, "superseded"),
        (4, "withdrawn"),
    ]


async def test_what_was_not_delivered_of_a_withdrawn_item_loses_its_content_and_what_was_is_forgotten(
    syndication: Syndication,
) -> None:
    item = featured(item=uuid4(), unit="530000", title="要撤回的标题")
    made = await syndication.subscribe(name := fresh(), filters={"units": ["530000"]})
    await syndication.heard(item)
    await syndication.client.get("/v1/deliveries", params={"after": 1}, headers=token_of(made))
    second = corrected(item)
    await syndication.heard(second)
    before = (await syndication.numbers(name))[0]
    await syndication.heard(withdrawn(second))

    delivered, waiting, recall = await syndication.numbers(name)

    assert (delivered["change"], delivered["state"], delivered["body"]) == ("featured", "sent", None)
    assert delivered["body_sha256"] == before["body_sha256"]
    assert (waiting["change"], waiting["body"]["ninjs"]) == ("superseded", None)
    assert recall["body"]["ninjs"]["pubstatus"] == "canceled"
    assert "要撤回的标题" not in orjson.dumps([delivered, waiting, recall]).decode()


async def test_repeated_and_late_events_take_no_number(syndication: Syndication) -> None:
    item = featured(item=uuid4(), unit="540000")
    second = corrected(item)
    await syndication.subscribe(name := fresh(), filters={"units": ["540000"]})

    await syndication.heard(item, item)
    await syndication.heard(second, item, second)

    assert told(await syndication.numbers(name)) == [(1, "featured", 1), (2, "corrected", 2)]


async def test_a_correction_that_leaves_the_filter_is_told_as_withdrawn(syndication: Syndication) -> None:
    item = featured(item=uuid4(), unit="610000", tags=("open_campus",))
    await syndication.subscribe(name := fresh(), filters={"units": ["610000"], "tags": ["open_campus"]})
    await syndication.heard(item)
    await syndication.heard(corrected(item, tags=("city",)))

    recall = (await syndication.numbers(name))[-1]

    assert (recall["change"], recall["body"]["reason"]) == ("withdrawn", "left_filter")


async def test_changing_a_filter_tells_nothing_and_a_later_withdrawal_is_still_told(syndication: Syndication) -> None:
    item, next_one = featured(item=uuid4(), unit="620000"), featured(item=uuid4(), unit="620000")
    await syndication.subscribe(name := fresh(), filters={"units": ["620000"]})
    await syndication.heard(item)
    body = {"name": name, "filters": {"units": ["630000"]}}
    header = syndication.as_() | {"If-Match": '"1"'}
    answer = await syndication.client.put(f"/v1/subscribers/{name}", json=body, headers=header)
    assert answer.status_code == 200

    await syndication.heard(next_one)
    assert told(await syndication.numbers(name)) == [(1, "featured", 1)]
    await syndication.heard(withdrawn(item))

    assert [one["change"] for one in await syndication.numbers(name)] == ["superseded", "withdrawn"]


async def test_a_new_subscriber_begins_now_or_where_it_is_told_to(syndication: Syndication) -> None:
    unit = "640000"
    await syndication.heard(featured(item=uuid4(), unit=unit))
    cursor = (await syndication.feed(limit=200))["cursor"]
    await syndication.heard(featured(item=uuid4(), unit=unit))
    names = {start: fresh() for start in ("now", "beginning", "cursor", "since")}
    starts: dict[str, dict[str, Any]] = {
        "now": {},
        "beginning": {"beginning": True},
        "cursor": {"cursor": cursor},
        "since": {"since": "2024-05-14T07:00:00Z"},
    }
    for start, body in starts.items():
        await syndication.subscribe(names[start], filters={"units": [unit]}, start=body)
    await syndication.caught_up()

    counts = {start: len(await syndication.numbers(name)) for start, name in names.items()}

    assert counts == {"now": 0, "beginning": 2, "cursor": 1, "since": 2}


async def test_a_backfill_tells_what_was_missed_and_nothing_twice(syndication: Syndication) -> None:
    unit = "650000"
    await syndication.heard(featured(item=uuid4(), unit=unit))
    await syndication.subscribe(name := fresh(), filters={"units": [unit]}, start={})
    await syndication.heard(featured(item=uuid4(), unit=unit))
    for _ in range(2):
        answer = await syndication.client.post(
            f"/v1/subscribers/{name}/backfill", json={"beginning": True}, headers=syndication.as_()
        )
        assert answer.status_code == 200
        await syndication.caught_up()

    numbers = await syndication.numbers(name)

    assert [one["number"] for one in numbers] == [1, 2]
    assert len({one["item"] for one in numbers}) == 2


async def test_who_is_paused_misses_no_number(syndication: Syndication) -> None:
    await syndication.subscribe(name := fresh(), filters={"units": ["150000"]})
    await syndication.client.post(f"/v1/subscribers/{name}/pause", headers=syndication.as_())

    await syndication.heard(featured(item=uuid4(), unit="150000"))

    assert told(await syndication.numbers(name)) == [(1, "featured", 1)]


async def test_every_number_is_said_on_the_topic(syndication: Syndication) -> None:
    item = featured(item=uuid4(), unit="230000")
    made = await syndication.subscribe(name := fresh(), filters={"units": ["230000"]})
    await syndication.heard(item)
    await syndication.client.get("/v1/deliveries", params={"after": 1}, headers=token_of(made))
    use = {"address": "https://daily.example/1.html", "used_at": "2024-05-14T10:00:00Z"}
    await syndication.client.post("/v1/deliveries/1/use", json=use, headers=token_of(made))

    async def used() -> list[str]:
        states: list[str] = [one.state for one in await syndication.realm.states_of(name)]
        return states if "used" in states else []

    assert await until(used) == ["waiting", "sent", "used"]


async def test_a_restart_goes_on_where_it_was_and_doubles_nothing(servers: Servers, prefix: str) -> None:
    async with provisioned(realm_on(servers, prefix)) as realm:
        async with running(realm) as one:
            await one.subscribe("daily")
            await one.heard(*(featured(item=uuid4()) for _ in range(3)))
            before = await one.numbers("daily")
        await realm.feature(featured(item=uuid4()))
        async with running(realm) as two:
            await two.caught_up()
            after = await two.numbers("daily")

    assert after[:3] == before
    assert [one["number"] for one in after] == [1, 2, 3, 4]


async def test_reading_the_log_again_from_its_start_changes_no_item_and_gives_no_number(
    servers: Servers, prefix: str
) -> None:
    item, gone = featured(item=uuid4()), featured(item=uuid4())
    async with provisioned(realm_on(servers, prefix)) as realm:
        async with running(realm) as one:
            await one.subscribe("daily")
            await one.heard(item, gone, corrected(item), withdrawn(gone), item)
            before = (await one.feed(), await one.numbers("daily"))
        mongo = Mongo.connect(realm.settings, "syndication")
        await mongo.collection("log").delete_many({})
        await mongo.collection("items").delete_many({})
        mongo.close()
        async with running(realm) as two:
            await two.caught_up()
            after = (await two.feed(), await two.numbers("daily"))

    assert after == before


async def test_a_crash_between_claiming_a_number_and_the_rest_is_finished_by_the_next(
    servers: Servers,
    prefix: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def dies(*_arguments: object) -> None:
        raise asyncio.CancelledError

    async with provisioned(realm_on(servers, prefix)) as realm:
        first, second = featured(item=uuid4()), featured(item=uuid4())
        with monkeypatch.context() as patched:
            async with running(realm) as one:
                await one.subscribe("daily")
                patched.setattr(Numbering, "_finish", dies)
                await realm.feature(first)

                async def claimed() -> bool:
                    return len(await one.numbers("daily")) == 1

                await until(claimed)
                subscriber = (await one.client.get("/v1/subscribers/daily", headers=one.as_())).json()
                assert subscriber["last_number"] == 0
        async with running(realm) as two:
            await two.heard(second)
            numbers = await two.numbers("daily")

    assert [(one["number"], one["item"]) for one in numbers] == [(1, str(first.item)), (2, str(second.item))]


async def test_two_that_number_at_once_give_each_item_one_number(servers: Servers, prefix: str) -> None:
    """As when a copy wakes after its lease has passed on."""
    async with provisioned(realm_on(servers, prefix)) as realm, running(realm) as service:
        await service.subscribe("daily")
        made = service.app.state.made
        await service.client.post("/v1/subscribers/daily/pause", headers=service.as_())
        items = [featured(item=uuid4()) for _ in range(20)]
        await realm.feature(*items)

        async def heard() -> bool:
            await asyncio.gather(*(made.numbering.carry_on() for _ in range(4)))
            return len(await service.numbers("daily")) == len(items)

        await until(heard)
        await service.caught_up()
        numbers = await service.numbers("daily")

    assert [one["number"] for one in numbers] == list(range(1, 21))
    assert [one["item"] for one in numbers] == [str(one.item) for one in items]


async def test_another_log_is_read_from_its_start_and_old_cursors_are_gone(servers: Servers, prefix: str) -> None:
    kept, new = featured(item=uuid4()), featured(item=uuid4())
    async with (
        provisioned(realm_on(servers, prefix, syndication_epoch_seconds=0.5)) as realm,
        running(realm) as service,
    ):
        await service.subscribe("daily")
        await service.heard(featured(item=uuid4()), kept)
        before = (await service.feed())["cursor"]
        await provisioning.remove(realm.settings)
        while not await provisioning.apply(realm.settings):  # noqa: ASYNC110 - the cluster forgets in its own time.
            await asyncio.sleep(0.2)
        await realm.tell_directory()
        await realm.feature(kept, new)

        async def anew() -> bool:
            cursor = (await service.feed())["cursor"]
            return bool(cursor.rpartition(".")[0] != before.rpartition(".")[0] and cursor.endswith(".2"))

        await until(anew)
        gone = await service.client.get("/v1/feed", params={"cursor": before}, headers=service.as_())
        shown = [one["item"] for one in (await service.feed())["items"]]
        await service.caught_up()
        numbers = await service.numbers("daily")

    assert code_of(gone) == "cursor_gone"
    assert shown == [str(kept.item), str(new.item)]
    assert [one["number"] for one in numbers] == [1, 2, 3]
    assert numbers[-1]["item"] == str(new.item)


async def test_what_cannot_be_read_is_set_aside_and_holds_up_nothing(syndication: Syndication) -> None:
    unreadable, fine = uuid4(), featured(item=uuid4(), unit="460000")
    await syndication.subscribe(name := fresh(), filters={"units": ["460000"]})
    await syndication.realm.tell_raw(topics.FEATURED, [(str(unreadable), 1, b'{"item": 7}')])
    await syndication.heard(fine)

    letters = await syndication.realm.said(topics.FEATURED, dead=True)

    assert [(one.value, dict(one.headers)["dead_code"]) for one in letters if one.key == str(unreadable).encode()] == [
        (b'{"item": 7}', b"unreadable_event")
    ]
    assert told(await syndication.numbers(name)) == [(1, "featured", 1)]


async def test_two_contents_under_one_revision_are_set_aside_and_the_first_stays(syndication: Syndication) -> None:
    item = featured(item=uuid4(), unit="450000")
    await syndication.heard(item, featured(item=item.item, unit="450000", title="另一个标题"))

    letters = await syndication.realm.said(topics.FEATURED, dead=True)
    answer = await syndication.client.get(f"/v1/feed/items/{item.item}", headers=syndication.as_())

    assert [dict(one.headers)["dead_code"] for one in letters if one.key == str(item.item).encode()] == [
        b"revision_conflict"
    ]
    assert answer.json()["ninjs"]["headlines"][0]["value"] == item.title


async def test_one_subscriber_that_cannot_be_served_delays_no_other(
    syndication: Syndication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await syndication.subscribe(broken := fresh(), filters={"units": ["410000"]})
    await syndication.subscribe(well := fresh(), filters={"units": ["410000"]})
    told_to = DeliveryStore.told

    async def fails(self: DeliveryStore, subscriber: str, item: UUID) -> Told | None:
        if subscriber == broken:
            raise Problem(ProblemCode.STORE_AWAY)
        return await told_to(self, subscriber, item)

    with monkeypatch.context() as patched:
        patched.setattr(DeliveryStore, "told", fails)
        await syndication.realm.feature(featured(item=UUID(int=77), unit="410000"))

        async def served() -> bool:
            return len(await syndication.numbers(well)) == 1

        await until(served)
    await syndication.caught_up()

    assert told(await syndication.numbers(broken)) == [(1, "featured", 1)]
