"""MongoDB goes away under an upload: nothing is confirmed that is not durable, and the same requests settle it."""

import secrets
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest

from contracts.media import AssetState
from deploy.native.servers import Servers
from tests.integration.kit.waiting import eventually
from tests.integration.media.cutting import CuttingProxy
from tests.integration.media.running import Media, item, provisioned, realm_on, running_media


@pytest.fixture
async def line(servers: Servers) -> AsyncIterator[CuttingProxy]:
    async with CuttingProxy.before(servers.mongo) as proxy:
        yield proxy


@pytest.fixture
async def media(servers: Servers, prefix: str, line: CuttingProxy) -> AsyncIterator[Media]:
    realm = realm_on(servers, prefix, stop_grace_seconds=0.5)
    direct = urlsplit(servers.mongo)
    through = direct._replace(netloc=urlsplit(line.address).netloc).geturl()
    realm.settings = realm.settings.model_copy(update={"mongo": through})
    async with provisioned(realm), running_media(realm) as running:
        yield running


async def test_an_upload_goes_on_once_the_store_is_back(media: Media, line: CuttingProxy) -> None:
    sent, late = item(secrets.token_bytes(500)), item(secrets.token_bytes(501))
    await media.tell(sent)
    upload = (await media.begin(sent.grant())).json()["upload"]
    assert await media.put_part(sent.grant(), upload, 1, sent.files[0][1]) == 200

    line.is_cut.set()
    line._drop()
    try:
        refused = [await media.complete(sent.grant(), upload), await media.begin(late.grant())]
    finally:
        line.heal()

    async def settled() -> bool:
        return (await media.complete(sent.grant(), upload)).status_code == 200

    await eventually(settled, 60)
    assert [(one.status_code, one.json()["code"]) for one in refused] == [(503, "store_away")] * 2
    assert all(int(one.headers["retry-after"]) > 0 for one in refused)
    assert await media.state_of(sent) is AssetState.UPLOADED
    assert len(await media.jobs_of(sent)) == 1
    assert (await media.send(late)).json()["state"] == "complete"
