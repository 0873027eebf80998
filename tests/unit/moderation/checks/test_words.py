import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.moderation.checks.scanning import Hit, Scanner
from tests.unit.moderation.checks.making import found, manuscript, photo, rules, said, stood, words

INSTEAD = {"zh": "“{found}”应为“{instead}”。", "en": "'{found}' for '{instead}'"}


def test_a_mistaken_word_is_shown_where_it_stands_in_the_original_with_what_is_right() -> None:
    state = said(content=manuscript("參加渡\u200b假村的活動…再接再勵"))
    (one, two) = found(
        rules(words({"word": "渡假村", "instead": "度假村"}, {"word": "再接再励", "instead": "再接再厉"}, **INSTEAD)),
        state,
    )

    assert (one.path, one.evidence, one.zh) == ("content.text", "渡\u200b假村", "“渡\u200b假村”应为“度假村”。")
    assert stood(one, state) == "渡\u200b假村"
    assert (stood(two, state), two.en) == ("再接再勵", "'再接再勵' for '再接再厉'")


def test_a_word_of_the_list_may_itself_be_written_in_traditional_characters() -> None:
    assert found(rules(words("渡假村莊")), said(content=manuscript("渡假村庄")))


def test_a_phrase_of_the_white_list_clears_a_hit_inside_it_and_no_other() -> None:
    listed = rules(words({"word": "部份", "allow": ["全部份额"]}))
    state = said(content=manuscript("全部份额里的一部份"))

    (one,) = found(listed, state)

    assert (one.start, stood(one, state)) == (7, "部份")


def test_a_phrase_that_only_overlaps_a_hit_does_not_clear_it() -> None:
    assert found(rules(words("部份额", allow=["一部份"])), said(content=manuscript("一部份额")))


def test_a_phrase_allowed_for_the_whole_set_clears_the_lists_of_all_rules() -> None:
    state = said(content=manuscript("星海瞎子巷小学"))
    assert found(rules(words("瞎子")), state)
    assert not found(rules(words("瞎子"), allow=("瞎子巷",)), state)


def test_of_overlapping_words_the_leftmost_longest_is_told() -> None:
    state = said(content=manuscript("中华职业教育学社"))
    told = found(rules(words("职业", "中华职业", "中华职业教育学社", "教育学社")), state)
    assert [stood(one, state) for one in told] == ["中华职业教育学社"]


def test_a_word_of_one_rule_hides_no_word_of_another() -> None:
    listed = rules(words("职业教育"), words("业教", severity="block") | {"rule": "another"})
    assert {one.rule for one in found(listed, said(content=manuscript("职业教育")))} == {"listed", "another"}


def test_a_rule_looks_only_at_the_parts_it_names() -> None:
    state = said(content=manuscript("地图", title="地图"), manifest=(photo(caption="地图"),))
    told = found(rules(words("地图", parts=["caption"])), state)
    assert [one.path for one in told] == ["manifest.0.caption"]


def test_a_rule_for_one_kind_of_material_leaves_the_others_alone() -> None:
    assert not found(rules(words("地图", only=["case"])), said(content=manuscript("地图")))
    assert found(rules(words("地图", only=["manuscript"])), said(content=manuscript("地图")))


ALPHABET = "甲乙丙"


@given(
    st.text(ALPHABET, max_size=30),
    st.lists(st.text(ALPHABET, min_size=1, max_size=4), min_size=1, max_size=4, unique=True),
    st.lists(st.text(ALPHABET, min_size=1, max_size=6), max_size=3, unique=True),
)
def test_the_scan_finds_what_a_plain_search_finds(text: str, listed: list[str], allowed: list[str]) -> None:
    listed = [word for word in listed if word not in allowed] or ["丁"]
    rule_set = rules(words(*listed, allow=allowed))
    hits = Scanner(rule_set.rules, ()).scan(text).get(0, [])

    cleared = [(at, at + len(phrase)) for phrase in allowed for at in range(len(text)) if text.startswith(phrase, at)]
    expected: list[Hit] = []
    at = 0
    while at < len(text):
        fitting = [
            (len(word), entry)
            for entry, word in enumerate(listed)
            if text.startswith(word, at) and not any(first <= at and at + len(word) <= last for first, last in cleared)
        ]
        length, entry = max(fitting, default=(1, -1))
        if entry >= 0:
            expected.append(Hit(entry, at, at + length))
        at += length
    assert hits == expected


def aged(**settings: object) -> dict[str, object]:
    return {
        "rule": "aged",
        "kind": "patterns",
        "anchors": ["岁"],
        "patterns": ["[王李][一-龥]{1,2}[,( ]{0,2}(?P<age>[0-9]{1,2}|[一二三四五六七八九十]{1,3})岁"],
        "younger_than": 14,
        **settings,
    }


