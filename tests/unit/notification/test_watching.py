"""One look at the store serves all who watch; a store that is away ends a stream, and the page asks anew."""

import asyncio
from datetime import timedelta
from typing import Any, cast

import pytest
from prometheus_client import CollectorRegistry, Gauge

from contracts.problems import Problem, ProblemCode
from services.kit.clock import FixedClock, milliseconds
from services.kit.identity import CLOCK_SKEW_SECONDS, Caller
from services.kit.streams import Streams
from services.notification.domain.notices import Notice
from services.notification.operations.streaming import Streaming
from services.notification.operations.watching import OVERLAP_MILLISECONDS, Watching
from services.notification.store.notices import NoticeStore
from tests.unit.notification.builders import NOW

WHO = "p-school-1"


class Notices:
    """Inboxes without a store: how much is unread, and what changed when."""

    def __init__(self) -> None:
        self.changed: set[tuple[str, str, int]] = set()
        self.count = 0
        self.asked_since: list[int] = []
        self.is_away = False
        self.refused = asyncio.Event()

    def change(self, person: str, notice: str, at: int) -> None:
        self.changed.add((person, notice, at))
        self.count += 1

    async def changed_since(self, moment: int) -> set[tuple[str, str, int]]:
        self._need()
        self.asked_since.append(moment)
        return {one for one in self.changed if one[2] >= moment}

    async def page(self, _person: str, **_asked: Any) -> list[Notice]:  # noqa: ANN401 - as the store's.
        self._need()
        return []

    async def unread(self, _person: str, _most: int) -> int:
        return self.count

    def _need(self) -> None:
        if self.is_away:
            self.refused.set()
            raise Problem(ProblemCode.STORE_AWAY)


def watching(notices: Notices, clock: FixedClock) -> Watching:
    return Watching(cast("NoticeStore", notices), clock, 0.001)


def streaming(notices: Notices, clock: FixedClock, *, has_left: bool = False) -> Streaming:
    streams = Streams(10, Gauge("open_streams", "Open streams.", registry=CollectorRegistry()))
    store = cast("NoticeStore", notices)
    return Streaming(store, watching(notices, clock), streams, clock, lambda _person: has_left, heartbeat_seconds=0.01)


def caller(seconds: float = 60) -> Caller:
    return Caller(WHO, "s-1", (), int((NOW + timedelta(seconds=seconds)).timestamp()))


async def test_only_whose_inbox_changed_is_woken_and_once_for_each_change() -> None:
    notices, clock = Notices(), FixedClock(NOW)
    watch = watching(notices, clock)
    with watch.changes(WHO) as mine, watch.changes(WHO) as my_other, watch.changes("p-other") as others:
        notices.change(WHO, "n-1", milliseconds(NOW))
        await watch.look()
        woken = [one.is_set() for one in (mine, my_other, others)]
        mine.clear()
        await watch.look()
        again = mine.is_set()
        notices.change(WHO, "n-2", milliseconds(NOW))
        await watch.look()

        assert woken == [True, True, False]
        assert not again
        assert mine.is_set()


async def test_what_a_copy_with_a_slower_clock_wrote_is_seen_too() -> None:
    notices, clock = Notices(), FixedClock(NOW)
    watch = watching(notices, clock)
    with watch.changes(WHO) as mine:
        await watch.look()
        clock.advance(1)
        notices.change(WHO, "n-1", milliseconds(NOW) - OVERLAP_MILLISECONDS + 1_000)
        await watch.look()

        assert mine.is_set()
    assert notices.asked_since[0] == milliseconds(NOW) - OVERLAP_MILLISECONDS


async def test_nobody_asks_the_store_while_nobody_watches_and_a_fault_does_not_end_the_watch() -> None:
    notices, clock = Notices(), FixedClock(NOW)
    watch = watching(notices, clock)
    running = asyncio.create_task(watch.run())
    await asyncio.sleep(0)
    asked_before = list(notices.asked_since)
    notices.is_away = True
    with watch.changes(WHO) as mine:
        await notices.refused.wait()
        notices.is_away = False
        notices.change(WHO, "n-1", milliseconds(NOW))
        await asyncio.wait_for(mine.wait(), 5)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert asked_before == []


async def test_a_store_that_is_away_ends_the_stream_and_gives_its_place_back() -> None:
    notices, clock = Notices(), FixedClock(NOW)
    made = streaming(notices, clock)
    states = made.states(caller(), None)
    await anext(states)

    notices.is_away = True
    with pytest.raises(StopAsyncIteration):
        await anext(states)

    assert made.streams.count == 0


async def test_a_change_that_nobody_announced_is_found_at_the_next_heartbeat() -> None:
    notices, clock = Notices(), FixedClock(NOW)
    states = streaming(notices, clock).states(caller(), None)
    first = await anext(states)
    silent = await anext(states)

    notices.count = 4
    found = await anext(states)

    assert first is not None
    assert silent is None
    assert found is not None
    assert (first.unread, found.unread) == (0, 4)
    assert first.mark != found.mark
    await states.aclose()


async def test_a_stream_ends_with_the_token_and_with_the_person() -> None:
    notices, clock = Notices(), FixedClock(NOW)
    states = streaming(notices, clock).states(caller(seconds=1), None)
    await anext(states)
    clock.advance(2 + CLOCK_SKEW_SECONDS)

    with pytest.raises(StopAsyncIteration):
        await anext(states)
    with pytest.raises(StopAsyncIteration):
        await anext(streaming(notices, clock, has_left=True).states(caller(), None))
