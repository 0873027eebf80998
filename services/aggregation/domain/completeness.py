"""Completeness: who owes what, whether it came and in time, and for whom it waits. Someone who was not asked is not missing.

Sources: domain report 0.1 and 0.3; notice 六(五). In-week material has a timeliness rate, no verdict
(`timeliness.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.organisations import Obligation
from services.aggregation.domain.standing_list import Item


class Met(StrEnum):
    """How far an obligation is met."""

    ACCEPTED = "accepted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    REFUSED = "refused"
    MISSING = "missing"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation and what became of it. `on_time` is None where nothing came yet and it is not overdue.

    `waiting_for` is whose turn it is with what came: who reviews it, or whom it was sent back to; None once it is decided.
    `version` and `received_ms` (since 1970) are of the submission that is named.
    """

    obligation: Obligation
    met: Met
    on_time: bool | None
    waiting_for: str | None
    submission: str | None
    version: int | None = None
    received_ms: int | None = None


_RANK = {Met.ACCEPTED: 4, Met.IN_REVIEW: 3, Met.RETURNED: 2, Met.REFUSED: 1}


def completeness(obligations: Iterable[Obligation], items: Mapping[str, list[Item]], now: datetime) -> list[Owed]:
    """Judge each obligation by the best of the items that answer it (`items` by obligation id); cancelled ones are left out."""
    return [_owed(one, items.get(one.obligation, []), now) for one in obligations if not one.cancelled]


def _owed(obligation: Obligation, items: list[Item], now: datetime) -> Owed:
    answers = [(met, item) for item in items if (met := _met(item)) is not None]
    if not answers:
        overdue = now > obligation.due_at
        met, on_time = (Met.MISSING, False) if overdue else (Met.NOT_DUE, None)
        return Owed(obligation, met, on_time, None, None)
    # Of equally good answers the first that came, then the lowest id, so that every replica names the same.
    met, best = min(answers, key=lambda answer: (-_RANK[answer[0]], answer[1].received_ms, answer[1].submission))
    # What was refused in time makes nothing timely of what was accepted late.
    on_time = any(item.verdict == "on_time" for one, item in answers if one is met)
    waiting_for = best.waiting_for or _back_to_filer(met, best)
    return Owed(obligation, met, on_time, waiting_for, str(best.submission), best.version, best.received_ms)


def _met(item: Item) -> Met | None:
    if item.state == "withdrawn":
        return None
    if item.counted_version is not None:
        return Met.ACCEPTED
    if item.review_version is not None:
        return Met.IN_REVIEW
    return Met.REFUSED if item.state == "refused" else Met.RETURNED


def _back_to_filer(met: Met, item: Item) -> str | None:
    return item.home.organisation if met is Met.RETURNED else None
