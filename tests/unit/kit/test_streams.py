"""How many streams may be open, and for how long."""

import math
from datetime import UTC, datetime

import pytest
from prometheus_client import CollectorRegistry, Gauge

from contracts.problems import Problem
from services.kit.clock import FixedClock
from services.kit.identity import CLOCK_SKEW_SECONDS, Caller
from services.kit.streams import Streams, rights_seconds

NOW = datetime(2024, 5, 14, tzinfo=UTC)


def streams(most: int = 2, most_of_one: int | None = None) -> tuple[Streams, CollectorRegistry]:
    registry = CollectorRegistry()
    return Streams(most, Gauge("open_streams", "Open streams.", registry=registry), most_of_one), registry


def test_a_full_copy_refuses_another_stream_until_one_ends() -> None:
    some, registry = streams(most=2)

    with some.held():
        with some.held("p-1"):
            assert registry.get_sample_value("open_streams") == 2
            with pytest.raises(Problem) as refused:
                some.require_room("p-2")
        some.require_room("p-2")

    assert refused.value.code == "rate_limited"
    assert (some.count, registry.get_sample_value("open_streams")) == (0, 0)


def test_one_reader_cannot_take_everybodys_place() -> None:
    some, _registry = streams(most=100, most_of_one=2)

    with some.held("p-1"), some.held("p-1"):
        with pytest.raises(Problem):
            some.require_room("p-1")
        some.require_room("p-2")

    some.require_room("p-1")


def test_a_stream_that_breaks_gives_its_place_back() -> None:
    some, _registry = streams(most=1, most_of_one=1)

    with pytest.raises(RuntimeError), some.held("p-1"):
        raise RuntimeError("the line was cut")

    some.require_room("p-1")


def test_a_stream_lasts_as_long_as_its_token_is_taken_and_without_one_for_ever() -> None:
    caller = Caller("p-1", "s-1", (), int(NOW.timestamp()) + 60)

    assert rights_seconds(caller, FixedClock(NOW)) == 60 + CLOCK_SKEW_SECONDS
    assert rights_seconds(None, FixedClock(NOW)) == math.inf
