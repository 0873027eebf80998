"""A mail server, and one realm with a running notification for all tests of a module."""

from collections.abc import AsyncIterator

import pytest

from deploy.native.servers import Servers
from tests.integration.kit.letters import MailServer, mail_server
from tests.integration.notification.running import Notification, provisioned, realm_on, running


@pytest.fixture(scope="module")
async def mail() -> AsyncIterator[MailServer]:
    """A mail server that takes everything."""
    async with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
async def notification(servers: Servers, prefix: str, mail: MailServer) -> AsyncIterator[Notification]:
    """Notification on real servers, in the week of 2024."""
    async with provisioned(realm_on(servers, prefix, mail)) as realm, running(realm) as service:
        yield service
