"""A record over which nothing runs, empty and with acts under three anchors."""

from collections.abc import AsyncIterator

import pytest

from deploy.native.servers import Servers
from services.directory.store.anchors import audit_objects
from services.kit.clock import FixedClock
from services.kit.mongo import Mongo
from tests.integration.directory.audit.records import Realm
from tests.integration.directory.running import IN_THE_WEEK, settings_on


@pytest.fixture
async def realm(servers: Servers, prefix: str) -> AsyncIterator[Realm]:
    settings = settings_on(servers, prefix)
    mongo, objects = Mongo.connect(settings, "directory"), audit_objects(settings)
    await objects.ensure_bucket()
    try:
        yield Realm(settings, mongo, objects, FixedClock(IN_THE_WEEK))
    finally:
        await mongo.client.drop_database(settings.database("directory"))
        await objects.remove_bucket()
        objects.close()
        mongo.close()


@pytest.fixture
async def anchored(realm: Realm) -> Realm:
    """Six acts; three anchors, over the first two, four and six."""
    anchoring = realm.anchoring()
    for pair in ((1, 2), (3, 4), (5, 6)):
        await realm.seal(*pair)
        assert await anchoring.once() is not None
        realm.clock.advance(60)
    assert await realm.kinds() == set()
    return realm
