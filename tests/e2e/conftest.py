"""One demo, played once, for all tests that look at what it has become."""

from collections.abc import AsyncIterator, Iterator

import pytest

from deploy.demo.everything import everything
from deploy.demo.stage import Stage, stage
from tests.e2e.expected_standings import World
from tests.e2e.playing import Played, play, playing


@pytest.fixture(scope="session")
def made() -> Iterator[Stage]:
    """Servers, services and seed of a demo."""
    with stage(print) as made:
        yield made


@pytest.fixture(scope="session")
async def played(made: Stage) -> AsyncIterator[Played]:
    """The demo after all its facts and reports."""
    async with playing(made) as played:
        await play(played, everything(played.hosts))
        yield played


@pytest.fixture(scope="session")
async def world(played: Played) -> World:
    """What all of that must come to, computed from the input alone."""
    return await played.settled()
