from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.problems import Problem, ProblemCode
from services.moderation.checks import CurrentRules, RuleSet
from tests.unit.moderation.checks.making import found, manuscript, rules, said, words

GOOD = {"rule": "listed", "version": 1, "kind": "words", "severity": "warn", "zh": "甲", "en": "a", "source": "s"}


def written(folder: Path, name: str, *given: dict[str, Any]) -> None:
    text = yaml.safe_dump({"rules": list(given)}, allow_unicode=True)
    (folder / name).write_text(text, encoding="utf-8")


def faults(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Problem) as caught:
        call()
    assert caught.value.code is ProblemCode.RULES_INVALID
    assert caught.value.facts["where"] == caught.value.fields[0].path
    return [field.path for field in caught.value.fields]


def test_a_folder_is_read_whole_and_its_hash_follows_its_contents(tmp_path: Path) -> None:
    written(tmp_path, "a.yaml", GOOD | {"entries": [{"word": "甲"}]})
    (tmp_path / "local").mkdir()
    written(tmp_path / "local", "b.yaml", GOOD | {"rule": "more", "entries": [{"word": "乙"}]})
    first = RuleSet.load(tmp_path)
    assert [rule.rule for rule in first.rules] == ["listed", "more"]
    assert RuleSet.load(tmp_path).hash == first.hash

    written(tmp_path / "local", "b.yaml", GOOD | {"rule": "more", "entries": [{"word": "丙"}]})
    assert RuleSet.load(tmp_path).hash != first.hash


def test_moving_text_between_files_or_renaming_one_is_another_set() -> None:
    one, two = (
        {"a.yaml": b"rules: []\nallow: []\n", "b.yaml": b""},
        {"a.yaml": b"rules: []\n", "b.yaml": b"allow: []\n"},
    )
    good = yaml.safe_dump({"rules": [GOOD | {"entries": [{"word": "甲"}]}]}).encode()
    hashes = {
        RuleSet.of({"c.yaml": good, "a.yaml": b"allow: [x]\n"}).hash,
        RuleSet.of({"c.yaml": good, "b.yaml": b"allow: [x]\n"}).hash,
        RuleSet.of({"c.yaml": good + b"allow: [x]\n"}).hash,
    }
    assert len(hashes) == 3
    assert one != two


def test_hidden_files_of_a_mounted_folder_are_passed_over(tmp_path: Path) -> None:
    written(tmp_path, "a.yaml", GOOD | {"entries": [{"word": "甲"}]})
    (tmp_path / "..2024").mkdir()
    written(tmp_path / "..2024", "a.yaml", GOOD | {"entries": [{"word": "甲"}]})
    (tmp_path / "README.md").write_text("no rule", encoding="utf-8")
    assert len(RuleSet.load(tmp_path).rules) == 1


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "unknown setting": (words("甲", wrod="乙"), "test.yaml: rules.0.words.wrod"),
    "unknown kind": ({"rule": "listed", "kind": "magic"}, "test.yaml: rules.0"),
    "unknown severity": (words("甲", severity="fatal"), "test.yaml: rules.0.words.severity"),
    "number as text": (words("甲", version="1"), "test.yaml: rules.0.words.version"),
    "id with blanks": (words("甲") | {"rule": "My rule"}, "test.yaml: rules.0.words.rule"),
    "no words": (words(), "test.yaml: rules.0.words.entries"),
    "an empty word": (words(""), "test.yaml: rules.0.words.entries.0.word"),
    "a word nobody sees": (words("\u200b"), "test.yaml: rules.0.entries.0.word"),
    "the same word twice": (words("职业", "職業"), "test.yaml: rules.0.entries.1.word"),
    "a word allowed as a whole": (words("职业", allow=["職業"]), "test.yaml: rules.0.entries.0.word"),
    "a fact it does not have": (words("甲", zh="{value}"), "test.yaml: rules.0.zh"),
    "a fact with a format": (words("甲", en="{found!r}"), "test.yaml: rules.0.en"),
    "an attribute of a fact": (words("甲", en="{found.__class__}"), "test.yaml: rules.0.en"),
    "a brace left open": (words("甲", zh="{found"), "test.yaml: rules.0.zh"),
    "nothing instead": (words("甲", zh="{instead}"), "test.yaml: rules.0.words"),
    "no such indicator": (
        {"rule": "digits", "kind": "enrolled", "indicators": ["people"], "most_of_a_school": 1},
        "test.yaml: rules.0: people",
    ),
    "a broken pattern": (
        {"rule": "aged", "kind": "patterns", "anchors": ["岁"], "patterns": ["(岁"]},
        "test.yaml: rules.0.patterns",
    ),
    "an unbounded repeat": (
        {"rule": "aged", "kind": "patterns", "anchors": ["岁"], "patterns": [".*岁"]},
        "test.yaml: rules.0.patterns",
    ),
    "a repeated group": (
        {"rule": "aged", "kind": "patterns", "anchors": ["岁"], "patterns": ["(a{0,9}){0,9}岁"]},
        "test.yaml: rules.0.patterns",
    ),
    "too many ways to match": (
        {"rule": "aged", "kind": "patterns", "anchors": ["岁"], "patterns": ["a?" * 15 + "岁"]},
        "test.yaml: rules.0.patterns",
    ),
    "too many repeats": (
        {"rule": "aged", "kind": "patterns", "anchors": ["岁"], "patterns": ["[^。]{0,30}[^,]{0,30}.{,30}岁"]},
        "test.yaml: rules.0.patterns",
    ),
    "an age without a group": (
        {"rule": "aged", "kind": "patterns", "anchors": ["岁"], "patterns": ["岁"], "younger_than": 9},
        "test.yaml: rules.0.patterns",
    ),
}


