"""How a batch is handled, without Kafka: lanes by key, faults that pass, faults that do not, and a stop in between."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from aiokafka import ConsumerRecord
from aiokafka.errors import (
    KafkaConnectionError,
    MessageSizeTooLargeError,
    NotLeaderForPartitionError,
    RequestTimedOutError,
    TopicAuthorizationFailedError,
)
from prometheus_client import REGISTRY
from pymongo.errors import AutoReconnect, OperationFailure

from contracts import topics
from contracts.base import encode
from contracts.envelope import Envelope
from contracts.organisations import PublicKey
from contracts.problems import Problem, ProblemCode
from services.kit import bus as bus_module
from services.kit import metrics
from services.kit.bus import Bus, BusClosing, ConsumerStopped
from services.kit.clock import FixedClock, milliseconds
from services.kit.dead_letters import DeadLetterLimit
from services.kit.settings import ServiceSettings

AT = datetime(2026, 11, 9, 12, tzinfo=UTC)
TOPIC = topics.KEYS


def record(offset: int, key: str, value: bytes | None = None, age_seconds: float = 0.0) -> ConsumerRecord:
    state = PublicKey(key=key, revision=offset, jwk={}, not_after=AT)
    headers = Envelope(f"{key}:{offset}", "directory", TOPIC.event_type, key, AT).headers()
    body = encode(state) if value is None else value
    stamp = milliseconds(AT) - round(age_seconds * 1_000)
    return ConsumerRecord(TOPIC.name, 0, offset, stamp, 0, key.encode(), body, None, 1, 1, tuple(headers))


class Letters:
    """Takes dead letters where Kafka would. `fails` may raise as an absent cluster does."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.fails: Callable[[], None] = lambda: None

    async def send(self, _topic: str, _key: bytes, _headers: object, value: bytes) -> "asyncio.Future[None]":
        self.fails()
        self.sent.append(value)
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        future.set_result(None)
        return future


@pytest.fixture
def letters() -> Letters:
    return Letters()


@pytest.fixture
def bus(letters: Letters, monkeypatch: pytest.MonkeyPatch) -> Bus:
    made = Bus(ServiceSettings(), FixedClock(AT))
    monkeypatch.setattr(made, "_producer", letters)
    monkeypatch.setattr(bus_module, "FIRST_BACKOFF_SECONDS", 0.0)
    monkeypatch.setattr(bus_module, "MAX_BACKOFF_SECONDS", 0.0)
    return made


async def consume(bus: Bus, handler: Any, *records: ConsumerRecord, max_run: int = 20) -> None:  # noqa: ANN401 - any handler.
    work = bus._consume(TOPIC, records, handler, DeadLetterLimit(max_run, 1.0))
    await asyncio.wait_for(work, 5)


PASSING = [
    Problem(ProblemCode.STORE_AWAY),
    Problem(ProblemCode.NOT_READY),
    AutoReconnect("away"),
    KafkaConnectionError(),
    NotLeaderForPartitionError(),
    RequestTimedOutError(),
    ConnectionResetError(),
    TimeoutError(),
]
LASTING = [
    ZeroDivisionError(),
    KeyError("x"),
    OSError("disk"),
    OperationFailure("no such index", 27),
    MessageSizeTooLargeError(),
    TopicAuthorizationFailedError(),
]


@pytest.mark.parametrize("fault", PASSING, ids=repr)
async def test_a_fault_that_passes_is_waited_for_however_often_it_comes(
    bus: Bus, letters: Letters, fault: Exception
) -> None:
    tries = 0

    async def handler(_event: PublicKey, _record: ConsumerRecord) -> None:
        nonlocal tries
        tries += 1
        if tries < 10:
            raise fault

    await consume(bus, handler, record(1, "a"))

    assert (tries, letters.sent) == (10, [])


