"""A provisioned part is whole or absent, and its bytes are the pinned ones."""

import threading
import time
from pathlib import Path

import pytest

from deploy.native.cache import (
    Progress,
    ProvisioningError,
    cache_root,
    pinned,
    provisioned,
    sha256_of,
    verify_sums,
)


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEEKWIRE_CACHE", str(tmp_path / "cache"))


def _build(scratch: Path, _progress: Progress) -> None:
    (scratch / "whole").write_text("yes", encoding="utf-8")


def _fail(scratch: Path, _progress: Progress) -> None:
    (scratch / "half").write_text("no", encoding="utf-8")
    raise ProvisioningError("the line was cut")


def _must_not_build(_scratch: Path, _progress: Progress) -> None:
    raise AssertionError("it was there already")


def test_a_part_is_built_once_and_found_again() -> None:
    first = provisioned("part", "1", _build)

    assert provisioned("part", "1", _must_not_build) == first
    assert (first / "whole").read_text(encoding="utf-8") == "yes"


def test_another_pin_is_another_part() -> None:
    assert provisioned("part", "1", _build) != provisioned("part", "2", _build)


def test_what_a_failure_left_half_done_is_built_again() -> None:
    with pytest.raises(ProvisioningError, match="the line was cut"):
        provisioned("part", "1", _fail)

    again = provisioned("part", "1", _build)

    assert [file.name for file in again.iterdir()] == ["whole"]
    assert not list(cache_root().glob(".*.partial"))


def test_two_that_ask_at_once_build_once() -> None:
    builds: list[int] = []

    def slowly(scratch: Path, progress: Progress) -> None:
        builds.append(1)
        time.sleep(0.3)
        _build(scratch, progress)

    both = [threading.Thread(target=provisioned, args=("part", "1", slowly)) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert builds == [1]


def test_a_changed_byte_of_a_pinned_file_changes_the_key(tmp_path: Path) -> None:
    file = tmp_path / "pom.xml"
    file.write_text("4.1.1", encoding="utf-8")
    before = pinned(file)

    file.write_text("4.1.2", encoding="utf-8")

    assert pinned(file) != before


@pytest.mark.parametrize(
    ("change", "complaint"),
    [("other bytes", r"other bytes in \['a.jar'\]"), ("missing", r"missing \['a.jar'\]"), ("unknown", r"\['b.jar'\]")],
)
def test_jars_that_differ_from_the_list_are_refused(tmp_path: Path, change: str, complaint: str) -> None:
    libs = tmp_path / "libs"
    libs.mkdir()
    jar = libs / "a.jar"
    jar.write_bytes(b"pinned")
    sums = tmp_path / "jars.sha256"
    sums.write_text(f"{sha256_of(jar)}  a.jar\n", encoding="utf-8")
    verify_sums(libs, sums)

    if change == "other bytes":
        jar.write_bytes(b"Pinned")
    elif change == "missing":
        jar.unlink()
    else:
        (libs / "b.jar").write_bytes(b"")

    with pytest.raises(ProvisioningError, match=complaint):
        verify_sums(libs, sums)
