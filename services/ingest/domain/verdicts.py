"""Whether what is owed came in time: judged on the moment the manifest was received, never on when its bytes arrived."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from contracts.organisations import Obligation
from contracts.problems import Problem, ProblemCode
from contracts.submissions import Kind, Verdict
from services.ingest.domain.request import Prior, Ruling

SHANGHAI = ZoneInfo("Asia/Shanghai")


def obligation_for(obligations: tuple[Obligation, ...], edition: str, debtor: str, kind: Kind) -> Obligation | None:
    """The obligation that a submission answers: the debtor's for this kind, and of several the one that is due first."""
    owed = [
        one
        for one in obligations
        if one.debtor == debtor and one.edition == edition and one.kind is kind and not one.cancelled
    ]
    return min(owed, key=lambda one: (one.due_at, one.obligation), default=None)


def rule_on_time(obligation: Obligation | None, prior: Prior | None, now: datetime, late_reason: str | None) -> Ruling:
    """Rule on a version received at `now` (UTC).

    ON_TIME until the due second is over; LATE_ACCEPTED inside the grace, where a reason is needed; NOT_OWED where
    nothing with a date is owed. A version that comes within the return's own term keeps the ruling of the returned one.
    Raises Problem(late_needs_reason, late_refused); times in their texts are Asia/Shanghai.
    """
    if obligation is None:
        return Ruling(Verdict.NOT_OWED)
    if prior and _answers_return(obligation, prior, now):
        return prior.ruling
    second = now.astimezone(UTC).replace(microsecond=0)
    closes_at = obligation.due_at + timedelta(seconds=obligation.grace_seconds)
    if second <= obligation.due_at:
        return Ruling(Verdict.ON_TIME, obligation.obligation)
    if second > closes_at:
        raise Problem(ProblemCode.LATE_REFUSED, closes_at=in_shanghai(closes_at))
    reason = (late_reason or "").strip()
    if not reason:
        raise Problem(ProblemCode.LATE_NEEDS_REASON, due_at=in_shanghai(obligation.due_at))
    return Ruling(Verdict.LATE_ACCEPTED, obligation.obligation, reason)


def in_shanghai(at: datetime) -> str:
    """A moment as people read it, in Asia/Shanghai."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def _answers_return(obligation: Obligation, prior: Prior, now: datetime) -> bool:
    if prior.returned_at is None or prior.ruling.obligation is None:
        return False
    return now <= prior.returned_at + timedelta(seconds=obligation.term_after_return_seconds)
