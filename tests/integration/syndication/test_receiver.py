"""The reference receiver and `weekwire subscribe` as newsrooms run them."""

import asyncio
import sys

import httpx
import pytest

from deploy.native.servers import Servers
from services.kit.clock import FixedClock
from services.syndication.receiver import LARGEST_BODY_BYTES, Receiver, listening
from tests.integration.syndication.processes import Process, free_port, process_on
from tests.integration.syndication.running import provisioned, realm_on, until
from tests.unit.syndication import builders
from tests.unit.syndication.builders import corrected, withdrawn
from tests.unit.syndication.desks import KEY, NOW, OTHER_ITEM, Post, body


async def _post(receiver: Receiver, headers: dict[str, str], content: bytes) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.post(f"{receiver.address}hook", content=content, headers=headers)


async def test_only_what_the_sender_signed_gets_onto_the_desk() -> None:
    post = Post()
    refused: list[str] = []
    receiver = Receiver([KEY], post.clock, refused=lambda problem: refused.append(problem.code.value))
    forger = Post(post.clock, b"f" * 32)
    async with listening(receiver):
        headers = post.headers(1, body(1))
        good = await _post(receiver, headers, body(1))
        replayed = await _post(receiver, headers, body(1))
        forged = await _post(receiver, forger.headers(2, body(2)), body(2))
        tampered = await _post(receiver, post.headers(2, body(2)), body(2, item=OTHER_ITEM))
        swapped = await _post(receiver, post.headers(2, body(2)) | {"weekwire-sequence": "3"}, body(2))
        bare = await _post(receiver, {}, body(2))
        held_back = post.headers(2, body(2))
        post.clock.advance(301)
        late = await _post(receiver, held_back, body(2))
        again = await _post(receiver, post.headers(1, body(1)), body(1))

    assert good.status_code == 204
    assert again.status_code == 204
    answers = (replayed, forged, tampered, swapped, bare, late)
    assert [answer.status_code for answer in answers] == [401] * 6
    assert {answer.json()["code"] for answer in answers} == {"signature_invalid"}
    assert {answer.headers["content-type"] for answer in answers} == {"application/problem+json"}
    assert refused == ["signature_invalid"] * 6
    assert sorted(receiver.desk.numbers) == [1]


@pytest.mark.parametrize(("method", "path"), [("GET", "hook"), ("PUT", ""), ("DELETE", "hook/1")])
async def test_a_receiver_takes_posts_and_nothing_else(method: str, path: str) -> None:
    async with listening(Receiver([KEY])) as receiver, httpx.AsyncClient() as client:
        answer = await client.request(method, f"{receiver.address}{path}")

    assert answer.status_code == 405


async def test_a_body_without_end_is_left_before_it_is_read_whole() -> None:
    post = Post()
    large = b"x" * (LARGEST_BODY_BYTES + 1)
    async with listening(Receiver([KEY], post.clock)) as receiver:
        answer = await _post(receiver, post.headers(1, large), large)

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_a_port_that_is_taken_is_said_at_once() -> None:
    async with listening(Receiver([KEY], FixedClock(NOW))) as first:
        with pytest.raises(OSError, match="in use"):
            async with listening(Receiver([KEY]), port=first.port):
                pass


async def test_the_command_prints_what_arrives_and_acknowledges_what_is_withdrawn(
    servers: Servers, prefix: str
) -> None:
    item = builders.featured(title="黄酒酿造走进校园")
    second = corrected(item)
    listen = free_port()
    async with provisioned(realm_on(servers, prefix)) as realm, process_on(realm) as process:
        made = await process.subscribe("paper", f"http://127.0.0.1:{listen}/")
        command = [sys.executable, "-m", "services", "subscribe", "--listen", str(listen), "--deliveries", "3"]
        command += ["--secret", made["webhook_secret"], "--token", made["feed_token"], "--ack", process.address]
        running = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        assert running.stdout is not None
        begun = await asyncio.wait_for(running.stdout.readline(), 30)
        await realm.feature(item)
        await _until_taken(process, 1)
        await realm.feature(second)
        await _until_taken(process, 2)
        await realm.feature(withdrawn(second))
        told, _ = await asyncio.wait_for(running.communicate(), 60)
        log = await process.log("paper")

    lines = [line.partition("  ")[2] for line in told.decode().splitlines()]
    assert f"在 127.0.0.1:{listen} 收稿" in begun.decode()
    assert lines == [
        "#1 新稿 《黄酒酿造走进校园》 浙江省·绍兴市中等专业学校 图1",
        "#2 更正 《黄酒酿造走进校园》 浙江省·绍兴市中等专业学校 图1",
        "#3 撤稿 《黄酒酿造走进校园》 已删除，请立即停用；原因：取消入选",
        "#3 撤稿回执已送达",
    ]
    assert running.returncode == 0
    assert log[2]["acknowledged_at"] is not None


async def _until_taken(process: Process, number: int) -> None:
    async def is_taken() -> bool:
        return any(one["number"] == number and not one["waiting"] for one in await process.log("paper"))

    await until(is_taken)
