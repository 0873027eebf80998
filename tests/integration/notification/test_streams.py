"""Whoever looks at a page is told of a new notice while it is new, once, by as many streams as it has tabs."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
import uvicorn

from contracts import topics
from contracts.organisations import Role
from deploy.native.servers import Servers
from services.notification import metrics
from services.notification.domain.kinds import Channel, NoticeKind
from services.notification.domain.notices import Telling, notice_of
from services.notification.store.notices import NoticeStore
from tests.integration.notification.running import Notification, code_of, provisioned, realm_on, running, until
from tests.unit.notification.builders import NOW, SCHOOL, person

MOST = 3
WAITING_SECONDS = 20


@dataclass
class Said:
    """One event of a stream."""

    event: str
    id: str
    body: dict[str, Any]


@pytest.fixture(scope="module")
async def notification(servers: Servers, prefix: str) -> AsyncIterator[Notification]:
    """Notification with room for few streams, which looks and says that it is alive often."""
    realm = realm_on(
        servers,
        prefix,
        notification_watch_seconds=0.05,
        notification_heartbeat_seconds=0.2,
        notification_streams_max=MOST,
        notification_streams_per_person=MOST - 1,
    )
    async with provisioned(realm), running(realm) as service:
        yield service


@pytest.fixture(scope="module")
async def address(notification: Notification) -> AsyncIterator[str]:
    """Where it answers as a server does, piece by piece."""
    config = uvicorn.Config(notification.app, host="127.0.0.1", port=0, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())

    async def started() -> bool:
        return server.started

    await until(started)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await serving


@asynccontextmanager
async def stream(address: str, header: dict[str, str], seen: str | None = None) -> AsyncIterator[AsyncGenerator[Said]]:
    """An open stream's events."""
    headers = header | ({"Last-Event-ID": seen} if seen else {})
    async with (
        httpx.AsyncClient(base_url=address, timeout=WAITING_SECONDS) as client,
        client.stream("GET", "/v1/notices/stream", headers=headers) as answer,
    ):
        assert answer.status_code == 200, await answer.aread()
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield events(answer)


async def events(answer: httpx.Response) -> AsyncGenerator[Said]:
    fields: dict[str, str] = {}
    async for line in answer.aiter_lines():
        name, _, value = line.partition(": ")
        if name:
            fields[name] = value
        elif "event" in fields:
            yield Said(fields["event"], fields.get("id", ""), json.loads(fields["data"]))
            fields = {}


async def newer(said: AsyncGenerator[Said]) -> Said:
    """The next state of the inbox, whatever silence lies between."""
    async for one in said:
        if one.event == "inbox":
            return one
    raise AssertionError("the stream has ended")


async def tell(service: Notification, who: str, kind: NoticeKind = NoticeKind.RETURNED) -> None:
    """Tell somebody something, as another copy of the service would."""
    service.clock.advance(1)
    telling = Telling(f"decision:{uuid4()}:1", kind, service.clock.now(), {"title": "开放日", "submission": "s"})
    another = NoticeStore(service.made.mongo, service.clock)
    assert await another.add(notice_of(telling, who, (Channel.PAGE,)))


def somebody(service: Notification) -> tuple[str, dict[str, str]]:
    who = f"p-{uuid4().hex[:8]}"
    return who, service.as_(who, SCHOOL)


async def test_a_stream_begins_with_the_inbox_and_tells_of_what_another_copy_told(
    notification: Notification, address: str
) -> None:
    who, header = somebody(notification)
    _other, another = somebody(notification)
    async with stream(address, header) as said, stream(address, another) as others:
        first, nobodys = await newer(said), await newer(others)
        await tell(notification, who)
        second = await newer(said)
        quiet = await anext(others)

    assert (first.body, nobodys.body["unread"]) == ({"unread": 0, "newest": None}, 0)
    assert second.body["unread"] == 1
    assert second.body["newest"]["title_zh"] == "已退回：开放日"
    assert first.id != second.id
    assert quiet.event == "alive"


