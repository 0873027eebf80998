"""`weekwire restate` against real servers."""

from uuid import UUID, uuid4

import pytest

from contracts.moderation import Act
from services.moderation import commands
from services.moderation.commands import restate
from tests.integration.moderation.running import Moderation


@pytest.fixture(autouse=True)
def _settings(moderation: Moderation, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("kafka", "mongo", "prefix"):
        monkeypatch.setenv(f"WEEKWIRE_{name.upper()}", str(getattr(moderation.realm.settings, name)))


async def test_an_operator_says_standings_again(moderation: Moderation, capsys: pytest.CaptureFixture[str]) -> None:
    submissions = [await moderation.filed() for _ in range(2)]

    code = await restate([*(str(one) for one in submissions), "--operator", "on-duty", "--reason", "offset 7"])

    assert code == 0
    lines = dict(line.split(": revision ") for line in capsys.readouterr().out.splitlines())
    for submission in submissions:
        newest = (await moderation.events(submission, 2))[-1]
        assert (newest.decision.act, newest.decision.actor, newest.decision.reason) == (
            Act.RESTATE,
            "on-duty",
            "offset 7",
        )
        assert int(lines[str(submission)]) == newest.revision
        act = (await moderation.realm.acts_of(submission))[-1]
        assert (act.verb, act.actor) == ("restate", "on-duty")


async def test_while_kafka_is_away_standings_are_written_and_the_running_service_says_them(
    moderation: Moderation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    submission = await moderation.filed()
    monkeypatch.setenv("WEEKWIRE_KAFKA", "127.0.0.1:9")
    monkeypatch.setattr(commands, "DELIVERY_SECONDS", 1.0)

    code = await restate([str(submission)])

    assert code == 1
    assert "the running service sends the rest" in capsys.readouterr().err
    newest = (await moderation.events(submission, 2))[-1]
    assert newest.decision.act is Act.RESTATE


async def test_an_unknown_submission_is_named_and_the_others_are_said(
    moderation: Moderation, capsys: pytest.CaptureFixture[str]
) -> None:
    known, unknown = await moderation.filed(), uuid4()

    code = await restate([str(unknown), str(known)])

    said = capsys.readouterr()
    assert code == 1
    assert f"{unknown}: not_found" in said.err
    assert UUID(said.out.split(":")[0]) == known
