"""The gateway as it is committed, in front of a stand-in service and built pages: routes, streams, policies, what stays inside."""

import asyncio
import gzip
import os
import secrets
import ssl
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from deploy.native import probes, processes
from deploy.native.ports import free_port, is_free
from deploy.native.servers import Servers
from services.kit.objects import S3Objects
from services.kit.settings import ServiceSettings
from tests.contract.deployment import ROOT, SERVICES, needs

pytestmark = needs("caddy")

PAUSE_SECONDS = 1.5
NO_SETTINGS: Mapping[str, str] = MappingProxyType({})
SHELL = "<!doctype html><title>职业教育活动周</title>"
PRECOMPRESSED = b"console.log('compressed when it was built')"
PAGES = {
    "index.html": SHELL,
    "sw.js": "// sw",
    "assets/board-1a2b.js": "console.log('as it is')",
    "assets/hash.worker-3c4d.js": "self.onmessage = () => {}",
    ".vite/manifest.json": "{}",
}


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request and close; a connection on which nothing is asked is closed too."""
    with suppress(OSError, asyncio.IncompleteReadError):
        await _answer(reader, writer)
    writer.close()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer with the path as it arrived; a path that ends in /stream speaks twice, with a pause between.

    One that ends in /request is answered with the whole request, and is public.
    """
    request = (await reader.readuntil(b"\r\n\r\n")).decode()
    path = request.split()[1]
    if path.endswith("/stream"):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: first\n\n")
        await writer.drain()
        await asyncio.sleep(PAUSE_SECONDS)
        writer.write(b"data: second\n\n")
    else:
        is_public = path.endswith("/request")
        body = request.encode() if is_public else path.encode()
        kept = b"Cache-Control: public, max-age=5\r\n" if is_public else b""
        length = b"Content-Length: %d\r\nConnection: close\r\n" % len(body)
        writer.write(b"HTTP/1.1 200 OK\r\n" + length + kept + b"\r\n" + body)
    await writer.drain()


@asynccontextmanager
async def _stand_in(port: int) -> AsyncIterator[None]:
    server = await asyncio.start_server(_serve, "127.0.0.1", port)
    async with server:
        yield


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """A running gateway with pages: its address, and the port at which it expects every service."""
    upstream, folder = free_port(), tmp_path_factory.mktemp("gateway")
    with _gateway(folder, upstream, {"WEEKWIRE_WEB_ROOT": str(_built(folder / "web"))}) as address:
        yield address, upstream


def _built(root: Path) -> Path:
    """Pages as a build leaves them."""
    for name, text in PAGES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (root / "assets/board-1a2b.js.gz").write_bytes(gzip.compress(PRECOMPRESSED))
    return root


