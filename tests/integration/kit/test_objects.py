"""The object store's adapter on the real MinIO: whole objects go in and come out, under the run's own bucket."""

import asyncio
import secrets
from collections.abc import AsyncIterator

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


async def test_an_object_comes_out_as_it_went_in(objects: S3Objects) -> None:
    body = secrets.token_bytes(300_000)
    await objects.put("a/职教.bin", body, "application/octet-stream")

    assert await objects.get("a/职教.bin") == body

    await objects.put("a/职教.bin", b"", "application/octet-stream")
    assert await objects.get("a/职教.bin") == b""


async def test_what_is_not_there_is_none_and_removing_it_is_no_error(objects: S3Objects) -> None:
    assert await objects.get("nothing") is None
    await objects.remove("nothing")

    await objects.put("once", b"1", "text/plain")
    await objects.remove("once")
    assert await objects.get("once") is None


async def test_keys_are_those_of_a_prefix_sorted_beyond_one_page(objects: S3Objects) -> None:
    names = [f"p/{number:04}" for number in range(1_050)]
    await asyncio.gather(*(objects.put(name, b"1", "text/plain") for name in reversed(names)))
    await objects.put("q/0001", b"1", "text/plain")

    assert await objects.keys("p/") == names
    assert await objects.keys("p/104") == names[1_040:]
    assert await objects.keys("r/") == []


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
