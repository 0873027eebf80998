"""For pictures the pages show the demo: its reports, facts, photos and newsroom, just after the week."""

from collections.abc import AsyncIterator, Iterator

import pytest

from deploy.demo.everything import everything
from deploy.demo.stage import Stage, stage_on
from deploy.native.servers import Servers
from tests.e2e.playing import play, playing

REPORTS_COUNT = 250
"""Enough that every unit and council has reported, and most schools."""


@pytest.fixture(scope="session")
def stage(servers: Servers) -> Iterator[Stage]:
    """The stage of a demo, in place of the one inside the week."""
    with stage_on(servers, print) as made:
        yield made


@pytest.fixture(scope="session", autouse=True)
async def _played(stage: Stage) -> AsyncIterator[None]:
    async with playing(stage) as played:
        await play(played, everything(played.hosts, REPORTS_COUNT))
        yield
