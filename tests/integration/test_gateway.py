"""The gateway as it is committed, in front of a stand-in service: routes, streams, and what stays inside."""

import asyncio
import os
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from pydantic import SecretStr

from deploy.native import probes, processes
from deploy.native.ports import free_port
from deploy.native.servers import Servers
from services.kit.objects import S3Objects
from services.kit.settings import ServiceSettings
from tests.contract.deployment import ROOT, SERVICES, needs

pytestmark = needs("caddy")

PAUSE_SECONDS = 1.5


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request and close; a connection on which nothing is asked is closed too."""
    with suppress(OSError, asyncio.IncompleteReadError):
        await _answer(reader, writer)
    writer.close()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer with the path as it arrived; a path that ends in /stream speaks twice, with a pause between."""
    request = (await reader.readuntil(b"\r\n\r\n")).decode()
    path = request.split()[1]
    if path.endswith("/stream"):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: first\n\n")
        await writer.drain()
        await asyncio.sleep(PAUSE_SECONDS)
        writer.write(b"data: second\n\n")
    else:
        body = path.encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(body), body))
    await writer.drain()


@asynccontextmanager
async def _stand_in(port: int) -> AsyncIterator[None]:
    server = await asyncio.start_server(_serve, "127.0.0.1", port)
    async with server:
        yield


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """A running gateway: its address, and the port at which it expects every service."""
    upstream = free_port()
    with _gateway(tmp_path_factory.mktemp("gateway"), upstream) as address:
        yield address, upstream


@contextmanager
def _gateway(folder: Path, upstream: int, **more: str) -> Iterator[str]:
    port = free_port([upstream])
    environment = os.environ | {
        "WEEKWIRE_GATEWAY_ADDRESS": f"http://127.0.0.1:{port}",
        **{f"WEEKWIRE_{name.upper()}_UPSTREAM": f"127.0.0.1:{upstream}" for name in SERVICES},
        **more,
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    caddyfile = str(ROOT / "deploy/gateway/Caddyfile")
    process = processes.spawn(
        ["caddy", "run", "--config", caddyfile, "--adapter", "caddyfile"], folder / "log", environment
    )
    try:
        deadline = time.monotonic() + 20
        while not probes.http_is_ready(port, "/health"):
            assert processes.is_alive(process), (folder / "log").read_text(encoding="utf-8")
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        processes.stop(process)


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_gets_its_path_without_the_gateways_part(gateway: tuple[str, int], service: str) -> None:
    address, upstream = gateway
    async with _stand_in(upstream), httpx.AsyncClient(base_url=address) as client:
        answer = await client.get(f"/api/{service}/v1/things?limit=3")

    assert answer.text == "/v1/things?limit=3"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("inner", ["/metrics", "/health/ready", "/health/live"])
async def test_what_a_service_tells_its_operators_stays_inside(gateway: tuple[str, int], inner: str) -> None:
    address, upstream = gateway
    async with _stand_in(upstream), httpx.AsyncClient(base_url=address) as client:
        answers = [await client.get(f"/api/{service}{inner}") for service in SERVICES]

    assert [answer.status_code for answer in answers] == [404] * len(SERVICES)


async def test_nothing_but_the_services_is_behind_the_door(gateway: tuple[str, int]) -> None:
    address, upstream = gateway
    async with _stand_in(upstream), httpx.AsyncClient(base_url=address) as client:
        answers = [await client.get(path) for path in ("/", "/api/", "/api/elsewhere/v1", "/metrics")]

    assert [answer.status_code for answer in answers] == [404] * 4


async def test_a_live_figure_does_not_wait_for_the_next_one(gateway: tuple[str, int]) -> None:
    address, upstream = gateway
    headers = {"accept": "text/event-stream", "accept-encoding": "gzip"}
    path = f"{address}/api/aggregation/v1/counts/stream"
    async with (
        _stand_in(upstream),
        httpx.AsyncClient(timeout=10) as client,
        client.stream("GET", path, headers=headers) as answer,
    ):
        arrivals = [time.monotonic() async for line in answer.aiter_lines() if line.startswith("data:")]

    assert len(arrivals) == 2
    assert arrivals[1] - arrivals[0] > PAUSE_SECONDS / 2


async def test_a_service_that_starts_late_is_waited_for(gateway: tuple[str, int]) -> None:
    address, upstream = gateway
    async with httpx.AsyncClient(base_url=address, timeout=10) as client:
        asked = asyncio.create_task(client.get("/api/ingest/v1/submissions"))
        await asyncio.sleep(1.0)
        async with _stand_in(upstream):
            answer = await asked

    assert answer.status_code == 200


async def test_a_part_of_a_file_larger_than_any_request_goes_through_to_the_object_store(
    servers: Servers, tmp_path: Path
) -> None:
    part = os.urandom(6_000_000)
    with _gateway(tmp_path, free_port(), WEEKWIRE_S3_UPSTREAM=urlsplit(servers.s3).netloc) as address:
        settings = ServiceSettings(
            s3=servers.s3,
            s3_public=address,
            s3_access_key=servers.s3_access_key,
            s3_secret_key=SecretStr(servers.s3_secret_key),
            prefix=f"door-{secrets.token_hex(4)}-",
        )
        store = S3Objects(settings, "media")
        await store.ensure_bucket()
        upload = await store.begin("照片.jpg", "image/jpeg")
        signed = await store.sign_part("照片.jpg", upload, 1, len(part), sha256=None, expires_seconds=60)
        async with httpx.AsyncClient(timeout=30) as client:
            taken = await client.put(signed.url, content=part, headers=dict(signed.headers))
            unsigned = await client.put(signed.url.split("?")[0], content=b"x")
            another = await client.get(f"{address}/{settings.prefix}weekwire-aggregation/x")
        parts = await store.parts("照片.jpg", upload)
        await store.abort("照片.jpg", upload)
        store.close()

    assert taken.status_code == 200
    assert [stored.size_bytes for stored in parts] == [len(part)]
    assert unsigned.status_code == 403
    assert another.status_code == 404
