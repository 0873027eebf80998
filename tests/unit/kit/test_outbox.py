"""The outbox: nothing that was written goes unsaid, and only what was acknowledged, from the oldest on, is removed."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymongo.errors import AutoReconnect

from contracts import topics
from contracts.acts import ActEvent
from contracts.base import decode_open
from contracts.envelope import read_envelope
from contracts.organisations import PublicKey
from contracts.problems import Problem, ProblemCode
from services.kit import outbox
from services.kit.acts import Actor, Change, act_outgoing
from services.kit.clock import FixedClock, milliseconds
from services.kit.metrics import adopt_traceparent
from services.kit.mongo import Document
from services.kit.outbox import Relay, next_revision, outgoing
from tests.unit.kit.standins import StandInBus, StandInCollection, StandInCursor, as_mongo

AT = datetime(2026, 11, 9, 12, tzinfo=UTC)
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@given(st.lists(st.integers(-10_000_000, 10_000_000), min_size=1, max_size=50), st.integers(0, 2**52))
def test_a_revision_only_ever_rises_whatever_the_clock_does(jumps: list[int], start: int) -> None:
    now, last = AT, start
    revisions = [start]
    for jump in jumps:
        now += timedelta(milliseconds=jump)
        last = next_revision(last, now)
        assert last >= milliseconds(now), "a database restored from an older copy must not give a revision out again"
        revisions.append(last)

    assert all(older < newer for older, newer in pairwise(revisions))


@given(st.integers(0, 2**52), st.integers(0, 2**52))
def test_a_revision_is_the_least_that_keeps_both_promises(last: int, later: int) -> None:
    now = datetime.fromtimestamp(later % 4_000_000_000, UTC)

    assert next_revision(last, now) == max(last + 1, milliseconds(now))


def test_an_outgoing_event_has_its_envelope_and_key() -> None:
    key = PublicKey(key="k1", revision=7, jwk={"x": "y"}, not_after=AT)
    adopt_traceparent(TRACE)

    entry = outgoing(topics.KEYS, "k1", 7, key, AT)

    assert (entry["id"], entry["topic"], entry["key"]) == (f"k1:7:{topics.KEYS.event_type}", topics.KEYS.name, "k1")
    assert decode_open(PublicKey, entry["body"]) == key
    envelope = read_envelope([(name, text.encode()) for name, text in entry["headers"]])
    assert envelope is not None
    assert (envelope.id, envelope.subject, envelope.source) == (entry["id"], "k1", "directory")
    assert (envelope.time, envelope.traceparent) == (AT, TRACE)


def test_an_event_too_large_for_its_topic_is_refused_before_anything_is_stored() -> None:
    def key(size: int) -> PublicKey:
        return PublicKey(key="k1", revision=1, jwk={"x": "y" * size}, not_after=AT)

    room = topics.KEYS.max_event_bytes - outbox.HEADROOM_BYTES
    outgoing(topics.KEYS, "k1", 1, key(room - 200), AT)

    with pytest.raises(Problem) as refused:
        outgoing(topics.KEYS, "k1", 1, key(room), AT)
    assert (refused.value.code, refused.value.facts) == (ProblemCode.EVENT_TOO_LARGE, {"limit": room})


@pytest.mark.parametrize("problem", [None, Problem(ProblemCode.SAME_PERSON)], ids=["done", "refused"])
def test_every_act_also_a_refused_one_is_an_event_keyed_by_its_organisation(problem: Problem | None) -> None:
    actor = Actor("person-1", "sichuan", "10.0.0.7", on_behalf_of="chengdu")

    entry = act_outgoing("moderation", "accept", actor, "submission:s1", AT, act="a1", change=Change("3", "4", problem))

    assert (entry["topic"], entry["key"]) == ("moderation.acts.v1", "sichuan")
    assert entry["id"] == f"a1:{milliseconds(AT)}:{topics.ACTS['moderation'].event_type}"
    assert decode_open(ActEvent, entry["body"]) == ActEvent(
        act="a1",
        revision=milliseconds(AT),
        at=AT,
        service="moderation",
        verb="accept",
        actor="person-1",
        organisation="sichuan",
        on_behalf_of="chengdu",
        address="10.0.0.7",
        object="submission:s1",
        before="3",
        after="4",
        outcome="refused" if problem else "done",
        problem="same_person" if problem else None,
    )


def event(name: str, number: int) -> Document:
    return {"id": f"{name}:{number}", "topic": "t", "key": name, "headers": [], "body": f"{name}:{number}".encode()}


class Watched(StandInCollection):
    """Notes each removal that takes what was not acknowledged, or anything but a run from the oldest on."""

    def __init__(self, bus: StandInBus) -> None:
        super().__init__()
        self.bus = bus
        self.wrong: list[str] = []

    def _pull(self, identity: object, change: Document) -> None:
        before = [entry["id"] for entry in self.documents[identity]["outbox"]]
        super()._pull(identity, change)
        after = [entry["id"] for entry in self.documents[identity]["outbox"]]
        removed = before[: len(before) - len(after)]
        if before != removed + after:
            self.wrong.append(f"{before} became {after}, which is no run from the oldest on")
        if not set(removed) <= {body.decode() for _key, body in self.bus.log}:
            self.wrong.append(f"{removed} were removed before they were acknowledged")


def run(work: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner() as runner, pytest.MonkeyPatch.context() as patch:
        patch.setattr(outbox, "FIRST_BACKOFF_SECONDS", 0.0)
        patch.setattr(outbox, "MAX_BACKOFF_SECONDS", 0.0)
        runner.run(work)


CHANGES = st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=1, max_size=25)
FAULTS = st.lists(st.integers(0, 60), max_size=30)


@settings(max_examples=150, deadline=None)
@given(CHANGES, FAULTS, FAULTS, FAULTS)
def test_whatever_fails_on_the_way_no_event_is_lost_and_none_removed_too_early(
    changes: list[tuple[str, bool]], refused: list[int], lost: list[int], unwritten: list[int]
) -> None:
    async def example() -> None:
        bus = StandInBus()
        things = Watched(bus)
        counts = {"refuse": 0, "lose": 0, "write": 0}

        def failing(kind: str, turns: list[int]) -> None:
            counts[kind] += 1
            if counts[kind] in turns:
                raise AutoReconnect(kind) if kind == "write" else ConnectionResetError(kind)

        bus.refuse = lambda _body: failing("refuse", refused)
        bus.lose = lambda _body: failing("lose", lost)
        things.before = lambda _operations: failing("write", unwritten)
        relay = Relay(bus, as_mongo(things=things), ("things",), FixedClock(AT), sweep_seconds=0.001)
        relay.start()
        for number, (name, handed) in enumerate(changes):
            document = things.documents.setdefault(name, {"_id": name, "outbox": []})
            document["outbox"] = [*document["outbox"], event(name, number)]
            if handed:
                relay.hand_over("things", document)
            if number % 3 == 0:
                await asyncio.sleep(0)
        async with asyncio.timeout(10):
            while any(document["outbox"] for document in things.documents.values()):  # noqa: ASYNC110 - the relay works meanwhile.
                await asyncio.sleep(0.001)
        await relay.drained()
        await relay.stop(1.0)

        assert things.wrong == []
        said = [body.decode() for _key, body in bus.log]
        assert set(said) == {f"{name}:{number}" for number, (name, _handed) in enumerate(changes)}
        # Whoever reads by revision ends with the newest.
        for name in {name for name, _handed in changes}:
            newest = max(number for number, (changed, _handed) in enumerate(changes) if changed == name)
            assert max(int(text.split(":")[1]) for text in said if text.startswith(name)) == newest

    run(example())


@given(CHANGES)
def test_without_faults_events_of_one_document_appear_first_in_their_order(changes: list[tuple[str, bool]]) -> None:
    async def example() -> None:
        things, bus = StandInCollection(), StandInBus()
        relay = Relay(bus, as_mongo(things=things), ("things",), FixedClock(AT), sweep_seconds=60.0)
        relay.start()
        for number, (name, pause) in enumerate(changes):
            document = things.documents.setdefault(name, {"_id": name, "outbox": []})
            document["outbox"] = [*document["outbox"], event(name, number)]
            relay.hand_over("things", document)
            if pause:
                await asyncio.sleep(0)
        await asyncio.wait_for(relay.drained(), 5)
        await relay.stop(1.0)

        first = list(dict.fromkeys(body.decode() for _key, body in bus.log))
        for name in {name for name, _pause in changes}:
            numbers = [int(text.split(":")[1]) for text in first if text.startswith(name)]
            assert numbers == [number for number, (changed, _pause) in enumerate(changes) if changed == name]

    run(example())


class Surprising(StandInCollection):
    """Raises what nobody thought of, a few times."""

    def __init__(self) -> None:
        super().__init__(before=self._surprise)
        self._surprises: list[Exception] = [ZeroDivisionError(), KeyError(), RuntimeError()]

    def find(self, query: Document, projection: Document) -> StandInCursor:
        self._surprise([])
        return super().find(query, projection)

    def _surprise(self, _operations: list[Any]) -> None:
        if self._surprises:
            raise self._surprises.pop()


def test_a_fault_nobody_thought_of_ends_neither_the_relay_nor_the_sweep() -> None:
    async def example() -> None:
        things, bus = Surprising(), StandInBus()
        things.documents = {name: {"_id": name, "outbox": [event(name, 1)]} for name in ("handed over", "left")}
        relay = Relay(bus, as_mongo(things=things), ("things",), FixedClock(AT), sweep_seconds=0.001)
        relay.start()
        relay.hand_over("things", things.documents["handed over"])
        async with asyncio.timeout(5):
            while any(document["outbox"] for document in things.documents.values()):  # noqa: ASYNC110 - the relay works meanwhile.
                await asyncio.sleep(0.001)
        await relay.stop(1.0)

        assert {body for _key, body in bus.log} == {b"handed over:1", b"left:1"}

    run(example())


def test_more_than_can_be_held_is_said_all_the_same() -> None:
    async def example() -> None:
        things, bus = StandInCollection(), StandInBus()
        things.documents = {n: {"_id": n, "outbox": [event(str(n), 1)]} for n in range(50)}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(outbox, "MAX_HELD", 7)
            patch.setattr(outbox, "SWEEP_LIMIT", 20)
            relay = Relay(bus, as_mongo(things=things), ("things",), FixedClock(AT), sweep_seconds=60.0)
            for document in list(things.documents.values()):
                relay.hand_over("things", document)
            assert relay.pending == 7
            relay.start()
            async with asyncio.timeout(5):
                while any(document["outbox"] for document in things.documents.values()):  # noqa: ASYNC110 - the relay works meanwhile.
                    await asyncio.sleep(0.001)
            await relay.stop(1.0)

        assert len({body for _key, body in bus.log}) == 50

    run(example())


class Pondering(StandInBus):
    """Takes every event and acknowledges none before it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[asyncio.Future[Any]] = []

    async def send(self, *_event: object) -> "asyncio.Future[Any]":
        self.taken.append(asyncio.get_running_loop().create_future())
        return self.taken[-1]


