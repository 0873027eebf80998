"""Processes that Weekwire starts, told apart by pid and start time so that nothing else is ever stopped.

The standard library alone: this runs before the virtual environment exists.
"""

import atexit
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

POLL_SECONDS = 0.05

# Children of this interpreter: kept, so that they are reaped when they end and not warned about when they do not.
_CHILDREN: dict[int, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True, slots=True)
class Process:
    """A process by its pid and the moment it was started, which a reused pid does not share."""

    pid: int
    started: str


def started_mark(pid: int) -> str | None:
    """When a living process was started, as a mark to compare; None where there is none or only its zombie."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        if Path("/proc/self/stat").exists():
            return None
        return _started_mark_by_ps(pid)
    # The command's name stands in brackets and may hold spaces; the state is the first field after it.
    fields = text.rpartition(")")[2].split()
    state, threads, started = fields[0], int(fields[17]), fields[19]
    # A killed process is a zombie while its other threads still end, and until they have it keeps its ports.
    return None if state in {"Z", "X"} and threads <= 1 else started


def _started_mark_by_ps(pid: int) -> str | None:
    ended = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], check=False, capture_output=True, text=True)
    return ended.stdout.strip() or None


def this_process() -> Process:
    """The calling process."""
    return Process(os.getpid(), started_mark(os.getpid()) or "")


def spawn(
    command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Process:
    """Start a command in a session of its own, so that Ctrl-C reaches only whoever stops things in order.

    Its output is appended to `log`.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment) if environment is not None else None,
            cwd=cwd,
            start_new_session=True,
        )
    adopt(child)
    return Process(child.pid, started_mark(child.pid) or "")


@atexit.register
def _let_go() -> None:
    """What runs on after this interpreter does so on purpose: the standard library is not to warn of it."""
    for child in _CHILDREN.values():
        if child.poll() is None:
            child.returncode = 0


def adopt(child: subprocess.Popen[bytes]) -> None:
    """Remember a child so that it is reaped when it ends."""
    _CHILDREN[child.pid] = child


def is_alive(process: Process) -> bool:
    """Whether exactly this process still runs."""
    child = _CHILDREN.get(process.pid)
    if child is not None and child.poll() is not None:
        _CHILDREN.pop(process.pid, None)
    return started_mark(process.pid) == process.started


def stop(process: Process, grace_seconds: float = 10.0) -> bool:
    """Ask a process to end, and end it after the grace. Returns whether it ended by itself."""
    _signal(process, signal.SIGTERM)
    if wait_until_ended(process, grace_seconds):
        return True
    kill(process)
    return False


def stop_all(running: Sequence[Process], grace_seconds: float = 10.0) -> None:
    """Ask all to end at the same time, and end after the grace whoever has not."""
    for process in running:
        _signal(process, signal.SIGTERM)
    deadline = time.monotonic() + grace_seconds
    for process in running:
        if not wait_until_ended(process, max(0.0, deadline - time.monotonic())):
            kill(process)


def kill(process: Process) -> None:
    """End a process at once, as a power cut would (SIGKILL), and wait until it is gone."""
    _signal(process, signal.SIGKILL)
    wait_until_ended(process, 10.0)


def wait_until_ended(process: Process, timeout_seconds: float) -> bool:
    """Wait for a process; returns whether it ended in time."""
    deadline = time.monotonic() + timeout_seconds
    while is_alive(process):
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def _signal(process: Process, number: int) -> None:
    if is_alive(process):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, number)
