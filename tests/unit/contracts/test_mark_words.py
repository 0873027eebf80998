"""Every reason of a mark has a name in both languages, and the page of review calls it the same."""

import json
from pathlib import Path

import pytest

from contracts.mark_words import REASON_WORDS, reason_words
from contracts.moderation import ReturnReason

LOCALES = Path(__file__).parents[3] / "services/portal/web/src/locales"


def test_every_reason_is_called_something() -> None:
    assert set(REASON_WORDS) == set(ReturnReason)


@pytest.mark.parametrize(("language", "words"), [("zh-CN", "zh"), ("en", "en")])
def test_who_marks_and_who_mends_read_the_same_name(language: str, words: str) -> None:
    shown = json.loads((LOCALES / language / "review.json").read_text())["reason"]

    assert {code: one["name"] for code, one in shown.items()} == {
        reason.value: getattr(one, words) for reason, one in REASON_WORDS.items()
    }


def test_a_reason_that_came_later_has_no_name_here_and_is_no_fault() -> None:
    assert reason_words("from_a_newer_writer") is None
    assert reason_words(None) is None