def test_a_sweep_leaves_alone_what_is_on_its_way() -> None:
    async def example() -> None:
        things, bus = StandInCollection(), Pondering()
        things.documents = {"a": {"_id": "a", "outbox": [event("a", 1)]}}
        relay = Relay(bus, as_mongo(things=things), ("things",), FixedClock(AT), sweep_seconds=0.001)
        relay.start()
        relay.hand_over("things", things.documents["a"])
        await asyncio.sleep(0.05)

        assert (len(bus.taken), relay.pending) == (1, 1)
        bus.taken[0].set_result(None)
        await asyncio.wait_for(relay.drained(), 5)
        assert things.documents["a"]["outbox"] == []
        await relay.stop(1.0)

    run(example())


def test_what_could_not_be_said_within_the_grace_stays_in_its_document() -> None:
    async def example() -> None:
        things, bus = StandInCollection(), StandInBus()
        things.documents = {"a": {"_id": "a", "outbox": [event("a", 1)]}}

        def away(_body: bytes) -> None:
            raise ConnectionRefusedError

        bus.refuse = away
        relay = Relay(bus, as_mongo(things=things), ("things",), FixedClock(AT), sweep_seconds=60.0)
        relay.start()
        relay.hand_over("things", things.documents["a"])
        await asyncio.wait_for(relay.stop(0.05), 5)

        assert things.documents["a"]["outbox"] == [event("a", 1)]

    run(example())
