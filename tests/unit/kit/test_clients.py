"""Clients of Kafka end whole: a start before an interruption is heeded, and every fetch when a consumer is stopped."""

import asyncio

import aiokafka.client
import pytest
from aiokafka.client import AIOKafkaClient
from aiokafka.consumer.fetcher import Fetcher

from services.kit import clients
from services.kit.clients import started


class Client:
    """Opens a connection at once and knows of it only when the first answer has come, as aiokafka's do."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.answered = asyncio.Event()
        self.opened = 0
        self.known = 0
        self._fault = fault

    async def start(self) -> None:
        self.opened += 1
        await self.answered.wait()
        if self._fault:
            raise self._fault
        self.known += 1


async def test_a_start_is_awaited_and_its_fault_is_told() -> None:
    good, bad = Client(), Client(ConnectionRefusedError())
    good.answered.set()
    bad.answered.set()

    await started(good.start())

    assert good.known == 1
    with pytest.raises(ConnectionRefusedError):
        await started(bad.start())


async def test_an_interruption_in_the_middle_loses_no_connection() -> None:
    client = Client()
    starting = asyncio.create_task(started(client.start()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)

    starting.cancel()
    await asyncio.sleep(0)
    assert not starting.done()
    client.answered.set()
    await asyncio.wait([starting])

    assert starting.cancelled()
    assert client.opened == client.known == 1


async def test_a_start_that_fails_after_the_interruption_is_no_news() -> None:
    client = Client(ConnectionRefusedError())
    starting = asyncio.create_task(started(client.start()))
    await asyncio.sleep(0)

    starting.cancel()
    client.answered.set()
    await asyncio.wait([starting])

    assert starting.cancelled()


async def test_an_answer_that_never_comes_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "GRACE_SECONDS", 0.01)
    client = Client()
    starting = asyncio.create_task(started(client.start()))
    await asyncio.sleep(0)

    starting.cancel()
    await asyncio.wait([starting], timeout=5)

    assert starting.cancelled()
    assert client.known == 0


async def test_a_second_interruption_is_heeded_at_once() -> None:
    client = Client()
    starting = asyncio.create_task(started(client.start()))
    await asyncio.sleep(0)

    starting.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    starting.cancel()
    await asyncio.wait([starting], timeout=5)

    assert starting.cancelled()


class Cluster:
    """What a client knows of its cluster: one server."""

    def update_metadata(self, _answer: object) -> None:
        """Take over an answer."""

    def brokers(self) -> tuple[str, ...]:
        return ("kafka.example",)


class FirstConnection:
    """The connection with which aiokafka asks where the cluster is; it answers when it is let."""

    def __init__(self) -> None:
        self.asked, self.may_answer = asyncio.Event(), asyncio.Event()
        self.closed = False

    async def send(self, _request: object) -> None:
        self.asked.set()
        await self.may_answer.wait()

    def close(self) -> None:
        self.closed = True


async def test_a_client_cut_off_when_the_grace_of_many_is_over_still_closes_its_first_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = FirstConnection()

    async def connected(*_given: object, **_named: object) -> FirstConnection:
        return first

    monkeypatch.setattr(aiokafka.client, "create_conn", connected)
    client = AIOKafkaClient(bootstrap_servers="kafka.example:9092")
    monkeypatch.setattr(client, "cluster", Cluster())
    connecting = asyncio.create_task(client.bootstrap())
    await first.asked.wait()

    connecting.cancel()
    await asyncio.sleep(0)
    first.may_answer.set()
    await asyncio.wait([connecting])
    await client.close()

    assert connecting.cancelled()
    assert first.closed


async def test_stopping_a_consumer_whose_fetch_waits_cancels_nobody_else() -> None:
    fetcher = Fetcher.__new__(Fetcher)
    waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    fetches = [asyncio.create_task(asyncio.sleep(60)) for _fetch in range(3)]
    fetcher._fetch_task, fetcher._pending_tasks, fetcher._fetch_waiters = fetches[0], set(fetches[1:]), {waiter}
    await asyncio.sleep(0)

    await fetcher.close()

    assert all(fetch.cancelled() for fetch in fetches)
    assert waiter.done()
