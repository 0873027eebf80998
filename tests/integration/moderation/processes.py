"""Moderation as a process of its own, which can be killed as a power cut would, and a client for it."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from httpx import AsyncClient

from services.kit.clock import FixedClock
from tests.integration.moderation.running import Moderation, Realm, until_ready


class Process:
    """Moderation as a process of its own, which can be killed as a power cut would."""

    def __init__(self, realm: Realm) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        settings = realm.settings
        self._environment = os.environ | {
            "WEEKWIRE_KAFKA": settings.kafka,
            "WEEKWIRE_MONGO": settings.mongo,
            "WEEKWIRE_PREFIX": settings.prefix,
            "WEEKWIRE_PORT": str(self.port),
            "WEEKWIRE_RELAY_SWEEP_SECONDS": "1",
            "WEEKWIRE_REQUESTS_PER_MINUTE": "1000000",
        }
        self._running: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Start it and wait until it is ready."""
        self._running = subprocess.Popen(  # noqa: ASYNC220 - it is started, not waited for.
            [sys.executable, "-m", "services.moderation"], env=self._environment, stderr=subprocess.DEVNULL
        )
        async with AsyncClient(base_url=f"http://127.0.0.1:{self.port}") as client, asyncio.timeout(60):
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


@asynccontextmanager
async def process_on(realm: Realm) -> AsyncIterator[tuple[Process, Moderation]]:
    """A process and a client for it."""
    process = Process(realm)
    await process.start()
    clock = FixedClock(datetime.now(UTC))
    async with AsyncClient(base_url=f"http://127.0.0.1:{process.port}", timeout=30) as client:
        try:
            yield process, Moderation(realm, client, clock)
        finally:
            with suppress(ProcessLookupError):
                process.kill()
