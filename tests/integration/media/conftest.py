"""One realm with a running media service for all tests of a module."""

from collections.abc import AsyncIterator

import pytest

from deploy.native.servers import Servers
from tests.integration.media.running import Media, provisioned, realm_on, running_media


@pytest.fixture(scope="module")
async def media(servers: Servers, prefix: str) -> AsyncIterator[Media]:
    """Media on real servers, in the third day of the week of 2024, without work and sweeps of its own."""
    async with provisioned(realm_on(servers, prefix)) as realm, running_media(realm) as running:
        yield running
