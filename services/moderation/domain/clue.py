"""Clues for coverage (宣传线索): what of its accepted material a level tells its publicity and cyberspace offices.

Source: notice 教职成函〔2024〕2号, section 六(三): 向宣传、网信部门和新闻媒体提供相关宣传线索; domain report 3.1: these offices read and
edit nothing. A clue says where to send somebody. What may be printed is what three people have read and made public.
"""

from datetime import datetime

from contracts.moderation import Act
from contracts.submissions import ActivityReport, AnyContent, Kind, Plan
from services.moderation.domain.record import Filed, Record

MADE_FOR_COVERAGE = frozenset({Kind.CASE, Kind.MANUSCRIPT, Kind.PHOTO_SET, Kind.VIDEO})
"""Kinds that are told as they are; of activities only highlights (看点) are, of plans only those open to the public."""


def clue_of(record: Record) -> Filed | None:
    """The accepted version of an item that is meant for coverage; None where there is none.

    What will not take place is no clue from the moment somebody has said so, whoever has yet to review it.
    """
    counted = record.standing.counted
    if counted is None or _is_off(record.newest.content):
        return None
    filed = record.filed(counted.version)
    return filed if _is_meant_for_coverage(filed.content) else None


def clue_since(record: Record) -> datetime:
    """When the version that counts was accepted."""
    counted = record.standing.counted
    accepted = (
        kept.decision.at
        for kept in reversed(record.history)
        if kept.decision.act is Act.ACCEPT and counted and kept.decision.version == counted.version
    )
    return next(accepted, record.waiting_since)


def _is_meant_for_coverage(content: AnyContent) -> bool:
    if isinstance(content, ActivityReport):
        return content.highlight
    if isinstance(content, Plan):
        return content.open_to_public and not _is_off(content)
    return content.kind in MADE_FOR_COVERAGE


def _is_off(content: AnyContent) -> bool:
    return isinstance(content, Plan) and (content.status == "cancelled" or not content.open_to_public)