@pytest.mark.parametrize("fault", LASTING, ids=repr)
async def test_a_fault_that_lasts_is_tried_three_times_and_set_aside(
    bus: Bus, letters: Letters, fault: Exception
) -> None:
    tries = 0

    async def handler(_event: PublicKey, _record: ConsumerRecord) -> None:
        nonlocal tries
        tries += 1
        raise fault

    await consume(bus, handler, record(1, "a"))

    assert tries == 3
    assert letters.sent == [record(1, "a").value]


async def test_a_fault_that_passes_is_waited_for_also_after_one_that_does_not(bus: Bus, letters: Letters) -> None:
    faults: list[Exception] = [Problem(ProblemCode.STORE_AWAY), ZeroDivisionError(), Problem(ProblemCode.NOT_READY)]

    async def handler(_event: PublicKey, _record: ConsumerRecord) -> None:
        if faults:
            raise faults.pop()

    await consume(bus, handler, record(1, "a"))

    assert (faults, letters.sent) == ([], [])


async def test_a_problem_of_the_event_itself_is_not_tried_again(bus: Bus, letters: Letters) -> None:
    tries = 0

    async def handler(_event: PublicKey, _record: ConsumerRecord) -> None:
        nonlocal tries
        tries += 1
        raise Problem(ProblemCode.UNKNOWN_EDITION, edition="1999")

    await consume(bus, handler, record(1, "a"), record(2, "a"))

    assert (tries, len(letters.sent)) == (2, 2)


async def test_a_lane_that_fails_ends_the_others_before_the_batch_comes_again(bus: Bus, letters: Letters) -> None:
    running = 0

    async def handler(event: PublicKey, _record: ConsumerRecord) -> None:
        nonlocal running
        if event.key == "slow":
            running += 1
            try:
                await asyncio.sleep(60)
            finally:
                running -= 1

    with pytest.raises(ConsumerStopped):
        await consume(bus, handler, record(1, "slow"), record(2, "bad", b"{"), max_run=0)

    assert (running, letters.sent) == (0, [])


async def test_a_dead_letter_that_cannot_be_written_is_waited_for_and_counts_once(bus: Bus, letters: Letters) -> None:
    handled: list[int] = []

    async def handler(_event: PublicKey, record: ConsumerRecord) -> None:
        handled.append(record.offset)

    faults = [KafkaConnectionError(), TopicAuthorizationFailedError(), *[NotLeaderForPartitionError()] * 8]

    def away() -> None:
        if faults:
            raise faults.pop()

    letters.fails = away
    await consume(bus, handler, record(1, "a", b"{"), record(2, "a"), record(3, "b"), max_run=3)

    assert (letters.sent, sorted(handled), bus.stopped) == ([b"{"], [2, 3], set())


async def test_a_service_that_stops_does_not_wait_for_a_dead_letter_to_be_written(
    bus: Bus, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus_module, "FIRST_BACKOFF_SECONDS", 60.0)
    waiting = asyncio.Event()

    async def handler(_event: PublicKey, _record: ConsumerRecord) -> None:
        pytest.fail("nothing here can be read")

    def away() -> None:
        waiting.set()
        raise KafkaConnectionError

    letters.fails = away
    batch = asyncio.create_task(consume(bus, handler, record(1, "a", b"{")))
    await waiting.wait()
    bus._closing.set()

    with pytest.raises(BusClosing):
        await batch


async def test_a_keys_events_are_handled_one_after_the_other_and_other_keys_meanwhile(bus: Bus) -> None:
    seen: list[tuple[str, int]] = []

    async def handler(event: PublicKey, record: ConsumerRecord) -> None:
        await asyncio.sleep(0.02 if record.offset == 1 else 0)
        seen.append((event.key, record.offset))

    await consume(bus, handler, record(1, "a"), record(2, "a"), record(3, "b"))

    assert seen == [("b", 3), ("a", 1), ("a", 2)]


