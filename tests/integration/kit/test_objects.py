"""The object store's adapters keep one set of promises: on the real MinIO, and in memory.

Signed requests are sent as a client would send them: over HTTP to MinIO, and by a function to the one in memory.
"""

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

import httpx
import pytest

from deploy.native.ports import free_port
from services.kit.objects import (
    AWAY,
    LEAST_PART_BYTES,
    MemoryObjects,
    MissingObjectError,
    MultipartStore,
    PartsRefusedError,
    S3Objects,
    SignedRequest,
    StoredPart,
    UploadGoneError,
    s3,
)
from services.kit.settings import ServiceSettings

KEY = "上传/一 二+三.bin"
FIRST, LAST = secrets.token_bytes(LEAST_PART_BYTES), secrets.token_bytes(1_000)


class Client(Protocol):
    """Who holds signed requests and no credential."""

    async def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> int: ...

    async def fetch(self, url: str) -> tuple[int, bytes, dict[str, str]]: ...


@dataclass(frozen=True)
class HttpClient:
    http: httpx.AsyncClient

    async def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        return (await self.http.put(url, content=body, headers=dict(headers))).status_code

    async def fetch(self, url: str) -> tuple[int, bytes, dict[str, str]]:
        answer = await self.http.get(url)
        return answer.status_code, answer.content, dict(answer.headers)


@dataclass(frozen=True)
class Store:
    objects: MultipartStore
    client: Client

    async def sign(
        self, upload: str, number: int, size_bytes: int, sha256: str | None = None, expires_seconds: int = 60
    ) -> SignedRequest:
        return await self.objects.sign_part(
            KEY, upload, number, size_bytes, sha256=sha256, expires_seconds=expires_seconds
        )

    async def put_part(self, upload: str, number: int, body: bytes, sha256: str | None = None) -> int:
        request = await self.sign(upload, number, len(body), sha256)
        return await self.client.send(request.url, body, request.headers)


