"""A letter: one notice, or a digest of several, in the reader's language, with the way to end such letters."""

from collections.abc import Sequence

from contracts.organisations import Language
from services.kit.post import Letter
from services.notification.domain.notices import Notice
from services.notification.domain.texts import moment, place_of, words
from services.notification.domain.unsubscribing import unsubscribe_address, unsubscribe_page

SHOWN_NOTICES = 50


def letter_id(person: str, number: int) -> str:
    """The id under which a person's letter is claimed, once, and which its Message-ID is made of."""
    return f"notice.{person}.{number}"


def letter_of(
    letter: str,
    to: str,
    notices: Sequence[Notice],
    language: Language,
    *,
    pages: str,
    unsubscribe: str,
) -> Letter:
    """The letter that tells `notices`, urgent ones first.

    `pages` is where the web application is found, `unsubscribe` what its link that ends letters carries.
    """
    ordered = sorted(notices, key=lambda one: (not one.urgent, one.at, one.id))
    said = [words(one.kind, one.facts, language, one.at) for one in ordered]
    chinese = language == "zh-CN"
    subject = said[0].title
    if len(said) > 1:
        more = len(said) - 1
        subject = f"{subject}(另有 {more} 条)" if chinese else f"{subject} (and {more} more)"
    lines: list[str] = []
    for notice, told in zip(ordered[:SHOWN_NOTICES], said, strict=False):
        lines += [f"■ {told.title}", told.text, moment(notice.at, language)]
        lines += [f"{pages}{place_of(notice.kind, notice.facts)}", ""]
    left_out = len(ordered) - SHOWN_NOTICES
    if left_out > 0:
        more_said = f"还有 {left_out} 条，请到收件箱查看。" if chinese else f"{left_out} more are in your inbox."
        lines += [more_said, ""]
    lines += _foot(pages, unsubscribe_page(pages, unsubscribe), chinese=chinese)
    return Letter(letter, to, subject, "\n".join(lines), unsubscribe_address(pages, unsubscribe))


def _foot(pages: str, unsubscribe: str, *, chinese: bool) -> list[str]:
    if chinese:
        return [
            "——",
            "这封信由职业教育活动周系统自动发出，请不要回复。",
            f"收件箱与通知设置：{pages}/inbox",
            f"不再接收通知邮件：{unsubscribe}",
            "",
        ]
    return [
        "--",
        "This letter was sent by the Vocational Education Activity Week's system; please do not answer it.",
        f"Inbox and choices: {pages}/inbox",
        f"No more letters: {unsubscribe}",
        "",
    ]
