"""Feeds over HTTP: cursors, filters, forms, caches, limits, rights."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.featured import FeaturedItem
from contracts.organisations import Role
from contracts.submissions import Kind
from deploy.native.servers import Servers
from services.kit.tickets import read_press
from tests.integration.syndication.running import Syndication, code_of, provisioned, realm_on, running, token_of
from tests.unit.syndication.builders import ASSET, TERMS, corrected, featured, photo, withdrawn
from tests.unit.syndication.test_bodies import NINJS, parsed

NAMES = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
PLAIN = featured(item=UUID(int=1))
FILM = featured(item=UUID(int=2), kind=Kind.VIDEO, unit="340000", unit_name="安徽省", local_types=("L10",), tags=())
FIRST = featured(item=UUID(int=3), title="旧标题")
SECOND = corrected(FIRST, title="新标题", tags=("city",))
TO_GO = featured(item=UUID(int=4), title="撤回的稿件")
GONE = withdrawn(TO_GO)


@pytest.fixture(scope="module")
async def filled(syndication: Syndication) -> Syndication:
    """Syndication that has heard a short log: a repeat, a correction, a withdrawal, a late event."""
    await syndication.heard(PLAIN, FILM, FIRST, TO_GO, FIRST, SECOND, GONE, FIRST)
    return syndication


def items(body: dict[str, Any]) -> list[str]:
    return [one["item"] for one in body["items"]]


async def test_a_feed_shows_each_item_once_in_its_newest_state_in_the_order_of_the_log(filled: Syndication) -> None:
    body = await filled.feed()

    assert [(one["offset"], one["change"], UUID(one["item"]).int) for one in body["items"]] == [
        (0, "featured", 1),
        (1, "featured", 2),
        (5, "corrected", 3),
        (6, "withdrawn", 4),
    ]
    assert body["cursor"].endswith(".8")
    assert not body["more"]


async def test_content_that_was_replaced_or_withdrawn_is_in_no_feed(filled: Syndication) -> None:
    for address in ("/v1/feed", "/v1/feed.atom", "/v1/feed.json", f"/v1/feed/items/{TO_GO.item}"):
        text = (await filled.client.get(address, headers=filled.as_())).text
        assert str(TO_GO.item) in text
        assert "撤回的稿件" not in text
        assert "旧标题" not in text


async def test_paging_with_the_cursor_gives_everything_once(filled: Syndication) -> None:
    seen, cursor = [], None
    for _ in range(10):
        body = await filled.feed(limit=1, **({"cursor": cursor} if cursor else {}))
        seen += items(body)
        cursor = body["cursor"]
        if not body["more"]:
            break

    assert [UUID(one).int for one in seen] == [1, 2, 3, 4]
    assert items(await filled.feed(cursor=cursor)) == []


async def test_whoever_comes_later_gets_what_is_new_alone(filled: Syndication) -> None:
    cursor = (await filled.feed())["cursor"]
    new = featured(item=uuid4())

    await filled.heard(new)

    assert items(await filled.feed(cursor=cursor)) == [str(new.item)]


async def test_a_cursor_of_another_log_or_beyond_the_end_is_gone(filled: Syndication) -> None:
    epoch = (await filled.feed())["cursor"].rpartition(".")[0]
    for cursor in (f"{epoch}.1000", "AAAAAAAAAAAAAAAAAAAAAA.0"):
        answer = await filled.client.get("/v1/feed", params={"cursor": cursor}, headers=filled.as_())
        assert (answer.status_code, code_of(answer)) == (410, "cursor_gone")
    nonsense = await filled.client.get("/v1/feed", params={"cursor": "nonsense"}, headers=filled.as_())
    assert code_of(nonsense) == "bad_cursor"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"unit": "340000"}, [2]),
        ({"type": "L10"}, [2]),
        ({"kind": "video"}, [2]),
        ({"edition": "2023"}, []),
        ({"tag": "city"}, [3]),
        ({"unit": ["330000", "340000"], "kind": "video"}, [2]),
    ],
)
async def test_filters_choose_items(filled: Syndication, asked: dict[str, Any], found: list[int]) -> None:
    assert [UUID(one).int for one in items(await filled.feed(limit=4, **asked))] == found


async def test_what_left_a_filter_is_shown_as_gone_to_who_asks_with_it(filled: Syndication) -> None:
    body = await filled.feed(tag="open_campus", limit=4)

    shown = {UUID(one["item"]).int: (one["change"], one["reason"]) for one in body["items"]}
    assert shown[3] == ("withdrawn", "left_filter")
    assert shown[4] == ("withdrawn", "unfeatured")


async def test_a_token_sees_what_its_subscriber_asked_for_alone(filled: Syndication) -> None:
    made = await filled.subscribe(f"news-{uuid4().hex[:8]}", filters={"units": ["340000"]})

    assert [UUID(one).int for one in items(await filled.feed(token_of(made)))] == [2]
    other = await filled.client.get(f"/v1/feed/items/{PLAIN.item}", headers=token_of(made))
    assert other.status_code == 404


async def test_a_newsroom_whose_filter_was_changed_still_sees_the_withdrawal_of_what_it_had(
    filled: Syndication,
) -> None:
    item = featured(item=uuid4(), unit="500000")
    made = await filled.subscribe(name := f"news-{uuid4().hex[:8]}", filters={"units": ["500000"]}, start={})
    await filled.heard(item)
    cursor = (await filled.feed(token_of(made)))["cursor"]
    changed = {"name": name, "filters": {"units": ["510000"]}}
    header = filled.as_() | {"If-Match": '"1"'}
    assert (await filled.client.put(f"/v1/subscribers/{name}", json=changed, headers=header)).status_code == 200
    assert items(await filled.feed(token_of(made), cursor=cursor)) == []

    await filled.heard(withdrawn(item))

    (gone,) = (await filled.feed(token_of(made), cursor=cursor))["items"]
    assert (gone["item"], gone["change"]) == (str(item.item), "withdrawn")


async def test_every_item_of_the_feed_is_ninjs_and_its_press_picture_has_a_ticket_of_this_subscriber(
    filled: Syndication,
) -> None:
    made = await filled.subscribe(name := f"news-{uuid4().hex[:8]}")

    body = await filled.feed(token_of(made))

    for one in body["items"]:
        NINJS.validate(one["ninjs"])
    (picture,) = body["items"][0]["ninjs"]["associations"]
    assert picture["usageterms"] == TERMS
    (press,) = [one["href"] for one in picture["renditions"] if one["name"] == "press.jpg"]
    secret = filled.realm.settings.ticket_secret.get_secret_value()
    ticket = read_press(press.partition("ticket=")[2], secret, filled.clock.now())
    assert (ticket.asset, ticket.subscriber) == (ASSET, name)


async def test_the_ministrys_own_people_get_no_press_ticket(filled: Syndication) -> None:
    assert "press.jpg" not in (await filled.client.get("/v1/feed", headers=filled.as_())).text


async def test_atom_and_json_feed_show_the_newest_first_or_go_on_from_a_cursor(filled: Syndication) -> None:
    epoch = (await filled.feed())["cursor"].rpartition(".")[0]

    atom = await filled.client.get("/v1/feed.atom", params={"cursor": f"{epoch}.0", "limit": 4}, headers=filled.as_())
    newest = await filled.client.get("/v1/feed.json", params={"limit": 2}, headers=filled.as_())
    feed = parsed(atom.content)

    assert atom.headers["content-type"].startswith("application/atom+xml")
    assert newest.headers["content-type"].startswith("application/feed+json")
    assert len(feed.findall("a:entry", NAMES)) == 3
    (deleted,) = feed.findall("at:deleted-entry", NAMES)
    assert deleted.get("ref") == f"urn:uuid:{TO_GO.item}"
    (following,) = feed.findall("a:link[@rel='next']", NAMES)
    assert following.get("href", "").startswith(f"{filled.realm.settings.base}/v1/feed.atom?limit=4&cursor=")
    last, before = (await filled.feed(limit=200))["items"][-1:-3:-1]
    assert [one["id"] for one in newest.json()["items"]] == [f"urn:uuid:{one['item']}" for one in (last, before)]
    assert "next_url" not in newest.json()


async def test_a_reader_of_feeds_may_send_its_token_as_a_password(filled: Syndication) -> None:
    made = await filled.subscribe(f"news-{uuid4().hex[:8]}")

    answer = await filled.client.get("/v1/feed.atom", auth=("anybody", made["feed_token"]))

    assert answer.status_code == 200


async def test_what_has_not_changed_is_not_sent_again_and_what_has_is(filled: Syndication) -> None:
    made = await filled.subscribe(f"news-{uuid4().hex[:8]}", filters={"editions": ["2015"]})
    header = token_of(made)
    tags: dict[str, str] = {}
    for address in ("/v1/feed", "/v1/feed.atom", "/v1/feed.json"):
        tags[address] = (await filled.client.get(address, headers=header)).headers["etag"]
        again = await filled.client.get(address, headers=header | {"If-None-Match": tags[address]})
        assert (again.status_code, again.content) == (304, b"")

    new = featured(item=uuid4(), edition="2015")
    await filled.heard(new)

    for address, tag in tags.items():
        answer = await filled.client.get(address, headers=header | {"If-None-Match": tag})
        assert answer.status_code == 200
        assert answer.headers["last-modified"] == "Tue, 14 May 2024 08:00:00 GMT"
        assert answer.headers["cache-control"] == "private, no-cache"


async def test_a_feed_can_begin_at_a_moment(filled: Syndication) -> None:
    early = (await filled.feed(since="2024-05-14T00:00:00Z", limit=1))["items"][0]
    late = await filled.feed(since=GONE.changed_at.isoformat(), limit=1)

    assert UUID(early["item"]).int == 1
    assert UUID(late["items"][0]["item"]).int in {3, 4}
    assert items(await filled.feed(since="2030-01-01T00:00:00Z")) == []


async def test_a_token_that_comes_too_often_is_told_when_to_come_again(servers: Servers, prefix: str) -> None:
    async with (
        provisioned(realm_on(servers, prefix, syndication_feed_requests_per_minute=3)) as realm,
        running(realm) as service,
    ):
        made = await service.subscribe("greedy")
        answers = [await service.client.get("/v1/feed", headers=token_of(made)) for _ in range(4)]
        other = await service.subscribe("modest")

        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert [answer.headers["ratelimit-remaining"] for answer in answers[:3]] == ["2", "1", "0"]
        assert answers[0].headers["ratelimit-limit"] == "3"
        assert 1 <= int(answers[3].headers["retry-after"]) <= 20
        assert (await service.client.get("/v1/feed", headers=token_of(other))).status_code == 200


async def test_who_reads_for_the_ministry_may_be_a_reader_but_no_other_unit(filled: Syndication) -> None:
    assert (await filled.client.get("/v1/feed", headers=filled.as_(Role.READER))).status_code == 200
    assert (await filled.client.get("/v1/feed", headers=filled.as_(Role.EDITOR, "330000"))).status_code == 403


async def test_an_office_of_publicity_reads_what_is_featured_and_nothing_of_newsrooms(filled: Syndication) -> None:
    office = filled.as_(Role.READER, "330000:publicity")
    for path in ("/v1/items", "/v1/feed", "/v1/feed.atom"):
        assert (await filled.client.get(path, headers=office)).status_code == 200
    for path in ("/v1/recalls", "/v1/subscribers", "/v1/subscribers/daily", "/v1/subscribers/daily/log"):
        assert (await filled.client.get(path, headers=office)).status_code == 403


async def test_consent_and_ai_marks_travel_with_every_picture(filled: Syndication) -> None:
    item: FeaturedItem = featured(item=uuid4(), assets=(photo(consent="not_needed", ai_generated=True),))
    await filled.heard(item)

    answer = await filled.client.get(f"/v1/feed/items/{item.item}", headers=filled.as_())
    (picture,) = answer.json()["ninjs"]["associations"]

    assert {one["role"]: one["value"] for one in picture["altids"]} == {
        "weekwire:consent": "not_needed",
        "weekwire:ai_generated": "true",
    }