@contextmanager
def _gateway(
    folder: Path, upstream: int, settings: Mapping[str, str] = NO_SETTINGS, is_ready: Callable[[], bool] | None = None
) -> Iterator[str]:
    port = free_port([upstream])
    is_ready = is_ready or (lambda: probes.http_is_ready(port, "/health"))
    environment = os.environ | {
        "WEEKWIRE_GATEWAY_ADDRESS": f":{port}",
        "WEEKWIRE_GATEWAY_BIND": "127.0.0.1",
        **{f"WEEKWIRE_{name.upper()}_UPSTREAM": f"127.0.0.1:{upstream}" for name in SERVICES},
        **settings,
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    caddyfile = str(ROOT / "deploy/gateway/Caddyfile")
    process = processes.spawn(
        ["caddy", "run", "--config", caddyfile, "--adapter", "caddyfile"], folder / "log", environment
    )
    try:
        deadline = time.monotonic() + 20
        while not is_ready():
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


async def test_the_newest_public_figures_are_asked_of_the_store_and_need_no_service(tmp_path: Path) -> None:
    nobody, store = free_port(), free_port()
    settings = {"WEEKWIRE_S3_UPSTREAM": f"127.0.0.1:{store}", "WEEKWIRE_PREFIX": "run7-"}
    with _gateway(tmp_path, nobody, settings) as address:
        async with _stand_in(store), httpx.AsyncClient(base_url=address) as client:
            answer = await client.get("/api/aggregation/v1/static/2024", headers={"cookie": "weekwire_access=a-token"})

    assert answer.text == "/run7-weekwire-aggregation/public/2024/newest.json"
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("inner", ["/metrics", "/health/ready", "/health/live"])
async def test_what_a_service_tells_its_operators_stays_inside(gateway: tuple[str, int], inner: str) -> None:
    address, upstream = gateway
    async with _stand_in(upstream), httpx.AsyncClient(base_url=address) as client:
        answers = [await client.get(f"/api/{service}{inner}") for service in SERVICES]

    assert [answer.status_code for answer in answers] == [404] * len(SERVICES)


async def test_nothing_but_pages_and_services_is_behind_the_door(gateway: tuple[str, int]) -> None:
    address, upstream = gateway
    outside = (
        "/api",
        "/api/",
        "/api/elsewhere/v1",
        "/metrics",
        "/health/ready",
        "/assets/gone-9f.js",
        "/.vite/manifest.json",
    )
    async with _stand_in(upstream), httpx.AsyncClient(base_url=address) as client:
        answers = {path: await client.get(path) for path in outside}

    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(outside, 404)
    assert not any("immutable" in answer.headers.get("cache-control", "") for answer in answers.values())


@pytest.mark.parametrize("path", ["/", "/sign-in", "/items/3f0e4f0a-6d7e-4f59-9a58-0d7a5c3f1a11?from=queue"])
async def test_every_address_of_a_page_is_answered_with_the_shell_as_it_is_now(
    gateway: tuple[str, int], path: str
) -> None:
    async with httpx.AsyncClient(base_url=gateway[0]) as client:
        answer = await client.get(path)

    assert (answer.status_code, answer.text) == (200, SHELL)
    assert answer.headers["cache-control"] == "no-cache"


async def test_a_file_with_a_hash_in_its_name_is_kept_for_good_and_the_worker_is_not(gateway: tuple[str, int]) -> None:
    async with httpx.AsyncClient(base_url=gateway[0]) as client:
        hashed, worker = await client.get("/assets/board-1a2b.js"), await client.get("/sw.js")

    assert hashed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert hashed.content == PRECOMPRESSED, "the copy that the build has compressed is sent"
    assert worker.headers["cache-control"] == "no-cache"


async def test_a_page_may_run_only_what_was_built_and_send_only_to_us(gateway: tuple[str, int]) -> None:
    async with httpx.AsyncClient(base_url=gateway[0]) as client:
        answer = await client.get("/sign-in")

    policy = _policy(answer)
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert {policy[name] for name in ("default-src", "script-src", "style-src", "connect-src")} == {"'self'"}
    assert (policy["img-src"], policy["worker-src"]) == ("'self' blob: data:", "'self' blob:")
    assert {policy[name] for name in ("frame-ancestors", "base-uri", "object-src")} == {"'none'"}
    assert policy["form-action"] == "'self'"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=(self)" in answer.headers["permissions-policy"]
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "strict-transport-security" not in answer.headers, "in clear this promise would be ignored"


async def test_only_the_worker_that_hashes_files_may_compile_a_module_and_it_reaches_nothing(
    gateway: tuple[str, int],
) -> None:
    async with httpx.AsyncClient(base_url=gateway[0]) as client:
        worker, other = await client.get("/assets/hash.worker-3c4d.js"), await client.get("/assets/board-1a2b.js")

    assert _policy(worker) == {"default-src": "'none'", "script-src": "'wasm-unsafe-eval'"}
    assert "wasm" not in other.headers["content-security-policy"]


def _policy(answer: httpx.Response) -> dict[str, str]:
    parts = [part.split() for part in answer.headers["content-security-policy"].split(";")]
    return {part[0]: " ".join(part[1:]) for part in parts}


async def test_an_object_store_and_a_sign_in_elsewhere_are_named_by_setting(tmp_path: Path) -> None:
    settings = {
        "WEEKWIRE_WEB_ROOT": str(_built(tmp_path / "web")),
        "WEEKWIRE_GATEWAY_STORES": "https://store.example",
        "WEEKWIRE_GATEWAY_ISSUERS": "https://login.example",
    }
    with _gateway(tmp_path, free_port(), settings) as address:
        async with httpx.AsyncClient(base_url=address) as client:
            policy = _policy(await client.get("/"))

    assert policy["connect-src"] == "'self' https://store.example"
    assert policy["img-src"] == "'self' blob: data: https://store.example"
    assert policy["form-action"] == "'self' https://login.example"
    assert policy["script-src"] == "'self'"


async def test_what_a_service_answers_is_no_page_and_is_not_kept_unless_it_says_so(gateway: tuple[str, int]) -> None:
    address, upstream = gateway
    async with _stand_in(upstream), httpx.AsyncClient(base_url=address) as client:
        private, public = await client.get("/api/ingest/v1/mine"), await client.get("/api/ingest/v1/request")

    assert _policy(private)["default-src"] == "'none'"
    assert private.headers["cache-control"] == "no-store"
    assert public.headers["cache-control"] == "public, max-age=5"


async def test_a_service_hears_whose_request_it_is_and_nobody_can_pretend(gateway: tuple[str, int]) -> None:
    address, upstream = gateway
    pretended = {"x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "https"}
    async with _stand_in(upstream), httpx.AsyncClient(base_url=address) as client:
        heard = (await client.get("/api/directory/v1/request", headers=pretended)).text.lower()

    assert "x-forwarded-for: 127.0.0.1\r\n" in heard
    assert "x-forwarded-proto: http\r\n" in heard


async def test_with_a_certificate_everything_is_told_to_stay_under_tls(tmp_path: Path) -> None:
    certificate, key = _certificate(tmp_path)
    port = free_port()
    settings = {
        "WEEKWIRE_GATEWAY_ADDRESS": f"https://localhost:{port}",
        "WEEKWIRE_GATEWAY_TLS": f"tls {certificate} {key}",
        "WEEKWIRE_WEB_ROOT": str(_built(tmp_path / "web")),
    }
    trusted = ssl.create_default_context(cafile=str(certificate))
    with _gateway(tmp_path, free_port(), settings, lambda: not is_free(port)):
        async with httpx.AsyncClient(verify=trusted) as client:
            answer = await client.get(f"https://localhost:{port}/")

    assert answer.text == SHELL
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine that signs itself, and its key."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files


@pytest.mark.parametrize("stream", ["aggregation/v1/counts/stream", "notification/v1/notices/stream"])
async def test_what_a_stream_says_does_not_wait_for_the_next_event(gateway: tuple[str, int], stream: str) -> None:
    address, upstream = gateway
    headers = {"accept": "text/event-stream", "accept-encoding": "gzip"}
    path = f"{address}/api/{stream}"
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
    with _gateway(tmp_path, free_port(), {"WEEKWIRE_S3_UPSTREAM": urlsplit(servers.s3).netloc}) as address:
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
    assert _policy(taken) == {"default-src": "'none'", "sandbox": ""}, "what somebody sent is never a page of ours"
    assert unsigned.status_code == 403
    assert another.status_code == 404
