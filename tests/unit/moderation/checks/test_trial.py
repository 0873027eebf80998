import json
from collections.abc import Iterator

import pytest

from services.moderation.checks import CheckInput, Finding, Neighbours, RuleCrashed, trial
from services.moderation.checks.engine import FINDERS
from services.moderation.checks.kinds import Rule, Words
from services.moderation.checks.trial import EXAMPLES_OF_A_CHANGE
from tests.unit.moderation.checks.making import STRANGER, TEXT, manuscript, rules, said, words

LIKE = {"kind": "text_alike", "whose": "others", "least_percent": 70, "least_characters": 60, "rule": "taken"}


def texts(*written: str) -> list[CheckInput]:
    return [CheckInput(said(number, content=manuscript(text))) for number, text in enumerate(written, start=1)]


def test_a_trial_counts_what_would_come_go_and_weigh_otherwise() -> None:
    current = rules(words("甲", "乙"), words("丁") | {"rule": "another"})
    candidate = rules(words("乙", "丙"), words("丁", severity="block") | {"rule": "another"})

    report = trial(candidate, current, texts("甲乙", "丙丙", "丁", "无"))

    assert (report.items, report.items_changed) == (4, 3)
    assert [(one.rule, one.new, one.gone, one.severity) for one in report.rules] == [
        ("another", 0, 0, 1),
        ("listed", 2, 1, 0),
    ]
    assert (report.newly_blocked, report.no_longer_blocked) == (1, 0)
    assert (report.candidate, report.current) == (candidate.hash, current.hash)
    told = {(one.submission.int, one.change) for one in report.examples}
    assert told == {(1, "gone"), (2, "new"), (3, "severity")}
    weighed = next(one for one in report.examples if one.change == "severity")
    assert weighed.before is not None
    assert weighed.after is not None
    assert (weighed.before.severity, weighed.after.severity) == ("warn", "block")
    json.dumps(report.as_json())


def test_the_same_rules_change_nothing() -> None:
    same = rules(words("甲"))
    report = trial(same, rules(words("甲", zh="另一句。")), texts("甲", "乙"))
    assert (report.items_changed, report.rules, report.examples) == (0, (), ())


def test_a_block_that_goes_is_counted() -> None:
    report = trial(rules(words("甲")), rules(words("甲", severity="block")), texts("甲", "甲", "乙"))
    assert (report.newly_blocked, report.no_longer_blocked) == (0, 2)


def test_an_item_that_stays_blocked_is_neither_newly_blocked_nor_freed() -> None:
    current = rules(words("甲", severity="block"), words("乙") | {"rule": "another"})
    candidate = rules(words("甲", severity="block"), words("乙", severity="block") | {"rule": "another"})
    for one, other in ((candidate, current), (current, candidate)):
        report = trial(one, other, texts("甲乙"))
        assert (report.items_changed, report.newly_blocked, report.no_longer_blocked) == (1, 0, 0)


def test_examples_are_few_and_counts_are_whole() -> None:
    report = trial(rules(words("甲")), rules(words("乙")), texts(*["甲"] * 20))
    assert report.rules[0].new == 20
    assert len(report.examples) == EXAMPLES_OF_A_CHANGE


def test_items_are_compared_with_those_before_them_or_with_the_neighbours_given() -> None:
    given = [CheckInput(said(1)), CheckInput(said(2, organisation=STRANGER))]
    candidate, current = rules(LIKE), rules(words("无此词"))
    assert trial(candidate, current, given).rules[0].new == 1

    known = Neighbours()
    for one in given:
        known.learn(one)
    assert trial(candidate, current, given, known).rules[0].new == 2
    assert len(known) == 2
    assert TEXT


def test_a_rule_that_crashes_ends_the_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_given: object) -> Iterator[Finding]:
        raise ZeroDivisionError

    kind: type[Rule] = Words
    monkeypatch.setitem(FINDERS, kind, crash)
    with pytest.raises(RuleCrashed):
        trial(rules(words("甲")), rules(LIKE), texts("甲"))
