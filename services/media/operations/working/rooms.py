"""Room on the disk for files that are worked on: bounded, one folder a job, and cleared of what a crash left."""

import asyncio
import contextlib
import fcntl
import logging
import os
import shutil
import tempfile
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

PARENT = "weekwire-media"
LOCK = "lock"

log = logging.getLogger(__name__)


class Rooms:
    """The folder of this process, with `most_bytes` of room. Whoever needs more than there is waits; first come, first served.

    A file larger than all the room is let in alone, so that it is worked on at all.
    """

    def __init__(self, parent: Path | None, most_bytes: int) -> None:
        self._parent = (parent or Path(tempfile.gettempdir())) / PARENT
        self._most_bytes = most_bytes
        self._folder: Path | None = None
        self._lock: int | None = None
        self._waiting: deque[tuple[int, asyncio.Event]] = deque()
        self.used_bytes = 0

    def open(self) -> None:
        """Make this process's folder and remove those of processes that are no more. Raises OSError."""
        self._parent.mkdir(parents=True, exist_ok=True)
        for folder in self._parent.iterdir():
            _remove_if_left(folder)
        while self._folder is None:
            folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=self._parent))
            # A copy that starts at the same time may have taken the folder for one that was left, before it was locked.
            with contextlib.suppress(BlockingIOError, FileNotFoundError):
                self._lock = _locked(folder)
                self._folder = folder

    def close(self) -> None:
        """Remove the folder with everything in it."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
        self._folder = self._lock = None

    @asynccontextmanager
    async def room(self, size_bytes: int) -> AsyncIterator[Path]:
        """An empty folder for one job that needs so many bytes; it is removed at the end."""
        if self._folder is None:
            raise RuntimeError("the rooms are not open")
        await self._reserve(size_bytes)
        try:
            folder = Path(tempfile.mkdtemp(dir=self._folder))
            try:
                yield folder
            finally:
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        finally:
            self.used_bytes -= size_bytes
            self._let_in()

    async def _reserve(self, size_bytes: int) -> None:
        come = asyncio.Event()
        self._waiting.append((size_bytes, come))
        self._let_in()
        try:
            await come.wait()
        except asyncio.CancelledError:
            if come.is_set():
                self.used_bytes -= size_bytes
            else:
                self._waiting.remove((size_bytes, come))
            self._let_in()
            raise

    def _let_in(self) -> None:
        while self._waiting:
            size_bytes, come = self._waiting[0]
            if self.used_bytes and self.used_bytes + size_bytes > self._most_bytes:
                return
            self._waiting.popleft()
            self.used_bytes += size_bytes
            come.set()


def _locked(folder: Path) -> int:
    """Lock a folder for as long as this process lives, however it ends."""
    lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return lock


def _remove_if_left(folder: Path) -> None:
    try:
        lock = _locked(folder)
    except (BlockingIOError, FileNotFoundError, NotADirectoryError):
        return
    try:
        shutil.rmtree(folder, ignore_errors=True)
        log.info("removed what a process left", extra={"folder": str(folder)})
    finally:
        os.close(lock)
