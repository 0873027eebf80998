"""One realm with a running media service for all tests of a module."""

from collections.abc import AsyncIterator

import pytest

from deploy.native.servers import Servers
from tests.integration.media.running import Media, provisioned, realm_on, running_media


@pytest.fixture(scope="module")
async def media(servers: Servers, prefix: str, request: pytest.FixtureRequest) -> AsyncIterator[Media]:
    """Media on real servers, in the third day of the week of 2024, without sweeps of its own.

    It works on photos where the module says with how many `PHOTO_WORKERS`.
    """
    workers = getattr(request.module, "PHOTO_WORKERS", 0)
    async with (
        provisioned(realm_on(servers, prefix, media_photo_workers=workers)) as realm,
        running_media(realm) as running,
    ):
        yield running
