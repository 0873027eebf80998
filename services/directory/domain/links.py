"""Links that letters carry: an invitation, or the way to a new password. Each is good once and for a while.

Sources: NIST SP 800-63B 6.1.2.3 and OWASP "forgot password" (one use, short life, hash stored, uniform answers). A new letter of the
same kind takes the place of the one before it.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from contracts.organisations import Language
from services.kit.clock import SHANGHAI

FIRST_RETRY_SECONDS = 5.0
LONGEST_RETRY_SECONDS = 600.0
SENDING_SECONDS = 60.0
"""How long a sender has a letter to itself; who fell silent meanwhile leaves it to another, under the same Message-ID."""


class Purpose(StrEnum):
    """What a link is for."""

    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105 - what the link is for.


class LetterState(StrEnum):
    """How far the letter with the link has come."""

    WAITING = "waiting"
    SENT = "sent"
    REFUSED = "refused"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Link:
    """One link. `person` is None where nobody has the name that was typed; then no letter is written, and all else is alike.

    The token is kept as SHA-256, and sealed as long as its letter has to be written. `formerly_sha256` says
    which password was in force when it was made, since another one ends it; `password_hash` is the one that was chosen with the link
    and is not in force yet. Times are UTC.
    """

    link: str
    revision: int
    purpose: Purpose
    person: str | None
    token_sha256: str
    made_at: datetime
    ends_at: datetime
    made_by: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    formerly_sha256: str = ""
    password_hash: str | None = None
    letter: LetterState = LetterState.NONE
    letter_due_at: datetime | None = None
    letter_attempts: int = 0
    letter_fault: str = ""
    sealed_token: str = ""


def formerly(password_hash: str | None) -> str:
    """What a link remembers of the password that it is made to replace."""
    return hashlib.sha256((password_hash or "").encode()).hexdigest()


def is_live(link: Link, password_hash: str | None, now: datetime) -> bool:
    """Whether the link still opens: not used, not revoked, not too old, and no other password came into force meanwhile."""
    return link.ended_at is None and now < link.ends_at and link.formerly_sha256 == formerly(password_hash)


def is_half_used(link: Link, now: datetime) -> bool:
    """Whether the password that was chosen with the link may not be in force yet: the same request completes that."""
    return link.password_hash is not None and now < link.ends_at


def used(link: Link, password_hash: str, now: datetime, revision: int) -> Link:
    """The link, used for a password that is to come into force."""
    return replace(_quiet(link), ended_at=now, ended_by="used", password_hash=password_hash, revision=revision)


def applied(link: Link, revision: int) -> Link:
    """The link after its password has come into force."""
    return replace(link, password_hash=None, revision=revision)


def revoked(link: Link, now: datetime, revision: int) -> Link:
    """The link taken back."""
    return replace(_quiet(link), ended_at=now, ended_by="revoked", revision=revision)


def _quiet(link: Link) -> Link:
    """A link that has ended needs no letter any more."""
    waiting = link.letter is LetterState.WAITING
    return replace(link, letter=LetterState.NONE if waiting else link.letter, letter_due_at=None, sealed_token="")


def claimed(link: Link, now: datetime, revision: int) -> Link:
    """The link while somebody sends its letter."""
    return replace(
        link,
        letter_due_at=now + timedelta(seconds=SENDING_SECONDS),
        letter_attempts=link.letter_attempts + 1,
        revision=revision,
    )


def sent(link: Link, revision: int) -> Link:
    """The link after its letter went out; nobody can read the token any more but who got it."""
    return replace(
        link, letter=LetterState.SENT, letter_due_at=None, letter_fault="", sealed_token="", revision=revision
    )


def put_off(link: Link, fault: str, now: datetime, revision: int) -> Link:
    """The link whose letter is tried again: later each time, and no more once the link has ended."""
    seconds = min(LONGEST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** min(link.letter_attempts, 10))
    due_at = now + timedelta(seconds=seconds)
    if due_at >= link.ends_at:
        return refused(link, fault, revision)
    return replace(link, letter_due_at=due_at, letter_fault=fault, revision=revision)


def refused(link: Link, fault: str, revision: int) -> Link:
    """The link whose letter no mail server takes."""
    return replace(
        link, letter=LetterState.REFUSED, letter_due_at=None, letter_fault=fault, sealed_token="", revision=revision
    )


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says: subject and text."""

    subject: str
    text: str


def words(
    purpose: Purpose, language: Language, *, name: str, called: str, organisation: str, address: str, ends_at: datetime
) -> Words:
    """The letter with a link. `name` is what the person signs in with, `called` how the person is addressed."""
    at = ends_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    subject, text = _TEXTS[purpose, language]
    facts = {"name": name, "called": called or name, "organisation": organisation, "address": address, "at": at}
    return Words(subject.format(**facts), text.format(**facts))


_TEXTS: dict[tuple[Purpose, Language], tuple[str, str]] = {
    (Purpose.INVITATION, "zh-CN"): (
        "请启用您在职业教育活动周报送系统的账号",
        (
            "{called}:\n\n"
            "{organisation}已为您开通职业教育活动周报送系统的账号，登录名是 {name}。\n"
            "请打开下面的链接，设置您自己的密码后即可使用。链接只能使用一次，有效期至 {at}(北京时间)：\n\n"
            "{address}\n\n"
            "链接失效时，请联系开通账号的管理员重新发送。如果您不认识上述单位，请忽略本邮件。\n"
        ),
    ),
    (Purpose.INVITATION, "en"): (
        "Your account for reporting to the Vocational Education Activity Week",
        (
            "{called},\n\n"
            "{organisation} has opened an account for you. You sign in as {name}.\n"
            "Open this link and choose your own password. It is good once, until {at} (Beijing time):\n\n"
            "{address}\n\n"
            "Once it has ended, ask the manager who opened the account for another letter. If you do not know this "
            "organisation, leave this letter unanswered.\n"
        ),
    ),
    (Purpose.PASSWORD, "zh-CN"): (
        "重设职业教育活动周报送系统的密码",
        (
            "{called}:\n\n"
            "有人为您的账号 {name}({organisation})申请重设密码。\n"
            "如果是您本人，请打开下面的链接设置新密码。链接只能使用一次，有效期至 {at}(北京时间)：\n\n"
            "{address}\n\n"
            "如果不是您本人，请忽略本邮件，您的密码没有改变；多次收到时请告知上级单位管理员。\n"
        ),
    ),
    (Purpose.PASSWORD, "en"): (
        "A new password for the Vocational Education Activity Week",
        (
            "{called},\n\n"
            "Somebody asked for a new password for your account {name} ({organisation}).\n"
            "If that was you, open this link and choose one. It is good once, until {at} (Beijing time):\n\n"
            "{address}\n\n"
            "If it was not you, do nothing: your password is as it was. Tell the manager one level up if it happens again.\n"
        ),
    ),
}
