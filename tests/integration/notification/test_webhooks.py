"""A person's webhook: guarded, signed, in order, tried again, and suspended when nobody is there."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest

from services.kit.webhooks.signing import SEQUENCE, check, key_of
from services.notification.domain.kinds import Channel, NoticeKind
from services.notification.domain.notices import Telling
from tests.integration.notification.running import Notification, code_of
from tests.unit.notification.builders import SCHOOL

WHO = "p-school-1"


@dataclass
class Receiver:
    """Somebody's machine: keeps what it is sent, and answers as it is told."""

    address: str = ""
    status: int = 200
    heads: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    @property
    def titles(self) -> list[str]:
        return [json.loads(body)["data"]["title_en"] for body in self.bodies]


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """A receiver on a free port of this machine."""
    kept = Receiver()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        head = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)}
        body = await reader.readexactly(int(head["content-length"]))
        if kept.status == 200:
            kept.heads.append(head)
            kept.bodies.append(body)
        writer.write(f"HTTP/1.1 {kept.status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    kept.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/in"
    try:
        yield kept
    finally:
        server.close()
        await server.wait_closed()


@pytest.fixture
async def receiver(notification: Notification) -> AsyncIterator[Receiver]:
    await notification.made.forgetting.erase(WHO)
    async with receiving() as made:
        yield made


async def named(notification: Notification, url: str) -> str:
    """Name the webhook; its secret."""
    answer = await notification.client.put("/v1/webhook", json={"url": url}, headers=notification.as_(WHO, SCHOOL))
    assert answer.status_code == 200, answer.text
    return str(answer.json()["secret"])


async def tell(notification: Notification, title: str) -> None:
    facts = {"title": title, "kind": "case", "submission": "s-1", "by": "CITY"}
    telling = Telling(f"t:{uuid4()}", NoticeKind.PASSED_UP, notification.clock.now(), facts)
    await notification.made.tellers.tell(telling, [WHO])


async def test_each_notice_is_called_once_in_order_and_signed(notification: Notification, receiver: Receiver) -> None:
    secret = await named(notification, receiver.address)
    for title in ("one", "two"):
        await tell(notification, title)
        notification.clock.advance(1)

    await notification.send_all()
    await notification.send_all()

    assert receiver.titles == ["Passed up: one", "Passed up: two"]
    for head, body in zip(receiver.heads, receiver.bodies, strict=True):
        checked = check(head | {SEQUENCE: "0"}, body, [key_of(secret)], notification.clock.now())
        assert checked.event_id == json.loads(body)["data"]["notice"]


async def test_what_is_not_taken_is_tried_again_and_nothing_overtakes_it(
    notification: Notification, receiver: Receiver
) -> None:
    await named(notification, receiver.address)
    receiver.status = 503
    await tell(notification, "first")
    await notification.send_all()
    notification.clock.advance(1)
    await tell(notification, "second")
    await notification.send_all()
    receiver.status = 200
    notification.clock.advance(60)
    await notification.send_all()

    assert receiver.titles == ["Passed up: first", "Passed up: second"]


async def test_who_is_gone_or_fails_for_a_day_is_suspended_until_it_is_named_again(
    notification: Notification, receiver: Receiver
) -> None:
    await named(notification, receiver.address)
    header = notification.as_(WHO, SCHOOL)
    receiver.status = 410
    await tell(notification, "lost")
    await notification.send_all()
    suspended = (await notification.client.get("/v1/webhook", headers=header)).json()
    notification.clock.advance(3_600)
    await notification.send_all()
    receiver.status = 200
    assert (await notification.client.put("/v1/webhook", json={"url": receiver.address}, headers=header)).json()[
        "secret"
    ] is None
    await tell(notification, "back")
    await notification.send_all()

    assert suspended["suspended"] == "status_410"
    assert receiver.titles == ["Passed up: back"]

    receiver.status = 500
    await tell(notification, "failing")
    await notification.send_all()
    notification.clock.advance(timedelta(days=1, minutes=1).total_seconds())
    await notification.send_all()
    assert (await notification.client.get("/v1/webhook", headers=header)).json()["suspended"] == "status_500"
    await notification.send_all()
    assert not await notification.made.notices.waiting(WHO, Channel.WEBHOOK, 10)


async def test_a_test_call_says_what_came_of_it_and_a_secret_is_shown_once(
    notification: Notification, receiver: Receiver
) -> None:
    header, secret = notification.as_(WHO, SCHOOL), await named(notification, receiver.address)
    taken = await notification.client.post("/v1/webhook/test", headers=header)
    receiver.status = 404
    refused = await notification.client.post("/v1/webhook/test", headers=header)
    rotated = (await notification.client.post("/v1/webhook/secret", headers=header)).json()["secret"]
    read = await notification.client.get("/v1/webhook", headers=header)

    assert taken.json() == {"taken": True, "why": "status_200", "status": 200, "said": ""}
    assert (refused.json()["taken"], refused.json()["status"]) == (False, 404)
    assert rotated != secret
    assert read.json()["secret"] is None
    assert secret not in str(await notification.made.people._endpoints.find_one({"_id": WHO}))


@pytest.mark.parametrize(
    "url", ["http://paper.example/in", "https://10.0.0.1/in", "https://169.254.169.254/", "file:///etc/passwd", "no"]
)
async def test_a_webhook_may_not_lead_inside(notification: Notification, receiver: Receiver, url: str) -> None:
    answer = await notification.client.put("/v1/webhook", json={"url": url}, headers=notification.as_(WHO, SCHOOL))

    assert code_of(answer) == "address_not_allowed"
    assert (await notification.client.get("/v1/webhook", headers=notification.as_(WHO, SCHOOL))).json() is None
    assert not receiver.bodies


async def test_a_removed_webhook_is_called_no_more(notification: Notification, receiver: Receiver) -> None:
    header = notification.as_(WHO, SCHOOL)
    await named(notification, receiver.address)
    assert (await notification.client.delete("/v1/webhook", headers=header)).status_code == 204
    await tell(notification, "gone")
    await notification.send_all()

    assert not receiver.bodies
    assert code_of(await notification.client.post("/v1/webhook/test", headers=header)) == "not_found"
    assert await named(notification, receiver.address)
