"""The `weekwire` command: one verb, one function."""

import importlib

import pytest

from contracts.problems import Problem, ProblemCode
from services.__main__ import VERBS, main, usage
from services.aggregation import watching
from services.directory import commands
from services.directory.commands import seed
from services.directory.settings import DirectorySettings
from services.kit.clock import Clock


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_has_its_function(verb: str) -> None:
    module, _, name = VERBS[verb].target.partition(":")

    assert callable(getattr(importlib.import_module(module), name))


def test_an_unknown_verb_is_told_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sow"]) == 2

    assert "unknown verb: sow" in capsys.readouterr().err


def test_help_lists_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0

    shown = capsys.readouterr().out
    assert all(verb in shown for verb in VERBS)
    assert usage() in shown


def test_no_verb_at_all_is_an_error() -> None:
    assert main([]) == 2


def test_a_command_that_is_ended_by_ctrl_c_ends_without_a_stack_of_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    async def interrupted(_arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(watching, "watch", interrupted)

    assert main(["watch", "http://127.0.0.1:1"]) == 130


async def test_seed_takes_no_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    assert await seed(["more"]) == 2

    assert "usage" in capsys.readouterr().err


async def test_a_seed_asks_a_store_again_that_is_away_for_a_moment_and_not_for_ever(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    away = [Problem(ProblemCode.STORE_AWAY)] * (commands.TRIES - 1)

    async def seed_into(_settings: DirectorySettings, _clock: Clock) -> str:
        if away:
            raise away.pop()
        return "all made"

    monkeypatch.setattr(commands, "seed_into", seed_into)
    monkeypatch.setattr(commands, "PAUSE_SECONDS", 0.0)

    assert await seed([]) == 0
    assert "all made" in capsys.readouterr().out

    away += [Problem(ProblemCode.STORE_AWAY)] * commands.TRIES
    with pytest.raises(Problem):
        await seed([])