@pytest.fixture(params=["minio", "memory"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[Store]:
    if request.param == "memory":
        memory = MemoryObjects()
        yield Store(memory, memory)
        return
    opened = S3Objects(request.getfixturevalue("settings"), "tests")
    await opened.ensure_bucket()
    async with httpx.AsyncClient(timeout=30) as http:
        yield Store(opened, HttpClient(http))
    for key in await opened.keys(""):
        await opened.remove(key)
    for upload in await opened.uploads(""):
        await opened.abort(upload.key, upload.upload_id)
    opened._client.remove_bucket(opened.bucket)
    opened.close()


async def test_an_object_comes_out_as_it_went_in(store: Store) -> None:
    body = secrets.token_bytes(300_000)
    await store.objects.put("a/职教.bin", body, "application/octet-stream")

    assert await store.objects.get("a/职教.bin") == body

    await store.objects.put("a/职教.bin", b"", "application/octet-stream")
    assert await store.objects.get("a/职教.bin") == b""


async def test_what_is_not_there_is_none_and_removing_it_is_no_error(store: Store) -> None:
    assert await store.objects.get("nothing") is None
    assert await store.objects.stat("nothing") is None
    await store.objects.remove("nothing")
    with pytest.raises(MissingObjectError):
        await anext(aiter(store.objects.stream("nothing")))

    await store.objects.put("once", b"1", "text/plain")
    await store.objects.remove("once")
    assert await store.objects.get("once") is None


async def test_keys_are_those_of_a_prefix_sorted_beyond_one_page(store: Store) -> None:
    names = [f"p/{number:04}" for number in range(1_050)]
    await asyncio.gather(*(store.objects.put(name, b"1", "text/plain") for name in reversed(names)))
    await store.objects.put("q/0001", b"1", "text/plain")

    assert await store.objects.keys("p/") == names
    assert await store.objects.keys("p/104") == names[1_040:]
    assert await store.objects.keys("r/") == []


async def test_a_file_goes_in_and_comes_out_in_pieces(store: Store, tmp_path: Path) -> None:
    body = FIRST + LAST
    path = tmp_path / "film.bin"
    path.write_bytes(body)

    await store.objects.put_file("v/影片.mp4", path, "video/mp4")
    pieces = [piece async for piece in store.objects.stream("v/影片.mp4")]

    assert b"".join(pieces) == body
    assert max(len(piece) for piece in pieces) <= 1_024 * 1_024
    found = await store.objects.stat("v/影片.mp4")
    assert found is not None
    assert (found.size_bytes, found.media_type) == (len(body), "video/mp4")
    assert found.etag


async def test_a_reader_may_stop_early_and_the_store_still_answers(store: Store) -> None:
    await store.objects.put("long", FIRST, "application/octet-stream")

    for _reader in range(12):
        reading = store.objects.stream("long")
        assert await anext(aiter(reading))
        await reading.aclose()  # type: ignore[attr-defined]

    assert await store.objects.get("long") == FIRST


async def test_an_upload_of_signed_parts_in_any_order_becomes_one_object(store: Store) -> None:
    upload = await store.objects.begin(KEY, "image/jpeg")
    digest = hashlib.sha256(LAST).hexdigest()

    assert await store.put_part(upload, 2, LAST, sha256=digest) == 200
    assert await store.put_part(upload, 1, FIRST) == 200

    parts = await store.objects.parts(KEY, upload)
    assert [(part.number, part.size_bytes, part.sha256) for part in parts] == [
        (1, len(FIRST), None),
        (2, len(LAST), digest),
    ]
    assert await store.objects.get(KEY) is None
    await store.objects.complete(KEY, upload, parts)
    assert await store.objects.get(KEY) == FIRST + LAST
    found = await store.objects.stat(KEY)
    assert found is not None
    assert found.media_type == "image/jpeg"


async def test_a_part_of_another_length_or_hash_is_refused_and_leaves_nothing(store: Store) -> None:
    upload = await store.objects.begin(KEY, "image/jpeg")
    signed = await store.sign(upload, 1, len(LAST), sha256=hashlib.sha256(LAST).hexdigest())
    other = bytes(len(LAST))
    plain = await store.sign(upload, 1, len(LAST))

    assert await store.client.send(plain.url, LAST + b"1", plain.headers) == 403
    assert await store.client.send(plain.url, LAST[:-1], plain.headers) == 403
    assert await store.client.send(signed.url, other, signed.headers) == 400
    assert await store.client.send(signed.url, LAST, {}) == 400
    as_if = (await store.sign(upload, 1, len(LAST), sha256=hashlib.sha256(other).hexdigest())).headers
    assert await store.client.send(signed.url, other, as_if) == 403

    assert await store.objects.parts(KEY, upload) == ()
    assert await store.client.send(signed.url, LAST, signed.headers) == 200


async def test_a_signed_part_cannot_be_made_a_copy_of_what_somebody_else_has_sent(store: Store) -> None:
    await store.objects.put("another/1", LAST, "image/jpeg")
    upload = await store.objects.begin(KEY, "image/jpeg")
    signed = await store.sign(upload, 1, len(LAST))
    bucket = store.objects.bucket if isinstance(store.objects, S3Objects) else "memory"
    copying = {"x-amz-copy-source": f"/{bucket}/another/1"}

    for ranged in ({}, {"x-amz-copy-source-range": "bytes=0-0"}):
        assert await store.client.send(signed.url, bytes(len(LAST)), {**signed.headers, **copying, **ranged}) == 403
    without_guard = signed.url.replace("x-amz-copy-source=&", "")
    if without_guard != signed.url:
        assert await store.client.send(without_guard, bytes(len(LAST)), {**signed.headers, **copying}) == 403
        assert await store.client.send(without_guard, LAST, signed.headers) != 200

    assert await store.objects.parts(KEY, upload) == ()
    assert await store.client.send(signed.url, LAST, signed.headers) == 200


async def test_a_signature_holds_for_its_own_part_only_and_for_a_time(store: Store) -> None:
    upload = await store.objects.begin(KEY, "image/jpeg")
    signed = await store.sign(upload, 1, len(LAST), expires_seconds=60)
    for changed in (signed.url.replace("partNumber=1", "partNumber=2"), signed.url.replace("part=1&", "part=2&")):
        if changed != signed.url:
            assert await store.client.send(changed, LAST, signed.headers) == 403
    assert await store.client.send(signed.url[:-1] + "0", LAST, signed.headers) == 403 or signed.url.endswith("0")

    late = await store.sign(upload, 1, len(LAST), expires_seconds=1)
    deadline = asyncio.get_running_loop().time() + 10
    while await store.client.send(late.url, LAST, late.headers) != 403:
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0.2)


async def test_a_part_that_comes_again_replaces_the_former(store: Store) -> None:
    upload = await store.objects.begin(KEY, "image/jpeg")
    await store.put_part(upload, 1, b"former")
    await store.put_part(upload, 1, LAST)
    await store.put_part(upload, 1, LAST)

    (part,) = await store.objects.parts(KEY, upload)
    assert part.size_bytes == len(LAST)
    await store.objects.complete(KEY, upload, [part])
    assert await store.objects.get(KEY) == LAST


async def test_parts_that_do_not_fit_are_refused_and_the_upload_goes_on(store: Store) -> None:
    upload = await store.objects.begin(KEY, "image/jpeg")
    await store.put_part(upload, 1, LAST)
    await store.put_part(upload, 2, LAST)
    first, second = await store.objects.parts(KEY, upload)

    for wrong in (
        [first, second],  # the first is shorter than a part may be
        [second, first],
        [replace(first, etag="0" * 32)],
        [first, StoredPart(3, len(LAST), first.etag)],
        [],
    ):
        with pytest.raises(PartsRefusedError):
            await store.objects.complete(KEY, upload, wrong)

    await store.put_part(upload, 1, FIRST)
    await store.objects.complete(KEY, upload, await store.objects.parts(KEY, upload))
    assert await store.objects.get(KEY) == FIRST + LAST


async def test_an_upload_that_was_dropped_or_completed_is_gone(store: Store) -> None:
    dropped, done = [await store.objects.begin(KEY, "image/jpeg") for _upload in range(2)]
    await store.put_part(dropped, 1, LAST)
    await store.put_part(done, 1, LAST)
    parts = await store.objects.parts(KEY, done)
    assert {one.upload_id for one in await store.objects.uploads("上传/")} == {dropped, done}
    assert await store.objects.uploads("elsewhere/") == ()

    await store.objects.abort(KEY, dropped)
    await store.objects.abort(KEY, dropped)
    await store.objects.complete(KEY, done, parts)
    await store.objects.abort(KEY, done)

    for upload in (dropped, done):
        with pytest.raises(UploadGoneError):
            await store.objects.parts(KEY, upload)
        with pytest.raises(UploadGoneError):
            await store.objects.complete(KEY, upload, parts)
        assert await store.put_part(upload, 1, LAST) == 404
    assert await store.objects.uploads("") == ()
    assert await store.objects.get(KEY) == LAST


async def test_an_upload_may_have_more_parts_than_one_page_tells(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3, "PARTS_A_PAGE", 2)
    upload = await store.objects.begin(KEY, "image/jpeg")
    sent = [await store.put_part(upload, number, b"1") for number in (9, 7, 5, 3, 1)]

    assert set(sent) == {200}
    assert [part.number for part in await store.objects.parts(KEY, upload)] == [1, 3, 5, 7, 9]


async def test_a_download_is_called_what_the_school_called_it(store: Store) -> None:
    await store.objects.put("blob", LAST, "application/octet-stream")
    name = '开幕式 "现场"&100%.jpg'

    url = await store.objects.presign_get("blob", 60, file_name=name, media_type="image/jpeg")
    status, body, headers = await store.client.fetch(url)

    assert (status, body) == (200, LAST)
    assert headers["content-type"] == "image/jpeg"
    plain, _, extended = headers["content-disposition"].partition("; filename*=UTF-8''")
    assert unquote(extended) == name
    assert plain.isascii()
    assert plain.startswith("attachment; filename=")
    assert (await store.client.fetch(url.replace("blob", "other")))[0] == 403
    bare = await store.client.fetch(await store.objects.presign_get("blob", 60))
    assert "content-disposition" not in bare[2]


async def test_signing_asks_nobody_and_a_store_that_is_away_is_told(settings: ServiceSettings, store: Store) -> None:
    away: MultipartStore = S3Objects(settings.model_copy(update={"s3": f"http://127.0.0.1:{free_port([])}"}), "tests")
    if isinstance(store.objects, MemoryObjects):
        away = store.objects
        store.objects.away = True

    signed = await away.sign_part(KEY, "upload", 1, 5, sha256=None, expires_seconds=60)
    assert signed.url
    assert await away.presign_get(KEY, 60)
    for call in (
        away.begin(KEY, "image/jpeg"),
        away.parts(KEY, "upload"),
        away.complete(KEY, "upload", [StoredPart(1, 5, "0" * 32)]),
        away.abort(KEY, "upload"),
        away.uploads(""),
        away.stat(KEY),
        anext(aiter(away.stream(KEY))),
        away.get(KEY),
    ):
        with pytest.raises(AWAY):
            await call
