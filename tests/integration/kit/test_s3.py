"""What holds of the S3 adapter alone: its bucket, its credentials, and the address that clients are given."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
from minio.error import S3Error
from pydantic import SecretStr

from services.kit.objects import S3Objects
from services.kit.settings import ServiceSettings


@pytest.fixture
async def objects(settings: ServiceSettings) -> AsyncIterator[S3Objects]:
    opened = S3Objects(settings, "tests")
    await opened.ensure_bucket()
    yield opened
    for key in await opened.keys(""):
        await opened.remove(key)
    opened._client.remove_bucket(opened.bucket)
    opened.close()


async def test_a_bucket_may_be_ensured_by_many_copies_at_once_and_stands_under_the_prefix(
    settings: ServiceSettings,
) -> None:
    copies = [S3Objects(settings, "shared") for _copy in range(6)]
    assert not await copies[0].ping()
    assert await copies[0].get("any") is None

    await asyncio.gather(*(copy.ensure_bucket() for copy in copies))

    assert await copies[0].ping()
    assert copies[0].bucket == f"{settings.prefix}weekwire-shared"
    copies[0]._client.remove_bucket(copies[0].bucket)
    for copy in copies:
        copy.close()


async def test_wrong_credentials_are_not_ready_and_refused(settings: ServiceSettings, objects: S3Objects) -> None:
    stranger = S3Objects(settings.model_copy(update={"s3_secret_key": SecretStr("wrong-wrong")}), "tests")

    assert not await stranger.ping()
    with pytest.raises(S3Error):
        await stranger.put("x", b"1", "text/plain")

    assert await objects.get("x") is None
    stranger.close()


async def test_clients_are_given_the_address_at_which_they_reach_the_store(settings: ServiceSettings) -> None:
    public = S3Objects(settings.model_copy(update={"s3_public": "https://files.example.org"}), "tests")

    signed = await public.sign_part("k", "u", 1, 5, sha256=None, expires_seconds=60)
    link = await public.presign_get("k", 60)

    for url in (signed.url, link):
        address = urlsplit(url)
        assert (address.scheme, address.netloc) == ("https", "files.example.org")
    public.close()
