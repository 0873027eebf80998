"""The kinds of notices, the groups that people choose by, and the channels that a notice can take.

Source: feature list, rows of notifications and deadlines; domain report 2.1 (return, pass up, accept) and N8 (uses).
"""

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """A way to a person. Letters are gathered, webhooks are sent one by one."""

    PAGE = "page"
    EMAIL = "email"
    WEBHOOK = "webhook"


OUTGOING = (Channel.EMAIL, Channel.WEBHOOK)


class Group(StrEnum):
    """What a person chooses channels for: kinds of notices that belong together."""

    RETURNED = "returned"
    PROGRESS = "progress"
    FEATURED = "featured"
    FILES = "files"
    QUEUE = "queue"
    OBLIGATIONS = "obligations"
    REMINDERS = "reminders"


class NoticeKind(StrEnum):
    """What a notice says."""

    RETURNED = "returned"
    REFUSED = "refused"
    PASSED_UP = "passed_up"
    ACCEPTED = "accepted"
    COUNTED = "counted"
    DUPLICATE = "duplicate"
    UNDONE = "undone"
    WITHDRAWN = "withdrawn"
    FEATURED = "featured"
    RECALLED = "recalled"
    USED = "used"
    FILES_MISSING = "files_missing"
    FILES_FAILED = "files_failed"
    QUEUE = "queue"
    ANSWERED = "answered"
    OBLIGATION_SET = "obligation_set"
    OBLIGATION_CHANGED = "obligation_changed"
    OBLIGATION_CANCELLED = "obligation_cancelled"
    REMINDER = "reminder"
    DRAFTS = "drafts"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a kind is treated: the group it is chosen by, and whether its letter waits for no digest and no morning."""

    group: Group
    urgent: bool = False


MANNERS: dict[NoticeKind, Manner] = {
    NoticeKind.RETURNED: Manner(Group.RETURNED, urgent=True),
    NoticeKind.REFUSED: Manner(Group.RETURNED, urgent=True),
    NoticeKind.PASSED_UP: Manner(Group.PROGRESS),
    NoticeKind.ACCEPTED: Manner(Group.PROGRESS),
    NoticeKind.COUNTED: Manner(Group.PROGRESS),
    NoticeKind.DUPLICATE: Manner(Group.PROGRESS),
    NoticeKind.UNDONE: Manner(Group.PROGRESS),
    NoticeKind.WITHDRAWN: Manner(Group.PROGRESS),
    NoticeKind.FEATURED: Manner(Group.FEATURED),
    NoticeKind.RECALLED: Manner(Group.FEATURED),
    NoticeKind.USED: Manner(Group.FEATURED),
    NoticeKind.FILES_MISSING: Manner(Group.FILES, urgent=True),
    NoticeKind.FILES_FAILED: Manner(Group.FILES, urgent=True),
    NoticeKind.QUEUE: Manner(Group.QUEUE),
    NoticeKind.ANSWERED: Manner(Group.QUEUE),
    NoticeKind.OBLIGATION_SET: Manner(Group.OBLIGATIONS),
    NoticeKind.OBLIGATION_CHANGED: Manner(Group.OBLIGATIONS),
    NoticeKind.OBLIGATION_CANCELLED: Manner(Group.OBLIGATIONS),
    NoticeKind.REMINDER: Manner(Group.REMINDERS),
    NoticeKind.DRAFTS: Manner(Group.REMINDERS),
    NoticeKind.ASKED: Manner(Group.REMINDERS, urgent=True),
}

ALWAYS_ON_PAGE = frozenset({Group.RETURNED, Group.FILES, Group.OBLIGATIONS, Group.REMINDERS})
"""What a person must be able to find again cannot be switched off in the page."""
