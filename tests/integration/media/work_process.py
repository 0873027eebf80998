"""A worker as a process of its own, which can be killed or paused: `python -m tests.integration.media.work_process`.

In the middle of every photo it says so by a file `<folder>/busy-<holder>`, and goes on once `<folder>/hold-<holder>` is gone.
"""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

from services.kit.run import configure_logs
from services.kit.settings import ServiceSettings
from tests.integration.media.workbench import QUICK, bench_on

FOLDER, HOLDER = "WORK_FOLDER", "WORK_HOLDER"
POLL_SECONDS = 0.02


class Process:
    """A worker process called `holder`, on the servers of `settings`; `log` is what it has written."""

    def __init__(self, settings: ServiceSettings, folder: Path, holder: str) -> None:
        self.busy, self.hold = folder / f"busy-{holder}", folder / f"hold-{holder}"
        self.up = folder / f"up-{holder}"
        self._log = folder / f"log-{holder}"
        environment = os.environ | {
            "WEEKWIRE_MONGO": settings.mongo,
            "WEEKWIRE_S3": settings.s3,
            "WEEKWIRE_S3_ACCESS_KEY": settings.s3_access_key,
            "WEEKWIRE_S3_SECRET_KEY": settings.s3_secret_key.get_secret_value(),
            "WEEKWIRE_PREFIX": settings.prefix,
            FOLDER: str(folder),
            HOLDER: holder,
        }
        with self._log.open("wb") as log:
            self._running = subprocess.Popen(
                [sys.executable, "-m", "tests.integration.media.work_process"], env=environment, stderr=log
            )

    @property
    def log(self) -> str:
        """What the process has logged."""
        return self._log.read_text()

    def send(self, how: signal.Signals) -> None:
        """Send a signal."""
        self._running.send_signal(how)

    def end(self, how: signal.Signals = signal.SIGKILL) -> int:
        """End it, and say how it ended."""
        if self._running.poll() is None:
            self._running.send_signal(how)
        return self._running.wait(timeout=30)


async def _work() -> None:
    folder, holder = Path(os.environ[FOLDER]), os.environ[HOLDER]
    settings, stopped = ServiceSettings(), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)

    async def before(_source: Path) -> None:
        (folder / f"busy-{holder}").touch()
        while (folder / f"hold-{holder}").exists():  # noqa: ASYNC110 - whoever lets go is another process.
            await asyncio.sleep(POLL_SECONDS)

    async with bench_on(settings, folder / "room", policy=QUICK, holder=holder, before=before):
        (folder / f"up-{holder}").touch()
        await stopped.wait()


if __name__ == "__main__":
    configure_logs("INFO")
    asyncio.run(_work())
