"""One realm with a running moderation for all tests of a module."""

from collections.abc import AsyncIterator

import pytest

from deploy.native.servers import Servers
from tests.integration.moderation.running import Moderation, provisioned, realm_on, running


@pytest.fixture(scope="module")
async def moderation(servers: Servers, prefix: str) -> AsyncIterator[Moderation]:
    """Moderation on real servers, in the week of 2024."""
    async with provisioned(realm_on(servers, prefix)) as realm, running(realm) as service:
        yield service
