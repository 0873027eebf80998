"""What a clerk enters from paper: its true time of receipt decides the verdict, so who may set it and to what is bounded.

Whoever is judged does not set the time: a clerk of a level above the item's organisation enters it, or the ministry's editor.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from pydantic import AwareDatetime, Field

from contracts.base import Contract
from contracts.editions import Edition
from contracts.organisations import MINISTRY, Role
from contracts.problems import FieldProblem, ProblemCode
from contracts.submissions import Channel, Entered
from services.ingest.domain.moments import SHANGHAI, in_shanghai
from services.ingest.domain.rights import Held

ENTERING_ROLES = frozenset({Role.REVIEWER, Role.APPROVER, Role.MANAGER})
MINISTRY_ROLES = frozenset({Role.EDITOR, Role.MANAGER})
OPENS_DAYS_BEFORE = 180
"""A call that does not say when it opens is taken to have opened half a year before its week: plans come first."""


class Entry(Contract):
    """What a clerk says of something that came by another way: when, how, and under which reference it is filed."""

    received_at: AwareDatetime
    channel: Channel
    reference: str | None = Field(default=None, max_length=100)


def entering_organisation(held: Held, chain: Iterable[str]) -> str | None:
    """The organisation in which a person enters what an item's own organisation sent on paper; None where none may.

    It stands above the item's own on the `chain`, the nearest first, or it is the ministry.
    """
    roles = list(held)
    entering = {organisation for organisation, role in roles if role in ENTERING_ROLES}
    _own, *above = chain
    nearest = next((organisation for organisation in above if organisation in entering), None)
    if nearest is not None:
        return nearest
    return MINISTRY if any(one == MINISTRY and role in MINISTRY_ROLES for one, role in roles) else None


def opened_at(edition: Edition) -> datetime:
    """The first moment in which the call takes material."""
    day = edition.opens_on or edition.start - timedelta(days=OPENS_DAYS_BEFORE)
    return datetime.combine(day, time.min, SHANGHAI).astimezone(UTC)


def entry_problems(entry: Entry | None, edition: Edition, now: datetime) -> list[FieldProblem]:
    """That the time of receipt lies before the call opened or in the future. Times in the text are Asia/Shanghai."""
    if entry is None or opened_at(edition) <= entry.received_at <= now:
        return []
    expected = f"{in_shanghai(opened_at(edition))} - {in_shanghai(now)}"
    return [FieldProblem("entered.received_at", ProblemCode.ENTRY_TIME, {"expected": expected})]


def judged_at(entry: Entry | None, now: datetime) -> datetime:
    """The moment that the verdict is passed on: that of receipt, which is never in the future."""
    if entry is None or entry.received_at > now:
        return now
    # To the millisecond, as the store keeps it.
    received_at = entry.received_at.astimezone(UTC)
    return received_at.replace(microsecond=received_at.microsecond // 1_000 * 1_000)


def entered(entry: Entry | None, now: datetime) -> Entered | None:
    """What is kept of an entry, beside the moment at which it was typed in."""
    if entry is None:
        return None
    return Entered(
        received_at=judged_at(entry, now),
        channel=entry.channel,
        reference=(entry.reference or "").strip() or None,
        entered_at=now,
    )
