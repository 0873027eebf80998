import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from contracts.submissions import File
from services.moderation.checks import About, CheckInput, CheckReport, Finding, Neighbours, RuleCrashed, Severity, check
from services.moderation.checks.engine import FINDERS, MOST_OF_A_RULE
from services.moderation.checks.kinds import Rule
from tests.unit.moderation.checks.making import (
    EDITION,
    START,
    STRANGER,
    TEXT,
    manuscript,
    photo,
    rules,
    said,
    words,
)

LIKE = {"kind": "text_alike", "whose": "others", "least_percent": 70, "least_characters": 60, "rule": "taken"}
RULES = rules(words("体验", severity="block"), LIKE)


def checked(**changes: Any) -> CheckReport:  # noqa: ANN401 - of a state.
    neighbours = Neighbours()
    neighbours.learn(CheckInput(said(1, organisation=STRANGER)))
    return check(
        CheckInput(said(2, **changes), EDITION), RULES, neighbours, checked_at=datetime(2024, 5, 14, tzinfo=UTC)
    )


def test_a_report_names_the_rules_the_version_and_the_moment() -> None:
    report = checked(version=3)
    assert (report.rule_set, report.version, report.checked_at.day) == (RULES.hash, 3, 14)
    assert [one.rule for one in report.blocks] == ["listed"]
    assert set(report.by_id) == {one.id for one in report.findings}


def test_a_report_without_a_clock_bears_the_moment_the_version_came() -> None:
    state = said(1)
    assert check(CheckInput(state), RULES, Neighbours()).checked_at == state.version_received_at > START


def test_a_report_goes_to_json_and_back_unchanged() -> None:
    report = checked()
    assert len(report.findings) == 2
    assert report.findings[0].about or report.findings[1].about
    assert CheckReport.from_json(json.loads(json.dumps(report.as_json()))) == report


def test_the_same_input_gives_the_same_report() -> None:
    assert checked() == checked()


def test_a_findings_name_changes_with_what_it_tells_and_with_nothing_else() -> None:
    finding = Finding("listed", Severity.WARN, "content.text", 3, 5, "体验", "有误。", "Wrong.")
    about = About(said(1).submission, "2024", STRANGER, "content.text", 1, 9, 1, 9)
    same = Finding("listed", Severity.BLOCK, "content.text", 3, 5, "体验", "另一句。", "Other words.", rule_version=2)
    others = [
        Finding("other", Severity.WARN, "content.text", 3, 5, "体验", "", ""),
        Finding("listed", Severity.WARN, "content.title", 3, 5, "体验", "", ""),
        Finding("listed", Severity.WARN, "content.text", 4, 5, "体验", "", ""),
        Finding("listed", Severity.WARN, "content.text", 3, 6, "体验", "", ""),
        Finding("listed", Severity.WARN, "content.text", 3, 5, "实验", "", ""),
        Finding("listed", Severity.WARN, "content.text", 3, 5, "体验", "", "", (about,)),
    ]
    assert same.id == finding.id
    assert len({finding.id, *(one.id for one in others)}) == 7


def test_long_evidence_is_shortened() -> None:
    report = checked()
    taken = next(one for one in report.findings if one.rule == "taken")
    assert len(taken.evidence) == min(160, len(TEXT))


KINDS: list[type[Rule]] = list(FINDERS)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.__name__ for kind in KINDS])
def test_a_rule_that_crashes_is_raised_by_its_name_and_never_passes_silently(
    kind: type[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_given: object) -> Iterator[Finding]:
        raise ZeroDivisionError

    monkeypatch.setitem(FINDERS, kind, crash)
    rule = kind.model_construct(rule="crashing", version=1, severity=Severity.INFO, zh="", en="", source="")
    crashing = RULES.__class__(RULES.hash, (rule,), (), RULES.scanner)
    with pytest.raises(RuleCrashed, match="crashing") as caught:
        check(CheckInput(said()), crashing, Neighbours())
    assert caught.value.rule == "crashing"
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_a_crash_while_the_finding_is_being_made_is_raised_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.moderation.checks.words.finding", lambda *_given: 1 // 0)
    with pytest.raises(RuleCrashed, match="listed"):
        check(CheckInput(said()), RULES, Neighbours())


def test_a_text_made_of_nothing_but_hits_gives_a_bounded_report() -> None:
    report = check(CheckInput(said(content=manuscript("体验" * 10_000))), RULES, Neighbours())
    assert len(report.findings) == MOST_OF_A_RULE
    assert report.findings[-1].end == MOST_OF_A_RULE * 2


def test_every_kind_of_rule_has_a_finder() -> None:
    def kinds(rule: type[Rule]) -> set[type[Rule]]:
        return {rule, *(one for below in rule.__subclasses__() for one in kinds(below))}

    assert set(FINDERS) == kinds(Rule) - {Rule}


def test_findings_come_in_the_order_of_paths_and_places() -> None:
    files: tuple[File, ...] = (photo(1, caption="体验再体验"),)
    report = check(CheckInput(said(content=manuscript("体验", title="体验"), manifest=files)), RULES, Neighbours())
    assert [(one.path, one.start) for one in report.findings] == [
        ("content.text", 0),
        ("content.title", 0),
        ("manifest.0.caption", 0),
        ("manifest.0.caption", 3),
    ]
