"""Numbers go out one at a time, in their order, to each newsroom on its own."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from contracts.problems import Problem, ProblemCode
from services.kit.webhooks.sending import Answer
from services.kit.webhooks.verdicts import Verdict
from services.syndication.domain.backoff import RetryPolicy
from services.syndication.domain.deliveries import Change
from services.syndication.operations.delivering import Sizes
from tests.unit.syndication.sending_standins import (
    BROKEN,
    GONE,
    REFUSED,
    START,
    TAKEN,
    Newsrooms,
    Receives,
    Sending,
    delivery,
)


def _with(numbers: int, answers: Receives | None = None, name: str = "paper") -> Sending:
    sending = Sending()
    sending.memory.add(*(delivery(name, number) for number in range(1, numbers + 1)))
    if answers:
        sending.newsrooms.answers[name] = answers
    return sending


async def test_numbers_go_out_in_their_order_however_many_there_are() -> None:
    sending = _with(250)

    await sending.round()

    assert sending.newsrooms.numbers("paper") == list(range(1, 251))
    assert sending.newsrooms.most_at_once == 1
    assert sending.memory.waits("paper") == []


async def test_a_newsroom_that_is_down_for_an_hour_gets_everything_in_order_afterwards() -> None:
    sending = _with(5)
    sending.newsrooms.answers["paper"] = lambda _number, _change: (
        BROKEN if sending.clock.now() < START + timedelta(hours=1) else TAKEN
    )

    await sending.rounds_for(3_600, every_seconds=5)
    tried = len(sending.newsrooms.came)
    await sending.rounds_for(2_000, every_seconds=5)

    assert tried < 30
    assert sending.newsrooms.numbers("paper")[tried:] == [1, 2, 3, 4, 5]
    assert sending.memory.suspended == {}


async def test_attempts_and_what_was_taken_are_counted() -> None:
    sending = _with(3, lambda number, _change: REFUSED if number == 3 else TAKEN)
    series = {
        "taken": ("weekwire_syndication_attempts_total", {"verdict": "taken", "why": "status_200"}),
        "refused": ("weekwire_syndication_attempts_total", {"verdict": "refused", "why": "status_422"}),
        "delivered": ("weekwire_syndication_delivered_total", {"change": "featured"}),
        "timed": ("weekwire_syndication_numbered_to_delivered_seconds_count", {"change": "featured"}),
    }
    before = {name: REGISTRY.get_sample_value(*one) or 0 for name, one in series.items()}

    await sending.round()

    grown = {name: (REGISTRY.get_sample_value(*one) or 0) - before[name] for name, one in series.items()}
    assert grown == {"taken": 2, "refused": 1, "delivered": 2, "timed": 2}


async def test_a_number_is_sent_again_with_the_same_content_and_event_id() -> None:
    sending = _with(1, lambda _number, _change: BROKEN)

    await sending.rounds_for(300)

    assert len(sending.newsrooms.came) > 3
    assert len(sending.newsrooms.bodies["paper", 1]) == 1


async def test_a_newsroom_that_hangs_delays_no_other() -> None:
    sending = _with(3)
    hanging = asyncio.Event()

    async def hang() -> Answer:
        await hanging.wait()
        return TAKEN

    for number in range(20):
        sending.memory.add(delivery(f"hangs-{number}", 1))
        sending.newsrooms.answers[f"hangs-{number}"] = lambda _number, _change: hang()

    await sending.delivering.sweep()
    async with asyncio.timeout(5):
        while sending.memory.waits("paper"):  # noqa: ASYNC110 - the lanes of others stay open.
            await asyncio.sleep(0)

    assert sending.newsrooms.numbers("paper") == [1, 2, 3]
    hanging.set()
    await sending.delivering.settled()


async def test_newsrooms_that_fail_cannot_take_the_places_of_those_that_answer() -> None:
    sending = Sending()
    names = [f"slow-{number}" for number in range(10)]
    sending.memory.add(*(delivery(name, number) for name in names for number in (1, 2)), delivery("weekly", 1))
    sending.delivering = sending.copy("a", Sizes(places=2, slow_places=1))
    for name in names:
        sending.newsrooms.answers[name] = lambda _number, _change: BROKEN
    sending.memory.away.add("weekly")
    await sending.round()
    sending.clock.advance(60)
    hanging = asyncio.Event()

    async def hang() -> Answer:
        await hanging.wait()
        return BROKEN

    for name in names:
        sending.newsrooms.answers[name] = lambda _number, _change: hang()
    sending.memory.away.clear()
    await sending.delivering.sweep()
    async with asyncio.timeout(5):
        while sending.memory.waits("weekly"):  # noqa: ASYNC110 - the lanes of others stay open.
            await asyncio.sleep(0)

    assert sending.newsrooms.at_once == 1
    hanging.set()
    await sending.delivering.settled()


async def test_a_recall_at_the_end_of_a_long_backlog_goes_first() -> None:
    sending = _with(250)
    sending.memory.add(delivery("paper", 251, Change.WITHDRAWN))

    await sending.round()

    assert sending.newsrooms.numbers("paper") == [251, *range(1, 251)]


async def test_a_recall_overtakes_what_the_newsroom_always_refuses() -> None:
    sending = _with(3, lambda number, _change: REFUSED if number == 1 else TAKEN)
    await sending.round()
    sending.memory.add(delivery("paper", 4, Change.WITHDRAWN, at=sending.clock.now()))

    await sending.round()

    assert sending.newsrooms.numbers("paper")[:2] == [1, 4]
    await sending.rounds_for(30)
    assert sending.memory.waits("paper") == [1]


async def test_a_recall_is_tried_at_once_though_the_newsroom_is_being_left_alone() -> None:
    sending = _with(2, lambda _number, change: TAKEN if change is Change.WITHDRAWN else BROKEN)
    await sending.rounds_for(1_200, every_seconds=5)
    before = len(sending.newsrooms.came)
    sending.memory.add(delivery("paper", 3, Change.WITHDRAWN, at=sending.clock.now()))

    await sending.round()

    assert sending.newsrooms.numbers("paper")[before] == 3


async def test_a_recall_that_is_not_taken_is_tried_every_minute_at_least() -> None:
    sending = _with(0, lambda _number, _change: BROKEN)
    sending.memory.add(delivery("paper", 1, Change.WITHDRAWN))

    await sending.rounds_for(3_600, every_seconds=5)

    assert 55 <= len(sending.newsrooms.came) <= 75


@pytest.mark.parametrize("refusal", [REFUSED, BROKEN])
async def test_one_item_that_is_never_taken_holds_up_nothing_else(refusal: Answer) -> None:
    sending = _with(10, lambda number, _change: refusal if number == 2 else TAKEN)

    await sending.rounds_for(900, every_seconds=5)

    assert sending.memory.waits("paper") == [2]
    assert [number for number in sending.newsrooms.numbers("paper") if number != 2] == [1, *range(3, 11)]
    assert sending.newsrooms.numbers("paper").count(2) < 12
    assert sending.memory.suspended == {}


async def test_a_newsroom_that_refuses_everything_is_not_hammered_at_with_its_whole_backlog() -> None:
    sending = _with(200, lambda _number, _change: REFUSED)

    await sending.rounds_for(3_600, every_seconds=5)

    assert len(sending.newsrooms.came) < 30
    assert set(sending.newsrooms.numbers("paper")) == {1, 2}


async def test_what_the_newsroom_asks_for_by_retry_after_is_kept_for_all_its_numbers() -> None:
    busy = Answer(Verdict.FAILING, "status_429", 429, retry_after_seconds=600.0)
    sending = _with(3, lambda _number, _change: busy)

    await sending.rounds_for(599)
    assert sending.newsrooms.numbers("paper") == [1]
    await sending.rounds_for(3)

    assert sending.newsrooms.numbers("paper") == [1, 1]


async def test_a_newsroom_that_is_gone_is_suspended_at_once_and_nothing_is_dropped() -> None:
    sending = _with(3, lambda _number, _change: GONE)

    await sending.rounds_for(3_600, every_seconds=60)

    assert sending.memory.suspended == {"paper": "status_410"}
    assert sending.newsrooms.numbers("paper") == [1]
    assert sending.memory.waits("paper") == [1, 2, 3]


async def test_a_newsroom_that_fails_for_a_day_is_suspended_and_resumes_from_where_it_was() -> None:
    sending = _with(4, lambda number, _change: TAKEN if number == 1 else BROKEN)
    await sending.rounds_for(86_000, every_seconds=60)
    assert sending.memory.suspended == {}

    await sending.rounds_for(4_000, every_seconds=60)
    assert sending.memory.suspended == {"paper": "status_500"}
    tried = len(sending.newsrooms.came)
    sending.memory.suspended.clear()
    sending.newsrooms.answers["paper"] = lambda _number, _change: TAKEN
    await sending.round()

    assert sending.newsrooms.numbers("paper")[tried:] == [2, 3, 4]


async def test_a_newsroom_that_was_resumed_and_still_fails_has_a_day_again() -> None:
    sending = _with(1, lambda _number, _change: BROKEN)
    await sending.rounds_for(90_000, every_seconds=60)
    sending.memory.suspended.clear()

    await sending.rounds_for(80_000, every_seconds=60)

    assert sending.memory.suspended == {}


async def test_two_copies_never_send_one_newsroom_its_numbers_at_once() -> None:
    sending = _with(50)
    other = sending.copy("b")

    await asyncio.gather(sending.delivering.sweep(), other.sweep())
    await asyncio.gather(sending.delivering.settled(), other.settled())

    assert sending.newsrooms.numbers("paper") == list(range(1, 51))
    assert sending.newsrooms.most_at_once == 1


async def test_a_copy_that_was_paused_beyond_its_lease_sends_nothing_more() -> None:
    sending = _with(3)
    paused, reached = asyncio.Event(), asyncio.Event()

    async def pause() -> Answer:
        reached.set()
        await paused.wait()
        return TAKEN

    sleeper_room = Newsrooms({"paper": lambda _number, _change: pause()})
    sleeper = sending.copy("b", posts=sleeper_room)
    await sleeper.sweep()
    await reached.wait()
    sending.clock.advance(60)
    await sending.round()
    paused.set()
    await sleeper.settled()

    assert sleeper_room.numbers("paper") == [1]
    assert sending.newsrooms.numbers("paper") == [1, 2, 3]


async def test_news_that_comes_while_a_lane_is_open_is_sent_without_another_look() -> None:
    sending = _with(1)

    def more(number: int, _change: Change) -> Answer:
        if number == 1:
            sending.memory.add(delivery("paper", 2))
            sending.delivering.wake("paper")
        return TAKEN

    sending.newsrooms.answers["paper"] = more
    await sending.round()

    assert sending.newsrooms.numbers("paper") == [1, 2]


async def test_while_the_store_is_away_sending_waits_and_goes_on_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    sending = _with(2)

    async def away(*_arguments: object) -> None:
        raise Problem(ProblemCode.STORE_AWAY)

    with monkeypatch.context() as patched:
        patched.setattr(sending.memory, "took", away)
        await sending.round()
    await sending.rounds_for(30)

    assert sending.newsrooms.numbers("paper") == [1, 1, 2]
    assert len(sending.newsrooms.bodies["paper", 1]) == 1


async def test_stopping_lets_the_attempt_under_way_end_and_begins_no_other() -> None:
    sending = _with(5)
    await sending.delivering.sweep()
    await asyncio.sleep(0)

    await sending.delivering.stop(5.0)
    await sending.delivering.sweep()

    assert len(sending.newsrooms.came) <= 1
    assert sending.memory.waits("paper") == list(range(1 + len(sending.newsrooms.came), 6))


@given(
    st.lists(st.sampled_from([TAKEN, BROKEN, REFUSED]), min_size=1, max_size=60),
    st.sets(st.integers(1, 8), max_size=3),
)
async def test_whatever_a_newsroom_answers_in_the_end_it_has_every_number_and_only_refused_ones_late(
    script: list[Answer], recalls: set[int]
) -> None:
    sending = Sending(policy=RetryPolicy(suspend_after_seconds=10**9))
    numbers = [delivery("paper", n, Change.WITHDRAWN if n in recalls else Change.FEATURED) for n in range(1, 9)]
    sending.memory.add(*numbers)
    left = iter(script)
    refused: set[int] = set()

    def answer(number: int, _change: Change) -> Answer:
        said = next(left, TAKEN)
        refused.update([number] if said is not TAKEN else [])
        return said

    sending.newsrooms.answers["paper"] = answer
    for _ in range(400):
        await sending.round()
        sending.clock.advance(600)

    assert sending.memory.waits("paper") == []
    taken = sorted(sending.memory.deliveries.values(), key=lambda one: (one.sent_at or START, one.number))
    calm = [one.number for one in taken if one.number not in refused | recalls]
    assert calm == sorted(calm)
    assert all(len(bodies) == 1 for bodies in sending.newsrooms.bodies.values())
