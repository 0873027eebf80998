"""Syndication as a process of its own, which can be killed as a power cut would."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from httpx import AsyncClient

from contracts.organisations import Role
from services.kit.clock import SystemClock
from tests.integration.syndication.running import MINISTRY, Realm, until_ready

STARTING_SECONDS = 60.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass
class Process:
    """One copy of syndication as a process."""

    realm: Realm
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    _running: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self) -> AsyncClient:
        return AsyncClient(base_url=self.address, timeout=30)

    def headers(self) -> dict[str, str]:
        """One of the ministry's editors."""
        token = self.realm.token("editor", MINISTRY, Role.EDITOR, SystemClock().now())
        return {"Authorization": f"Bearer {token}"}

    async def start(self) -> None:
        """Start it and wait until it is ready."""
        told = self.realm.settings
        environment = os.environ | {
            "WEEKWIRE_KAFKA": told.kafka,
            "WEEKWIRE_MONGO": told.mongo,
            "WEEKWIRE_PREFIX": told.prefix,
            "WEEKWIRE_PORT": str(self.port),
            "WEEKWIRE_RELAY_SWEEP_SECONDS": "1",
            "WEEKWIRE_REQUESTS_PER_MINUTE": "1000000",
            "WEEKWIRE_SYNDICATION_ALLOWED_HOSTS": "127.0.0.1",
            "WEEKWIRE_SYNDICATION_POLL_SECONDS": "0.2",
            "WEEKWIRE_SYNDICATION_LEASE_SECONDS": "2",
            "WEEKWIRE_SYNDICATION_ATTEMPT_SECONDS": "2",
            **self.settings,
        }
        self._running = subprocess.Popen(  # noqa: ASYNC220 - it is started, not waited for.
            [sys.executable, "-m", "services.syndication"], env=environment, stderr=subprocess.DEVNULL
        )
        async with self.client() as client, asyncio.timeout(STARTING_SECONDS):
            while True:
                with suppress(OSError, Exception):
                    await until_ready(client)
                    return
                await asyncio.sleep(0.1)

    def kill(self, how: signal.Signals = signal.SIGKILL) -> int:
        """End it, and say how it ended."""
        assert self._running is not None
        self._running.send_signal(how)
        return self._running.wait(timeout=30)

    async def subscribe(self, name: str, webhook: str) -> dict[str, Any]:
        """Make a subscriber."""
        body = {"name": name, "webhook": webhook, "start": {"beginning": True}}
        async with self.client() as client:
            answer = await client.put(f"/v1/subscribers/{name}", json=body, headers=self.headers())
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    async def log(self, subscriber: str) -> list[dict[str, Any]]:
        """A subscriber's deliveries as the ministry sees them, by number."""
        async with self.client() as client:
            answer = await client.get(f"/v1/subscribers/{subscriber}/deliveries", headers=self.headers())
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["deliveries"]
        return found


@asynccontextmanager
async def process_on(realm: Realm, **settings: str) -> AsyncIterator[Process]:
    """A process, killed at the end if it still runs."""
    process = Process(realm, settings)
    await process.start()
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
