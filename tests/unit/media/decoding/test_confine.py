"""What a child has given up it cannot have back."""

import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from services.media.decoding.confine import CALLS

ROOT = Path(__file__).parents[4]
TRIES = """
import json, os, resource, socket, subprocess, threading
from services.media.decoding.confine import confine
from services.media.decoding.limits import ChildLimits

def tried(act):
    try:
        act()
    except BaseException as fault:
        return type(fault).__name__
    return "done"

def grow():
    bytearray(2_000_000_000)

def write():
    with open(os.path.join(os.environ["FOLDER"], "large"), "wb") as file:
        file.write(bytes(2_000_000))

def thread():
    threading.Thread(target=int).start()

def many():
    [open(os.devnull) for _ in range(100)]

limits = ChildLimits(cpu_seconds=5, wall_seconds=5, address_space_bytes=1_000_000_000, written_file_bytes=1_000_000)
confine(limits)
print(json.dumps({
    "socket": tried(lambda: socket.socket()),
    "pair": tried(socket.socketpair),
    "program": tried(lambda: subprocess.run(["true"])),
    "exec": tried(lambda: os.execv("/bin/true", ["true"])),
    "kill": tried(lambda: os.kill(os.getppid(), 0)),
    "more": tried(lambda: resource.setrlimit(resource.RLIMIT_CPU, (1_000, resource.RLIM_INFINITY))),
    "asked": tried(lambda: resource.getrlimit(resource.RLIMIT_CPU)),
    "grow": tried(grow),
    "write": tried(write),
    "many": tried(many),
    "thread": tried(thread),
    "read": tried(lambda: open(os.devnull).read()),
}))
"""


def test_a_confined_process_has_no_sockets_no_programs_and_no_way_back(tmp_path: Path) -> None:
    if platform.machine() not in CALLS:
        pytest.skip(f"no filter of system calls is known for {platform.machine()}")
    ended = subprocess.run(
        [sys.executable, "-c", TRIES],
        env={"PYTHONPATH": str(ROOT), "FOLDER": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )

    tried = json.loads(ended.stdout)
    assert {name: tried.pop(name) for name in ("asked", "thread", "read")} == dict.fromkeys(
        ("asked", "thread", "read"), "done"
    )
    assert {name: tried.pop(name) for name in ("grow", "write", "many")} == {
        "grow": "MemoryError",
        "write": "OSError",
        "many": "OSError",
    }
    # Python tells a refused limit as a value that is not allowed.
    assert set(tried.values()) <= {"PermissionError", "ValueError"}


def test_a_child_whose_parent_is_gone_ends_at_once() -> None:
    code = "from services.media.decoding.confine import die_with_parent; die_with_parent(1); print('alive')"

    ended = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(ROOT)}, check=False, capture_output=True, text=True
    )

    assert (ended.returncode, ended.stdout) == (1, "")
