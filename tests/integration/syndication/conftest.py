"""One realm with a running syndication for all tests of a module."""

from collections.abc import AsyncIterator

import pytest

from deploy.native.servers import Servers
from tests.integration.syndication.running import Syndication, provisioned, realm_on, running


@pytest.fixture(scope="module")
async def syndication(servers: Servers, prefix: str) -> AsyncIterator[Syndication]:
    """Syndication on real servers, in the week of 2024."""
    async with provisioned(realm_on(servers, prefix)) as realm, running(realm) as service:
        yield service
