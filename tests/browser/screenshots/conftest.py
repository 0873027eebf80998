"""For pictures the pages show the demo: its reports, facts, photos and newsroom, just after the week."""

from collections.abc import AsyncIterator, Iterator
from uuid import UUID

import pytest

from deploy.demo.everything import everything
from deploy.demo.facts import fact_rows, submission_of
from deploy.demo.opening import submission_named
from deploy.demo.stage import Stage, stage_on
from deploy.native.servers import Servers
from tests.e2e.playing import play, playing

FEATURED_FACT = "F04"
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


@pytest.fixture(scope="session")
def reports(_played: None) -> dict[str, UUID]:
    """Of the demo's own reports with photos: one that waits, one that counts, one that newsrooms have."""
    featured = next(
        UUID(submission_of(number, row)) for number, row in enumerate(fact_rows()) if row["fact"] == FEATURED_FACT
    )
    return {
        "filed": UUID(submission_named("works")),
        "accepted": UUID(submission_named("open-day")),
        "featured": featured,
    }
