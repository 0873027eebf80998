"""When who owes something is reminded by itself: three days, one day and two hours before, once each, and never stale.

Source: feature list, deadlines (提醒); domain report 0.3. The time of a deadline is Asia/Shanghai's for people; the distance
to it is the same everywhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from contracts.organisations import Obligation
from services.kit.clock import milliseconds


@dataclass(frozen=True, slots=True)
class Offset:
    """How long before a deadline, and how late the reminder may be at most: one that comes later says nothing true any more.

    `of_drafts` also tells those whose drafts lie unsent and who are not reminded, since their organisation has reported something.
    """

    name: str
    before: timedelta
    at_most_late: timedelta
    urgent: bool = False
    of_drafts: bool = True


OFFSETS = (
    Offset("3d", timedelta(days=3), timedelta(hours=12)),
    Offset("1d", timedelta(days=1), timedelta(hours=6)),
    Offset("2h", timedelta(hours=2), timedelta(hours=1), urgent=True, of_drafts=False),
)
LONGEST = max(offset.before for offset in OFFSETS)


def offset_due(obligation: Obligation, now: datetime) -> Offset | None:
    """The offset whose moment has come and is not stale; None for what was set after that moment, which told by itself."""
    if obligation.cancelled or not now < obligation.due_at <= now + LONGEST:
        return None
    for offset in reversed(OFFSETS):
        moment = obligation.due_at - offset.before
        if moment <= now <= moment + offset.at_most_late and obligation.revision <= milliseconds(moment):
            return offset
    return None


def reminder_id(obligation: Obligation, offset: Offset) -> str:
    """The id of a reminder. A deadline that is moved makes others."""
    return f"{obligation.obligation}:{offset.name}:{int(obligation.due_at.timestamp())}"


def drafts_id(reminder: str) -> str:
    """The id of what is told of drafts beside a reminder: it is done when ingest has said whose they are."""
    return f"drafts:{reminder}"
