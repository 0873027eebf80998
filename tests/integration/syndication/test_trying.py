"""Test calls of webhooks, the log as people read it, and featured items looked through from the newest."""

import json
from typing import Any
from uuid import uuid4

import pytest

from contracts.organisations import Role
from services.kit.clock import FixedClock
from services.kit.webhooks.signing import key_of
from services.syndication.domain.desk import Desk, Outcome
from services.syndication.receiver import Receiver
from tests.integration.syndication.newsroom import Hang, Says, newsroom
from tests.integration.syndication.running import Syndication, code_of, token_of, until
from tests.unit.syndication.builders import featured, withdrawn


def fresh() -> str:
    return f"try-{uuid4().hex[:8]}"


async def tried(syndication: Syndication, name: str) -> dict[str, Any]:
    answer = await syndication.client.post(f"/v1/subscribers/{name}/test", headers=syndication.as_())
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    body: dict[str, Any] = answer.json()
    return body


async def test_a_test_call_is_signed_like_a_delivery_and_a_receiver_keeps_nothing_of_it(
    syndication: Syndication,
) -> None:
    async with newsroom() as room:
        name = fresh()
        made = await syndication.subscribe(name, webhook=room.address())

        answer = await tried(syndication, name)

        [came] = room.came
    receiver = Receiver(keys=(key_of(made["webhook_secret"]),), clock=FixedClock(syndication.clock.now()))
    arrived = receiver.take(dict(came.headers), came.body)
    assert (answer["taken"], answer["verdict"], answer["status"]) == (True, "taken", 200)
    assert json.loads(came.body) == answer["body"]
    assert (arrived.outcome, arrived.number) == (Outcome.TESTED, 0)
    assert receiver.desk == Desk()
    assert await syndication.numbers(name) == []


@pytest.mark.parametrize(
    ("behaviour", "verdict", "why", "said"),
    [
        (Says(500, body="维护中".encode()), "failing", "status_500", "维护中"),
        (Says(401), "refused", "status_401", ""),
        (Says(410), "gone", "status_410", ""),
    ],
)
async def test_what_a_receiver_says_to_a_test_call_is_told(
    syndication: Syndication, behaviour: Says, verdict: str, why: str, said: str
) -> None:
    async with newsroom(lambda _came: behaviour) as room:
        name = fresh()
        await syndication.subscribe(name, webhook=room.address())

        answer = await tried(syndication, name)

    assert (answer["taken"], answer["verdict"], answer["why"], answer["said"]) == (False, verdict, why, said)
    assert (await syndication.client.get(f"/v1/subscribers/{name}", headers=syndication.as_())).json()[
        "status"
    ] == "active"


async def test_a_test_call_goes_nowhere_inside_whatever_the_name_says_at_that_moment(syndication: Syndication) -> None:
    name = fresh()
    await syndication.subscribe(name, webhook="https://localhost/hook")

    answer = await tried(syndication, name)

    assert (answer["taken"], answer["why"], answer["status"]) == (False, "address_not_allowed", None)


async def test_who_is_paused_can_be_tested_and_who_has_no_webhook_cannot(syndication: Syndication) -> None:
    async with newsroom() as room:
        paused, plain = fresh(), fresh()
        await syndication.subscribe(paused, webhook=room.address())
        await syndication.subscribe(plain)
        await syndication.client.post(f"/v1/subscribers/{paused}/pause", headers=syndication.as_())

        answer = await tried(syndication, paused)
        refused = await syndication.client.post(f"/v1/subscribers/{plain}/test", headers=syndication.as_())

    assert answer["taken"] is True
    assert code_of(refused) == "wrong_state"


