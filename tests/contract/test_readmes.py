"""What the READMEs name is there: commands, verbs, settings, files, and what every service says of itself."""

import re
from pathlib import Path

import pytest

from services.__main__ import VERBS
from tests.contract.deployment import DEFAULTED, ROOT, SERVICES, compose_text, settings_class

READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
MAKE = re.compile(r"\bmake ([a-z-]+)")
LINK = re.compile(r"\]\(([^)#]+)\)")
SETTING = re.compile(r"\bWEEKWIRE_[A-Z0-9_]+\b")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", _text(ROOT / "Makefile"), re.MULTILINE))


def _known_settings() -> set[str]:
    """The settings of services, and the variables that the deployment itself reads."""
    of_services = {
        f"WEEKWIRE_{field.upper()}" for service in SERVICES for field in settings_class(service).model_fields
    }
    read = {name for path in (ROOT / "deploy").rglob("*.py") for name in SETTING.findall(_text(path))}
    read |= set(SETTING.findall(_text(ROOT / "services" / "portal" / "web" / "vite.config.ts")))
    read |= {name for name, _default in DEFAULTED.findall(compose_text())}
    return of_services | read | {f"WEEKWIRE_{service.upper()}_PORT" for service in SERVICES}


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_command_that_is_told_is_a_target_of_make(readme: Path) -> None:
    told = set(MAKE.findall(_text(readme)))

    assert {"demo", "test"} <= told
    assert told - _targets() == set()


def test_every_target_says_what_it_does_and_makes_no_file_of_its_name() -> None:
    lines = _text(ROOT / "Makefile").replace("\\\n", " ").splitlines()
    phony = {name for line in lines if line.startswith(".PHONY:") for name in line.split()[1:]}

    assert phony == _targets()
    assert [line for line in lines if re.match(r"[a-z-]+:", line) and "## " not in line] == []


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_file_that_is_linked_is_there(readme: Path) -> None:
    linked = [target for target in LINK.findall(_text(readme)) if "://" not in target]

    assert "docs/map.svg" in linked
    assert [target for target in linked if not (readme.parent / target).exists()] == []


def test_every_verb_of_the_command_is_told() -> None:
    told = set(re.findall(r"`([a-z-]+)`", _text(ROOT / "README.md"))) | {"watch"}

    assert set(VERBS) - told == set()


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_setting_that_is_told_is_read_by_somebody(readme: Path) -> None:
    assert set(SETTING.findall(_text(readme))) - _known_settings() == set()


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_says_what_it_owns_hears_says_and_promises(service: str) -> None:
    text = _text(ROOT / "services" / service / "README.md")

    assert [word for word in ("**Owns**", "**Hears**", "**Says**", "**Promises**") if word not in text] == []


def test_a_newcomer_needs_one_screen() -> None:
    assert len(_text(ROOT / "README.md").partition("## Where things are")[0].splitlines()) <= 40
