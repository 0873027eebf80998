"""What each reason of a marked field is called, in both languages: what reviewers choose from, and what whoever mends reads."""

from dataclasses import dataclass

from contracts.moderation import ReturnReason


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """A reason as people call it."""

    zh: str
    en: str


REASON_WORDS: dict[ReturnReason, ReasonWords] = {
    ReturnReason.WRONG_NUMBER: ReasonWords("数字有误", "Wrong number"),
    ReturnReason.UNCLEAR_NUMBER: ReasonWords("口径不清", "Unclear number"),
    ReturnReason.INCOMPLETE: ReasonWords("内容不全", "Incomplete"),
    ReturnReason.WORDING: ReasonWords("用语不规范", "Wording"),
    ReturnReason.WRONG_LIST: ReasonWords("分类有误", "Wrong list entry"),
    ReturnReason.CAPTION: ReasonWords("图片说明", "Caption"),
    ReturnReason.CONSENT: ReasonWords("肖像同意", "Consent"),
    ReturnReason.PICTURE_QUALITY: ReasonWords("图片质量", "Picture quality"),
    ReturnReason.PRIVACY: ReasonWords("个人信息", "Personal data"),
    ReturnReason.DUPLICATE: ReasonWords("重复报送", "Reported twice"),
    ReturnReason.NOT_THIS_WEEK: ReasonWords("不在活动周", "Not this week"),
    ReturnReason.OTHER: ReasonWords("其他", "Other"),
}


def reason_words(code: str | None) -> ReasonWords | None:
    """The words of a reason; None where none was chosen, or where it is one that came after this was written."""
    return _BY_CODE.get(code) if code else None


_BY_CODE = {reason.value: words for reason, words in REASON_WORDS.items()}