async def test_an_event_goes_on_with_the_trace_of_what_caused_it(bus: Bus) -> None:
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    headers = Envelope("k:1", "directory", TOPIC.event_type, "k", AT, trace).headers()
    value = encode(PublicKey(key="k", revision=1, jwk={}, not_after=AT))
    traced = ConsumerRecord(TOPIC.name, 0, 1, milliseconds(AT), 0, b"k", value, None, 1, 1, tuple(headers))
    seen: dict[int, str | None] = {}

    async def handler(_event: PublicKey, record: ConsumerRecord) -> None:
        await asyncio.sleep(0)
        seen[record.offset] = metrics.current_traceparent()

    await consume(bus, handler, traced, record(2, "other"))

    assert seen[1] == trace
    assert seen[2] not in {None, trace}


async def test_a_stopped_consumer_sets_nothing_more_aside(bus: Bus, letters: Letters) -> None:
    async def handler(_event: PublicKey, _record: ConsumerRecord) -> None:
        pytest.fail("nothing here can be read")

    with pytest.raises(ConsumerStopped):
        await consume(bus, handler, *(record(offset, "a", b"{") for offset in range(9)), max_run=4)

    assert len(letters.sent) == 4
    assert bus.stopped == {TOPIC.name}
    assert REGISTRY.get_sample_value("weekwire_consumer_stopped", {"topic": TOPIC.name}) == 1


async def test_a_service_that_stops_does_not_wait_for_a_fault_to_pass(
    bus: Bus, letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus_module, "FIRST_BACKOFF_SECONDS", 60.0)
    waiting = asyncio.Event()

    async def handler(_event: PublicKey, _record: ConsumerRecord) -> None:
        waiting.set()
        raise Problem(ProblemCode.STORE_AWAY)

    batch = asyncio.create_task(consume(bus, handler, record(1, "a")))
    await waiting.wait()
    bus._closing.set()

    with pytest.raises(BusClosing):
        await batch
    assert letters.sent == []


async def test_the_age_of_the_newest_event_and_their_number_are_metrics(bus: Bus) -> None:
    async def handler(_event: PublicKey, _record: ConsumerRecord) -> None:
        return

    labels = {"topic": TOPIC.name}
    before = REGISTRY.get_sample_value("weekwire_events_handled_total", labels) or 0.0

    await consume(bus, handler, record(1, "a", age_seconds=9.0), record(2, "b", age_seconds=2.5))

    assert REGISTRY.get_sample_value("weekwire_event_lag_seconds", labels) == 2.5
    assert REGISTRY.get_sample_value("weekwire_events_handled_total", labels) == before + 2


async def test_what_cannot_be_read_is_left_to_the_one_service_that_sets_it_aside(bus: Bus, letters: Letters) -> None:
    seen: list[int] = []

    async def handler(_event: PublicKey, found: ConsumerRecord) -> None:
        seen.append(found.offset)
        if found.offset == 3:
            raise Problem(ProblemCode.NOT_FOUND)

    bus.subscribe(TOPIC, "readers", handler, letters_elsewhere=True)

    await consume(bus, handler, record(1, "a", b"no event"), record(2, "a"), record(3, "a"))

    assert seen == [2, 3]
    assert letters.sent == [record(3, "a").value]


class Stubborn:
    """A subscriber, its consumer and the consumer's client in one, that fails to stop."""

    def __init__(self) -> None:
        self.consumer: Stubborn | None = self
        self._client = self
        self.closed = False

    async def stop(self) -> None:
        raise KafkaConnectionError

    async def close(self) -> None:
        self.closed = True


async def test_a_consumer_that_fails_to_stop_leaves_no_connection_open(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    stubborn = Stubborn()
    monkeypatch.setattr(bus, "_subscribers", [stubborn])
    monkeypatch.setattr(bus, "broker", stubborn)

    with pytest.raises(KafkaConnectionError):
        await bus._stop_consuming()
    assert stubborn.closed

    stubborn.closed = False
    with pytest.raises(KafkaConnectionError):
        await bus_module._let_go(stubborn)
    assert (stubborn.closed, stubborn.consumer) == (True, None)
