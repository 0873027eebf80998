"""Subscribers over HTTP: who may order what, what is shown once, what is on record."""

from uuid import uuid4

import pytest

from contracts.organisations import Role
from tests.integration.syndication.running import MINISTRY, Syndication, code_of, token_of, until


def fresh() -> str:
    return f"news-{uuid4().hex[:8]}"


async def test_a_subscriber_is_made_once_and_its_secrets_are_shown_once(syndication: Syndication) -> None:
    name = fresh()
    body = {"name": "教育日报", "webhook": "http://127.0.0.1:9/hook", "filters": {"units": ["330000"]}}

    made = await syndication.client.put(f"/v1/subscribers/{name}", json=body, headers=syndication.as_())
    again = await syndication.client.put(f"/v1/subscribers/{name}", json=body, headers=syndication.as_())
    read = await syndication.client.get(f"/v1/subscribers/{name}", headers=syndication.as_())

    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json()["feed_token"].startswith(f"wwf_{name}.")
    assert made.json()["webhook_secret"].startswith("whsec_")
    assert (again.json()["feed_token"], again.json()["webhook_secret"]) == (None, None)
    for answer in (again, read):
        assert made.json()["feed_token"] not in answer.text
        assert made.json()["webhook_secret"] not in answer.text


async def test_nothing_that_was_shown_once_can_be_read_in_the_store(syndication: Syndication) -> None:
    name = fresh()
    made = await syndication.subscribe(name, webhook="http://127.0.0.1:9/hook")

    from services.kit.mongo import Mongo  # noqa: PLC0415 - only this test looks behind the service.

    mongo = Mongo.connect(syndication.realm.settings, "syndication")
    document = str(await mongo.collection("subscribers").find_one({"_id": name}))
    mongo.close()

    assert name in document
    assert made["feed_token"].partition(".")[2] not in document
    assert made["webhook_secret"].removeprefix("whsec_") not in document


async def test_a_change_names_the_version_it_saw(syndication: Syndication) -> None:
    name = fresh()
    await syndication.subscribe(name)
    changed = {"name": "新名字"}
    address = f"/v1/subscribers/{name}"

    blind = await syndication.client.put(address, json=changed, headers=syndication.as_())
    stale = await syndication.client.put(address, json=changed, headers=syndication.as_() | {"If-Match": '"9"'})
    done = await syndication.client.put(address, json=changed, headers=syndication.as_() | {"If-Match": '"1"'})

    assert (code_of(blind), code_of(stale)) == ("id_taken", "stale_version")
    assert (done.status_code, done.headers["etag"], done.json()["name"]) == (200, '"2"', "新名字")


@pytest.mark.parametrize(
    ("role", "organisation", "allowed"),
    [
        (Role.EDITOR, MINISTRY, True),
        (Role.MANAGER, MINISTRY, True),
        (Role.READER, MINISTRY, False),
        (Role.SYSTEM_ADMINISTRATOR, MINISTRY, False),
        (Role.EDITOR, "330000", False),
        (Role.MANAGER, "330000", False),
    ],
)
async def test_only_the_ministrys_editors_and_managers_order(
    syndication: Syndication, role: Role, organisation: str, *, allowed: bool
) -> None:
    name = fresh()
    answer = await syndication.client.put(
        f"/v1/subscribers/{name}", json={"name": name}, headers=syndication.as_(role, organisation)
    )

    assert answer.status_code == (201 if allowed else 403)


async def test_a_newsroom_reads_itself_and_no_other_and_orders_nothing(syndication: Syndication) -> None:
    mine, others = fresh(), fresh()
    token = token_of(await syndication.subscribe(mine))
    await syndication.subscribe(others)

    own = await syndication.client.get(f"/v1/subscribers/{mine}", headers=token)
    other = await syndication.client.get(f"/v1/subscribers/{others}", headers=token)
    log = await syndication.client.get(f"/v1/subscribers/{others}/deliveries", headers=token)
    listed = await syndication.client.get("/v1/subscribers", headers=token)
    paused = await syndication.client.post(f"/v1/subscribers/{mine}/pause", headers=token)

    assert own.status_code == 200
    assert [answer.status_code for answer in (other, log, listed, paused)] == [404, 404, 403, 403]


