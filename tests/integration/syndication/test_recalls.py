"""Recalls, acknowledgements, uses, the delivery log: what newsrooms say back, on real servers with real webhooks."""

import hashlib
import json
from typing import Any, NoReturn
from uuid import uuid4

import pytest
from prometheus_client import REGISTRY

from contracts.problems import Problem, ProblemCode
from services.kit.webhooks.signing import check, key_of
from services.syndication.store.subscribers import RefusalStore
from tests.integration.syndication.newsroom import Came, Says, newsroom
from tests.integration.syndication.running import Syndication, code_of, token_of, until
from tests.unit.syndication.builders import corrected, featured, withdrawn


def fresh() -> str:
    return f"news-{uuid4().hex[:8]}"


def said(came: Came) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(came.body)
    return body


async def recalled(syndication: Syndication, unit: str) -> tuple[str, dict[str, str], str]:
    """A subscriber that reads by itself and has been told a withdrawal: its id, its header, the recall."""
    made = await syndication.subscribe(name := fresh(), filters={"units": [unit]})
    item = featured(item=uuid4(), unit=unit)
    await syndication.heard(item)
    await syndication.heard(withdrawn(item))
    return name, token_of(made), f"{name}:2"


async def test_a_recall_is_outstanding_until_it_is_acknowledged(syndication: Syndication) -> None:
    _name, token, recall = await recalled(syndication, "110000")

    outstanding = (await syndication.client.get("/v1/recalls", headers=token)).json()["recalls"]
    done = await syndication.client.post(f"/v1/recalls/{recall}/ack", headers=token)
    left = (await syndication.client.get("/v1/recalls", headers=token)).json()["recalls"]

    assert [one["recall"] for one in outstanding] == [recall]
    assert done.status_code == 200
    assert done.json()["acknowledged_at"] is not None
    assert left == []


async def test_an_acknowledgement_said_twice_gets_the_first_answer_and_is_on_record_once(
    syndication: Syndication,
) -> None:
    _name, token, recall = await recalled(syndication, "120000")
    first = await syndication.client.post(f"/v1/recalls/{recall}/ack", headers=token)
    syndication.clock.advance(60)

    again = await syndication.client.post(f"/v1/recalls/{recall}/ack", headers=token)

    assert again.json() == first.json()

    async def on_record() -> bool:
        acts = await syndication.realm.acts_on(f"delivery:{recall}")
        return [(act.verb, act.outcome) for act in acts] == [("acknowledge", "done")]

    await until(on_record)


