"""What an answer looks like."""

from datetime import datetime
from typing import Any

from contracts.base import Contract
from services.kit.webhooks.sending import Answer
from services.notification.domain.choices import Choices
from services.notification.domain.kinds import ALWAYS_ON_PAGE, Channel, Group, NoticeKind
from services.notification.domain.notices import Notice
from services.notification.domain.texts import place_of, words
from services.notification.operations.asking import Row
from services.notification.operations.choosing import Made
from services.notification.store.asked import Banner
from services.notification.store.people import Endpoint


class NoticeAnswer(Contract):
    """A notice in both languages. `place` is where in the web application it leads; `facts` what its words are made of."""

    notice: str
    kind: NoticeKind
    group: Group
    at: datetime
    urgent: bool
    read_at: datetime | None
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    place: str
    facts: dict[str, Any]


class NoticesAnswer(Contract):
    """A page of the inbox. `unread` counts up to 1,000; `next` is the cursor of the next page."""

    notices: tuple[NoticeAnswer, ...]
    unread: int
    next: str | None


class UnreadAnswer(Contract):
    """How many notices have not been read, up to 1,000."""

    unread: int


class InboxAnswer(Contract):
    """What a stream says: how many notices have not been read, up to 1,000, and the newest one."""

    unread: int
    newest: NoticeAnswer | None


class ReadAnswer(Contract):
    """How many were marked, and how many are left."""

    marked: int
    unread: int


class QuietAnswer(Contract):
    """From when to when letters rest, in Shanghai time."""

    start: str
    end: str


class ChoicesAnswer(Contract):
    """Choices with what goes with them: which groups cannot leave the page, and whether letters are sent at all."""

    channels: dict[Group, tuple[Channel, ...]]
    always_on_page: tuple[Group, ...]
    quiet: QuietAnswer
    letters: bool
    revision: int


class WebhookAnswer(Contract):
    """A person's webhook. `secret` is shown once. `suspended` says why it is called no more; naming it again resumes it."""

    url: str
    suspended: str | None
    failing_since: datetime | None
    secret: str | None = None


class TrialAnswer(Contract):
    """What a test call came to."""

    taken: bool
    why: str
    status: int | None
    said: str


class RowAnswer(Contract):
    """One obligation of a reminder."""

    obligation: str
    debtor: str
    outcome: str
    people: int
    again_at: datetime | None


class RemindersAnswer(Contract):
    """What a reminder did, or would do, obligation by obligation."""

    rows: tuple[RowAnswer, ...]
    reminded: int


class BannerAnswer(Contract):
    """What every page shows above everything else; `active` is false where it shows nothing."""

    active: bool
    level: str = "info"
    text_zh: str = ""
    text_en: str = ""
    changed_at: datetime | None = None
    until: datetime | None = None
    revision: int = 0


def notice_answer(notice: Notice) -> NoticeAnswer:
    """A notice as the inbox shows it."""
    chinese = words(notice.kind, notice.facts, "zh-CN", notice.at)
    english = words(notice.kind, notice.facts, "en", notice.at)
    return NoticeAnswer(
        notice=notice.id,
        kind=notice.kind,
        group=notice.group,
        at=notice.at,
        urgent=notice.urgent,
        read_at=notice.read_at,
        title_zh=chinese.title,
        title_en=english.title,
        text_zh=chinese.text,
        text_en=english.text,
        place=place_of(notice.kind, notice.facts),
        facts=notice.facts,
    )


def choices_answer(choices: Choices, *, has_letters: bool) -> ChoicesAnswer:
    """Choices as the page shows them."""
    return ChoicesAnswer(
        channels={
            group: tuple(sorted(chosen | ({Channel.PAGE} if group in ALWAYS_ON_PAGE else frozenset())))
            for group, chosen in choices.channels.items()
        },
        always_on_page=tuple(sorted(ALWAYS_ON_PAGE)),
        quiet=QuietAnswer(start=choices.quiet.start.isoformat("minutes"), end=choices.quiet.end.isoformat("minutes")),
        letters=has_letters,
        revision=choices.revision,
    )


def webhook_answer(endpoint: Endpoint, made: Made | None = None) -> WebhookAnswer:
    """A webhook, with its secret only where it was made just now."""
    return WebhookAnswer(
        url=endpoint.url,
        suspended=endpoint.suspended,
        failing_since=endpoint.failing_since,
        secret=made.secret if made else None,
    )


def trial_answer(answer: Answer) -> TrialAnswer:
    """What a test call came to."""
    return TrialAnswer(taken=answer.verdict.value == "taken", why=answer.why, status=answer.status, said=answer.said)


def reminders_answer(rows: list[Row]) -> RemindersAnswer:
    """What a reminder did, or would do."""
    return RemindersAnswer(
        rows=tuple(
            RowAnswer(
                obligation=one.obligation,
                debtor=one.debtor,
                outcome=one.outcome.value,
                people=one.people,
                again_at=one.again_at,
            )
            for one in rows
        ),
        reminded=sum(one.outcome.value == "reminded" for one in rows),
    )


def banner_answer(banner: Banner | None, now: datetime) -> BannerAnswer:
    """The banner as pages show it: one that has run out is not active."""
    if banner is None:
        return BannerAnswer(active=False)
    active = banner.active and (banner.until is None or banner.until > now)
    return BannerAnswer(
        active=active,
        level=banner.level,
        text_zh=banner.text_zh,
        text_en=banner.text_en,
        changed_at=banner.changed_at,
        until=banner.until,
        revision=banner.revision,
    )
