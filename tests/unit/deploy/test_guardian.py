"""Who is gone is cleared up after: processes, the will, the folder."""

import os
import stat
import sys
from pathlib import Path

import pytest

from deploy.native import guardian, processes
from deploy.native.fleet import Member, State, write_state
from deploy.native.processes import Process

GONE = Process(2**22 + 1, "long ago")
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
WRITES = "import os, pathlib; pathlib.Path(os.environ['WHERE']).write_text(os.environ['WEEKWIRE_PREFIX'])"


@pytest.fixture
def left(tmp_path: Path) -> tuple[Path, Process]:
    """The folder of an owner that is gone, with a process it has left running and a will that writes a file."""
    folder = tmp_path / "services" / "owned-7-ab"
    process = processes.spawn(SLEEPER, tmp_path / "log")
    write_state(folder / "state.json", State(GONE, "", "", {"ingest": Member(process, 20_001, 20_001, "log")}))
    environment = {"WHERE": str(tmp_path / "cleared"), "WEEKWIRE_PREFIX": "demo1-"}
    guardian.leave_will(folder, [sys.executable, "-c", WRITES], environment)
    return folder, process


def test_processes_are_ended_and_the_will_is_carried_out_once_the_owner_is_gone(
    left: tuple[Path, Process], tmp_path: Path
) -> None:
    folder, process = left

    guardian.watch(folder, GONE)

    assert not processes.is_alive(process)
    assert (tmp_path / "cleared").read_text(encoding="utf-8") == "demo1-"
    assert not folder.exists()


def test_what_a_guardian_that_was_killed_too_has_left_is_cleared_by_the_next_run(
    left: tuple[Path, Process], tmp_path: Path
) -> None:
    folder, process = left

    guardian.end_orphans(folder.parent, "owned-*")

    assert not processes.is_alive(process)
    assert (tmp_path / "cleared").exists()
    assert not folder.exists()


def test_a_living_owners_folder_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "owned-7-ab"
    write_state(folder / "state.json", State(processes.this_process(), "", "", {}))

    guardian.end_orphans(tmp_path, "owned-*")

    assert folder.exists()


def test_a_folder_is_cleared_though_its_owner_was_killed_before_it_wrote_anything(tmp_path: Path) -> None:
    gone, living = tmp_path / f"owned-{GONE.pid}-ab", tmp_path / f"owned-{os.getpid()}-cd"
    for folder in (gone, living):
        (folder / "data").mkdir(parents=True)

    guardian.end_orphans(tmp_path, "owned-*")

    assert [gone.exists(), living.exists()] == [False, True]


def test_a_will_that_fails_keeps_nothing_from_being_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "owned-7-ab"
    guardian.leave_will(folder, ["no-such-program-at-all"], {})

    guardian.end_all(folder)

    assert not folder.exists()


def test_only_its_owner_reads_a_will_since_it_holds_credentials(tmp_path: Path) -> None:
    guardian.leave_will(tmp_path, ["true"], {"WEEKWIRE_S3_SECRET_KEY": "s"})

    assert stat.S_IMODE((tmp_path / "will.json").stat().st_mode) == 0o600