@pytest.mark.parametrize("caption", ["王小明,9岁", "李明(十三岁)在体验", "小学员王朵13岁"])
def test_a_name_with_an_age_below_the_bound_is_found(caption: str) -> None:
    state = said(manifest=(photo(caption=caption),))
    (one,) = found(rules(aged(zh="{found}")), state)
    assert one.path == "manifest.0.caption"
    assert stood(one, state) == one.evidence == one.zh


@pytest.mark.parametrize("caption", ["王小明,14岁", "李明(十四岁)", "建校60岁", "王小明,九十岁"])
def test_an_age_at_the_bound_or_above_is_none(caption: str) -> None:
    assert not found(rules(aged()), said(manifest=(photo(caption=caption),)))


def test_an_age_may_have_a_lower_bound_too() -> None:
    listed = rules(aged(from_age=14, younger_than=18))
    assert found(listed, said(manifest=(photo(caption="王小明,14岁"),)))
    assert not found(listed, said(manifest=(photo(caption="王小明,13岁"),)))


def test_a_pattern_is_told_once_however_many_anchors_it_holds() -> None:
    listed = rules(
        {"rule": "marks", "kind": "patterns", "anchors": ["密级", "秘密"], "patterns": ["密级[: ]{0,2}秘密"]}
    )
    assert len(found(listed, said(content=manuscript("密级:秘密")))) == 1


def test_a_match_that_holds_no_anchor_is_none() -> None:
    listed = rules({"rule": "marks", "kind": "patterns", "anchors": ["密级"], "patterns": ["(?:密级:)?秘密"]})
    assert not found(listed, said(content=manuscript("密级栏空着,抽屉里有一个秘密")))
    assert found(listed, said(content=manuscript("密级:秘密")))


def test_matches_in_touching_and_in_distant_neighbourhoods_are_all_found() -> None:
    text = "王小明9岁李小花8岁" + "。" * 200 + "王小刚7岁"
    told = found(rules(aged(parts=["text"])), said(content=manuscript(text)))
    assert [one.evidence for one in told] == ["王小明9岁", "李小花8岁", "王小刚7岁"]


def test_an_anchor_inside_an_allowed_phrase_is_none() -> None:
    assert not found(rules(aged(allow=["9岁"])), said(manifest=(photo(caption="王小明,9岁"),)))


def order() -> dict[str, object]:
    return {
        "rule": "order",
        "kind": "order",
        "names": [["教育部"], ["中央宣传部", "中宣部"], ["农业农村部"], ["共青团中央"]],
        "zh": "“{before}”在“{after}”之前。",
    }


def test_bodies_listed_out_of_order_are_told_with_the_pair_that_is_wrong() -> None:
    state = said(content=manuscript("由教育部、农业农村部、中宣部和共青团中央联合举办"))
    (one,) = found(rules(order()), state)
    assert one.evidence == "教育部、农业农村部、中宣部和共青团中央"
    assert one.zh == "“中宣部”在“农业农村部”之前。"


@pytest.mark.parametrize(
    "text",
    [
        "由教育部、中宣部、农业农村部联合举办",
        "农业农村部、教育部",
        "农业农村部参加,随后教育部介绍情况,最后中宣部总结",
    ],
)
def test_bodies_in_order_or_not_listed_together_are_left_alone(text: str) -> None:
    assert not found(rules(order()), said(content=manuscript(text)))


AI = {"rule": "ai_words", "kind": "ai_mark", "words": ["AI生成", "数字人"], "allow": ["数字人才"]}


def test_talk_of_generated_pictures_with_no_marked_file_is_told() -> None:
    state = said(content=manuscript("封面由\uff21\uff29生成"), manifest=(photo(1), photo(2)))
    assert [one.evidence for one in found(rules(AI), state)] == ["\uff21\uff29生成"]


def test_a_marked_file_answers_for_the_text_but_not_for_another_files_caption() -> None:
    manifest = (
        photo(1, ai_generated=True),
        photo(2, caption="数字人讲解员"),
        photo(3, caption="数字人才培养"),
        photo(4, caption="数字人", ai_generated=True),
    )
    told = found(rules(AI), said(content=manuscript("封面由AI生成"), manifest=manifest))
    assert [one.path for one in told] == ["manifest.1.caption"]


SHARES = {"rule": "shares", "kind": "shares", "of": ["率", "占"], "unless": ["增", "完成率"], "zh": "{found}"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("毕业生就业率达102%。", ["毕业生就业率达102%"]),
        ("对口就业占比为120.5%", ["对口就业占比为120.5%"]),
        ("就业率达98%,同比增长120%", []),
        ("任务完成率达130%", []),
        ("就业率达100%", []),
        ("营收为去年的150%", []),
    ],
)
def test_a_share_above_a_hundred_percent_is_told_and_growth_is_not(text: str, told: list[str]) -> None:
    assert [one.zh for one in found(rules(SHARES), said(content=manuscript(text)))] == told