async def test_what_a_newsroom_or_the_ministry_does_with_a_number_goes_on_record_by_the_same_write(
    syndication: Syndication, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, token, recall = await recalled(syndication, "140000")

    async def away(*_given: object) -> NoReturn:
        raise Problem(ProblemCode.STORE_AWAY)

    # Whatever is away for a moment after the write has nothing more to do.
    monkeypatch.setattr(RefusalStore, "put", away)
    resend = f"/v1/subscribers/{name}/deliveries/2/resend"
    answers = [
        await syndication.client.post(f"/v1/recalls/{recall}/ack", headers=token),
        await syndication.client.post(f"/v1/recalls/{recall}/ack", headers=token),
    ]
    syndication.clock.advance(60)
    answers.append(await syndication.client.post(resend, headers=syndication.as_()))

    assert [answer.status_code for answer in answers] == [200, 200, 200]

    async def on_record() -> bool:
        acts = await syndication.realm.acts_on(f"delivery:{recall}")
        return [(act.verb, act.outcome) for act in acts] == [("acknowledge", "done"), ("resend", "done")]

    await until(on_record)


async def test_only_its_own_newsroom_acknowledges_a_recall(syndication: Syndication) -> None:
    name, token, recall = await recalled(syndication, "130000")
    other = token_of(await syndication.subscribe(fresh()))

    answers = [
        await syndication.client.post(f"/v1/recalls/{recall}/ack", headers=other),
        await syndication.client.post(f"/v1/recalls/{recall}/ack", headers=syndication.as_()),
        await syndication.client.post(f"/v1/recalls/{name}:1/ack", headers=token),
        await syndication.client.post(f"/v1/recalls/{name}:99/ack", headers=token),
        await syndication.client.post("/v1/recalls/nonsense/ack", headers=token),
    ]

    assert [code_of(answer) for answer in answers] == ["not_found", "forbidden", "not_found", "not_found", "not_found"]
    ministry = (await syndication.client.get("/v1/recalls", headers=syndication.as_())).json()["recalls"]
    assert recall in {one["recall"] for one in ministry}


async def test_the_age_of_the_oldest_recall_is_measured_and_ends_with_its_acknowledgement(
    syndication: Syndication,
) -> None:
    name, token, recall = await recalled(syndication, "140000")
    made = syndication.app.state.made
    syndication.clock.advance(1_800)

    await made.housekeeping.measure()
    before = _gauge("weekwire_syndication_recall_oldest_seconds", name)
    await syndication.client.post(f"/v1/recalls/{recall}/ack", headers=token)
    await made.housekeeping.measure()

    assert before == 1_800
    assert _gauge("weekwire_syndication_recall_oldest_seconds", name) == 0
    assert _gauge("weekwire_syndication_recalls_outstanding", name) == 0


async def test_a_withdrawal_reaches_the_webhook_at_once_while_an_earlier_number_is_refused(
    syndication: Syndication,
) -> None:
    """The refused number then goes out without its content, and is taken."""
    item, unit = featured(item=uuid4(), unit="210000"), "210000"

    def behave(came: Came) -> Says:
        return Says(500 if said(came)["change"] == "featured" else 200)

    async with newsroom(behave) as room:
        made = await syndication.subscribe(name := fresh(), filters={"units": [unit]}, webhook=room.address())
        await syndication.heard(item)
        await room.until_came(1)
        await syndication.heard(withdrawn(item))

        async def all_taken() -> bool:
            return all(not one["waiting"] for one in await syndication.numbers(name))

        await until(all_taken)
        numbers = await syndication.numbers(name)

    assert [said(came)["change"] for came in room.came if said(came)["change"] != "featured"] == [
        "withdrawn",
        "superseded",
    ]
    assert [(one["number"], one["change"], one["state"]) for one in numbers] == [
        (1, "superseded", "sent"),
        (2, "withdrawn", "sent"),
    ]
    answer = await syndication.client.post(f"/v1/recalls/{name}:2/ack", headers=token_of(made))
    assert answer.status_code == 200


async def test_a_number_sent_once_more_is_the_same_bytes_and_none_is_sent_once_withdrawn(
    syndication: Syndication,
) -> None:
    item, unit = featured(item=uuid4(), unit="220000"), "220000"
    async with newsroom() as room:
        await syndication.subscribe(name := fresh(), filters={"units": [unit]}, webhook=room.address())
        address = f"/v1/subscribers/{name}/deliveries/1/resend"
        await syndication.heard(item)
        await room.until_came(1)
        await until(lambda: _is(syndication, name, 1, "sent"))
        answer = await syndication.client.post(address, headers=syndication.as_())
        assert answer.status_code == 200
        await room.until_came(2)
        await until(lambda: _is(syndication, name, 1, "sent"))
        await syndication.heard(withdrawn(item))
        refused = await syndication.client.post(address, headers=syndication.as_())
        await room.until_came(3)

    assert room.came[0].body == room.came[1].body
    assert room.came[0].headers["webhook-id"] == room.came[1].headers["webhook-id"]
    assert code_of(refused) == "wrong_state"
    assert said(room.came[2])["change"] == "withdrawn"


async def test_a_newsroom_reports_where_it_used_an_item(syndication: Syndication) -> None:
    item = featured(item=uuid4(), unit="310000")
    made = await syndication.subscribe(name := fresh(), filters={"units": ["310000"]})
    await syndication.heard(item)
    use = {"address": "https://daily.example/1.html", "used_at": "2024-05-14T10:00:00Z"}

    answers = [
        await syndication.client.post("/v1/deliveries/1/use", json=use, headers=token_of(made)) for _ in range(2)
    ]
    unknown = await syndication.client.post("/v1/deliveries/9/use", json=use, headers=token_of(made))
    await syndication.heard(withdrawn(item))
    of_recall = await syndication.client.post("/v1/deliveries/2/use", json=use, headers=token_of(made))

    assert answers[0].json()["uses"] == answers[1].json()["uses"] == [use]
    assert code_of(unknown) == "not_found"
    assert code_of(of_recall) == "wrong_state"

    async def on_record() -> bool:
        acts = await syndication.realm.acts_on(f"delivery:{name}:1")
        return [(act.verb, act.outcome) for act in acts] == [("use", "done")]

    await until(on_record)


async def test_who_reads_by_itself_says_by_asking_for_more_what_has_arrived(syndication: Syndication) -> None:
    made = await syndication.subscribe(name := fresh(), filters={"units": ["320000"]})
    await syndication.heard(*(featured(item=uuid4(), unit="320000") for _ in range(3)))

    page = (await syndication.client.get("/v1/deliveries", params={"limit": 2}, headers=token_of(made))).json()
    before = [one["state"] for one in await syndication.numbers(name)]
    await syndication.client.get("/v1/deliveries", params={"after": page["last"]}, headers=token_of(made))

    assert [one["number"] for one in page["deliveries"]] == [1, 2]
    assert before == ["waiting", "waiting", "waiting"]
    assert [one["state"] for one in await syndication.numbers(name)] == ["sent", "sent", "waiting"]


async def test_a_newsroom_proves_that_it_has_everything(syndication: Syndication) -> None:
    items = [featured(item=uuid4(), unit="370000") for _ in range(3)]
    async with newsroom() as room:
        made = await syndication.subscribe(name := fresh(), filters={"units": ["370000"]}, webhook=room.address())
        await syndication.heard(*items)
        await until(lambda: _is(syndication, name, 3, "sent"))
    bodies = {said(came)["number"]: hashlib.sha256(came.body).hexdigest() for came in room.came}
    lines = "".join(f"{number}:{bodies[number]}\n" for number in (1, 2, 3))

    answer = await syndication.client.get(
        "/v1/deliveries/digest", params={"first": 1, "last": 3}, headers=token_of(made)
    )
    beyond = await syndication.client.get(
        "/v1/deliveries/digest", params={"first": 1, "last": 4}, headers=token_of(made)
    )

    digest = {"subscriber": name, "first": 1, "last": 3, "count": 3}
    assert answer.json() == digest | {"sha256": hashlib.sha256(lines.encode()).hexdigest()}
    key = key_of(made["webhook_secret"])
    assert check(answer.headers, answer.content, [key], syndication.clock.now()).number == 3
    assert code_of(beyond) == "not_found"


async def test_a_withdrawal_of_a_correction_recalls_the_item_once(syndication: Syndication) -> None:
    item = featured(item=uuid4(), unit="350000")
    made = await syndication.subscribe(fresh(), filters={"units": ["350000"]})
    second = corrected(item)
    gone = withdrawn(second)
    await syndication.heard(item, second)
    await syndication.heard(gone)
    await syndication.heard(withdrawn(gone, reason="consent_withdrawn"))

    recalls = (await syndication.client.get("/v1/recalls", headers=token_of(made))).json()["recalls"]

    assert [one["item"] for one in recalls] == [str(item.item)]


async def _is(syndication: Syndication, name: str, number: int, state: str) -> bool:
    found = (await syndication.numbers(name))[number - 1]
    return bool(found["state"] == state and not found["waiting"])


def _gauge(metric: str, subscriber: str) -> float | None:
    return REGISTRY.get_sample_value(metric, {"subscriber": subscriber})
