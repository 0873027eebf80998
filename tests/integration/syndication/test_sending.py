"""One attempt over a real network: what answers mean, and that no address leads inside."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.kit.clock import FixedClock
from services.kit.webhooks.sending import Answer, Limits, Resolve, Sender
from services.kit.webhooks.verdicts import Verdict
from tests.integration.syndication.newsroom import BreakOff, Came, Hang, Newsroom, Says, newsroom
from tests.integration.syndication.newsroom_tls import Elsewhere, Names, certificate

NOW = datetime(2024, 5, 14, 4, 0, tzinfo=UTC)
BODY = b'{"number":1}'
QUICK = Limits(connect_seconds=1.0, silence_seconds=0.3, answer_seconds=0.2, total_seconds=2.0)
PUBLIC, OTHER_PUBLIC = "8.8.8.8", "1.1.1.1"


@asynccontextmanager
async def _sender(*allowed: str, limits: Limits | None = None, resolve: Resolve | None = None) -> AsyncIterator[Sender]:
    sender = Sender(FixedClock(NOW), allowed_hosts=allowed, limits=limits, resolve=resolve)
    try:
        yield sender
    finally:
        await sender.close()


async def _post(room: Newsroom, *, limits: Limits | None = None) -> Answer:
    async with _sender("127.0.0.1", limits=limits) as sender:
        return await sender.post(room.address(), {}, BODY)


async def test_a_body_arrives_as_it_was_given_and_the_connection_is_used_again() -> None:
    async with newsroom() as room, _sender("127.0.0.1") as sender:
        answers = [await sender.post(room.address("/收稿?desk=1"), {"webhook-id": "e1"}, BODY) for _ in range(3)]

    assert [answer.verdict for answer in answers] == [Verdict.TAKEN] * 3
    assert [came.body for came in room.came] == [BODY] * 3
    assert room.came[0].headers["webhook-id"] == "e1"
    assert room.came[0].headers["host"] == f"127.0.0.1:{room.port}"
    assert room.came[0].path == "/%E6%94%B6%E7%A8%BF?desk=1"
    assert room.connections == 1


@pytest.mark.parametrize(
    ("says", "verdict", "why"),
    [
        (Says(204), Verdict.TAKEN, "status_204"),
        (Says(500), Verdict.FAILING, "status_500"),
        (Says(422, body="不收".encode()), Verdict.REFUSED, "status_422"),
        (Says(410), Verdict.GONE, "status_410"),
        (Says(303, {"location": "/elsewhere"}), Verdict.FAILING, "status_303"),
        (Says(307), Verdict.FAILING, "status_307"),
        (BreakOff(), Verdict.FAILING, "protocol"),
        (Hang(), Verdict.FAILING, "timeout"),
        (Says(200, drips_seconds=0.01), Verdict.TAKEN, "status_200"),
        (Says(200, {"content-length": "1000000"}, b"begun"), Verdict.TAKEN, "status_200"),
        (Says(500, body=b"x" * 3_000_000), Verdict.FAILING, "status_500"),
        (Says(200, {"x": "y" * 200_000}), Verdict.FAILING, "protocol"),
    ],
)
async def test_whatever_a_newsroom_does_is_an_answer_in_time(
    says: Says | Hang | BreakOff, verdict: Verdict, why: str
) -> None:
    async with newsroom(lambda _came: says) as room:
        answer = await _post(room, limits=QUICK)

    assert (answer.verdict, answer.why) == (verdict, why)
    assert len(answer.said) <= 200


async def test_an_attempt_that_is_given_up_leaves_no_connection_behind() -> None:
    patient = Limits(connect_seconds=1.0, silence_seconds=30.0, answer_seconds=30.0, total_seconds=0.2)
    async with newsroom(lambda _came: Hang()) as room, _sender("127.0.0.1", limits=patient) as sender:
        answers = await asyncio.gather(*(sender.post(room.address(), {}, BODY) for _ in range(8)))
        left = list(sender._pool.connections)

    assert {answer.why for answer in answers} == {"timeout"}
    assert left == []


async def test_of_an_answer_without_end_only_the_beginning_is_read() -> None:
    patient = Limits(connect_seconds=1.0, silence_seconds=2.0, answer_seconds=60.0, total_seconds=2.0)
    async with newsroom(lambda _came: Says(200, {"content-length": "10000000"}, b"x" * 200_000)) as room:
        answer = await _post(room, limits=patient)

    assert answer.verdict is Verdict.TAKEN


async def test_a_number_that_is_silent_leaves_time_for_the_next(tmp_path: Path) -> None:
    server, client = certificate("newsroom.example", tmp_path)
    async with newsroom(tls=server) as room:
        names = Names({"newsroom.example": [[PUBLIC, OTHER_PUBLIC]]})
        network = Elsewhere({OTHER_PUBLIC: room.port}, silent=PUBLIC)
        sender = Sender(FixedClock(NOW), resolve=names, network=network, tls=client, limits=QUICK)

        answer = await sender.post("https://newsroom.example/hook", {}, BODY)
        await sender.close()

    assert answer.verdict is Verdict.TAKEN


async def test_a_newsroom_that_is_not_there_is_an_answer_too() -> None:
    async with newsroom() as room:
        pass

    assert (await _post(room)).why == "connect"


async def test_retry_after_is_handed_on() -> None:
    async with newsroom(lambda _came: Says(503, {"Retry-After": "Tue, 14 May 2024 04:02:00 GMT"})) as room:
        answer = await _post(room)

    assert answer.retry_after_seconds == 120.0


async def test_a_redirect_is_followed_with_the_same_body_and_signature() -> None:
    def behave(came: Came) -> Says:
        return Says(308, {"location": "/new"}) if came.path == "/hook" else Says()

    async with newsroom(behave) as room, _sender("127.0.0.1") as sender:
        answer = await sender.post(room.address(), {"webhook-signature": "v1,x"}, BODY)

    assert answer.verdict is Verdict.TAKEN
    assert [came.path for came in room.came] == ["/hook", "/new"]
    assert room.came[1].body == BODY
    assert room.came[1].headers["webhook-signature"] == "v1,x"


async def test_redirects_in_a_ring_end() -> None:
    async with newsroom(lambda _came: Says(307, {"location": "/hook"})) as room:
        answer = await _post(room)

    assert (answer.verdict, answer.why) == (Verdict.FAILING, "redirects")
    assert len(room.came) == 4


@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.1:{port}/admin",
        "https://127.0.0.1:{port}/admin",
        "http://localhost:{port}/admin",
        "https://localhost:{port}/admin",
        "https://[::ffff:127.0.0.1]:{port}/admin",
        "https://2130706433:{port}/admin",
        "https://0x7f.1:{port}/admin",
        "http://169.254.169.254/latest/meta-data",
        "//localhost:{port}/admin",
    ],
)
async def test_a_redirect_to_a_private_address_is_not_followed(inside: str) -> None:
    async with newsroom() as secret, newsroom() as room:
        room.behave = lambda _came: Says(307, {"location": inside.format(port=secret.port)})
        async with _sender(f"127.0.0.1:{room.port}") as sender:
            answer = await sender.post(room.address(), {}, BODY)

    assert (answer.verdict, answer.why) == (Verdict.FAILING, "address_not_allowed")
    assert secret.came == []
    assert secret.connections == 0


async def test_a_name_that_leads_inside_is_not_connected_to() -> None:
    async def inside(_host: str, _port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    async with newsroom() as secret, _sender(resolve=inside) as sender:
        answer = await sender.post(secret.address(host="newsroom.example").replace("http:", "https:"), {}, BODY)

    assert answer.why == "address_not_allowed"
    assert secret.connections == 0


async def test_a_name_that_changes_its_answer_is_judged_each_time_it_is_connected_to(tmp_path: Path) -> None:
    server, client = certificate("newsroom.example", tmp_path)
    async with newsroom(tls=server) as room:
        names = Names({"newsroom.example": [[PUBLIC], ["10.0.0.7"]]})
        network = Elsewhere({PUBLIC: room.port, "10.0.0.7": room.port})
        sender = Sender(FixedClock(NOW), resolve=names, network=network, tls=client, limits=QUICK)
        room.behave = lambda _came: Says(200, {"connection": "close"})

        first = await sender.post("https://newsroom.example/hook", {}, BODY)
        second = await sender.post("https://newsroom.example/hook", {}, BODY)
        await sender.close()

    assert first.verdict is Verdict.TAKEN
    assert (second.verdict, second.why) == (Verdict.FAILING, "address_not_allowed")
    assert network.dialled == [PUBLIC]
    assert len(room.came) == 1


async def test_the_number_that_was_checked_is_the_one_that_is_dialled(tmp_path: Path) -> None:
    server, client = certificate("newsroom.example", tmp_path)
    async with newsroom(tls=server) as room:
        names = Names({"newsroom.example": [[PUBLIC, OTHER_PUBLIC]]})
        network = Elsewhere({OTHER_PUBLIC: room.port})
        sender = Sender(FixedClock(NOW), resolve=names, network=network, tls=client, limits=QUICK)

        answer = await sender.post("https://newsroom.example/hook", {}, BODY)
        await sender.close()

    assert answer.verdict is Verdict.TAKEN
    assert names.asked == ["newsroom.example"]
    assert network.dialled == [PUBLIC, OTHER_PUBLIC]
    assert room.came[0].headers["host"] == "newsroom.example"


async def test_tls_still_asks_for_the_name_and_refuses_another_certificate(tmp_path: Path) -> None:
    server, client = certificate("somebody-else.example", tmp_path)
    async with newsroom(tls=server) as room:
        network = Elsewhere({PUBLIC: room.port})
        names = Names({"newsroom.example": [[PUBLIC]]})
        sender = Sender(FixedClock(NOW), resolve=names, network=network, tls=client, limits=QUICK)

        answer = await sender.post("https://newsroom.example/hook", {}, BODY)
        await sender.close()

    assert (answer.verdict, answer.why) == (Verdict.FAILING, "connect")
    assert room.came == []


async def test_a_name_server_that_is_silent_is_given_up_in_time() -> None:
    async def silent(_host: str, _port: int) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    async with _sender(resolve=silent, limits=QUICK) as sender:
        answer = await sender.post("https://newsroom.example/hook", {}, BODY)

    assert (answer.verdict, answer.why) == (Verdict.FAILING, "timeout")


async def test_a_name_that_nobody_knows_is_an_answer() -> None:
    async with _sender("newsroom.invalid", limits=QUICK) as sender:
        answer = await sender.post("http://newsroom.invalid/hook", {}, BODY)

    assert (answer.verdict, answer.why) in {(Verdict.FAILING, "connect"), (Verdict.FAILING, "timeout")}