async def test_without_a_token_nothing_is_shown(syndication: Syndication) -> None:
    await syndication.subscribe(name := fresh())

    for address in (
        "/v1/feed",
        "/v1/feed.atom",
        "/v1/feed.json",
        "/v1/subscribers",
        f"/v1/subscribers/{name}",
        "/v1/recalls",
    ):
        assert (await syndication.client.get(address)).status_code == 401
    wrong = {"Authorization": f"Bearer wwf_{name}.wrong"}
    assert code_of(await syndication.client.get("/v1/feed", headers=wrong)) == "token_invalid"


async def test_a_private_address_is_refused_before_anything_is_kept(syndication: Syndication) -> None:
    name = fresh()
    answer = await syndication.client.put(
        f"/v1/subscribers/{name}",
        json={"name": name, "webhook": "https://10.0.0.7/hook"},
        headers=syndication.as_(),
    )

    assert code_of(answer) == "address_not_allowed"
    gone = await syndication.client.get(f"/v1/subscribers/{name}", headers=syndication.as_())
    assert gone.status_code == 404


async def test_all_errors_of_an_order_come_at_once(syndication: Syndication) -> None:
    body = {"name": "", "webhook": 7, "filters": {"kinds": ["poem"], "colour": "red"}}

    answer = await syndication.client.put(f"/v1/subscribers/{fresh()}", json=body, headers=syndication.as_())

    assert {one["path"] for one in answer.json()["fields"]} == {
        "name",
        "webhook",
        "filters.kinds.0",
        "filters.colour",
    }


async def test_tokens_and_secrets_are_renewed_and_the_former_ones_work_on_for_a_while(syndication: Syndication) -> None:
    name = fresh()
    first = await syndication.subscribe(name, webhook="http://127.0.0.1:9/hook")
    address = f"/v1/subscribers/{name}"

    second = (await syndication.client.post(f"{address}/feed-token", headers=syndication.as_())).json()
    rotated = (await syndication.client.post(f"{address}/webhook-secret", headers=syndication.as_())).json()
    finished = await syndication.client.delete(f"{address}/webhook-secret/former", headers=syndication.as_())

    for made in (first, second):
        assert (await syndication.client.get("/v1/feed", headers=token_of(made))).status_code == 200
    assert rotated["webhook_secret"] != first["webhook_secret"]
    assert [one["key"] for one in rotated["secrets"]] == [rotated["webhook_key"], first["webhook_key"]]
    assert [one["key"] for one in finished.json()["secrets"]] == [rotated["webhook_key"]]


async def test_who_is_removed_has_no_way_in_and_its_id_is_never_used_again(syndication: Syndication) -> None:
    name = fresh()
    token = token_of(await syndication.subscribe(name))

    await syndication.client.delete(f"/v1/subscribers/{name}", headers=syndication.as_())

    assert code_of(await syndication.client.get("/v1/feed", headers=token)) == "token_invalid"
    again = await syndication.client.put(f"/v1/subscribers/{name}", json={"name": name}, headers=syndication.as_())
    assert code_of(again) == "id_taken"


async def test_every_act_is_on_record_also_a_refused_one(syndication: Syndication) -> None:
    name = fresh()
    await syndication.subscribe(name)
    await syndication.client.post(f"/v1/subscribers/{name}/pause", headers=syndication.as_())
    await syndication.client.post(f"/v1/subscribers/{name}/pause", headers=syndication.as_())

    async def three() -> list[tuple[str, str, str | None]]:
        acts = await syndication.realm.acts_on(f"subscriber:{name}")
        found: list[tuple[str, str, str | None]] = [(act.verb, act.outcome, act.problem) for act in acts]
        return found if len(found) == 3 else []

    assert sorted(await until(three), key=str) == [
        ("pause", "done", None),
        ("pause", "refused", "wrong_state"),
        ("subscribe", "done", None),
    ]
