"""A reader's stream: the state that is current, then every newer one, until the reader's rights end."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import orjson
import pytest
from sse_starlette import ServerSentEvent

from contracts.organisations import Role
from services.aggregation import metrics
from services.aggregation.domain.cuts import Cut
from services.aggregation.questions import BoardQuestion, FigureQuestion
from services.aggregation.settings import AggregationSettings
from services.aggregation.streams import Stream, cut_seen
from services.kit.identity import CLOCK_SKEW_SECONDS, Caller, Grant
from services.kit.streams import Streams
from tests.unit.aggregation.asking import queries_of
from tests.unit.aggregation.making import accepted, event, sessions
from tests.unit.aggregation.standins import NOW, World

QUICK = AggregationSettings(aggregation_stream_seconds=0.001, aggregation_heartbeat_seconds=0.05)
SESSIONS = FigureQuestion(indicator="session_count")
REPORT = event(accepted(1, sessions(3)), 1)


def open_streams() -> Streams:
    """Room for streams, counted by the service's own gauge."""
    return Streams(10, metrics.STREAMS)


def stream(world: World, seen: Cut | None = None, caller: Caller | None = None) -> AsyncIterator[ServerSentEvent]:
    """A stream of the nation's sessions."""
    question = BoardQuestion("2024")
    return Stream(queries_of(world), open_streams(), QUICK, world.clock, question, SESSIONS, caller).events(seen)


def value_of(sent: ServerSentEvent) -> int:
    """The sessions that were sent."""
    value: int = orjson.loads(str(sent.data))["figures"][0]["value"]
    return value


async def nothing_comes(states: AsyncIterator[ServerSentEvent]) -> bool:
    """Whether a stream stays silent for a while; it is ended by the question."""
    task = asyncio.ensure_future(anext(states))
    done, _waiting = await asyncio.wait([task], timeout=0.1)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return not done


async def test_a_reader_gets_the_current_state_and_then_the_newer_one() -> None:
    world = World()
    world.hear(REPORT)
    states = stream(world)

    first = await anext(states)
    world.hear(event(accepted(2, sessions(4)), 1))
    second = await anext(states)

    assert (value_of(first), value_of(second)) == (3, 7)
    assert second.id == str(world.replica.cut) == orjson.loads(str(second.data))["cut"]


async def test_who_has_the_newest_state_or_a_newer_one_is_sent_nothing() -> None:
    world = World()
    world.hear(REPORT)
    ahead = Cut("epoch", tuple(offset + 5 for offset in world.replica.cut.offsets))

    assert await nothing_comes(stream(world, seen=world.replica.cut))
    assert await nothing_comes(stream(world, seen=ahead))


async def test_a_stream_ends_with_the_token_it_was_opened_with() -> None:
    world = World()
    world.hear(REPORT)
    caller = Caller("p-1", "s-1", (Grant("ministry", Role.READER),), int(NOW.timestamp()) + 60)
    states = stream(world, caller=caller)
    await anext(states)

    world.clock.advance(61 + CLOCK_SKEW_SECONDS)
    world.hear(event(accepted(2, sessions(4)), 1))

    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(anext(states), 1)


async def test_a_silent_stream_ends_with_its_token_too() -> None:
    world = World()
    caller = Caller("p-1", "s-1", (Grant("ministry", Role.READER),), int(NOW.timestamp()) + 60)
    states = stream(world, caller=caller)
    await anext(states)
    world.clock.advance(59.99 + CLOCK_SKEW_SECONDS)

    waiting = asyncio.ensure_future(anext(states))
    await asyncio.sleep(0.01)
    world.clock.advance(0.02)

    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(waiting, 1)


async def test_while_another_log_is_read_from_its_beginning_nothing_is_sent() -> None:
    world = World()
    world.hear(REPORT)
    states = stream(world)
    await anext(states)

    world.replica._begin("another epoch")
    world.replica._next = {0: 0, 1: 0}
    world.replica._ends = {0: 0, 1: 1}
    world.replica._announce()
    silent = await nothing_comes(stream(world, seen=Cut("epoch", (0, 1))))
    world.hear(event(accepted(1, sessions(8)), 1))
    sent = await anext(stream(world, seen=Cut("epoch", (0, 1))))

    assert silent
    assert value_of(sent) == 8
    assert (sent.id or "").startswith("another epoch:")


async def test_who_asks_for_it_is_told_until_when_nothing_newer_is_missing() -> None:
    world = World()
    world.hear(REPORT)
    world.replica.heard_at = time.time()
    question = BoardQuestion("2024")
    settings = QUICK.model_copy(update={"aggregation_alive_seconds": 0.01})
    asked = Stream(queries_of(world), open_streams(), settings, world.clock, question, SESSIONS, None, alive=True)
    states = asked.events(None)
    first = await anext(states)

    second = await asyncio.wait_for(anext(states), 5)

    assert first.event == "figures"
    assert second.event == "alive"
    known = datetime.fromisoformat(orjson.loads(str(second.data))["known_until"])
    assert timedelta(0) <= NOW - known < timedelta(seconds=60)


async def test_a_log_that_falls_silent_makes_a_board_older() -> None:
    world = World()
    world.hear(REPORT)
    world.replica.heard_at = time.time() - 600

    known = world.replica.known_until(world.clock.now())

    assert known is not None
    assert NOW - known >= timedelta(seconds=600)


def test_an_id_that_nobody_here_gave_is_as_good_as_none() -> None:
    assert cut_seen(None) is None
    assert cut_seen("42") is None
    assert cut_seen("epoch:1.2") == Cut("epoch", (1, 2))


async def test_an_ended_stream_is_counted_no_more() -> None:
    world = World()
    streams = open_streams()
    states = Stream(queries_of(world), streams, QUICK, world.clock, BoardQuestion("2024"), SESSIONS, None).events(None)
    await anext(states)
    assert streams.count == 1

    await states.aclose()  # type: ignore[attr-defined]

    assert streams.count == 0