@pytest.mark.parametrize(("rule", "where"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_rule_is_refused_with_its_place(rule: dict[str, Any], where: str) -> None:
    told = faults(lambda: rules(rule))
    assert told[0].startswith(where)


def test_all_faults_are_told_at_once() -> None:
    told = faults(lambda: rules(words("甲", zh="{nothing}"), words("乙") | {"kind": "magic"}))
    assert len(told) == 1
    told = faults(lambda: rules(words("甲", zh="{nothing}"), words("乙", en="{nothing}")))
    assert len(told) == 3  # The two texts, and the id that both rules have.


@pytest.mark.parametrize(
    "text",
    [
        b"rules: [",
        b"\xff\xfe",
        b"- a list",
        b"rules: &a []\nallow: *a\n",
        b"rules: []\nrules: []\n",
        b"rules:\n  - {rule: x, rule: y}\n",
        b"rules: 2024-05-12\n",
    ],
)
def test_a_file_that_is_no_rule_file_is_refused(text: bytes) -> None:
    (told,) = faults(lambda: RuleSet.of({"broken.yaml": text}))
    assert told.startswith("broken.yaml")


def test_too_much_is_refused_before_it_is_read() -> None:
    good = yaml.safe_dump({"rules": [GOOD | {"entries": [{"word": "甲"}]}]}).encode()
    assert faults(lambda: RuleSet.of({f"{number}.yaml": good for number in range(51)}))[0].startswith("rules:")
    assert faults(lambda: RuleSet.of({"large.yaml": good + b"#" * 2_000_000}))[0].startswith("large.yaml:")
    for deep in (b"[" * 100_000, b"{a: " * 100_000, b"- " * 20_000):
        assert faults(partial(RuleSet.of, {"deep.yaml": deep}))[0].startswith("deep.yaml: more than")


def test_a_folder_without_a_rule_or_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert faults(lambda: RuleSet.load(tmp_path))
    assert faults(lambda: RuleSet.load(tmp_path / "nowhere"))


def test_another_set_comes_into_force_only_when_it_is_valid(tmp_path: Path) -> None:
    written(tmp_path, "a.yaml", GOOD | {"entries": [{"word": "甲"}]})
    current = CurrentRules(tmp_path)
    first = current.rule_set
    assert not current.reload()
    assert current.rule_set is first

    (tmp_path / "a.yaml").write_text("rules: [", encoding="utf-8")
    assert faults(current.reload)
    assert current.rule_set is first

    written(tmp_path, "a.yaml", GOOD | {"entries": [{"word": "乙"}]})
    assert current.reload()
    assert found(current.rule_set, said(content=manuscript("乙")))
    assert not found(current.rule_set, said(content=manuscript("甲")))


def test_a_service_does_not_start_without_rules(tmp_path: Path) -> None:
    assert faults(lambda: CurrentRules(tmp_path))
