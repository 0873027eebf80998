"""One realm with a running ingest for all tests of a module."""

from collections.abc import AsyncIterator

import pytest

from deploy.native.servers import Servers
from tests.integration.ingest.running import Ingest, provisioned, realm_on, running_ingest


@pytest.fixture(scope="module")
async def ingest(servers: Servers, prefix: str) -> AsyncIterator[Ingest]:
    """Ingest on real servers, in the third day of the week of 2024."""
    async with provisioned(realm_on(servers, prefix)) as realm, running_ingest(realm) as running:
        yield running