async def test_what_is_read_in_one_tab_is_read_in_the_other(notification: Notification, address: str) -> None:
    who, header = somebody(notification)
    await tell(notification, who)
    async with stream(address, header) as said:
        assert (await newer(said)).body["unread"] == 1
        notification.clock.advance(1)
        body = {"until": notification.clock.now().isoformat()}
        await notification.client.post("/v1/notices/read", json=body, headers=header)
        after = await newer(said)

    assert (after.body["unread"], after.body["newest"]["read_at"] is None) == (0, False)


async def test_whoever_comes_back_with_the_last_id_is_sent_nothing_twice(
    notification: Notification, address: str
) -> None:
    who, header = somebody(notification)
    await tell(notification, who)
    async with stream(address, header) as said:
        known = await newer(said)
    async with stream(address, header, seen=known.id) as said:
        silent = [await anext(said) for _ in range(2)]
    await tell(notification, who)
    async with stream(address, header, seen=known.id) as said:
        missed = await anext(said)

    assert [one.event for one in silent] == ["alive", "alive"]
    assert (missed.event, missed.body["unread"]) == ("inbox", 2)


async def test_a_stream_ends_with_the_token_and_whoever_is_not_signed_in_gets_none(
    notification: Notification, address: str
) -> None:
    who, header = somebody(notification)
    async with stream(address, header) as said:
        await newer(said)
        notification.clock.advance(timedelta(days=31).total_seconds())
        rest = [one async for one in said]
    notification.clock.advance(-timedelta(days=31).total_seconds())
    stranger = await notification.client.get("/v1/notices/stream")

    assert all(one.event == "alive" for one in rest)
    assert (stranger.status_code, code_of(stranger)) == (401, "not_signed_in")
    await tell(notification, who)


async def test_the_stream_of_somebody_who_is_erased_ends(notification: Notification, address: str) -> None:
    leaver = person(f"p-{uuid4().hex[:8]}", SCHOOL, Role.FILER)
    async with stream(address, notification.as_(leaver.person, SCHOOL)) as said:
        await newer(said)
        word = leaver.model_copy(update={"revision": 2, "grants": (), "closed": True, "is_erased": True})
        await notification.realm.tell(topics.PEOPLE, (leaver.person, word))
        rest = [one async for one in said]

    assert all(one.event == "alive" for one in rest)


def open_streams() -> float:
    """How many streams are open, as the metric tells."""
    return float(metrics.STREAMS._value.get())


async def test_neither_one_person_nor_everybody_opens_more_streams_than_there_is_room_for(
    notification: Notification, address: str
) -> None:
    async def all_closed() -> bool:
        return open_streams() == 0

    await until(all_closed)
    _who, header = somebody(notification)
    _other, another = somebody(notification)
    async with stream(address, header) as first, stream(address, header) as second:
        await newer(first)
        await newer(second)
        of_one = await notification.client.get("/v1/notices/stream", headers=header)
        async with stream(address, another) as third:
            await newer(third)
            open_now = open_streams()
            of_all = await notification.client.get("/v1/notices/stream", headers=somebody(notification)[1])

    assert (of_one.status_code, code_of(of_one)) == (429, "rate_limited")
    assert (of_all.status_code, open_now) == (429, MOST)
    await until(all_closed)


async def test_a_queue_that_grows_is_told_of_though_its_notice_stays_the_same(
    notification: Notification, address: str
) -> None:
    who, header = somebody(notification)
    facts = {"organisation": "330600", "organisation_name": "绍兴市"}
    telling = Telling(f"queue:{uuid4()}", NoticeKind.QUEUE, NOW, facts | {"items": ["one"]})
    await notification.made.notices.add(notice_of(telling, who, (Channel.PAGE,)))
    async with stream(address, header) as said:
        one = await newer(said)
        notification.clock.advance(1)
        grown = Telling(telling.source, NoticeKind.QUEUE, notification.clock.now(), facts)
        await notification.made.notices.gather(notice_of(grown, who, (Channel.PAGE,)), "two")
        two = await newer(said)

    assert [said.body["newest"]["facts"]["count"] for said in (one, two)] == [1, 2]
