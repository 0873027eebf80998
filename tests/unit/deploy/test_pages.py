"""The pages are built once for each state of their sources, and served from a folder that no later build touches."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from deploy.native import pages
from deploy.native.cache import ProvisioningError


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """Sources, with their packages installed."""
    folder = tmp_path / "web"
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "main.ts").write_text("begin()", encoding="utf-8")
    (folder / "tests").mkdir()
    packages = {
        "": {"name": "web"},
        "node_modules/vue": {"version": "3.5.45"},
        "node_modules/for-another-system": {"version": "1.0.0", "optional": True},
    }
    (folder / "package-lock.json").write_text(json.dumps({"packages": packages}), encoding="utf-8")
    _install(folder, "3.5.45")
    return folder


def _install(folder: Path, vue: str) -> None:
    there = folder / "node_modules" / ".package-lock.json"
    there.parent.mkdir(exist_ok=True)
    there.write_text(json.dumps({"packages": {"node_modules/vue": {"version": vue}}}), encoding="utf-8")


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps that were run, in place of running them; a build leaves a page."""
    steps: list[str] = []

    def run(command: Sequence[str], _web: Path) -> None:
        steps.append(Path(command[1]).name)
        if command[1].endswith("vite.js"):
            Path(command[-1]).mkdir(parents=True)
            (Path(command[-1]) / "index.html").write_text(f"build {len(steps)}", encoding="utf-8")

    monkeypatch.setattr(pages, "_run", run)
    monkeypatch.delenv(pages.ROOT_SETTING, raising=False)
    return steps


def test_what_has_not_changed_is_not_built_again(web: Path, tmp_path: Path, ran: list[str]) -> None:
    first = pages.built_pages(web, tmp_path / "builds")
    (web / "tests" / "added.test.ts").write_text("a test is no part of the build", encoding="utf-8")

    assert pages.built_pages(web, tmp_path / "builds") == first
    assert ran == ["vite.js", "compress.mjs", "size.mjs"]


def test_another_state_has_another_folder_and_the_one_before_is_left_as_it_was(
    web: Path, tmp_path: Path, ran: list[str]
) -> None:
    first = pages.built_pages(web, tmp_path / "builds")
    (web / "src" / "main.ts").write_text("beginAgain()", encoding="utf-8")

    second = pages.built_pages(web, tmp_path / "builds")

    assert second != first
    assert (first / "index.html").read_text(encoding="utf-8") == "build 1"
    assert len(ran) == 6


def test_only_the_newest_builds_are_kept(
    web: Path, tmp_path: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "KEPT_BUILDS", 2)
    made = []
    for number in range(3):
        (web / "src" / "main.ts").write_text(f"begin({number})", encoding="utf-8")
        made.append(pages.built_pages(web, tmp_path / "builds"))

    assert [folder.exists() for folder in made] == [False, True, True]
    assert len(ran) == 9


def test_a_build_that_is_refused_is_not_taken_for_one(
    web: Path, tmp_path: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build = pages._run

    def too_large(command: Sequence[str], folder: Path) -> None:
        build(command, folder)
        if command[1].endswith("size.mjs"):
            raise ProvisioningError("more than 250 KB")

    monkeypatch.setattr(pages, "_run", too_large)
    for _attempt in range(2):
        with pytest.raises(ProvisioningError, match="250 KB"):
            pages.built_pages(web, tmp_path / "builds")

    assert ran.count("vite.js") == 2


def test_pages_that_are_brought_along_are_used_as_they_are(
    web: Path, tmp_path: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(pages.ROOT_SETTING, str(tmp_path / "brought"))

    assert pages.built_pages(web, tmp_path / "builds") == tmp_path / "brought"
    assert ran == []


def test_packages_are_fetched_where_others_than_those_of_the_lock_file_are_there(web: Path) -> None:
    assert pages.is_installed(web)

    _install(web, "3.4.0")

    assert not pages.is_installed(web)
