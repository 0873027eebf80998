"""A replica whose background work has ended by a mistake says so, instead of showing old figures for ever."""

import asyncio
import logging

import pytest

from services.aggregation.app import Parts
from services.kit.clock import FixedClock
from tests.unit.aggregation.standins import NOW, SETTINGS


async def _for_ever(*_settings: object) -> None:
    await asyncio.Event().wait()


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> Parts:
    """A replica that reaches for no server."""
    made = Parts(SETTINGS, FixedClock(NOW))
    for part in (made.directory, made.received):
        monkeypatch.setattr(part, "follow", _for_ever)
    monkeypatch.setattr(made.replica, "run", _for_ever)
    monkeypatch.setattr(made, "_work", _for_ever)
    return made


async def test_a_task_that_ends_by_a_mistake_is_told_and_makes_the_replica_unready(
    parts: Parts, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails() -> None:
        raise ArithmeticError("a mistake")

    async def answers() -> bool:
        return True

    for part in (parts.bus, parts.store, parts.objects):
        monkeypatch.setattr(part, "ping", answers)
    async with parts.running():
        await asyncio.sleep(0)
        before = (await parts.readiness())["background"]
    monkeypatch.setattr(parts, "_work", fails)
    with caplog.at_level(logging.CRITICAL):
        async with parts.running():
            await asyncio.sleep(0.01)
            after = (await parts.readiness())["background"]

    assert (before, after) == (True, False)
    assert "a background task has ended" in caplog.text
