import pytest

from tests.unit.moderation.checks.making import consent, found, manuscript, photo, rules, said

CAPTION = {"rule": "caption", "kind": "file_text", "lacks": "caption", "files": ["photo", "video"], "zh": "{file}"}
CREDIT = {"rule": "credit", "kind": "file_text", "lacks": "credit"}


def test_a_picture_without_a_caption_or_a_credit_is_told_by_its_name() -> None:
    state = said(manifest=(photo(1), photo(2, caption=" "), photo(3, credit="")))
    told = found(rules(CAPTION, CREDIT), state)
    assert [(one.rule, one.path) for one in told] == [
        ("caption", "manifest.1.caption"),
        ("credit", "manifest.2.credit"),
    ]
    assert told[0].zh == "2.jpg"


def test_a_document_needs_no_caption_and_a_film_where_the_rule_says_so() -> None:
    state = said(manifest=(photo(1, kind="document", caption=""), photo(2, kind="video", caption="", credit="")))
    assert [one.path for one in found(rules(CAPTION, CREDIT), state)] == ["manifest.1.caption"]


@pytest.mark.parametrize(
    ("caption", "told"), [("图片1", 1), ("IMG_0815 (2)", 1), ("★", 1), ("图书馆", 0), ("图1 焊接", 0)]
)
def test_a_caption_of_figures_and_empty_words_says_nothing(caption: str, told: int) -> None:
    listed = rules(CAPTION | {"says_nothing": ["图片", "图", "IMG"]})
    assert len(found(listed, said(manifest=(photo(caption=caption),)))) == told


MINORS = {"rule": "minors", "kind": "consent", "under_14": False}
CHILDREN = {"rule": "children", "kind": "consent", "under_14": True, "severity": "block"}


@pytest.mark.parametrize(
    ("shown", "rule"),
    [
        ({"identifiable_minors": True}, "minors"),
        ({"identifiable_minors": True, "under_14": True}, "children"),
        ({"under_14": True}, "children"),
        ({"identifiable_minors": True, "on_file": True}, None),
        ({"under_14": True, "on_file": True}, None),
        ({}, None),
    ],
)
def test_minors_who_can_be_recognised_need_a_consent_on_file(shown: dict[str, bool], rule: str | None) -> None:
    state = said(manifest=(photo(consent=consent(**shown)),))
    assert [one.rule for one in found(rules(MINORS, CHILDREN), state)] == ([rule] if rule else [])


def test_a_file_whose_consent_was_taken_back_is_closed_and_not_asked_for_again() -> None:
    file = photo(consent=consent(under_14=True))
    assert not found(rules(CHILDREN), said(manifest=(file,), consents_withdrawn=(file.sha256,)))


def test_the_tick_on_state_secrets_is_asked_for() -> None:
    tick = {"rule": "tick", "kind": "secrets_tick", "severity": "block"}
    (one,) = found(rules(tick), said(content=manuscript("无", no_state_secrets=False)))
    assert (one.path, one.severity) == ("content.no_state_secrets", "block")
    assert not found(rules(tick), said())
