"""The rules as they are shipped, on the official text and on what reports really say."""

from pathlib import Path
from typing import get_args

import pytest

from contracts.editions import shipped_editions
from contracts.submissions import SubmissionState
from deploy.demo.contents import SENTENCES
from services.moderation.checks import SHIPPED_RULES, CheckInput, Neighbours, RuleSet, Severity, check
from services.moderation.checks.engine import FINDERS
from services.moderation.checks.kinds import Order, Rule, Words
from tests.unit.moderation.checks.making import consent, found, manuscript, measure, photo, report, said, session, stood

NOTICE = (Path(__file__).parents[3] / "data" / "notice-2024.txt").read_text(encoding="utf-8")
RULES = RuleSet.load(SHIPPED_RULES)
EDITION_2024 = next(one for one in shipped_editions() if one.edition == "2024")


def told(state: SubmissionState) -> dict[str, str]:
    """Rule and evidence of every finding."""
    return {one.rule: one.evidence for one in found(RULES, state, edition=EDITION_2024)}


def captioned(caption: str) -> dict[str, str]:
    return told(said(manifest=(photo(caption=caption),)))


def test_the_notice_itself_has_no_mistake() -> None:
    findings = check(CheckInput(said(content=manuscript(NOTICE)), EDITION_2024), RULES, Neighbours()).findings
    assert [one for one in findings if one.severity is not Severity.INFO] == []


def test_what_the_demo_writes_has_no_mistake() -> None:
    state = said(content=manuscript("".join(SENTENCES)), manifest=(photo(caption="某校活动现场", credit="某校供图"),))
    assert told(state) == {}


@pytest.mark.parametrize(
    "text",
    [
        "讲座落幕后,校企双方签订协议。",
        "全校“双师形成”机制,严峻工作形势下按装备清单采购。",
        "全部份额由企业认领。",
        "香港等国家和地区的院校代表出席。",
        "农业部门与工业部门联合举办。",
        "瞎子阿炳的二胡曲。",
        "培养数字人才,学习数字人文。",
        "高中生、初中生和12岁以下儿童免费入场。",
        "小学生和家长参观,三年级学生周末体验。",
        "就业率达98.5%,同比增长130%。",
        "2024年5月12日开幕,吸引1.5万人次。",
        "建校60周年,王校长介绍18岁以上报名条件。",
    ],
)
def test_what_only_looks_like_a_mistake_is_left_alone(text: str) -> None:
    assert told(said(content=manuscript(text))) == {}


@pytest.mark.parametrize(
    ("text", "rule", "evidence"),
    [
        ("人流穿流不息", "mistaken_words", "穿流不息"),
        ("深化产教溶合", "mistaken_terms", "产教溶合"),
        ("关爱残废人", "degrading_words", "残废人"),
        ("入学即包就业", "promises", "包就业"),
        ("由国家教育部主办", "body_names", "国家教育部"),
        ("中港兩地青年", "hong_kong_macao_taiwan", "中港兩地"),
        ("来自香港等国家的代表", "hong_kong_macao_taiwan", "香港等国家"),
        ("由中宣部、教育部、农业农村部举办", "body_order", "中宣部、教育部、农业农村部"),
        ("机密★1年", "secrecy_mark", "机密★"),
        ("密级:秘密", "secrecy_mark", "密级:秘密"),
        ("本件不得外传", "internal_mark", "不得外传"),
        ("选手李小明,16岁,获一等奖", "minor_named_in_text", "李小明,16岁"),
        ("十二岁的张小朵走上讲台", "minor_named_in_text", "十二岁的张小朵"),
        ("小学三年级学生王小朵体验", "pupil_named_in_text", "小学三年级学生王小朵"),
        ("就业率达102%", "share_above_100", "102%"),
        ("吸引12000万人参加", "wan_twice", "12000万人"),
        ("2024年2月30日举办", "no_such_date", "2024年2月30日"),
        ("2019年5月6日曾举办", "date_of_another_year", "2019年5月6日"),
    ],
)
def test_what_a_shipped_rule_is_for_is_found(text: str, rule: str, evidence: str) -> None:
    assert told(said(content=manuscript(text))).get(rule) == evidence


