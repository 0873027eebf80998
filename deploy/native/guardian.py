"""Watches the owner of a folder of processes and ends them when the owner is gone, however it went.

`python -m deploy.native.guardian FOLDER`: one guardian a folder, in a session of its own, so that even `kill -9` of the
owner leaves nothing behind. It goes by itself once the folder is gone. Where a make started the owner and is killed, the
guardian tells the owner to end, which otherwise would never hear of it.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy.native import processes
from deploy.native.fleet import read_state
from deploy.native.processes import Process

POLL_SECONDS = 0.25
GRACE_SECONDS = 10.0
WILL_SECONDS = 60.0
CHECKOUT = Path(__file__).resolve().parents[2]
MAKE_SETTING = "WEEKWIRE_MAKE"
"""The pid of the make that started this command; the Makefile sets it."""


def watch(folder: Path, owner: Process, make: Process | None = None) -> None:
    """Wait until the folder or the owner is gone; in the second case stop what the folder names, and remove it."""
    while processes.is_alive(owner):
        if not folder.exists():
            return
        if make is not None and not processes.is_alive(make):
            make = None
            with contextlib.suppress(ProcessLookupError):
                os.kill(owner.pid, signal.SIGTERM)
        time.sleep(POLL_SECONDS)
    end_all(folder)


def end_all(folder: Path) -> None:
    """Stop every process that the folder's state names, carry out its will, then remove the folder."""
    state = read_state(folder / "state.json")
    members = state.members.values() if state else ()
    processes.stop_all([member.process for member in members if member.process is not None], GRACE_SECONDS)
    _carry_out_will(folder / "will.json")
    shutil.rmtree(folder, ignore_errors=True)


def leave_will(folder: Path, command: Sequence[str], environment: Mapping[str, str]) -> None:
    """Name the command that runs when the folder's processes have been ended, by whomever; it may run twice."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "will.json"
    # The environment holds credentials.
    file.touch(mode=0o600)
    file.write_text(json.dumps({"command": list(command), "environment": dict(environment)}), encoding="utf-8")


def _carry_out_will(file: Path) -> None:
    try:
        will = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        environment = {**os.environ, **will["environment"]}
        # A terminal's Ctrl-C is for whoever runs here, and not for the clearing that it asks for.
        subprocess.run(
            will["command"], env=environment, cwd=CHECKOUT, timeout=WILL_SECONDS, check=False, start_new_session=True
        )


def set_guardian(folder: Path, owner: Process) -> None:
    """Start the guardian of a folder; it needs no stopping."""
    make = _make()
    watched = [each for each in (owner, make) if each is not None]
    marks = [mark for each in watched for mark in (str(each.pid), each.started)]
    command = [sys.executable, "-m", "deploy.native.guardian", str(folder), *marks]
    folder.mkdir(parents=True, exist_ok=True)
    processes.spawn(command, folder.parent / "guardian.log", cwd=CHECKOUT)


def _make() -> Process | None:
    given = os.environ.get(MAKE_SETTING, "")
    started = processes.started_mark(int(given)) if given.isdecimal() else None
    return Process(int(given), started) if started else None


def end_orphans(parent: Path, pattern: str) -> None:
    """End what folders beside one another name where their owner is gone and no guardian saw to it."""
    for folder in parent.glob(pattern):
        state = read_state(folder / "state.json")
        if state is None:
            orphaned = _named_owner_is_gone(folder)
        else:
            orphaned = state.owner is not None and not processes.is_alive(state.owner)
        if orphaned:
            end_all(folder)


def _named_owner_is_gone(folder: Path) -> bool:
    """The same of a folder whose owner was killed before it wrote anything: the folder's name holds its pid."""
    pid = folder.name.split("-")[1]
    return pid.isdecimal() and processes.started_mark(int(pid)) is None


if __name__ == "__main__":
    pids, starts = sys.argv[2::2], sys.argv[3::2]
    watch(Path(sys.argv[1]), *(Process(int(pid), started) for pid, started in zip(pids, starts, strict=True)))
