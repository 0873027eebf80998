"""The lock files answer what is asked for, by hash, and name nobody's registry."""

import re
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[3]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")
PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)(?: ; (.+?))? \\$")
NAMES = re.compile(r"[-_.]+")


def _lines(name: str) -> list[str]:
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def _locked(name: str) -> dict[str, set[Version]]:
    found: dict[str, set[Version]] = {}
    for line in _lines(name):
        if match := PINNED.match(line):
            found.setdefault(match[1], set()).add(Version(match[2]))
    return found


def _asked(name: str) -> list[Requirement]:
    return [Requirement(line) for line in _lines(name) if line and line[0] not in "#-"]


def _plain(name: str) -> str:
    return NAMES.sub("-", name).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_asked_for_is_locked_in_a_version_that_answers(lock: str) -> None:
    locked = _locked(lock)
    asked = _asked(lock.replace(".lock", ".in"))

    assert asked
    stale = [
        str(each)
        for each in asked
        if not any(version in each.specifier for version in locked.get(_plain(each.name), set()))
    ]
    assert stale == [], "run `make lock`"


def test_developing_uses_the_versions_that_run() -> None:
    running, developing = _locked("requirements.lock"), _locked("requirements-dev.lock")

    assert {
        name: (versions, developing.get(name)) for name, versions in running.items() if developing.get(name) != versions
    } == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_hashes(lock: str) -> None:
    lines = _lines(lock)
    pinned = [number for number, line in enumerate(lines) if PINNED.match(line)]

    assert pinned
    assert [lines[number] for number in pinned if "--hash=sha256:" not in lines[number + 1]] == []
    assert [line for line in lines if line and not PINNED.match(line) and not line.startswith(("    ", "#"))] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_registry_is_named(lock: str) -> None:
    assert [line for line in _lines(lock) if "://" in line or line.startswith(("--index", "--extra", "--find"))] == []


def test_markers_of_the_lock_files_can_be_judged() -> None:
    markers = {match[3] for lock in LOCKS for line in _lines(lock) if (match := PINNED.match(line)) and match[3]}

    assert markers
    environment = {name: str(value) for name, value in default_environment().items()}
    judged = [Requirement(f"x ; {marker}").marker for marker in markers]
    assert {type(marker.evaluate(environment)) for marker in judged if marker} == {bool}
