"""Only the process that was meant is ever stopped."""

import subprocess
import sys
from pathlib import Path

from deploy.native import processes
from deploy.native.processes import Process

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)",
]


def test_a_reused_pid_is_another_process(tmp_path: Path) -> None:
    sleeper = processes.spawn(SLEEPER, tmp_path / "log")
    impostor = Process(sleeper.pid, "another start")

    processes.kill(impostor)

    assert not processes.is_alive(impostor)
    assert processes.is_alive(sleeper)
    processes.kill(sleeper)


def test_a_stopped_process_is_gone_and_said_to_have_ended_by_itself(tmp_path: Path) -> None:
    sleeper = processes.spawn(SLEEPER, tmp_path / "log")

    assert processes.stop(sleeper, grace_seconds=5.0)
    assert not processes.is_alive(sleeper)


def test_who_ignores_the_request_is_killed_after_the_grace(tmp_path: Path) -> None:
    stubborn = processes.spawn(STUBBORN, tmp_path / "log")
    while not (tmp_path / "log").read_text(encoding="utf-8"):
        assert processes.is_alive(stubborn)

    assert not processes.stop(stubborn, grace_seconds=0.2)
    assert not processes.is_alive(stubborn)


def test_stopping_all_ends_the_willing_and_the_stubborn(tmp_path: Path) -> None:
    both = [processes.spawn(SLEEPER, tmp_path / "a"), processes.spawn(STUBBORN, tmp_path / "b")]

    processes.stop_all(both, grace_seconds=0.5)

    assert [processes.is_alive(process) for process in both] == [False, False]


def test_a_zombie_does_not_count_as_alive() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    mark = processes.started_mark(child.pid)
    if child.stdout is not None:
        child.stdout.read()
    while processes.started_mark(child.pid) is not None:
        pass

    assert not processes.is_alive(Process(child.pid, mark or "unseen"))
    child.wait()
    if child.stdout is not None:
        child.stdout.close()