@pytest.mark.parametrize(
    ("caption", "rule", "severity"),
    [
        ("王小明(9岁)体验焊接", "child_named_in_caption", Severity.BLOCK),
        ("9岁的王小明体验焊接", "child_named_in_caption", Severity.BLOCK),
        ("王小明(15岁)体验焊接", "minor_named_in_caption", Severity.WARN),
        ("实验小学四年级学生王小明", "pupil_named_in_caption", Severity.BLOCK),
        ("学生在地图前讲解", "maps", Severity.WARN),
        ("升国旗仪式", "flags_and_emblems", Severity.WARN),
    ],
)
def test_captions_are_looked_at_for_what_they_give_away(caption: str, rule: str, severity: Severity) -> None:
    findings = {one.rule: one for one in found(RULES, said(manifest=(photo(caption=caption),)))}
    assert set(findings) == {rule}
    assert findings[rule].severity is severity


@pytest.mark.parametrize(
    "caption",
    [
        "小学学生高高兴兴参加体验",
        "实验小学的同学张贴海报",
        "三年级学生毛笔书法作品",
        "幼儿园小朋友何时最开心",
        "六年级同学马上出发",
        "小学生在机器人展台前",
        "12岁以下的孩子体验木工",
        "李老师(45岁)指导学生",
        "建校80周年",
    ],
)
def test_captions_that_name_nobody_are_left_alone(caption: str) -> None:
    assert captioned(caption) == {}


def test_children_without_a_consent_block_and_older_minors_warn() -> None:
    files = (photo(1, consent=consent(under_14=True)), photo(2, consent=consent(identifiable_minors=True)))
    findings = {one.rule: one.severity for one in found(RULES, said(manifest=files))}
    assert findings == {"consent_missing_under_14": Severity.BLOCK, "consent_missing": Severity.WARN}


def test_a_mark_of_secrecy_in_a_files_name_blocks() -> None:
    state = said(manifest=(photo(name="秘密★方案.docx", kind="document", caption="", credit=""),))
    assert {one.rule: one.severity for one in found(RULES, state)} == {"secrecy_mark": Severity.BLOCK}


def test_numbers_alone_never_block() -> None:
    wrong = report(
        measure("participant_visits", 5),
        measure("student_count", 100),
        measure("post_count", 9),
        sessions=(session(measure("student_count", 99_999_999)),),
        text="参与5万人次",
    )
    findings = found(RULES, said(content=wrong, flags=("undated", "count_differs:session_count")), edition=EDITION_2024)
    assert {one.rule for one in findings} == {
        "fewer_than_its_part",
        "number_alone",
        "too_many_for_the_place",
        "more_than_enrolled",
        "ten_thousand_slip",
        "count_differs",
        "undated",
    }
    assert Severity.BLOCK not in {one.severity for one in findings}


def test_every_entry_finds_itself_and_what_is_right_is_not_found() -> None:
    for rule in RULES.rules:
        if isinstance(rule, Words) and "text" in rule.parts:
            for entry in rule.entries:
                state = said(content=manuscript(f"。{entry.word}。"))
                assert stood(next(one for one in found(RULES, state) if one.rule == rule.rule), state) == entry.word
                if entry.instead:
                    assert rule.rule not in told(said(content=manuscript(f"。{entry.instead}。"))), entry
                for phrase in entry.allow:
                    assert rule.rule not in told(said(content=manuscript(f"。{phrase}。"))), phrase


def test_the_order_of_bodies_is_that_of_the_editions_departments() -> None:
    rule = next(one for one in RULES.rules if isinstance(one, Order))
    departments = [one.name for one in EDITION_2024.departments]
    assert [next(name for name in departments if name in names) for names in rule.names] == departments


def test_every_rule_has_words_in_both_languages_and_a_source() -> None:
    for rule in RULES.rules:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in rule.zh)
        assert rule.en.isascii()
        assert rule.source


README = (SHIPPED_RULES / "README.md").read_text(encoding="utf-8")


def test_the_example_of_the_rules_readme_is_valid() -> None:
    example = README.partition("```yaml\n")[2].partition("```")[0]
    assert len(RuleSet.of({"example.yaml": example.encode()}).rules) == 1


def test_the_rules_readme_names_every_kind_with_every_setting() -> None:
    common = {*Rule.model_fields, "kind"}
    rows = [line for line in README.splitlines() if line.startswith("| `")]
    for kind in FINDERS:
        (name,) = get_args(kind.model_fields["kind"].annotation)
        row = next(line for line in rows if f"`{name}`" in line.split("|")[1])
        for setting in kind.model_fields.keys() - common:
            assert f"`{setting}" in row, (name, setting)
