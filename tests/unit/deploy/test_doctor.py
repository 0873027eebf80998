"""The doctor reads versions as tools tell them, and names what is missing."""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy.native import doctor
from deploy.native.doctor import TOOLS, Tool

MISSING = Tool("Smalltalk", ("no-such-command-at-all",), (1, 0), ("gnu-smalltalk",), "nothing")
OLD = Tool("Python", (sys.executable, "-c", "print('3.2')"), (3, 11), ("python3.11",), "the services")


@pytest.mark.parametrize(
    ("told", "version"),
    [
        ("javac 17.0.15", (17, 0)),
        ('openjdk version "21" 2023-09-19', (21, 0)),
        ("go version go1.26.8 linux/amd64", (1, 26)),
        ("\x1b[1mApache Maven 3.8.7\x1b[m", (3, 8)),
        ("v20.20.2", (20, 20)),
        ("no number", None),
    ],
)
def test_a_version_is_read_as_the_tool_tells_it(told: str, version: tuple[int, int] | None) -> None:
    assert doctor.parsed_version(told) == version


@pytest.mark.parametrize(
    ("release", "apt"),
    [
        ("ID=debian\n", True),
        ('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', True),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', True),
        ("ID=alpine\n", False),
        ('ID=fedora\nPRETTY_NAME="Not debian"\n', False),
    ],
)
def test_apt_is_used_on_debian_and_its_children_only(release: str, apt: bool) -> None:  # noqa: FBT001 (a table's column)
    assert doctor.uses_apt(release) is apt


def test_what_may_not_be_installed_is_named_with_its_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "TOOLS", (MISSING, OLD))
    monkeypatch.setattr(doctor, "_may_install", lambda: False)

    assert doctor.main([]) == 1

    told = capsys.readouterr().out
    assert "Smalltalk is missing (nothing); get it with: sudo apt-get install gnu-smalltalk" in told
    assert "Python is 3.2, too old" in told


def test_as_root_on_debian_it_says_what_it_installs_and_checks_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(doctor, "TOOLS", (MISSING,))
    monkeypatch.setattr(doctor, "_may_install", lambda: True)
    monkeypatch.setattr(doctor, "install", lambda tools: installed.extend(tool.name for tool in tools))

    assert doctor.main([]) == 1

    assert installed == ["Smalltalk"]
    assert "Smalltalk is missing" in capsys.readouterr().out


def test_a_tool_of_tests_is_asked_for_by_tests_alone_and_is_no_reason_to_stop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "TOOLS", ())
    monkeypatch.setattr(doctor, "TEST_TOOLS", (MISSING,))
    monkeypatch.setattr(doctor, "_may_install", lambda: False)

    assert doctor.main(["demo"]) == 0
    assert capsys.readouterr().out == ""
    assert doctor.main(["tests"]) == 0
    told = capsys.readouterr().out
    assert (
        "Smalltalk is missing (nothing); the tests that need it are skipped; get it with: sudo apt-get install" in told
    )


def test_every_tool_says_what_it_is_for_and_how_apt_calls_it() -> None:
    assert [tool for tool in TOOLS + doctor.TEST_TOOLS if not (tool.packages and tool.reason)] == []


def test_no_daemon_that_a_test_tool_brings_starts_with_the_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(doctor, "SYSTEMD", tmp_path)
    monkeypatch.setattr(subprocess, "run", lambda command, **_options: ran.append(command))

    doctor._keep_disabled([package for tool in (*doctor.TOOLS, *doctor.TEST_TOOLS) for package in tool.packages])

    disabled = {command[-1] for command in ran}
    assert {command[1] for command in ran} == {"disable"}
    assert {
        "prometheus",
        "caddy",
        "clamav-daemon.service",
        "clamav-daemon.socket",
        "clamav-freshclam.service",
    } <= disabled

    monkeypatch.setattr(doctor, "SYSTEMD", tmp_path / "not-there")
    ran.clear()
    doctor._keep_disabled(["caddy"])
    assert ran == []


def test_the_doctor_needs_nothing_but_a_plain_python(tmp_path: Path) -> None:
    script = Path(doctor.__file__).resolve()
    code = f"import runpy; module = runpy.run_path({str(script)!r}); print(module['parsed_version']('1.2'))"

    ended = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True
    )

    assert ended.stdout.strip() == "(1, 2)"