async def test_test_calls_are_on_record_and_limited(syndication: Syndication) -> None:
    async with newsroom() as room:
        name = fresh()
        made = await syndication.subscribe(name, webhook=room.address())
        address = f"/v1/subscribers/{name}/test"

        answers = [await syndication.client.post(address, headers=syndication.as_()) for _ in range(11)]
        reader = await syndication.client.post(address, headers=syndication.as_(Role.READER))
        own = await syndication.client.post(address, headers=token_of(made))

    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert (reader.status_code, own.status_code, len(room.came)) == (403, 403, 10)

    async def recorded() -> bool:
        acts = [act for act in await syndication.realm.acts_on(f"subscriber:{name}") if act.verb == "test"]
        return sorted(str(act.problem) for act in acts) == ["None"] * 10 + ["rate_limited"]

    await until(recorded)


async def test_the_log_is_read_from_its_newest_number_and_narrowed(syndication: Syndication) -> None:
    async with newsroom(lambda came: Says(500) if b'"number":2' in came.body else Says(200)) as room:
        name, first, second = fresh(), uuid4(), uuid4()
        made = await syndication.subscribe(name, webhook=room.address(), start={})
        await syndication.heard(featured(item=first), featured(item=second))

        async def settled() -> bool:
            numbers = {one["number"]: one for one in await syndication.numbers(name)}
            return len(numbers) == 2 and numbers[1]["state"] == "sent" and numbers[2]["last_fault"] is not None

        await until(settled)

        async def log(**asked: Any) -> list[int]:  # noqa: ANN401 - any parameter.
            answer = await syndication.client.get(f"/v1/subscribers/{name}/log", params=asked, headers=token_of(made))
            return [one["number"] for one in answer.json()["deliveries"]]

        assert await log() == [2, 1]
        assert await log(before=2) == [1]
        assert (await log(state="sent"), await log(failing=True)) == ([1], [2])
        assert (await log(change="withdrawn"), await log(change="featured", limit=1)) == ([], [2])
        room.behave = lambda _came: Hang()


async def test_featured_items_are_looked_through_from_the_newest_and_found_by_title(syndication: Syndication) -> None:
    old, new, gone = uuid4(), uuid4(), uuid4()
    mark = uuid4().hex[:8]
    await syndication.heard(
        featured(item=old, title=f"开放日 {mark} A"),
        featured(item=gone, title=f"开放日 {mark} B"),
        featured(item=new, title=f"技能展 {mark} C"),
    )
    await syndication.heard(withdrawn(featured(item=gone), reason="unfeatured"))

    async def page(**asked: Any) -> dict[str, Any]:  # noqa: ANN401 - any parameter.
        answer = await syndication.client.get("/v1/items", params=asked, headers=syndication.as_())
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    first = await page(limit=1)
    second = await page(limit=2, cursor=first["next"])
    titled = await page(title=mark.upper())

    assert [one["item"] for one in first["items"]] == [str(gone)]
    assert (first["items"][0]["change"], first["items"][0]["reason"]) == ("withdrawn", "unfeatured")
    assert [one["item"] for one in second["items"]] == [str(new), str(old)]
    assert [one["item"] for one in titled["items"]] == [str(new), str(old)]
    assert titled["next"] is None


async def test_the_ministry_sees_who_took_an_item_and_where_it_was_used(syndication: Syndication) -> None:
    name, item = fresh(), uuid4()
    made = await syndication.subscribe(name, start={})
    await syndication.heard(featured(item=item))
    use = {"address": "https://paper.example/1", "used_at": "2024-05-14T08:00:00Z"}
    used = await syndication.client.post("/v1/deliveries/1/use", json=use, headers=token_of(made))
    assert used.status_code == 200, used.text

    takers = await syndication.client.get(f"/v1/items/{item}/deliveries", headers=syndication.as_())
    foreign = await syndication.client.get(f"/v1/items/{item}/deliveries", headers=token_of(made))

    mine = [one for one in takers.json()["deliveries"] if one["subscriber"] == name]
    assert [(one["number"], one["uses"][0]["address"], one["body"]) for one in mine] == [(1, use["address"], None)]
    assert foreign.status_code == 403
