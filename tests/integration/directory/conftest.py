"""One seeded realm with a running directory for all tests of a module."""

from collections.abc import AsyncIterator

import pytest

from deploy.native.servers import Servers
from tests.integration.directory.running import Directory, seeded_directory


@pytest.fixture(scope="module")
async def directory(servers: Servers, prefix: str) -> AsyncIterator[Directory]:
    """The directory on real servers, in the week of 2024."""
    async with seeded_directory(servers, prefix) as running:
        yield running
