"""`weekwire restate` and `weekwire rules` against real servers."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from contracts.moderation import Act
from contracts.submissions import ActivityReport
from services.moderation import commands
from services.moderation.checks import SHIPPED_RULES
from services.moderation.commands import restate
from services.moderation.rule_commands import rules
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


CANDIDATE = """
rules:
  - rule: candidate_word
    version: 1
    kind: words
    severity: block
    zh: "不得使用“{found}”。"
    en: "'{found}' must not be used."
    source: 试验
    entries: [{word: 候选词}]
"""


def candidate(folder: Path, rule: str) -> Path:
    """The shipped rules and one more."""
    for file in SHIPPED_RULES.glob("*.yaml"):
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "candidate.yaml").write_text(rule, encoding="utf-8")
    return folder


async def test_rules_are_tried_on_past_items_from_a_shell_and_nothing_is_changed(
    moderation: Moderation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = ActivityReport(title="开放日", text="此处有候选词。", no_state_secrets=True)
    submission = await moderation.filed(content=content)
    before = await moderation.checked(submission)

    code = await rules(["try", str(candidate(tmp_path, CANDIDATE)), "--items", "50"])

    said = capsys.readouterr().out
    assert code == 0
    assert "1 would change, 1 come to have a block, 0 to have none" in said
    assert "candidate_word: 1 new, 0 gone, 0 of another severity" in said
    assert f"new candidate_word {submission} v1 content.text:3-6" in said
    assert await moderation.checked(submission) == before


async def test_what_is_wrong_with_rules_is_said_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = await rules(["check", str(candidate(tmp_path, "rules: [{rule: broken}]"))])

    assert code == 1
    assert "candidate.yaml" in capsys.readouterr().err
    assert await rules(["check", str(SHIPPED_RULES)]) == 0
