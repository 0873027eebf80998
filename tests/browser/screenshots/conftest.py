"""For pictures the pages show the whole demo: its reports, facts, photos and newsroom, just after the week."""

from collections.abc import AsyncIterator, Iterator

import pytest

from deploy.demo.facts import facts
from deploy.demo.newsroom import newsroom
from deploy.demo.reports import reports
from deploy.demo.stage import Stage, stage_on
from deploy.demo.steps import in_order
from deploy.native.servers import Servers
from tests.e2e.playing import play, playing


@pytest.fixture(scope="session")
def stage(servers: Servers) -> Iterator[Stage]:
    """The stage of a demo, in place of the one inside the week."""
    with stage_on(servers, print) as made:
        yield made


@pytest.fixture(scope="session", autouse=True)
async def _played(stage: Stage) -> AsyncIterator[None]:
    async with playing(stage) as played:
        hosts = played.hosts
        await play(played, in_order([*facts(hosts), *reports(hosts), *newsroom(hosts)]))
        yield
