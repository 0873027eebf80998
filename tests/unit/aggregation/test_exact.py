"""A past moment counted from the log: one at a time, by the log's own time, and never half of it."""

import asyncio
from datetime import datetime, timedelta

import pytest
from aiokafka.errors import KafkaConnectionError

from contracts.problems import Problem, ProblemCode
from services.aggregation import exact
from services.aggregation.domain.cuts import Cut
from services.aggregation.domain.views import NATION
from services.aggregation.exact import ExactMoments
from services.aggregation.logjob import Reckoning
from services.aggregation.settings import AggregationSettings
from tests.unit.aggregation.making import accepted, event, sessions
from tests.unit.aggregation.standins import NOW, SETTINGS, World


def world() -> World:
    """A log of one accepted report."""
    made = World()
    made.hear(event(accepted(1, sessions(3)), 1))
    return made


async def test_a_moment_has_the_shape_of_a_minutes_record(monkeypatch: pytest.MonkeyPatch) -> None:
    made, cut = world(), Cut("epoch", (1, 0))

    async def counted(_settings: AggregationSettings, _until: datetime) -> Reckoning:
        return Reckoning(made.replica.ledger, cut, 1)

    monkeypatch.setattr(exact, "reckon", counted)
    minute = await ExactMoments(SETTINGS, made.boards).minute("2024", NOW)

    assert (minute.at, minute.cut) == (NOW, cut)
    assert {scope: minute.scopes[scope]["session_count"].value for scope in (NATION, "330000")} == {
        NATION: 3,
        "330000": 3,
    }


async def test_the_log_is_asked_by_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    made, asked = world(), list[datetime]()

    async def counted(_settings: AggregationSettings, until: datetime) -> Reckoning:
        asked.append(until)
        return Reckoning(made.replica.ledger, made.replica.cut, 1)

    monkeypatch.setattr(exact, "reckon", counted)
    shifted = SETTINGS.model_copy(update={"clock_ahead_seconds": -3_600.0})
    await ExactMoments(shifted, made.boards).minute("2024", NOW)

    assert asked == [NOW + timedelta(hours=1)]


async def test_a_second_job_is_told_to_come_later(monkeypatch: pytest.MonkeyPatch) -> None:
    made, done = world(), asyncio.Event()

    async def waits(_settings: AggregationSettings, _until: datetime) -> Reckoning:
        await done.wait()
        return Reckoning(made.replica.ledger, made.replica.cut, 1)

    monkeypatch.setattr(exact, "reckon", waits)
    moments = ExactMoments(SETTINGS, made.boards)
    first = asyncio.create_task(moments.minute("2024", NOW))
    await asyncio.sleep(0)

    with pytest.raises(Problem) as refused:
        await moments.minute("2024", NOW)
    done.set()

    assert refused.value.code is ProblemCode.RATE_LIMITED
    assert (await first).scopes[NATION]["session_count"].value == 3


async def test_a_log_that_is_away_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(_settings: AggregationSettings, _until: datetime) -> Reckoning:
        raise KafkaConnectionError

    monkeypatch.setattr(exact, "reckon", away)

    with pytest.raises(Problem) as refused:
        await ExactMoments(SETTINGS, world().boards).minute("2024", NOW)

    assert refused.value.code is ProblemCode.NOT_READY
