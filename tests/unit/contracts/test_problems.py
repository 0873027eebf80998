"""Every way to fail has its words in both languages and a remedy, and its texts can always be shown."""

from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.generate import facts_of, problems_page
from contracts.problem_texts import TEXTS, ProblemText
from contracts.problems import FieldProblem, Problem, ProblemCode, text_of

codes = st.sampled_from(list(ProblemCode))


def _facts(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def _is_chinese(words: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in words)


def test_every_code_has_words_and_no_words_are_without_a_code() -> None:
    assert set(TEXTS) == {code.value for code in ProblemCode}


@pytest.mark.parametrize("code", list(ProblemCode))
def test_a_problem_is_told_in_chinese_and_english_with_a_remedy_in_both(code: ProblemCode) -> None:
    text = text_of(code)

    assert _is_chinese(text.zh)
    assert _is_chinese(text.remedy_zh)
    for english in (text.en, text.remedy_en):
        assert english
        assert english.isascii()
        assert english.endswith(".")


@pytest.mark.parametrize("code", list(ProblemCode))
def test_the_facts_that_a_text_names_are_plain_names_and_the_same_in_both_languages(code: ProblemCode) -> None:
    text = text_of(code)

    for name in facts_of(text):
        assert name.isidentifier()
        assert name.isascii()
    assert _facts(text.zh) == _facts(text.en)
    assert _facts(text.remedy_zh) == _facts(text.remedy_en)


@pytest.mark.parametrize("code", list(ProblemCode))
def test_a_problem_has_the_status_of_an_error(code: ProblemCode) -> None:
    assert text_of(code).status in {400, 401, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503}


@pytest.mark.parametrize("code", list(ProblemCode))
def test_the_page_of_problems_tells_each_one(code: ProblemCode) -> None:
    assert f"| `{code.value}` | {text_of(code).status} | {text_of(code).zh}" in problems_page()


@given(codes, st.dictionaries(st.text(max_size=8), st.text(max_size=8)))
def test_a_problem_can_be_shown_whatever_facts_it_has(code: ProblemCode, facts: dict[str, str]) -> None:
    problem = Problem(code)
    problem.facts = facts

    body = problem.as_json("/v1/submissions/1")

    assert body["type"] == f"urn:weekwire:problem:{code.value}"
    assert body["status"] == problem.status
    assert (body["facts"], body["instance"]) == (facts, "/v1/submissions/1")


@given(codes)
def test_facts_stand_in_the_words_in_both_languages(code: ProblemCode) -> None:
    facts: dict[str, Any] = {name: f"<{name}>" for name in facts_of(text_of(code))}

    body = Problem(code, **facts).as_json()

    for name in _facts(text_of(code).zh):
        assert f"<{name}>" in body["detail_zh"]
        assert f"<{name}>" in body["detail_en"]


def test_every_problem_of_a_form_is_listed_with_its_path() -> None:
    fields = (
        FieldProblem("sessions.0.place.code", ProblemCode.BAD_PLACE),
        FieldProblem("title", ProblemCode.TOO_LONG, {"limit": 200}),
    )

    body = Problem(ProblemCode.INVALID, fields=fields, count=2).as_json()

    assert body["detail_zh"] == "填报内容有 2 处问题。"
    assert [(field["path"], field["code"]) for field in body["fields"]] == [
        ("sessions.0.place.code", "bad_place"),
        ("title", "too_long"),
    ]
    assert body["fields"][1]["detail_en"] == "Too long: at most 200."


def test_facts_are_listed_once_in_order_of_first_use() -> None:
    assert facts_of(ProblemText(422, "{b}{a}", "{a}{b}", "{c}", "{b}")) == ["b", "a", "c"]
